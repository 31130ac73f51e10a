"""What is done to accounts."""

from allauth.account.models import EmailAddress
from django.db import transaction

from .models import User
from .roles import group_of


@transaction.atomic
def create_account(
    *,
    email: str,
    first_name: str,
    last_name: str = "",
    password: str | None = None,
    roles: tuple[str, ...] = (),
    administrator: bool = False,
) -> User:
    """An account that can sign in at once: its address counts as verified.

    ``roles`` are keys of ``members.roles``. An existing account with this address gets the names, password and roles.
    """
    user = User.objects.filter(email__iexact=email).first() or User(email=email.lower())
    user.first_name, user.last_name = first_name, last_name
    if administrator:
        user.is_staff = user.is_superuser = True
    if password:
        user.set_password(password)
    elif not user.pk:
        user.set_unusable_password()
    user.save()
    user.groups.add(group_of("member"), *(group_of(key) for key in roles))
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
    return user
