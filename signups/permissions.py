"""Who may sign up, and who may see and change the list."""

from django.contrib.auth.models import AnonymousUser

from directory.models import Membership
from members.models import User

from .enums import Who
from .models import Offering

Visitor = User | AnonymousUser | None


def may_sign_up(user: Visitor, offering: Offering) -> bool:
    """Whether somebody belongs to those whom it is for."""
    if offering.who == Who.EVERYONE:
        return True
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if offering.who == Who.MEMBERS or offering.organisation_id is None:
        return True
    return Membership.objects.filter(user=user, organisation_id=offering.organisation_id).exists()


def can_organise_all(user: Visitor) -> bool:
    """Coordinators and administrators reach every list."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or "coordinator" in user.role_keys


def can_organise(user: Visitor, offering: Offering) -> bool:
    """Whether somebody may see who signed up, and act on it: its own organisers, coordinators, administrators."""
    from .subjects import organisers_of

    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return can_organise_all(user) or user.pk in organisers_of(offering)
