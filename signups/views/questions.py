"""The organiser's questions, in every language."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ..desk_frame import show
from ..enums import Action, Kind
from ..journal import note
from ..models import Offering, Question
from ..permissions import can_configure

EXTRA = 2


class QuestionForm(forms.Form):
    """One question."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=Kind.choices, required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    is_sensitive = forms.BooleanField(
        label=_("Sensitive: about health, access or food"),
        required=False,
        help_text=_("Only organisers; erased first."),
    )
    is_asked = forms.BooleanField(label=_("Is asked"), required=False, initial=True)

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"label-{code}"] = forms.CharField(
                label=_("Question (%(language)s)") % {"language": name}, max_length=300, required=False
            )
            self.fields[f"help-{code}"] = forms.CharField(
                label=_("Explanation (%(language)s)") % {"language": name}, max_length=300, required=False
            )
            self.fields[f"choices-{code}"] = forms.CharField(
                label=_("Answers to choose from, one a line (%(language)s)") % {"language": name},
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if question:
            self.initial = _initial(question)

    def clean(self) -> dict[str, Any]:
        """A list needs answers to choose from."""
        data = super().clean()
        first = settings.LANGUAGE_CODE
        listed = data.get("kind") in (Kind.CHOICE, Kind.SEVERAL)
        if data.get(f"label-{first}") and listed and len(_lines(data.get(f"choices-{first}", ""))) < 2:
            self.add_error(f"choices-{first}", _("Give at least two answers to choose from."))
        return data


@login_required
@never_cache
def questions(request: HttpRequest, key: str) -> HttpResponse:
    """All questions of an offering, with room for new ones."""
    offering = get_object_or_404(Offering, key=key)
    if not can_configure(request.user, offering):
        raise PermissionDenied
    known = list(offering.questions.all())
    data = request.POST if request.method == "POST" else None
    shown: list[Question | None] = [*known, *[None] * EXTRA]
    forms_ = [QuestionForm(data, prefix=f"q{number}", question=each) for number, each in enumerate(shown)]
    valid = [form.is_valid() for form in forms_]  # all of them, so that each shows its own mistakes
    if data is not None and all(valid):
        for number, (form, question) in enumerate(zip(forms_, shown, strict=True)):
            _keep(offering, question, form.cleaned_data, number)
        note(offering, Action.SETTINGS, actor=request.user, detail={"fields": ["questions"]})
        messages.success(request, gettext("Saved."))
        return HttpResponseRedirect(request.path)
    context = {"offering": offering, "forms": forms_}
    return show(request, "signups/desk_questions.html", context, status=422 if data is not None else 200)


def _initial(question: Question) -> dict[str, Any]:
    found = {name: getattr(question, name) for name in ("pk", "kind", "is_required", "is_sensitive", "is_asked")}
    for code, _name in settings.LANGUAGES:
        found[f"label-{code}"] = question.label.get(code, "")
        found[f"help-{code}"] = question.help_text.get(code, "")
        found[f"choices-{code}"] = "\n".join(each.get(code, "") for each in question.choices)
    return found


def _keep(offering: Offering, question: Question | None, data: dict[str, Any], number: int) -> None:
    labels = _texts(data, "label")
    if question is None and not labels:
        return
    question = question or Question(offering=offering)
    question.sort_order, question.kind = number, data["kind"] or Kind.SHORT
    for name in ("is_required", "is_sensitive", "is_asked"):
        setattr(question, name, data[name])
    question.is_asked = question.is_asked and bool(labels)
    question.label, question.help_text = labels or question.label, _texts(data, "help")
    question.choices = _choices(question, data)
    question.save()


def _texts(data: dict[str, Any], name: str) -> dict[str, str]:
    texts = {code: data.get(f"{name}-{code}", "").strip() for code, _name in settings.LANGUAGES}
    return {code: text for code, text in texts.items() if text}


def _choices(question: Question, data: dict[str, Any]) -> list[dict[str, str]]:
    """The answers to choose from. One that was there on the same line keeps its key, so that given answers stay true."""
    lines = {code: _lines(data.get(f"choices-{code}", "")) for code, _name in settings.LANGUAGES}
    count = max(map(len, lines.values()), default=0)
    known = [each["key"] for each in question.choices]
    made: list[dict[str, str]] = []
    for number in range(count):
        words = {code: texts[number] for code, texts in lines.items() if number < len(texts)}
        key = known[number] if number < len(known) else slugify(f"{next(iter(words.values()))}")[:30] or "a"
        while any(each["key"] == key for each in made):
            key += "x"
        made.append({"key": key, **words})
    return made


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
