"""Four facts about every page type: it has an address, shows itself, can be edited, and can be previewed."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page

from content.models import BasePage

from . import pages

TYPES = sorted(
    (model for model in apps.get_models() if issubclass(model, BasePage) and not model._meta.abstract),
    key=lambda model: model.__name__,
)
MADE = {
    "StandardPage": lambda site: pages.make_standard_page(site.home),
    "SectionPage": lambda site: pages.make_section(site.section),
    "ArticlePage": lambda site: pages.make_article(site.section, body=pages.paragraph("<p>Tekst.</p>")),
    "BestPracticePage": lambda site: pages.make_best_practice(site.section),
    "OrganisationPage": lambda site: pages.make_organisation(site.directory),
    "PlacePage": lambda site: pages.make_place(site.directory),
    "CirclePage": lambda site: pages.make_circle(site.circles),
    "RunPage": lambda site: pages.make_run(pages.make_circle(site.circles)),
    "EventPage": lambda site: pages.make_event(site.events),
    "NewsPage": lambda site: pages.make_news(site.news),
    "HomePage": lambda site: site.home,
    "KnowledgeIndexPage": lambda site: site.knowledge,
    "CircleIndexPage": lambda site: site.circles,
    "EventIndexPage": lambda site: site.events,
    "DirectoryIndexPage": lambda site: site.directory,
    "NewsIndexPage": lambda site: site.news,
}
every_type = pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)


@pytest.fixture
def page(site, model):
    return MADE[model.__name__](site)


@every_type
def test_page_is_routed_by_its_address(page, model, visitor):
    response = visitor.get(page.url)
    assert response.status_code == 200
    assert response.context_data["page"].pk == page.pk


@every_type
def test_page_shows_its_title_once_in_its_language(page, model, visitor):
    html = visitor.get(page.url).content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="nl"' in html
    assert "{{" not in html
    assert "{%" not in html


@every_type
def test_page_can_be_edited(page, model, as_editor):
    response = as_editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


@every_type
def test_page_can_be_previewed(page, model, rf, editor):
    request = rf.get("/")
    request.user = editor
    for mode, _label in page.preview_modes:
        response = page.make_preview_request(request, mode)
        assert response.status_code == 200
        assert response.render().content


@every_type
def test_page_can_be_made_where_it_belongs(model, site, as_editor):
    """The form for a new page opens, with an explanation of what the type is for."""
    parents = [parent for parent in Page.objects.specific() if model in parent.allowed_subpage_models()]
    if model.__name__ in ("RunPage",):
        parents = [pages.make_circle(site.circles)]
    may_be_only_one = getattr(model, "max_count_per_parent", None) == 1 or model.__name__ == "HomePage"
    assert parents or may_be_only_one
    for parent in parents[:1]:
        if model.can_create_at(parent):
            args = [model._meta.app_label, model._meta.model_name, parent.pk]
            assert as_editor.get(reverse("wagtailadmin_pages:add", args=args)).status_code == 200


@every_type
def test_page_of_a_closed_branch_sends_visitors_to_the_door(page, model, visitor, as_member):
    pages.restrict(page)
    response = visitor.get(page.url)
    assert response.status_code == 302
    assert "/account/login/" in response["Location"] or "/_util/login/" in response["Location"]
    assert as_member.get(page.url).status_code == 200


def test_every_type_is_tested():
    assert {model.__name__ for model in TYPES} == set(MADE)
