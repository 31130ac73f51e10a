"""The settings of an offering on the editing screen of its page. They are no part of the page: drafts and revisions never
hold them, and they count from the moment of saving."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel
from wagtail.models import Page

from content import cache
from directory.models import OrganisationPage

from .desk_frame import ADMIN
from .enums import Action
from .journal import note
from .models import Offering
from .part_editing import PartForm, configure_parts, part_forms
from .seats import fill, locked
from .subjects import follow, offering_of, set_span

if TYPE_CHECKING:
    from members.models import User

PREFIX = "signup"
FIELDS = (
    "is_active",
    "capacity",
    "has_waiting_list",
    "opens_at",
    "closes_at",
    "max_party",
    "who",
    "organisation",
    "needs_approval",
    "minimum",
    "decide_on",
    "accept_hours",
    "hold_hours",
    "reminder_days",
    "reply_to",
    "shown_months",
    "sensitive_months",
    "kept_months",
)
MAIN = ("is_active", "capacity", "has_waiting_list", "opens_at", "closes_at", "max_party", "who", "organisation")


class DaysField(forms.CharField):
    """Days before, as numbers with commas."""

    def prepare_value(self, value: Any) -> Any:
        """As people write it."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        """As it is kept."""
        text = super().clean(value)
        try:
            days = sorted({int(each) for each in text.replace(";", ",").split(",") if each.strip()}, reverse=True)
        except ValueError:
            raise forms.ValidationError(_("Write numbers with commas between them, such as 7, 1.")) from None
        if any(each < 0 or each > 60 for each in days):
            raise forms.ValidationError(_("A reminder goes out at most 60 days before."))
        return days


class OfferingForm(forms.ModelForm):
    """What an editor decides about signing up."""

    reminder_days = DaysField(label=_("Reminders, days before"), required=False, help_text=_("For example 7, 1."))

    class Meta:
        model = Offering
        fields = FIELDS
        widgets = {
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "decide_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=PREFIX, **kwargs)
        organisations = OrganisationPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("title")
        self.fields["organisation"].queryset = Page.objects.filter(pk__in=organisations.values("pk")).order_by("title")
        for code, name in settings.LANGUAGES:
            for key, label in (("opening", _("First sentence of mails")), ("closing", _("Closing of mails"))):
                initial = (getattr(self.instance, key) or {}).get(code, "")
                self.fields[f"{key}-{code}"] = forms.CharField(
                    label=f"{label} ({name})", max_length=300, required=False, initial=initial
                )

    def clean(self) -> dict[str, Any]:
        """Look at what depends on each other."""
        data = super().clean()
        capacity, minimum = data.get("capacity"), data.get("minimum")
        if capacity and data.get("max_party", 1) > capacity:
            self.add_error("max_party", _("That is more people than there are seats."))
        if capacity and minimum and minimum > capacity:
            self.add_error("minimum", _("That is more people than there are seats."))
        if data.get("opens_at") and data.get("closes_at") and data["opens_at"] >= data["closes_at"]:
            self.add_error("closes_at", _("It closes before it opens."))
        return data

    def values(self) -> dict[str, Any]:
        """What was decided, by field."""
        data = {name: self.cleaned_data[name] for name in FIELDS}
        for key in ("opening", "closing"):
            texts = {code: self.cleaned_data[f"{key}-{code}"] for code, _name in settings.LANGUAGES}
            data[key] = {code: text for code, text in texts.items() if text}
        return data

    def main(self) -> list[forms.BoundField]:
        """What most editors need."""
        return [self[name] for name in MAIN]

    def more(self) -> list[forms.BoundField]:
        """The rest."""
        return [self[name] for name in self.fields if name not in MAIN]


class SignupPageForm(WagtailAdminPageForm):
    """The form of a page that people can sign up for: it also checks the settings of its offering."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound and is_given(self.data) else None
        self.signup_form = OfferingForm(data, instance=_offering_for(self.instance))
        self.part_forms = part_forms(self.instance, data)

    def is_valid(self) -> bool:
        """The page and the settings."""
        checked = [super().is_valid(), *(form.is_valid() for form in self._signup_forms())]
        return all(checked)

    def _signup_forms(self) -> list[forms.BaseForm]:
        return [form for form in (self.signup_form, *self.part_forms) if form.is_bound]


class OfferingPanel(Panel):
    """Signing up, with a live summary."""

    class BoundPanel(Panel.BoundPanel):
        """The panel with the form of one page."""

        template_name = "signups/admin/panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """What the panel shows."""
            context = super().get_context_data(parent_context)
            offering = _offering_for(self.instance)
            known = offering.pk is not None
            form = getattr(self.form, "signup_form", None) or OfferingForm(instance=offering)
            links = {name: reverse(f"{ADMIN}:{name}", args=[offering.key]) for name in LINKS} if known else {}
            return context | {
                "signup_form": form,
                "parts": [_described(each) for each in getattr(self.form, "part_forms", part_forms(self.instance))],
                "offering": offering if known else None,
                "summary": summary(offering) if known else "",
                "links": links,
            }


LINKS = ("desk", "desk-questions", "desk-poll")


def summary(offering: Offering) -> str:
    """How full it is, in words: “17 of 20 seats, 3 waiting”."""
    given, waiting = offering.signups.seated().seats(), offering.signups.filter(state="waiting").count()
    if offering.capacity is None:
        text = gettext("%(given)s people, no limit") % {"given": given}
    else:
        text = gettext("%(given)s of %(capacity)s seats") % {"given": given, "capacity": offering.capacity}
    return text + (", " + gettext("%(waiting)s waiting") % {"waiting": waiting} if waiting else "")


def _described(form: PartForm) -> tuple[PartForm, str, str]:
    """A part with how full it is and the way to its screen, once people chose it."""
    offering = form.instance
    if offering.pk is None:
        return form, "", ""
    return form, summary(offering), reverse(f"{ADMIN}:desk", args=[offering.key])


def configure(*, page: Page, values: Mapping[str, Any], actor: "User | None" = None) -> tuple[Offering, int]:
    """Set what was decided for the page in all its languages. Says how many people there are more than seats now."""
    offering = offering_of(page)
    if offering is None:
        offering = Offering.objects.create(subject_key=page.translation_key)
    with locked(offering.pk) as found:
        changed = [name for name, value in values.items() if getattr(found, name) != value]
        for name in changed:
            setattr(found, name, values[name])
        set_span(found)
        found.save()
        if changed:
            note(found, Action.SETTINGS, actor=actor, detail={"fields": changed})
        fill(found)
        over = found.signups.seated().seats() - found.capacity if found.capacity is not None else 0
    if page.live:
        follow(page.specific_class.objects.get(pk=page.pk))  # what is live, not the draft on the screen
    cache.forget()
    return Offering.objects.get(pk=found.pk), max(0, over)


def save_from(request: HttpRequest, page: Page) -> int | None:
    """Set what was filled in on the page's editing screen; None if nothing was. Says how many people are too many now."""
    if not is_given(request.POST):
        return None
    form = OfferingForm(request.POST, instance=_offering_for(page))
    if not form.is_valid():
        return None
    values = form.values()
    if form.instance.pk is None and not values["is_active"]:
        return None  # nobody wants sign-ups here
    offering, over = configure(page=page, values=values, actor=request.user)
    configure_parts(page, request.POST, offering, request.user)
    if page.live:
        follow(page.specific_class.objects.get(pk=page.pk))  # gives the parts their names
    cache.forget()
    return over


def is_given(data: Mapping[str, Any]) -> bool:
    """Whether the settings were on the screen that was sent."""
    return f"{PREFIX}-given" in data


def _offering_for(page: Page) -> Offering:
    return (offering_of(page) if page.pk else None) or Offering(subject_key=page.translation_key)
