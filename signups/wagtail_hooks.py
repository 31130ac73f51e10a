"""Sign-ups in the admin: the menu, and what happens when a page is saved."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from .editing import save_from
from .subjects import SignupMixin


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to the lists; the screen itself shows only what somebody organises."""
    return MenuItem(_("Sign-ups"), reverse("signups:desks"), icon_name="group", order=250)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def save_offering(request: HttpRequest, page: Page) -> None:
    """Keep the settings of the offering. Autosave leaves them alone: they count at once, so they need a real click."""
    if not isinstance(page, SignupMixin) or request.accepted_types and "json" in str(request.accepted_types[0]):
        return
    over = save_from(request, page)
    if over:
        text = gettext("There are %(count)s more people than seats now. Nobody loses a seat; none are given out.")
        messages.warning(request, text % {"count": over})
