"""Builds the demo network, always the same, relative to today."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from content.models import Area, Audience, FooterLink, Sector, SocialLink, Topic
from content.models.settings import SiteSettings
from home.models import StandardPage
from home.services import set_up_members_collection, start_site
from members.services import create_account
from news.models import NewsOrganisation, NewsPage
from search.signals import paused

from . import accounts
from .gatherings import Gatherings
from .knowledge import Knowledge
from .people import add_profiles
from .signups import SignupBuilder
from .texts import load, load_all
from .who_is_who import WhoIsWho

Say = Callable[[str], None]
# The indexes follow every save, and a page is saved many times while it is built: here they are made once, at the end.
LATER = {
    "WAGTAILSEARCH_BACKENDS": {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}},
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
}


class Builder(WhoIsWho, Knowledge, Gatherings):
    """Builds everything, in an order in which each thing finds what it points at."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say

    def build(self) -> None:
        """Everything, in an order in which each thing finds what it points at."""
        self.site = start_site(name="Kring Waterstad", port=8000)
        self.dutch, self.english = (Locale.objects.get(language_code=code) for code in ("nl", "en"))
        self.links = {page.url: page.pk for pages in self.site.pages.values() for page in pages.values()}
        self.members_only = set_up_members_collection()
        with paused(), disable_reference_index_auto_update(), override_settings(**LATER):
            for title, work in self._steps():
                self.say(title)
                work()
            self.say("what can be found, and which page uses what")
        call_command("rebuild_references_index", verbosity=0)
        call_command("update_index", admin_only=True, verbosity=0)

    def _steps(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("words and people", self._people),
            ("organisations", self._organisations),
            ("who knows what", lambda: add_profiles(self.users, self.words["topic"])),
            ("places", self._places),
            ("pages about the network", self._standard_pages),
            ("knowledge", self._knowledge),
            ("circles and their runs", self._circles),
            ("meetings", self._events),
            ("who signed up", lambda: SignupBuilder().build()),
            ("news", self._news),
            ("home page, menu and footer", self._home),
        ]

    def _people(self) -> None:
        texts = load("taxonomies")
        for kind, model in {"sector": Sector, "area": Area, "topic": Topic, "audience": Audience}.items():
            self.words[kind] = {row["key"]: self._word(model, row, order) for order, row in enumerate(texts[kind], 1)}
        for row in load("members")["member"]:
            roles, _label = accounts.ROLES.get(row["key"], ((), ""))
            first, _, last = row["name"].partition(" ")
            self.users[row["key"]] = create_account(
                email=accounts.address(row["key"]),
                first_name=first,
                last_name=last,
                password=accounts.PASSWORD if row["key"] in accounts.ROLES else None,
                roles=tuple(role for role in roles if role != "administrator"),
                administrator="administrator" in roles,
            )

    def _news(self) -> None:
        index = self._index("nieuws")
        for slug, row in load_all("news").items():
            page = self._news_page(slug, row)
            page.topics = self._named("topic", row.get("topics", ()))
            page.organisation_links = self._organised(NewsOrganisation, row)
            self._add(index, page, slug, members_only=row.get("members_only", False))
            self._translate(slug, row, self._news_page)

    def _news_page(self, slug: str, row: dict[str, Any]) -> NewsPage:
        page = NewsPage(
            title=row["title"],
            summary=row["summary"],
            date=self._day(-row["days_ago"]),
            author=self.users.get(row.get("author", "")),
        )
        page.body = self._streams(slug).body(row.get("body", []))
        self._picture(page, row)
        return page

    def _standard_pages(self) -> None:
        for slug, row in load_all("pages").items():
            page = self._standard(slug, row)
            self._add(self.site.homes["nl"], page, slug, members_only=row.get("members_only", False))
            self._translate(slug, row, self._standard)

    def _standard(self, slug: str, row: dict[str, Any]) -> StandardPage:
        page = StandardPage(title=row["title"], summary=row["summary"])
        page.body = self._streams(slug).body(row.get("body", []))
        return page

    def _home(self) -> None:
        texts = load("home")
        for code, row in (("nl", texts), ("en", {**texts, **texts["en"]})):
            home = self.site.homes[code]
            home.refresh_from_db()
            streams = self._streams("home")
            home.hero, home.search_label = row["hero"], row["search_label"]
            home.often = streams.each("words", row["often"], "often")
            home.ways = streams.each("way", [self._way(each, code) for each in row["ways"]], "ways")
            home.share_title, home.share_text = row["share_title"], row["share_text"]
            home.share_label = {"nl": "Vertel het ons", "en": "Tell us"}[code]
            home.share_page_id = self._in(code, self.pages["contact"]).pk
            home.join_page_id = self._in(code, self.pages["meedoen"]).pk
            home.save_revision(clean=False).publish()
        self._frame(texts)

    def _way(self, row: dict[str, str], code: str) -> dict[str, Any]:
        slugs = {"directory": "wie-is-wie", "circles": "leerkringen", "knowledge": "kennis", "events": "agenda"}
        target = self.pages["meedoen"] if row["link"] == "join" else self._index(slugs[row["link"]])
        return {"title": row["title"], "text": row["text"], "page": self._in(code, target).pk}

    def _frame(self, texts: dict[str, Any]) -> None:
        found = SiteSettings.for_site(self.site.site)
        found.email, found.phone = "hallo@kringwaterstad.example", "000 - 000 00 00"
        links = ("over-ons", "zo-kijken-we-kennis-na", "wat-we-bewaren", "toegankelijkheid", "contact")
        found.footer_links = [FooterLink(page=self.pages[slug], sort_order=order) for order, slug in enumerate(links)]
        found.social_links = [SocialLink(label="Mastodon", url="https://sociaal.example/@kringwaterstad", sort_order=0)]
        for text in found.texts.all():
            row = texts if text.language == "nl" else texts["en"]
            text.claim, text.contact = row["claim"], row["contact_text"]
        found.save()
