"""Lists to take away. Cells that a spreadsheet would run as a formula are made plain text."""

import csv
import io
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from openpyxl import Workbook

from .enums import ENDED
from .models import Offering, Signup
from .subjects import moments_of

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows(offering: Offering, *, names: bool = True) -> list[list[str]]:
    """The list as a table: heading first. Without ``names`` only what can be counted."""
    moments = moments_of(offering)
    questions = list(offering.questions.all()) if names else []
    head = [gettext("State"), gettext("People"), gettext("Signed up"), gettext("Language")]
    if names:
        about = ["Name", "E-mail address", "Telephone", "Organisation", "Guests"]
        head = [*map(gettext, about), *head, *(question.label_in() for question in questions)]
    head += [f"{timezone.localtime(each.starts_at):%d-%m-%Y}" for each in moments]
    people = offering.signups.exclude(state__in=ENDED).prefetch_related("answers", "attendance").order_by("order", "pk")
    return [head, *(_row(signup, questions, moments, names=names) for signup in people)]


def as_csv(table: list[list[str]]) -> bytes:
    """A CSV file that Dutch spreadsheets open well: semicolons, UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[plain(cell) for cell in row] for row in table])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(table: list[list[str]], title: str) -> bytes:
    """A workbook with one sheet, all cells text."""
    book = Workbook()
    sheet = book.active
    sheet.title = "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "Kring"
    for number, row in enumerate(table, 1):
        for column, cell in enumerate(row, 1):
            target = sheet.cell(row=number, column=column, value=plain(cell))
            target.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(cell: Any) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = "".join(letter for letter in str(cell) if letter >= " " or letter in "\t\n\r")
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _row(signup: Signup, questions: list, moments: list, *, names: bool) -> list[str]:
    row = [
        str(signup.get_state_display()),
        str(signup.party),
        f"{timezone.localtime(signup.created_at):%d-%m-%Y %H:%M}",
        signup.language,
    ]
    if names:
        answers = {each.question_id: each.text for each in signup.answers.all()}
        who = [signup.name, signup.email, signup.phone, signup.organisation_name, ", ".join(signup.guests)]
        row = [*who, *row, *(answers.get(question.pk, "") for question in questions)]
    came = {each.occasion_id: str(each.get_came_display()) for each in signup.attendance.all()}
    return row + [came.get(each.pk, "") for each in moments]
