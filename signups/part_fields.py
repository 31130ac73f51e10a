"""The field with which people choose parts of a programme."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .models import Offering
from .programme import hours, name_of, overlap, parts_of
from .public import Panel, part_panels


class PartsInput(forms.CheckboxSelectMultiple):
    """Parts of a programme to tick; what is full can't be ticked."""

    full: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One part."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.full:
            option["attrs"]["disabled"] = True
        return option


class ProgrammeMixin:
    """Which parts of the programme somebody chooses, on a form that has an ``offering``."""

    def add_parts(self) -> None:
        """Put the parts among the fields, if there are any."""
        self.parts = {str(each.key): each for each in self.parts_to_choose()}
        if self.parts:
            self.fields["parts"] = _parts_field(self.offering, self.parts.values(), self.initial.get("parts", ()))

    def parts_to_choose(self) -> list[Offering]:
        """The parts of the programme that are open."""
        return [each for each in parts_of(self.offering) if each.is_open]

    def clean_parts(self) -> list[str]:
        """No two at the same time."""
        keys = self.cleaned_data["parts"]
        chosen = [self.parts[key].part for key in keys]
        if len(chosen) > 1 and overlap(self.offering.subject_key, chosen, chosen):
            raise ValidationError(_("Two of the parts you chose are at the same time. Choose one of them."))
        return keys

    def programme(self) -> forms.BoundField | None:
        """The field with the parts of the programme, if there are any."""
        return self["parts"] if self.parts else None

    def chosen(self) -> list[Offering]:
        """The parts that were chosen."""
        return [self.parts[key] for key in self.cleaned_data.get("parts", ())]


def _parts_field(whole: Offering, parts: Iterable[Offering], chosen: Iterable[str]) -> forms.MultipleChoiceField:
    parts = list(parts)
    panels = part_panels(parts)
    full = frozenset(
        str(each.key) for each in parts if not panels[each.part].can_sign_up and str(each.key) not in set(chosen)
    )
    field = forms.MultipleChoiceField(
        label=_("Which parts do you choose?"),
        choices=[(str(each.key), _part_label(whole, each, panels[each.part])) for each in parts],
        required=False,
        widget=PartsInput,
    )
    field.widget.full = full
    return field


def _part_label(whole: Offering, part: Offering, panel: Panel) -> str:
    if not panel.can_sign_up:
        seats = gettext("full")
    elif panel.is_full:
        seats = gettext("full: you come on the waiting list")
    elif panel.free is None:
        seats = ""
    else:
        seats = ngettext("%(number)s seat is free", "%(number)s seats are free", panel.free) % {"number": panel.free}
    return ", ".join(filter(None, (hours(part), name_of(part, whole), seats)))
