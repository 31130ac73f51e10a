"""A StreamField whose migrations stay small."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that leaves its blocks out of migrations.

    The database column does not depend on the blocks, so a new block needs no migration (the price: a data migration
    on blocks has to name them itself).
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
