"""What a page says of itself to search engines and social media."""

from typing import Any

from django.template.context import Context
from wagtail.models import Page

from .links import page_full_url
from .pictures import rendition_of

SHARED_SIZE = "fill-1200x630|format-jpeg"


def about(context: Context) -> dict[str, Any]:
    """Title, description, canonical address, languages and picture. A view without a page may set ``description``."""
    page = context.get("page")
    if not isinstance(page, Page):
        return {
            "title": context.get("title", ""),
            "description": context.get("description", ""),
            "kind": "website",
            "is_indexed": context.get("is_indexed", True),
        }
    image = getattr(page, "listing_image", None)
    return {
        "title": page.seo_title or page.title,
        "description": getattr(page, "meta_description", page.search_description),
        "canonical": context.get("canonical") or page_full_url(page),
        "kind": "article" if getattr(page, "kind", "") in ("article", "news") else "website",
        "is_indexed": not getattr(page, "audience", ""),
        "alternates": context["frame"].alternates(page) if "frame" in context else [],
        "image": _absolute(context, rendition_of(image, SHARED_SIZE)["url"]) if image else "",
    }


def _absolute(context: Context, url: str) -> str:
    request = context.get("request")
    return request.build_absolute_uri(url) if request else url
