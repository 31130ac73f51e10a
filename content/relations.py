"""What a page is linked to, in one query for all kinds of links together."""

from collections.abc import Iterable

from django.db.models import CharField, QuerySet, Value
from wagtail.models import Page

from .cache import remember

#: Kind of word -> name of the field that holds it, on page types that have it.
WORD_FIELDS = {"topic": "topics", "area": "areas", "sector": "sectors", "audience": "audiences"}


def linked_ids(page: Page) -> dict[str, list[int]]:
    """The keys of what ``page`` is linked to: its words by kind, and what ``page.linked`` names.

    ``linked`` maps a name to a child relation with a foreign key of that name. A page being previewed answers from what the
    editor has in the form.
    """
    if page.pk is None or getattr(page, "_cluster_related_objects", None):
        return _from_form(page)
    return remember(("linked", page.pk), lambda: _from_database(type(page), [page.pk])[page.pk])


def link_together(pages: Iterable[Page]) -> None:
    """Look up what many pages are linked to: one query for each type of page."""
    by_type: dict[type[Page], list[Page]] = {}
    for page in pages:
        by_type.setdefault(type(page), []).append(page)
    for model, alike in by_type.items():
        found = _from_database(model, [page.pk for page in alike])
        for page in alike:
            page.linked_ids = found[page.pk]


def _from_form(page: Page) -> dict[str, list[int]]:
    found = {kind: [each.pk for each in getattr(page, name).all()] for kind, name in _word_fields(type(page)).items()}
    for name, relation in page.linked.items():
        found[name] = [getattr(row, f"{name}_id") for row in getattr(page, relation).all()]
    return found


def _from_database(model: type[Page], pages: list[int]) -> dict[int, dict[str, list[int]]]:
    words = _word_fields(model)
    rows = [_words(model, pages, kind, name) for kind, name in words.items()]
    rows += [_children(model, pages, name, relation) for name, relation in model.linked.items()]
    found: dict[int, dict[str, list[int]]] = {pk: {kind: [] for kind in (*words, *model.linked)} for pk in pages}
    if rows:
        for kind, _order, page, pk in sorted(rows[0].union(*rows[1:], all=True)):
            found[page][kind].append(pk)
    return found


def _word_fields(model: type[Page]) -> dict[str, str]:
    return {kind: name for kind, name in WORD_FIELDS.items() if hasattr(model, name)}


def _words(model: type[Page], pages: list[int], kind: str, name: str) -> QuerySet:
    field = model._meta.get_field(name)
    owner = f"{field.m2m_field_name()}_id"
    rows = field.remote_field.through._base_manager.filter(**{f"{owner}__in": pages})
    label = Value(kind, output_field=CharField())
    return rows.values_list(label, "pk", owner, f"{field.m2m_reverse_field_name()}_id")


def _children(model: type[Page], pages: list[int], name: str, relation: str) -> QuerySet:
    field = model._meta.get_field(relation)
    owner = f"{field.remote_field.name}_id"
    rows = field.related_model._base_manager.filter(**{f"{owner}__in": pages}).order_by()
    return rows.values_list(Value(name, output_field=CharField()), "sort_order", owner, f"{name}_id")
