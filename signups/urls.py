"""Addresses of sign-ups: forms, personal pages, the organiser's screen."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import address, desk, form, interest, mine, poll, questions

app_name = "signups"
urlpatterns = [
    path(_("sign-up/<uuid:key>/"), form.form, name="form"),
    path(_("sign-up/<uuid:key>/sent/"), form.sent, name="sent"),
    path(_("my-sign-up/<uuid:key>/<str:seal>/"), mine.page, name="mine"),
    path(_("my-sign-up/<uuid:key>/<str:seal>/change/"), mine.change, name="mine-change"),
    path(_("my-sign-up/<uuid:key>/<str:seal>/data/"), mine.data, name="mine-data"),
    path(_("my-sign-up/<uuid:key>/<str:seal>/no-mail/"), mine.unsubscribe, name="unsubscribe"),
    path(_("my-sign-ups/"), mine.overview, name="overview"),
    path(_("interested/<uuid:subject>/"), interest.join, name="interest-join"),
    path(_("interest/<uuid:key>/<str:seal>/"), interest.page, name="interest"),
    path(_("interest/<uuid:key>/<str:seal>/leave/"), interest.leave, name="interest-leave"),
    path(_("when-can-you/<uuid:key>/"), poll.poll, name="poll"),
    path(_("when-can-you/answer/<uuid:key>/<str:seal>/"), poll.reply, name="poll-reply"),
    path(_("my-data/"), address.ask, name="address"),
    path(_("my-data/<str:token>/"), address.everything, name="everything"),
    path(_("organise/"), desk.overview, name="desks"),
    path(_("organise/<uuid:key>/"), desk.desk, name="desk"),
    path(_("organise/<uuid:key>/attendance/"), desk.attendance, name="attendance"),
    path(_("organise/<uuid:key>/add/"), desk.add, name="desk-add"),
    path(_("organise/<uuid:key>/mail/"), desk.mail, name="desk-mail"),
    path(_("organise/<uuid:key>/history/"), desk.history, name="desk-history"),
    path(_("organise/<uuid:key>/print/"), desk.printed, name="desk-print"),
    path(_("organise/<uuid:key>/participants.<str:ending>"), desk.export, name="desk-export"),
    path(_("organise/<uuid:key>/person/<int:pk>/"), desk.somebody, name="desk-person"),
    path(_("organise/<uuid:key>/poll/"), poll.manage, name="desk-poll"),
    path(_("organise/<uuid:key>/questions/"), questions.questions, name="desk-questions"),
]
