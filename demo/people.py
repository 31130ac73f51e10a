"""What members of the demo say that they know."""

from collections.abc import Mapping

from content.models import Topic
from members.models import User
from people.forms import words_agreed_to
from people.models import Profile
from people.services import save

from .texts import load

# In turn: most are there for the network, some for everybody, a few still think about it.
SHOWN = (Profile.Shown.MEMBERS, Profile.Shown.EVERYBODY, Profile.Shown.MEMBERS, Profile.Shown.NOBODY)


def add_profiles(users: Mapping[str, User], topics: Mapping[str, Topic]) -> None:
    """A profile for each member who has something to say."""
    for number, row in enumerate(load("members")["member"]):
        if row.get("intro"):
            shown_to = SHOWN[number % len(SHOWN)]
            save(
                user=users[row["key"]],
                knows=row["intro"],
                language="nl",
                topics=[topics[key] for key in row.get("expertise", ())],
                shown_to=shown_to,
                may_write=True,
                consent=words_agreed_to(shown_to),
            )
