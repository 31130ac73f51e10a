"""When nothing is found, the page helps at once, and somebody of the network can be asked."""

import pytest
from django.urls import reverse

from content.models import SiteSettings, Topic
from notifications.models import Message
from tests.pages import make_article, make_news, restrict

from .asking import page


@pytest.fixture
def office(site):
    settings = SiteSettings.for_site(site.record)
    settings.email = "bureau@kring.example"
    settings.save()
    return settings


def filled(client, **changes):
    from django.test.client import Client

    assert isinstance(client, Client)
    html = client.get(reverse("search:ask"), {"q": "fietsen"}).content.decode()
    stamp = html.split('name="stamp" value="')[1].split('"')[0]
    return {"question": "Wie leent fietsen uit?", "name": "Jan", "email": "jan@club.example", "stamp": stamp} | changes


def test_question_goes_to_the_office_and_answers_to_who_asked(site, office, unhurried, visitor):
    assert f"{reverse('search:ask')}?q=fietsen" in page(visitor, "fietsen")
    response = visitor.post(reverse("search:ask"), filled(visitor))
    assert response["Location"].endswith("?sent=1")
    message = Message.objects.get()
    assert (message.to, message.reply_to, message.kind) == (
        "bureau@kring.example",
        "jan@club.example",
        "network_question",
    )
    assert message.context["question"] == "Wie leent fietsen uit?"


def test_question_about_a_section_goes_to_who_keeps_it(site, office, unhurried, visitor, editor):
    site.section.owner = editor
    site.section.save()
    visitor.post(reverse("search:ask"), filled(visitor, section=site.section.pk))
    assert Message.objects.get().to == editor.email


def test_closed_section_is_not_named_to_visitors(site, office, visitor):
    restrict(site.section)
    assert site.section.title not in visitor.get(reverse("search:ask")).content.decode().split("<form")[-1]


def test_machine_and_flood_send_nothing(site, office, unhurried, visitor):
    assert visitor.post(reverse("search:ask"), filled(visitor, website="x")).status_code == 422
    assert visitor.post(reverse("search:ask"), filled(visitor, stamp="made up")).status_code == 422
    assert not Message.objects.exists()
    for _time in range(6):
        assert visitor.post(reverse("search:ask"), filled(visitor)).status_code == 302
    assert Message.objects.count() == 3


def test_no_office_no_form(site, visitor):
    SiteSettings.objects.update(email="")
    assert visitor.get(reverse("search:ask")).status_code == 404


def test_mail_says_what_was_asked(site, office, unhurried, visitor):
    from notifications.delivery import written

    visitor.post(reverse("search:ask"), filled(visitor, question="Wie <b>leent</b>?"))
    letter = written(Message.objects.get())
    assert "Wie <b>leent</b>?" in letter.text
    assert "Wie &lt;b&gt;leent&lt;/b&gt;?" in letter.html


def test_nothing_found_offers_words_that_look_like_it_to_who_may_find_them(site, visitor, as_member):
    make_article(site.section, "Penningmeester gezocht")
    restrict(make_article(site.section, "Zwartemaan"))
    assert ">penningmeester</a>" in page(visitor, "pennigmeester", literally="1")
    assert ">zwartemaan</a>" not in page(visitor, "zwartemaam", literally="1")
    assert ">zwartemaan</a>" in page(as_member, "zwartemaam", literally="1")


def test_nothing_here_says_how_much_there_is_without_what_was_chosen(site, visitor):
    Topic.objects.create(name="Geld", locale=site.nl.locale)
    make_news(site.news, "Fonds")
    html = page(visitor, "fonds", topic="geld")
    assert "1 resultaat zonder wat je koos" in html
