"""Says before the tests what they will miss on this machine. With KRING_REQUIRE_ALL=1 anything missing is an error."""

import os
import shutil
import sys
from pathlib import Path


def _postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def _elasticsearch() -> bool:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from scripts.servers import elasticsearch

    return not elasticsearch.missing()


NEEDED = {
    "a browser": (lambda: shutil.which("chromium"), "apt-get install chromium"),
    "a Java runtime, to check HTML": (lambda: shutil.which("java"), "apt-get install default-jre-headless"),
    "gettext, to check the translations": (lambda: shutil.which("xgettext"), "apt-get install gettext"),
    "PostgreSQL, to check the site on it": (_postgresql, "apt-get install postgresql"),
    "Elasticsearch, to check search on it": (_elasticsearch, "apt-get install maven"),
}


def main() -> int:
    """List what is missing."""
    missing = {what: how for what, (found, how) in NEEDED.items() if not found()}
    for what, how in missing.items():
        print(f"Missing: {what}. On Debian: {how}")
    return 1 if missing and os.environ.get("KRING_REQUIRE_ALL") else 0


if __name__ == "__main__":
    sys.exit(main())
