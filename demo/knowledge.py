"""What the network knows: sections, articles and best practices."""

from typing import Any

from knowledge.models import ArticleOrganisation, ArticlePage, BestPracticePage, RelatedArticle, SectionPage

from . import accounts
from .making import Making
from .streams import Streams, step
from .texts import load_all

SECTIONS = {
    "geld": (
        "Geld en vergoedingen",
        "Money and expenses",
        "Vergoeden, begroten, subsidie aanvragen en een kas die klopt.",
        "Allowances, budgets, grants and books that balance.",
    ),
    "vrijwilligers": (
        "Werken met vrijwilligers",
        "Working with volunteers",
        "Mensen vinden, inwerken, bedanken en weer laten gaan.",
        "Finding people, settling them in, thanking them and letting them go.",
    ),
    "bestuur": (
        "Besturen",
        "Running an organisation",
        "Vergaderen, taken verdelen, opvolgers vinden en wat er in de wet staat.",
        "Meetings, sharing the work, finding successors and what the law says.",
    ),
    "digitaal": (
        "Digitaal en privacy",
        "Digital and privacy",
        "Sites, ledenlijsten, wachtwoorden en wat je wel en niet bewaart.",
        "Sites, membership lists, passwords and what to keep.",
    ),
    "bereik": (
        "Leden en bereik",
        "Members and reach",
        "Nieuwe leden, een open dag die werkt en een bericht dat gelezen wordt.",
        "New members, an open day that works and messages that get read.",
    ),
    "ruimte": (
        "Ruimte en materiaal",
        "Space and equipment",
        "Zalen delen, spullen lenen, huren en onderhouden.",
        "Sharing rooms, borrowing things, renting and repairs.",
    ),
    "samen": (
        "Samen optrekken",
        "Working together",
        "Afspraken, ruzies, gezamenlijke plannen en wat ze opleveren.",
        "Agreements, quarrels, joint plans and what comes of them.",
    ),
    "meedoen": (
        "Iedereen doet mee",
        "Everyone takes part",
        "Drempels weghalen: geld, taal, trappen en schroom.",
        "Removing barriers: money, language, stairs and shyness.",
    ),
}


class Knowledge(Making):
    """The knowledge base."""

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
