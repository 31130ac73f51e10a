"""What happens to a profile, and what is held of it."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from content.models import Topic
from members.models import User
from notifications.services import queue

from .models import Profile


@transaction.atomic
def save(
    *, user: User, knows: str, language: str, topics: list[Topic], shown_to: str, may_write: bool, consent: str
) -> Profile:
    """Keep what ``user`` says of themselves, with the words they agreed to and when."""
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    now = timezone.now()
    if profile.shown_to != shown_to or profile.consent != consent:
        profile.consent, profile.consented_at = consent, now
    profile.knows, profile.language, profile.shown_to, profile.may_write = knows, language, shown_to, may_write
    profile.changed_at = now
    profile.save()
    profile.topics.set(topics)
    return profile


def ask(*, profile: Profile, question: str, name: str, email: str) -> None:
    """Pass a question on. Whoever asks does not learn the address; the answer shows it, as answers do."""
    queue(
        key=f"person-question:{uuid4()}",
        kind="person_question",
        to=profile.user.email,
        language=profile.user.language,
        context={"question": question, "name": name, "email": email},
        reply_to=email,
        person=f"address:{email.lower()}",
    )


def take_away(*, user: User) -> None:
    """Forget what ``user`` said of themselves."""
    Profile.objects.filter(user=user).delete()


def held_about(email: str) -> dict[str, Any] | None:
    """All that is held in the profile of whoever has this address."""
    profile = Profile.objects.filter(user__email__iexact=email).select_related("user").first()
    if profile is None:
        return None
    return {
        "name": str(profile.user),
        "knows": profile.knows,
        "topics": [topic.name for topic in profile.topics.all()],
        "shown_to": profile.get_shown_to_display(),
        "may_be_written_to": profile.may_write,
        "consent": profile.consent,
        "consented": profile.consented_at.isoformat() if profile.consented_at else None,
    }


def told(held: dict[str, Any]) -> list[str]:
    """What is held of a profile, in lines to be read."""
    topics = [", ".join(held["topics"])] if held["topics"] else []
    return [held["knows"], *topics, gettext("Who sees this: %(who)s") % {"who": held["shown_to"]}]


def erase(email: str) -> None:
    """Leave nothing of the profile of whoever has this address."""
    Profile.objects.filter(user__email__iexact=email).delete()
