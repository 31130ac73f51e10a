"""What people type: what they know, and what they ask of each other."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.models import Topic
from content.taxonomy import words
from signups.forms import StampMixin, SummaryMixin

from .models import LONGEST, Profile

LONGEST_QUESTION = 1_000


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics by their name in the reader's language."""

    def label_from_instance(self, topic: Topic) -> str:
        """Its name in the reader's language."""
        return words("topic")[topic.pk].name


class ProfileForm(SummaryMixin, forms.ModelForm):
    """What a member knows, and who may see it."""

    topics = TopicsField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Under these topics people find you."),
    )

    class Meta:
        model = Profile
        fields = ["knows", "topics", "shown_to", "may_write"]
        labels = {"knows": _("What can people ask you about?")}
        help_texts = {
            "knows": _("In your own words: what you did, what you are good at. Only what others may read."),
            "shown_to": _("Your name, your organisations and what you write here. Never your address."),
        }
        widgets = {
            "knows": forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
            "shown_to": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.filter(locale__language_code=settings.LANGUAGE_CODE)

    @property
    def language(self) -> str:
        """In which language it is written: the one of the page it was typed on, unless only other things changed."""
        if self.instance.language and "knows" not in self.changed_data:
            return self.instance.language
        return get_language() or settings.LANGUAGE_CODE

    @property
    def agreed_to(self) -> str:
        """The words that somebody agrees to by saving, in the language they were read in."""
        return words_agreed_to(self.cleaned_data["shown_to"])


def words_agreed_to(shown_to: str) -> str:
    """What the form says of this choice of who sees a profile."""
    field = ProfileForm.base_fields["shown_to"]
    return f"{field.label}: {Profile.Shown(shown_to).label}. {field.help_text}"


class QuestionForm(StampMixin, SummaryMixin, forms.Form):
    """A question to somebody of the network, and where the answer goes."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_QUESTION}),
    )
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer goes there. We use it for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_traps()
