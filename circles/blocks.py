"""Parts of a circle's page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LEARN_BLOCKS = [("point", blocks.CharBlock(label=_("What you learn"), max_length=160))]
