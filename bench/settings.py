"""The settings of ``make run``, with two addresses more to compare with."""

from config.settings.dev import *  # noqa: F403

DEMO_ALLOWED = True
ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SCHEDULE_BUILT_IN = False
