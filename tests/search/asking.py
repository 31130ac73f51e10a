"""Asking the search page, as tests do it."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override


def address(language: str = "nl") -> str:
    with override(language):
        return reverse("search:search")


def ask(client: Client, text: str, language: str = "nl", **more: Any) -> dict[str, Any]:
    """The JSON answer."""
    response = client.get(address(language), {"q": text, "format": "json", **more})
    assert response.status_code == 200
    return response.json()


def titles(client: Client, text: str, language: str = "nl", **more: Any) -> list[str]:
    return [result["title"] for result in ask(client, text, language, **more)["results"]]


def page(client: Client, text: str, language: str = "nl", **more: Any) -> str:
    response = client.get(address(language), {"q": text, **more})
    assert response.status_code == 200
    return response.content.decode()
