"""Fast and offline: what pytest uses."""

import tempfile

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, STORAGES

DEBUG = False
SECRET_KEY = "test"  # noqa: S105 -- never used outside the tests
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES.pop("cache", None)  # noqa: F405
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = tempfile.mkdtemp(prefix="kring-test-media-")
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DEMO_ALLOWED = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
SECOND_FACTOR_REQUIRED = False  # the tests of the second step turn it on
# A test's transaction never commits, so nothing would expire; the fixture page_cache turns it on.
PAGE_CACHE_SECONDS = 0
SCHEDULE_BUILT_IN = False  # tests call what is due themselves
