"""Many articles at once: bulk inserts, made of the demo's paragraphs, always the same for a given number."""

import random
import tomllib
import uuid
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from content.models import Topic
from knowledge.models import ArticlePage, KnowledgeIndexPage, SectionPage

BATCH = 500
PER_SECTION = 2_500
TEXTS = Path(__file__).resolve().parent.parent / "demo" / "texts"


def add_articles(count: int) -> None:
    """Add ``count`` published Dutch articles below sections of their own, with topics, and no search index yet."""
    words, paragraphs = _material()
    chance = random.Random(count)
    index = KnowledgeIndexPage.objects.get(locale__language_code="nl")
    topics = list(Topic.objects.filter(locale__language_code="nl"))
    for number in range(0, count, PER_SECTION):
        section = SectionPage(title=f"Plank {number // PER_SECTION + 1}", locale_id=index.locale_id)
        index.refresh_from_db()
        index.add_child(instance=section)
        with transaction.atomic():
            _fill(section, number, min(PER_SECTION, count - number), chance, words, paragraphs, topics)
    Page.objects.filter(path__startswith=index.path).update(live=True)


def addresses(count: int) -> list[str]:
    """So many addresses of articles, spread over all of them."""
    found = ArticlePage.objects.filter(slug__startswith="artikel-").only("pk", "url_path", "locale").order_by("pk")
    step = max(1, found.count() // count)
    return [page.url for page in found[: count * step : step]]


def _fill(section, first, count, chance, words, paragraphs, topics) -> None:
    pages = [_page(section, first + number, number, chance, words, paragraphs) for number in range(count)]
    for start in range(0, count, BATCH):
        batch = pages[start : start + BATCH]
        Page.objects.bulk_create([_as_page(page) for page in batch])
        keys = dict(Page.objects.filter(path__in=[page.path for page in batch]).values_list("path", "pk"))
        for page in batch:
            page.pk = page.page_ptr_id = keys[page.path]
        # Django's bulk_create refuses models with a parent table; this is its inner part, for the child table alone.
        fields = ArticlePage._meta.local_concrete_fields
        ArticlePage._base_manager._insert(batch, fields=fields, using="default", raw=True)
        links = ArticlePage.topics.through
        links.objects.bulk_create(
            [
                links(articlepage_id=page.pk, topic_id=topic.pk)
                for page in batch
                for topic in chance.sample(topics, min(2, len(topics)))
            ]
        )
    Page.objects.filter(pk=section.pk).update(numchild=count)


def _page(section, number, place, chance, words, paragraphs) -> ArticlePage:
    title = " ".join(chance.choices(words, k=5)).capitalize()
    now = timezone.now() - timedelta(hours=number)
    body = [("text", paragraph) for paragraph in chance.sample(paragraphs, 6)]
    slug = f"artikel-{number}"
    page = ArticlePage(
        title=title,
        draft_title=title,
        slug=slug,
        summary=" ".join(chance.choices(words, k=18)).capitalize() + ".",
        locale_id=section.locale_id,
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, slug),
        path=Page._get_path(section.path, section.depth + 1, place + 1),
        depth=section.depth + 1,
        url_path=f"{section.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(ArticlePage),
        first_published_at=now,
        last_published_at=now,
        date=now.date(),
    )
    page.body = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in body]
    return page


def _as_page(page: ArticlePage) -> Page:
    names = [field.name for field in Page._meta.concrete_fields if field.name != "id"]
    return Page(**{name: getattr(page, name) for name in names})


def _material() -> tuple[list[str], list[str]]:
    paragraphs = []
    for path in sorted((TEXTS / "articles").glob("*.toml")):
        for block in tomllib.loads(path.read_text()).get("body", []):
            if "text" in block:
                paragraphs.append(block["text"])
    plain = " ".join(paragraphs).replace("<", " <").replace(">", "> ")
    words = sorted({word for word in plain.split() if word.isalpha() and len(word) > 3})
    return words, list(islice(cycle(paragraphs), max(len(paragraphs), 20)))
