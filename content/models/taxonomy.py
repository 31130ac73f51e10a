"""The network's own words: topics, areas, sectors and audiences.

Pages in every language point at the rows of the first language; ``content.taxonomy`` shows the reader's word for them. So a
filter or count means the same in each language, and translating a word never touches a page.
"""

from django.conf import settings
from django.core.validators import validate_slug
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index


def in_first_language() -> models.Q:
    """Limits a chooser to the words in the network's first language."""
    return models.Q(locale__language_code=settings.LANGUAGE_CODE)


class Term(TranslatableMixin, index.Indexed, models.Model):
    """One word of one of the lists, in one language."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(
        _("address"),
        max_length=60,
        blank=True,
        validators=[validate_slug],
        help_text=_("Used in web addresses. Leave empty to make it from the name."),
    )
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0, db_index=True)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("sort_order")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or slugify(self.name)
        super().full_clean(*args, **kwargs)

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)


class Topic(Term):
    """A subject on which the network knows or does something."""

    description = models.TextField(
        _("description"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences, shown on the page of this topic."),
    )

    panels = [*Term.panels, FieldPanel("description")]

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Area(Term):
    """A neighbourhood or district."""

    class Meta(Term.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")


class Sector(Term):
    """A field of work. Its place in the list gives it an ink of its own."""

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Audience(Term):
    """A group of people that something is meant for."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
