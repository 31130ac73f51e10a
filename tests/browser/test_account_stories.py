"""Signing in with a second step and with a passkey, in a browser, from setting it up to taking it away."""

import re
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from ..demo_network import manage

PASSWORD = "kring-test-wachtwoord"
#: A device that knows its owner: what a phone or laptop with a fingerprint reader is to the browser.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def account(folder: Path, server: str, request: pytest.FixtureRequest) -> str:
    """The address of somebody of this story only."""
    address = f"{request.node.name.replace('_', '-')[:40]}@kring.example"
    manage(
        folder, "manage.py", "create_administrator", f"--email={address}", "--name=Bo Baas", f"--password={PASSWORD}"
    )
    return address


def test_second_step_is_set_up_asked_for_and_passed_by_code_or_recovery_code(account, window):
    page = window()
    first_step(page, account)
    page.goto("/nl/account/2fa/totp/activate/")
    prove_password(page)
    page.locator("[name=code]").fill("000000")
    page.locator("[name=code]").press("Enter")
    expect(page.locator("main")).to_contain_text("Deze code klopt niet")
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code_now(secret))
    page.locator("[name=code]").press("Enter")
    expect(page.locator("h1")).to_have_text("Herstelcodes")
    recovery = re.findall(r"\b\d{8}\b", page.locator("textarea").input_value())
    assert len(recovery) == 10

    page.context.clear_cookies()
    first_step(page, account)
    assert "/2fa/authenticate/" in page.url
    page.goto("/nl/mijn-kring/")
    assert "/login/" in page.url or "/2fa/" in page.url
    page.context.clear_cookies()
    first_step(page, account)
    page.locator("[name=code]").fill("111111")
    page.locator("[name=code]").press("Enter")
    expect(page.locator("main")).to_contain_text("Deze code klopt niet")
    page.locator("[name=code]").fill(recovery[0])
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(re.compile("/nl/mijn-kring/|/admin/"))
    assert page.seen.complaints == []


def test_passkey_alone_signs_in_and_can_be_taken_away(account, window):
    page = window()
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    first_step(page, account)
    page.goto("/nl/account/2fa/webauthn/add/")
    prove_password(page)
    page.get_by_label("Naam").fill("Telefoon")
    expect(page.locator("[name=passwordless]")).to_be_checked()
    page.locator(".account-main button[type=submit], .account-main button").last.click()
    expect(page.locator("body")).to_contain_text("De passkey is toegevoegd")

    page.context.clear_cookies()
    page.goto("/nl/account/login/")
    page.get_by_role("button", name=re.compile("passkey")).click()
    page.wait_for_url(re.compile("/nl/mijn-kring/|/admin/"))

    page.goto("/nl/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Telefoon")
    page.locator("main a[href$='/remove/']").click()
    if "/reauthenticate/" in page.url:
        prove_password(page)
    page.locator(".account-main button").last.click()
    expect(page.locator("body")).to_contain_text("De passkey is weggehaald")
    assert page.seen.complaints == []


def first_step(page: Page, address: str) -> None:
    """Sign in with the password."""
    page.goto("/nl/account/login/")
    form = page.locator("form", has=page.locator("input[name=password]"))
    if not form.is_visible():
        page.locator("summary", has_text="wachtwoord").click()
    form.locator("input[name=login]").fill(address)
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def prove_password(page: Page) -> None:
    """Before something of the account's safety changes, the password is asked again."""
    assert "/reauthenticate/" in page.url
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def code_now(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238: SHA-1, 30 seconds, six digits)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
