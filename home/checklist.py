"""What a new site still needs, as a list for its coordinator."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from content.models import SiteSettings, Topic
from directory.models import OrganisationPage
from knowledge.models import SectionPage
from members.models import User
from members.roles import BY_KEY

from .models import HomePage, StandardPage


@dataclass(frozen=True)
class Step:
    """One thing to do, where, and whether it is done."""

    title: str
    text: str
    url: str
    is_done: bool


def steps(request: HttpRequest) -> list[Step]:
    """All steps, in the order that makes sense. A handful of cheap questions to the database."""
    site = Site.find_for_request(request)
    settings = SiteSettings.for_site(site)
    home = HomePage.objects.filter(pk=site.root_page_id).first()
    below = reverse("wagtailadmin_explore", args=[home.pk]) if home else reverse("wagtailadmin_explore_root")
    network = reverse("wagtailsettings:edit", args=["content", "sitesettings", site.pk])
    editors = [BY_KEY["editor"].group, BY_KEY["moderator"].group]
    return [
        Step(
            _("Give the network its name, logo and colour"),
            _("They show at the top of every page and in the mails."),
            network,
            bool(settings.logo_id) or settings.accent != SiteSettings._meta.get_field("accent").default,
        ),
        Step(
            _("Say how people can reach you"),
            _("An address of a role, such as hello@…, and when somebody answers."),
            network,
            bool(settings.email),
        ),
        Step(
            _("Write the first sentence of the home page"),
            _("What the network promises, and a way in for each kind of visitor."),
            reverse("wagtailadmin_pages:edit", args=[home.pk]) if home else below,
            bool(home and home.ways),
        ),
        Step(
            _("Choose your topics and areas"),
            _("A few are there already; make them yours."),
            reverse(Topic.snippet_viewset.get_url_name("list")),
            Topic.objects.count() > 8,
        ),
        Step(
            _("Make shelves for the knowledge base"),
            _("Five to eight sections are enough to begin with."),
            below,
            SectionPage.objects.exists(),
        ),
        Step(
            _("Add the first organisations"),
            _("They can keep their own page from then on."),
            below,
            OrganisationPage.objects.exists(),
        ),
        Step(
            _("Invite somebody to write with you"),
            _("Give them the role of editor or moderator."),
            reverse("wagtailusers_users:add"),
            User.objects.filter(groups__name__in=editors).exists(),
        ),
        Step(
            _("Publish what you keep of people, and how accessible the site is"),
            _("Two pages every public site needs; link them in the footer."),
            below,
            StandardPage.objects.live().count() > 1,
        ),
    ]
