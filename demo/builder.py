"""Builds the demo network, always the same, relative to today."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from circles.models import CircleOrganisation, CirclePage, CircleParticipant, Facilitator, Material, RunPage, Session
from content.models import Area, Audience, BasePage, CustomDocument, CustomImage, FooterLink, Sector, SocialLink, Topic
from content.models.settings import SiteSettings
from directory.models import Membership, OrganisationPage, Partner, PlacePage
from directory.services import appoint_editor
from events.models import EventOrganisation, EventPage
from home.models import StandardPage
from home.services import set_up_members_collection, start_site
from knowledge.models import ArticleOrganisation, ArticlePage, BestPracticePage, RelatedArticle, SectionPage
from members.models import User
from members.services import create_account
from news.models import NewsOrganisation, NewsPage
from search.signals import paused

from . import accounts, papers, pictures
from .people import add_profiles
from .signups import SignupBuilder
from .streams import Streams, step
from .texts import load, load_all
from .translation import translate

Say = Callable[[str], None]
# The indexes follow every save, and a page is saved many times while it is built: here they are made once, at the end.
LATER = {
    "WAGTAILSEARCH_BACKENDS": {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}},
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
}
WITH_LOGO = ("theater-de-pomp", "zwemclub-het-kanaal", "bibliotheek-de-leeszaal")
SECTIONS = {
    "geld": (
        "Geld en vergoedingen",
        "Money and expenses",
        "Vergoeden, begroten, subsidie aanvragen en een kas die klopt.",
        "Allowances, budgets, grants and books that balance.",
    ),  # noqa: E501
    "vrijwilligers": (
        "Werken met vrijwilligers",
        "Working with volunteers",
        "Mensen vinden, inwerken, bedanken en weer laten gaan.",
        "Finding people, settling them in, thanking them and letting them go.",
    ),  # noqa: E501
    "bestuur": (
        "Besturen",
        "Running an organisation",
        "Vergaderen, taken verdelen, opvolgers vinden en wat er in de wet staat.",
        "Meetings, sharing the work, finding successors and what the law says.",
    ),  # noqa: E501
    "digitaal": (
        "Digitaal en privacy",
        "Digital and privacy",
        "Sites, ledenlijsten, wachtwoorden en wat je wel en niet bewaart.",
        "Sites, membership lists, passwords and what to keep.",
    ),  # noqa: E501
    "bereik": (
        "Leden en bereik",
        "Members and reach",
        "Nieuwe leden, een open dag die werkt en een bericht dat gelezen wordt.",
        "New members, an open day that works and messages that get read.",
    ),  # noqa: E501
    "ruimte": (
        "Ruimte en materiaal",
        "Space and equipment",
        "Zalen delen, spullen lenen, huren en onderhouden.",
        "Sharing rooms, borrowing things, renting and repairs.",
    ),  # noqa: E501
    "samen": (
        "Samen optrekken",
        "Working together",
        "Afspraken, ruzies, gezamenlijke plannen en wat ze opleveren.",
        "Agreements, quarrels, joint plans and what comes of them.",
    ),  # noqa: E501
    "meedoen": (
        "Iedereen doet mee",
        "Everyone takes part",
        "Drempels weghalen: geld, taal, trappen en schroom.",
        "Removing barriers: money, language, stairs and shyness.",
    ),  # noqa: E501
}


class Builder:
    """Keeps what was made, by its key, while the network grows."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.today: date = timezone.localdate()
        self.words: dict[str, dict[str, Any]] = {}
        self.users: dict[str, User] = {}
        self.pages: dict[str, Page] = {}
        self.images: dict[str, CustomImage] = {}
        self.links: dict[str, int] = {}

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

    # Words and people

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

    def _word(self, model: type, row: dict[str, str], order: int) -> Any:
        extra = {"description": row.get("description", "")} if model is Topic else {}
        word = model.objects.create(name=row["name"], slug=row["key"], sort_order=order, locale=self.dutch, **extra)
        extra = {"description": row.get("en_description", "")} if model is Topic else {}
        model.objects.create(
            name=row["en"],
            slug=row["key"],
            sort_order=order,
            locale=self.english,
            translation_key=word.translation_key,
            **extra,
        )
        return word

    def _named(self, kind: str, keys: Iterable[str]) -> list[Any]:
        return [self.words[kind][key] for key in keys]

    # Who is who

    def _organisations(self) -> None:
        index = self._index("wie-is-wie")
        texts = load_all("organisations")
        for slug, row in texts.items():
            page = self._organisation(slug, row)
            for kind, name in (
                ("sector", "sectors"),
                ("topic", "topics"),
                ("area", "areas"),
                ("audience", "audiences"),
            ):
                setattr(page, name, self._named(kind, row.get(name, ())))
            self._add(index, page, slug, publish=False)
        for slug, row in texts.items():
            self._partners(slug, row.get("partners", ()))
        for slug, row in texts.items():
            self._translate(slug, row, self._organisation)
        self._memberships()

    def _organisation(self, slug: str, row: dict[str, Any]) -> OrganisationPage:
        streams = self._streams(slug)
        same = ("street", "postcode", "city", "website", "phone", "email")
        page = OrganisationPage(
            title=row["name"],
            summary=row.get("summary", ""),
            for_whom=row.get("for_whom", ""),
            staff=row.get("staff", ""),
            kvk_number=row.get("kvk", ""),
            hours_note=row.get("hours_note", ""),
            member_since=row.get("members_since_year"),
            checked_on=self._day(-row["confirmed_days_ago"]) if "confirmed_days_ago" in row else None,
            **{name: row.get(name, "") for name in same},
        )
        if page.checked_on:
            page.review_by = page.checked_on + timedelta(days=365)
        if slug in WITH_LOGO:
            page.logo = self._image(f"logo/{slug}", row["name"])
        page.body = streams.body(row.get("body", []))
        page.activities = streams.each("activity", row.get("activities", []), "activities")
        page.accessibility = streams.each("fact", row.get("accessibility", []), "accessibility")
        page.contacts = streams.each("contact", [{"text": "", **each} for each in row.get("contacts", [])], "contacts")
        page.social = streams.each("account", row.get("social", []), "social")
        self._hours(page, row, streams)
        return page

    def _hours(self, page: Any, row: dict[str, Any], streams: Streams) -> None:
        weekly = [{**each, "days": list(map(str, each["days"]))} for each in row.get("hours", [])]
        page.hours = streams.each("hours", weekly, "hours")
        page.exceptions = streams.each(
            "exception", [self._exception(each) for each in row.get("exceptions", [])], "exceptions"
        )

    def _exception(self, row: dict[str, Any]) -> dict[str, Any]:
        day = f"{self.today.year}-{row['month_day']}"
        closed = row.get("closed", False)
        return {
            "day": day,
            "yearly": True,
            "closed": closed,
            "opens": row.get("opens"),
            "closes": row.get("closes"),
            "note": row.get("note", ""),
        }

    def _partners(self, slug: str, rows: list[dict[str, Any]]) -> None:
        page = self.pages[slug]
        page.partners = [
            Partner(
                organisation=self.pages[row["organisation"]],
                text=row.get("text", ""),
                times=row.get("times", 1),
                sort_order=order,
            )
            for order, row in enumerate(rows)
        ]
        page.save_revision().publish()

    def _memberships(self) -> None:
        for row in load("members")["member"]:
            Membership.objects.create(
                user=self.users[row["key"]],
                organisation=self.pages[row["organisation"]],
                function=row["role"][:80],
            )
        appoint_editor(user=self.users["samira"], organisation=self.pages["buurthuis-de-werf"], by=self.users["daan"])

    def _places(self) -> None:
        index = self._index("wie-is-wie")
        for slug, row in load_all("places").items():
            page = self._place(slug, row)
            page.areas = self._named("area", [row["area"]])
            self._add(index, page, slug)
            self._translate(slug, row, self._place)

    def _place(self, slug: str, row: dict[str, Any]) -> PlacePage:
        streams = self._streams(slug)
        same = ("street", "postcode", "city", "price", "hours_note")
        page = PlacePage(
            title=row["title"],
            summary=row["summary"],
            place_kind=row["kind"],
            organisation=self.pages.get(row["organisation"]),
            capacity=row.get("capacity"),
            **{name: row.get(name, "") for name in same},
        )
        page.body = streams.body(row.get("body", []))
        page.accessibility = streams.each("fact", row.get("accessibility", []), "accessibility")
        facts = [{"ok": True, "text": text} for text in row.get("facilities", [])]
        page.facilities = streams.each("fact", facts, "facilities")
        self._hours(page, row, streams)
        self._picture(page, row)
        return page

    # Knowledge

    def _knowledge(self) -> None:
        index = self._index("kennis")
        for slug, (title, english, summary, english_summary) in SECTIONS.items():
            section = SectionPage(title=title, summary=summary)
            self._add(index, section, f"sectie-{slug}", address=slug)
            translated = {"title": english, "summary": english_summary, "slug": english.lower().replace(" ", "-")}
            self._translate(
                f"sectie-{slug}",
                {"en": translated},
                lambda _slug, row: SectionPage(title=row["title"], summary=row["summary"]),
            )
        texts = load_all("articles")
        for slug, row in texts.items():
            page = self._article(slug, row)
            page.topics, page.audiences = self._named("topic", row["topics"]), self._named("audience", row["audiences"])
            page.organisation_links = self._organised(ArticleOrganisation, row)
            closed = row.get("members_only", False)
            self._add(self.pages[f"sectie-{row['section']}"], page, slug, members_only=closed, publish=False)
        for slug, row in texts.items():
            self._related(slug, row)
            self._translate(slug, row, self._article)

    def _article(self, slug: str, row: dict[str, Any]) -> ArticlePage:
        streams = self._streams(slug)
        model = BestPracticePage if row["kind"] == "best-practice" else ArticlePage
        page = model(
            title=row["title"],
            summary=row["summary"],
            article_kind=row["kind"],
            date=self._day(-row["published_days_ago"]),
            checked_on=self._day(-row["checked_days_ago"]) if "checked_days_ago" in row else None,
            review_by=self._day(row["review_in_days"]) if "review_in_days" in row else None,
            author=self.users.get(row.get("author", "")),
            reviewers=", ".join(self.users[key].get_full_name() for key in row.get("reviewers", ())),
            licence=row["licence"],
        )
        page.body = streams.body(row.get("body", []))
        page.brief = streams.each("fact", row.get("brief", []), "brief")
        files = [self._document(each, row.get("members_only", False)).pk for each in row.get("attachments", [])]
        page.attachments = streams.each("file", files, "attachments")
        if model is BestPracticePage:
            self._practice(page, row.get("practice", {}), streams)
        return page

    def _practice(self, page: BestPracticePage, row: dict[str, Any], streams: Streams) -> None:
        page.situation, page.result = row.get("situation", ""), row.get("result", "")
        page.what_we_did = streams.each("step", [step(each) for each in row.get("what_we_did", [])], "what_we_did")
        page.figures = streams.each("figure", row.get("figures", []), "figures")
        page.what_made_it_work = streams.each("reason", row.get("what_made_it_work", []), "reasons")
        page.tips = streams.each("tip", [step(each) for each in row.get("tips", [])], "tips")
        page.quote = streams.each("quote", [row["quote"]] if "quote" in row else [], "quote")
        people = [
            {
                "name": self.users[each["member"]].get_full_name(),
                "text": each["text"],
                "email": accounts.address(each["member"]),
            }
            for each in row.get("contacts", [])
        ]
        page.people = streams.each("person", people, "people")

    def _related(self, slug: str, row: dict[str, Any]) -> None:
        page = self.pages[slug]
        page.related_links = [
            RelatedArticle(article=self.pages[other], sort_order=order)
            for order, other in enumerate(row.get("related", ()))
            if other in self.pages
        ]
        page.save_revision().publish()

    # Circles

    def _circles(self) -> None:
        index = self._index("leerkringen")
        for slug, row in load_all("circles").items():
            circle = self._circle(slug, row)
            circle.topics, circle.audiences = (
                self._named("topic", row["topics"]),
                self._named("audience", row["audiences"]),
            )
            leading = [row["organisation"], *row.get("co_organisations", ())]
            circle.organisation_links = self._organised(CircleOrganisation, {"organisations": leading})
            self._add(index, circle, slug, members_only=row.get("members_only", False))
            self._translate(slug, row, self._circle)
            for number, run in enumerate(row.get("runs", ())):
                self._run(slug, number, run, row)
        circle = self.pages["wordpress-voor-beginners"]
        for key in ("esra", "omar", "fleur", "bram"):
            CircleParticipant.objects.create(circle=circle, user=self.users[key])

    def _circle(self, slug: str, row: dict[str, Any]) -> CirclePage:
        streams = self._streams(slug)
        page = CirclePage(
            title=row["title"],
            summary=row["summary"],
            circle_kind=row.get("kind", "learning"),
            level=row.get("level", ""),
            for_whom=row.get("for_whom", ""),
        )
        page.learn = streams.each("point", row.get("learn", []), "learn")
        page.body = streams.body(row.get("body", []))
        return page

    def _run(self, circle: str, number: int, row: dict[str, Any], texts: dict[str, Any]) -> None:
        key = f"{circle}/{row['slug']}"
        page = self._run_page(key, row)
        page.sessions = [self._session(row, each, order) for order, each in enumerate(row["sessions"])]
        page.facilitators = [
            Facilitator(user=self.users[each["member"]], text=each.get("text", ""), sort_order=order)
            for order, each in enumerate(row.get("facilitators", ()))
        ]
        page.materials = [
            Material(
                document=self._document(each, each.get("participants_only", False)),
                participants_only=each.get("participants_only", False),
                sort_order=order,
            )
            for order, each in enumerate(row.get("materials", ()))
        ]
        self._add(self.pages[circle], page, key, address=row["slug"])
        runs = texts.get("en", {}).get("runs", [])
        if number < len(runs):
            self._translate_run(page, {**row, **runs[number]})

    def _run_page(self, key: str, row: dict[str, Any]) -> RunPage:
        same = ("summary", "lead", "price", "bring", "audience_note")
        return RunPage(
            title=row["title"],
            place=self.pages.get(row.get("place", "")),
            is_online=row.get("online", False),
            online_link=f"https://bellen.example/{key.replace('/', '-')}" if row.get("online") else "",
            is_cancelled=row.get("state") == "cancelled",
            **{name: row.get(name, "") for name in same},
        )

    def _session(self, run: dict[str, Any], row: dict[str, Any], order: int) -> Session:
        day = run["starts_in_days"] + row["day"]
        return Session(
            title=row["title"],
            text=row.get("text", ""),
            starts_at=self._moment(day, row["starts"]),
            ends_at=self._moment(day, row["ends"]),
            place=self.pages.get(row.get("place", "")),
            is_online=row.get("online", False),
            locale=self.dutch,
            sort_order=order,
        )

    def _translate_run(self, page: RunPage, row: dict[str, Any]) -> None:
        english = self._run_page(f"{page.slug}", row)
        english.slug = row.get("slug", page.slug)
        english.sessions = [
            self._translated_session(session, words)
            for session, words in zip(page.sessions.all(), row["sessions"], strict=True)
        ]
        translate(page, english, self.english)

    def _translated_session(self, session: Session, words: dict[str, Any]) -> Session:
        return Session(
            title=words["title"],
            text=words.get("text", ""),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            translation_key=session.translation_key,
            locale=self.dutch,
        )

    # Meetings and news

    def _events(self) -> None:
        index = self._index("agenda")
        for slug, row in load_all("events").items():
            page = self._event(slug, row)
            page.topics, page.audiences = self._named("topic", row["topics"]), self._named("audience", row["audiences"])
            page.organisation_links = self._organised(EventOrganisation, row)
            self._add(index, page, slug, members_only=row.get("members_only", False))
            self._translate(slug, row, self._event)

    def _event(self, slug: str, row: dict[str, Any]) -> EventPage:
        streams = self._streams(slug)
        same = ("price", "bring", "audience_note", "location")
        page = EventPage(
            title=row["title"],
            summary=row["summary"],
            event_kind=row["kind"],
            starts_at=self._moment(row["day"], row["starts"]),
            ends_at=self._moment(row["day"], row["ends"]),
            place=self.pages.get(row.get("place", "")),
            is_online=row.get("online", False),
            online_link=f"https://bellen.example/{slug}" if row.get("online") else "",
            is_cancelled=row.get("cancelled", False),
            **{name: row.get(name, "") for name in same},
        )
        page.body = streams.body(row.get("body", []))
        page.report = streams.body(row.get("report", []), "report")
        parts = [{"ends": None, "text": "", "speaker": "", **each} for each in row.get("programme", [])]
        page.programme = streams.each("part", parts, "programme")
        return page

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

    # The frame

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

    # How things are made

    def _index(self, slug: str) -> Page:
        return next(pages["nl"] for pages in self.site.pages.values() if pages["nl"].slug == slug)

    def _streams(self, owner: str) -> Streams:
        return Streams(owner, self._image, self._page_at)

    def _page_at(self, link: str) -> int:
        slug = link.rstrip("/").rpartition("/")[2]
        return self.links.get(link) or getattr(self.pages.get(slug), "pk", None) or self._index("kennis").pk

    def _add(
        self,
        parent: Page,
        page: BasePage,
        key: str,
        address: str = "",
        members_only: bool = False,
        publish: bool = True,
    ) -> None:
        """Put a page in its place; with ``publish=False`` a later step completes and publishes it."""
        page.slug, page.locale = address or key, self.dutch
        parent.refresh_from_db()
        with transaction.atomic():
            parent.add_child(instance=page)
            if members_only:
                PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
            if publish:
                page.save_revision().publish()
        self.pages[key] = page

    def _translate(self, key: str, row: dict[str, Any], make: Callable[[str, dict[str, Any]], BasePage]) -> None:
        if "en" in row:
            page = self.pages[key]
            page.refresh_from_db()
            english = make(key, {**row, **row["en"]})
            english.slug = row["en"].get("slug", page.slug)
            translate(page, english, self.english)

    def _in(self, code: str, page: Page) -> Page:
        return page if code == "nl" else page.get_translation_or_none(self.english) or page

    def _organised(self, model: type, row: dict[str, Any]) -> list[Any]:
        slugs = [slug for slug in row.get("organisations", ()) if slug in self.pages]
        return [model(organisation=self.pages[slug], sort_order=order) for order, slug in enumerate(slugs)]

    def _picture(self, page: BasePage, row: dict[str, Any]) -> None:
        if "image" in row:
            page.listing_image = self._image(row["image"]["key"], row["image"]["alt"])

    def _image(self, key: str, alt: str) -> CustomImage:
        if key not in self.images:
            file = pictures.logo(key.removeprefix("logo/")) if key.startswith("logo/") else pictures.photo(key)
            credit = "" if key.startswith("logo/") else "Beeld: Kring Waterstad"
            self.images[key] = CustomImage.objects.create(
                title=alt[:100], description=alt[:250], credit=credit, file=file
            )
        return self.images[key]

    def _document(self, row: dict[str, Any], members_only: bool) -> CustomDocument:
        found = CustomDocument.objects.filter(title=row["title"], file__endswith=row["file"]).first()
        if found:
            return found
        file = papers.paper(row["file"], row["title"], row.get("text", ""), row.get("pages", 1))
        document = CustomDocument(title=row["title"], file=file)
        if members_only:
            document.collection = self.members_only
        document._set_document_file_metadata()
        document.save()
        return document

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _moment(self, offset: int, clock: str) -> datetime:
        return datetime.combine(self._day(offset), time.fromisoformat(clock), timezone.get_default_timezone())
