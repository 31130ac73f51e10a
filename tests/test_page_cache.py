"""The page cache: a visitor's page comes from it without a query, is never wrong, and is never a member's."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from content.models import CustomImage, SiteSettings

from . import pages

pytestmark = pytest.mark.usefixtures("page_cache")


def is_kept(response) -> bool:
    return response.get("X-Kring-Cache") == "hit"


def see(client: Client, address: str) -> str:
    """What the page says now, after it has been in the cache before."""
    return client.get(address).content.decode()


@pytest.fixture
def article(site):
    return pages.make_article(site.section, "Koffie zetten", summary="Voor de zaal.")


def test_second_visitor_costs_no_query(article, visitor, count_queries):
    first = visitor.get(article.url)
    with count_queries() as queries:
        second = Client().get(article.url)
    assert not is_kept(first)
    assert is_kept(second)
    assert len(queries) == 0
    assert first.content == second.content


def test_kept_answer_has_the_same_headers(article, visitor):
    first, second = visitor.get(article.url), visitor.get(article.url)
    for name in (
        "Content-Type",
        "Content-Security-Policy",
        "ETag",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Content-Language",
    ):
        assert first[name] == second[name], name


def test_browser_that_has_the_page_gets_only_a_nod(article, visitor):
    etag = visitor.get(article.url)["ETag"]
    response = visitor.get(article.url, headers={"if-none-match": etag})
    assert response.status_code == 304
    assert response.content == b""


def test_packed_and_unpacked_are_kept_apart(article, visitor):
    packed = visitor.get(article.url, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in visitor.get(article.url)
    assert is_kept(visitor.get(article.url, headers={"accept-encoding": "gzip"}))


@pytest.mark.parametrize("fixture", ["as_member", "as_editor"])
def test_signed_in_answer_is_never_kept_nor_given_from_the_cache(article, request, fixture, visitor):
    client = request.getfixturevalue(fixture)
    assert not is_kept(client.get(article.url))
    assert not is_kept(client.get(article.url))
    visitor.get(article.url)
    assert not is_kept(client.get(article.url))
    assert see(client, article.url) != see(visitor, article.url), "a member sees the way to their own page"


def test_closed_page_is_never_kept(article, visitor, as_member):
    pages.restrict(article)
    assert as_member.get(article.url).status_code == 200
    response = visitor.get(article.url)
    assert response.status_code == 302
    assert "private" in as_member.get(article.url)["Cache-Control"]


def test_published_change_is_seen_at_once(article, visitor):
    for address in (article.url, "/nl/", "/nl/kennis/geld/"):
        visitor.get(address)
    article.title = "Thee zetten"
    article.save_revision().publish()
    assert "Thee zetten" in see(visitor, article.url)
    assert "Thee zetten" in see(visitor, "/nl/kennis/geld/")


def test_draft_changes_nothing(article, visitor):
    visitor.get(article.url)
    article.title = "Nog niet af"
    article.save_revision()
    assert is_kept(visitor.get(article.url))
    assert "Nog niet af" not in see(visitor, article.url)


def test_picture_in_a_new_size_throws_nothing_away(article, visitor):
    image = CustomImage.objects.create(title="Zaal", file=get_test_image_file(), description="Een zaal")
    visitor.get(article.url)
    image.get_rendition("fill-40x40|format-webp")
    assert is_kept(visitor.get(article.url))


def test_new_page_is_in_the_lists_at_once(site, visitor):
    visitor.get("/nl/nieuws/")
    pages.make_news(site.news, "Vers van de pers")
    assert "Vers van de pers" in see(visitor, "/nl/nieuws/")


def test_unpublished_page_is_gone_at_once(article, visitor):
    visitor.get(article.url)
    visitor.get("/nl/kennis/geld/")
    article.unpublish()
    assert visitor.get(article.url).status_code == 404
    assert "Koffie zetten" not in see(visitor, "/nl/kennis/geld/")


def test_deleted_page_is_gone_at_once(article, visitor):
    visitor.get(article.url)
    article.delete()
    assert visitor.get(article.url).status_code == 404


def test_moved_page_answers_at_its_new_address_only(site, article, visitor):
    other = pages.make_section(site.knowledge, "Ruimte")
    old = article.url
    visitor.get(old)
    article.move(other, pos="last-child")
    article.refresh_from_db()
    assert visitor.get(article.url).status_code == 200
    assert article.url != old
    assert visitor.get(old).status_code in (301, 302, 404)


def test_new_address_of_a_section_counts_for_what_is_below_it(site, article, visitor):
    visitor.get(article.url)
    section = site.section
    section.slug = "penningen"
    section.save_revision().publish()
    article.refresh_from_db()
    assert article.url == "/nl/kennis/penningen/koffie-zetten/"
    assert visitor.get(article.url).status_code == 200


def test_page_that_was_closed_is_closed_at_once(site, article, visitor):
    visitor.get(article.url)
    visitor.get("/nl/kennis/geld/")
    restriction = pages.restrict(article)
    assert visitor.get(article.url).status_code == 302
    assert "Koffie zetten" not in see(visitor, "/nl/kennis/geld/")
    restriction.delete()
    assert visitor.get(article.url).status_code == 200
    assert "Koffie zetten" in see(visitor, "/nl/kennis/geld/")


def test_closing_a_section_closes_what_is_below_it(site, article, visitor):
    visitor.get(article.url)
    pages.restrict(site.section)
    assert visitor.get(article.url).status_code == 302


def test_changed_setting_is_seen_on_every_page(site, article, visitor):
    visitor.get(article.url)
    found = SiteSettings.for_site(site.record)
    found.name = "Kring Proefstad"
    found.save()
    assert "Kring Proefstad" in see(visitor, article.url)


def test_published_translation_is_offered_at_once(article, visitor):
    assert 'rel="alternate" hreflang="en"' not in see(visitor, article.url)
    english = pages.translate(article, title="Making coffee")
    assert f'rel="alternate" hreflang="en" href="http://localhost{english.url}"' in see(visitor, article.url)


def test_answer_that_depends_on_today_is_forgotten_at_midnight(site, visitor):
    address = pages.make_standard_page(site.home).url
    evening = timezone.localtime().replace(hour=23, minute=59, second=30, microsecond=0)
    with time_machine.travel(evening, tick=False) as clock:
        visitor.get(address)
        assert is_kept(visitor.get(address))
        clock.shift(timedelta(seconds=31))
        assert not is_kept(visitor.get(address))


def test_open_now_is_kept_no_longer_than_it_is_true(site, visitor):
    noon = timezone.make_aware(datetime(2026, 11, 24, 16, 59))  # a Tuesday
    with time_machine.travel(noon, tick=False) as clock:
        organisation = pages.make_organisation(
            site.directory,
            "Buurthuis",
            hours=[{"type": "hours", "value": {"days": ["2"], "opens": "09:00", "closes": "17:00"}}],
        )
        before = see(visitor, organisation.url)
        assert is_kept(visitor.get(organisation.url))
        clock.shift(timedelta(minutes=2))
        assert see(visitor, organisation.url) != before


@pytest.mark.parametrize("address", ["/nl/bestaat-niet/", "/admin/", "/healthz", "/nl/account/login/"])
def test_what_is_no_page_is_not_kept(site, visitor, address):
    visitor.get(address)
    assert not is_kept(visitor.get(address))


def test_post_never_comes_from_the_cache(article, visitor):
    visitor.get(article.url)
    assert not is_kept(visitor.post(article.url))


def test_sites_with_other_names_do_not_share_pages(article, visitor):
    visitor.get(article.url)
    assert not is_kept(visitor.get(article.url, headers={"host": "kring.example"}))


def test_reading_that_began_before_a_publish_is_not_kept_as_new(article, visitor, monkeypatch):
    """A slow request reads the old page, somebody publishes, the slow request ends: its answer must not stay."""
    from knowledge.models import ArticlePage

    serve = ArticlePage.serve

    def slow(page, request, *args, **kwargs):
        response = serve(page, request, *args, **kwargs)
        response.render()
        monkeypatch.setattr(ArticlePage, "serve", serve)
        newer = ArticlePage.objects.get(pk=page.pk)
        newer.title = "Thee zetten"
        newer.save_revision().publish()
        return response

    monkeypatch.setattr(ArticlePage, "serve", slow)
    visitor.get(article.url)
    assert "Thee zetten" in see(visitor, article.url)
