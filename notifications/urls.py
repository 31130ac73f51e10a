"""Where the mails of the demo are read."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "notifications"
urlpatterns = [
    path(_("demo-mail/"), views.demo, name="demo"),
    path(_("demo-mail/<int:pk>/"), views.demo, name="demo-message"),
    path(_("demo-mail/<int:pk>/html/"), views.demo_html, name="demo-html"),
]
