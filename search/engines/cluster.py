"""The index on an Elasticsearch cluster: its form, and its life. It is built beside the one in use and then takes its place.

Terms are made in Python, so fields only cut at spaces. Nothing is used that only some servers have.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import streaming_bulk

from search.models import SearchDocument

from . import waiting

FAILURES = (TransportError, ApiError)
FORM = 1  # raise it when the fields below change: an unfinished index of another form is not gone on with
PATIENCE = 0.7  # seconds that a search may take
PATIENCE_WHEN_BUILDING = 60
RETRIES = 2  # other nodes that are tried if one refuses; who is slow is not asked again
BATCH = 500
STEP = 5_000  # after so many documents the progress is noted
MOST_BYTES = 5_000_000
BUILT = (
    1  # version of a document that was read while an index was built: every note is newer, also of a slow transaction
)
KEPT_OUT = "1h"  # how long the version of a deleted document is remembered
_TEXT = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
_WORD = {"type": "keyword", "doc_values": False}
_VALUE = {"type": "keyword", "index": False}
FIELDS = {
    "pk": {"type": "long", "index": False},
    "kind": _VALUE,
    "tags": _VALUE,
    "tag": _WORD,
    "language": _WORD,
    "audience": _WORD,
    "date": {"type": "date", "index": False},
    "title_terms": _TEXT,
    "lead_terms": _TEXT,
    "body_terms": _TEXT,
}
STORED = ("pk", "language", "audience", "kind", "tags", "date", "title_terms", "lead_terms", "body_terms")


class Cluster:
    """The servers that ``settings.ELASTICSEARCH_URL`` names, and the index on them."""

    def __init__(self) -> None:
        self.live = settings.ELASTICSEARCH_INDEX
        self.building = f"{self.live}-building"
        self.client = Elasticsearch(
            settings.ELASTICSEARCH_URL.split(","),
            request_timeout=PATIENCE,
            max_retries=RETRIES,
            retry_on_timeout=False,
            retry_on_status=(),
        )
        self.patient = self.client.options(request_timeout=PATIENCE_WHEN_BUILDING)

    def targets(self) -> list[str]:
        """The indices that changes go to: the one in use and, while one is built, that one too."""
        return [name for name in (self.live, self.building) if self.client.indices.exists_alias(name=name)]

    def ensure(self) -> None:
        """An index to search in, empty if there was none. The documents that there are wait until ``rebuild``."""
        if not self.patient.indices.exists_alias(name=self.live):
            self._create(self.live)

    def tell(self, batch: waiting.Batch) -> None:
        """Bring the documents of a batch up to date, so that the next search sees it."""
        for target in self.targets():
            for _pk in self._sent(self.client, _changes(target, batch)):
                pass
            self.client.indices.refresh(index=target)

    def rebuild(self, progress: Callable[[int, int], None]) -> int:
        """Build a new index beside the one in use, or go on with one that was begun; then switch. Returns its size."""
        number = waiting.next_number()
        done = self._begun(number)
        if not done and waiting.first(1).everything:
            waiting.forget_documents()  # nothing of the index in use is shown before this one is ready
        total, count = SearchDocument.objects.count(), SearchDocument.objects.filter(pk__lte=done).count()
        rows = SearchDocument.objects.filter(pk__gt=done).order_by("pk").values(*STORED)
        for pk in self._sent(self.patient, _additions(self.building, rows.iterator(chunk_size=BATCH))):
            count += 1
            if count % STEP == 0:
                # Keys are acknowledged in their order: all up to this one are there.
                self._note(int(pk))
                progress(count, total)
        self._switch()
        waiting.everything_done(number)
        progress(total, total)
        return count

    def size(self) -> int:
        """How many documents can be found, as far as the server knows."""
        self.patient.indices.refresh(index=self.live)
        return self.patient.count(index=self.live)["count"]

    def remove(self) -> None:
        """Delete everything of this site from the cluster."""
        for alias in (self.live, self.building):
            for name in self._behind(alias):
                self.patient.indices.delete(index=name, ignore_unavailable=True)

    def _begun(self, number: int) -> int:
        """The last document of an index that was begun since changes are noted, 0 for a new one."""
        everything = waiting.first(1).everything
        for name in self._behind(self.building):
            meta = self.patient.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {})
            if meta.get("form") == FORM and meta.get("begun", 0) > everything:
                return meta["done"]
            self.patient.indices.delete(index=name)
        self._create(self.building, number)
        return 0

    def _create(self, alias: str, number: int = 0) -> None:
        self.patient.indices.create(
            index=f"{self.live}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}",
            aliases={alias: {}},
            settings={
                "number_of_shards": settings.ELASTICSEARCH_SHARDS,
                "auto_expand_replicas": "0-1",
                "gc_deletes": KEPT_OUT,
                "refresh_interval": "1s",
            },
            mappings={
                "dynamic": "strict",
                "_source": {"enabled": False},  # the database has it
                "_meta": {"form": FORM, "begun": number, "done": 0},
                "properties": FIELDS,
            },
        )

    def _note(self, done: int) -> None:
        for name in self._behind(self.building):
            meta = self.patient.indices.get_mapping(index=name)[name]["mappings"]["_meta"]
            self.patient.indices.put_mapping(index=name, meta=meta | {"done": done})

    def _switch(self) -> None:
        """All at once: a search meets the old index or the new one, never none."""
        new = self._behind(self.building)
        self.patient.indices.refresh(index=self.building)
        actions: list[dict[str, Any]] = [{"remove_index": {"index": name}} for name in self._behind(self.live)]
        actions += [{"add": {"index": name, "alias": self.live}} for name in new]
        actions += [{"remove": {"index": name, "alias": self.building}} for name in new]
        self.patient.indices.update_aliases(actions=actions)

    def _behind(self, alias: str) -> list[str]:
        try:
            return list(self.patient.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _sent(self, client: Elasticsearch, actions: Iterable[dict[str, Any]]) -> Iterator[str]:
        """Send actions in bounded batches; gives the key of each. Raises ``ApiError`` if one is refused."""
        sent = streaming_bulk(
            client, actions, chunk_size=BATCH, max_chunk_bytes=MOST_BYTES, raise_on_error=False, max_retries=RETRIES
        )
        for _is_done, result in sent:
            [(kind, answer)] = result.items()
            # 409: something newer is there already; 404: what is to be deleted never was there.
            if answer["status"] >= 300 and answer["status"] != 409 and (kind, answer["status"]) != ("delete", 404):
                raise TransportError(f"{kind} of document {answer['_id']}: {answer.get('error')}")
            yield answer["_id"]


def _additions(target: str, rows: Iterable[dict[str, Any]], number: int = BUILT) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield _action("index", target, row["pk"], number) | {"_source": row | {"tag": row["tags"].split()}}


def _changes(target: str, batch: waiting.Batch) -> Iterator[dict[str, Any]]:
    rows = SearchDocument.objects.filter(pk__in=batch.numbers).values(*STORED)
    found = {row["pk"]: row for row in rows}
    for pk, number in batch.numbers.items():
        if pk in found:
            yield from _additions(target, [found[pk]], number)
        else:
            yield _action("delete", target, pk, number)


def _action(kind: str, target: str, pk: int, number: int) -> dict[str, Any]:
    return {"_op_type": kind, "_index": target, "_id": str(pk), "version": number, "version_type": "external_gte"}
