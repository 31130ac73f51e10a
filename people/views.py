"""Who knows what, one person, and what a member says of themselves."""

import uuid
from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from content.choices import Choice
from content.pagination import paginate
from content.taxonomy import Word, by_slug, named
from directory.cards import OrganisationCard, cards_by_key
from directory.models import Membership
from signups.forms import from_account
from signups.limits import allowed, network_of

from . import services
from .forms import ProfileForm, QuestionForm
from .models import Profile

PER_NETWORK = {"times": 10, "seconds": 3_600}
PER_ADDRESS = {"times": 5, "seconds": 86_400}
PER_PERSON = {"times": 10, "seconds": 86_400}


@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who lets this viewer know what they know, of one topic if wanted."""
    seen = Profile.objects.visible_to(request.user)
    word = by_slug("topic", request.GET.get("topic", ""))
    rows = seen.filter(topics=word.pk) if word else seen
    page = paginate(request, rows.by_name())
    cards = _organisations([profile.user_id for profile in page], request)
    topics = _topics([profile.pk for profile in page])
    context = {
        "page_obj": page,
        "rows": [(each, cards.get(each.user_id, []), topics.get(each.pk, [])) for each in page],
        "word": word,
        "topics": _choices(request, seen, word),
    }
    return _answered(request, "people/people.html", context)


@never_cache
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What somebody knows, with a way to ask."""
    profile = get_object_or_404(Profile.objects.select_related("user"), key=key)
    if not profile.is_visible_to(request.user):
        raise Http404
    is_mine = profile.user_id == request.user.pk
    may_ask = profile.may_write and not is_mine
    form = QuestionForm(request.POST or None, initial=from_account(request)) if may_ask else None
    if form and request.method == "POST" and form.is_valid():
        _pass_on(request, profile, form.cleaned_data)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'sent': 1})}")
    context = {
        "profile": profile,
        "cards": _organisations([profile.user_id], request).get(profile.user_id, []),
        "topics": _topics([profile.pk]).get(profile.pk, []),
        "form": form,
        "is_mine": is_mine,
        "sent": "sent" in request.GET,
        "demo_mails": settings.DEMO_ALLOWED,
    }
    return _answered(request, "people/person.html", context, 422 if form and form.errors else 200)


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Say what I know, or take it away."""
    profile = Profile.objects.filter(user=request.user).first()
    if request.method == "POST" and request.POST.get("do") == "remove":
        services.take_away(user=request.user)
        messages.success(request, gettext("What you told about yourself is gone."))
        return HttpResponseRedirect(reverse("people:mine"))
    form = ProfileForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        kept = services.save(
            user=request.user,
            language=form.language,
            consent=form.agreed_to,
            **{name: form.cleaned_data[name] for name in ("knows", "shown_to", "may_write")},
            topics=list(form.cleaned_data["topics"]),
        )
        messages.success(request, gettext("Saved. This is what others see.") if kept.is_shown else gettext("Saved."))
        return HttpResponseRedirect(kept.get_absolute_url() if kept.is_shown else reverse("people:mine"))
    context = {"form": form, "profile": profile}
    return _answered(request, "people/mine.html", context, 422 if form.errors else 200)


def _pass_on(request: HttpRequest, profile: Profile, data: dict[str, Any]) -> None:
    """Who asks too often sees the same page, and nothing is sent."""
    limits = (
        (network_of(request), PER_NETWORK),
        (data["email"].lower(), PER_ADDRESS),
        (f"to {profile.pk}", PER_PERSON),
    )
    if all(allowed("person", who, **limit) for who, limit in limits):
        services.ask(profile=profile, question=data["question"], name=data["name"], email=data["email"])


def _organisations(users: list[int], request: HttpRequest) -> dict[int, list[tuple[OrganisationCard, str]]]:
    """Of each of these people the organisations that the viewer may see, with what somebody does there."""
    rows = (
        Membership.objects.filter(user__in=users).order_by("pk").values_list("user_id", "organisation_id", "function")
    )
    known = cards_by_key([organisation for _user, organisation, _function in rows], request.user)
    found: dict[int, list[tuple[OrganisationCard, str]]] = {}
    for user, organisation, function in rows:
        if organisation in known:
            found.setdefault(user, []).append((known[organisation], function))
    return found


def _topics(profiles: list[int]) -> dict[int, list[Word]]:
    rows = Profile.topics.through.objects.filter(profile__in=profiles).values_list("profile_id", "topic_id")
    found: dict[int, list[int]] = {}
    for profile, topic in rows:
        found.setdefault(profile, []).append(topic)
    return {profile: named("topic", topics) for profile, topics in found.items()}


def _choices(request: HttpRequest, seen: Any, chosen: Word | None) -> list[Choice]:
    """The topics that somebody knows of, with how many do; the chosen one takes itself away."""
    rows = Profile.topics.through.objects.filter(profile__in=seen.values("pk")).values_list("topic_id", flat=True)
    counts = Counter(rows)
    return [
        Choice(
            word.name,
            counts[word.pk],
            request.path if word == chosen else f"{request.path}?{urlencode({'topic': word.slug})}",
            word == chosen,
        )
        for word in named("topic", counts)
    ]


def _answered(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    # People agree to be found here, not in the search engines of others.
    response = TemplateResponse(request, template, context | {"is_indexed": False}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
