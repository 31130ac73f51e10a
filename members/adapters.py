"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by coordinators, unless the site opens registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether a visitor may make an account."""
        return settings.SIGNUP_OPEN


def display_name(user: User) -> str:
    """How allauth's pages and mails call somebody."""
    return str(user)
