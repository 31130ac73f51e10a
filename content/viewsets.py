"""The network's words in the admin menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Area, Audience, Sector, Topic


class TermViewSet(SnippetViewSet):
    """What all lists of words have in common."""

    list_display = ["name", "slug", "sort_order"]
    ordering = ["sort_order", "name"]
    sort_order_field = "sort_order"
    list_per_page = 50
    inspect_view_enabled = False


class TopicViewSet(TermViewSet):
    """Topics."""

    model = Topic
    icon = "tag"


class AreaViewSet(TermViewSet):
    """Areas."""

    model = Area
    icon = "site"


class SectorViewSet(TermViewSet):
    """Sectors."""

    model = Sector
    icon = "group"


class AudienceViewSet(TermViewSet):
    """Audiences."""

    model = Audience
    icon = "user"


class WordsViewSetGroup(SnippetViewSetGroup):
    """Everything by which content can be found."""

    items = (TopicViewSet, SectorViewSet, AreaViewSet, AudienceViewSet)
    menu_label = _("Words")
    menu_icon = "tag"
    menu_order = 300
