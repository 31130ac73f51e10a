"""Parts of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks import LinkValue


class WayBlock(blocks.StructBlock):
    """A way in for one kind of visitor."""

    title = blocks.CharBlock(label=_("Who comes"), max_length=60, help_text=_("“You are looking for help”."))
    text = blocks.CharBlock(label=_("What they find"), max_length=160)
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        icon = "arrow-right"
        label = _("Way in")
        value_class = LinkValue
