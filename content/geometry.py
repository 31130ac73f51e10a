"""Points, arcs and circles of SVG. Angles are degrees, clockwise from the top; colours come from CSS classes only."""

import math


def number(value: float, digits: int = 2) -> str:
    """A coordinate, no longer than it has to be."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def point(distance: float, angle: float, centre: float = 24) -> tuple[float, float]:
    """The point at ``distance`` from the centre, in the direction ``angle``."""
    radians = math.radians(angle - 90)
    return centre + distance * math.cos(radians), centre + distance * math.sin(radians)


def arc(radius: float, start: float, end: float, centre: float = 24) -> str:
    """Path data of a part of a circle."""
    left, top = map(number, point(radius, start, centre))
    right, bottom = map(number, point(radius, end, centre))
    return f"M{left} {top}A{number(radius)} {number(radius)} 0 {int(end - start > 180)} 1 {right} {bottom}"


def circle(x: float, y: float, radius: float, css: str, stroke: float | None = None) -> str:
    """A circle element."""
    width = f' stroke-width="{number(stroke)}"' if stroke else ""
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"{width}/>'


def path(data: str, css: str, stroke: float | None = None) -> str:
    """A path element."""
    width = f' stroke-width="{number(stroke)}"' if stroke else ""
    return f'<path class="{css}" d="{data}"{width}/>'


def svg(inside: str, css: str = "", width: float = 48, height: float | None = None, box: str = "") -> str:
    """A drawing that adds nothing for who can't see it: what it says stands beside it in words."""
    height = width if height is None else height
    box = box or f"0 0 {number(width)} {number(height)}"
    name = f' class="{css}"' if css else ""
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<svg{name} viewBox="{box}" {size} aria-hidden="true" focusable="false">{inside}</svg>'
