"""Elasticsearch, for sites that outgrow one machine. While it is away, the index in the database answers."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, transaction

from search.language import PART, PREFIX, STEM, Group
from search.models import SearchDocument

from . import cluster, waiting
from .circuit import Away, Circuit
from .engine import MOST_COUNTED, Engine, Found, Request, Row, is_matched

Value = TypeVar("Value")
Query = dict[str, Any]

log = logging.getLogger(__name__)

FIELDS = ("title_terms^8", "lead_terms^3", "body_terms")
MOST_LEFT_OUT = 200  # changed documents that a search does without until they are told
AT_ONCE = 50  # documents that are told while somebody waits
NOTHING: Query = {"match_none": {}}


class ElasticsearchEngine(Engine):
    """Keeps its index equal to the table by notes of what changed; ``beside`` is the database's own engine."""

    name = "elasticsearch"
    is_beside_database = True

    def __init__(self, beside: Engine) -> None:
        self.beside = beside
        self.cluster = cluster.Cluster()
        self.circuit = Circuit((*cluster.FAILURES, Away))
        self._notes = False

    def install(self) -> None:
        self.beside.install()
        waiting.install()
        self._try(self.cluster.ensure)

    def write(self, documents: Iterable[SearchDocument]) -> None:
        self.beside.write(documents)
        transaction.on_commit(self.catch_up, robust=True)

    def write_places(self, documents: Iterable[SearchDocument]) -> None:
        self.beside.write_places(documents)
        transaction.on_commit(self.catch_up, robust=True)

    def remove(self, pks: Iterable[int]) -> None:
        self.beside.remove(pks)
        transaction.on_commit(self.catch_up, robust=True)

    def catch_up(self, most: int = AT_ONCE) -> int:
        """Tell the cluster of changes, the first that wait first. Returns how many; what fails goes on waiting."""
        batch = waiting.first(most) if self._is_noted() else None
        if batch and self._try(lambda: self.cluster.tell(batch)):
            waiting.done(batch)
            return len(batch.numbers)
        return 0

    def rebuild(self, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Raises one of ``cluster.FAILURES`` if the cluster fails meanwhile; done again, it goes on where it was."""
        if self.beside.check():
            self.beside.rebuild()
        waiting.install()
        self.cluster.rebuild(progress)
        while self.catch_up(cluster.BATCH):
            pass

    def check(self) -> list[str]:
        faults = self.beside.check()
        while self.catch_up(cluster.BATCH):
            pass
        try:
            known, there = SearchDocument.objects.count(), self.circuit.call(self.cluster.size)
        except Away as error:
            return [*faults, f"Elasticsearch: {error}"]
        return faults + ([f"Elasticsearch: {there} documents instead of {known}"] if known != there else [])

    def find(self, request: Request) -> Found:
        try:
            return Found(self._asked(lambda left_out: self._find(request, left_out)))
        except Away:
            self.stand_ins += 1
            return self.beside.find(request)

    def counts(self, request: Request, groups: Sequence[Group]) -> list[int]:
        try:
            return self._asked(lambda left_out: self._counts(request, groups, left_out))
        except Away:
            return self.beside.counts(request, groups)

    def titles(self, typed: Sequence[str], audiences: tuple[str, ...], language: str, most: int) -> list[int]:
        try:
            return self._asked(lambda left_out: self._titles(typed, audiences, language, most, left_out))
        except Away:
            return self.beside.titles(typed, audiences, language, most)

    def _asked(self, ask: Callable[[list[int]], Value]) -> Value:
        """Ask the cluster, leaving out the documents that it knows only as they were: they may be closed by now."""
        if self.circuit.is_open or not self._is_noted():
            raise Away("a moment ago")
        left_out = waiting.first(MOST_LEFT_OUT + 1)
        if left_out and not connection.in_atomic_block and self.catch_up():
            left_out = waiting.first(MOST_LEFT_OUT + 1)
        if left_out.everything or len(left_out.numbers) > MOST_LEFT_OUT:
            raise Away("too much is waiting: manage.py update_search")
        return self.circuit.call(lambda: ask(list(left_out.numbers)))

    def _is_noted(self) -> bool:
        """Whether changes are noted: not yet, where this engine was chosen just now."""
        self._notes = self._notes or waiting.is_installed()
        return self._notes

    def _find(self, request: Request, left_out: list[int]) -> list[Row]:
        newest = request.newest or not request.wording.groups
        order = [{"date": {"order": "desc", "missing": "_last"}}] if newest else ["_score"]
        body = {
            "query": _query(request, left_out),
            "size": MOST_COUNTED,
            "sort": [*order, {"pk": "desc"}],
            "docvalue_fields": ["pk", "kind", "tags"],
        }
        return [Row(pk, kind[0], tags[0]) for pk, kind, tags in self._hits(body)]

    def _titles(
        self, typed: Sequence[str], audiences: tuple[str, ...], language: str, most: int, left_out: list[int]
    ) -> list[int]:
        wanted: list[Query] = [{"term": {"title_terms": word}} for word in typed[:-1]]
        wanted.append({"prefix": {"title_terms": {"value": typed[-1]}}})
        query = {"bool": {"filter": [*_seen(audiences, language), *wanted], "must_not": _ids(left_out)}}
        body = {"query": query, "size": most, "sort": [{"pk": "desc"}], "docvalue_fields": ["pk"]}
        return [pk for (pk,) in self._hits(body)]

    def _hits(self, body: Query) -> list[tuple[Any, ...]]:
        names = body["docvalue_fields"]
        body |= {"stored_fields": "_none_", "track_total_hits": False}
        answer = self.cluster.client.search(
            index=self.cluster.live, filter_path="hits.hits.fields,timed_out,_shards.failed", **body
        )
        if answer.get("timed_out") or answer["_shards"]["failed"]:
            raise Away("part of the index did not answer")
        return [
            tuple(hit["fields"][name] if name != "pk" else hit["fields"][name][0] for name in names)
            for hit in answer.get("hits", {}).get("hits", ())
        ]

    def _counts(self, request: Request, groups: Sequence[Group], left_out: list[int]) -> list[int]:
        searches: list[Query] = []
        for group in groups:
            seen = [*_seen(request.audiences, request.language), _either(group)]
            query = {"bool": {"filter": seen, "must_not": _ids(left_out)}}
            searches += [{"index": self.cluster.live}, {"size": 0, "track_total_hits": MOST_COUNTED, "query": query}]
        answers = self.cluster.client.msearch(searches=searches)["responses"]
        if any("error" in answer or answer["_shards"]["failed"] for answer in answers):
            raise Away("part of the index did not answer")
        return [min(MOST_COUNTED, answer["hits"]["total"]["value"]) for answer in answers]

    def _try(self, function: Callable[[], object]) -> bool:
        """Whether it succeeded. If not, the database answers meanwhile."""
        try:
            self.circuit.call(function)
        except Away as error:
            log.warning("Elasticsearch: %s", error)
            return False
        return True


def _query(request: Request, left_out: list[int]) -> Query:
    wording = request.wording
    groups = [_either(group) for group in wording.groups]
    needed = _seen(request.audiences, request.language)
    needed += [{"terms": {"tag": list(tags)}} for tags in request.filters]
    refused = [*_ids(left_out), *(_has(term) for term in wording.without)]
    query: Query = {"filter": needed, "must_not": refused}
    if groups:
        query |= {"should": groups, "minimum_should_match": 1} if request.any_word else {"must": groups}
    return {"bool": query}


def _seen(audiences: tuple[str, ...], language: str) -> list[Query]:
    """What the viewer may find: part of every query."""
    return [{"terms": {"audience": list(audiences)}}, {"term": {"language": language}}]


def _ids(pks: Sequence[int]) -> list[Query]:
    return [{"ids": {"values": [str(pk) for pk in pks]}}] if pks else []


def _either(group: Group) -> Query:
    """Whatever way meets a group best."""
    ways = [_all(terms, worth) for terms, worth in group.ways if is_matched(terms)]
    return {"dis_max": {"queries": ways}} if ways else NOTHING


def _all(terms: tuple[str, ...], worth: float) -> Query:
    wanted = [_has(term) for term in terms]
    return {"bool": {"must": wanted, "boost": worth}}


def _has(term: str) -> Query:
    if term.startswith(PREFIX):
        begun = [{"prefix": {field.partition("^")[0]: {"value": term[1:]}}} for field in FIELDS]
        return {"dis_max": {"queries": begun}}
    either = f"{term} {STEM}{term[1:]}" if term.startswith(PART) else term
    return {"multi_match": {"query": either, "fields": list(FIELDS), "type": "most_fields", "analyzer": "whitespace"}}
