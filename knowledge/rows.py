"""Articles as lists show them: with the organisations they come from and a line that says how fresh they are."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext

from content.dates import month_day, plain_day
from content.visibility import EVERYBODY, Viewer
from directory.cards import OrganisationCard, cards_by_key

from .models import ArticleOrganisation, ArticlePage


def as_rows(articles: Iterable[ArticlePage], viewer: Viewer) -> list[ArticlePage]:
    """The same articles, each with ``organisations`` (cards) and ``by_line``. One query for all of them."""
    found = list(articles)
    return dressed(found, _makers(found), viewer)


def dressed(articles: list[ArticlePage], makers: dict[int, list[int]], viewer: Viewer) -> list[ArticlePage]:
    """The same without a query; ``makers`` are the keys of the organisations of each article."""
    known = cards_by_key([pk for pks in makers.values() for pk in pks], viewer)
    for article in articles:
        article.organisations = [known[pk] for pk in makers.get(article.pk, ()) if pk in known]
        article.by_line = by_line(article, article.organisations)
    return articles


def by_line(article: ArticlePage, makers: list[OrganisationCard]) -> str:
    """“Best practice from De Sluis and De Werf, checked on 9 November”."""
    parts = [_source(article, makers), _age(article)]
    if article.audience != EVERYBODY:
        parts.append(gettext("for members only"))
    return ", ".join(parts)


def names(makers: list[OrganisationCard]) -> str:
    """“De Sluis and De Werf”."""
    return get_text_list([card.title for card in makers], gettext("and"))


def _source(article: ArticlePage, makers: list[OrganisationCard]) -> str:
    if not makers:
        return article.type_label
    return gettext("%(kind)s from %(organisations)s") % {"kind": article.type_label, "organisations": names(makers)}


def _age(article: ArticlePage) -> str:
    if article.is_overdue:
        return gettext("to be checked since %(day)s") % {"day": plain_day(article.review_by)}
    if article.checked_on and article.checked_on > article.date:
        return gettext("checked on %(day)s") % {"day": month_day(article.checked_on)}
    return gettext("new on %(day)s") % {"day": month_day(article.date)}


def _makers(articles: list[ArticlePage]) -> dict[int, list[int]]:
    rows = ArticleOrganisation.objects.filter(page_id__in=[article.pk for article in articles]).order_by("sort_order")
    found: dict[int, list[int]] = {}
    for page, organisation in rows.values_list("page_id", "organisation_id"):
        found.setdefault(page, []).append(organisation)
    return found
