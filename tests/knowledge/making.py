"""Articles with what tests ask for."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction, Page

from content.models import CustomDocument, Topic
from knowledge.models import ArticleOrganisation, ArticlePage, RelatedArticle

from ..pages import make_article, make_best_practice


def make_topic(site: Any, name: str) -> Topic:
    return Topic.objects.create(name=name, locale=site.nl.locale)


def article(
    parent: Page,
    title: str,
    *,
    topics: tuple[Topic, ...] = (),
    makers: tuple[Any, ...] = (),
    picks: tuple[ArticlePage, ...] = (),
    practice: bool = False,
    **fields: Any,
) -> ArticlePage:
    """A published article about these topics, from these organisations, with these articles picked."""
    live = fields.pop("live", True)
    page = (make_best_practice if practice else make_article)(parent, title, live=live, **fields)
    page.topics.set(topics)
    page.organisation_links.set(
        [ArticleOrganisation(organisation=each, sort_order=number) for number, each in enumerate(makers)]
    )
    page.related_links.set([RelatedArticle(article=each, sort_order=number) for number, each in enumerate(picks)])
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def make_file(title: str, *, members_only: bool = False) -> CustomDocument:
    """A document that everybody may have, or only members."""
    root = Collection.get_first_root_node()
    if members_only:
        root = root.add_child(name=f"Besloten {title}")
        CollectionViewRestriction.objects.create(collection=root, restriction_type="login")
    file = CustomDocument(title=title, file=ContentFile(b"tekst", f"{title}.txt"), collection=root)
    file._set_document_file_metadata()  # as an upload does
    file.save()
    return file
