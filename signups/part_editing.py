"""Which parts of a programme people choose, and how many fit in each: on the editing screen of the meeting, beside its own
settings. What is not set here a part takes over from the whole."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .enums import Action
from .journal import note
from .models import Offering
from .seats import fill, locked
from .subjects import SignupMixin, set_span

if TYPE_CHECKING:
    from members.models import User

#: What a part takes over from the whole each time that is saved.
INHERITED = (
    "opens_at",
    "closes_at",
    "accept_hours",
    "hold_hours",
    "who",
    "organisation",
    "max_party",
    "reply_to",
    "opening",
    "closing",
    "shown_months",
    "sensitive_months",
    "kept_months",
)


class PartForm(forms.ModelForm):
    """What an editor decides about one part."""

    class Meta:
        model = Offering
        fields = ("is_active", "capacity", "has_waiting_list")
        labels = {"is_active": _("people choose this part")}

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        self.title = title
        super().__init__(*args, prefix=f"signup-part-{kwargs['instance'].part}", **kwargs)

    @property
    def is_wanted(self) -> bool:
        """Whether there is something to keep."""
        return self.instance.pk is not None or self.cleaned_data["is_active"]


def part_forms(page: Page, data: Mapping[str, Any] | None = None) -> list[PartForm]:
    """A form for each part of the programme that was saved with the page before."""
    if not page.pk or not isinstance(page, SignupMixin):
        return []
    moments = {moment.part: moment for moment in page.signup_moments() if moment.part}
    known = {each.part: each for each in Offering.objects.filter(subject_key=page.translation_key).exclude(part="")}
    forms_ = []
    for part, moment in moments.items():
        offering = known.get(part) or Offering(subject_key=page.translation_key, part=part)
        forms_.append(PartForm(_own(data, part), instance=offering, title=moment.title))
    return forms_


def configure_part(*, whole: Offering, part: str, values: Mapping[str, Any], actor: "User | None" = None) -> Offering:
    """Set what was decided for a part. It brings no reminders of its own: those of the whole name it."""
    fixed = {"subject_key": whole.subject_key, "part": part}
    made = Offering.objects.get_or_create(**fixed, defaults={"reminder_days": []})[0]
    wanted = dict(values) | {name: getattr(whole, name) for name in INHERITED}
    with locked(made.pk) as found:
        changed = [name for name, value in wanted.items() if getattr(found, name) != value]
        for name in changed:
            setattr(found, name, wanted[name])
        set_span(found)
        found.save()
        if changed:
            note(found, Action.SETTINGS, actor=actor, detail={"fields": changed})
        fill(found)
    Offering.objects.filter(pk=whole.pk).update(has_parts=True)
    return found


def configure_parts(page: Page, data: Mapping[str, Any], whole: Offering, actor: "User | None") -> None:
    """Set what was filled in about the parts on the editing screen."""
    for form in part_forms(page, data):
        if form.is_bound and form.is_valid() and form.is_wanted:
            configure_part(whole=whole, part=form.instance.part, values=form.cleaned_data, actor=actor)


def _own(data: Mapping[str, Any] | None, part: str) -> Mapping[str, Any] | None:
    """What was filled in, if this part was on the screen."""
    return data if data and f"signup-part-{part}-given" in data else None
