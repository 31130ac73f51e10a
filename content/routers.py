"""Sends the cache table to the database file of its own."""

from django.conf import settings


class CacheRouter:
    """Without Redis, Django's cache table lives in ``DATABASES["cache"]`` and nothing else does."""

    label = "django_cache"

    def db_for_read(self, model: type, **hints: object) -> str | None:
        return self._alias(model._meta.app_label)

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        if app_label == self.label:
            return db == ("cache" if "cache" in settings.DATABASES else "default")
        return False if db == "cache" else None

    def _alias(self, app_label: str) -> str | None:
        return "cache" if app_label == self.label and "cache" in settings.DATABASES else None
