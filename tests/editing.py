"""Editing a page in the admin as a browser does: the form as it stands, some fields changed, and posted."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield


def post_edit(client: Client, page: Page, **changes: Any) -> HttpResponse:
    """Publish ``page`` through its form with ``changes``. StreamFields, which a script draws, are sent empty unless given.

    A stream is given as a list of (block type, value).
    """
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").copy()
    streams = {field.name for field in page._meta.get_fields() if isinstance(field, StreamField)}
    filled = {name: streamfield(changes.pop(name, [])) for name in streams}
    for key, value in {**nested_form_data(filled), **changes, "action-publish": "1"}.items():
        data[key] = value
    return client.post(address, data)
