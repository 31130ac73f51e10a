"""Every text is in both languages, and the translations are compiled as gettext would."""

import gettext
import io
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext as translated
from django.utils.translation import override

from .conftest import missing
from .database import ROOT

# Checking collects the texts into the files for a moment: nobody may read them meanwhile in another process.
pytestmark = pytest.mark.xdist_group("messages")

FILES = sorted((ROOT / "site" / "locale").glob("*/LC_MESSAGES/*.po"))


def test_dutch_is_there():
    assert [path.parts[-3] for path in FILES] == ["nl"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_text_is_translated_and_none_is_fuzzy(path):
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    assert len(entries) > 200
    assert not [entry.msgid for entry in entries if entry.fuzzy]
    assert not [entry.msgid for entry in entries if not entry.translated()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_placeholders_survive_translation(path):
    """A translation names the same values as the text, or formatting it fails."""
    import re

    names = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
    for entry in polib.pofile(str(path)):
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        allowed = {match[0] for match in names.finditer(entry.msgid + entry.msgid_plural)}
        for text in texts:
            assert {match[0] for match in names.finditer(text)} <= allowed, entry.msgid


def test_no_text_is_missing_from_the_files():
    if not shutil.which("xgettext"):
        missing("gettext (apt-get install gettext)")
    command = [".venv/bin/python"] if (ROOT / ".venv").exists() else ["python3"]
    answer = subprocess.run(
        [*command, "scripts/messages.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_python_compiles_them_as_gettext_does(path, tmp_path):
    if not shutil.which("msgfmt"):
        missing("gettext (apt-get install gettext)")
    theirs = tmp_path / "theirs.mo"
    subprocess.run(["msgfmt", "-o", str(theirs), str(path)], check=True)
    ours = tmp_path / "ours.mo"
    polib.pofile(str(path)).save_as_mofile(str(ours))
    assert _catalogue(ours) == _catalogue(theirs)


def test_site_speaks_dutch_without_gettext_installed():
    """What ``make run`` compiled is what Django reads."""
    with override("nl"):
        assert translated("organisation") == "organisatie"
    with override("en"):
        assert translated("organisation") == "organisation"


def _catalogue(path: Path) -> dict:
    found = gettext.GNUTranslations(io.BytesIO(path.read_bytes()))._catalog
    return {key: value for key, value in found.items() if key != ""}


def test_our_words_for_allauth_are_for_what_it_still_says():
    """After an update of allauth, a text that has changed there shows again as allauth says it: change ours too."""
    import allauth

    [theirs] = (Path(allauth.__file__).parent / "locale" / "nl").glob("LC_MESSAGES/*.po")
    known = {entry.msgid for entry in polib.pofile(str(theirs))}
    ours = polib.pofile(str(ROOT / "site" / "wording" / "nl" / "LC_MESSAGES" / "django.po"))
    assert len(ours) > 50
    assert not [entry.msgid for entry in ours if entry.msgid not in known]
