"""Words a page can carry. Each is a field of its own, so that a page type takes what it needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from .taxonomy import in_first_language


class TopicsMixin(models.Model):
    """What it is about."""

    topics = ParentalManyToManyField(
        "content.Topic", verbose_name=_("topics"), blank=True, related_name="+", limit_choices_to=in_first_language
    )

    class Meta:
        abstract = True


class AudiencesMixin(models.Model):
    """Whom it is for."""

    audiences = ParentalManyToManyField(
        "content.Audience", verbose_name=_("for whom"), blank=True, related_name="+", limit_choices_to=in_first_language
    )

    class Meta:
        abstract = True


class AreasMixin(models.Model):
    """Where it is active."""

    areas = ParentalManyToManyField(
        "content.Area", verbose_name=_("areas"), blank=True, related_name="+", limit_choices_to=in_first_language
    )

    class Meta:
        abstract = True


class SectorsMixin(models.Model):
    """In which field of work."""

    sectors = ParentalManyToManyField(
        "content.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="+",
        limit_choices_to=in_first_language,
        help_text=_("The first one gives the mark its colour."),
    )

    class Meta:
        abstract = True
