"""Accounts: made by coordinators, signed in by mail address, and safe from each other."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from members.models import User
from members.services import create_account
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client, email):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def test_account_signs_in_with_address_and_password_whatever_the_case(site, client, member):
    response = sign_in(client, member.email.upper())

    assert response.status_code == 302
    assert client.get(reverse("home:mine")).status_code == 200


def test_code_by_mail_signs_in_without_a_password(site, client, member):
    client.post(reverse("account_request_login_code"), {"email": member.email})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[0].body, re.MULTILINE)[1]

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert response.status_code == 302
    assert client.get(reverse("home:mine")).status_code == 200


def test_somebody_whose_password_changes_hears_of_it(site, client_of, member):
    given = {
        "oldpassword": PASSWORD,
        "password1": "een-heel-nieuw-wachtwoord",
        "password2": "een-heel-nieuw-wachtwoord",
    }
    client_of(member).post(reverse("account_change_password"), given)

    assert [(each.to, each.subject) for each in mail.outbox] == [([member.email], "Wachtwoord gewijzigd")]
    assert "Er is iets veranderd in je account" in mail.outbox[0].body


def test_visitor_cannot_make_an_account(site, client):
    response = client.post(
        reverse("account_signup"), {"email": "nieuw@kring.example", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert not User.objects.filter(email="nieuw@kring.example").exists()
    assert response.status_code == 200


def test_two_accounts_never_share_an_address(member):
    again = create_account(email=member.email.upper(), first_name="Anders")

    assert again.pk == member.pk
    assert User.objects.filter(email__iexact=member.email).count() == 1


def test_administrator_made_on_the_command_line_can_sign_in_at_once(site, client):
    call_command("create_administrator", email="baas@kring.example", name="Bas Baas", password=PASSWORD)

    assert EmailAddress.objects.get(email="baas@kring.example").verified
    assert sign_in(client, "baas@kring.example").status_code == 302
    assert User.objects.get(email="baas@kring.example").is_superuser


def test_command_refuses_a_weak_password_and_a_wrong_address():
    with pytest.raises(CommandError):
        call_command("create_administrator", email="baas@kring.example", name="Bas", password="1234")
    with pytest.raises(CommandError):
        call_command("create_administrator", email="geen adres", name="Bas", password=PASSWORD)


def test_new_account_in_the_admin_becomes_a_member_and_is_told(site, as_coordinator):
    as_coordinator.post(
        reverse("wagtailusers_users:add"),
        {"email": "nieuw@kring.example", "first_name": "Nieuw", "last_name": "Lid", "is_active": "on", "language": "nl",
         "password1": PASSWORD, "password2": PASSWORD},
    )  # fmt: skip

    user = User.objects.get(email="nieuw@kring.example")
    assert [group.name for group in user.groups.all()] == ["Leden"]
    assert mail.outbox[-1].to == [user.email]
    assert reverse("account_request_login_code") in mail.outbox[-1].body


def test_coordinator_cannot_take_over_an_administrator(site, as_coordinator, administrator):
    before = administrator.password
    address = reverse("wagtailusers_users:edit", args=[administrator.pk])

    response = as_coordinator.post(
        address,
        {
            "email": administrator.email,
            "first_name": "X",
            "last_name": "Y",
            "password1": "nieuw-wachtwoord-99",
            "password2": "nieuw-wachtwoord-99",
        },
    )

    administrator.refresh_from_db()
    assert response.status_code in (302, 403)
    assert administrator.password == before


def test_names_in_mails_cannot_add_headers(site, as_coordinator):
    as_coordinator.post(
        reverse("wagtailusers_users:add"),
        {"email": "kop@kring.example", "first_name": "Kop\nBcc: iedereen@kring.example", "last_name": "x",
         "is_active": "on", "password1": PASSWORD, "password2": PASSWORD},
    )  # fmt: skip

    assert all(set(message.recipients()) == {"kop@kring.example"} for message in mail.outbox)


ACCOUNT_SCREENS = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_screen_of_the_account_stands(language, site, client, member):
    TOTP.activate(member, generate_totp_secret())
    RecoveryCodes.activate(member)
    with translation.override(language):
        client.force_login(member)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        for name in ACCOUNT_SCREENS:
            answer = client.get(reverse(name))
            assert answer.status_code == 200, name
            assert "<h1" in answer.text, name
        client.post(reverse("mfa_deactivate_totp"))
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
