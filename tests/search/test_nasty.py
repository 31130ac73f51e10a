"""Whatever is typed, there is an answer."""

from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.finding import Question, answer
from search.language import index_terms, read
from tests.pages import make_article

from .asking import address

NASTY = [
    '"', '""', '"""', "'", "''", "\\", "%", "_", "*", "a*", "^", "-", "--", "- -", "+", "~", "~x", "+x", ":", "a:b",
    "title:x", "title_terms : x", "{a}", "(", ")", "((((", "NOT", "AND", "OR", "NEAR", "NEAR(a b)", "a AND", "NOT a",
    "a NEAR/2 b", "\x00", "a\x00b", "\ud800", "a\udfffb", " ", "\t\n\r", "\u200b", "\u202e", "İ", "ß", "ﬁ", "ĳ", "½",
    "²", "٣", "日本語", "한국어", "हिन्दी", "العربية", "👩‍👩‍👧", "a" * 10_000, "a " * 5_000, '"a ' * 3_000, "-a " * 3_000,
    "&", "|", "!", "<->", "a & b | !c", "'a' & 'b':*", "::tsquery", "$1", "%s", "{{ x }}", "<script>", "&amp;", "e-mail",
    "-e-mail", "a-b-c-d-e", "’s", "foto's", "\u00ad", "a\u00adb", "1e5", "1.5", "http://x.y/z?q=1", "a@b.nl", "../../etc",
]  # fmt: skip


def test_every_nasty_string_is_answered(site, visitor):
    for text in NASTY:
        _answered(visitor, text)


def _answered(visitor, text):
    for more in (
        {},
        {"format": "json"},
        {"sort": "new"},
        {"type": text, "topic": text, "organisation": text, "page": text},
    ):
        data = {"q": text, **more}
        response = visitor.get(address(), {k: v.encode("utf-8", "replace").decode() for k, v in data.items()})
        assert response.status_code == 200
    found = answer(Question(text, "nl", AnonymousUser()))
    assert found.hits(0, 10) is not None


def test_raw_bytes_in_the_address_are_answered(site, visitor):
    for raw in ("%00", "%ff", "%ed%a0%80", "%22%00%22", "a%00"):
        assert visitor.get(f"{address()}?q={raw}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=60))
def test_any_string_is_answered(site, text):
    found = answer(Question(text, "nl", AnonymousUser()))
    found.hits(0, 5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60))
def test_any_title_can_be_kept_and_found(site, text):
    from search.indexing import filled
    from search.sources import Findable

    document = filled(Findable("nl", "page", "news", "Pagina", "/nl/x/", text))
    document.save()
    wording = read(text, "nl")
    found = answer(Question(text, "nl", AnonymousUser()))
    if wording.groups and not wording.without:
        assert document.pk in [row.pk for row in found.rows]
    document.delete()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_analysis_is_bounded_and_repeatable(text):
    for language in ("nl", "en", "tr"):
        terms = index_terms(text, language)
        assert terms == index_terms(text, language)
        assert len(terms) <= 40 * len(text) + 10
        assert "\x00" not in terms


def test_long_question_is_cut_not_refused(site):
    make_article(site.section, "Kas")
    assert len(read("kas " * 5_000, "nl").groups) <= 12
