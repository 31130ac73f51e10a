"""Turns the blocks of a TOML file into the data of a StreamField.

Every block gets an id that follows from its place, so that the Dutch and the English version of a text have the same ids
and wagtail-localize can match them.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5


class Streams:
    """Makes stream data for one page; ``owner`` is its slug."""

    def __init__(self, owner: str, images: Any, page_at: Any) -> None:
        self.owner = owner
        self.image = images
        self.page_at = page_at

    def body(self, blocks: list[dict[str, Any]], field: str = "body") -> list[dict[str, Any]]:
        """A body: each row of the TOML array has one key, the type of its block."""
        made = []
        for number, row in enumerate(blocks):
            ((kind, value),) = row.items()
            place = f"{field}.{number}"
            name, data = getattr(self, f"_{kind}")(value, place)
            made.append({"type": name, "value": data, "id": self._id(place)})
        return made

    def each(self, name: str, values: list[Any], field: str) -> list[dict[str, Any]]:
        """A stream of one kind of block."""
        return [
            {"type": name, "value": value, "id": self._id(f"{field}.{number}")} for number, value in enumerate(values)
        ]

    def _id(self, place: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{self.owner}#{place}"))

    def _list(self, values: list[Any], place: str) -> list[dict[str, Any]]:
        return [
            {"type": "item", "value": value, "id": self._id(f"{place}.{number}")} for number, value in enumerate(values)
        ]

    def _heading(self, value: str, place: str) -> tuple[str, Any]:
        return "heading", value

    def _text(self, value: str, place: str) -> tuple[str, Any]:
        return "text", value

    def _quote(self, value: dict[str, str], place: str) -> tuple[str, Any]:
        return "quote", {"text": value["text"], "by": value.get("by", "")}

    def _steps(self, value: list[dict[str, str]], place: str) -> tuple[str, Any]:
        return "steps", self._list([step(row) for row in value], place)

    def _accordion(self, value: list[dict[str, str]], place: str) -> tuple[str, Any]:
        return "accordion", self._list([{"title": row["title"], "text": row["text"]} for row in value], place)

    def _table(self, value: dict[str, Any], place: str) -> tuple[str, Any]:
        columns = [{"type": "text", "heading": heading} for heading in value["head"]]
        rows = [{"values": list(map(str, row))} for row in value["rows"]]
        table = {"columns": columns, "rows": rows, "caption": ""}
        return "table", {"caption": value.get("caption", ""), "table": table, "row_headings": True}

    def _contact(self, value: dict[str, str], place: str) -> tuple[str, Any]:
        return "contact", {key: value.get(key, "") for key in ("name", "role", "email", "phone")}

    def _call(self, value: dict[str, str], place: str) -> tuple[str, Any]:
        page = self.page_at(value["link"])
        return "call", {
            "title": value["title"],
            "text": value.get("text", ""),
            "label": value["label"],
            "page": page,
            "url": "",
        }

    def _image(self, value: dict[str, str], place: str) -> tuple[str, Any]:
        image = self.image(value["key"], value["alt"])
        return "image", {
            "image": image.pk,
            "alt_text": value["alt"],
            "decorative": False,
            "caption": value.get("caption", ""),
        }


def step(row: dict[str, str]) -> dict[str, str]:
    """A step: plain text becomes a paragraph."""
    text = row.get("text", "")
    return {"title": row["title"], "text": text if not text or text.lstrip().startswith("<") else f"<p>{text}</p>"}
