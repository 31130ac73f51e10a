"""Content in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import WordsViewSetGroup

register_snippet(WordsViewSetGroup)
