"""Organisations, the people who belong to them, and places."""

from datetime import timedelta
from typing import Any

from directory.models import Membership, OrganisationPage, Partner, PlacePage
from directory.services import appoint_editor

from .making import Making
from .streams import Streams
from .texts import load, load_all

WITH_LOGO = ("theater-de-pomp", "zwemclub-het-kanaal", "bibliotheek-de-leeszaal")


class WhoIsWho(Making):
    """Who is who."""

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
