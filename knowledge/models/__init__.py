"""What we know: sections, articles and best practices."""

from .articles import ArticleKind, ArticleOrganisation, ArticlePage, Licence, RelatedArticle
from .practices import BestPracticePage
from .sections import KnowledgeIndexPage, SectionPage

__all__ = [
    "ArticleKind",
    "ArticleOrganisation",
    "ArticlePage",
    "BestPracticePage",
    "KnowledgeIndexPage",
    "Licence",
    "RelatedArticle",
    "SectionPage",
]
