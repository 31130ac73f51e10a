"""By what results can be narrowed, and how many each choice would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.taxonomy import LISTS, by_slug, words
from content.visibility import Viewer
from directory.cards import cards

from .engines import Row
from .kinds import BY_KEY, KIND_LABELS, TABS, Tab

SHOWN = 8  # choices of one facet
TAB = "type"
KIND = "kind"
ORGANISATION = "organisation"
YEAR = "year"
LANGUAGE = "lang"
LABELS: Mapping[str, str | Promise] = {
    "audience": _("For whom"),
    KIND: _("What you are looking for"),
    "topic": _("Topic"),
    "sector": _("Sector"),
    "area": _("Area"),
    ORGANISATION: _("Organisation"),
    YEAR: _("Period"),
}


@dataclass(frozen=True)
class Chosen:
    """What somebody narrowed the results to: tags by facet, and the tab."""

    tab: Tab | None = None
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return self.tab is None and not self.tags

    def filters(self) -> tuple[tuple[str, ...], ...]:
        """The same as groups of tags, for an engine."""
        of_tab = [tuple(sorted(f"kind{kind}" for kind in self.tab.kinds))] if self.tab else []
        return (*of_tab, *(tuple(sorted(tags)) for tags in self.tags.values()))


@dataclass(frozen=True)
class Choice:
    """One value of a facet. ``count`` is what choosing it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow."""

    name: str
    label: str
    choices: list[Choice]
    is_single: bool = False  # one of them, instead of any number


def chosen_in(query: QueryDict) -> Chosen:
    """What an address narrows to; values that mean nothing are left out."""
    tags: dict[str, frozenset[str]] = {}
    for name in LABELS:
        found = frozenset(filter(None, (_tag(name, value) for value in query.getlist(name)[:20])))
        if found:
            tags[name] = found
    return Chosen(BY_KEY.get(query.get(TAB, "")), tags)


def narrowed(rows: Iterable[Row], chosen: Chosen) -> tuple[list[Row], dict[str, Counter[str]]]:
    """The rows that are left, and for each facet how many rows each of its tags would leave (with all other facets held)."""
    rows = list(rows)
    left: list[Row] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in (TAB, *LABELS)}
    missed = {key: _missed(*key, chosen) for key in {(row.kind, row.tags) for row in rows}}
    for (kind, tags), number in Counter((row.kind, row.tags) for row in rows).items():
        misses = missed[kind, tags]
        if len(misses) > 1:
            continue
        for name, counter in counts.items():
            if not misses or misses == [name]:
                for tag in [kind] if name == TAB else [tag for tag in tags.split() if tag.startswith(name)]:
                    counter[tag] += number
    left = [row for row in rows if not missed[row.kind, row.tags]]
    return left, counts


def tabs(counts: Counter[str], chosen: Chosen) -> list[dict[str, object]]:
    """The tabs with their counts, "everything" first; empty ones are left out."""
    found = [(tab, sum(counts[kind] for kind in tab.kinds)) for tab in TABS]
    everything = {"key": "", "label": _("Everything"), "tone": "", "count": sum(counts.values())}
    rows = [
        {"key": tab.key, "label": tab.label, "tone": tab.tone, "count": count}
        for tab, count in found
        if count or tab == chosen.tab
    ]
    return [row | {"is_chosen": row["key"] == (chosen.tab.key if chosen.tab else "")} for row in [everything, *rows]]


def facets(counts: Mapping[str, Counter[str]], chosen: Chosen, viewer: Viewer) -> list[Facet]:
    """The facets that leave something to choose."""
    found = [Facet(name, str(label), _choices(name, counts[name], chosen, viewer)) for name, label in LABELS.items()]
    return [facet for facet in found if len(facet.choices) > 1 or any(each.is_chosen for each in facet.choices)]


def languages(chosen: str, found: Mapping[str, int]) -> Facet:
    """In which language: one at a time, because each is understood in its own way. ``found``: how much in each."""
    choices = [Choice(code, str(name), found.get(code, 0), code == chosen) for code, name in settings.LANGUAGES]
    return Facet(
        LANGUAGE, str(_("Language")), [each for each in choices if each.count or each.is_chosen], is_single=True
    )


def _tag(name: str, value: str) -> str:
    if name == KIND:
        return f"kind{value}" if value in KIND_LABELS else ""
    if name == YEAR:
        return f"year{value}" if value.isascii() and value.isdecimal() and len(value) == 4 else ""
    if name == ORGANISATION:
        return f"organisation{int(value)}" if value.isascii() and value.isdecimal() and len(value) < 12 else ""
    word = by_slug(name, value)
    return f"{name}{word.pk}" if word else ""


def _missed(kind: str, tags: str, chosen: Chosen) -> list[str]:
    """The facets by which a row falls out; two are enough to know that it counts nowhere."""
    present = set(tags.split())
    misses = [TAB] if chosen.tab and kind not in chosen.tab.kinds else []
    return misses + [name for name, wanted in chosen.tags.items() if not wanted & present]


def _choices(name: str, counts: Counter[str], chosen: Chosen, viewer: Viewer) -> list[Choice]:
    picked = chosen.tags.get(name, frozenset())
    labels = _labels(name, [*counts, *picked], viewer)
    ranked = sorted(labels, key=lambda tag: (tag not in picked, -counts[tag]))[: max(SHOWN, len(picked))]
    order = {tag: number for number, tag in enumerate(labels)}
    shown = sorted(ranked, key=lambda tag: order[tag] if name == YEAR else (-counts[tag], order[tag]))
    return [Choice(*labels[tag], counts[tag], tag in picked) for tag in shown]


def _labels(name: str, tags: Iterable[str], viewer: Viewer) -> dict[str, tuple[str, str]]:
    """For each tag its value in addresses and its name; tags that the viewer may not see are left out."""
    wanted = {tag.removeprefix(name): tag for tag in tags}
    if name == KIND:
        return {wanted[kind]: (kind, str(label)) for kind, label in KIND_LABELS.items() if kind in wanted}
    if name == YEAR:
        return {wanted[year]: (year, year) for year in sorted(wanted, reverse=True)}
    keys = {int(value): tag for value, tag in wanted.items() if value.isdecimal()}
    if name in LISTS:
        return {keys[pk]: (word.slug, word.name) for pk, word in words(name).items() if pk in keys}
    return {keys[card.pk]: (str(card.pk), card.title) for card in cards(keys, viewer)}
