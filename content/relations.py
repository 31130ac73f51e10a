"""What a page is linked to, in one query for all kinds of links together."""

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
    return remember(("linked", page.pk), lambda: _from_database(page))


def _from_form(page: Page) -> dict[str, list[int]]:
    found = {kind: [each.pk for each in getattr(page, name).all()] for kind, name in _word_fields(page).items()}
    for name, relation in page.linked.items():
        found[name] = [getattr(row, f"{name}_id") for row in getattr(page, relation).all()]
    return found


def _from_database(page: Page) -> dict[str, list[int]]:
    rows = [_words(page, kind, name) for kind, name in _word_fields(page).items()]
    rows += [_children(page, name, relation) for name, relation in page.linked.items()]
    found: dict[str, list[int]] = {kind: [] for kind in (*_word_fields(page), *page.linked)}
    if rows:
        for kind, _order, pk in sorted(rows[0].union(*rows[1:], all=True)):
            found[kind].append(pk)
    return found


def _word_fields(page: Page) -> dict[str, str]:
    return {kind: name for kind, name in WORD_FIELDS.items() if hasattr(type(page), name)}


def _words(page: Page, kind: str, name: str) -> QuerySet:
    field = page._meta.get_field(name)
    rows = field.remote_field.through._base_manager.filter(**{f"{field.m2m_field_name()}_id": page.pk})
    label = Value(kind, output_field=CharField())
    return rows.values_list(label, "pk", f"{field.m2m_reverse_field_name()}_id")


def _children(page: Page, name: str, relation: str) -> QuerySet:
    field = page._meta.get_field(relation)
    rows = field.related_model._base_manager.filter(**{field.remote_field.name: page.pk}).order_by()
    return rows.values_list(Value(name, output_field=CharField()), "sort_order", f"{name}_id")
