"""Who is inside a circle."""

from content.visibility import Viewer
from signups.permissions import has_seat

from .models import CircleParticipant, Facilitator, RunPage

RUN_THE_SITE = frozenset({"coordinator", "administrator"})


def is_inside(user: Viewer, run: RunPage) -> bool:
    """Whether ``user`` sees what is meant for participants only: links to join, and files for them.

    Participants of the circle do, who has a seat in this run, whoever leads it, and who runs the network. Somebody takes
    part in a circle, not in one of its languages.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser or user.role_keys & RUN_THE_SITE:
        return True
    circle = run.circle
    return (
        CircleParticipant.objects.filter(user=user, circle__translation_key=circle.translation_key).exists()
        or Facilitator.objects.filter(user=user, page__translation_key=run.translation_key).exists()
        or has_seat(user, run.translation_key)
    )
