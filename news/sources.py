"""What the news tells other rooms."""

from collections.abc import Iterator

from content.contributions import Contribution
from content.links import page_url
from content.visibility import Viewer

from .models import NewsOrganisation, NewsPage


def written_about(organisation: int, viewer: Viewer, locale_id: int, most: int) -> Iterator[Contribution]:
    """The newest news about an organisation."""
    about = NewsOrganisation.objects.filter(organisation=organisation).values("page_id")
    rows = NewsPage.objects.visible_to(viewer).filter(pk__in=about, locale_id=locale_id)
    for page in rows.for_list()[:most]:
        yield Contribution(page.title, page_url(page), page.kind, page.type_label, page.tone, page.date)
