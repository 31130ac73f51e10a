"""How long is kept what was mailed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .models import Message


def forget_old() -> int:
    """Forget whom old mails went to and what they said. Says how many."""
    limit = timezone.now() - timedelta(days=settings.MAIL_KEPT_DAYS)
    old = Message.objects.filter(created_at__lt=limit).exclude(to="").exclude(state=Message.State.SENDING)
    return old.update(
        to="", context={}, attachments=[], subject="", reply_to="", unsubscribe_url="", last_error="", person=""
    )
