"""Mails to read: in the demo by everybody, on a real site by coordinators, who may send one again."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .delivery import written
from .models import Message
from .services import send_again

SECRET = re.compile(r"(https?://\S+?/)[0-9a-f]{40}\b")


@never_cache
def demo(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The mails of the demo, newest first, as whoever gets them sees them."""
    if not settings.DEMO_ALLOWED:
        raise Http404
    rows = list(Message.objects.exclude(to="")[:50])
    chosen = get_object_or_404(Message.objects.exclude(to=""), pk=pk) if pk else None
    letter = written(chosen) if chosen else None
    context = {"rows": rows, "chosen": chosen, "letter": letter}
    return TemplateResponse(request, "notifications/demo.html", context)


@never_cache
def demo_html(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail of the demo as its mail program shows it. It carries its styles itself, so its policy allows those."""
    if not settings.DEMO_ALLOWED:
        raise Http404
    message = get_object_or_404(Message.objects.exclude(to=""), pk=pk)
    response = HttpResponse(written(message).html)
    response._csp_update = {"style-src": ["'unsafe-inline'"]}
    return response


@permission_required("notifications.resend_message")
def outbox(request: HttpRequest) -> HttpResponse:
    """All mails, with what became of them."""
    rows = Message.objects.all()
    state = request.GET.get("state", "")
    if state in Message.State.values:
        rows = rows.filter(state=state)
    query = request.GET.get("q", "").strip()
    if query:
        rows = rows.filter(to__icontains=query)
    page = Paginator(rows, 50).get_page(request.GET.get("p"))
    context = {"page_obj": page, "states": Message.State.choices, "state": state, "q": query}
    return TemplateResponse(request, "notifications/admin/outbox.html", context)


@permission_required("notifications.resend_message")
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: what it says, without the personal links in it, and what became of it."""
    message = get_object_or_404(Message, pk=pk)
    letter = written(message) if message.to else None
    text = SECRET.sub(r"\1…", letter.text) if letter else ""
    context = {"message_": message, "text": text, "subject": letter.subject if letter else str(message)}
    return TemplateResponse(request, "notifications/admin/message.html", context)


@require_POST
@permission_required("notifications.resend_message")
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one again."""
    message = get_object_or_404(Message.objects.exclude(to=""), pk=pk)
    send_again(message=message)
    messages.success(request, gettext("It is sent again."))
    return HttpResponseRedirect(reverse("notifications_outbox"))
