"""The walls of the house (docs/decisions): what must stay true whatever is built."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.db.models import EmailField, GenericIPAddressField, Model

from content.models import BasePage

from .database import ROOT

OURS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
NOUNLESS = {"utils", "helpers", "common", "misc", "base", "util", "helper", "tools"}
LONGEST_MODULE = 450


def tracked() -> list[Path]:
    """Every file of the project that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def modules(*, tests: bool = False) -> list[Path]:
    found = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    return [path for path in found if tests or path.relative_to(ROOT).parts[0] != "tests"]


def test_site_is_a_folder_and_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()
    import config.urls

    assert Path(config.urls.__file__) == ROOT / "site" / "urls.py"


def test_git_does_not_ignore_the_folder_site():
    answer = subprocess.run(["git", "check-ignore", "-q", "site/urls.py"], cwd=ROOT, check=False)
    assert answer.returncode == 1


def test_no_module_of_ours_has_the_name_of_one_of_pythons():
    names = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.glob("*.py"))} - {"site"}
    names |= {path.stem for path in ROOT.glob("*.py")}
    assert not names & sys.stdlib_module_names


def test_every_folder_of_tests_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_no_test_is_named_as_another_so_that_each_runs():
    for path in (ROOT / "tests").rglob("test_*.py"):
        names = [node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
        tests = [name for name in names if name.startswith("test_")]
        assert len(tests) == len(set(tests)), path


def test_no_module_is_a_drawer_for_everything():
    assert not [path for path in modules() if path.stem in NOUNLESS and path.parent.name != "settings"]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_says_what_it_is_for_and_is_not_too_long(path):
    source = path.read_text()
    tree = ast.parse(source)
    if tree.body and path.name not in ("__init__.py", "apps.py"):
        assert ast.get_docstring(tree), "a module begins with a sentence that says what it is for"
    assert source.count("\n") <= LONGEST_MODULE, "split it by noun"


def test_nobody_imports_the_settings_or_the_tests():
    importing = re.compile(r"^\s*(from|import) (config|tests)\b", re.MULTILINE)
    allowed = {"manage.py", "config.py"}
    found = [path for path in modules() if importing.search(path.read_text()) and path.name not in allowed]
    assert not [path for path in found if path.relative_to(ROOT).parts[0] in OURS]


def test_nothing_in_the_project_points_outside_it():
    """No path of the machine it was made on, and no registry's address."""
    pattern = re.compile(rb"/work/|\.\./shared|/tmp/w/|registry\.npmjs|pypi\.org|files\.pythonhosted")
    own = Path(__file__)
    assert not [path for path in tracked() if path != own and pattern.search(path.read_bytes())]


def test_page_types_pass_the_checks_of_the_house():
    assert not run_checks(tags=["kring"])


def test_every_page_type_has_a_sentence_for_editors_and_its_own_template():
    types = [model for model in apps.get_models() if issubclass(model, BasePage) and not model._meta.abstract]
    assert len(types) >= 15
    templates = [model.template for model in types]
    assert len(set(templates)) == len(templates)
    for model in types:
        assert model.template.rpartition("/")[2] == f"{_snake(model.__name__)}.html"


def test_migrations_are_named_by_what_they_do():
    assert not [path for path in tracked() if path.parent.name == "migrations" and "_auto_" in path.name]


def test_no_template_has_inline_style_or_script():
    pattern = re.compile(
        r"<style\b|\sstyle=\"|<script(?![^>]*\b(src|type=\"application/))|\son(click|load|change|submit)="
    )
    elsewhere = {"wagtailadmin", "admin", "emails"}  # a mail carries its styles itself
    public = [path for path in (ROOT / "templates").rglob("*.html") if not elsewhere & set(path.parts)]
    assert not [path for path in public if pattern.search(path.read_text())]


def test_every_setting_of_the_environment_is_in_the_readme():
    """One table names them all, and names none that does nothing."""
    sources = [*(ROOT / "site" / "settings").glob("*.py"), ROOT / "gunicorn.conf.py"]
    text = "\n".join(path.read_text() for path in sources)
    used = set(re.findall(r"""(?:env(?:\.\w+)?|environ\.get)\(\s*["']([A-Z_]+)["']""", text))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert used == table


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for path in [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "bench").glob("*.md"),
    ]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
            if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                broken.append((str(path.relative_to(ROOT)), target))
    assert not broken


def test_every_model_with_personal_data_is_in_the_register():
    """Models of which a row holds an e-mail or IP address, or points at an account."""
    personal = {model._meta.label for model in apps.get_models() if _is_personal(model)}
    assert {"members.User", "account.EmailAddress", "directory.Membership"} <= personal
    assert not personal - _registered()


def test_register_names_no_model_that_is_gone():
    assert _registered() <= {model._meta.label for model in apps.get_models()}


def _registered() -> set[str]:
    text = (ROOT / "docs" / "operations" / "data-protection.md").read_text()
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([\w.]+)`", row)}


def _is_personal(model: type[Model]) -> bool:
    user = apps.get_model(settings.AUTH_USER_MODEL)
    for field in model._meta.local_fields:
        if isinstance(field, EmailField | GenericIPAddressField) or field.related_model is user:
            return True
    return False


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
