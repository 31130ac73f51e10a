"""The addresses of pages. Same names as ``wagtail.urls``, because Wagtail reverses them."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.urls import serve_pattern

from . import views
from .style import style

urlpatterns = [
    path(
        "_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="wagtailcore_login"
    ),
    path("style/", style, name="style"),
    re_path(serve_pattern, views.serve, name="wagtail_serve"),
]
