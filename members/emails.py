"""Mails about accounts that allauth does not send."""

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from .models import User


def send_invitation(user: User, request: HttpRequest) -> None:
    """Tell somebody that they have an account, in their language. No password: they sign in with a code by mail."""
    with override(user.language):
        link = request.build_absolute_uri(reverse("account_request_login_code"))
        context = {"user": user, "link": link, "site_name": settings.WAGTAIL_SITE_NAME}
        subject = render_to_string("emails/invitation/subject.txt", context).strip()
        body = render_to_string("emails/invitation/body.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
