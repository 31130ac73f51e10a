"""Pages of a list, without counting all of it."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

PER_PAGE = 20
MOST = 1_000


class CappedPaginator(Paginator):
    """Counts no further than ``MOST`` rows: exact for people-sized lists, quick for the others."""

    @cached_property
    def count(self) -> int:
        """The number of rows, at most ``MOST``."""
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[:MOST].count()
        return min(len(self.object_list), MOST)

    @property
    def is_capped(self) -> bool:
        """Whether there may be more rows than ``count`` says."""
        return self.count == MOST


def paginate(request: HttpRequest, rows: Any, per_page: int = PER_PAGE, *, count: int | None = None) -> Page:
    """The page of ``rows`` that ``?page=`` asks for; a wrong number gives the nearest page there is.

    Who has counted the rows already says so with ``count``.
    """
    paginator = CappedPaginator(rows, per_page)
    if count is not None:
        paginator.count = count
    wanted = request.GET.get("page", "1")
    try:
        return paginator.page(wanted)
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage:
        return paginator.page(paginator.num_pages if wanted.isdigit() and int(wanted) > 1 else 1)
