"""Keeps the text of each file beside it: read once, by a process of its own, and again when the file changes."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from search.models import FileText
from search.plain import plain

from .reading import READERS, SECONDS

SCRIPT = Path(__file__).with_name("reading.py")
PATIENCE = SECONDS + 10  # seconds by the clock; the machine may be busy
BREAK = "\f"
State = FileText.State


def is_known(document: AbstractDocument) -> bool:
    """Whether the text we have is that of the file as it is now."""
    return FileText.objects.filter(file=document, source=source_of(document)).exists()


def source_of(document: AbstractDocument) -> str:
    """What tells one version of a file from another."""
    return f"{document.file.name}:{document.file_hash}"[:300]


def take(document: AbstractDocument) -> FileText:
    """Read the file and keep its text."""
    state, pages = read(document)
    text = {"source": source_of(document), "state": state, "pages": len(pages), "text": BREAK.join(pages)}
    found, _made = FileText.objects.update_or_create(file_id=document.pk, defaults=text)
    return found


def read(document: AbstractDocument) -> tuple[str, list[str]]:
    """How reading went, and the pages. Nothing a file holds can do more than fail here."""
    kind = document.file_extension.lower()
    if kind not in READERS:
        return State.NO_READER, []
    try:
        is_whole, pages = _in_a_process(document, kind)
    except OSError:
        return State.FAILED, []
    pages = [plain(page) for page in pages]
    if any(pages):
        return State.READ if is_whole else State.PARTLY, pages
    return (State.NO_TEXT, pages) if is_whole else (State.FAILED, [])


def unread() -> list[int]:
    """Documents of which the text was never taken, or is that of another version."""
    known = dict(FileText.objects.values_list("file_id", "source"))
    documents = get_document_model().objects.only("pk", "file", "file_hash").order_by("pk")
    return [each.pk for each in documents.iterator() if known.get(each.pk) != source_of(each)]


def _in_a_process(document: AbstractDocument, kind: str) -> tuple[bool, list[str]]:
    with tempfile.TemporaryFile() as copy:
        with document.open_file() as source:
            shutil.copyfileobj(source, copy)
        copy.seek(0)
        command = [sys.executable, "-I", str(SCRIPT), kind]
        try:
            done = subprocess.run(  # noqa: S603 -- our own script, and a kind from our own list
                command, stdin=copy, capture_output=True, timeout=PATIENCE, env={}, check=False
            )
            written, is_whole = done.stdout, done.returncode == 0
        except subprocess.TimeoutExpired as late:
            written, is_whole = late.stdout or b"", False
    return is_whole, list(_pages(written))


def _pages(written: bytes) -> list[str]:
    found = []
    for line in written.splitlines():
        try:
            found.append(str(json.loads(line)))
        except ValueError:  # stopped half way through a line
            break
    return found
