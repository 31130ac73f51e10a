"""Sign-ups in the admin: the menu, and what happens when a page is saved."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from .desk_frame import ADMIN
from .editing import save_from
from .permissions import can_organise_all
from .subjects import SignupMixin, organised_by
from .views import desk, poll, questions
from .views.listing import OfferingListView


class SignupsMenuItem(MenuItem):
    """For who organises something."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the list would show anything to this user."""
        return can_organise_all(request.user) or bool(organised_by(request.user.pk))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to the lists; they show only what somebody organises."""
    return SignupsMenuItem(_("Sign-ups"), reverse(f"{ADMIN}:desks"), icon_name="group", order=250)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    """The list and the organiser's screens inside the admin: the same views as on the site, in another frame."""
    patterns = [
        path("", OfferingListView.as_view(), name="desks"),
        path("results/", OfferingListView.as_view(results_only=True), name="desks-results"),
        path("<uuid:key>/", desk.desk, name="desk"),
        path("<uuid:key>/attendance/", desk.attendance, name="attendance"),
        path("<uuid:key>/add/", desk.add, name="desk-add"),
        path("<uuid:key>/mail/", desk.mail, name="desk-mail"),
        path("<uuid:key>/history/", desk.history, name="desk-history"),
        path("<uuid:key>/print/", desk.printed, name="desk-print"),
        path("<uuid:key>/participants.<str:ending>", desk.export, name="desk-export"),
        path("<uuid:key>/person/<int:pk>/", desk.somebody, name="desk-person"),
        path("<uuid:key>/poll/", poll.manage, name="desk-poll"),
        path("<uuid:key>/questions/", questions.questions, name="desk-questions"),
    ]
    return [path("sign-ups/", include((patterns, ADMIN)))]


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
