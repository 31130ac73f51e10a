"""Addresses of people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "people"
urlpatterns = [
    path(_("people/"), views.people, name="people"),
    path(_("people/me/"), views.mine, name="mine"),
    path(_("people/<uuid:key>/"), views.person, name="person"),
]
