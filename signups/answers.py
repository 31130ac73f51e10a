"""What people answered to the organiser's questions."""

from collections.abc import Mapping
from typing import Any

from .models import Answer, Signup


def keep(signup: Signup, given: Mapping[int, Any]) -> None:
    """Keep the answers by question, with the words of question and answer as they are now."""
    if not given:
        return
    questions = {each.pk: each for each in signup.offering.questions.filter(pk__in=given)}
    rows = []
    for pk, value in given.items():
        question = questions.get(pk)
        if question is not None:
            text = "" if value in (None, "", []) else question.words_for(value, signup.language)
            asked = question.label_in(signup.language)[:300]
            rows.append(Answer(signup=signup, question=question, asked=asked, value=value, text=text))
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["signup", "question"], update_fields=["asked", "value", "text"]
    )
