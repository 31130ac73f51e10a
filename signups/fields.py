"""The form field of each kind of question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import Kind
from .models import Question

LONGEST = 4000


def field_for(question: Question) -> forms.Field:
    """The field with which a question is answered, with native inputs only."""
    common = {"label": question.label_in(), "help_text": question.help_in(), "required": question.is_required}
    choices = question.choices_in()
    match question.kind:
        case Kind.LONG:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **common)
        case Kind.CHOICE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case Kind.YESNO:
            return forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, **common)
        case Kind.SEVERAL:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case Kind.NUMBER:
            return forms.IntegerField(min_value=0, max_value=1_000_000, **common)
        case Kind.DATE:
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)
    return forms.CharField(max_length=300, **common)
