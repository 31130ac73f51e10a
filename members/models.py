"""People who have an account: members of the network's organisations and those who run the site."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users who are known by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A user with this address; without a password they sign in with a code by mail."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An administrator. ``manage.py create_administrator`` verifies the address too."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "User":
        """Addresses differ only in case: the same person."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an account. An account is an invitation accepted: who has one is a member."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    language = models.CharField(_("language of mails"), max_length=10, default="nl")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["first_name", "last_name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_address",
                violation_error_message=_("There is already an account with this address."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @cached_property
    def group_names(self) -> dict[int, str]:
        """The groups the user is in, name by key: one query per request, for privacy and roles alike."""
        return dict(self.groups.values_list("pk", "name"))

    @property
    def group_ids(self) -> frozenset[int]:
        """The keys of the groups the user is in."""
        return frozenset(self.group_names)

    @cached_property
    def role_keys(self) -> frozenset[str]:
        """The roles (``members.roles``) the user has."""
        from .roles import roles_of

        return roles_of(self)
