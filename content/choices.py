"""What a list can be narrowed by, as links."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """Something to choose, with how much it leaves (0 where nobody counted) and the address that chooses it."""

    label: str
    count: int
    url: str
    is_chosen: bool
