"""Everything held about an address: asked for by anybody, mailed to the address itself."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from notifications import services as outbox

from .. import dossier
from ..forms import EmailForm
from ..limits import allowed, network_of
from ..links import address_of, address_url


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Have the link mailed. The answer is the same whether anything is held or not."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if allowed("address", network_of(request), times=10, seconds=3600) and allowed(
            "address", email, times=3, seconds=86_400
        ):
            _mail(email)
        return HttpResponseRedirect(f"{request.path}?sent=1")
    context = {"form": form, "sent": "sent" in request.GET}
    return TemplateResponse(request, "signups/address.html", context, status=422 if form.errors else 200)


@never_cache
def everything(request: HttpRequest, token: str) -> HttpResponse:
    """Show, give away or erase everything."""
    email = address_of(token)
    if email is None:
        return TemplateResponse(request, "signups/everything.html", {"email": None}, status=410)
    if request.method == "POST" and request.POST.get("do") == "erase":
        dossier.erase(email=email)
        context = {"email": email, "erased": True, "stays": dossier.told(dossier.of_address(email))}
        return TemplateResponse(request, "signups/everything.html", context)
    held = dossier.of_address(email)
    if "download" in request.GET:
        body = json.dumps(held, ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": 'attachment; filename="kring.json"'}
        return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)
    context = {"email": email, "held": held, "others": dossier.told(held)}
    response = TemplateResponse(request, "signups/everything.html", context)
    response["Referrer-Policy"] = "same-origin"
    return response


def _mail(email: str) -> None:
    """Only to addresses about which something is held: a form that mails anybody would be a nuisance."""
    if dossier.is_held(email):
        language = get_language()
        outbox.queue(
            key=f"address:{email}:{timezone.now():%Y%m%d%H%M}",
            kind="address_everything",
            to=email,
            language=language,
            context={"url": address_url(email, language)},
            person=f"address:{email}",
        )
