"""What every page has."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..languages import alternates_of, language_of
from ..links import page_full_url, site_roots
from ..relations import WORD_FIELDS, linked_ids
from ..visibility import EVERYBODY, VisibleQuerySet, audience_of

if TYPE_CHECKING:
    from ..taxonomy import Word

VisiblePageManager = PageManager.from_queryset(VisibleQuerySet)


class BasePage(Page):
    """A page with what lists, search and feeds need to know of it, whatever its type."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown in lists and search results."),
    )
    listing_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Optional. A photograph of your own says more than a stock picture."),
    )
    menu_title = models.CharField(
        _("short name"), max_length=30, blank=True, help_text=_("For the menu, when the title is too long.")
    )

    objects = VisiblePageManager()

    #: One of the tones of the design: knowledge, org, circle, meeting or news.
    tone = "news"
    #: The kind under which search and lists file this page; the name readers see is ``type_label``.
    kind = "page"

    #: What the page is linked to besides its words: name -> child relation (``content.relations``).
    linked: dict[str, str] = {}
    #: Text fields that are no words, so translations take them over as they are: a street, a number.
    same_in_all_languages: tuple[str, ...] = ()
    #: Foreign keys that the page's own screen always needs, fetched together with it.
    fetched_with: tuple[str, ...] = ("listing_image",)

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("menu_title")],
            heading=_("Address and search engines"),
        ),
    ]

    class Meta:
        abstract = True

    @classproperty
    def override_translatable_fields(cls) -> list[SynchronizedField]:  # noqa: N805
        """wagtail-localize leaves the words of a page behind when a translation is updated; here they follow."""
        words = [name for name in WORD_FIELDS.values() if hasattr(cls, name)]
        return [SynchronizedField(name) for name in (*words, *cls.same_in_all_languages)]

    @property
    def listing_title(self) -> str:
        """The title in lists."""
        return self.title

    @property
    def listing_summary(self) -> str:
        """The text in lists."""
        return self.summary or self.search_description

    @property
    def type_label(self) -> str:
        """What kind of thing this is, in the reader's language."""
        return str(self._meta.verbose_name).capitalize()

    @cached_property
    def trail(self) -> list[Page]:
        """The live pages above this one, below the home page. ``content.routing`` fills it without a query."""
        return list(self.get_ancestors().filter(depth__gt=2, live=True))

    @property
    def language(self) -> str:
        """The language code of the page."""
        return language_of(self.locale_id)

    @property
    def audience(self) -> str:
        """The audience key (``content.visibility``): empty for a page that everybody may see."""
        return audience_of(self.path)

    @property
    def is_public(self) -> bool:
        """Whether visitors without an account may see the page."""
        return self.audience == EVERYBODY

    @property
    def listing_date(self) -> date | None:
        """The day by which lists sort and name this page, if it has one."""
        return None

    @property
    def plain_body(self) -> str:
        """All words of the page beside title and summary, for search."""
        return ""

    @cached_property
    def linked_ids(self) -> dict[str, list[int]]:
        """The keys of the words and things the page is linked to."""
        return linked_ids(self)

    def words(self, kind: str) -> "list[Word]":
        """The page's topics, areas, sectors or audiences in the reader's language."""
        from ..taxonomy import named

        return named(kind, self.linked_ids.get(kind, ()))

    @property
    def meta_description(self) -> str:
        """What search engines and social media show."""
        return self.search_description or self.summary

    def get_view_restrictions(self) -> models.QuerySet:
        """Wagtail's question before serving; answered without a query where nothing is restricted."""
        return super().get_view_restrictions() if self.audience else self.view_restrictions.none()

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """This page with its translations, as the sitemap protocol wants them."""
        alternates = [{"lang_code": each.language, "location": each.full_url} for each in alternates_of(self)]
        return [{"location": page_full_url(self), "lastmod": self.last_published_at, "alternates": alternates}]

    def _get_relevant_site_root_paths(self, cache_object: object = None) -> list:
        # Wagtail looks them up in the shared cache for every link; here they are kept with the generation.
        if cache_object is not None and not hasattr(cache_object, "_wagtail_cached_site_root_paths"):
            cache_object._wagtail_cached_site_root_paths = self._get_site_root_paths(site_roots())
        return super()._get_relevant_site_root_paths(cache_object or site_roots())


class ReviewedMixin(models.Model):
    """Content that somebody looks at again: when it was checked, and when it should be checked next."""

    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The last day somebody read it through.")
    )
    review_by = models.DateField(
        _("check again by"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("After this day readers see that it may be out of date."),
    )

    review_panels = [FieldRowPanel([FieldPanel("checked_on"), FieldPanel("review_by")], heading=_("Freshness"))]

    class Meta:
        abstract = True

    @property
    def is_overdue(self) -> bool:
        """Whether the day on which it should have been checked has passed."""
        return bool(self.review_by and self.review_by < timezone.localdate())

    @property
    def review_share(self) -> float:
        """How much of the time until the next check is left: 1 just checked, 0 due."""
        start = self.trusted_from
        if not (start and self.review_by) or self.review_by <= start:
            return 0.0
        left = (self.review_by - timezone.localdate()).days
        return min(1.0, max(0.0, left / (self.review_by - start).days))

    @property
    def trusted_from(self) -> date | None:
        """The day on which it was surely right."""
        return self.checked_on

    def clean(self) -> None:
        super().clean()
        today: date = timezone.localdate()
        if self.checked_on and self.checked_on > today:
            raise ValidationError({"checked_on": _("This day is still to come.")})
        if self.checked_on and self.review_by and self.review_by <= self.checked_on:
            raise ValidationError({"review_by": _("Choose a day after the day it was checked.")})
