"""What goes with an article: what an editor picked, then what shares most topics, newest first."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from content.visibility import Viewer

from .models import ArticleOrganisation, ArticlePage
from .rows import dressed

SHOWN = 4
MAKERS = 2  # as many marks as there is room for
LOOKED_AT = 40  # of the newest on one of the topics
LANGUAGE_TREE = 8  # how much of a tree path names the home page of a language


def related_to(page: ArticlePage, viewer: Viewer) -> list[ArticlePage]:
    """At most four articles in the language of ``page`` that ``viewer`` may see. One query, whatever there is."""
    picked, topics = page.linked_ids["article"], page.linked_ids["topic"]
    if not picked and not topics:
        return []
    others = ArticlePage.objects.visible_to(viewer).inside(page.path[:LANGUAGE_TREE]).exclude(pk=page.pk)
    keys = Page.objects.filter(pk__in=picked).values("translation_key")
    original = Page.objects.filter(translation_key=OuterRef("translation_key"), pk__in=picked)
    newest = others.filter(Exists(_about(topics))).order_by("-date", "-pk").values("pk")[:LOOKED_AT]
    chosen = Page.objects.filter(translation_key__in=keys).values("pk")
    found = others.filter(Q(pk__in=newest) | Q(pk__in=chosen)).annotate(
        picked=Subquery(original.values("pk")[:1]), shared=_shared(topics), **_makers()
    )
    shown = sorted(found.for_list(), key=lambda each: _rank(each, picked))[:SHOWN]
    return dressed(shown, {each.pk: _made_by(each) for each in shown}, viewer)


def _rank(article: ArticlePage, picked: list[int]) -> tuple[int, int, int]:
    place = picked.index(article.picked) if article.picked else len(picked)
    return place, -article.shared, -article.date.toordinal()


def _about(topics: list[int]) -> QuerySet:
    through = ArticlePage._meta.get_field("topics").remote_field.through
    return through._base_manager.filter(articlepage_id=OuterRef("pk"), topic_id__in=topics)


def _shared(topics: list[int]) -> Coalesce:
    through = ArticlePage._meta.get_field("topics").remote_field.through
    rows = through._base_manager.filter(articlepage_id=OuterRef("pk"), topic_id__in=topics).order_by()
    number = rows.values("articlepage_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), Value(0))


def _makers() -> dict[str, Subquery]:
    rows = ArticleOrganisation.objects.filter(page=OuterRef("pk")).order_by("sort_order").values("organisation_id")
    return {f"maker_{at}": Subquery(rows[at : at + 1], output_field=IntegerField()) for at in range(MAKERS)}


def _made_by(article: ArticlePage) -> list[int]:
    keys = (getattr(article, f"maker_{at}") for at in range(MAKERS))
    return [key for key in keys if key]
