"""An organisation's own mark: a disc in the ink of its sector, overprinted with a figure in a second ink.

Figure, turn, size and second ink follow from the name, so a mark needs no storage and never changes. Where two names would
get marks that look alike, the younger organisation's is shifted (``shifts``).
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from .geometry import arc, circle, number, path, point, svg

#: Figures that look the same after part of a turn: figure -> degrees after which it repeats itself.
REPEATS = {0: 30, 1: 30, 3: 180, 4: 120, 7: 180, 10: 180, 11: 72}
TRIES = 200


@dataclass(frozen=True)
class Figure:
    """What is printed over the disc: which of the twelve figures, how it is turned, its ink (1 to 3) and size (0 to 2)."""

    shape: int
    turn: int
    ink: int
    size: int

    @property
    def look(self) -> tuple[int, int, int]:
        """What the eye tells marks of one sector apart by. Size alone is too little a difference."""
        return self.shape, self.turn % REPEATS.get(self.shape, 360), self.ink


def figure_of(name: str, shift: int = 0) -> Figure:
    """The figure that belongs to a name; each ``shift`` gives another one."""
    seed = name if shift == 0 else f"{name}\n{shift}"
    digest = hashlib.sha256(seed.encode()).digest()
    return Figure(digest[0] % 12, digest[1] % 12 * 30, 1 + digest[2] % 3, digest[3] % 3)


def shifts(organisations: Iterable[tuple[Hashable, str, int]]) -> dict[Hashable, int]:
    """For each (key, name, sector) the shift with which no mark looks like an earlier one in the same sector.

    Give the oldest first: then a newcomer never changes a mark that people already know.
    """
    taken: set[tuple[int, tuple[int, int, int]]] = set()
    found: dict[Hashable, int] = {}
    for key, name, sector in organisations:
        free = (shift for shift in range(TRIES) if (sector, figure_of(name, shift).look) not in taken)
        found[key] = next(free, 0)
        taken.add((sector, figure_of(name, found[key]).look))
    return found


def mark(name: str, sector: int, shift: int = 0) -> str:
    """The mark of an organisation as an SVG of its own."""
    figure = figure_of(name, shift)
    return svg(_disc(figure), f"mark {sector_class(sector)} over-{figure.ink}")


def mark_inside(name: str, sector: int, shift: int, x: float, y: float, radius: float) -> str:
    """The same mark as a part of a larger drawing, around the point (x, y)."""
    figure = figure_of(name, shift)
    move = f"translate({number(x - radius)} {number(y - radius)}) scale({radius / 24:.3f})"
    return f'<g class="mark {sector_class(sector)} over-{figure.ink}" transform="{move}">{_disc(figure)}</g>'


def sector_class(sector: int) -> str:
    """The CSS class that gives the ink of a sector: ``sector-1`` to ``sector-12`` by its place, or ``unseen``."""
    return f"sector-{(sector - 1) % 12 + 1}" if sector > 0 else "unseen"


def _disc(figure: Figure) -> str:
    return circle(24, 24, 24, "d") + FIGURES[figure.shape](figure.turn, figure.size)


def _filled(radius: float, angle: float, distance: float) -> str:
    return circle(*point(distance, angle), radius, "g")


def _middle(turn: int, size: int) -> str:
    return circle(24, 24, (7, 11, 15)[size], "g")


def _ring(turn: int, size: int) -> str:
    return circle(24, 24, (10, 13, 16)[size], "l", (8, 6, 5)[size])


def _half(turn: int, size: int) -> str:
    return path(arc(24, turn, turn + 180) + "z", "g")


def _two(turn: int, size: int) -> str:
    return "".join(_filled((6, 8, 10)[size], turn + step, 10.5) for step in (0, 180))


def _three(turn: int, size: int) -> str:
    return "".join(_filled((5, 6.5, 8)[size], turn + step, 11.5) for step in (0, 120, 240))


def _open_ring(turn: int, size: int) -> str:
    return path(arc(14, turn, turn + (195, 255, 300)[size]), "l", 7)


def _against_the_edge(turn: int, size: int) -> str:
    radius = (11, 14, 17)[size]
    return _filled(radius, turn, 24 - radius)


def _two_arcs(turn: int, size: int) -> str:
    return "".join(path(arc(radius, turn, turn + 180), "l", 5) for radius in (9, 18))


def _quarter(turn: int, size: int) -> str:
    return path(arc(24, turn, turn + (60, 90, 120)[size]) + "L24 24z", "g")


def _ring_against_the_edge(turn: int, size: int) -> str:
    return circle(*point(9, turn), 11, "l", 6)


def _shared_part(turn: int, size: int) -> str:
    (left, top), (right, bottom) = (tuple(map(number, point(20, angle))) for angle in (turn, turn + 180))
    return path(f"M{left} {top}A23 23 0 0 1 {right} {bottom}A23 23 0 0 1 {left} {top}z", "g")


def _five(turn: int, size: int) -> str:
    return "".join(_filled((3.4, 4.2, 5)[size], turn + step * 72, 13.5) for step in range(5))


FIGURES: tuple[Callable[[int, int], str], ...] = (
    _middle,
    _ring,
    _half,
    _two,
    _three,
    _open_ring,
    _against_the_edge,
    _two_arcs,
    _quarter,
    _ring_against_the_edge,
    _shared_part,
    _five,
)
