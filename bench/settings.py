"""The settings of ``make run``, with two addresses more to compare with."""

from config.settings.dev import *  # noqa: F403

DEMO_ALLOWED = True
ROOT_URLCONF = "bench.urls"
WAGTAILSEARCH_BACKENDS["stock"] = {"BACKEND": "wagtail.search.backends.database"}  # noqa: F405
