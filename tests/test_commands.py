"""The commands that begin and reset a site do what the README says."""

import sqlite3

import pytest
from django.core.management import CommandError, call_command

from home.models import HomePage
from members.models import User

from .demo_network import manage


def test_start_site_makes_an_empty_site_once(own_database, visitor):
    call_command("start_site", name="Kring Proefstad")
    for address in ("/nl/", "/en/", "/nl/kennis/", "/nl/wie-is-wie/", "/nl/agenda/", "/nl/nieuws/", "/nl/leerkringen/"):
        assert visitor.get(address).status_code == 200, address
    with pytest.raises(CommandError):
        call_command("start_site")
    assert HomePage.objects.count() == 2


def test_administrator_can_sign_in_at_once(site, visitor):
    call_command("create_administrator", email="baas@kring.example", name="Bo Baas", password="kring-test-wachtwoord")
    answer = visitor.post("/nl/account/login/", {"login": "baas@kring.example", "password": "kring-test-wachtwoord"})
    assert answer.status_code == 302
    assert visitor.get("/admin/").status_code == 200


def test_weak_password_makes_no_administrator(site):
    with pytest.raises(CommandError):
        call_command("create_administrator", email="baas@kring.example", name="Bo", password="1234")
    assert not User.objects.filter(email="baas@kring.example").exists()


def test_demo_is_refused_in_production(site, settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError):
        call_command("build_demo")


def test_reset_refuses_a_real_site(tmp_path):
    manage(tmp_path, "scripts/prepare.py", "--empty")
    manage(
        tmp_path,
        "manage.py",
        "create_administrator",
        "--email=a@kring.example",
        "--name=A",
        "--password=kring-test-wachtwoord",
    )
    with pytest.raises(AssertionError, match="Nothing was changed"):
        manage(tmp_path, "scripts/prepare.py", "--demo", "--reset")
    with sqlite3.connect(tmp_path / "kring.sqlite3") as database:
        assert database.execute("select count(*) from members_user").fetchone() == (1,)


def test_production_settings_pass_djangos_own_check(tmp_path):
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "a-long-and-random-key-of-more-than-fifty-characters-0123456789",
        "ALLOWED_HOSTS": "kring.example",
        "KRING_BASE_URL": "https://kring.example",
    }
    manage(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **production)
    with pytest.raises(AssertionError, match="Unknown command|not be built|can't be built"):
        manage(tmp_path, "manage.py", "build_demo", **production)
