"""Texts and their translations: collect them, check that none is missing, compile them.

    python scripts/messages.py collect|check|compile

Compiling needs no gettext, so that ``make run`` works on a machine that has only Python
(docs/decisions/0008-translations-without-gettext.md). Collecting and checking need it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "site" / "locale"  # beside it, in site/wording, what allauth says in our words: written by hand
LANGUAGES = ("nl",)  # English is what the code is written in
IGNORED = (".venv/*", "node_modules/*", "var/*", "tests/*", "bench/*", "docs/*", "scripts/*", "demo/*")


def compile_all() -> int:
    """Write a .mo beside each .po."""
    for path in sorted(LOCALES.parent.glob("*/*/LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
        print(f"  {path.relative_to(ROOT)}")
    return 0


def collect() -> int:
    """Bring the .po files up to date with the code and templates."""
    if not shutil.which("xgettext"):
        print("Collecting texts needs gettext. On Debian: apt-get install gettext")
        return 1
    ignored = [part for pattern in IGNORED for part in ("--ignore", pattern)]
    languages = [part for language in LANGUAGES for part in ("--locale", language)]
    for language in LANGUAGES:
        (LOCALES / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", *languages, *ignored]
    options = ["--no-wrap", "--no-obsolete", "--add-location", "file", "--verbosity", "0"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    return subprocess.run([*command, *options], cwd=ROOT, env=environment, check=False).returncode


def check() -> int:
    """Whether every text is in the .po files, translated and not fuzzy. Leaves the files as they were."""
    with tempfile.TemporaryDirectory() as kept:
        shutil.copytree(LOCALES, Path(kept) / "locale")
        before = {language: _entries(language) for language in LANGUAGES}
        try:
            if failed := collect():
                return failed
            after = {language: _entries(language) for language in LANGUAGES}
        finally:
            shutil.copytree(Path(kept) / "locale", LOCALES, dirs_exist_ok=True)
    complaints = [line for language in LANGUAGES for line in _complaints(before[language], after[language])]
    print("\n".join(complaints) or f"  {sum(map(len, after.values()))} texts, all translated")
    return 1 if complaints else 0


def _entries(language: str) -> dict[tuple, polib.POEntry]:
    path = LOCALES / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(path)) if path.exists() else []
    return {(each.msgctxt, each.msgid): each for each in entries if not each.obsolete}


def _complaints(before: dict, after: dict) -> list[str]:
    found = [f"  not collected: {key[1]!r} ({_where(after[key])})" for key in after.keys() - before.keys()]
    found += [f"  no longer used: {key[1]!r}" for key in before.keys() - after.keys()]
    for key, entry in before.items():
        if entry.fuzzy:
            found.append(f"  fuzzy: {key[1]!r}")
        elif not entry.translated():
            found.append(f"  not translated: {key[1]!r} ({_where(entry)})")
    return sorted(found)


def _where(entry: polib.POEntry) -> str:
    return entry.occurrences[0][0] if entry.occurrences else "?"


if __name__ == "__main__":
    jobs = {"collect": collect, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in jobs:
        sys.exit(__doc__)
    sys.exit(jobs[sys.argv[1]]())
