"""The small network in which most tests take place: an index page of each kind and one section, in both languages."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page
from wagtail.models import Site as WagtailSite

from circles.models import CircleIndexPage
from directory.models import DirectoryIndexPage
from events.models import EventIndexPage
from home.models import HomePage
from knowledge.models import KnowledgeIndexPage, SectionPage
from news.models import NewsIndexPage

from .pages import add, translate

#: name -> (page type, name of its parent, title and slug in each language)
PAGES: dict[str, tuple[type[Page], str, dict[str, tuple[str, str]]]] = {
    "knowledge": (KnowledgeIndexPage, "home", {"nl": ("Kennis", "kennis"), "en": ("Knowledge", "knowledge")}),
    "section": (SectionPage, "knowledge", {"nl": ("Geld", "geld"), "en": ("Money", "money")}),
    "circles": (CircleIndexPage, "home", {"nl": ("Leerkringen", "leerkringen"), "en": ("Circles", "circles")}),
    "events": (EventIndexPage, "home", {"nl": ("Agenda", "agenda"), "en": ("Meetings", "meetings")}),
    "directory": (DirectoryIndexPage, "home", {"nl": ("Wie is wie", "wie-is-wie"), "en": ("Who is who", "who-is-who")}),
    "news": (NewsIndexPage, "home", {"nl": ("Nieuws", "nieuws"), "en": ("News", "news")}),
}
HOMES = {
    "nl": {"title": "Kring", "slug": "kring", "hero": "Er is altijd een vrije stoel"},
    "en": {"title": "Kring", "slug": "kring-en", "hero": "There is always a free chair"},
}


@dataclass
class Tree:
    """The pages of one language."""

    locale: Locale
    home: Any
    knowledge: Any
    section: Any
    circles: Any
    events: Any
    directory: Any
    news: Any


@dataclass
class Network:
    """The root site: its Dutch pages as ``site.home``, ``site.section`` …, the English ones as ``site.en.home`` …"""

    record: WagtailSite
    nl: Tree
    en: Tree

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.nl, name)


def build_network() -> Network:
    """Make the small network, in place of the welcome page that Wagtail's migrations leave."""
    WagtailSite.objects.all().delete()
    for welcome in Page.objects.filter(depth=2):
        welcome.delete()
    for code in HOMES:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage(**HOMES["nl"], locale=Locale.objects.get(language_code="nl"))
    Page.objects.get(depth=1).add_child(instance=home)
    home.save_revision().publish()
    WagtailSite.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Kring")
    made = {"home": home}
    for name, (model, parent, texts) in PAGES.items():
        title, slug = texts["nl"]
        made[name] = add(made[parent], model(title=title, slug=slug))
    translate(home, **HOMES["en"])
    for name, (_model, _parent, texts) in PAGES.items():
        title, slug = texts["en"]
        translate(made[name], title=title, slug=slug)
    found = find_network()
    assert found
    return found


def find_network() -> Network | None:
    """The small network in this database, or None."""
    record = WagtailSite.objects.filter(is_default_site=True).first()
    if record is None or not HomePage.objects.exists():
        return None
    return Network(record, _tree("nl"), _tree("en"))


def _tree(language: str) -> Tree:
    locale = Locale.objects.get(language_code=language)
    pages = {name: model.objects.get(locale=locale) for name, (model, _parent, _texts) in PAGES.items()}
    return Tree(locale=locale, home=HomePage.objects.get(locale=locale), **pages)
