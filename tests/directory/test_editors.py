"""Who may edit the page of an organisation, and how they come by that."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupPagePermission

from directory.models import Membership
from directory.services import appoint_editor, dismiss_editor, editors_of

from ..pages import make_organisation, translate


@pytest.fixture
def club(site):
    return make_organisation(site.directory, "Korfbalvereniging De Sluis")


def can_edit(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_appointed_editor_edits_that_page_and_no_other(club, site, member, as_member, coordinator):
    appoint_editor(user=member, organisation=club, by=coordinator)
    assert can_edit(as_member, club)
    assert not can_edit(as_member, make_organisation(site.directory))


def test_appointed_editor_does_not_publish(club, member, coordinator):
    appoint_editor(user=member, organisation=club, by=coordinator)
    permissions = club.permissions_for_user(type(member).objects.get(pk=member.pk))
    assert permissions.can_edit()
    assert not permissions.can_publish()
    assert not permissions.can_delete()


def test_editor_edits_the_page_in_every_language_also_one_made_later(club, member, as_member, coordinator):
    appoint_editor(user=member, organisation=club, by=coordinator)
    english = translate(club, slug="the-lock", title="The Lock")
    assert can_edit(as_member, english)


def test_appointing_by_the_translation_is_appointing(club, member, as_member, coordinator):
    english = translate(club, slug="the-lock", title="The Lock")
    appoint_editor(user=member, organisation=english, by=coordinator)
    assert can_edit(as_member, club)
    assert Membership.objects.get().organisation == club


def test_appointing_twice_is_appointing_once(club, member, coordinator):
    for _time in range(2):
        appoint_editor(user=member, organisation=club, by=coordinator)
    assert Membership.objects.count() == 1
    assert GroupPagePermission.objects.filter(group=editors_of(club)).count() == 1


def test_dismissed_editor_loses_the_page_and_with_the_last_one_the_role(club, site, member, as_member, coordinator):
    other = make_organisation(site.directory)
    appoint_editor(user=member, organisation=club, by=coordinator)
    appoint_editor(user=member, organisation=other, by=coordinator)
    dismiss_editor(user=member, organisation=club, by=coordinator)
    assert not can_edit(as_member, club)
    assert can_edit(as_member, other)
    dismiss_editor(user=member, organisation=other, by=coordinator)
    assert "organisation_editor" not in type(member).objects.get(pk=member.pk).role_keys
    assert Membership.objects.filter(user=member).count() == 2


def test_renamed_organisation_keeps_its_group(club):
    before = editors_of(club)
    club.title = "De Nieuwe Sluis"
    club.save()
    after = editors_of(club)
    assert after.pk == before.pk
    assert "De Nieuwe Sluis" in after.name


@pytest.mark.parametrize("role", ["member", "organisation_editor", "editor", "moderator"])
def test_only_who_manages_people_appoints(role, club, user_of):
    user = user_of(role)
    with pytest.raises(PermissionDenied):
        appoint_editor(user=user, organisation=club, by=user)
    with pytest.raises(PermissionDenied):
        dismiss_editor(user=user, organisation=club, by=user)


def test_saving_in_the_admin_appoints_moves_and_dismisses(club, site, member, as_member, as_coordinator):
    given = {"user": member.pk, "organisation": club.pk, "function": "Penningmeester"}
    response = as_coordinator.post(reverse("memberships:add"), given | {"is_editor": "on"})
    assert response.status_code == 302
    assert can_edit(as_member, club)

    row = Membership.objects.get()
    other = make_organisation(site.directory)
    moved = given | {"organisation": other.pk, "is_editor": "on"}
    assert as_coordinator.post(reverse("memberships:edit", args=[row.pk]), moved).status_code == 302
    assert not can_edit(as_member, club)
    assert can_edit(as_member, other)

    assert as_coordinator.post(reverse("memberships:delete", args=[row.pk])).status_code == 302
    assert not can_edit(as_member, other)
    assert not Membership.objects.exists()


def test_unticking_in_the_admin_dismisses(club, member, as_member, as_coordinator, coordinator):
    row = appoint_editor(user=member, organisation=club, by=coordinator)
    given = {"user": member.pk, "organisation": club.pk, "function": ""}
    as_coordinator.post(reverse("memberships:edit", args=[row.pk]), given)
    assert not can_edit(as_member, club)
    assert Membership.objects.get().is_editor is False


@pytest.mark.parametrize("name", ["memberships:index", "organisations:index", "places:index"])
def test_listings_open_for_the_coordinator(name, club, member, as_coordinator, coordinator):
    appoint_editor(user=member, organisation=club, by=coordinator)
    assert as_coordinator.get(reverse(name)).status_code == 200


def test_organisations_are_found_by_area_and_freshness(club, site, as_editor):
    response = as_editor.get(reverse("organisations:index"), {"checked_on__gte": "2026-01-01"})
    assert response.status_code == 200
    assert club.title not in response.content.decode()
    assert club.title in as_editor.get(reverse("organisations:index")).content.decode()


@pytest.mark.parametrize("name", ["memberships:index", "participants:index"])
def test_people_are_no_editor_s_business(name, as_editor):
    assert as_editor.get(reverse(name)).status_code in (302, 403)
