"""All addresses. What a reader sees is under its language; what machines ask for is not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from content import views as content
from search import views as search
from signups.views import calendar

handler400 = "content.views.bad_request"
handler403 = "content.views.forbidden"
handler404 = "content.views.not_found"

urlpatterns = [
    # Before Wagtail's own: one way to sign in, with its second step (allauth).
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", content.media, name="media"),
    path("accent-<str:colour>.css", content.accent, name="accent"),
    path("healthz", content.healthz, name="healthz"),
    path("readyz", content.readyz, name="readyz"),
    path("robots.txt", content.robots, name="robots"),
    path("sitemap.xml", search.sitemap_index, name="sitemap"),
    path("sitemap-<str:language>-<int:page>.xml", search.sitemap_part, name="sitemap-part"),
    path("calendar/<str:language>/moment/<uuid:key>.ics", calendar.moment, name="calendar-moment"),
    path("calendar/<str:language>/<uuid:key>.ics", calendar.subject, name="calendar-subject"),
    path("calendar/<str:language>/topic/<slug:slug>.ics", calendar.topic, name="calendar-topic"),
    path("calendar/<str:language>/site.ics", calendar.site, name="calendar-site"),
    path("calendar/mine/<uuid:key>/<str:seal>.ics", calendar.personal, name="signups-feed"),
    path("calendar/member/<str:token>/<str:what>.ics", calendar.member, name="calendar-member"),
    path(".well-known/security.txt", content.security, name="security"),
    path(".well-known/change-password", content.change_password),
]

urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    path("", include("search.urls")),
    path("", include("home.urls")),
    path("", include("signups.urls")),
    path("", include("notifications.urls")),
    path("", include("knowledge.urls")),
    path("", include("news.urls")),
    path("", include("people.urls")),
    path("", include("content.urls")),
)
