"""What an organiser wants to know."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..enums import Kind
from .offering import Offering, in_language


class Question(models.Model):
    """A question in every language. It is never deleted, only no longer asked: answers that were given stay."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="questions")
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices, default=Kind.SHORT)
    label = models.JSONField(_("question"), default=dict)
    help_text = models.JSONField(_("explanation"), default=dict, blank=True)
    #: For lists: [{"key": "a", "nl": "…", "en": "…"}]. Keys stay when words change.
    choices = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("About health, access or food: seen by organisers only, erased first."),
    )
    is_asked = models.BooleanField(_("is asked"), default=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return in_language(self.label)

    @property
    def name(self) -> str:
        """The name of its field in forms."""
        return f"question-{self.pk}"

    def label_in(self, language: str = "") -> str:
        """The question."""
        return in_language(self.label, language)

    def help_in(self, language: str = "") -> str:
        """The explanation."""
        return in_language(self.help_text, language)

    def choices_in(self, language: str = "") -> list[tuple[str, str]]:
        """The answers to choose from, as (key, words)."""
        return [
            (each["key"], in_language({k: v for k, v in each.items() if k != "key"}, language)) for each in self.choices
        ]

    def words_for(self, value: object, language: str = "") -> str:
        """An answer as people read it."""
        words = dict(self.choices_in(language)) or {"yes": gettext("Yes"), "no": gettext("No")}
        if self.kind in (Kind.CHOICE, Kind.YESNO):
            return words.get(str(value), str(value))
        if self.kind == Kind.SEVERAL and isinstance(value, list):
            return ", ".join(words.get(str(each), str(each)) for each in value)
        return str(value)
