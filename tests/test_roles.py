"""Who may what, as one matrix, tried out by people with each role and compared with the table in ``members.roles``."""

import itertools

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from content.models import SiteSettings, Topic
from members.models import User
from members.roles import BY_KEY, ROLES, needs_second_factor, roles_of, sync_roles

from . import pages

EVERYBODY = (
    "visitor",
    "member",
    "circle_participant",
    "organisation_editor",
    "editor",
    "moderator",
    "coordinator",
    "administrator",
)
STAFF = {"editor", "moderator", "coordinator", "administrator"}
WITH_ADMIN = STAFF | {"organisation_editor"}
RUNNING = {"coordinator", "administrator"}

#: action -> who may. The names are those of the functions below.
MATRIX = {
    "read_public": set(EVERYBODY),
    "read_members_only": set(EVERYBODY) - {"visitor"},
    "enter_admin": WITH_ADMIN,
    "write_article": STAFF,
    "publish_article": STAFF,
    "delete_article": {"moderator", "coordinator", "administrator"},
    "edit_own_organisation": WITH_ADMIN,
    "edit_other_organisation": STAFF,
    "publish_own_organisation": STAFF,
    "add_picture": WITH_ADMIN,
    "manage_words": RUNNING,
    "change_settings": RUNNING,
    "manage_people": RUNNING,
    "manage_redirects": RUNNING,
    "manage_groups": {"administrator"},
    "manage_sites": {"administrator"},
}


@pytest.fixture
def things(site, organisation_editor):
    """What the actions are tried on."""
    closed = pages.make_article(site.section, "Alleen voor leden")
    pages.restrict(closed)
    return {
        "site": site,
        "open": pages.make_article(site.section, "Voor iedereen"),
        "closed": closed,
        "own": organisation_editor.organisation,
        "other": pages.make_organisation(site.directory, "Zwemclub De Ander"),
        "topic": Topic.objects.create(name="Geld", locale=site.nl.locale),
        "settings": SiteSettings.for_site(site.record),
    }


def read_public(user, client, things):
    return opens(client, things["open"].url)


def read_members_only(user, client, things):
    return opens(client, things["closed"].url)


def enter_admin(user, client, things):
    return opens(client, "/admin/")


def write_article(user, client, things):
    return opens(client, f"/admin/pages/add/knowledge/articlepage/{things['site'].section.pk}/")


def publish_article(user, client, things):
    return user is not None and things["open"].permissions_for_user(user).can_publish()


def delete_article(user, client, things):
    return opens(client, f"/admin/pages/{things['site'].section.pk}/delete/")


def edit_own_organisation(user, client, things):
    return opens(client, f"/admin/pages/{things['own'].pk}/edit/")


def edit_other_organisation(user, client, things):
    return opens(client, f"/admin/pages/{things['other'].pk}/edit/")


def publish_own_organisation(user, client, things):
    return user is not None and things["own"].permissions_for_user(user).can_publish()


def add_picture(user, client, things):
    return opens(client, "/admin/images/add/")


def manage_words(user, client, things):
    return opens(client, f"/admin/snippets/content/topic/edit/{things['topic'].pk}/")


def change_settings(user, client, things):
    return opens(client, f"/admin/settings/content/sitesettings/{things['site'].record.pk}/")


def manage_people(user, client, things):
    return opens(client, "/admin/users/")


def manage_redirects(user, client, things):
    return opens(client, "/admin/redirects/")


def manage_groups(user, client, things):
    return opens(client, "/admin/groups/")


def manage_sites(user, client, things):
    return opens(client, "/admin/sites/")


def opens(client, address: str) -> bool:
    """Whether the address shows what it is for, instead of sending the reader away."""
    response = client.get(address)
    assert response.status_code in (200, 302, 403, 404), (address, response.status_code)
    return response.status_code == 200


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("action", MATRIX)
def test_role_may_do_what_the_matrix_says(role, action, user_of, client_of, things):
    user = user_of(role)
    assert globals()[action](user, client_of(user), things) is (role in MATRIX[action])


def test_matrix_and_table_name_the_same_roles():
    assert set(BY_KEY) | {"visitor", "circle_participant", "administrator"} == set(EVERYBODY)


def test_tables_permissions_all_exist(db):
    """A misspelled permission would be silently missing."""
    for name in {name for role in ROLES for name in role.permissions}:
        app, codename = name.split(".")
        assert Permission.objects.filter(content_type__app_label=app, codename=codename).exists(), name
    for codename in {name for role in ROLES for name in role.pages}:
        assert Permission.objects.filter(content_type__app_label="wagtailcore", codename=codename).exists(), codename


def test_groups_are_exactly_what_the_table_says(db):
    sync_roles()
    assert set(Group.objects.values_list("name", flat=True)) == {role.group for role in ROLES}, "on a new site"
    root, files = Page.objects.get(depth=1), Collection.get_first_root_node()
    for role in ROLES:
        group = Group.objects.get(name=role.group)
        names = {f"{each.content_type.app_label}.{each.codename}" for each in group.permissions.all()}
        assert names == set(role.permissions)
        on_pages = GroupPagePermission.objects.filter(group=group)
        assert {each.permission.codename for each in on_pages if each.page_id == root.pk} == set(role.pages)
        on_files = GroupCollectionPermission.objects.filter(group=group, collection=files)
        expected = {f"{act}_{model}" for act in role.files for model in ("image", "document")}
        assert {each.permission.codename for each in on_files} == expected


def test_what_somebody_clicked_together_is_put_right(db):
    """The table rules: a permission added by hand is gone after the next migrate, one that was taken away is back."""
    group = Group.objects.get(name=BY_KEY["editor"].group)
    group.permissions.set(Permission.objects.filter(codename="delete_user"))
    call_command("migrate", verbosity=0)
    names = {f"{each.content_type.app_label}.{each.codename}" for each in group.permissions.all()}
    assert names == set(BY_KEY["editor"].permissions)


@pytest.mark.parametrize(("one", "other"), itertools.combinations(["organisation_editor", "editor", "coordinator"], 2))
def test_person_with_two_roles_may_what_either_may(site, make_user, client_of, one, other):
    user = make_user(one, roles=(one, other))
    assert {one, other, "member"} <= roles_of(user)
    assert opens(client_of(user), "/admin/")


def test_only_the_powerful_need_two_steps(site, user_of):
    needing = {role for role in EVERYBODY if role != "visitor" and needs_second_factor(user_of(role))}
    assert needing == RUNNING


def test_coordinator_makes_nobody_an_administrator(site, as_coordinator, administrator, member):
    assert as_coordinator.get(f"/admin/users/edit/{administrator.pk}/").status_code in (302, 403)
    as_coordinator.post(
        f"/admin/users/edit/{member.pk}/",
        {"email": member.email, "first_name": "M", "is_superuser": "on", "is_active": "on", "is_staff": "on"},
    )
    member = User.objects.get(pk=member.pk)
    assert not member.is_superuser


def test_account_that_is_switched_off_sees_what_a_visitor_sees(site, member, client_of, things):
    client = client_of(member)
    assert opens(client, things["closed"].url)
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert not opens(client, things["closed"].url)
