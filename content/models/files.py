"""Images and documents with what a reader and an archive need to know."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from ..visibility import Viewer, audience_of_collection, only_visible_files


class VisibleFilesMixin:
    """Files that know who may see them."""

    def visible_to(self, user: Viewer) -> models.QuerySet:
        """Files in collections that ``user`` may see."""
        return only_visible_files(self, user)


class VisibleImageQuerySet(VisibleFilesMixin, ImageQuerySet):
    """Images that know who may see them."""


class VisibleDocumentQuerySet(VisibleFilesMixin, DocumentQuerySet):
    """Documents that know who may see them."""


class CustomImage(AbstractImage):
    """A picture. Wagtail's ``description`` is its alt text."""

    credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who made it, shown with the picture: “Photo: Anna de Vries”."),
    )

    objects = VisibleImageQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CustomRendition(AbstractRendition):
    """An image in a size that a page asked for."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CustomDocument(AbstractDocument):
    """A file to download."""

    objects = VisibleDocumentQuerySet.as_manager()

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def audience(self) -> str:
        """The audience key of the collection the file is in."""
        return audience_of_collection(self.collection.path)
