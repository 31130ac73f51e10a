"""Where people meet: circles with their runs and sessions, and meetings."""

from typing import Any

from circles.models import CircleOrganisation, CirclePage, CircleParticipant, Facilitator, Material, RunPage, Session
from events.models import EventOrganisation, EventPage

from .making import Making
from .texts import load_all
from .translation import translate


class Gatherings(Making):
    """Circles and meetings."""

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
