"""The living style page: every component in every state, made of examples, so that a change is seen at once."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .blocks import BodyBlock

LONG = "Vrijwilligersverzekeringsvoorwaarden van de samenwerkende speeltuinverenigingen, en wat je daarmee moet"
TURKISH = "Mahalledeki gönüllüler için ücretsiz Türkçe bilgilendirme toplantısı: şimdi kaydolun"


@dataclass(frozen=True)
class SampleCard:
    """An organisation that does not exist."""

    title: str
    sector: int
    summary: str = ""
    url: str = "#organisations"
    logo_url: str = ""
    language: str = ""


@dataclass(frozen=True)
class SamplePage:
    """A page that does not exist."""

    listing_title: str
    listing_summary: str = ""
    by_line: str = ""
    tone: str = "knowledge"
    organisations: tuple[SampleCard, ...] = ()
    review_share: float = 1.0
    url: str = "#s-lists"
    title: str = ""


class SampleForm(forms.Form):
    """One of each field."""

    name = forms.CharField(label=_("Your name"), help_text=_("As you want to be called."), max_length=60)
    email = forms.EmailField(label=_("Your e-mail address"), required=False)
    text = forms.CharField(label=_("Tell us more"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = forms.ChoiceField(label=_("Which day?"), choices=[("tu", _("Tuesday")), ("th", _("Thursday"))])
    how = forms.ChoiceField(
        label=_("How do you come?"), choices=[("foot", _("On foot")), ("bike", _("By bike"))], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label=_("I have read it"))


CARDS = (
    SampleCard("Korfbalvereniging De Sluis", 1, "Korfbal voor iedereen van vier tot tachtig."),
    SampleCard("Theater De Pomp", 2),
    SampleCard("Speeltuin De Dobber", 3, TURKISH),
    SampleCard("Taalhuis Waterstad", 4, "Taal leren en taal vragen."),
    SampleCard(LONG, 5, "Een naam die niet ophoudt."),
    SampleCard("Buurthuis De Werf", 6, "Er is altijd koffie.", logo_url="/static/favicon.svg"),
    SampleCard("Zonder sector", 0),
)


def style(request: HttpRequest) -> HttpResponse:
    """Shows it. Open to everybody, found by no search engine."""
    response = TemplateResponse(request, "content/style.html", _examples())
    response["X-Robots-Tag"] = "noindex"
    return response


def _examples() -> dict[str, Any]:
    day = timezone.localdate()
    start = timezone.make_aware(datetime.combine(day, time(19, 30)))
    wrong = SampleForm({"wrong-name": "", "wrong-email": "samira@"}, prefix="wrong")
    blocks = {name: (block, block.get_preview_value()) for name, block in BodyBlock().child_blocks.items()}
    return {
        "is_indexed": False,
        "tones": ("knowledge", "org", "circle", "meeting", "news"),
        "cards": CARDS,
        "twelve": [SampleCard(f"Sector {number}", number) for number in range(1, 13)],
        "pair": CARDS[:2],
        "no_cards": (),
        "pages": _pages(),
        "fresh": [SamplePage("", review_share=share) for share in (1.0, 0.6, 0.2, 0.0)],
        "one": _pages()[:1],
        "none": (),
        "open_seats": [1, 2, 0, 3, 5, None, None, None],
        "full_seats": [1, 2, 0, 3, 5, 6, 4, 1, 0, 2],
        "rings": [_ring(2), _ring(6), _ring(12)],
        "partners": [(card, 14 - number * 3) for number, card in enumerate(CARDS[1:5])],
        "counts": [(1, 9), (2, 7), (3, 5), (5, 4), (9, 2)],
        "spans": [(time(9), time(12, 30)), (time(19), time(22))],
        "minutes": [15, 60, 15, 30],
        "day": day,
        "old_day": date(2019, 5, 4),
        "start": start,
        "end": start + timedelta(hours=2),
        "page_obj": Paginator(range(95), 10).get_page(3),
        "form": SampleForm(),
        "wrong": wrong,
        "blocks": [
            {"name": name, "label": block.label, "bound": block.bind(value)} for name, (block, value) in blocks.items()
        ],
    }


def _pages() -> list[SamplePage]:
    return [
        SamplePage(
            "Van losse bonnetjes naar één vergoeding",
            "Wie betaalde wat, en wanneer?",
            "De Sluis",
            organisations=CARDS[:2],
        ),
        SamplePage(LONG, "", "Zonder samenvatting", "meeting"),
        SamplePage(TURKISH, TURKISH, "Türk Kültür Derneği", "circle", CARDS[2:3]),
        SamplePage("Kort", tone="news"),
    ]


def _ring(count: int) -> list[dict[str, Any]]:
    names = [
        "Sport",
        "Cultuur",
        "Jeugd",
        "Onderwijs",
        "Zorg",
        "Welzijn",
        "Natuur",
        "Wonen",
        "Geloof",
        "Muziek",
        "Buurt",
        "Dieren",
    ]
    return [
        {"name": names[index], "order": index + 1, "count": 38 - index * 3, "url": "#rings"} for index in range(count)
    ]
