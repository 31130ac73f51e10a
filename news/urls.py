"""The feed of news."""

from django.urls import path

from . import feeds

app_name = "news"
urlpatterns = [path("feed.xml", feeds.NewsFeed(), name="feed")]
