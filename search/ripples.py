"""What changes in other documents when a word or an organisation changes: a topic's name, the sectors of who wrote it."""

from django.conf import settings

from content.cache import forget
from content.models import Topic
from directory.cards import first_language_pk
from directory.models import OrganisationPage
from people.models import Profile

from . import indexing, people
from .files.indexing import index_shown_on
from .models import SearchDocument


def topic_changed(topic: Topic) -> None:
    """A topic has another name, or is gone: its name is among the words of all that is filed under it."""
    same = Topic.objects.filter(translation_key=topic.translation_key, locale__language_code=settings.LANGUAGE_CODE)
    _refresh_tagged(f"topic{same.values_list('pk', flat=True).first() or topic.pk}")


def organisation_changed(page: OrganisationPage) -> None:
    """Knowledge has the sectors of the organisations it comes from."""
    _refresh_tagged(f"organisation{first_language_pk(page)}")


def _refresh_tagged(tag: str) -> None:
    forget()  # whoever is told of a change first would otherwise see it last
    rows = SearchDocument.objects.filter(tags__contains=tag).values_list("page_id", "person_id", "tags")
    tagged = [(page, person) for page, person, tags in rows if tag in tags.split()]
    pages = [page for page, _person in tagged if page]
    indexing.refresh(pages)
    index_shown_on(pages)
    people.index(Profile.objects.filter(pk__in=[person for _page, person in tagged if person]).select_related("user"))
