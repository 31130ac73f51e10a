"""Pictures for the demo, drawn from their key: discs that mix where they meet, and straight planes.

The same key gives the same picture on every machine, so nothing binary has to be kept in the repository.
"""

import hashlib
import math
from collections.abc import Iterator
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageDraw

SIZE = (1200, 800)
LOGO = (480, 480)
INKS = ((92, 172, 226), (252, 166, 166), (255, 196, 61), (63, 214, 182), (0, 98, 138), (245, 152, 74))
PAPERS = ((238, 246, 251), (253, 240, 238), (255, 247, 222), (232, 249, 244))


def photo(key: str) -> ContentFile:
    """A picture of 1200 by 800 pixels for ``key``, as JPEG."""
    numbers = _numbers(key)
    canvas = Image.new("RGB", SIZE, PAPERS[next(numbers) % len(PAPERS)])
    canvas = _ground(canvas, numbers)
    for _ in range(4 + next(numbers) % 4):
        canvas = _disc(canvas, numbers)
    canvas = _ring(canvas, numbers)
    return _file(canvas, f"{key}.jpg", "JPEG")


def logo(key: str) -> ContentFile:
    """A square sign for an organisation, as PNG."""
    numbers = _numbers(f"logo {key}")
    canvas = Image.new("RGB", LOGO, (255, 255, 255))
    draw = ImageDraw.Draw(canvas)
    first, second = INKS[next(numbers) % 6], INKS[(next(numbers) + 3) % 6]
    step = 60 + next(numbers) % 50
    for row in range(60, 420, step):
        draw.rectangle((60, row, 420, row + step // 2), fill=first)
    draw.ellipse((150, 150, 330, 330), fill=second)
    return _file(canvas, f"logo-{key}.png", "PNG")


def _numbers(key: str) -> Iterator[int]:
    """Endless bytes that follow from the key."""
    count = 0
    while True:
        yield from hashlib.sha256(f"{key}/{count}".encode()).digest()
        count += 1


def _ground(canvas: Image.Image, numbers: Iterator[int]) -> Image.Image:
    layer = Image.new("RGB", SIZE, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    horizon = 420 + next(numbers)
    draw.rectangle((0, horizon, *SIZE), fill=INKS[next(numbers) % 6])
    width = 30 + next(numbers) % 60
    for left in range(next(numbers) % width, SIZE[0], width * 2):
        draw.rectangle((left, horizon - next(numbers), left + width // 2, horizon), fill=INKS[4])
    return ImageChops.multiply(canvas, layer)


def _disc(canvas: Image.Image, numbers: Iterator[int]) -> Image.Image:
    radius = 70 + next(numbers)
    x, y = next(numbers) * 5 - 40, next(numbers) * 3 + 20
    layer = Image.new("RGB", SIZE, (255, 255, 255))
    ImageDraw.Draw(layer).ellipse((x - radius, y - radius, x + radius, y + radius), fill=INKS[next(numbers) % 4])
    return ImageChops.multiply(canvas, layer)


def _ring(canvas: Image.Image, numbers: Iterator[int]) -> Image.Image:
    count, around = 5 + next(numbers) % 6, 120 + next(numbers) // 2
    x, y = 300 + next(numbers) * 2, 250 + next(numbers)
    layer = Image.new("RGB", SIZE, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    for number in range(count):
        angle = 2 * math.pi * number / count
        left, top = x + around * math.cos(angle), y + around * math.sin(angle)
        draw.ellipse((left - 34, top - 34, left + 34, top + 34), fill=INKS[(number + next(numbers)) % 6])
    return ImageChops.multiply(canvas, layer)


def _file(canvas: Image.Image, name: str, kind: str) -> ContentFile:
    buffer = BytesIO()
    canvas.save(buffer, kind, quality=82)
    return ContentFile(buffer.getvalue(), name=name)
