"""The feed of new knowledge."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import feeds

app_name = "knowledge"
urlpatterns = [path(_("knowledge.xml"), feeds.KnowledgeFeed(), name="feed")]
