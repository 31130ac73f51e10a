"""What stands around every page, and the pages that stand in for one that is not there."""

import pytest
from django.template import Context, Template


def show(template, **context):
    return Template("{% load kring %}" + template).render(Context(context))


def test_a_page_names_itself_and_its_other_language(site, client):
    page = client.get("/nl/").content.decode()
    assert 'rel="canonical"' in page and 'hreflang="x-default"' in page and 'property="og:title"' in page
    assert 'lang="nl"' in page and "css/bundle-core.css" in page and "/accent-" in page


def test_a_visitor_gets_no_cookie_and_no_inline_code(site, client):
    answer = client.get("/nl/")
    page = answer.content.decode()
    assert not answer.cookies
    assert " style=" not in page and "<style" not in page and "<script>" not in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_wrong_address_offers_a_search_with_its_words(site, client, language):
    answer = client.get(f"/{language}/nergens/vergoeding-vrijwilligers-2019/")
    assert answer.status_code == 404
    assert 'value="vergoeding vrijwilligers"' in answer.content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_style_page_shows_everything_and_is_not_indexed(site, client, language):
    answer = client.get(f"/{language}/style/")
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "path", ["login/", "login/code/", "password/reset/", "signup/", "logout/", "inactive/", "confirm-email/"]
)
def test_account_pages_are_ours(site, client, path):
    answer = client.get(f"/nl/account/{path}", follow=True)
    assert answer.status_code == 200
    assert b"bundle-core.css" in answer.content


def test_asking_for_a_code_leads_to_the_place_to_type_it(site, client, mailoutbox, django_user_model):
    django_user_model.objects.create_user(email="samira@dewerf.example", password="kring-test-wachtwoord")
    answer = client.post("/nl/account/login/code/", {"email": "samira@dewerf.example"}, follow=True)
    assert b'autocomplete="one-time-code"' in answer.content
    assert len(mailoutbox) == 1


def test_a_mark_gives_way_to_a_logo():
    card = {"title": "De Werf", "sector": 2, "logo_url": "/media/logo.webp"}
    assert "<img" in show("{% mark card %}", card=card)
    assert "<svg" in show("{% mark card %}", card={**card, "logo_url": ""})


def test_at_most_three_marks_overlap():
    assert show("{% marks cards %}", cards=[{"title": str(n), "sector": n} for n in range(5)]).count("<svg") == 3


def test_no_organisations_leave_no_empty_marks():
    assert show("{% marks cards %}", cards=[]) == ""


def test_a_name_is_escaped():
    assert "&lt;" in show("{% face name %}", name="<b>")


@pytest.mark.parametrize("words, minutes", [(0, 1), (200, 1), (201, 2)])
def test_reading_time_is_at_least_a_minute(words, minutes):
    assert show("{{ words|reading_minutes }}", words=words) == str(minutes)


@pytest.mark.parametrize("count", [2, 6, 12, 15])
def test_the_ring_holds_two_to_twelve_sectors(count):
    sectors = [{"name": f"S{n}", "order": n + 1, "count": 3, "url": "#"} for n in range(count)]
    shown = show('{% network_ring sectors 40 2 "#join" %}', sectors=sectors)
    assert f"of-{min(count, 12) + 1}" in shown
    assert shown.count("<li") == min(count, 12) + 1


def test_the_other_page_of_a_list_keeps_the_question(rf):
    request = rf.get("/nl/zoeken/?q=geld&page=2")
    assert show("{% other_page 3 %}", request=request) == "?q=geld&amp;page=3"
    assert show("{% other_page 1 %}", request=request) == "?q=geld"
