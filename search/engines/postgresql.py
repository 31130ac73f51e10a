"""PostgreSQL's full text search, over the same terms: no dictionary of the server's own has a say."""

from collections.abc import Callable, Iterable, Sequence

from django.db import connection

from search.language import PART, PREFIX, STEM, Group
from search.models import SearchDocument

from .engine import MOST_COUNTED, MOST_RANKED, Engine, Found, Request, Row, best_first, is_matched, tag_of

TABLE = SearchDocument._meta.db_table
WEIGHTED = (("title_terms", "A"), ("lead_terms", "B"), ("body_terms", "D"))
RANKS = "{0.1, 0.2, 0.4, 1.0}"
MOST_POSITIONS = 16_000
MOST_PER_TERM = 200
BATCH = 200
# ``heading`` has the words of title and lead alone: small enough to be looked at for many hits.
COLUMNS = {name: f"ALTER TABLE {TABLE} ADD COLUMN {name} tsvector" for name in ("vector", "heading")}
INDICES = {f"search_{name}": f"CREATE INDEX search_{name} ON {TABLE} USING gin ({name})" for name in COLUMNS}
# The planner thinks that reading vectors costs nothing, and would read them all for a common word.
BY_INDEX = "SET LOCAL enable_seqscan = off; "


class PostgreSQLEngine(Engine):
    """Keeps a weighted vector of terms beside each document."""

    name = "postgresql"

    def install(self) -> None:
        with connection.cursor() as cursor:
            known = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
            cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = ANY(current_schemas(false))")
            known |= {name for (name,) in cursor.fetchall()}
            # Nothing is altered that is right: that would wait for every search that is going on.
            for name, statement in (COLUMNS | INDICES | _index_of_the_admin()).items():
                if name not in known:
                    cursor.execute(statement)

    def write(self, documents: Iterable[SearchDocument]) -> None:
        rows = [(vector(document, WEIGHTED), vector(document, WEIGHTED[:2]), document.pk) for document in documents]
        change = f"UPDATE {TABLE} SET vector = %s::tsvector, heading = %s::tsvector WHERE id = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(change, rows)

    def rebuild(self, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        waiting = []
        for document in SearchDocument.objects.defer("lead", "body").iterator(chunk_size=BATCH):
            waiting.append(document)
            if len(waiting) == BATCH:
                self.write(waiting)
                waiting = []
        self.write(waiting)

    def check(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE vector IS NULL OR heading IS NULL")  # noqa: S608
            missing = cursor.fetchone()[0]
        return [f"PostgreSQL: {missing} documents without a vector"] if missing else []

    def counts(self, request: Request, groups: Sequence[Group]) -> list[int]:
        parts, params = [], []
        for group in groups:
            parts.append(
                f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE language = %s AND audience = ANY(%s)"  # noqa: S608
                f" AND vector @@ %s::tsquery LIMIT {MOST_COUNTED}) hits"
            )
            params += [request.language, list(request.audiences), _within(_either(group), request.language)]
        with connection.cursor() as cursor:
            cursor.execute(BY_INDEX + " UNION ALL ".join(parts), params)
            cursor.nextset()
            return [row[0] for row in cursor.fetchall()]

    def titles(self, typed: Sequence[str], audiences: tuple[str, ...], language: str, most: int) -> list[int]:
        match = " & ".join([*(f"{quoted(word)}:A" for word in typed[:-1]), f"{quoted(typed[-1])}:*A"])
        sql = f"SELECT id FROM {TABLE} WHERE language = %s AND audience = ANY(%s) AND heading @@ %s::tsquery LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [language, list(audiences), _within(match, language), most])
            return [row[0] for row in cursor.fetchall()]

    def find(self, request: Request) -> Found:
        """What meets a request; the likeliest first, but without reading all texts again to know which they are."""
        rows = self._rows(*_query(request))
        if len(rows) <= MOST_RANKED or request.newest or not request.wording.groups:
            return Found(rows)
        return Found(best_first(rows, self._rows(*_best(request))))

    def _rows(self, sql: str, params: list[object]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(BY_INDEX + sql, params)
            cursor.nextset()
            return list(map(Row._make, cursor.fetchall()))


def _index_of_the_admin() -> dict[str, str]:
    """What the admin's own search asks for has no index in any migration of modelsearch: it reads its whole table."""
    from modelsearch.backends.database.postgres.postgres import IndexEntry

    table = connection.ops.quote_name(IndexEntry._meta.db_table)
    return {"search_of_the_admin": f"CREATE INDEX search_of_the_admin ON {table} USING gin ((title || body))"}


def vector(document: SearchDocument, weighted: Iterable[tuple[str, str]]) -> str:
    """The terms of a document as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {tag: [] for tag in document.tags.split()}
    position = 0
    for name, weight in weighted:
        for term in getattr(document, name).split():
            position = min(position + 1, MOST_POSITIONS)
            found = places.setdefault(term, [])
            if len(found) < MOST_PER_TERM:
                found.append(f"{position}{weight}")
    return " ".join(
        quoted(term) + (":" + ",".join(dict.fromkeys(where)) if where else "") for term, where in places.items()
    )


def _query(request: Request) -> tuple[str, list[object]]:
    match = expression(request)
    conditions, params = _seen(request)
    order = "date DESC NULLS LAST, id DESC" if request.newest or not request.wording.groups else ""
    if match:
        conditions.append("vector @@ %s::tsquery")
        params.append(match)
    sql = f"SELECT id, kind, tags FROM {TABLE} WHERE {' AND '.join(conditions)}"  # noqa: S608
    return f"{sql} {f'ORDER BY {order} ' if order else ''}LIMIT {MOST_COUNTED}", params


def _best(request: Request) -> tuple[str, list[object]]:
    """The hits whose title or lead say most of what was asked; of very many, some."""
    said = " | ".join(_either(group) for group in request.wording.groups)
    conditions, params = _seen(request)
    sql = (
        f"SELECT id, kind, tags FROM (SELECT id, kind, tags, heading FROM {TABLE} WHERE {' AND '.join(conditions)}"  # noqa: S608
        f" AND vector @@ %s::tsquery AND heading @@ %s::tsquery LIMIT {MOST_COUNTED}) likely"
        f" ORDER BY ts_rank('{RANKS}', heading, %s::tsquery, 1) DESC, id DESC LIMIT {MOST_RANKED}"
    )
    return sql, [*params, expression(request), said, said]


def _seen(request: Request) -> tuple[list[str], list[object]]:
    return ["language = %s", "audience = ANY(%s)"], [request.language, list(request.audiences)]


def expression(request: Request) -> str:
    """The request as a tsquery; empty if everything is wanted."""
    wording = request.wording
    groups = [_either(group) for group in wording.groups]
    parts = ["(" + " | ".join(groups) + ")"] if groups and request.any_word else groups
    parts += ["(" + " | ".join(map(quoted, tags)) + ")" for tags in request.filters]
    if not parts:
        return ""
    parts += ["!" + quoted(term) for term in wording.without]
    return _within(" & ".join(parts), request.language)


def _within(wanted: str, language: str) -> str:
    tag = tag_of(language)
    return f"{wanted} & {quoted(tag)}" if tag else wanted


def _either(group: Group) -> str:
    return "(" + " | ".join(dict.fromkeys(_all(terms) for terms, _worth in group.ways if is_matched(terms))) + ")"


def _all(terms: tuple[str, ...]) -> str:
    return "(" + " & ".join(map(_term, terms)) + ")"


def _term(term: str) -> str:
    if term.startswith(PREFIX):
        return quoted(term[1:]) + ":*"
    return f"({quoted(term)} | {quoted(STEM + term[1:])})" if term.startswith(PART) else quoted(term)


def quoted(term: str) -> str:
    """A term as it is, whatever signs it holds."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
