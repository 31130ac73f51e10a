"""Takes the text out of one file. Runs as a process of its own, without Django, that may take little time and memory.

``python reading.py KIND < file`` writes one line of JSON for each page: its text as a string. What was written before the
process had to stop still counts. An upload is whatever somebody made, so nothing in it is believed: sizes are counted while
unpacking (a "zip bomb" says it is small), XML may not define or fetch anything, and the system ends what takes too much.
"""

import json
import re
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element  # noqa: S405 -- the type; defusedxml does the reading

from defusedxml.ElementTree import fromstring

SECONDS = 20  # of the processor
MEMORY = 768 * 1024 * 1024
UNPACKED = 64 * 1024 * 1024  # bytes of all parts of an office file together
LETTERS = 1_000_000
PAGES = 2_000

Pages = Iterator[str]


class TooLarge(Exception):
    """It unpacks to more than we take in."""


def pdf(data: bytes) -> Pages:
    """The pages of a PDF; one that can't be read is empty."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    for page in reader.pages:
        try:
            yield page.extract_text()
        except Exception:  # noqa: BLE001 -- one page that nobody can read is no reason to give the others up
            yield ""


def docx(data: bytes) -> Pages:
    """A Word file: its text, notes, headers and footers, as one page."""
    package = Package(data)
    names = [
        name for name in package.names if re.fullmatch(r"word/(document|footnotes|header\d+|footer\d+)\.xml", name)
    ]
    names.sort(key=lambda name: name != "word/document.xml")
    yield "\n".join(_paragraphs(package.xml(name), "p", "t") for name in names)


def pptx(data: bytes) -> Pages:
    """A PowerPoint file, slide by slide."""
    package = Package(data)
    for name in package.numbered(r"ppt/slides/slide(\d+)\.xml"):
        yield _paragraphs(package.xml(name), "p", "t")


def xlsx(data: bytes) -> Pages:
    """An Excel file, sheet by sheet: names, words and numbers as they stand."""
    package = Package(data)
    shared: list[str] = []
    if "xl/sharedStrings.xml" in package.names:
        shared = [_texts(item, "t") for item in package.xml("xl/sharedStrings.xml") if _name(item) == "si"]
    for name in package.numbered(r"xl/worksheets/sheet(\d+)\.xml"):
        yield "\n".join(_row(row, shared) for row in package.xml(name).iter() if _name(row) == "row")


def opendocument(data: bytes) -> Pages:
    """A text, sheet or presentation of LibreOffice; without what was deleted and what was noted in the margin."""
    root = Package(data).xml("content.xml")
    for parent in root.iter():
        for child in [each for each in parent if _name(each) in ("tracked-changes", "annotation")]:
            parent.remove(child)
    body = next((each for each in root.iter() if _name(each) in ("spreadsheet", "presentation")), None)
    for part in [root] if body is None else [each for each in body if _name(each) in ("table", "page")]:
        yield _paragraphs(part, "p", "", also="h")


def plain(data: bytes) -> Pages:
    """A plain text, in UTF-8 or as Windows wrote it."""
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("cp1252", "replace")


READERS: dict[str, Callable[[bytes], Pages]] = {
    "pdf": pdf,
    "docx": docx,
    "pptx": pptx,
    "xlsx": xlsx,
    "odt": opendocument,
    "ods": opendocument,
    "odp": opendocument,
    "txt": plain,
    "csv": plain,
}


class Package:
    """The parts of an office file; what they unpack to is counted."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._left = UNPACKED
        self.names = self._archive.namelist()

    def xml(self, name: str) -> Element:
        """A part, as XML."""
        with self._archive.open(name) as part:
            found = part.read(self._left + 1)
        self._left -= len(found)
        if self._left < 0:
            raise TooLarge(name)
        return fromstring(found)

    def numbered(self, pattern: str) -> list[str]:
        """The parts with such a name, in the order of their numbers."""
        found = [(int(match[1]), name) for name in self.names if (match := re.fullmatch(pattern, name))]
        return [name for _number, name in sorted(found)]


def _paragraphs(root: Element, paragraph: str, text: str, also: str = "") -> str:
    """Paragraphs on lines of their own. ``text``: which elements hold words; none: all."""
    found = [each for each in root.iter() if _name(each) in (paragraph, also)]
    return "\n".join(_texts(each, text) for each in found)


def _texts(root: Element, text: str) -> str:
    parts: list[str] = []
    for each in root.iter():
        name = _name(each)
        if name in ("tab", "br", "cr", "s", "line-break"):
            parts.append(" ")
        if not text or name == text:
            parts.append(each.text or "")
        if not text and each is not root:
            parts.append(each.tail or "")
    return "".join(parts)


def _row(row: Element, shared: list[str]) -> str:
    return " ".join(filter(None, (_cell(cell, shared) for cell in row if _name(cell) == "c")))


def _cell(cell: Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _texts(cell, "t")
    value = next((each.text or "" for each in cell if _name(each) == "v"), "")
    if cell.get("t") != "s":
        return value
    return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def limit() -> None:
    """Let the system end this process if it takes too much. It may write no file at all."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write(pages: Pages, out: IO[str]) -> None:
    """One line for each page, until there is enough of them."""
    started, left = time.monotonic(), LETTERS
    for number, page in enumerate(pages, 1):
        out.write(json.dumps(page[:left]) + "\n")
        out.flush()
        left -= len(page)
        if left <= 0 or number >= PAGES or time.monotonic() - started > SECONDS:
            break


if __name__ == "__main__":
    limit()
    write(READERS[sys.argv[1]](sys.stdin.buffer.read()), sys.stdout)
