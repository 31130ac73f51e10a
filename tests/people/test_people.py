"""Who knows what: seen as far as each allows, found as far as seen, and asked without an address being shown."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from circles.models import CircleParticipant
from content.models import Topic
from directory.models import Membership
from members.models import User
from notifications.models import Message
from people.models import Profile
from search.models import SavedSearch, SearchDocument
from signups import dossier
from signups.links import address_url
from tests.pages import make_circle, make_organisation, restrict
from tests.search.asking import address, titles

SHOWN = Profile.Shown


@pytest.fixture
def topic(site):
    return Topic.objects.create(name="Fietsen", slug="fietsen", locale=site.nl.locale)


def tell(client, **changes):
    data = {"knows": "Ik repareer bakfietsen.", "shown_to": "members", "may_write": "on"} | changes
    return client.post(reverse("people:mine"), {name: value for name, value in data.items() if value is not None})


def test_member_tells_what_they_know_with_the_words_agreed_to(site, topic, member, as_member):
    response = tell(as_member, topics=[topic.pk])
    profile = Profile.objects.get()
    assert response["Location"] == profile.get_absolute_url()
    assert (profile.user, profile.language, list(profile.topics.all())) == (member, "nl", [topic])
    assert "leden van het netwerk" in profile.consent
    assert profile.consented_at
    assert "Ik repareer bakfietsen." in as_member.get(response["Location"]).content.decode()


def test_nothing_is_shown_until_somebody_says_to_whom(as_member):
    assert as_member.get(reverse("people:mine")).context["form"]["shown_to"].value() == SHOWN.NOBODY
    assert tell(as_member, shown_to=None).status_code == 422
    assert not Profile.objects.exists()


def test_wrong_input_keeps_what_was_typed(as_member):
    response = tell(as_member, knows="x" * 601, shown_to="everyone")
    html = response.content.decode()
    assert response.status_code == 422
    assert "x" * 601 in html
    assert 'class="errors"' in html


@pytest.mark.parametrize(
    ("shown_to", "visitor_sees", "member_sees"),
    [(SHOWN.NOBODY, False, False), (SHOWN.MEMBERS, False, True), (SHOWN.EVERYBODY, True, True)],
)
def test_seen_and_found_as_far_as_somebody_allows(
    site, topic, make_user, client_of, visitor, as_member, shown_to, visitor_sees, member_sees
):
    somebody = make_user("member", email="anja@kring.example", first_name="Zwaluwtje", last_name="Maan")
    tell(client_of(somebody), shown_to=shown_to, topics=[topic.pk])
    profile = Profile.objects.get()
    for client, sees in ((visitor, visitor_sees), (as_member, member_sees)):
        assert client.get(profile.get_absolute_url()).status_code == (200 if sees else 404)
        assert ("Zwaluwtje" in client.get(reverse("people:people")).content.decode()) is sees
        assert ("Zwaluwtje" in client.get(reverse("people:people"), {"topic": "fietsen"}).content.decode()) is sees
        for words in ("bakfiets", "zwaluwtje", "fietsen repareren"):
            assert (titles(client, words) == ["Zwaluwtje Maan"]) is sees
        found = json.loads(client.get(address(), {"q": "bakfiets", "format": "json"}).content)
        assert found["total"] == int(sees)
        suggested = client.get(reverse("search:suggestions"), {"q": "zwaluw"}).content.decode()
        assert ("Zwaluwtje" in suggested) is sees
        assert ("Zwaluwtje" in client.get(reverse("search:topic", args=["fietsen"])).content.decode()) is sees
        assert "anja@kring.example" not in client.get(profile.get_absolute_url()).content.decode()


def test_page_asks_other_search_engines_to_stay_away(as_member, visitor):
    tell(as_member, shown_to="everybody")
    assert visitor.get(Profile.objects.get().get_absolute_url())["X-Robots-Tag"] == "noindex"


def test_who_takes_it_away_or_loses_the_account_is_found_no_more(site, member, as_member, visitor):
    tell(as_member, shown_to="everybody")
    assert titles(visitor, "bakfiets") == [str(member)]
    tell(as_member, shown_to="nobody")
    assert titles(visitor, "bakfiets") == []
    tell(as_member, shown_to="everybody")
    member.is_active = False
    member.save()
    assert titles(visitor, "bakfiets") == []
    assert visitor.get(Profile.objects.get().get_absolute_url()).status_code == 404
    member.is_active = True
    member.save()
    assert titles(visitor, "bakfiets") == [str(member)]
    as_member.post(reverse("people:mine"), {"do": "remove"})
    assert not Profile.objects.exists()
    assert not SearchDocument.objects.exclude(person=None).exists()


def test_new_name_is_found_at_once_and_the_index_holds(site, member, as_member, visitor):
    tell(as_member, shown_to="everybody")
    member.first_name = "Merelvogel"
    member.save()
    assert titles(visitor, "merelvogel") == [str(member)]
    Profile.objects.update(shown_to="members")  # around the signals
    with pytest.raises(CommandError):
        call_command("search_check")
    call_command("search_check", repair=True)
    assert titles(visitor, "merelvogel") == []
    SearchDocument.objects.all().delete()
    call_command("update_search", verbosity=0)
    assert titles(as_member, "merelvogel") == [str(member)]


def test_closed_organisation_is_not_named_to_who_may_not_see_it(site, member, as_member, visitor):
    organisation = make_organisation(site.directory, "Zwartemaan")
    restrict(organisation)
    Membership.objects.create(user=member, organisation=organisation, function="Voorzitter")
    tell(as_member, shown_to="everybody")
    url = Profile.objects.get().get_absolute_url()
    assert "Zwartemaan" in as_member.get(url).content.decode()
    for page in (url, reverse("people:people"), f"{address()}?q=bakfiets"):
        assert "Zwartemaan" not in visitor.get(page).content.decode()
    assert titles(visitor, "zwartemaan") == []


def question(client, url, **changes):
    stamp = client.get(url).content.decode().split('name="stamp" value="')[1].split('"')[0]
    data = {"question": "Kan mijn ketting nog?", "name": "Jan", "email": "jan@club.example", "stamp": stamp}
    return client.post(url, data | changes)


def test_question_goes_to_the_person_and_the_answer_to_who_asked(site, unhurried, member, as_member, visitor):
    tell(as_member, shown_to="everybody")
    url = Profile.objects.get().get_absolute_url()
    assert question(visitor, url)["Location"].endswith("?sent=1")
    message = Message.objects.get(kind="person_question")
    assert (message.to, message.reply_to) == (member.email, "jan@club.example")
    from notifications.delivery import written

    assert "Kan mijn ketting nog?" in written(message).text


def test_nobody_is_flooded_and_nobody_is_asked_who_does_not_want_it(site, unhurried, as_member, visitor):
    tell(as_member, shown_to="everybody")
    url = Profile.objects.get().get_absolute_url()
    assert question(visitor, url, website="x").status_code == 422
    for number in range(15):
        question(visitor, url, email=f"jan{number}@club.example")
    assert Message.objects.filter(kind="person_question").count() == 10
    tell(as_member, shown_to="everybody", may_write=None)
    assert 'name="question"' not in visitor.get(url).content.decode()
    visitor.post(url, {"question": "Toch?", "name": "Jan", "email": "jan@club.example"})
    assert Message.objects.filter(kind="person_question").count() == 10


def test_profile_is_shown_copied_and_erased_by_a_mailed_link(site, member, as_member, visitor):
    circle = make_circle(site.circles, "fietsen")
    CircleParticipant.objects.create(circle=circle, user=member)
    SavedSearch.objects.create(user=member, query="q=bakfiets", language="nl", next_at=timezone.now())
    tell(as_member)
    path = "/" + address_url(member.email, "nl").split("/", 3)[3]
    html = visitor.get(path).content.decode()
    for held in ("Ik repareer bakfietsen.", "leden van het netwerk", "bakfiets", circle.title, str(member)):
        assert held in html
    copy = visitor.get(path + "?download=1").json()
    assert copy["profile"]["knows"] == "Ik repareer bakfietsen."
    assert copy["account"]["email"] == member.email
    assert "profile" not in dossier.of_address("niemand@club.example")
    html = visitor.post(path, {"do": "erase"}).content.decode()
    assert not Profile.objects.exists()
    assert not SavedSearch.objects.exists()
    assert User.objects.filter(pk=member.pk).exists()
    assert "bakfiets" not in html
    assert "Je account" in html


def test_question_is_forgotten_with_who_asked(site, unhurried, as_member, visitor):
    tell(as_member, shown_to="everybody")
    question(visitor, Profile.objects.get().get_absolute_url(), email="Jan@club.example")
    assert Message.objects.filter(kind="person_question", reply_to="Jan@club.example").exists()
    dossier.erase(email="jan@club.example")
    assert "Jan@club.example" not in str(list(Message.objects.values_list("reply_to", "context")))


def test_coordinators_see_what_members_see(site, member, as_member, as_coordinator, as_editor):
    tell(as_member, shown_to="nobody")
    url = reverse("who-knows-what:index")
    assert "bakfietsen" not in as_coordinator.get(url).content.decode()
    tell(as_member, shown_to="members")
    assert "bakfietsen" in as_coordinator.get(url).content.decode()
    assert as_editor.get(url).status_code == 302


def test_list_is_paginated_with_a_bounded_number_of_queries(
    own_database, site, topic, make_user, client_of, as_member, queries_of
):
    for number in range(25):
        somebody = make_user("member", email=f"m{number}@kring.example", first_name=f"Lid {number:02}")
        tell(client_of(somebody), topics=[topic.pk])
    url = reverse("people:people")
    assert len(queries_of(url, as_member)) <= 10
    html = as_member.get(url).content.decode()
    assert html.count('class="face"') == 20
    assert "page=2" in html
