"""Rounds of workshops: chosen with the meeting, with seats and a waiting list of their own."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from notifications.models import Message
from signups import changes, organising, services
from signups.enums import State
from signups.exceptions import PartsClash
from signups.links import personal_url
from signups.models import Occasion, Offering, Signup
from signups.part_editing import configure_part
from signups.services import cancel_signup, choose_parts, confirm, sign_up
from signups.subjects import follow

from .. import pages
from .conftest import person
from .test_form import filled, local

pytestmark = pytest.mark.django_db

ROUNDS = [("Verf", 13, 14), ("Vilt", 13, 14), ("Klei", 14, 15)]


@pytest.fixture
def event(site):
    day = timezone.localtime() + timedelta(days=9)
    at = day.replace(hour=12, minute=0, second=0, microsecond=0)
    programme = [
        {"type": "part", "id": f"0000000{number}-0000-0000-0000-000000000000", "value": _part(*each)}
        for number, each in enumerate(ROUNDS)
    ]
    return pages.make_event(
        site.events, "Netwerkdag", starts_at=at, ends_at=at + timedelta(hours=4), programme=programme
    )


def _part(title: str, start: int, end: int) -> dict:
    return {"starts": time(start).isoformat(), "ends": time(end).isoformat(), "title": title, "text": "", "speaker": ""}


@pytest.fixture
def whole(event) -> Offering:
    made = Offering.objects.create(subject_key=event.translation_key, is_active=True, capacity=10)
    for block in event.programme:
        values = {"is_active": True, "capacity": 1, "has_waiting_list": True}
        configure_part(whole=made, part=block.id, values=values)
    follow(event)
    made.refresh_from_db()
    return made


@pytest.fixture
def parts(whole) -> dict[str, Offering]:
    found = Offering.objects.filter(subject_key=whole.subject_key).exclude(part="")
    return {each.title["nl"].rpartition(": ")[2]: each for each in found}


def states(name: str) -> dict[str, str]:
    rows = Signup.objects.filter(name=name).exclude(offering__part="").order_by("pk")
    return {row.offering.title["nl"].rpartition(": ")[2]: row.state for row in rows if row.is_active}


def join(whole, _name: str, *parts) -> Signup:
    return confirm(signup=sign_up(offering=whole, person=person(_name), parts=parts))


def form_url(offering) -> str:
    return reverse("signups:form", args=[offering.key])


def test_visitor_chooses_parts_on_the_form_and_confirms_everything_with_one_mail(whole, parts, visitor):
    body = visitor.get(form_url(whole)).content.decode()
    assert 'name="parts"' in body and "Klei" in body
    assert visitor.post(form_url(whole), filled(parts=[parts["Verf"].key, parts["Klei"].key])).status_code == 302
    assert states("Gerda") == {"Verf": State.HELD, "Klei": State.HELD}
    letter = Message.objects.get()
    assert "Verf" in str(letter.context["facts"]) and "Klei" in str(letter.context["facts"])
    signup = Signup.objects.get(offering=whole)
    visitor.post(local(personal_url(signup)), {"do": "confirm"})
    assert states("Gerda") == {"Verf": State.GIVEN, "Klei": State.GIVEN}
    assert Message.objects.count() == 2
    page = visitor.get(local(personal_url(signup))).content.decode()
    assert "Verf" in page and "Klei" in page


def test_parts_at_the_same_time_are_refused_in_words_and_keep_what_was_typed(whole, parts, visitor):
    response = visitor.post(form_url(whole), filled(parts=[parts["Verf"].key, parts["Vilt"].key]))
    body = response.content.decode()
    assert response.status_code == 422 and 'href="#id_parts_0"' in body
    assert 'value="Gerda"' in body and body.count("checked") >= 2
    assert not Signup.objects.exists()
    with pytest.raises(PartsClash):
        sign_up(offering=whole, person=person("Gerda"), parts=[parts["Verf"], parts["Vilt"]])
    assert not Signup.objects.exists(), "the whole is not left behind half done"


def test_full_part_has_its_own_waiting_list_and_mails_about_the_offer(whole, parts):
    one, two = join(whole, "Een", parts["Verf"]), join(whole, "Twee", parts["Verf"])
    assert states("Twee") == {"Verf": State.WAITING}
    choose_parts(signup=one, parts=[])
    assert states("Een") == {} and states("Twee") == {"Verf": State.OFFERED}
    offer = Message.objects.get(kind="signup_offer")
    assert offer.to == two.email and "Verf" in offer.context["title"]


def test_giving_up_the_whole_gives_up_the_parts(whole, parts):
    one = join(whole, "Een", parts["Verf"], parts["Klei"])
    join(whole, "Twee", parts["Verf"])
    mails = Message.objects.count()
    cancel_signup(signup=one)
    assert states("Een") == {} and states("Twee") == {"Verf": State.OFFERED}
    assert Message.objects.filter(to=one.email, kind="signup_cancelled").count() == 1
    assert Message.objects.count() == mails + 2, "one about the whole, one with the offer"


def test_who_waits_for_the_whole_gets_no_seat_in_a_part(whole, parts):
    Offering.objects.filter(pk=whole.pk).update(capacity=1)
    join(whole, "Een")
    join(whole, "Twee", parts["Verf"])
    assert states("Twee") == {}


def test_parts_are_changed_on_ones_own_page(whole, parts, visitor):
    signup = join(whole, "Gerda", parts["Verf"])
    url = reverse("signups:mine-change", args=local(personal_url(signup)).strip("/").split("/")[-2:])
    given = filled(parts=[parts["Klei"].key], name="Gerda B")
    assert visitor.post(url, given).status_code == 302
    assert states("Gerda B") == {"Klei": State.GIVEN}
    (letter,) = Message.objects.filter(kind="signup_programme")
    assert "Klei" in str(letter.context["facts"]) and letter.attachments


def test_part_has_a_screen_for_the_organiser_and_its_own_form_leads_to_the_whole(whole, parts, visitor, as_coordinator):
    join(whole, "Gerda", parts["Verf"])
    assert "Gerda" in as_coordinator.get(reverse("signups:desk", args=[parts["Verf"].key])).content.decode()
    assert str(parts["Verf"].key) in as_coordinator.get(reverse("signups:desk", args=[whole.key])).content.decode()
    response = visitor.get(form_url(parts["Klei"]))
    assert response.url == f"{form_url(whole)}?part={parts['Klei'].key}"
    box = visitor.get(response.url).content.decode().partition(f'value="{parts["Klei"].key}"')[2].partition(">")[0]
    assert "checked" in box


def test_part_that_left_the_programme_can_not_be_chosen_any_more(event, whole, parts, visitor):
    del event.programme[0]
    event.save_revision().publish()
    body = visitor.get(form_url(whole)).content.decode()
    assert str(parts["Verf"].key) not in body and str(parts["Vilt"].key) in body


def test_publishing_again_without_a_change_counts_as_none_and_tells_nobody(event, whole, parts):
    join(whole, "Gerda", parts["Verf"])
    event.save_revision().publish()
    assert not Occasion.objects.filter(subject_key=whole.subject_key).exclude(sequence=0, untold_since=None).exists()


def test_moved_meeting_is_one_mail_for_somebody_in_the_whole_and_in_parts(event, whole, parts, time_machine):
    gerda = join(whole, "Gerda", parts["Verf"], parts["Klei"])
    event.starts_at += timedelta(days=1)
    event.ends_at += timedelta(days=1)
    event.save_revision().publish()
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert changes.tell_changes() == 1
    letter = Message.objects.get(kind="signup_changes")
    assert letter.person == gerda.person and len(letter.context["changes"]) == 3


def test_reminder_of_the_whole_speaks_for_the_parts(whole, parts, time_machine):
    join(whole, "Gerda", parts["Verf"])
    time_machine.move_to(whole.starts_at - timedelta(days=1))
    changes.remind_due()
    letter = Message.objects.get(kind="signup_reminder")
    assert "Verf" in str(letter.context["facts"])


def test_calling_off_the_whole_calls_off_its_parts_with_one_mail_each(whole, parts, coordinator):
    join(whole, "Gerda", parts["Verf"])
    organising.call_off(offering=whole, actor=coordinator)
    assert Message.objects.filter(kind="signup_called_off").count() == 1
    assert not Offering.objects.filter(subject_key=whole.subject_key, cancelled_at=None).exists()


def test_more_people_need_room_in_the_parts_too(whole, parts):
    Offering.objects.filter(subject_key=whole.subject_key).update(max_party=3)
    signup = join(whole, "Gerda", parts["Verf"])
    with pytest.raises(services.PartyTooLarge):
        services.change_party(signup=signup, guests=["Wim"])
    assert set(Signup.objects.values_list("party", flat=True)) == {1}


def test_page_shows_the_seats_of_each_part_within_its_budget(own_database, event, whole, parts, visitor, queries_of):
    join(whole, "Gerda", parts["Verf"])
    body = visitor.get(event.url).content.decode()
    assert len(queries_of(event.url)) <= 8
    assert body.count('class="seats-line"') == 4


def test_editor_offers_parts_on_the_screen_of_the_meeting(event, as_editor):
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    block = event.programme[0]
    assert f'name="signup-part-{block.id}-capacity"' in as_editor.get(url).content.decode()
    prefix = f"signup-part-{block.id}"
    extra = {f"{prefix}-given": "1", f"{prefix}-is_active": "on", f"{prefix}-capacity": "12"}
    as_editor.post(url, _page_data(event) | extra)
    part = Offering.objects.get(part=block.id)
    assert (part.capacity, part.has_waiting_list, part.title["nl"]) == (12, False, "Netwerkdag: Verf")
    assert part.starts_at and part.reminder_days == []
    as_editor.post(url, _page_data(event) | extra | {f"{prefix}-capacity": "0"})
    part.refresh_from_db()
    assert part.capacity == 12, "wrong settings are not saved"


def _page_data(event) -> dict:
    from .test_editing import page_data

    values = [("part", {**block.value, "starts": "13:00", "ends": "14:00"}) for block in event.programme]
    stream = streamfield([(kind, {k: v or "" for k, v in value.items()}) for kind, value in values])
    for number, block in enumerate(event.programme):
        stream[f"{number}-id"] = block.id
    return page_data(event) | nested_form_data({"programme": stream})
