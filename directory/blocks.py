"""Parts of an organisation's or a place's page."""

from datetime import time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]


class HoursBlock(blocks.StructBlock):
    """Hours that are the same every week."""

    days = blocks.MultipleChoiceBlock(label=_("Days"), choices=WEEKDAYS)
    opens = blocks.TimeBlock(label=_("From"))
    closes = blocks.TimeBlock(label=_("Until"))

    class Meta:
        icon = "time"
        label = _("Hours")
        description = _("Add one for each part of the day. Until earlier than from means after midnight.")
        preview_value = {"days": ["1", "2"], "opens": time(9), "closes": time(17)}
        preview_template = "blocks/preview_plain.html"


class HoursExceptionBlock(blocks.StructBlock):
    """A day on which the hours are different."""

    day = blocks.DateBlock(label=_("Day"))
    yearly = blocks.BooleanBlock(label=_("Every year on this day"), required=False)
    closed = blocks.BooleanBlock(label=_("Closed all day"), required=False)
    opens = blocks.TimeBlock(label=_("From"), required=False)
    closes = blocks.TimeBlock(label=_("Until"), required=False)
    note = blocks.CharBlock(label=_("Why"), required=False, max_length=120)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["closed"] and not (cleaned["opens"] and cleaned["closes"]):
            message = ValidationError(_("Give both hours, or say that it is closed all day."))
            raise blocks.StructBlockValidationError({"opens": message})
        return cleaned

    class Meta:
        icon = "date"
        label = _("Other hours on one day")
        description = _("A holiday, a party, a day off. Overrules the weekly hours.")


class FactBlock(blocks.StructBlock):
    """Something that is so, or is not: “no step”, “no lift”."""

    ok = blocks.BooleanBlock(label=_("Yes, this is so"), required=False, default=True)
    text = blocks.CharBlock(label=_("Fact"), max_length=120)

    class Meta:
        icon = "check"
        label = _("Fact")


class ActivityBlock(blocks.StructBlock):
    """Something one can do here."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)

    class Meta:
        icon = "pick"
        label = _("Activity")


class RoleBlock(blocks.StructBlock):
    """Whom to reach for what: a role, never a private address."""

    role = blocks.CharBlock(label=_("For what"), max_length=80, help_text=_("“Rent a room”, “Become a volunteer”."))
    text = blocks.CharBlock(label=_("Good to know"), required=False, max_length=160)
    email = blocks.EmailBlock(label=_("E-mail address"), required=False)
    phone = blocks.CharBlock(label=_("Telephone"), required=False, max_length=30)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["email"] and not cleaned["phone"]:
            raise blocks.StructBlockValidationError(
                {"email": ValidationError(_("Give an e-mail address or a telephone number."))}
            )
        return cleaned

    class Meta:
        icon = "mail"
        label = _("Contact")


class LinkBlock(blocks.StructBlock):
    """An account elsewhere."""

    label = blocks.CharBlock(label=_("Name"), max_length=40)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link-external"
        label = _("Account")
