"""Every closed thing × every viewer × every surface: what somebody may not read can't be found, counted or guessed.

Runs on SQLite with the other tests, and on PostgreSQL and Elasticsearch from the tests of those.
"""

import json
import random
from urllib.parse import quote_plus

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from content.models import Topic
from members.services import create_account
from people.models import Profile
from tests.conftest import ROLES
from tests.pages import (
    make_article,
    make_best_practice,
    make_circle,
    make_event,
    make_news,
    make_organisation,
    make_place,
    make_section,
    paragraph,
    restrict,
    translate,
)

from .asking import address

MAKERS = {
    "article": (make_article, "section"),
    "practice": (make_best_practice, "section"),
    "shelf": (make_section, "knowledge"),
    "organisation": (make_organisation, "directory"),
    "place": (make_place, "directory"),
    "circle": (make_circle, "circles"),
    "event": (make_event, "events"),
    "news": (make_news, "news"),
}
WAYS = ("members", "board", "password", "below", "draft")
CHANCE = random.Random(7)
# Far enough apart that none is taken for another mistyped.
WORDS = iter(lambda: "zq" + "".join(CHANCE.choice("bdfgklmnprst") + CHANCE.choice("aeiou") for _ in range(5)), "")


@pytest.fixture
def closed(site):
    """For each closed thing its own word, and who may read it."""
    board = Group.objects.create(name="Bestuur")
    topic = Topic.objects.create(name="Kastanjes", locale=site.nl.locale)
    made = []
    for way in WAYS:
        for kind, (maker, parent) in MAKERS.items():
            made.append((f"{way} {kind}", *_closed(site, way, maker, parent, board, topic)))
    made += [_person(shown_to, topic) for shown_to in ("nobody", "members")]
    return made


def _person(shown_to, topic):
    word, inside = next(WORDS), next(WORDS)
    user = create_account(email=f"{word}@kring.example", first_name=word)
    profile = Profile.objects.create(user=user, knows=f"Kastanje {inside}", language="nl", shown_to=shown_to)
    profile.topics.add(topic)
    return f"person for {shown_to}", [word, inside], "member" if shown_to == "members" else shown_to


def _closed(site, way, maker, parent, board, topic):
    word, inside, foreign = next(WORDS), next(WORDS), next(WORDS)
    home = getattr(site, parent)
    fields = {"topics": [topic]} if parent in ("section", "events") and maker is not make_best_practice else {}
    if maker in (make_article, make_news):
        fields["body"] = paragraph(f"<p>Kastanje {inside}</p>")
    thing = maker(home, f"Kastanje {word}", live=way != "draft", **fields)
    if way == "board":
        restrict(thing, board)
    elif way in ("members", "below"):
        restrict(thing)
    elif way == "password":
        PageViewRestriction.objects.create(page=thing, restriction_type="password", password="x")
    words = [word, inside]
    if way == "below" and maker is make_section:
        words.append(next(WORDS))
        make_article(thing, f"Kastanje {words[-1]}")
    if way == "members" and maker is make_article:
        restrict(translate(thing, title=f"Chestnut {foreign}", slug=foreign))
        words.append(foreign)
    return words, "member" if way in ("members", "below") else way


def _surfaces(client, words):
    """Everything that search shows to somebody who asks with these words, or mistypes them; with what was asked."""
    text = " ".join(words)
    for name, asked, more in (
        ("page", text, {}),
        ("json", text, {"format": "json"}),
        ("newest first", text, {"sort": "new"}),
        ("phrase", f'"kastanje {words[0]}" {text}', {}),
        ("mistyped", " ".join(f"{word[:-1]}x" for word in words), {}),
        ("mistyped, json", " ".join(f"{word[:-2]}{word[-1]}{word[-2]}" for word in words), {"format": "json"}),
    ):
        yield name, asked, client.get(address(), {"q": asked} | more).content.decode()
    yield "english", text, client.get(address("en"), {"q": text}).content.decode()


def _shared_surfaces(client):
    yield "people", client.get(reverse("people:people")).content.decode()
    yield "common word", client.get(address(), {"q": "kastanje"}).content.decode()
    yield "topic", client.get(reverse("search:topic", args=[Topic.objects.get(name="Kastanjes").slug])).content.decode()
    yield "sitemap", client.get("/sitemap-nl-1.xml").content.decode()


@pytest.mark.parametrize("role", ["visitor", *ROLES])
def test_what_is_closed_leaves_no_trace(role, closed, user_of, client_of):
    user = user_of(role)
    client = client_of(user)
    is_open = {
        name: bool(user) and (who == "member" or (who == "board" and user.is_superuser)) for name, _words, who in closed
    }
    seen = [words[0] for name, words, _who in closed if is_open[name]]
    shut = [word for name, words, _who in closed if not is_open[name] for word in words]
    for some in batched(seen):
        assert _total(client, some) >= len(some)
    for some in batched(shut):
        assert _total(client, some) == 0, some
        for surface, asked, answer in _surfaces(client, some):
            # The question itself is shown again, as it was typed.
            rest = answer.replace(asked, "").replace(escape(asked), "").replace(quote_plus(asked), "")
            rest = rest.replace(json.dumps(asked)[1:-1], "")
            assert not [word for word in some if word in rest], surface
    for word in shut:
        suggested = client.get(reverse("search:suggestions"), {"q": word[:6]}).content.decode()
        assert word not in suggested
    for surface, answer in _shared_surfaces(client):
        assert not [word for word in shut if word in answer], surface


def batched(words):
    return [words[start : start + 10] for start in range(0, len(words), 10)]


def _total(client, words):
    found = json.loads(client.get(address(), {"q": " ".join(words), "format": "json"}).content)
    assert found["total"] == sum(row["count"] for row in found["types"] if row["value"])
    return found["total"]
