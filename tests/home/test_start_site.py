"""An empty site is complete: languages, sections, roles, moderation, and a list of what to do."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Page, Workflow, WorkflowPage

from content.models import Sector, SiteSettings
from content.visibility import may_enter
from home.checklist import steps
from home.models import HomePage

pytestmark = pytest.mark.django_db


def test_started_site_answers_in_both_languages(client):
    call_command("start_site", name="Kring Proefdorp")

    assert "Kring Proefdorp" in client.get("/nl/").content.decode()
    for address in (
        "/en/",
        "/nl/kennis/",
        "/en/knowledge/",
        "/nl/agenda/",
        "/nl/wie-is-wie/",
        "/nl/leerkringen/",
        "/nl/nieuws/",
    ):
        assert client.get(address).status_code == 200, address


def test_start_site_refuses_a_database_with_a_site(site):
    with pytest.raises(CommandError):
        call_command("start_site", name="Nog een")
    assert HomePage.objects.count() == 2


def test_started_site_has_moderation_a_closed_collection_and_words(client):
    call_command("start_site", name="Kring Proefdorp")

    root = WorkflowPage.objects.get(page=Page.objects.get(depth=1)).workflow
    assert root == Workflow.objects.get()
    assert {group.name for group in root.tasks.get().specific.groups.all()} == {"Moderatoren", "Coördinatoren"}
    assert Collection.objects.get(name="Alleen voor leden").view_restrictions.get().restriction_type == "login"
    assert Sector.objects.filter(locale__language_code="nl").count() == 6


def test_checklist_follows_what_is_done(coordinator, rf):
    call_command("start_site", name="Kring Proefdorp")
    request = rf.get("/admin/", HTTP_HOST="localhost")
    before = [step.is_done for step in steps(request)]

    settings = SiteSettings.objects.get()
    settings.email = "hallo@proefdorp.example"
    settings.save()

    after = [step.is_done for step in steps(request)]
    assert sum(after) == sum(before) + 1


def test_checklist_is_for_coordinators_not_for_editors(as_coordinator, as_editor):
    call_command("start_site", name="Kring Proefdorp")

    assert 'id="checklist' in as_coordinator.get("/admin/").content.decode()
    assert 'id="checklist' not in as_editor.get("/admin/").content.decode()


def test_restriction_with_a_shared_password_opens_no_list():
    assert not may_enter(
        type("User", (), {"is_authenticated": True, "is_active": True, "is_superuser": True})(), "nobody"
    )
