"""News in the admin."""

from wagtail import hooks

from .viewsets import NewsListingViewSet


@hooks.register("register_admin_viewset")
def register_viewset() -> NewsListingViewSet:
    """The listing of news."""
    return NewsListingViewSet("news-items")
