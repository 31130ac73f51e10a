"""What can stand in the way of a sign-up. Each says so in words for the person."""

from django.utils.translation import gettext_lazy as _


class SignupError(Exception):
    """Something that can't be done. ``message`` says why, in the reader's language."""

    message = _("This can’t be done now.")

    def __init__(self, message: object = None) -> None:
        super().__init__(str(message or self.message))
        self.message = message or self.message


class SignupsClosed(SignupError):
    """Nobody can sign up now."""

    message = _("Signing up is not open now.")


class OfferingFull(SignupError):
    """No seat is left, and no waiting list."""

    message = _("All seats are taken.")


class PartyTooLarge(SignupError):
    """More people than one sign-up may bring."""

    message = _("That is more people than can come in one sign-up.")


class NotAllowed(SignupError):
    """This person may not sign up here."""

    message = _("You can’t sign up here with this address.")


class PartsClash(SignupError):
    """Two parts of a programme at the same time."""

    message = _("You already take part in something else at that time.")


class OfferOver(SignupError):
    """The seat is not offered any more."""

    message = _("This seat is no longer kept for you.")


class AlreadyOver(SignupError):
    """It has begun or was called off."""

    message = _("It has already begun, so this can’t be changed any more.")


class TooMany(SignupError):
    """Too much at once from one address or network."""

    message = _("That is a lot at once. Confirm the earlier sign-ups first, or try again later.")


class ReasonNeeded(SignupError):
    """Moving somebody to the front needs a reason."""

    message = _("Say why this person goes first. The others on the list will see the reason.")


class KnownAlready(SignupError):
    """Only for organisers: visitors are never told who is on a list."""

    message = _("Somebody with this address is on the list already.")
