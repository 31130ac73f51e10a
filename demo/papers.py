"""Small real files for the demo: PDF, text document and spreadsheet, made from a title and a few sentences."""

import textwrap
import zipfile
from html import escape
from io import BytesIO

from django.core.files.base import ContentFile

ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'  # noqa: E501
LINES_ON_A_PAGE = 46


def paper(name: str, title: str, text: str, pages: int = 1) -> ContentFile:
    """A file called ``name``; its ending decides what it is. ``pages`` counts for PDF only."""
    kind = name.rpartition(".")[2]
    make = {"pdf": _pdf, "odt": _text_document, "ods": _spreadsheet}.get(kind)
    if make is None:
        raise ValueError(f"the demo makes no {kind} files")
    return ContentFile(make(title, text, pages), name=name)


def _pdf(title: str, text: str, pages: int) -> bytes:
    """A PDF 1.4 with the standard font Helvetica; the text stands on the first page, the others say which they are."""
    contents = [_lines(title, textwrap.wrap(text, 80))]
    contents += [_lines(title, [f"Bladzijde {number} van {pages}"]) for number in range(2, pages + 1)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def _lines(title: str, lines: list[str]) -> bytes:
    shown = [f"/F1 18 Tf 60 770 Td ({_escaped(title[:60])}) Tj /F1 11 Tf 0 -34 Td"]
    shown += [f"({_escaped(line)}) Tj 0 -16 Td" for line in lines[:LINES_ON_A_PAGE]]
    return ("BT " + " ".join(shown) + " ET").encode("cp1252", "replace")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _text_document(title: str, text: str, pages: int) -> bytes:
    body = f"<office:text><text:h>{escape(title)}</text:h><text:p>{escape(text)}</text:p></office:text>"
    return _open_document("text", body)


def _spreadsheet(title: str, text: str, pages: int) -> bytes:
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{escape(line)}</text:p>'
        "</table:table-cell></table:table-row>"
        for line in (title, *textwrap.wrap(text, 80))
    )
    return _open_document(
        "spreadsheet", f'<office:spreadsheet><table:table table:name="Blad1">{rows}</table:table></office:spreadsheet>'
    )


def _open_document(kind: str, body: str) -> bytes:
    """The smallest valid OpenDocument package (ISO/IEC 26300): the type first and uncompressed."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF} office:version="1.2">'
        f"<office:body>{body}</office:body></office:document-content>"
    )
    buffer = BytesIO()
    stamp = (2026, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype", stamp), mime, zipfile.ZIP_STORED)
        package.writestr(zipfile.ZipInfo("content.xml", stamp), content)
        package.writestr(zipfile.ZipInfo("META-INF/manifest.xml", stamp), manifest)
    return buffer.getvalue()
