"""A member hears when something new appears for a search, of what they may see at that moment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.delivery import written
from notifications.models import Message
from search import saved
from search.models import SavedSearch
from tests.pages import make_article, restrict

from .asking import page


@pytest.fixture
def kept(site, member):
    """A search that is due."""
    made = saved.save(user=member, query="q=fietsen", language="nl")
    SavedSearch.objects.update(next_at=timezone.now(), looked_at=timezone.now() - timedelta(days=7))
    made.refresh_from_db()
    return made


def titles():
    return [row["title"] for row in Message.objects.get().context["rows"]]


def test_member_saves_what_is_on_the_page_and_visitors_see_no_button(site, visitor, as_member, member):
    make_article(site.section, "Fietsen lenen")
    assert reverse("search:save") in page(as_member, "fietsen")
    assert reverse("search:save") not in page(visitor, "fietsen")
    for _twice in range(2):
        as_member.post(reverse("search:save"), {"query": "q=fietsen&page=2&sort=new&evil=1"})
    row = SavedSearch.objects.get()
    assert (row.user, row.query, row.often) == (member, "q=fietsen", "weekly")
    assert "fietsen" in as_member.get(reverse("search:saved")).content.decode()
    assert visitor.post(reverse("search:save"), {"query": "q=x"}).status_code == 302
    assert SavedSearch.objects.count() == 1


def test_mail_names_what_is_new_and_only_once(kept, site):
    make_article(site.section, "Fietsen lenen")
    assert saved.send_due() == 1
    assert titles() == ["Fietsen lenen"]
    message = Message.objects.get()
    letter = written(message)
    assert "fietsen" in letter.subject
    assert "Fietsen lenen" in letter.text
    assert message.unsubscribe_url in letter.html
    SavedSearch.objects.update(next_at=timezone.now())
    assert saved.send_due() == 0
    assert Message.objects.count() == 1


def test_nothing_new_no_mail_and_not_before_its_time(kept, site):
    assert saved.send_due() == 0
    make_article(site.section, "Fietsen lenen")
    assert saved.send_due() == 0, "only a week later"
    assert not Message.objects.exists()


def test_what_a_member_may_not_see_at_that_moment_is_not_in_the_mail(kept, site, member):
    from django.contrib.auth.models import Group

    board = Group.objects.create(name="Bestuur")
    make_article(site.section, "Fietsen lenen")
    restrict(make_article(site.section, "Fietsen voor leden"))
    restrict(make_article(site.section, "Fietsen voor bestuur"), board)
    assert saved.send_due() == 1
    assert sorted(titles()) == ["Fietsen lenen", "Fietsen voor leden"]
    assert Message.objects.get().context["count"] == 2


def test_closed_account_gets_no_mail(kept, site, member):
    make_article(site.section, "Fietsen lenen")
    member.is_active = False
    member.save()
    assert saved.send_due() == 0


def test_link_in_the_mail_ends_it_without_signing_in(kept, visitor):
    path = saved.leave_path(kept)
    assert "fietsen" in visitor.get(path).content.decode()
    assert visitor.post(path.replace(saved.seal_of(kept), "0" * 40)).status_code == 404
    assert SavedSearch.objects.exists()
    assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SavedSearch.objects.exists()
    assert visitor.get(path).status_code == 200


def test_member_changes_and_ends_only_their_own(kept, as_member, as_editor):
    url = reverse("search:saved")
    assert as_editor.post(url, {"saved": kept.pk, "do": "end"}).status_code == 404
    as_member.post(url, {"saved": kept.pk, "often": "daily"})
    kept.refresh_from_db()
    assert kept.often == "daily"
    as_member.post(url, {"saved": kept.pk, "do": "end"})
    assert not SavedSearch.objects.exists()


def test_no_more_than_twenty_and_nothing_empty(site, member):
    assert saved.save(user=member, query="page=2", language="nl") is None
    for number in range(25):
        saved.save(user=member, query=f"q=woord{number}", language="nl")
    assert SavedSearch.objects.count() == saved.MOST


def test_name_tells_what_it_is_narrowed_to(site, member):
    from content.models import Topic

    Topic.objects.create(name="Geld", locale=site.nl.locale)
    made = saved.save(user=member, query="q=fonds onderwerp:geld&type=nieuws", language="nl")
    assert saved.name_of(made) == "fonds, Geld, Nieuws"
