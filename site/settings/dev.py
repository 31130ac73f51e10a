"""One machine, no https, the demo allowed: what ``make run`` uses. Never for a real site."""

import secrets

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])


def _secret_key() -> str:
    """A key of this machine's own, made once, so that people stay signed in over a restart."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _secret_key()
SECOND_FACTOR_REQUIRED = env.bool("KRING_SECOND_FACTOR_REQUIRED", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEMO_ALLOWED = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
