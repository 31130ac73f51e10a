"""The form with which people sign up. It works without a script, and keeps what was typed."""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .consents import FIELDS
from .enums import Level, State
from .fields import field_for
from .models import Offering, Question, Signup
from .part_fields import ProgrammeMixin
from .programme import chosen_by
from .services import Person

STAMP_SALT = "signups.stamp"
LEAST_SECONDS = 2.0
STAMP_HOURS = 24


class StampMixin:
    """Two traps that people do not notice: a field that only a machine fills in, and a form sent faster than anybody types."""

    def add_traps(self) -> None:
        """Put the traps among the fields."""
        self.fields["website"] = forms.CharField(required=False, label=_("Leave this empty"))
        self.fields["stamp"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial.setdefault("stamp", stamp())

    def clean(self) -> dict[str, Any]:
        """Look at the traps last, so that other mistakes are told as well."""
        super().clean()
        if "stamp" in self.fields:
            self.check_traps()
        return self.cleaned_data

    def check_traps(self) -> None:
        """Refuse a machine, in words that help a person who was caught by mistake."""
        if self.cleaned_data.get("website"):
            raise ValidationError(_("Leave the hidden field empty and send the form again."))
        if not _is_ripe(self.cleaned_data.get("stamp", "")):
            self.data = self.data.copy()
            self.data["stamp"] = stamp()
            raise ValidationError(_("That went very fast, or took very long. Please send the form once more."))


class SummaryMixin:
    """Says at the top of a form what has to be looked at again (``signups/errors.html``)."""

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as (id of the field, what to do)."""
        found = []
        for name, errors in self.errors.items():
            for error in errors:
                target = self[name] if name in self.fields else None
                found.append((first_input(target) if target else "", error))
        return found


class PersonForm(StampMixin, SummaryMixin, ProgrammeMixin, forms.Form):
    """Who somebody is, who sees what of it, the parts they choose, and answers to the organiser's questions."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("For the confirmation, and when something changes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisations"}),
    )
    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=40,
        required=False,
        help_text=_("Only used when something changes at the last moment."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    introduction = forms.CharField(
        label=_("Who are you, in one sentence?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, offering: Offering, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offering, self.request = offering, request
        self.questions = list(offering.questions.filter(is_asked=True))
        for name in FIELDS:
            self.fields[f"shows-{name}"] = _level_field(name)
        for number in range(1, offering.max_party):
            self.fields[f"guest-{number}"] = forms.CharField(
                label=_("Name of guest %(number)s") % {"number": number}, max_length=120, required=False
            )
        for question in self.questions:
            self.fields[question.name] = field_for(question)
        self.add_parts()

    def shown(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each field about the person with the one that says who sees it."""
        return [
            (self[name], self[f"shows-{name}"]) for name in ("name", "organisation", "email", "phone", "introduction")
        ]

    def guests(self) -> list[forms.BoundField]:
        """The fields for who comes along."""
        return [self[name] for name in self.fields if name.startswith("guest-")]

    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """The organiser's questions."""
        return [(question, self[question.name]) for question in self.questions]

    def person(self, network: str = "") -> Person:
        """What was filled in."""
        data = self.cleaned_data
        return Person(
            name=data["name"],
            email=data.get("email", ""),
            phone=data["phone"],
            organisation_name=data["organisation"],
            organisation_id=_organisation_of(data["organisation"]),
            introduction=data["introduction"],
            language=get_language() or settings.LANGUAGE_CODE,
            network=network,
            guests=tuple(value for name, value in data.items() if name.startswith("guest-") and value.strip()),
        )

    def given(self) -> dict[int, Any]:
        """The answers by question."""
        return {question.pk: _plain(self.cleaned_data.get(question.name)) for question in self.questions}

    def shows(self) -> dict[str, int]:
        """Who may see what."""
        return {name: int(self.cleaned_data.get(f"shows-{name}") or Level.ORGANISERS) for name in FIELDS}

    def describe(self) -> None:
        """Tie hints and errors to the inputs, and say which ones are wrong."""
        for name, field in self.fields.items():
            bound, parts = self[name], []
            if self.is_bound and self.errors.get(name):
                field.widget.attrs["aria-invalid"] = "true"
                parts.append(f"{bound.auto_id}_error")
            if field.help_text:
                parts.append(f"{bound.auto_id}_helptext")
            if parts:
                field.widget.attrs["aria-describedby"] = " ".join(parts)


class SignupForm(PersonForm):
    """The form of a visitor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = from_account(kwargs["request"]) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.add_traps()


class ChangeForm(PersonForm):
    """What somebody changes on their own page. The address stays."""

    def __init__(self, *args: Any, signup: Signup, **kwargs: Any) -> None:
        self.signup = signup
        self.chosen_before = [each.offering for each in chosen_by(signup)]
        kwargs["initial"] = _from_signup(signup) | {"parts": [str(each.key) for each in self.chosen_before]}
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        for number, name in enumerate(signup.guests, 1):
            self.initial[f"guest-{number}"] = name

    def parts_to_choose(self) -> list[Offering]:
        """Parts are for who has a seat. What was chosen stays to be seen, also when it is closed by now."""
        if self.signup.state not in (State.HELD, State.GIVEN):
            return []
        found = {each.pk: each for each in (*self.chosen_before, *super().parts_to_choose())}
        return sorted(found.values(), key=lambda each: (each.starts_at is None, each.starts_at, each.pk))

    def shown(self) -> list[tuple[forms.BoundField | None, forms.BoundField]]:
        """The address can't be changed, who sees it can."""
        names = ("name", "organisation", "email", "phone", "introduction")
        return [(self[name] if name in self.fields else None, self[f"shows-{name}"]) for name in names]


class EmailForm(StampMixin, forms.Form):
    """Only an address."""

    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_traps()


def stamp() -> str:
    """When a form was given out, signed."""
    return signing.dumps(round(time.time(), 1), salt=STAMP_SALT)


def first_input(field: forms.BoundField) -> str:
    """The id of the first input of a field: where a link in the summary of errors goes."""
    return f"{field.id_for_label or field.auto_id + '_0'}"


def _is_ripe(value: str) -> bool:
    try:
        given = float(signing.loads(value, salt=STAMP_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return False
    return LEAST_SECONDS <= time.time() - given <= STAMP_HOURS * 3600


def _level_field(name: str) -> forms.ChoiceField:
    return forms.TypedChoiceField(
        label=_("Who sees %(field)s?") % {"field": FIELDS[name]},
        choices=[(level.value, level.label) for level in Level],
        coerce=int,
        initial=Level.ORGANISERS.value,
        required=False,
        empty_value=Level.ORGANISERS.value,
        widget=forms.RadioSelect,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def from_account(request: HttpRequest) -> dict[str, Any]:
    """What a form need not ask of somebody who is signed in."""
    user = request.user
    return {"name": user.get_full_name(), "email": user.email} if user.is_authenticated else {}


def _from_signup(signup: Signup) -> dict[str, Any]:
    known = {
        "name": signup.name,
        "organisation": signup.organisation_name,
        "phone": signup.phone,
        "introduction": signup.introduction,
    }
    known |= {f"shows-{name}": signup.level_of(name) for name in FIELDS}
    return known | {answer.question.name: answer.value for answer in signup.answers.select_related("question")}


def _organisation_of(name: str) -> int | None:
    from directory.names import key_of

    return key_of(name)
