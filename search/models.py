"""The one table of things that can be found. Derived: ``manage.py update_search`` makes it anew at any time."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def language_tag(language: str) -> str:
    """The tag of everything in a language."""
    return f"lang{language.replace('-', '')}"


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
    person = models.OneToOneField(
        "people.Profile", null=True, blank=True, on_delete=models.CASCADE, related_name="search_document"
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


class Synonym(models.Model):
    """Words that mean the same to this network. Search heeds them from the moment they are saved."""

    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, db_index=True
    )
    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_("Separated by commas: “vog, verklaring omtrent het gedrag”. An entry may be several words."),
    )
    is_one_way = models.BooleanField(
        _("one way"),
        default=False,
        help_text=_("Who looks for the first finds the others too, but not the other way round."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "words"]

    def __str__(self) -> str:
        return self.words

    def entries(self) -> list[str]:
        """The words one by one."""
        return [entry for part in self.words.split(",") if (entry := part.strip())]

    def clean(self) -> None:
        super().clean()
        if len(self.entries()) < 2:
            raise ValidationError({"words": _("Give at least two, with a comma between them.")})


class SearchWord(models.Model):
    """A word that occurs somewhere, to guess what a mistyped word was meant to be.

    What somebody is offered is first looked for among what they may see (``search.corrections``), so a word that only stands
    in closed pages is never shown, nor is one that is gone.
    """

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=60)
    documents = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class AskedQuestion(models.Model):
    """What was asked on one day, and how much was found. Nothing says who asked."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("question"), max_length=100)
    times = models.PositiveIntegerField(_("times asked"), default=1)
    results = models.PositiveIntegerField(_("results"), default=0, help_text=_("For the last who asked."))
    clicks = models.PositiveIntegerField(_("times a result was opened"), default=0)
    places = models.PositiveIntegerField(default=0, help_text="Sum of the places of those results in the list.")

    class Meta:
        verbose_name = _("question to search")
        verbose_name_plural = _("questions to search")
        indexes = [models.Index(fields=["results", "-times"], name="search_asked_by_results")]
        constraints = [models.UniqueConstraint(fields=["day", "language", "text"], name="search_asked_once_a_day")]

    def __str__(self) -> str:
        return self.text


class PageFile(models.Model):
    """A published page shows a file. Kept by the index, because only published text counts."""

    wagtail_reference_index_ignore = True

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="shown_files")
    file = models.ForeignKey(settings.WAGTAILDOCS_DOCUMENT_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "file"], name="search_page_shows_file_once")]

    def __str__(self) -> str:
        return f"{self.page_id} shows {self.file_id}"


class FileText(models.Model):
    """The text of a file, page by page, as ``search.files`` took it out."""

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        READ = "read", _("read")
        PARTLY = "partly", _("read for a part: the file is very large")
        NO_TEXT = "no-text", _("no text in it; perhaps a scan")
        FAILED = "failed", _("could not be read")
        NO_READER = "no-reader", _("of a kind that we don’t read")

    file = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="text_found"
    )
    source = models.CharField(max_length=300, help_text="Name and hash of the version that was read.")
    state = models.CharField(_("text"), max_length=10, choices=State.choices, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    text = models.TextField(blank=True, help_text="Pages apart by a form feed.")
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return f"{self.file_id}: {self.get_state_display()}"

    @property
    def by_page(self) -> list[str]:
        """The text of each page."""
        return self.text.split("\f")

    @property
    def whole(self) -> str:
        """All text in one."""
        return self.text.replace("\f", " ")


class SavedSearch(models.Model):
    """A member wants a mail when something new appears for a search."""

    wagtail_reference_index_ignore = True

    class Often(models.TextChoices):
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    query = models.CharField(max_length=1000, help_text="What stood in the address of the search.")
    language = models.CharField(_("language"), max_length=10)
    often = models.CharField(_("how often"), max_length=10, choices=Often.choices, default=Often.WEEKLY)
    made_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(default=timezone.now, help_text="What appeared before this moment is known.")
    next_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["user", "language", "query"], name="search_saved_once")]

    def __str__(self) -> str:
        return self.query
