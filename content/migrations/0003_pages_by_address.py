"""An index for ``content.routing``: Wagtail has none on the address of a page.

On PostgreSQL a hash index, because an address may be longer than a b-tree entry.
"""

from django.db import migrations

NAME = "kring_page_url_path"


def create(apps, schema_editor):
    method = "USING hash " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {NAME} ON wagtailcore_page {method}(url_path)")


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("content", "0002_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(create, drop)]
