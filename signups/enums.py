"""The states of a sign-up, and the words for what happens to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where somebody stands. One person has at most one sign-up in an active state per offering."""

    HELD = "held", _("Seat kept, not confirmed yet")
    REQUESTED = "requested", _("Waits for approval")
    GIVEN = "given", _("Has a seat")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    CANCELLED = "cancelled", pgettext_lazy("sign-up", "Cancelled")
    DECLINED = "declined", _("Did not want the seat")
    LAPSED = "lapsed", _("Did not answer in time")
    EXPIRED = "expired", _("Never confirmed")
    REFUSED = "refused", _("Not approved")
    REMOVED = "removed", _("Taken off by the organiser")


#: States in which a seat can't be given to anybody else.
SEATED = (State.HELD, State.GIVEN, State.OFFERED)
#: States in which somebody stands in the queue: an offered seat is only left behind once it is accepted.
QUEUED = (State.WAITING, State.OFFERED)
ACTIVE = (State.HELD, State.REQUESTED, State.GIVEN, State.WAITING, State.OFFERED)
ENDED = tuple(state for state in State if state not in ACTIVE)


class Action(models.TextChoices):
    """What is written in the history."""

    SIGNED_UP = "signed-up", _("signed up")
    CONFIRMED = "confirmed", _("confirmed the address")
    QUEUED = "queued", _("came on the waiting list")
    SEATED = "seated", _("got a seat")
    REQUESTED = "requested", _("asked for approval")
    APPROVED = "approved", _("was approved")
    REFUSED = "refused", _("was not approved")
    OFFERED = "offered", _("was offered a seat")
    PASSED = "passed", _("was passed over: too few seats for the party")
    ACCEPTED = "accepted", _("took the offered seat")
    DECLINED = "declined", _("did not want the offered seat")
    LAPSED = "lapsed", _("did not answer in time")
    EXPIRED = "expired", _("did not confirm in time")
    CANCELLED = "cancelled", _("cancelled")
    REMOVED = "removed", _("was taken off the list")
    MOVED = "moved", _("was moved to the front")
    PARTY = "party", _("changed the number of people")
    ADDED = "added", _("was added by hand")
    ANSWERS = "answers", _("changed the answers")
    CONSENT = "consent", _("changed what others see")
    ABSENT = "absent", _("can't come once")
    PRESENT = "present", _("will come after all")
    ATTENDANCE = "attendance", _("attendance was noted")
    CAPACITY = "capacity", _("the number of seats changed")
    SETTINGS = "settings", _("the settings changed")
    MAILED = "mailed", _("a mail was sent")
    EXPORTED = "exported", _("the list was exported")
    VIEWED = "viewed", _("personal data were looked at")
    CHANGED = "changed", _("a date, time or place changed")
    GO_AHEAD = "go-ahead", _("it was decided that it goes ahead")
    CALLED_OFF = "called-off", _("it was called off")
    ERASED = "erased", _("personal data were erased")
    LINK = "link", _("the personal link was replaced")


class Reason(models.TextChoices):
    """Why an organiser lets somebody go first. The others on the list see it, so it names nobody."""

    MISTAKE = "mistake", _("Something went wrong at our side")
    EARLIER = "earlier", _("Was on the list of an earlier run")
    ACCESS = "access", _("Can't come to another one, because of care or access")
    ORGANISATION = "organisation", _("Their organisation has nobody in the group yet")
    OTHER = "other", _("Another reason, agreed with the coordinator")


class Level(models.IntegerChoices):
    """Who sees a field: circles around you."""

    ORGANISERS = 1, _("Organisers")
    PARTICIPANTS = 2, _("Participants")
    EVERYBODY = 3, _("Everybody")


class Who(models.TextChoices):
    """Who may sign up."""

    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members with an account")
    ORGANISATION = "organisation", _("People of one organisation")


class Kind(models.TextChoices):
    """What an answer looks like."""

    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")
    CHOICE = "choice", _("One of a list")
    SEVERAL = "several", _("Several of a list")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    YESNO = "yesno", _("Yes or no")


class Came(models.TextChoices):
    """Whether somebody was there."""

    ABSENT = "absent", _("said they can't come")
    PRESENT = "present", _("was there")
    MISSED = "missed", _("was not there")
