"""The index follows every change, within its transaction."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page, PageViewRestriction

from search import engines
from search.models import SearchDocument
from tests.pages import make_article, make_section, paragraph, restrict

from . import asking


def titles(client, text):
    """What is found under exactly this word."""
    return asking.titles(client, text, literally="1")


def document_of(page):
    return SearchDocument.objects.filter(page_id=page.pk).first()


def test_publish_adds(site, visitor):
    make_article(site.section, "Zeilboot")
    assert titles(visitor, "zeilboot") == ["Zeilboot"]


def test_draft_is_not_found(site, visitor):
    make_article(site.section, "Zeilboot", live=False)
    assert titles(visitor, "zeilboot") == []


def test_unpublished_change_is_not_found_until_it_is_published(site, visitor):
    article = make_article(site.section, "Zeilboot")
    article.title = "Roeiboot"
    revision = article.save_revision()
    assert titles(visitor, "roeiboot") == []
    revision.publish()
    assert titles(visitor, "roeiboot") == ["Roeiboot"]
    assert titles(visitor, "zeilboot") == []


def test_unpublish_removes_at_once(site, visitor):
    article = make_article(site.section, "Zeilboot")
    article.unpublish()
    assert titles(visitor, "zeilboot") == []


def test_delete_removes_the_page_and_all_below_it(site, visitor):
    shelf = make_section(site.section, "Boten")
    make_article(shelf, "Zeilboot")
    shelf.delete()
    assert titles(visitor, "zeilboot") == titles(visitor, "boten") == []


def test_moving_changes_addresses_and_who_may_see(site, visitor):
    open_shelf, closed_shelf = make_section(site.section, "Open"), make_section(site.section, "Dicht")
    restrict(closed_shelf)
    inner = make_section(open_shelf, "Binnen")
    article = make_article(inner, "Zeilboot")
    before = document_of(article).url
    Page.objects.get(pk=inner.pk).move(Page.objects.get(pk=closed_shelf.pk), pos="last-child")
    assert titles(visitor, "zeilboot") == []
    after = document_of(article)
    assert after.audience == "login"
    assert after.url == Page.objects.get(pk=article.pk).get_url() != before


def test_new_address_of_a_section_reaches_all_below(site):
    shelf = make_section(site.section, "Boten")
    article = make_article(shelf, "Zeilboot")
    shelf.slug = "schepen"
    shelf.save_revision().publish()
    assert document_of(article).url == Page.objects.get(pk=article.pk).get_url()
    assert "/schepen/" in document_of(article).url


def test_privacy_follows_at_once_and_back(site, visitor):
    shelf = make_section(site.section, "Boten")
    make_article(shelf, "Zeilboot")
    restriction = restrict(shelf)
    assert titles(visitor, "zeilboot") == []
    restriction.delete()
    assert titles(visitor, "zeilboot") == ["Zeilboot"]


def test_groups_of_a_restriction_decide(site, visitor, member, client_of):
    group = Group.objects.create(name="Bestuur")
    shelf = make_section(site.section, "Boten")
    make_article(shelf, "Zeilboot")
    restriction = restrict(shelf, group)
    assert titles(client_of(member), "zeilboot") == []
    member.groups.add(group)
    assert titles(client_of(member), "zeilboot") == ["Zeilboot"]
    restriction.groups.clear()
    assert titles(client_of(member), "zeilboot") == []


def test_deleted_group_opens_nothing(site, visitor, member, client_of):
    group = Group.objects.create(name="Bestuur")
    article = make_article(site.section, "Zeilboot")
    restrict(article, group)
    group.delete()
    assert titles(visitor, "zeilboot") == titles(client_of(member), "zeilboot") == []
    assert document_of(article).audience == "groups:"


def test_change_and_index_are_rolled_back_together(site, visitor):
    from django.db import transaction

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        make_article(site.section, "Zeilboot")
        raise Stop
    assert titles(visitor, "zeilboot") == []
    assert engines.current().check() == []


def test_rebuild_gives_the_same_and_removes_what_is_gone(site, visitor):
    article = make_article(site.section, "Zeilboot", body=paragraph("<p>Met een mast.</p>"))
    before = document_of(article)
    SearchDocument.objects.create(page_id=site.home.pk, language="nl", kind="page", url="/", title="Spook")
    SearchDocument.objects.filter(pk=before.pk).update(title="x", title_terms="x")
    call_command("update_search", verbosity=0)
    assert titles(visitor, "mast") == ["Zeilboot"]
    assert document_of(article).pk == before.pk
    assert not SearchDocument.objects.filter(title="Spook").exists()
    assert engines.current().check() == []


def test_check_finds_and_repairs_what_went_around_the_signals(site, visitor):
    kept, hidden, lost = (make_article(site.section, f"Boot {name}") for name in ("A", "B", "C"))
    call_command("search_check")
    Page.objects.filter(pk=hidden.pk).update(live=False)
    document_of(lost).delete()
    SearchDocument.objects.filter(page_id=kept.pk).update(audience="login")
    with pytest.raises(CommandError):
        call_command("search_check")
    call_command("search_check", repair=True)
    call_command("search_check")
    assert sorted(titles(visitor, "boot")) == ["Boot A", "Boot C"]


def test_engine_notices_a_broken_index(site):
    make_article(site.section, "Zeilboot")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_fts_changed")
    SearchDocument.objects.update(title_terms="onzin")
    assert engines.current().check()
    engines.current().install()
    engines.current().rebuild()
    assert engines.current().check() == []


def test_restrictions_are_the_only_audiences(site):
    from content.visibility import known_audiences

    shelf = make_section(site.section, "Boten")
    restrict(shelf)
    restrict(make_article(shelf, "Zeilboot"), Group.objects.create(name="Bestuur"))
    assert set(SearchDocument.objects.values_list("audience", flat=True)) <= set(known_audiences())
    assert PageViewRestriction.objects.count() == 2


def test_what_is_closed_outside_a_transaction_is_closed_at_once(own_database, site, visitor, as_member):
    article = make_article(site.section, "Zwartemaan")
    assert titles(visitor, "zwartemaan") == ["Zwartemaan"]  # by now the restrictions that there were are remembered
    restriction = restrict(article)
    assert titles(visitor, "zwartemaan") == []
    assert titles(as_member, "zwartemaan") == ["Zwartemaan"]
    restriction.delete()
    assert titles(visitor, "zwartemaan") == ["Zwartemaan"]
