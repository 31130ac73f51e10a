"""Who knows what, in the admin: for coordinators, as far as people let others know."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from content.models import Topic

from .models import Profile


class ProfileFilterSet(WagtailFilterSet):
    """By what they know, and where they are from."""

    topics = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=lambda request: Topic.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    )

    class Meta:
        model = Profile
        fields = ["topics", "shown_to"]


class ProfileIndexView(IndexView):
    """Only those who let others see it: a coordinator is one of the others."""

    def get_base_queryset(self) -> QuerySet[Profile]:
        """Profiles that are shown, with what the list says of them."""
        return Profile.objects.shown().by_name().prefetch_related("topics", "user__memberships__organisation")


class ProfileViewSet(ModelViewSet):
    """A list to read; people write it themselves on the site."""

    model = Profile
    icon = "user"
    menu_label = _("Who knows what")
    menu_order = 235
    add_to_admin_menu = True
    index_view_class = ProfileIndexView
    filterset_class = ProfileFilterSet
    form_fields: list[str] = []
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        TitleColumn("user", label=_("Person"), width="18%", get_url=lambda profile: profile.get_absolute_url()),
        Column("organisations", label=_("Organisations"), accessor=lambda profile: ", ".join(_organisations(profile))),
        Column("topics", label=_("Topics"), accessor=lambda profile: ", ".join(map(str, profile.topics.all()))),
        "knows",
        "shown_to",
    ]
    search_fields = ["user__first_name", "user__last_name", "knows"]


def _organisations(profile: Profile) -> list[Any]:
    return [membership.organisation.title for membership in profile.user.memberships.all()]


@hooks.register("register_admin_viewset")
def register_viewset() -> ProfileViewSet:
    """The list in the menu."""
    return ProfileViewSet("who-knows-what")
