"""The one table of things that can be found. Derived: ``manage.py update_search`` makes it anew at any time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """One findable thing in one language, ready to be searched, counted and shown without touching the thing itself."""

    wagtail_reference_index_ignore = True

    # Small fields first: what is counted is read without the texts, which SQLite keeps on pages of their own.
    page = models.OneToOneField(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="search_document"
    )
    file = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=10)
    audience = models.TextField(blank=True, help_text="Audience key, see content.visibility.")
    kind = models.CharField(max_length=30)
    tags = models.TextField(blank=True, help_text="What it is filed under: topic12 sector3 organisation7.")
    date = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    tone = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=80, blank=True)
    url = models.CharField(max_length=1000)
    title = models.CharField(max_length=400)
    title_terms = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    lead_terms = models.TextField(blank=True)
    body = models.TextField(blank=True)
    body_terms = models.TextField(blank=True)

    class Meta:
        verbose_name = _("findable thing")
        verbose_name_plural = _("findable things")
        indexes = [
            models.Index(fields=["language", "-date"], name="search_by_language"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["file", "language"], name="search_file_once"),
        ]

    def __str__(self) -> str:
        return self.title
