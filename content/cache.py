"""What may be remembered between requests, and when all of it is forgotten.

One number, the *generation*, stands for the state of everything published. Whatever is derived from published content is
kept together with the generation it was made in and is worthless as soon as the number has moved on. So nothing has to
know which page shows what: any publish, move, privacy or setting change moves the number (``content/signals.py``).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

Value = TypeVar("Value")

GENERATION_KEY = "kring:generation"
MEMO_SIZE = 5_000

_of_this_request: ContextVar[str | None] = ContextVar("generation", default=None)
_memo: OrderedDict[Hashable, tuple[str, object]] = OrderedDict()
_lock = Lock()


def generation() -> str:
    """The current generation, read from the shared cache at most once per request."""
    current = _of_this_request.get()
    if current is None:
        current = cache.get(GENERATION_KEY) or _start()
        _of_this_request.set(current)
    return current


def forget() -> None:
    """Start a new generation once the running transaction is committed (at once outside one)."""
    transaction.on_commit(_start)


def remember(key: Hashable, build: Callable[[], Value]) -> Value:
    """The value under ``key``, built at most once per process and generation.

    Inside a transaction nothing is kept: what is seen there may still be rolled back.
    """
    return remember_many([key], lambda keys: {key: build()})[key]


def remember_many(
    keys: Iterable[Hashable], build: Callable[[list[Hashable]], dict[Hashable, Value]]
) -> dict[Hashable, Value]:
    """The values under ``keys``; ``build`` gets those that are missing and makes them together. It may leave some out."""
    wanted = list(keys)
    if connection.in_atomic_block:
        return build(wanted) if wanted else {}
    now = generation()
    with _lock:
        kept = {key: _memo[key][1] for key in wanted if key in _memo and _memo[key][0] == now}
    missing = [key for key in wanted if key not in kept]
    if not missing:
        return kept  # type: ignore[return-value]
    made = build(missing)
    with _lock:
        for key, value in made.items():
            _memo[key] = (now, value)
            _memo.move_to_end(key)
        while len(_memo) > MEMO_SIZE:
            _memo.popitem(last=False)
    return kept | made  # type: ignore[return-value]


def limit_validity(request: HttpRequest, moment: datetime | None) -> None:
    """Say that the answer to ``request`` stops being true at ``moment``: no cache may keep it longer."""
    if moment is not None:
        known = getattr(request, "valid_until", None)
        request.valid_until = min(known, moment) if known else moment


def next_midnight() -> datetime:
    """The moment at which "today" changes, in the site's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _start() -> str:
    fresh = uuid4().hex
    cache.set(GENERATION_KEY, fresh, None)
    if _of_this_request.get() is not None:
        _of_this_request.set(fresh)
    return fresh


def _reset(**kwargs: object) -> None:
    _of_this_request.set(None)


request_started.connect(_reset, dispatch_uid="content.cache.started")
request_finished.connect(_reset, dispatch_uid="content.cache.finished")
