"""What goes with an article: what an editor picked, then what shares most topics, newest first."""

from collections import Counter
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from content.cache import remember_many
from content.visibility import Viewer, viewpoint

from .models import ArticleOrganisation, ArticlePage
from .rows import dressed

SHOWN = 4
MAKERS = 2  # as many marks as there is room for
LOOKED_AT = 40  # of the newest on each of the topics
LANGUAGE_TREE = 8  # how much of a tree path names the home page of a language


def related_to(page: ArticlePage, viewer: Viewer) -> list[ArticlePage]:
    """At most four articles in the language of ``page`` that ``viewer`` may see.

    One query once the newest on its topics are known, which articles share; else two.
    """
    picked = page.linked_ids["article"]
    shared = _sharing(page, viewer)
    if not picked and not shared:
        return []
    nearest = sorted(shared, key=lambda pk: shared[pk], reverse=True)[:SHOWN]
    found = _language(page, viewer).exclude(pk=page.pk).annotate(**_makers())
    if picked:
        original = Page.objects.filter(translation_key=OuterRef("translation_key"), pk__in=picked).values("pk")
        keys = Page.objects.filter(pk__in=picked).values("translation_key")
        found = found.filter(Q(pk__in=nearest) | Q(translation_key__in=keys)).annotate(picked=Subquery(original[:1]))
    else:
        found = found.filter(pk__in=nearest)
    order = {pk: place for place, pk in enumerate([*picked, *nearest])}
    shown = sorted(found.for_list(), key=lambda each: order[getattr(each, "picked", None) or each.pk])[:SHOWN]
    return dressed(shown, {each.pk: _made_by(each) for each in shown}, viewer)


def _sharing(page: ArticlePage, viewer: Viewer) -> dict[int, tuple[int, date, int]]:
    """How many topics each of the newest articles shares with ``page``; what is newer counts as more among equals."""
    tree, seen_by = page.path[:LANGUAGE_TREE], viewpoint(viewer)
    keys = [("newest on", topic, tree, seen_by) for topic in page.linked_ids["topic"]]
    newest = remember_many(keys, lambda missing: _newest_on(missing, _language(page, viewer)))
    rows = [row for found in newest.values() for row in found if row[0] != page.pk]
    number, dates = Counter(pk for pk, _date in rows), dict(rows)
    return {pk: (number[pk], dates[pk], pk) for pk in dates}


def _newest_on(keys: list[tuple], articles: QuerySet) -> dict[tuple, list[tuple[int, date]]]:
    """Key and date of the newest of ``articles`` on the topic in each key. One query for all topics."""
    through = ArticlePage._meta.get_field("topics").remote_field.through._base_manager
    about = {key: Exists(through.filter(articlepage_id=OuterRef("pk"), topic_id=key[1])) for key in keys}
    newest = [articles.filter(each).order_by("-date", "-pk").values("pk")[:LOOKED_AT] for each in about.values()]
    any_of_them = reduce(or_, (Q(pk__in=each) for each in newest))
    flags = {f"on_{key[1]}": each for key, each in about.items()}
    rows = list(articles.filter(any_of_them).annotate(**flags).values_list("pk", "date", *flags))
    return {key: [row[:2] for row in rows if row[place]] for place, key in enumerate(keys, 2)}


def _language(page: ArticlePage, viewer: Viewer) -> QuerySet:
    return ArticlePage.objects.visible_to(viewer).inside(page.path[:LANGUAGE_TREE])


def _makers() -> dict[str, Subquery]:
    rows = ArticleOrganisation.objects.filter(page=OuterRef("pk")).order_by("sort_order").values("organisation_id")
    return {f"maker_{at}": Subquery(rows[at : at + 1], output_field=IntegerField()) for at in range(MAKERS)}


def _made_by(article: ArticlePage) -> list[int]:
    keys = (getattr(article, f"maker_{at}") for at in range(MAKERS))
    return [key for key in keys if key]
