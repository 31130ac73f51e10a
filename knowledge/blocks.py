"""Parts of an article."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class BriefBlock(blocks.StructBlock):
    """One fact for the column “In brief”."""

    label = blocks.CharBlock(label=_("What"), max_length=30, help_text=_("“Costs”, “Time”, “Good for”."))
    text = blocks.CharBlock(label=_("Answer"), max_length=200)

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class FigureBlock(blocks.StructBlock):
    """A number with what it counts."""

    number = blocks.IntegerBlock(label=_("Number"), min_value=0)
    label = blocks.CharBlock(label=_("What it counts"), max_length=80)

    class Meta:
        icon = "order"
        label = _("Figure")


class PersonBlock(blocks.StructBlock):
    """Somebody who said you may ask them."""

    name = blocks.CharBlock(label=_("Name"), max_length=80)
    text = blocks.CharBlock(label=_("What they know"), max_length=200)
    email = blocks.EmailBlock(label=_("E-mail address"), required=False, help_text=_("Only with their consent."))

    class Meta:
        icon = "user"
        label = _("Person")
