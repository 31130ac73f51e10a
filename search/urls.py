"""The search page and the pages of the network's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "search"
urlpatterns = [
    path(_("search/"), views.search, name="search"),
    path(_("search/suggestions/"), views.suggestions, name="suggestions"),
    path(_("topic/"), views.topics, name="topics"),
    path(_("topic/<slug:slug>/"), views.topic, name="topic"),
]
