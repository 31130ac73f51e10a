"""What keeps the site closed where it should be: headers, sign-in, files, and the addresses machines ask for."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.models import Collection, CollectionViewRestriction

from content.models import CustomDocument, CustomImage

from . import pages
from .conftest import PASSWORD

PUBLIC = ("/nl/", "/en/", "/nl/kennis/", "/nl/wie-is-wie/", "/nl/zoeken/", "/nl/bestaat-niet/", "/nl/account/login/")


def directives(response) -> dict[str, set[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(values) for name, *values in parts}


# Headers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PUBLIC)
def test_policy_of_the_site_is_strict(site, visitor, address):
    policy = directives(visitor.get(address))
    assert policy["default-src"] == {"'self'"}
    assert policy["style-src"] == {"'self'"}
    assert all(each == "'self'" or each.startswith("'nonce-") for each in policy["script-src"])
    assert policy["object-src"] == policy["base-uri"] == {"'none'"}
    assert policy["form-action"] == policy["frame-ancestors"] == {"'self'"}


def test_admin_may_have_inline_scripts_and_styles_and_nothing_else(site, as_editor):
    policy = directives(as_editor.get("/admin/"))
    assert policy["script-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["style-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["default-src"] == {"'self'"}


@pytest.mark.parametrize("address", PUBLIC)
def test_other_headers_are_strict_too(site, visitor, address):
    response = visitor.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/nl/", "/en/", "/nl/kennis/", "/nl/wie-is-wie/", "/nl/agenda/", "/nl/zoeken/?q=a"]
)
def test_visitor_gets_no_cookie_and_nothing_varies_on_one(site, visitor, address):
    response = visitor.get(address)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert b"csrfmiddlewaretoken" not in response.content
    assert b"nonce=" not in response.content


# Signing in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/admin/login/", "/nl/_util/login/", "/admin/password_reset/"])
def test_both_doors_of_wagtail_lead_to_the_one_sign_in(site, visitor, address):
    response = visitor.get(f"{address}?next=/admin/")
    assert response.status_code == 302
    assert "/account/" in response["Location"]
    visitor.post(address, {"username": "x", "password": "y"})
    assert "_auth_user_id" not in visitor.session


def test_password_alone_signs_nobody_in_at_wagtails_door(site, visitor, editor):
    visitor.post("/admin/login/", {"username": editor.email, "password": PASSWORD})
    assert visitor.get("/admin/").status_code == 302


def test_admin_is_closed_to_visitors_and_members(site, visitor, as_member):
    assert "/account/login/" in visitor.get("/admin/", follow=True).redirect_chain[-1][0]
    assert as_member.get("/admin/").status_code in (302, 403)


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/nl/"])
def test_powerful_roles_prove_themselves_twice(site, settings, user_of, visitor, role, address):
    settings.SECOND_FACTOR_REQUIRED = True
    user = user_of(role)
    visitor.post("/nl/account/login/", {"login": user.email, "password": PASSWORD})
    response = visitor.get(address)
    assert response.status_code == 302
    assert "/2fa/" in response["Location"]


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_session_begun_another_way_is_no_way_round(site, settings, user_of, client_of, role):
    settings.SECOND_FACTOR_REQUIRED = True
    assert "/2fa/" in client_of(user_of(role)).get("/admin/")["Location"]


@pytest.mark.parametrize("role", ["member", "editor", "moderator", "organisation_editor"])
def test_other_roles_need_one_step(site, settings, user_of, client_of, role):
    settings.SECOND_FACTOR_REQUIRED = True
    assert client_of(user_of(role)).get("/nl/").status_code == 200


def test_second_step_lets_a_coordinator_in(site, settings, coordinator, visitor):
    """A code of the app is asked for at sign-in, and then everything is open."""
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        format_hotp_value,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    settings.SECOND_FACTOR_REQUIRED = True
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    first = visitor.post("/nl/account/login/", {"login": coordinator.email, "password": PASSWORD})
    assert "/2fa/authenticate/" in first["Location"]
    assert visitor.get("/admin/").status_code == 302
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    visitor.post(first["Location"], {"code": code})
    assert visitor.get("/admin/").status_code == 200


def test_sign_in_does_not_tell_who_has_an_account(site, visitor, member):
    known = visitor.post("/nl/account/password/reset/", {"email": member.email})
    unknown = visitor.post("/nl/account/password/reset/", {"email": "niemand@kring.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_guessing_a_password_is_stopped(site, visitor, member):
    for _attempt in range(12):
        answer = visitor.post("/nl/account/login/", {"login": member.email, "password": "fout-fout-fout"})
    visitor.post("/nl/account/login/", {"login": member.email, "password": PASSWORD})
    assert "_auth_user_id" not in visitor.session or answer.status_code == 429


def test_registration_is_closed_unless_opened(site, visitor):
    visitor.post("/nl/account/signup/", {"email": "nieuw@kring.example", "password1": PASSWORD, "password2": PASSWORD})
    from members.models import User

    assert not User.objects.filter(email="nieuw@kring.example").exists()


# Files -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def closed_collection(site):
    collection = Collection.get_first_root_node().add_child(name="Alleen voor leden")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection


def picture(collection=None) -> CustomImage:
    content = BytesIO()
    Picture.new("RGB", (320, 240), "teal").save(content, "PNG")
    given = {"collection": collection} if collection else {}
    file = SimpleUploadedFile("vlak.png", content.getvalue(), "image/png")
    return CustomImage.objects.create(title="Vlak", file=file, description="Een vlak", **given)


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_picture_is_for_everybody_and_may_be_kept(site, visitor):
    rendition = picture().get_rendition("width-100")
    response = visitor.get(rendition.url)
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert body_of(response)


def test_picture_of_a_closed_collection_is_for_members(closed_collection, visitor, as_member):
    rendition = picture(closed_collection).get_rendition("width-100")
    assert visitor.get(rendition.url).status_code == 404
    response = as_member.get(rendition.url)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_originals_and_documents_are_no_media(site, visitor, as_member, closed_collection):
    original = picture(closed_collection)
    document = CustomDocument.objects.create(
        title="Begroting", file=ContentFile(b"geheim", "begroting.pdf"), collection=closed_collection
    )
    for client in (visitor, as_member):
        assert client.get(f"/media/{original.file.name}").status_code == 404
        assert client.get(f"/media/{document.file.name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["../kring.sqlite3", "images/../../secret_key", "images/%2e%2e/%2e%2e/secret_key", "images/"]
)
def test_media_does_not_leave_its_folder(site, visitor, path):
    assert visitor.get(f"/media/{path}", follow=True).status_code in (400, 404)


def test_closed_document_is_for_members(closed_collection, visitor, as_member):
    document = CustomDocument.objects.create(
        title="Begroting", file=ContentFile(b"geheim", "begroting.txt"), collection=closed_collection
    )
    refused = visitor.get(document.url)
    assert refused.status_code == 302
    assert "login" in refused["Location"]
    assert body_of(as_member.get(document.url)) == b"geheim"


def test_nginx_sends_the_file_once_kring_has_decided(closed_collection, settings, visitor, as_member):
    settings.SENDFILE_HEADER = "X-Accel-Redirect"
    rendition = picture(closed_collection).get_rendition("width-100")
    assert visitor.get(rendition.url).status_code == 404
    assert as_member.get(rendition.url)["X-Accel-Redirect"] == f"/protected/{rendition.file.name}"


# What machines ask for -------------------------------------------------------------------------------------------


def test_health_addresses_answer_without_a_site(db, visitor):
    assert visitor.get("/healthz").content == b"ok"
    assert visitor.get("/readyz").json() == {"ready": True, "database": True, "cache": True}


def test_not_ready_without_database(db, visitor, monkeypatch):
    from content import views

    def broken() -> None:
        raise OSError("gone")

    monkeypatch.setattr(views, "_ask_database", broken)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False


def test_robots_stay_out_of_the_admin_and_find_the_sitemap(site, visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert re.search(r"Sitemap: http://.+/sitemap\.xml", text)


def test_security_contact_is_named_once_it_is_set(site, visitor, settings):
    assert visitor.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "veilig@kring.example"
    text = visitor.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:veilig@kring.example" in text
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT", text, re.MULTILINE)


def test_password_managers_find_the_form(site, visitor):
    assert "/account/password/change/" in visitor.get("/.well-known/change-password")["Location"]


@pytest.mark.parametrize(("address", "language"), [("/nl/bestaat-niet/", "nl"), ("/en/does-not-exist/", "en")])
def test_404_is_in_the_language_of_the_address_and_helps(site, visitor, address, language):
    response = visitor.get(address)
    assert response.status_code == 404
    assert f'lang="{language}"' in response.content.decode()
    assert b'name="q"' in response.content


@pytest.mark.parametrize(
    "path", ["/nl/%00/", "/nl/" + "a/" * 60, "/nl/" + "x" * 3000 + "/", "/nl/?page=%00", "/nl/kennis/?page=-1"]
)
def test_odd_addresses_do_no_harm(site, visitor, path):
    assert visitor.get(path).status_code in (200, 400, 404)


def test_title_with_html_in_it_is_only_text(site, visitor):
    page = pages.make_article(site.section, title='<script>alert("x")</script>')
    assert b"<script>alert" not in visitor.get(page.url).content
