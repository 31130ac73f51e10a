"""The page of a circle and that of a run, and who sees what is inside."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from circles.models import CircleParticipant, Facilitator, Material, Session
from content.models import CustomDocument

from ..editing import post_edit
from ..pages import make_circle, make_place, make_run, restrict, translate

LINK = "https://bellen.example/koken"


@pytest.fixture
def circle(site):
    return make_circle(site.circles, "Leerkring Koken", learn=[{"type": "point", "value": "Soep zonder klontjes"}])


@pytest.fixture
def online(circle):
    return make_run(circle, "Voorjaar", is_online=True, online_link=LINK)


def document(title, collection=None):
    given = {"collection": collection} if collection else {}
    made = CustomDocument(title=title, file=ContentFile(b"x", f"{title}.txt"), **given)
    made.file_size = made.file.size  # as an upload in the admin notes it
    made.save()
    return made


def test_circle_tells_what_you_learn_and_when_it_is(circle, visitor):
    make_run(circle, "Voorjaar", days=(5, 12))
    make_run(circle, "Vorig jaar", days=(-300, -290))
    response = visitor.get(circle.url)
    assert "Soep zonder klontjes" in response.content.decode()
    assert [each.run.title for each in response.context_data["planned"]] == ["Voorjaar"]
    assert [each.run.title for each in response.context_data["past"]] == ["Vorig jaar"]


def test_circle_without_runs_says_so_kindly(circle, visitor):
    assert visitor.get(circle.url).status_code == 200


def test_run_of_which_the_dates_follow_is_planned(circle, visitor):
    run = make_run(circle, "Ooit", days=())
    assert [each.run.title for each in visitor.get(circle.url).context_data["planned"]] == ["Ooit"]
    assert visitor.get(run.url).status_code == 200


def test_members_only_run_is_not_listed_for_visitors(circle, visitor, as_member):
    restrict(make_run(circle, "Besloten ronde"))
    assert "Besloten ronde" not in visitor.get(circle.url).content.decode()
    assert "Besloten ronde" in as_member.get(circle.url).content.decode()


def test_run_lists_its_sessions_in_time_and_counts_them(circle, visitor):
    run = make_run(circle, days=(10, -3, 3))
    sessions = visitor.get(run.url).context_data["sessions"]
    assert [each.is_past for each in sessions] == [True, False, False]
    assert [each.is_next for each in sessions] == [False, True, False]


@time_machine.travel("2026-11-24 10:00 +0100", tick=False)
def test_period_names_the_weekday_when_it_is_always_the_same(circle, visitor):
    assert visitor.get(make_run(circle, days=(7, 14, 21)).url).context_data["period"].weekday
    assert visitor.get(make_run(circle, days=(7, 15)).url).context_data["period"].weekday is None


def test_page_is_forgotten_when_a_session_is_over(page_cache, circle, visitor):
    run = make_run(circle, days=(1, 8))
    over = run.sessions.first().ends_at
    with time_machine.travel(over - timedelta(minutes=1), tick=False):
        assert visitor.get(run.url).context_data["done"] == 0
    with time_machine.travel(over + timedelta(minutes=1), tick=False):
        assert visitor.get(run.url).context_data["done"] == 1


def test_cancelled_run_says_so_and_gives_no_link(circle, as_coordinator):
    run = make_run(circle, is_online=True, online_link=LINK, is_cancelled=True)
    html = as_coordinator.get(run.url).content.decode()
    assert "cancelled-line" in html
    assert LINK not in html


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("visitor", False),
        ("member", False),
        ("organisation_editor", False),
        ("editor", False),
        ("circle_participant", False),  # of another circle
        ("coordinator", True),
        ("administrator", True),
    ],
)
def test_link_to_join_is_for_who_is_inside(role, sees, online, user_of, client_of):
    html = client_of(user_of(role)).get(online.url).content.decode()
    assert (LINK in html) == sees


def test_participant_sees_the_link_in_each_language(circle, online, member, as_member):
    CircleParticipant.objects.create(circle=circle, user=member)
    translate(circle, title="Cooking", slug="cooking")
    english = translate(online, title="Spring", slug="spring")
    for run in (online, english):
        assert LINK in as_member.get(run.url).content.decode()


def test_facilitator_sees_the_link(online, member, as_member, visitor):
    online.facilitators.add(Facilitator(user=member, text="Kookt al dertig jaar"))
    online.save_revision().publish()
    assert LINK in as_member.get(online.url).content.decode()
    html = visitor.get(online.url).content.decode()
    assert "Kookt al dertig jaar" in html
    assert member.email not in html


def test_link_of_one_session_is_inside_too(circle, visitor, as_coordinator):
    run = make_run(circle, days=(3,))
    session = run.sessions.get_object_list()[0]
    session.is_online, session.online_link = True, "https://bellen.example/eenmalig"
    run.save_revision().publish()
    assert "eenmalig" not in visitor.get(run.url).content.decode()
    assert "eenmalig" in as_coordinator.get(run.url).content.decode()


def test_file_for_participants_is_not_even_named_to_others(circle, member, as_member, visitor):
    run = make_run(circle)
    run.materials.add(Material(document=document("Open werkboek")))
    run.materials.add(Material(document=document("Opnames"), participants_only=True))
    run.save_revision().publish()
    response = visitor.get(run.url)
    assert "Open werkboek" in response.content.decode()
    assert "Opnames" not in response.content.decode()
    assert response.context_data["waiting"] == 1
    CircleParticipant.objects.create(circle=circle, user=member)
    assert "Opnames" in as_member.get(run.url).content.decode()


def test_file_in_a_closed_collection_is_not_named_to_visitors(circle, visitor, as_member):
    closed = Collection.get_first_root_node().add_child(name="Voor leden")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    run = make_run(circle)
    run.materials.add(Material(document=document("Ledenstuk", closed)))
    run.save_revision().publish()
    assert "Ledenstuk" not in visitor.get(run.url).content.decode()
    assert "Ledenstuk" in as_member.get(run.url).content.decode()


def test_place_of_a_run_is_told_with_its_facts(site, circle, visitor):
    facts = [{"type": "fact", "value": {"ok": True, "text": "Geen drempel"}}]
    run = make_run(circle, place=make_place(site.directory, "De Keuken", accessibility=facts))
    html = visitor.get(run.url).content.decode()
    assert "De Keuken" in html
    assert "Geen drempel" in html


def test_circle_is_edited_through_its_form(circle, as_editor):
    response = post_edit(as_editor, circle, title="Leerkring Bakken", learn=[("point", "Brood dat rijst")])
    assert response.status_code == 302, response.context["form"].errors
    circle.refresh_from_db()
    assert circle.title == "Leerkring Bakken"
    assert "Brood dat rijst" in circle.plain_body


def test_run_is_edited_through_its_form_and_knows_its_dates(circle, as_editor):
    run = make_run(circle, days=(3, 10))
    first = {"sessions-0-starts_at": "2027-03-02 19:30", "sessions-0-ends_at": "2027-03-02 21:30"}
    second = {"sessions-1-starts_at": "2027-03-09 19:30", "sessions-1-ends_at": "2027-03-09 21:30"}
    response = post_edit(as_editor, run, lead="Alles zelf maken", **first, **second)
    assert response.status_code == 302, response.context["form"].errors
    run.refresh_from_db()
    assert run.starts_at.isoformat() == "2027-03-02T18:30:00+00:00"
    assert run.ends_at.isoformat() == "2027-03-09T20:30:00+00:00"


def test_session_does_not_end_before_it_begins(circle, as_editor):
    run = make_run(circle, days=(3,))
    wrong = {"sessions-0-starts_at": "2027-03-02 19:30", "sessions-0-ends_at": "2027-03-02 18:30"}
    assert post_edit(as_editor, run, **wrong).status_code == 200


def test_session_keeps_its_key_through_edits(circle, as_editor):
    run = make_run(circle, days=(3,))
    key = run.sessions.get().translation_key
    post_edit(as_editor, run, lead="Anders")
    assert Session.objects.get(page=run).translation_key == key


@pytest.mark.parametrize("number", [1, 20])
def test_pages_ask_the_database_eight_times_at_most(number, own_database, site, member, queries_of):
    circle = make_circle(site.circles, "Leerkring Koken")
    place = make_place(site.directory)
    for each in range(number):
        run = make_run(circle, f"Ronde {each}", days=tuple(range(1, number + 1)), place=place)
        run.facilitators.add(*[Facilitator(user=member) for _each in range(number)])
        run.materials.add(*[Material(document=document(f"Stuk {each}-{n}")) for n in range(number)])
        run.save_revision().publish()
    for page in (circle, run):
        asked = queries_of(page.url, warm=("/nl/", "/nl/agenda/", "/nl/leerkringen/"))
        assert len(asked) <= 8, "\n".join(sql[:300] for sql in asked)
