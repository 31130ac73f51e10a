"""The search page and the pages of the network's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import network, saved_views, views

app_name = "search"
urlpatterns = [
    path(_("search/"), views.search, name="search"),
    path(_("search/suggestions/"), views.suggestions, name="suggestions"),
    path(_("search/opened/"), views.opened, name="opened"),
    path(_("search/ask/"), network.ask, name="ask"),
    path(_("search/saved/"), saved_views.overview, name="saved"),
    path(_("search/saved/new/"), saved_views.save, name="save"),
    path(_("search/saved/<uuid:key>/<str:seal>/leave/"), saved_views.leave, name="leave"),
    path(_("topic/"), views.topics, name="topics"),
    path(_("topic/<slug:slug>/"), views.topic, name="topic"),
]
