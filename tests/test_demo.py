"""The demo is the test: walked through as each role, it gives no error, stays quick, and tells nobody too much."""

import html
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from wagtail.models import Page

from content import cache as content_cache
from content.visibility import only_visible

from .conftest import ON_SQLITE, forget_everything
from .crawl import crawl
from .database import connected_to
from .demo_network import demo_folder

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(not ON_SQLITE, reason="the demo for the tests is a SQLite file"),
]

ROLES = ("visitor", "member", "circle participant", "organisation editor", "editor", "coordinator", "administrator")
STARTS = ("/nl/", "/en/")
LISTS = {
    "KnowledgeIndexPage",
    "SectionPage",
    "CircleIndexPage",
    "EventIndexPage",
    "DirectoryIndexPage",
    "NewsIndexPage",
}
#: What a site has always answered before: the frame, the cards of organisations, the vocabulary of search.
WARM = ("/nl/", "/nl/wie-is-wie/", "/nl/zoeken/?q=koffie")
ARTICLES = {"ArticlePage", "BestPracticePage"}


@dataclass
class Answer:
    """What came back for one address."""

    status: int
    content_type: str
    text: str


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo as the database of this module; its tests only read."""
    from django.test.utils import override_settings

    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(demo_folder(), folder, dirs_exist_ok=True)
    with (
        django_db_blocker.unblock(),
        connected_to(folder / "kring.sqlite3"),
        override_settings(MEDIA_ROOT=folder / "media"),
    ):
        forget_everything()
        yield folder
    forget_everything()


@pytest.fixture(scope="module")
def walks(demo: Path) -> dict[str, dict[str, Answer]]:
    """Per role what somebody with that role got for each address. Filled by the tests that ask for it."""
    return {}


def client_as(role: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    if role != "visitor":
        client.force_login(user_as(role))
    return client


def user_as(role: str) -> Any:
    from demo import accounts
    from members.models import User

    if role == "visitor":
        return AnonymousUser()
    key = next(key for key, (_roles, label) in accounts.ROLES.items() if label == role)
    return User.objects.get(email=accounts.address(key))


def walk(role: str, walks: dict[str, dict[str, Answer]]) -> dict[str, Answer]:
    """Every address that ``role`` finds by following links and the sitemap."""
    if role not in walks:
        client, answers = client_as(role), {}

        def fetch(address: str) -> str | None:
            response = client.get(address)
            kind = response.get("Content-Type", "")
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = body.decode(errors="replace") if re.match("text|application/(json|.*xml)", kind) else ""
            answers[address] = Answer(response.status_code, kind, text)
            if response.status_code in (301, 302):
                return f'<a href="{html.escape(response["Location"])}">moved</a>'
            return text if kind.startswith("text/html") else None

        crawl(fetch, [*STARTS, *sitemap_addresses(client)])
        walks[role] = answers
    return walks[role]


def sitemap_addresses(client: Client) -> list[str]:
    """The paths in the sitemap and the parts it names."""
    index = client.get("/sitemap.xml").content.decode()
    parts = [path_of(each) for each in re.findall(r"<loc>([^<]+)</loc>", index)]
    pages = [path_of(each) for part in parts for each in locations(client.get(part).content.decode())]
    return [*parts, *pages]


def locations(xml: str) -> list[str]:
    return re.findall(r"<loc>([^<]+)</loc>", xml)


def path_of(url: str) -> str:
    return "/" + html.unescape(url).split("/", 3)[3]


def closed_to(role: str) -> list[Page]:
    """The live pages that somebody with this role may not see."""
    visible = only_visible(Page.objects.all(), user_as(role)).values("pk")
    return list(Page.objects.filter(live=True, depth__gt=1).exclude(pk__in=visible).specific())


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers(role, walks):
    answers = walk(role, walks)
    broken = {address: each.status for address, each in answers.items() if each.status not in (200, 301, 302)}
    assert not broken
    assert len(answers) > 150


@pytest.mark.parametrize("role", ROLES)
def test_every_live_page_is_visible_or_closed(role, walks):
    client, closed = client_as(role), {page.pk for page in closed_to(role)}
    for page in Page.objects.filter(live=True, depth__gt=1):
        status = client.get(page.url).status_code
        assert status == (200 if page.pk not in closed else 302), (page.url, status)


def test_sitemap_has_every_public_page_and_no_other(demo):
    client = client_as("visitor")
    listed = {address for address in sitemap_addresses(client) if not address.endswith(".xml")}
    public = {page.url for page in only_visible(Page.objects.filter(depth__gt=1), AnonymousUser())}
    assert public <= listed
    assert not listed & {page.url for page in closed_to("visitor")}


def test_no_closed_title_reaches_a_visitor(walks):
    """Not on a page, in a feed, the sitemap, or search in any form."""
    client, answers = client_as("visitor"), dict(walk("visitor", walks))
    closed = closed_to("visitor")
    assert closed, "the demo has material for members"
    for page in closed:
        for address in ("/nl/zoeken/", "/nl/zoeken/?format=json"):
            answers[f"{address} {page.title}"] = _get(client, address, {"q": page.title})
    for address, answer in answers.items():
        asked = address.partition(" ")[2]
        shown = html.unescape(answer.text if "json" not in answer.content_type else _plain(answer.text))
        for page in closed:
            if page.title != asked:
                assert page.title not in shown, (address, page.title)
            assert page.url not in shown, (address, page.url)


def test_member_finds_what_is_closed_to_visitors(walks):
    client = client_as("member")
    pages = [page for page in closed_to("visitor") if page.locale.language_code == "nl"]
    for page in pages:
        answer = _get(client, "/nl/zoeken/", {"q": page.title})
        assert page.url in answer.text, page.title


def test_no_page_for_a_member_is_kept_for_others(walks, settings):
    settings.PAGE_CACHE_SECONDS = 3600
    member, visitor = client_as("member"), client_as("visitor")
    for page in closed_to("visitor"):
        assert member.get(page.url).status_code == 200
        assert visitor.get(page.url).status_code == 302
    for address in ("/nl/", "/nl/kennis/", "/nl/agenda/"):
        assert visitor.get(address).content == visitor.get(address).content
        assert member.get(address).get("X-Kring-Cache") is None


def test_queries_stay_within_the_budget(demo, count_queries):
    """As a visitor, without the page cache, on the first view of each Dutch page in its generation.

    Pictures have their sizes, and the English pages, the frame, the home page (which remembers what it is composed of) and an
    article on each topic were seen in this generation: what pages share is remembered, and nothing of the page itself.
    """
    client = client_as("visitor")
    public = only_visible(Page.objects.filter(depth__gt=1), AnonymousUser()).specific()
    for page in public:
        client.get(page.url)
    content_cache.forget()
    for page in public.filter(locale__language_code="en"):
        client.get(page.url)
    for address in WARM:
        client.get(address)
    for page in one_article_on_each_topic():
        client.get(page.url)
    over = {}
    for page in public.filter(locale__language_code="nl"):
        with count_queries() as queries:
            client.get(page.url)
        name = type(page).__name__
        allowed = 5 if name in ARTICLES else 10 if name in LISTS else 8
        pictured = any(block.block_type == "image" for block in getattr(page, "body", ()) or ())
        if len(queries) > allowed + pictured:  # the photographs in a text are looked up together, in one query
            over[page.url] = (len(queries), allowed)
    assert not over


def one_article_on_each_topic() -> Iterator[Page]:
    """A few Dutch articles that together have all topics: after them the newest on each topic are known."""
    from knowledge.models import ArticlePage

    seen: set[int] = set()
    for page in only_visible(ArticlePage.objects.filter(locale__language_code="nl"), AnonymousUser()):
        topics = {topic.pk for topic in page.topics.all()}
        if topics - seen:
            seen |= topics
            yield page


@pytest.mark.parametrize("query", ["?q=vrijwilligers", "?q=geld&type=how-to", "?q=zzzz", ""])
def test_search_stays_within_the_budget(demo, count_queries, query):
    client = client_as("visitor")
    for address in WARM:
        client.get(address)
    with count_queries() as queries:
        assert client.get(f"/nl/zoeken/{query}").status_code == 200
    assert len(queries) <= 10


def test_no_address_belongs_to_anybody_real(walks):
    """Links in the demo lead to this site or to a name that can't exist."""
    found = set()
    for address, answer in walk("visitor", walks).items():
        if answer.content_type.startswith("text/html"):
            for host in re.findall(r'(?:href|src)="https?://([^/"]+)', answer.text):
                if host.split(":")[0] not in ("localhost", "testserver", "creativecommons.org") and not host.endswith(
                    ".example"
                ):
                    found.add((address, host))
    assert not found


def test_demo_is_as_large_as_a_real_network(demo):
    from circles.models import CirclePage
    from directory.models import OrganisationPage, PlacePage
    from events.models import EventPage
    from knowledge.models import ArticlePage, BestPracticePage
    from members.models import User
    from news.models import NewsPage

    def dutch(model: type[Page]) -> int:
        return model.objects.filter(live=True, locale__language_code="nl").count()

    assert dutch(OrganisationPage) >= 25
    assert dutch(ArticlePage) >= 50
    assert dutch(BestPracticePage) >= 10
    assert dutch(CirclePage) >= 8
    assert dutch(EventPage) >= 12
    assert dutch(NewsPage) >= 15
    assert dutch(PlacePage) >= 6
    assert User.objects.count() >= 40


def test_demo_has_sign_ups_in_every_state(demo):
    from django.utils import timezone

    from signups.enums import Came, State
    from signups.models import Attendance, Interest, Offering, Poll
    from signups.public import panel

    offerings = list(Offering.objects.all())
    coming = [each for each in offerings if each.starts_at > timezone.now()]
    shown = [panel(each, AnonymousUser()) for each in coming]
    assert any(each.can_sign_up and not each.is_full for each in shown), "open"
    assert any(each.can_sign_up and each.is_full and each.waiting for each in shown), "full with a waiting list"
    assert {each.closed_because for each in coming} >= {"", "early", "late", "cancelled"}
    today, too_few = timezone.localdate(), [each for each in coming if each.minimum and each.decide_on]
    too_few = [each for each in too_few if each.signups.participants().seats() < each.minimum and not each.decision]
    assert any(each.decide_on <= today for each in too_few), "the organiser has to decide now"
    assert any(each.decide_on > today for each in too_few), "there is still time"
    people = {state for each in coming for state in each.signups.values_list("state", flat=True)}
    assert people >= {State.HELD, State.GIVEN, State.WAITING, State.OFFERED, State.REQUESTED, State.CANCELLED}
    assert set(Attendance.objects.values_list("came", flat=True)) == set(Came)
    assert any(each.is_open and each.replies.exists() for each in Poll.objects.all())
    assert Interest.objects.exclude(confirmed_at=None).exists()
    assert any(each.questions.filter(is_sensitive=True).exists() for each in coming)


def test_demo_is_built_once(demo):
    from django.core.management import call_command

    before = Page.objects.count()
    call_command("build_demo", verbosity=0)
    assert Page.objects.count() == before
    assert not connection.in_atomic_block


def _get(client: Client, address: str, data: dict[str, str]) -> Answer:
    path, _mark, query = address.partition("?")
    data = data | dict(part.split("=") for part in query.split("&") if part)
    response = client.get(path, data)
    return Answer(response.status_code, response["Content-Type"], response.content.decode())


def _plain(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False)
