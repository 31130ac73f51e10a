"""Ask the network what search did not find: a mail to who keeps a section, or to the network's office."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from content.context_processors import site_settings
from content.routing import site_of
from knowledge.models import SectionPage
from notifications.services import queue
from people.forms import QuestionForm
from signups.forms import from_account
from signups.limits import allowed, network_of

PER_NETWORK = {"times": 5, "seconds": 3_600}
PER_ADDRESS = {"times": 3, "seconds": 86_400}


class AskForm(QuestionForm):
    """A question, what it is about, and where the answer goes."""

    section = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=SectionPage.objects.none(),
        required=False,
        empty_label=_("I don’t know, or something else"),
    )

    field_order = ["question", "section", "name", "email"]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = SectionPage.objects.visible_to(request.user).filter(locale__language_code=get_language())
        self.fields["section"].queryset = sections.select_related("owner").order_by("path")


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The form; what was sought is filled in already."""
    office = site_settings(site_of(request)).email
    if not office:
        raise Http404
    initial = {"question": request.GET.get("q", "")[:200], **from_account(request)}
    form = AskForm(request.POST or None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        _send(request, form.cleaned_data, office)
        return HttpResponseRedirect(f"{request.path}?sent=1")
    context = {"form": form, "sent": "sent" in request.GET, "demo_mails": settings.DEMO_ALLOWED}
    return TemplateResponse(request, "search/ask.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, data: dict[str, Any], office: str) -> None:
    """Put it in the outbox. Who asks too often sees the same page, and nothing is sent."""
    network, address = network_of(request), data["email"].lower()
    if not (allowed("ask", network, **PER_NETWORK) and allowed("ask", address, **PER_ADDRESS)):
        return
    section = data["section"]
    owner = section.owner if section and section.owner and section.owner.is_active else None
    queue(
        key=f"network-question:{uuid4()}",
        kind="network_question",
        to=owner.email if owner else office,
        language=owner.language if owner else settings.LANGUAGE_CODE,
        context={
            "question": data["question"],
            "name": data["name"],
            "email": data["email"],
            "section": section.title if section else "",
        },
        reply_to=data["email"],
        person=f"address:{address}",
    )
