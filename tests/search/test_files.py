"""Files are found by their text, on the pages that show them, by whoever may see both."""

import time
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from circles.models import Material
from search import drift
from search.files import reading, texts
from search.models import FileText, SearchDocument
from tests.editing import post_edit
from tests.pages import make_article, make_circle, make_run, make_section, paragraph, restrict

from . import papers
from .asking import ask, page, titles
from .papers import closed_collection, make_file, showing

WORD = "zonnebloemkwekerij"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", papers.pdf(f"Over de {WORD}")),
        ("a.docx", papers.word("Eerst dit.", f"Over de {WORD}.")),
        ("a.odt", papers.odt(f"Over de {WORD}.")),
        ("a.pptx", papers.slides("Begin", f"Over de {WORD}")),
        ("a.xlsx", papers.sheet(WORD, "1275")),
        ("a.txt", f"Over de {WORD}".encode()),
        ("a.csv", f"soort;naam\n1;{WORD} één".encode("cp1252")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_is_found_by_its_text_and_names_its_page(site, visitor, name, data):
    document = make_file(name, data, "Een bijlage")
    article = make_article(site.section, "Tuinplan", body=showing(document))
    found = ask(visitor, WORD)
    assert [(row["title"], row["kind"]) for row in found["results"]] == [("Een bijlage", "document")]
    assert f"<mark>{WORD}</mark>" in found["results"][0]["snippet"]
    assert [(each["title"], each["url"]) for each in found["results"][0]["pages"]] == [
        ("Tuinplan", f"http://testserver{article.url}")
    ]
    assert article.url in page(visitor, WORD)


def test_passage_tells_which_page_of_a_pdf(site, visitor):
    document = make_file("a.pdf", papers.pdf("Voorblad", "Inhoud", f"De {WORD}", "Slot"))
    make_article(site.section, "Tuinplan", body=showing(document))
    html = page(visitor, WORD)
    assert "Pagina 3 van 4" in html
    assert f"{document.url}#page=3" in html


def test_sheet_slides_and_odt_keep_their_pages():
    assert list(reading.pptx(papers.slides(*map(str, range(12))))) == [str(number) for number in range(12)]
    assert list(reading.xlsx(papers.sheet("Huur", "12"))) == ["Huur 12 los"]
    assert list(reading.opendocument(papers.odt("Tekst"))) == ["Titel\nTekst"]


def test_file_that_hangs_on_nothing_or_on_a_draft_is_not_found(site, visitor, as_coordinator):
    document = make_file("a.txt", WORD.encode())
    draft = make_article(site.section, "Concept", body=showing(document), live=False)
    assert ask(visitor, WORD)["total"] == ask(as_coordinator, WORD)["total"] == 0
    draft.save_revision().publish()
    assert ask(visitor, WORD)["total"] == 1
    draft.refresh_from_db()
    draft.unpublish()
    assert ask(visitor, WORD)["total"] == 0


def test_file_taken_off_a_page_is_not_found_any_more(site, visitor):
    document = make_file("a.txt", WORD.encode())
    article = make_article(site.section, "Tuinplan", body=showing(document))
    article.body = paragraph("<p>Niets.</p>")
    article.save_revision().publish()
    assert ask(visitor, WORD)["total"] == 0


def test_deleted_page_takes_its_files_out_of_the_results(site, visitor):
    document = make_file("a.txt", WORD.encode())
    make_article(site.section, "Tuinplan", body=showing(document)).delete()
    assert ask(visitor, WORD)["total"] == 0
    assert not SearchDocument.objects.filter(file=document).exists()


def test_deleted_file_is_gone(site, visitor):
    document = make_file("a.txt", WORD.encode())
    make_article(site.section, "Tuinplan", body=showing(document))
    document.delete()
    assert ask(visitor, WORD)["total"] == 0


def test_link_in_rich_text_counts_too(site, visitor):
    document = make_file("a.txt", WORD.encode())
    link = f'<p><a linktype="document" id="{document.pk}">hier</a></p>'
    make_article(site.section, "Tuinplan", body=paragraph(link))
    assert ask(visitor, WORD)["total"] == 1


def test_changed_file_is_read_again(own_database, site, visitor):
    from django.core.files.base import ContentFile

    document = make_file("a.txt", WORD.encode())
    make_article(site.section, "Tuinplan", body=showing(document))
    document.file = ContentFile(b"Iets over aalbessen", name="b.txt")
    document._set_document_file_metadata()
    document.save()
    assert ask(visitor, WORD)["total"] == 0
    assert ask(visitor, "aalbessen")["total"] == 1


def test_collection_page_and_both_decide_who_finds_a_file(site, visitor, as_member):
    closed_page = make_section(site.section, "Dicht")
    restrict(closed_page)
    collection = closed_collection()
    for number, (parent, where) in enumerate(
        ((closed_page, None), (site.section, collection), (closed_page, collection))
    ):
        document = make_file(f"{number}.txt", f"{WORD} {number}".encode(), f"Bijlage {number}", where)
        make_article(parent, f"Stuk {number}", body=showing(document))
    assert ask(visitor, WORD)["total"] == 0
    assert ask(as_member, WORD)["total"] == 3


def test_file_on_an_open_and_a_closed_page_names_only_the_open_one_to_visitors(site, visitor, as_member):
    closed = make_section(site.section, "Dicht")
    restrict(closed)
    document = make_file("a.txt", WORD.encode())
    make_article(site.section, "Open stuk", body=showing(document))
    make_article(closed, "Dicht stuk", body=showing(document))
    assert [each["title"] for each in ask(visitor, WORD)["results"][0]["pages"]] == ["Open stuk"]
    assert len(ask(as_member, WORD)["results"][0]["pages"]) == 2


def test_closing_a_page_or_collection_closes_its_files_at_once(site, visitor):
    document = make_file("a.txt", WORD.encode())
    article = make_article(site.section, "Tuinplan", body=showing(document))
    restriction = restrict(article)
    assert ask(visitor, WORD)["total"] == 0
    restriction.delete()
    assert ask(visitor, WORD)["total"] == 1
    document.collection = closed_collection()
    document.save()
    assert ask(visitor, WORD)["total"] == 0
    document.collection.view_restrictions.all().first().delete()
    assert ask(visitor, WORD)["total"] == 1


def test_material_for_participants_only_is_not_found(site, visitor, as_member):
    circle = make_circle(site.circles, "Tuinen")
    open_, closed = (make_file(f"{name}.txt", f"{WORD} {name}".encode(), name) for name in ("open", "dicht"))
    run = make_run(circle, live=False)
    run.materials.add(Material(document=open_), Material(document=closed, participants_only=True))
    run.save_revision().publish()
    assert titles(visitor, WORD) == titles(as_member, WORD) == ["open"]


def test_file_is_filed_under_what_its_page_is_filed_under(site, visitor):
    from content.models import Topic

    topic = Topic.objects.create(name="Tuin", locale=site.nl.locale)
    document = make_file("a.txt", WORD.encode())
    make_article(site.section, "Tuinplan", body=showing(document), topics=[topic])
    assert ask(visitor, WORD, topic="tuin")["total"] == 1
    counts = {row["value"]: row["count"] for row in ask(visitor, WORD)["types"]}
    assert counts["documenten"] == 1


def test_check_finds_and_repairs_files(site, visitor):
    document = make_file("a.txt", WORD.encode())
    make_article(site.section, "Tuinplan", body=showing(document))
    assert not drift.find()
    SearchDocument.objects.filter(file=document).update(audience="login")
    found = drift.find()
    assert found.files == [document.pk]
    assert f"file {document.pk}" in found.lines()[0]
    drift.repair(found)
    assert not drift.find()
    assert ask(visitor, WORD)["total"] == 1


# What nobody should upload ---------------------------------------------------------------------------------------


def test_scan_without_text_is_told_to_the_editor(site, as_editor):
    document = make_file("scan.pdf", papers.pdf("", ""), "Een scan")
    assert document.text_found.state == FileText.State.NO_TEXT
    html = as_editor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert "Een scan?" in html
    report = as_editor.get(reverse("search_files")).content.decode()
    assert "Een scan" in report
    read = make_file("a.txt", b"drie woorden tekst", "Gelezen")
    html = as_editor.get(reverse("wagtaildocs:edit", args=[read.pk])).content.decode()
    assert "3 woorden" in html, html[html.index("id_file") - 500 :][:3000]
    assert "Gelezen" not in as_editor.get(reverse("search_files")).content.decode()


def test_report_is_not_for_members(site, as_member):
    assert as_member.get(reverse("search_files")).status_code == 302


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.4\nnonsense"),
        ("a.pdf", b""),
        ("a.docx", b"not a zip"),
        ("a.docx", papers.package({"other.xml": "<a/>"})),
        ("a.odt", papers.package({"content.xml": "<a"})),
        ("a.odt", papers.package({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        ("a.xlsx", papers.package({"xl/worksheets/sheet1.xml": "<a><row><c t='s'><v>9</v></c></row></a>"})),
    ],
)
def test_broken_file_does_no_harm(site, visitor, name, data):
    document = make_file(name, data, "Kapot ding")
    assert not document.text_found.text.strip("\f")
    make_article(site.section, "Tuinplan", body=showing(document))
    assert titles(visitor, "kapot ding") == ["Kapot ding"]


def test_zip_bomb_is_stopped_while_it_unpacks(site):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _step in range(200):
            part.write(b" " * 1024 * 1024)
    assert len(buffer.getvalue()) < 1024 * 1024
    document = make_file("bomb.docx", buffer.getvalue())
    assert document.text_found.state == FileText.State.FAILED


def test_process_that_takes_too_much_memory_or_time_is_ended_and_what_it_wrote_is_kept(monkeypatch, tmp_path, site):
    script = tmp_path / "greedy.py"
    begin = "import json, sys, time; print(json.dumps('eerste bladzijde'), flush=True)\n"
    monkeypatch.setattr(texts, "SCRIPT", script)
    monkeypatch.setattr(texts, "PATIENCE", 1)
    script.write_text(begin + "time.sleep(60)")
    started = time.monotonic()
    document = make_file("a.txt", b"x")
    assert time.monotonic() - started < 30
    assert (document.text_found.state, document.text_found.text) == (FileText.State.PARTLY, "eerste bladzijde")
    limits = f"sys.path.insert(0, {str(texts.Path(reading.__file__).parent)!r}); import reading; reading.limit()\n"
    script.write_text(begin + limits + "x = bytearray(2 * 1024**3)")
    assert make_file("b.txt", b"x").text_found.state == FileText.State.PARTLY


def test_kind_that_is_not_read_is_found_by_its_title(site, visitor):
    document = make_file("a.zip", papers.package({"a": "b"}), "Alle tekeningen")
    make_article(site.section, "Tuinplan", body=showing(document))
    assert titles(visitor, "tekeningen") == ["Alle tekeningen"]


# An open file on a closed page -----------------------------------------------------------------------------------


def test_editor_is_warned_of_an_open_file_on_a_closed_page(site, as_administrator):
    closed = make_section(site.section, "Dicht")
    restrict(closed)
    open_ = make_file("a.txt", b"x", "Open bestand")
    safe = make_file("b.txt", b"x", "Veilig bestand", closed_collection())
    article = make_article(closed, "Stuk")
    assert post_edit(as_administrator, article, attachments=[("file", open_.pk), ("file", safe.pk)]).status_code == 302
    html = as_administrator.get(reverse("wagtailadmin_home")).content.decode()
    assert "“Open bestand”" in html
    assert "“Veilig bestand”" not in html
    report = as_administrator.get(reverse("search_files")).content.decode()
    assert "Open bestand" in report
    assert "Veilig bestand" not in report
