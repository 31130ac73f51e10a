"""SQLite's FTS5, over the terms in the table itself. Triggers keep it equal to the table, in the same transaction."""

from collections.abc import Callable, Sequence

from django.db import DatabaseError, connection

from search.language import PART, PREFIX, STEM, Group
from search.models import SearchDocument

from .engine import MOST_COUNTED, MOST_RANKED, Engine, Found, Request, Row, best_first, is_matched, tag_of

TABLE = SearchDocument._meta.db_table
INDEX = "search_fts"
COLUMNS = ("title_terms", "lead_terms", "body_terms", "tags")
WEIGHTS = "8.0, 3.0, 1.0, 0.0"
MOST_LOOKED_AT = 1_000  # likely hits, the viewer's and others'

# What is read of each hit, in the order of the hits: the table itself has few rows on a page, and a search reads thousands.
LIGHT = "search_light"
_OF_EACH = f"CROSS JOIN {TABLE} d INDEXED BY {LIGHT} ON d.id"
_HITS = f"{INDEX} f {_OF_EACH} = f.rowid"

_NAMES = ", ".join(COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608
_ADD = f"INSERT INTO {INDEX}(rowid, {_NAMES}) VALUES (new.id, {_NEW});"  # noqa: S608
STRUCTURE = (
    f"CREATE INDEX IF NOT EXISTS {LIGHT} ON {TABLE} (id, language, audience, kind, tags, date)",
    # Terms are folded already; ~ and + belong to them.
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5({_NAMES}, content='{TABLE}', content_rowid='id', "
    "prefix='2 3', tokenize=\"unicode61 remove_diacritics 0 tokenchars '~+'\")",
    f"CREATE TRIGGER IF NOT EXISTS search_fts_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER IF NOT EXISTS search_fts_removed AFTER DELETE ON {TABLE} BEGIN {_FORGET} END",
    f"CREATE TRIGGER IF NOT EXISTS search_fts_changed AFTER UPDATE OF {_NAMES} ON {TABLE} BEGIN {_FORGET} {_ADD} END",
)


class SQLiteEngine(Engine):
    """Ranks in one pass over the hits."""

    name = "sqlite"

    def install(self) -> None:
        with connection.cursor() as cursor:
            for statement in STRUCTURE:
                cursor.execute(statement)

    def rebuild(self, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")  # noqa: S608

    def check(self) -> list[str]:
        with connection.cursor() as cursor:
            try:
                cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
            except DatabaseError as error:
                return [f"SQLite FTS5: {error}"]
        return []

    def counts(self, request: Request, groups: Sequence[Group]) -> list[int]:
        keys = ", ".join(["%s"] * len(request.audiences)) or "NULL"
        parts, params = [], []
        for group in groups:
            parts.append(
                f"SELECT count(*) FROM (SELECT 1 FROM {_HITS}"  # noqa: S608
                f" WHERE {INDEX} MATCH %s AND d.language = %s AND d.audience IN ({keys}) LIMIT {MOST_COUNTED})"
            )
            params += [_within(_either(group.ways), request.language), request.language, *request.audiences]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            return [row[0] for row in cursor.fetchall()]

    def titles(self, typed: Sequence[str], audiences: tuple[str, ...], language: str, most: int) -> list[int]:
        match = "title_terms : (" + " AND ".join(map(_quoted, typed)) + " *)"
        keys = ", ".join(["%s"] * len(audiences)) or "NULL"
        sql = (
            f"SELECT d.id FROM {_HITS} WHERE {INDEX} MATCH %s"  # noqa: S608
            f" AND d.language = %s AND d.audience IN ({keys}) LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [_within(match, language), language, *audiences, most])
            return [row[0] for row in cursor.fetchall()]

    def find(self, request: Request) -> Found:
        """What meets a request, read once without a look at how often a word occurs: that would be slow for common words."""
        rows = self._rows(*_query(request))
        if len(rows) <= MOST_RANKED or request.newest or not request.wording.groups:
            return Found(rows)
        return Found(best_first(rows, self._rows(*_best(request, len(rows)))))

    def _rows(self, sql: str, params: list[object]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(map(Row._make, cursor.fetchall()))


def _query(request: Request) -> tuple[str, list[object]]:
    match = expression(request)
    seen, params = _seen(request)
    order = "d.date DESC, d.id DESC"
    if not match:
        return f"SELECT d.id, d.kind, d.tags FROM {TABLE} d WHERE {seen} ORDER BY {order} LIMIT {MOST_COUNTED}", params  # noqa: S608
    sql = (
        f"SELECT d.id, d.kind, d.tags FROM {_HITS}"  # noqa: S608
        f" WHERE {INDEX} MATCH %s AND {seen} ORDER BY {order if request.newest else 'f.rowid DESC'} LIMIT {MOST_COUNTED}"
    )
    return sql, [match, *params]


def _best(request: Request, number: int) -> tuple[str, list[object]]:
    """The likeliest hits: by how often the words occur, or where there are very many, those that say it in title or lead."""
    match = expression(request)
    order = f"bm25({INDEX}, {WEIGHTS})"
    if number >= MOST_COUNTED:
        order = "rowid DESC"
        said = " OR ".join(_either(group.ways) for group in request.wording.groups)
        match = f"({match}) AND {{title_terms lead_terms}} : ({said})"
    seen, params = _seen(request)
    sql = (
        f"SELECT d.id, d.kind, d.tags FROM (SELECT rowid AS pk FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY {order}"  # noqa: S608
        f" LIMIT {MOST_LOOKED_AT}) f {_OF_EACH} = f.pk WHERE {seen} LIMIT {MOST_RANKED}"
    )
    return sql, [match, *params]


def _seen(request: Request) -> tuple[str, list[object]]:
    keys = ", ".join(["%s"] * len(request.audiences)) or "NULL"
    return f"d.language = %s AND d.audience IN ({keys})", [request.language, *request.audiences]


def expression(request: Request) -> str:
    """The request in FTS5's own language; empty if everything is wanted."""
    wording = request.wording
    groups = [_either(group.ways) for group in wording.groups]
    parts = [f"({' OR '.join(groups)})"] if groups and request.any_word else groups
    parts += ["tags : (" + " OR ".join(map(_quoted, tags)) + ")" for tags in request.filters]
    if not parts:
        return ""
    wanted = _within(" AND ".join(parts), request.language)
    return f"({wanted}) NOT ({' OR '.join(map(_quoted, wording.without))})" if wording.without else wanted


def _within(wanted: str, language: str) -> str:
    tag = tag_of(language)
    return f"({wanted}) AND tags : {_quoted(tag)}" if tag else wanted


def _either(ways: tuple[tuple[tuple[str, ...], float], ...]) -> str:
    # Each term once: a stem is also what a part may be, and FTS5 would read its list again.
    texts = dict.fromkeys(text for terms, _worth in ways if is_matched(terms) for text in _texts(terms))
    return f"({' OR '.join(texts)})"


def _texts(terms: tuple[str, ...]) -> list[str]:
    if len(terms) == 1:
        return _forms(terms[0])
    needed = (f"({' OR '.join(_forms(term))})" for term in terms)
    return [f"({' AND '.join(needed)})"]


def _forms(term: str) -> list[str]:
    if term.startswith(PREFIX):
        return [_quoted(term[1:]) + " *"]
    return [_quoted(term), _quoted(STEM + term[1:])] if term.startswith(PART) else [_quoted(term)]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
