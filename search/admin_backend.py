"""Wagtail's own search in the admin on SQLite, without its slowest step.

Stock modelsearch ranks each hit by asking the whole question again: a word in 8 % of 100,000 pages takes more than a minute.
Here FTS5 ranks all hits in one pass and they are filtered afterwards, in pieces. Other databases use the stock backend.
"""

from typing import Any

from django.db import connection

CHUNK = 1_000
WEIGHTS = "bm25(0.0, 1.0, 5.0)"  # autocomplete, body, title


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 -- the name modelsearch looks for
    """The backend for the database at hand. Its modules can only be imported under their own database."""
    if connection.vendor != "sqlite":
        from modelsearch.backends.database import SearchBackend as stock

        return stock(params)
    return _fast()(params)


def _fast() -> type:
    from modelsearch.backends.database.sqlite import sqlite as stock

    class Results(stock.SQLiteSearchResults):
        """Results ranked in one pass."""

        def _do_search(self) -> list[Any]:
            compiler = self.query_compiler
            query = stock.normalize(compiler.query)
            if not compiler.order_by_relevance or self._score_field or isinstance(query, stock.MatchAll | stock.Not):
                return super()._do_search()
            wanted = _ranked(stock, compiler, query, self.stop)[self.start : self.stop]
            found = {each.pk: each for each in compiler.queryset.order_by().filter(pk__in=wanted)}
            return [found[pk] for pk in wanted if pk in found]

    class Backend(stock.SQLiteSearchBackend):
        """The stock backend with these results."""

        results_class = Results

    return Backend


def _ranked(stock: Any, compiler: Any, query: Any, stop: int | None) -> list[int]:
    """Keys of the hits in the caller's queryset, best first, up to ``stop``."""
    match = stock.MatchExpression(compiler.fields or compiler.FTS_TABLE_FIELDS, compiler.build_search_query(query))
    entries = stock.IndexEntry
    sql, params = match.as_sql(entries.objects.all().query.get_compiler(connection=connection), connection)
    index, entry = stock.SQLiteFTSIndexEntry._meta.db_table, entries._meta.db_table
    types = set(stock.get_descendants_content_types_pks(compiler.queryset.model))
    wanted: list[int] = []
    offset = 0
    while stop is None or len(wanted) < stop:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT e.object_id, e.content_type_id FROM (SELECT rowid AS r, rank AS s FROM {index} WHERE {sql}"  # noqa: S608
                f" AND rank MATCH '{WEIGHTS}' ORDER BY rank LIMIT {CHUNK} OFFSET {offset}) JOIN {entry} e ON e.id = r"
                " ORDER BY s, CAST(e.object_id AS INTEGER) DESC",
                params,
            )
            rows = cursor.fetchall()
        pks = [int(pk) for pk, content_type in rows if content_type in types]
        allowed = set(compiler.queryset.order_by().filter(pk__in=pks).values_list("pk", flat=True))
        wanted += [pk for pk in pks if pk in allowed]
        offset += CHUNK
        if len(rows) < CHUNK:
            break
    return wanted
