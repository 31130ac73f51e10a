"""How the demo makes things: words, pages and their translations, pictures, files, days."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, PageViewRestriction

from content.models import BasePage, CustomDocument, CustomImage, Topic
from home.services import Skeleton
from members.models import User

from . import papers, pictures
from .streams import Streams
from .translation import translate


class Making:
    """Keeps what was made, by its key, while the network grows."""

    site: Skeleton
    dutch: Locale
    english: Locale
    members_only: Collection

    def __init__(self) -> None:
        self.today: date = timezone.localdate()
        self.words: dict[str, dict[str, Any]] = {}
        self.users: dict[str, User] = {}
        self.pages: dict[str, Page] = {}
        self.images: dict[str, CustomImage] = {}
        self.links: dict[str, int] = {}

    def _word(self, model: type, row: dict[str, str], order: int) -> Any:
        extra = {"description": row.get("description", "")} if model is Topic else {}
        word = model.objects.create(name=row["name"], slug=row["key"], sort_order=order, locale=self.dutch, **extra)
        extra = {"description": row.get("en_description", "")} if model is Topic else {}
        model.objects.create(
            name=row["en"],
            slug=row["key"],
            sort_order=order,
            locale=self.english,
            translation_key=word.translation_key,
            **extra,
        )
        return word

    def _named(self, kind: str, keys: Iterable[str]) -> list[Any]:
        return [self.words[kind][key] for key in keys]

    def _index(self, slug: str) -> Page:
        return next(pages["nl"] for pages in self.site.pages.values() if pages["nl"].slug == slug)

    def _streams(self, owner: str) -> Streams:
        return Streams(owner, self._image, self._page_at)

    def _page_at(self, link: str) -> int:
        slug = link.rstrip("/").rpartition("/")[2]
        return self.links.get(link) or getattr(self.pages.get(slug), "pk", None) or self._index("kennis").pk

    def _add(
        self,
        parent: Page,
        page: BasePage,
        key: str,
        address: str = "",
        members_only: bool = False,
        publish: bool = True,
    ) -> None:
        """Put a page in its place; with ``publish=False`` a later step completes and publishes it."""
        page.slug, page.locale = address or key, self.dutch
        parent.refresh_from_db()
        with transaction.atomic():
            parent.add_child(instance=page)
            if members_only:
                PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
            if publish:
                page.save_revision().publish()
        self.pages[key] = page

    def _translate(self, key: str, row: dict[str, Any], make: Callable[[str, dict[str, Any]], BasePage]) -> None:
        if "en" in row:
            page = self.pages[key]
            page.refresh_from_db()
            english = make(key, {**row, **row["en"]})
            english.slug = row["en"].get("slug", page.slug)
            translate(page, english, self.english)

    def _in(self, code: str, page: Page) -> Page:
        return page if code == "nl" else page.get_translation_or_none(self.english) or page

    def _organised(self, model: type, row: dict[str, Any]) -> list[Any]:
        slugs = [slug for slug in row.get("organisations", ()) if slug in self.pages]
        return [model(organisation=self.pages[slug], sort_order=order) for order, slug in enumerate(slugs)]

    def _picture(self, page: BasePage, row: dict[str, Any]) -> None:
        if "image" in row:
            page.listing_image = self._image(row["image"]["key"], row["image"]["alt"])

    def _image(self, key: str, alt: str) -> CustomImage:
        if key not in self.images:
            file = pictures.logo(key.removeprefix("logo/")) if key.startswith("logo/") else pictures.photo(key)
            credit = "" if key.startswith("logo/") else "Beeld: Kring Waterstad"
            self.images[key] = CustomImage.objects.create(
                title=alt[:100], description=alt[:250], credit=credit, file=file
            )
        return self.images[key]

    def _document(self, row: dict[str, Any], members_only: bool) -> CustomDocument:
        found = CustomDocument.objects.filter(title=row["title"], file__endswith=row["file"]).first()
        if found:
            return found
        file = papers.paper(row["file"], row["title"], row.get("text", ""), row.get("pages", 1))
        document = CustomDocument(title=row["title"], file=file)
        if members_only:
            document.collection = self.members_only
        document._set_document_file_metadata()
        document.save()
        return document

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _moment(self, offset: int, clock: str) -> datetime:
        return datetime.combine(self._day(offset), time.fromisoformat(clock), timezone.get_default_timezone())
