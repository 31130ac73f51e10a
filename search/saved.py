"""Saved searches: a member hears when something new appears, of what they may see at that moment."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from members.models import User
from notifications.services import queue

from .facets import LANGUAGE, chosen_in, facets
from .finding import Answer, Question, answer
from .models import SavedSearch, SearchDocument
from .operators import resolved

MOST = 20  # of one member
NAMED = 10  # new things in one mail
LONGEST = 1_000
KEPT = ("q", "type", "kind", "topic", "sector", "area", "audience", "organisation", "year", LANGUAGE)
PAUSE = {SavedSearch.Often.DAILY: timedelta(days=1), SavedSearch.Often.WEEKLY: timedelta(days=7)}


def save(*, user: User, query: str, language: str) -> SavedSearch | None:
    """Keep a search, by what stood in its address. None if there is nothing to look for, or there are too many."""
    kept = QueryDict(mutable=True)
    given = resolved(QueryDict(query[:LONGEST]))
    for name in KEPT:
        values = sorted(set(filter(None, given.getlist(name))))
        if values:
            kept.setlist(name, values)
    wanted = kept.urlencode()
    found = SavedSearch.objects.filter(user=user, query=wanted, language=language).first()
    if found or not wanted or len(wanted) > LONGEST or user.saved_searches.count() >= MOST:
        return found
    later = timezone.now() + PAUSE[SavedSearch.Often.WEEKLY]
    return SavedSearch.objects.create(user=user, query=wanted, language=language, next_at=later)


def change(*, saved: SavedSearch, often: str) -> None:
    """Hear of it more or less often, from the last mail on."""
    saved.often = often
    saved.next_at = saved.looked_at + PAUSE[SavedSearch.Often(often)]
    saved.save(update_fields=["often", "next_at"])


def send_due() -> int:
    """Mail whoever has something new. Says how many mails that were."""
    due = SavedSearch.objects.filter(next_at__lte=timezone.now(), user__is_active=True).select_related("user")
    return sum(_send(saved) for saved in due.iterator())


def name_of(saved: SavedSearch) -> str:
    """What a member recognises it by: the words, and what it is narrowed to."""
    query = QueryDict(saved.query)
    chosen = chosen_in(query)
    with override(saved.language):
        found = facets({name: dict.fromkeys(tags, 0) for name, tags in _all_tags(chosen).items()}, chosen, saved.user)
        narrowed = [choice.label for facet in found for choice in facet.choices if choice.is_chosen]
        narrowed += [str(chosen.tab.label)] if chosen.tab else []
    return ", ".join(filter(None, [query.get("q", ""), *narrowed])) or saved.query


def search_path(saved: SavedSearch) -> str:
    """The address of the search itself."""
    with override(saved.language):
        return f"{reverse('search:search')}?{saved.query}"


def leave_path(saved: SavedSearch) -> str:
    """The address that ends it without signing in; nobody can guess it."""
    with override(saved.user.language):
        return reverse("search:leave", args=[saved.key, seal_of(saved)])


def seal_of(saved: SavedSearch) -> str:
    """Proves that a link came from us."""
    return salted_hmac("search.saved", str(saved.key), algorithm="sha256").hexdigest()[:40]


def _all_tags(chosen: Any) -> dict[str, frozenset[str]]:
    from .facets import LABELS

    return {name: chosen.tags.get(name, frozenset()) for name in LABELS}


@transaction.atomic
def _send(saved: SavedSearch) -> int:
    now = timezone.now()
    since = saved.looked_at
    claimed = SavedSearch.objects.filter(pk=saved.pk, looked_at=since, next_at__lte=now)
    if not claimed.update(looked_at=now, next_at=now + PAUSE[SavedSearch.Often(saved.often)]):
        return 0  # another process was first
    fresh = _new(saved, since)
    if not fresh:
        return 0
    base = settings.BASE_URL.rstrip("/")
    queue(
        key=f"saved-search:{saved.key}:{now:%Y%m%d%H%M%S}",
        kind="saved_search",
        to=saved.user.email,
        language=saved.user.language,
        context={
            "name": name_of(saved),
            "count": len(fresh),
            "rows": [{"title": row.title, "label": row.label, "url": base + row.url} for row in fresh[:NAMED]],
            "more": max(0, len(fresh) - NAMED),
            "url": base + search_path(saved),
        },
        person=f"user:{saved.user_id}",
        unsubscribe_url=base + leave_path(saved),
    )
    return 1


def _new(saved: SavedSearch, since: datetime) -> list[SearchDocument]:
    """What is found now, for this member, and was not there at ``since``; newest first."""
    pks = [row.pk for row in _found(saved).rows]
    first = Q(page__first_published_at__gt=since) | Q(file__created_at__gt=since) | Q(person__consented_at__gt=since)
    rows = SearchDocument.objects.filter(first, pk__in=pks).order_by("-page__first_published_at", "-pk")
    return list(rows.only("title", "label", "url"))


def _found(saved: SavedSearch) -> Answer:
    query = QueryDict(saved.query)
    language = query.get(LANGUAGE) or saved.language
    with override(saved.language):
        # All words, as typed: a mail about what only resembles the question is a nuisance.
        return answer(Question(query.get("q", ""), language, saved.user, chosen_in(query), newest=True, literally=True))


def held_about(email: str) -> list[dict[str, Any]] | None:
    """The searches that whoever has this address keeps."""
    rows = SavedSearch.objects.filter(user__email__iexact=email)
    return [
        {"search": name_of(each), "often": each.get_often_display(), "since": each.made_at.isoformat()} for each in rows
    ] or None


def told(held: list[dict[str, Any]]) -> list[str]:
    """Saved searches in lines to be read."""
    return [f"{each['search']}, {each['often']}" for each in held]


def erase(email: str) -> None:
    """End the saved searches of whoever has this address."""
    SavedSearch.objects.filter(user__email__iexact=email).delete()
