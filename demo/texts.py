"""Reads the texts of the demo network: one TOML file per thing, both languages in one file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


@cache
def load(name: str) -> dict[str, Any]:
    """The file ``name`` (without its ending)."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_all(kind: str) -> dict[str, dict[str, Any]]:
    """All files of a kind by slug, in the order of their names."""
    return {path.stem: load(f"{kind}/{path.stem}") for path in sorted((FOLDER / kind).glob("*.toml"))}
