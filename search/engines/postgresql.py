"""PostgreSQL's full text search, over the same terms: no dictionary of the server's own has a say."""

from collections.abc import Iterable, Sequence

from django.db import connection

from search.language import PART, PREFIX, STEM, Group
from search.models import SearchDocument

from .engine import MOST_COUNTED, Engine, Found, Request, Row, is_matched

TABLE = SearchDocument._meta.db_table
WEIGHTED = (("title_terms", "A"), ("lead_terms", "B"), ("body_terms", "D"))
MOST_POSITIONS = 16_000
MOST_PER_TERM = 200
BATCH = 200
STRUCTURE = (
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS vector tsvector",
    f"CREATE INDEX IF NOT EXISTS search_vector ON {TABLE} USING gin (vector)",
)


class PostgreSQLEngine(Engine):
    """Keeps a weighted vector of terms beside each document."""

    name = "postgresql"

    def install(self) -> None:
        with connection.cursor() as cursor:
            for statement in STRUCTURE:
                cursor.execute(statement)

    def write(self, documents: Iterable[SearchDocument]) -> None:
        rows = [(vector(document), document.pk) for document in documents]
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {TABLE} SET vector = %s::tsvector WHERE id = %s", rows)  # noqa: S608

    def rebuild(self) -> None:
        waiting = []
        for document in SearchDocument.objects.defer("lead", "body").iterator(chunk_size=BATCH):
            waiting.append(document)
            if len(waiting) == BATCH:
                self.write(waiting)
                waiting = []
        self.write(waiting)

    def check(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE vector IS NULL")  # noqa: S608
            missing = cursor.fetchone()[0]
        return [f"PostgreSQL: {missing} documents without a vector"] if missing else []

    def counts(self, request: Request, groups: Sequence[Group]) -> list[int]:
        parts, params = [], []
        for group in groups:
            parts.append(
                f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE language = %s AND audience = ANY(%s)"  # noqa: S608
                f" AND vector @@ %s::tsquery LIMIT {MOST_COUNTED}) hits"
            )
            params += [request.language, list(request.audiences), _either(group)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            return [row[0] for row in cursor.fetchall()]

    def titles(self, typed: Sequence[str], audiences: tuple[str, ...], language: str, most: int) -> list[int]:
        match = " & ".join([*(f"{quoted(word)}:A" for word in typed[:-1]), f"{quoted(typed[-1])}:*A"])
        sql = f"SELECT id FROM {TABLE} WHERE language = %s AND audience = ANY(%s) AND vector @@ %s::tsquery LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [language, list(audiences), match, most])
            return [row[0] for row in cursor.fetchall()]

    def find(self, request: Request) -> Found:
        sql, params = _query(request)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return Found([Row(*row) for row in cursor.fetchall()])


def vector(document: SearchDocument) -> str:
    """The terms of a document as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {tag: [] for tag in document.tags.split()}
    position = 0
    for name, weight in WEIGHTED:
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
    conditions = ["language = %s", "audience = ANY(%s)"]
    params: list[object] = [request.language, list(request.audiences)]
    order = "date DESC NULLS LAST, id DESC"
    ordering: list[object] = []
    if match:
        conditions.append("vector @@ %s::tsquery")
        params.append(match)
        if not request.newest:
            order = "ts_rank('{0.1, 0.2, 0.4, 1.0}', vector, %s::tsquery, 1) DESC, id DESC"
            ordering = [match]
    sql = f"SELECT id, kind, tags FROM {TABLE} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT {MOST_COUNTED}"  # noqa: S608
    return sql, params + ordering


def expression(request: Request) -> str:
    """The request as a tsquery; empty if everything is wanted."""
    wording = request.wording
    groups = [_either(group) for group in wording.groups]
    parts = ["(" + " | ".join(groups) + ")"] if groups and request.any_word else groups
    parts += ["(" + " | ".join(map(quoted, tags)) + ")" for tags in request.filters]
    if not parts:
        return ""
    parts += ["!" + quoted(term) for term in wording.without]
    return " & ".join(parts)


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
