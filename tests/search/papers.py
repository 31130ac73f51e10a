"""Small files of each kind that search reads, made by hand so that a test sees all there is in them."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from demo.papers import paper
from search.files import tasks

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def package(parts: dict[str, str]) -> bytes:
    """A zip file with these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def word(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return package({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def slides(*texts: str) -> bytes:
    return package(
        {
            f"ppt/slides/slide{number}.xml": f"<s {A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>"
            for number, text in enumerate(texts, 1)
        }
    )


def sheet(word: str, number: str) -> bytes:
    row = f'<row><c t="s"><v>0</v></c><c><v>{number}</v></c><c t="inlineStr"><is><t>los</t></is></c></row>'
    return package(
        {
            "xl/sharedStrings.xml": f"<sst {S}><si><t>{word}</t></si></sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{row}</sheetData></worksheet>",
        }
    )


def pdf(*pages: str) -> bytes:
    """A PDF of which each page says something."""
    from demo.papers import _assembled, _lines

    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        stream = _lines(text, []) if text else b""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def odt(text: str) -> bytes:
    return paper("x.odt", "Titel", text).read()


def make_file(name: str, data: bytes, title: str = "", collection: Collection | None = None):
    """A document in the library, read as after its upload. (A test's transaction never commits, so it is read by hand.)"""
    document = get_document_model()(title=title or name, file=ContentFile(data, name=name))
    if collection:
        document.collection = collection
    document.save()
    tasks.read_file.call(document.pk)
    return document


def closed_collection(name: str = "Voor leden") -> Collection:
    collection = Collection.get_first_root_node().add_child(name=name)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def showing(document) -> list[dict]:
    """A body that shows a file."""
    return [{"type": "file_list", "value": {"title": "", "files": [document.pk]}}]
