"""People in the index, as far as each allows: what they say that they know."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext, override

from content.taxonomy import named
from directory.models import Membership, OrganisationPage
from people.models import Profile

from . import indexing
from .models import SearchDocument
from .sources import Findable

KIND = "person"


def from_profile(profile: Profile) -> Findable:
    """What somebody offers to search, in the language they wrote it in."""
    with override(profile.language):
        label, url = gettext("Person"), profile.get_absolute_url()
        topics = named("topic", profile.topics.values_list("pk", flat=True))
    organisations = list(Membership.objects.filter(user=profile.user_id).values_list("organisation_id", flat=True))
    sectors = OrganisationPage.sectors.through.objects.filter(organisationpage_id__in=organisations)
    return Findable(
        language=profile.language,
        kind=KIND,
        tone="org",
        label=label,
        url=url,
        title=str(profile.user),
        audience=profile.audience,
        body=profile.knows,
        # Not the names of organisations: their pages may be closed to who sees the person.
        words=" ".join(topic.name for topic in topics),
        updated_at=profile.changed_at,
        filed_under=[
            *(("organisation", pk) for pk in organisations),
            *(("topic", topic.pk) for topic in topics),
            *(("sector", pk) for pk in sorted(set(sectors.values_list("sector_id", flat=True)))),
        ],
        person_id=profile.pk,
    )


def index(profiles: QuerySet[Profile] | Iterable[Profile]) -> None:
    """Make the index say what is true of these people now."""
    for profile in profiles:
        known = SearchDocument.objects.filter(person=profile).first()
        if profile.is_shown:
            indexing.keep(from_profile(profile), known)
        elif known:
            indexing.forget([known])


def index_all() -> None:
    """Everybody who has something to say."""
    index(Profile.objects.select_related("user").iterator(chunk_size=indexing.BATCH))


def stale() -> list[int]:
    """Keys of profiles that are found by others than who may see them, or as they were."""
    known = {
        person: key
        for person, *key in SearchDocument.objects.exclude(person=None).values_list(
            "person_id", "audience", "updated_at", "title", "language"
        )
    }
    wanted = {
        each.pk: [each.audience, each.changed_at, str(each.user), each.language]
        for each in Profile.objects.shown().select_related("user")
    }
    return sorted(pk for pk in wanted.keys() | known.keys() if wanted.get(pk) != known.get(pk))
