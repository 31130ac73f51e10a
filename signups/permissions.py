"""Who may sign up, and who may see and change the list."""

import uuid

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import Lower
from wagtail.models import Page

from directory.models import Membership
from members.models import User

from .enums import Who
from .models import Offering, Signup

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


def can_configure(user: Visitor, offering: Offering) -> bool:
    """Whether somebody may change questions and settings: organisers, and who may edit the page. Not whom they see."""
    if can_organise(user, offering):
        return True
    if user is None or not user.is_authenticated:
        return False
    pages = Page.objects.filter(translation_key=offering.subject_key)
    return any(page.permissions_for_user(user).can_edit() for page in pages)


def has_seat(user: User, subject_key: uuid.UUID) -> bool:
    """Whether a member has a seat in what a page is about, under their account or one of their verified addresses."""
    mine = EmailAddress.objects.filter(user=user, verified=True).values(address=Lower("email"))
    seats = Signup.objects.participants().filter(offering__subject_key=subject_key)
    return seats.filter(Q(user=user) | Q(email__in=mine)).exists()
