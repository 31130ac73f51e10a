"""A site from nothing: languages, home pages, sections, words, roles and moderation."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from circles.models import CircleIndexPage
from content.models import Area, Audience, BasePage, MenuItem, Sector, SiteSettings, SiteText, Topic
from directory.models import DirectoryIndexPage
from events.models import EventIndexPage
from knowledge.models import KnowledgeIndexPage
from members.roles import ROLES, group_of
from news.models import NewsIndexPage

from .models import HomePage

MEMBERS_COLLECTION = "Alleen voor leden"
FIRST, SECOND = "nl", "en"

# Title, address and summary of each index page, in the first and second language, in the order of the menu.
INDEX_PAGES = {
    KnowledgeIndexPage: {
        "nl": (
            "Kennis",
            "kennis",
            "Wat organisaties uitzochten, opgeschreven zodat jij het niet nog eens hoeft te doen.",
        ),
        "en": ("Knowledge", "knowledge", "What organisations worked out, written down so that you don’t have to."),
    },
    CircleIndexPage: {
        "nl": ("Leerkringen", "leerkringen", "Kleine groepen die samen iets leren of samen iets uitzoeken."),
        "en": ("Learning circles", "circles", "Small groups that learn something together, or work something out."),
    },
    EventIndexPage: {
        "nl": ("Agenda", "agenda", "Alle bijeenkomsten en alle avonden van leerkringen."),
        "en": ("Agenda", "agenda", "All meetings, and every evening of every learning circle."),
    },
    DirectoryIndexPage: {
        "nl": ("Wie is wie", "wie-is-wie", "Alle organisaties van het netwerk, en waar je terechtkunt."),
        "en": ("Who is who", "who-is-who", "All organisations of the network, and where to go."),
    },
    NewsIndexPage: {
        "nl": ("Nieuws", "nieuws", "Wat er speelt in het netwerk."),
        "en": ("News", "news", "What is going on in the network."),
    },
}

FIRST_WORDS = {
    Sector: [
        ("Sport", "Sport"),
        ("Cultuur", "Culture"),
        ("Jeugd", "Youth"),
        ("Onderwijs", "Education"),
        ("Zorg", "Care"),
        ("Welzijn", "Welfare"),
    ],
    Topic: [
        ("Vrijwilligers", "Volunteers"),
        ("Geld en fondsen", "Money and funds"),
        ("Besturen", "Governance"),
        ("Digitaal werken", "Working digitally"),
    ],
    Audience: [("Iedereen", "Everyone"), ("Bestuur", "Board"), ("Vrijwilligers", "Volunteers")],
    Area: [("Hele gemeente", "Whole municipality")],
}


@dataclass
class Skeleton:
    """The pages that every site has, by type, in the first and the second language."""

    site: Site
    homes: dict[str, HomePage]
    pages: dict[type[BasePage], dict[str, BasePage]]


@transaction.atomic
def start_site(*, name: str, hostname: str = "localhost", port: int = 80) -> Skeleton:
    """Build an empty site on a freshly migrated database and make it the default one.

    Raises RuntimeError if there is already a home page: nothing is ever overwritten.
    """
    if HomePage.objects.exists():
        raise RuntimeError("this database already holds a site")
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    homes = _homes(name, locales)
    site = _site(name, homes[FIRST], hostname, port)
    pages = {model: _index(model, texts, homes, locales) for model, texts in INDEX_PAGES.items()}
    _settings(site, name, pages)
    set_up_members_collection()
    set_up_moderation()
    return Skeleton(site, homes, pages)


@transaction.atomic
def add_first_words() -> None:
    """A few sectors, topics, audiences and one area to begin with, in both languages."""
    first, second = (Locale.objects.get(language_code=code) for code in (FIRST, SECOND))
    for model, names in FIRST_WORDS.items():
        for order, (dutch, english) in enumerate(names, 1):
            term = model.objects.create(name=dutch, sort_order=order, locale=first)
            model.objects.create(name=english, sort_order=order, locale=second, translation_key=term.translation_key)


def set_up_members_collection() -> Collection:
    """The collection whose files only people with an account may open."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=MEMBERS_COLLECTION).first() or root.add_child(name=MEMBERS_COLLECTION)
    CollectionViewRestriction.objects.get_or_create(
        collection=found, defaults={"restriction_type": CollectionViewRestriction.LOGIN}
    )
    return found


def set_up_moderation() -> Workflow:
    """One workflow for all pages: what is sent in is looked at by moderators and coordinators."""
    task = GroupApprovalTask.objects.first() or GroupApprovalTask.objects.create(name="Nakijken")
    task.name, task.active = "Nakijken", True
    task.save()
    task.groups.set([group_of(role.key) for role in ROLES if role.moderates])
    workflow = Workflow.objects.first() or Workflow.objects.create(name="Nakijken")
    workflow.name, workflow.active = "Nakijken", True
    workflow.save()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    return workflow


def _homes(name: str, locales: dict[str, Locale]) -> dict[str, HomePage]:
    root = Page.objects.get(depth=1)
    hero = {"nl": "Iemand hier heeft dit al eens uitgezocht.", "en": "Someone here has worked this out before."}
    label = {"nl": "Wat wil je weten, regelen of leren?", "en": "What would you like to know, arrange or learn?"}
    home = HomePage(title=name, slug="nl", locale=locales[FIRST], hero=hero[FIRST], search_label=label[FIRST])
    Page.objects.filter(depth=2).delete()  # the page that says “Welcome to your new Wagtail site”
    root.refresh_from_db()
    _publish(root.add_child(instance=home))
    other = home.copy_for_translation(locales[SECOND])
    other.slug, other.hero, other.search_label = "en", hero[SECOND], label[SECOND]
    _publish(other)
    return {FIRST: home, SECOND: other}


def _site(name: str, home: HomePage, hostname: str, port: int) -> Site:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port, site.site_name, site.root_page = hostname, port, name, home
    site.save()
    return site


def _index(
    model: type[BasePage],
    texts: dict[str, tuple[str, str, str]],
    homes: dict[str, HomePage],
    locales: dict[str, Locale],
) -> dict[str, BasePage]:
    title, slug, summary = texts[FIRST]
    page = homes[FIRST].add_child(instance=model(title=title, slug=slug, summary=summary, locale=locales[FIRST]))
    _publish(page)
    other = page.copy_for_translation(locales[SECOND])
    other.title, other.slug, other.summary = texts[SECOND]
    _publish(other)
    return {FIRST: page, SECOND: other}


def _settings(site: Site, name: str, pages: dict[type[BasePage], dict[str, BasePage]]) -> SiteSettings:
    found = SiteSettings.for_site(site)
    found.name = name
    found.menu_items = [MenuItem(page=page[FIRST], sort_order=order) for order, page in enumerate(pages.values())]
    found.texts = [
        SiteText(language="nl", claim="Er is altijd een stoel vrij.", sort_order=0),
        SiteText(language="en", claim="There is always a chair free.", sort_order=1),
    ]
    found.save()
    return found


def _publish(page: BasePage) -> None:
    page.live = True
    page.save_revision(clean=False).publish()
