"""The outbox in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


class OutboxMenuItem(MenuItem):
    """Only for who may send mails again."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user sees it."""
        return request.user.has_perm("notifications.resend_message")


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Addresses under /admin/."""
    return [
        path("mail/", views.outbox, name="notifications_outbox"),
        path("mail/<int:pk>/", views.outbox_message, name="notifications_message"),
        path("mail/<int:pk>/resend/", views.resend, name="notifications_resend"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Under Reports."""
    return OutboxMenuItem(_("Mails"), reverse("notifications_outbox"), icon_name="mail", order=900)
