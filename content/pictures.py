"""Images in the sizes a page asks for, remembered with everything published: no query per picture."""

from typing import Any

from .cache import remember
from .models import CustomImage

WIDTHS = (480, 800, 1280)


def rendition_of(image: CustomImage, spec: str) -> dict[str, Any]:
    """Address and size of an image made after ``spec``."""
    return _renditions(image, (spec,))[0]


def sources_of(image: CustomImage, widths: tuple[int, ...] = WIDTHS) -> dict[str, Any]:
    """An image as WebP and as JPEG in several widths: ``webp`` and ``jpeg`` as srcset, and the ``fallback``."""
    wanted = [width for width in widths if width < image.width] or [min(image.width, widths[0])]
    if wanted[-1] < min(image.width, widths[-1]):
        wanted.append(min(image.width, widths[-1]))
    specs = tuple(f"width-{width}|format-{kind}" for kind in ("webp", "jpeg") for width in wanted)
    made = _renditions(image, specs)
    webp, jpeg = made[: len(wanted)], made[len(wanted) :]
    return {"webp": _srcset(webp), "jpeg": _srcset(jpeg), "fallback": jpeg[min(1, len(jpeg) - 1)]}


def _renditions(image: CustomImage, specs: tuple[str, ...]) -> list[dict[str, Any]]:
    return remember(("renditions", image.pk, image.file_hash, specs), lambda: _made(image, specs))


def _made(image: CustomImage, specs: tuple[str, ...]) -> list[dict[str, Any]]:
    made = image.get_renditions(*specs)
    found = (made[spec] for spec in specs)
    return [{"url": each.url, "width": each.width, "height": each.height} for each in found]


def _srcset(found: list[dict[str, Any]]) -> str:
    return ", ".join(f"{each['url']} {each['width']}w" for each in found)
