"""Translates a page through wagtail-localize, exactly as an editor would, from the English texts of the demo."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class TextsDoNotMatch(Exception):
    """The English text has other parts than the Dutch one."""


@transaction.atomic
def translate(page: Page, english: Page, locale: Locale) -> Page:
    """Publish the translation of ``page``; ``english`` is the same page, unsaved, with English words.

    Raises TextsDoNotMatch where the two are not made of the same parts.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    kept = StringSegment.objects.filter(source=source).select_related("context", "string")
    strings = {(each.context.path, each.string.data): (each.context_id, each.string_id) for each in kept}
    theirs, rows = _by_path(extract_segments(english)), {}
    for path, dutch in _by_path(extract_segments(page)).items():
        words = theirs.get(path, [])
        if len(words) != len(dutch):
            raise TextsDoNotMatch(f"{page.slug}: {path}: {len(dutch)} strings in Dutch, {len(words)} in English")
        for one, other in zip(dutch, words, strict=True):
            context, string = strings[path, one.string.data]
            rows[context, string] = StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale=locale,
                data=other.string.data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
    StringTranslation.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "updated_at"],
    )
    translation.save_target(publish=True)
    return page.get_translation(locale)


def _by_path(segments: list[Any]) -> dict[str, list[StringSegmentValue]]:
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for segment in segments:
        if isinstance(segment, StringSegmentValue) and not segment.is_empty():
            found[segment.path].append(segment)
    return found
