"""Work that happens after the answer: in the same process at once, or in a worker (``KRING_WORKER``)."""

from django_tasks import task

from .models import Message
from .services import deliver


@task
def deliver_messages(keys: list[str]) -> int:
    """Send the mails with these causes."""
    return sum(deliver(message) for message in Message.objects.filter(key__in=keys).due())
