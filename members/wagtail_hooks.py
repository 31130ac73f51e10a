"""Accounts in the admin: an invitation for the new, and nobody takes over an administrator."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from .emails import send_invitation
from .roles import group_of

User = get_user_model()


@hooks.register("after_create_user")
def welcome(request: HttpRequest, user: "User") -> None:
    """Who gets an account is a member, and is told how to sign in."""
    user.groups.add(group_of("member"))
    send_invitation(user, request)


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def protect_administrators(request: HttpRequest, user: "User") -> None:
    """Only administrators change an administrator: else a coordinator could become one by way of a new password."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
