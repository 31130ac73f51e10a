"""Reading a file after the answer: in the same process at once, or in a worker (``KRING_WORKER``)."""

from django_tasks import task
from wagtail.documents import get_document_model

from . import texts
from .indexing import index


@task
def read_file(pk: int) -> str:
    """Take the text of a document, and let it be found by it. Says how that went."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is None:
        return "gone"
    state = texts.take(document).state
    index([pk])
    return state
