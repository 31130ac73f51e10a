"""Gives the folder ``site/`` the import name ``config``.

``site`` is also a standard-library module that Python imports at start-up, so the folder can never be a package
of that name (docs/decisions/0003-the-folder-site.md). With this ``__path__``, ``config.urls`` loads ``site/urls.py``.
"""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parent / "site")]
