"""Addresses of a member's own pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "home"
urlpatterns = [path(_("my-kring/"), views.mine, name="mine")]
