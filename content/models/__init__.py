"""What every page is made of."""

from .files import CustomDocument, CustomImage, CustomRendition
from .mixins import AreasMixin, AudiencesMixin, SectorsMixin, TopicsMixin
from .pages import BasePage, ReviewedMixin
from .settings import FooterLink, MenuItem, SiteSettings, SiteText, SocialLink
from .taxonomy import Area, Audience, Sector, Term, Topic

__all__ = [
    "Area",
    "AreasMixin",
    "AudiencesMixin",
    "SectorsMixin",
    "TopicsMixin",
    "Audience",
    "BasePage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "FooterLink",
    "MenuItem",
    "ReviewedMixin",
    "Sector",
    "SiteSettings",
    "SiteText",
    "SocialLink",
    "Term",
    "Topic",
]
