"""The drawings: the same for the same name, apart for different ones, and valid."""

from xml.etree import ElementTree

import pytest

from content import marks, rings


def names(count):
    return [(number, f"Vereniging nummer {number}", number % 6 + 1) for number in range(count)]


def looks(organisations):
    shifts = marks.shifts(organisations)
    return [(sector, marks.figure_of(name, shifts[key]).look) for key, name, sector in organisations]


def test_a_mark_is_always_the_same():
    assert marks.mark("Buurthuis De Werf", 2) == marks.mark("Buurthuis De Werf", 2)


def test_150_organisations_have_marks_that_stay_apart():
    found = looks(names(150))
    assert len(set(found)) == 150


def test_without_shifting_some_of_them_would_look_alike():
    found = [(sector, marks.figure_of(name).look) for _key, name, sector in names(150)]
    assert len(set(found)) < 150


def test_a_newcomer_changes_no_mark_that_was_there():
    before = marks.shifts(names(100))
    after = marks.shifts([*names(100), ("new", "Vereniging nummer 3", 4)])
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize("sector, css", [(0, "unseen"), (1, "sector-1"), (12, "sector-12"), (13, "sector-1")])
def test_the_ink_of_a_mark_follows_from_the_place_of_its_sector(sector, css):
    assert marks.sector_class(sector) == css


@pytest.mark.parametrize("figure", range(12))
@pytest.mark.parametrize("size", range(3))
def test_every_figure_is_valid_svg(figure, size):
    ElementTree.fromstring(f"<svg>{marks.FIGURES[figure](210, size)}</svg>")


@pytest.mark.parametrize(
    "drawing",
    [
        rings.brand_mark(),
        rings.seats([1, 0, None]),
        rings.seats([None]),
        rings.turns(6, 2, 3),
        rings.turns(0),
        rings.turns(40, 3),
        rings.parts_ring(1, [15, 60]),
        rings.parts_ring(1, []),
        rings.freshness(1),
        rings.freshness(0),
        rings.dots(0),
        rings.dots(23),
        rings.level(3),
        rings.ties(("De Sluis", 1, 0), []),
        rings.ties(("De Sluis", 1, 0), [(("De Werf", 2, 1), 9)]),
        rings.dotmap([]),
        rings.dotmap([(1, 12), (3, 0)]),
        rings.hours_bar([(9, 12.5), (19, 2)], 11),
    ],
)
def test_every_drawing_is_valid_svg_that_screen_readers_skip(drawing):
    assert ElementTree.fromstring(drawing).get("aria-hidden") == "true"


def test_done_sessions_are_filled_and_the_rest_is_not():
    drawn = rings.turns(6, 2, 3)
    assert [drawn.count(f'class="{state}"') for state in ("done", "now", "todo")] == [2, 1, 3]


def test_a_text_that_is_due_has_an_empty_arc():
    assert 'class="done"' not in rings.freshness(0)
    assert 'class="done"' in rings.freshness(0.5)


def test_hours_after_midnight_run_to_the_end_of_the_bar():
    assert 'x="110" width="40"' in rings.hours_bar([(19, 2)])
