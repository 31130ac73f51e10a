"""What somebody may not read can't be found, counted or guessed by its words, on any surface."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from content.models import Topic
from knowledge.models import ArticleOrganisation
from notifications.models import Message
from search import saved
from search.models import SavedSearch
from tests.conftest import ROLES
from tests.pages import make_article, make_event, make_organisation, make_section, paragraph, restrict

from .asking import ask, page
from .papers import closed_collection, make_file, showing

SECRET = "zwartemaan"


@pytest.fixture
def secrets(site):
    """Restricted things by name, with who may see them: ``member`` or ``board``."""
    topic = Topic.objects.create(name="Geheimen", locale=site.nl.locale)
    board = Group.objects.create(name="Bestuur")
    shelf = make_section(site.section, f"Plank {SECRET}")
    restrict(shelf)
    hidden_club = make_organisation(site.directory, f"Club {SECRET}")
    restrict(hidden_club)
    made = {
        "shelf": (shelf, "member"),
        "below": (make_article(shelf, f"Onder {SECRET}", topics=[topic]), "member"),
        "body": (make_article(shelf, "Gewone titel", body=paragraph(f"<p>{SECRET}</p>")), "member"),
        "event": (make_event(site.events, f"Avond {SECRET}", topics=[topic]), "board"),
        "club": (hidden_club, "member"),
        **_files(site, shelf),
    }
    restrict(made["event"][0], board)
    make_article(site.section, "Openbaar stuk", organisation_links=[ArticleOrganisation(organisation=hidden_club)])
    make_article(site.section, f"Concept {SECRET}", live=False)
    return board, made


def _files(site, shelf):
    """Files whose title or text is secret: by their page, by their collection, and one that nobody may find."""
    on_closed_page = make_file("a.txt", b"x", f"Bijlage {SECRET}")
    make_article(shelf, "Met bijlage", body=showing(on_closed_page))
    in_closed_collection = make_file("b.txt", SECRET.encode(), "Gewone bijlage", closed_collection())
    make_article(site.section, "Openbaar met bijlage", body=showing(in_closed_collection))
    draft = make_file("c.txt", SECRET.encode(), f"Concept {SECRET}")
    make_article(site.section, "Nog niet", body=showing(draft), live=False)
    return {
        "file on a closed page": (on_closed_page, "member"),
        "file in a closed collection": (in_closed_collection, "member"),
    }


@pytest.mark.parametrize("role", ["visitor", *ROLES])
def test_nothing_leaks_to(role, secrets, user_of, client_of):
    board, made = secrets
    user = user_of(role)
    client = client_of(user)
    may = {name for name, (_, who) in made.items() if user and (who == "member" or user.is_superuser)}
    found = ask(client, SECRET)
    assert found["total"] == len(may)
    assert sum(row["count"] for row in found["types"] if row["value"]) == len(may)
    urls = [row["url"] for row in found["results"]]
    for name, (thing, _) in made.items():
        assert any(url.endswith(thing.url) for url in urls) == (name in may), name
    _mail(user, {thing.title for name, (thing, _) in made.items() if name in may})
    _surfaces(client, {thing.title for name, (thing, _) in made.items() if name not in may})


def _mail(user, titles):
    """What a mail about a saved search names: what this member may see, and no more."""
    if user is None:
        return
    kept = saved.save(user=user, query=f"q={SECRET}", language="nl")
    long_ago = timezone.now() - timedelta(days=30)
    SavedSearch.objects.filter(pk=kept.pk).update(next_at=long_ago, looked_at=long_ago)
    saved.send_due()
    named = {row["title"] for message in Message.objects.all() for row in message.context["rows"]}
    assert named == titles


def _surfaces(client, hidden):
    topic = Topic.objects.get(name="Geheimen")
    answers = [page(client, text) for text in (SECRET, "openbaar", "gewone titel", "")]
    answers += [page(client, SECRET, topic=topic.slug), page(client, "openbaar", sort="new")]
    answers += [str(ask(client, text)) for text in (SECRET, "openbaar", "titel", "concept")]
    answers += [client.get(reverse(f"search:{name}", args=args)).content.decode() for name, args in _topic_pages(topic)]
    answers += [
        client.get(reverse("search:suggestions"), {"q": text}).content.decode() for text in (SECRET[:5], "club")
    ]
    answers += [client.get(reverse("search:ask")).content.decode()]
    answers += [client.get("/sitemap.xml").content.decode(), client.get("/sitemap-nl-1.xml").content.decode()]
    for answer in answers:
        for title in (*hidden, f"Concept {SECRET}"):
            assert title not in answer


def _topic_pages(topic):
    return [("topic", [topic.slug]), ("topics", [])]


def test_board_member_finds_what_is_for_the_board(secrets, member, client_of):
    board, made = secrets
    member.groups.add(board)
    assert ask(client_of(member), SECRET)["total"] == len(made)


def test_count_in_the_other_language_is_the_viewers(site, visitor, as_member):
    from tests.pages import translate

    article = make_article(site.section, "Zwartemaan")
    restrict(translate(article, title="Zwartemaan in English", slug="z"))
    assert ask(visitor, SECRET)["elsewhere"] == []
    assert ask(as_member, SECRET)["elsewhere"][0]["count"] == 1


def test_hidden_organisation_is_no_facet(secrets, visitor, as_member):
    found = ask(visitor, "openbaar", organisation=str(secrets[1]["club"][0].pk))
    assert SECRET not in str(found["facets"])


def test_sitemap_has_only_public_pages_with_their_translations(own_database, site, visitor, count_queries):
    from tests.pages import translate

    article = make_article(site.section, "Kas")
    translate(article, title="Cash", slug="cash")
    closed = make_article(site.section, "Dicht")
    restrict(closed)
    index = visitor.get("/sitemap.xml").content.decode()
    assert "/sitemap-nl-1.xml" in index
    assert "/sitemap-en-1.xml" in index
    with count_queries() as queries:
        part = visitor.get("/sitemap-nl-1.xml").content.decode()
    assert article.url in part
    assert 'hreflang="en" href="http://localhost/en/' in part
    assert 'hreflang="x-default"' in part
    assert closed.url not in part
    assert len(queries) <= 8, [query["sql"][:90] for query in queries]
    assert visitor.get("/sitemap-nl-2.xml").status_code == 404
    assert visitor.get("/sitemap-xx-1.xml").status_code == 404
