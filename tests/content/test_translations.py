"""A translation keeps what is the same in every language."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from content.models import Topic
from tests.pages import make_article

pytestmark = pytest.mark.django_db


def test_words_of_a_page_follow_to_its_translation(site):
    dutch, english = Locale.objects.get(language_code="nl"), Locale.objects.get(language_code="en")
    one, other = (Topic.objects.create(name=name, locale=dutch) for name in ("Geld", "Bestuur"))
    article = make_article(site.section, "Kascommissie")
    article.topics = [one]
    article.save()
    source, _ = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)

    article.topics = [other]
    article.save()
    source.update_from_db()
    translation.save_target(publish=False)

    assert [topic.name for topic in article.get_translation(english).topics.all()] == ["Bestuur"]
