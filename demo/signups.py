"""Sign-ups in every state: open, full with a waiting list, too few, undecided, still to open, closed, to be approved, called
off, over; with an availability poll, and interest lists of circles that begin no new run yet."""

import random
from collections.abc import Sequence
from datetime import timedelta

from django.test.utils import override_settings
from django.utils import timezone
from wagtail.models import Page

from circles.models import CirclePage, RunPage
from directory.models import OrganisationPage
from events.models import EventPage
from members.models import User
from signups import changes, organising, polls
from signups.absence import say_absent
from signups.answers import keep
from signups.consents import record
from signups.editing import configure
from signups.enums import Came, Level, State
from signups.interests import confirm_interest, show_interest
from signups.models import Attendance, Offering, Question, Signup
from signups.part_editing import configure_part
from signups.programme import parts_of
from signups.services import Person, cancel_signup, confirm, sign_up
from signups.subjects import follow, moments_of

NAMES = [
    "Gerda Bakker",
    "Wim de Boer",
    "Yara Haddad",
    "Anouk Smit",
    "Omar El Idrissi",
    "Fleur Mulder",
    "Bram Dekker",
    "Esra Yilmaz",
    "Tineke Vos",
    "Marga Kuipers",
    "Daan Jansen",
    "Lotte Visser",
    "Ruben Meijer",
    "Fatima Amrani",
    "Kees Postma",
    "Sanne Brouwer",
    "Hamza Aksoy",
    "Ineke Prins",
    "Joris Hendriks",
    "Mila Kok",
    "Peter van Dijk",
    "Noor Willems",
    "Henk Schouten",
    "Aylin Demir",
    "Tom de Wit",
    "Rosa Molenaar",
    "Jan Peeters",
    "Elif Kaya",
    "Bas Verhoeven",
    "Marieke Groen",
]
QUESTIONS = (
    ("choice", "Wat wil je met de site?", "What do you want with the site?", True, False),
    ("yesno", "Neem je een laptop mee?", "Do you bring a laptop?", True, False),
    ("long", "Wanneer is het voor jou gelukt?", "When did it work out for you?", False, False),
    ("short", "Heb je iets nodig om erbij te kunnen zijn?", "Do you need anything to be able to come?", False, True),
)
PURPOSES = [
    {"key": "nieuw", "nl": "Een nieuwe site beginnen", "en": "Start a new site"},
    {"key": "bestaand", "nl": "Een site bijhouden die er al is", "en": "Keep a site that is there"},
    {"key": "onbekend", "nl": "Dat weet ik nog niet", "en": "I don’t know yet"},
]
ANSWERS = (
    "Als ik zelf de openingstijden kan veranderen.",
    "Als het wedstrijdschema erop staat.",
    "Als mijn zus hem vindt.",
)


class SignupBuilder:
    """Fills the runs and meetings that are there. The same every time: chance is counted from one number."""

    def __init__(self) -> None:
        self.dice = random.Random(2026)  # noqa: S311 -- not a secret, a story
        self.organisations = list(OrganisationPage.objects.filter(locale__language_code="nl", live=True).order_by("pk"))
        self.coordinator = User.objects.filter(groups__name="Coördinatoren").order_by("pk").first()
        self.used = 0
        self.told = 0

    def build(self) -> None:
        """Everything."""
        with _mail_to_nowhere():
            for run in _dutch(RunPage):
                self._run(run)
            for number, event in enumerate(_dutch(EventPage)):
                self._event(number, event)
            self._interest()
            changes.ask_decisions()

    def _run(self, run: RunPage) -> None:
        now = timezone.now()
        if not run.starts_at or run.is_cancelled:
            return
        if run.starts_at > now:
            stories = (self._open, self._full, self._few, self._early, self._approval, self._called_off)
            stories[self.told % len(stories)](run)
            self.told += 1
        else:
            self._begun(run, over=run.ends_at < now)

    def _open(self, run: RunPage) -> None:
        offering = self._offer(run, capacity=12, has_waiting_list=True)
        self._ask(offering)
        for _each in range(7):
            self._join(offering)
        self._join(offering, confirmed=False)

    def _full(self, run: RunPage) -> None:
        offering = self._offer(run, capacity=10, max_party=3)
        people = [self._join(offering) for _each in range(10)]
        for _each in range(4):
            self._join(offering)
        self._join(offering, guests=2)
        cancel_signup(signup=people[3], reason="Ik heb die avond toch training.")

    def _few(self, run: RunPage) -> None:
        """Of a run that begins soon, the day on which to decide has come."""
        decide = timezone.localdate(run.starts_at - timedelta(days=21))
        offering = self._offer(run, capacity=14, minimum=6, decide_on=decide)
        for _each in range(3):
            self._join(offering)

    def _early(self, run: RunPage) -> None:
        opens = timezone.now() + timedelta(days=5)
        offering = self._offer(run, capacity=12, opens_at=min(opens, run.starts_at - timedelta(days=1)))
        self._poll(offering, run)

    def _approval(self, run: RunPage) -> None:
        offering = self._offer(run, capacity=8, needs_approval=True)
        people = [self._join(offering) for _each in range(5)]
        for signup in people[:3]:
            organising.approve(signup=signup, actor=self.coordinator)

    def _called_off(self, run: RunPage) -> None:
        offering = self._offer(run, capacity=12, minimum=8)
        for _each in range(2):
            self._join(offering)
        organising.call_off(offering=offering, actor=self.coordinator, text="Er waren te weinig aanmeldingen.")

    def _begun(self, run: RunPage, *, over: bool) -> None:
        """A run that began: who has a seat, who was there, and one who said they can't come."""
        offering = self._offer(run, capacity=12)
        rows = [self._row(offering, run) for _each in range(9 if over else 11)]
        moments = moments_of(offering)
        past = [each for each in moments if each.ends_at < timezone.now()]
        chance = [Came.PRESENT] * 7 + [Came.ABSENT, Came.MISSED]
        Attendance.objects.bulk_create(
            Attendance(signup=row, occasion=moment, came=self.dice.choice(chance), at=moment.ends_at)
            for row in rows
            for moment in past
        )
        coming = [each for each in moments if each.ends_at > timezone.now()]
        if coming:
            say_absent(signup=rows[1], occasion_key=str(coming[0].key))
            for _each in range(0 if over else 1):
                self._row(offering, run)

    def _event(self, number: int, event: EventPage) -> None:
        if event.is_cancelled or event.starts_at < timezone.now():
            return
        if event.event_kind == EventPage.EventKind.THEME_DAY:
            self._rounds(event)
            return
        capacity = 40 if number % 4 == 3 else (None, 40, 8)[number % 3]
        offering = self._offer(event, capacity=capacity, max_party=2)
        for _each in range(9):
            self._join(offering)
        if number % 4 == 3:
            self._offer(event, capacity=capacity, closes_at=timezone.now() - timedelta(minutes=1))

    def _rounds(self, event: EventPage) -> None:
        """A day of which people choose parts; the first part is full."""
        offering = self._offer(event, capacity=40, max_party=2)
        blocks = list(event.programme)[2:5]
        for number, block in enumerate(blocks):
            values = {"is_active": True, "capacity": 12 if number else 5, "has_waiting_list": True}
            configure_part(whole=offering, part=block.id, values=values, actor=self.coordinator)
        follow(event)
        offering.refresh_from_db()
        parts = parts_of(offering)
        for number in range(8):
            self._join(offering, parts=parts[: 1 + number % 3] if number < 7 else ())

    def _offer(self, page: Page, **values: object) -> Offering:
        values = {"is_active": True, "capacity": 12, "reply_to": "hallo@kringwaterstad.example"} | values
        return configure(page=page, values=values, actor=self.coordinator)[0]

    def _ask(self, offering: Offering) -> None:
        for order, (kind, dutch, english, required, sensitive) in enumerate(QUESTIONS):
            Question.objects.create(
                offering=offering,
                kind=kind,
                label={"nl": dutch, "en": english},
                choices=PURPOSES if kind == "choice" else [],
                is_required=required,
                is_sensitive=sensitive,
                sort_order=order,
            )

    def _join(
        self, offering: Offering, *, confirmed: bool = True, guests: int = 0, parts: Sequence[Offering] = ()
    ) -> Signup:
        person = self._person(guests)
        questions = {each.kind: each.pk for each in offering.questions.all()}
        given = {
            questions[kind]: value
            for kind, value in (
                ("choice", self.dice.choice(PURPOSES)["key"]),
                ("yesno", self.dice.choice(["yes", "no"])),
                ("long", self.dice.choice(ANSWERS)),
            )
            if kind in questions
        }
        signup = sign_up(offering=offering, person=person, given=given, shows=self._shows(), parts=parts)
        return confirm(signup=signup) if confirmed else signup

    def _row(self, offering: Offering, run: RunPage) -> Signup:
        """Somebody who signed up long ago: put there as it was, because nobody can sign up for the past."""
        person = self._person()
        before = run.starts_at - timedelta(days=self.dice.randrange(3, 30))
        number = offering.signups.count() + 1
        signup = Signup.objects.create(
            offering=offering,
            name=person.name,
            email=person.email,
            organisation_name=person.organisation_name,
            organisation_id=person.organisation_id,
            state=State.GIVEN,
            order=number,
            created_at=before,
            confirmed_at=before,
            seated_at=before,
        )
        Offering.objects.filter(pk=offering.pk).update(next_order=number + 1)
        keep(signup, {})
        record(signup, self._shows(), way="form")
        return signup

    def _person(self, guests: int = 0) -> Person:
        name = NAMES[self.used % len(NAMES)]
        round_, self.used = self.used // len(NAMES), self.used + 1
        organisation = self.dice.choice(self.organisations)
        address = name.lower().replace(" ", ".") + (f".{round_}" if round_ else "")
        return Person(
            name=name,
            email=f"{address}@post.example",
            phone="06 - 00 00 00 00" if self.dice.random() < 0.3 else "",
            organisation_name=organisation.title,
            organisation_id=organisation.pk,
            guests=tuple(NAMES[(self.used + each) % len(NAMES)] for each in range(guests)),
        )

    def _shows(self) -> dict[str, int]:
        if self.dice.random() < 0.35:
            return {}
        level = self.dice.choice([Level.PARTICIPANTS, Level.EVERYBODY, Level.EVERYBODY])
        return {"name": level, "organisation": level, "email": self.dice.choice([1, 2])}

    def _poll(self, offering: Offering, run: RunPage) -> None:
        start = run.starts_at - timedelta(days=2)
        spans = [(start + timedelta(days=day), start + timedelta(days=day, hours=2)) for day in (0, 1, 3)]
        poll = polls.propose(offering=offering, spans=spans, note_text="Wanneer kunnen de meesten een extra avond?")
        options = [each.pk for each in poll.options.all()]
        for _each in range(5):
            person = self._person()
            answers = {pk: self.dice.choice([polls.YES, polls.YES, polls.MAYBE, polls.NO]) for pk in options}
            polls.answer(
                poll=poll,
                name=person.name,
                email=person.email,
                answers=answers,
                language="nl",
                shows_name=Level.PARTICIPANTS,
            )

    def _interest(self) -> None:
        """People wait for a new run of the circles that have none to come, or only one that was called off."""
        coming = Offering.objects.filter(starts_at__gt=timezone.now(), cancelled_at=None, parent_key__isnull=False)
        waited_for = CirclePage.objects.filter(circle_kind="learning").exclude(
            translation_key__in=coming.values("parent_key")
        )
        for circle in waited_for.filter(live=True, locale__language_code="nl").order_by("path"):
            for _each in range(3):
                interest = show_interest(page=circle, email=self._person().email, language="nl")
                confirm_interest(interest=interest)


def _dutch(model: type) -> list:
    return list(model.objects.filter(locale__language_code="nl", live=True).order_by("path"))


def _mail_to_nowhere() -> override_settings:
    """The mails of the story count as sent, at once, and are read on the page for them; none fills the screen or leaves."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    )
