"""The ring language as small, deterministic SVG: pure functions, no state. Everything round is somebody, or a turn of time."""

import math
from collections.abc import Iterable, Sequence

from .geometry import arc, circle, number, path, point, svg
from .marks import mark_inside, sector_class

CHAIRS = 8
OPEN_CHAIR = 1
DAY_STARTS, DAY_ENDS = 8.0, 23.0  # what the bar of opening hours shows


def brand_mark() -> str:
    """The network's own mark: a circle of chairs with one chair free."""
    chairs = []
    for index in range(CHAIRS):
        is_open = index == OPEN_CHAIR
        x, y = point(17.6, 360 / CHAIRS * index)
        chairs.append(circle(x, y, 4.4 if is_open else 5.6, "open" if is_open else "seat"))
    return svg("".join(chairs), "brand-mark")


def seats(chairs: Sequence[int | None]) -> str:
    """Seats as a circle of chairs, clockwise: the sector of who shows it, 0 for who does not, None for a free chair."""
    count = len(chairs)
    radius = min(10.6, 2 * 38 * math.sin(math.pi / count) * 0.54) if count > 1 else 10.6
    drawn = []
    for index, sector in enumerate(chairs):
        x, y = point(38, 360 / count * index, 50)
        css = "free" if sector is None else f"taken {sector_class(sector)}"
        drawn.append(circle(x, y, radius * (0.8 if sector is None else 1), css))
    return svg("".join(drawn), width=100)


def turns(total: int, done: int = 0, now: int = 0) -> str:
    """A run of sessions as one turn of the ring: the first ``done`` filled, number ``now`` marked."""
    total = max(total, 1)
    gap = 10 if total < 9 else 6 if total < 25 else 2
    step = 360 / total
    parts = []
    for index in range(total):
        state = "done" if index < done else "now" if index + 1 == now else "todo"
        parts.append(path(arc(18, index * step + gap / 2, (index + 1) * step - gap / 2), state))
    return svg("".join(parts), "turns")


def parts_ring(index: int, minutes: Sequence[float]) -> str:
    """Part ``index`` (from 1) of a programme: the whole is one turn, each part as long as it lasts."""
    total = sum(minutes) or 1
    gap = 4 if len(minutes) < 30 else 1
    passed, parts = 0.0, []
    for place, length in enumerate(minutes, 1):
        start, end = 360 * passed / total + gap, 360 * (passed + length) / total - gap
        parts.append(path(arc(18, start, max(end, start + 1)), "now" if place == index else "todo"))
        passed += length
    return svg("".join(parts), "turns")


def freshness(share: float) -> str:
    """How long a text is still trusted: an arc that runs empty until somebody should look again (share 1 to 0)."""
    share = min(max(share, 0), 1)
    left = path(arc(18, 0, 359.9 if share > 0.997 else 360 * share), "done") if share > 0.01 else ""
    return svg(circle(24, 24, 18, "todo") + left, "turns fresh-ring")


def dots(count: int, per_row: int = 6) -> str:
    """A count one should feel: a dot a person or a question."""
    rows = -(-count // per_row)
    drawn = "".join(
        f'<circle cx="{10 + index % per_row * 20}" cy="{10 + index // per_row * 20}" r="8.4"/>'
        for index in range(count)
    )
    return svg(drawn, "dots", per_row * 20, max(rows, 1) * 20)


def level(number_of_circles: int) -> str:
    """Who may see it, as circles around you: 1 the facilitators, 2 the participants, 3 everyone."""
    around = "".join(circle(12, 12, radius, "l") for radius in (6.6, 10.8)[: number_of_circles - 1])
    return svg(circle(12, 12, 3, "g") + around, "level", 24)


Organisation = tuple[str, int, int]  # name, sector, shift


def ties(centre: Organisation, partners: Sequence[tuple[Organisation, float]]) -> str:
    """Who works with whom: the more two do together, the further their circles overlap. Largest first."""
    large, small = 78, 42 if len(partners) < 8 else 26
    drawn = [mark_inside(*centre, 0, 0, large)]
    for index, (partner, times) in enumerate(partners):
        distance = large + small - 2 * small * min(0.5, 0.06 + times / 28)
        x, y = point(distance, 360 / len(partners) * index, 0)
        drawn.append(mark_inside(*partner, x, y, small))
    return svg("".join(drawn), width=352, box="-176 -176 352 352")


def around(organisations: Sequence[Organisation]) -> str:
    """Everybody who had a part in something, in a circle; neighbours touch, and mix a little."""
    count = len(organisations)
    reach = 40.2
    radius = min(8.6, 2 * reach * math.sin(math.pi / count) * 0.72) if count > 1 else 8.6
    drawn = []
    for index, organisation in enumerate(organisations):
        x, y = point(reach, 360 / count * index, 50)
        drawn.append(mark_inside(*organisation, x, y, radius))
    return svg("".join(drawn), width=100)


def dotmap(counts: Iterable[tuple[int, int]], per_row: int = 9) -> str:
    """One dot an organisation, in the ink of its first sector, as (sector, how many). A dot is a round line of no length."""
    place, drawn = 0, []
    for sector, count in counts:
        data = ""
        for _each in range(count):
            data += f"M{place % per_row * 10 + 5} {place // per_row * 10 + 5}h0"
            place += 1
        if data:
            drawn.append(path(data, sector_class(sector)))
    height = max(-(-place // per_row), 1) * 10
    return svg("".join(drawn), f"dotmap of-{per_row}", per_row * 10, height)


def hours_bar(spans: Iterable[tuple[float, float]], now: float | None = None) -> str:
    """Opening hours on a line from 8 to 23 o'clock, as (from, until) in hours; ``now`` is drawn as a stroke."""
    drawn = '<path class="rule" d="M0 9.5H150"/>'
    for start, end in spans:
        end = DAY_ENDS if end <= start else end  # until after midnight
        left, right = _on_bar(start), _on_bar(end)
        if right > left:
            drawn += f'<rect x="{number(left, 1)}" width="{number(right - left, 1)}" y="2" height="8"/>'
    if now is not None and DAY_STARTS <= now <= DAY_ENDS:
        drawn += f'<path class="now" d="M{number(_on_bar(now), 1)} 0V10"/>'
    bar = svg(drawn, "bar", 150, 10)
    return bar.replace(" width=", ' preserveAspectRatio="none" width=', 1)


def _on_bar(hour: float) -> float:
    return (min(max(hour, DAY_STARTS), DAY_ENDS) - DAY_STARTS) * 10
