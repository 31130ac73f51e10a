"""Signing up is set on the page's own editing screen, and never ends up in drafts or translations."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from signups.enums import State
from signups.models import Offering, Question

from .. import pages
from .conftest import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(site):
    return pages.make_event(site.events, "Netwerkborrel")


def page_data(page, **signup) -> dict:
    form = {
        "title": page.title,
        "slug": page.slug,
        "event_kind": page.event_kind,
        "summary": "",
        "starts_at": page.starts_at.strftime("%Y-%m-%d %H:%M"),
        "ends_at": page.ends_at.strftime("%Y-%m-%d %H:%M"),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
        "organisation_links": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        **{f"{name}-count": "0" for name in ("body", "programme", "report")},
        "menu_title": "",
        "seo_title": "",
        "search_description": "",
        "location": "",
    }
    settings = {
        "given": "1",
        "is_active": "on",
        "capacity": "20",
        "has_waiting_list": "on",
        "max_party": "1",
        "who": "everyone",
        "accept_hours": "48",
        "hold_hours": "24",
        "reminder_days": "7, 1",
        "shown_months": "3",
        "sensitive_months": "1",
        "kept_months": "12",
    }
    return nested_form_data(form) | {f"signup-{name}": value for name, value in (settings | signup).items()}


def edit(browser, page, json=False, **signup):
    headers = {"Accept": "application/json"} if json else {}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return browser.post(url, page_data(page, **signup), headers=headers)


def test_screen_has_the_settings_with_a_live_summary(event, as_editor):
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert 'name="signup-capacity"' in as_editor.get(url).content.decode()
    edit(as_editor, event)
    offering = Offering.objects.get(subject_key=event.translation_key)
    assert (offering.capacity, offering.reminder_days, offering.title["nl"]) == (20, [7, 1], "Netwerkborrel")
    event.refresh_from_db()
    assert offering.starts_at == event.starts_at
    join(offering, "Gerda")
    assert str(offering.key) in as_editor.get(url).content.decode()


def test_settings_are_in_no_revision_and_hold_for_the_translation(event, as_editor):
    edit(as_editor, event)
    assert "capacity" not in event.latest_revision.content
    english = pages.translate(event, title="Drinks")
    from signups.subjects import offering_of

    assert offering_of(english) == offering_of(event)
    assert offering_of(english).title == {"nl": "Netwerkborrel", "en": "Drinks"}


def test_autosave_leaves_the_settings_alone(event, as_editor):
    edit(as_editor, event, json=True)
    assert not Offering.objects.exists()


def test_wrong_settings_are_not_saved(event, as_editor):
    edit(as_editor, event, capacity="2", max_party="5")
    assert not Offering.objects.exists()


def test_page_without_sign_up_gets_no_offering(event, as_editor):
    data = page_data(event)
    del data["signup-is_active"]
    as_editor.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), data)
    assert not Offering.objects.exists()


def test_more_seats_on_the_screen_promote_at_once(event, as_editor):
    edit(as_editor, event, capacity="1")
    offering = Offering.objects.get()
    join(offering, "Een")
    waiting = join(offering, "Twee")
    edit(as_editor, event, capacity="3")
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED


def test_editor_builds_questions_but_does_not_see_people(event, as_editor, as_member):
    edit(as_editor, event)
    offering = Offering.objects.get()
    url = reverse("signups:desk-questions", args=[offering.key])
    assert as_member.get(url).status_code == 403
    data = {
        "q0-kind": "choice",
        "q0-label-nl": "Eet je mee?",
        "q0-label-en": "Do you eat with us?",
        "q0-choices-nl": "Ja\nNee",
        "q0-choices-en": "Yes\nNo",
        "q0-is_asked": "on",
        "q1-kind": "short",
    }
    assert as_editor.post(url, data | {"q0-choices-nl": "Ja"}).status_code == 422
    as_editor.post(url, data)
    question = Question.objects.get()
    assert question.choices == [{"key": "ja", "nl": "Ja", "en": "Yes"}, {"key": "nee", "nl": "Nee", "en": "No"}]
    assert as_editor.get(reverse("signups:desk", args=[offering.key])).status_code == 403
    as_editor.post(url, data | {"q0-choices-nl": "Ja, graag\nNee", "q0-choices-en": "Yes, please\nNo"})
    question.refresh_from_db()
    assert question.choices[0] == {"key": "ja", "nl": "Ja, graag", "en": "Yes, please"}
