"""One account for each role of the demo. Only a demo has accounts whose password everybody knows."""

PASSWORD = "waterstad-demo"  # noqa: S105 -- known on purpose, and refused outside the demo

#: member key -> (roles, what to call it in the terminal)
ROLES: dict[str, tuple[tuple[str, ...], str]] = {
    "tineke": ((), "member"),
    "esra": ((), "circle participant"),
    "samira": (("organisation_editor",), "organisation editor"),
    "mirjam": (("editor",), "editor"),
    "lotte": (("moderator",), "moderator"),
    "anneke": (("coordinator",), "coordinator"),
    "daan": (("administrator",), "administrator"),
}


def address(key: str) -> str:
    """The e-mail address of a member of the demo."""
    return f"{key}@kring.example"


def table() -> str:
    """The accounts as lines for the terminal."""
    rows = [f"  {label:<22}{address(key)}" for key, (_roles, label) in ROLES.items()]
    return "\n".join([*rows, f"  password for all      {PASSWORD}"])
