"""Files that go with a mail. The outbox keeps only what they are about: they are made when the mail is sent, so that what they
say is true then, and nothing of it stays behind when somebody is erased."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.mime.text import MIMEText

#: Makes the file about something; None when there is nothing to send any more.
Maker = Callable[[str], "File | None"]
_makers: dict[str, Maker] = {}


@dataclass(frozen=True)
class File:
    """A text file for a mail program. ``parameters`` belong to its type, such as the method of a calendar file."""

    name: str
    content: str
    subtype: str
    parameters: Mapping[str, str]

    def as_part(self) -> MIMEText:
        """The file as a part of a mail."""
        part = MIMEText(self.content, self.subtype, "utf-8")
        for name, value in self.parameters.items():
            part.set_param(name, value)
        part.add_header("Content-Disposition", "attachment", filename=self.name)
        return part


def register(kind: str, maker: Maker) -> None:
    """Let mails carry files of a kind. The maker gets what the outbox kept of it."""
    _makers[kind] = maker


def order(kind: str, about: object) -> dict[str, str]:
    """What the outbox keeps of a file."""
    return {"kind": kind, "about": str(about)}


def made(orders: list[dict[str, str]]) -> list[File]:
    """The files that were ordered, as they are now."""
    files = (_makers[each["kind"]](each["about"]) for each in orders if each.get("kind") in _makers)
    return [file for file in files if file]
