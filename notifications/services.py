"""What is done with mails: put in the outbox, delivered, sent again.

``queue`` belongs in the transaction of the change that it tells of: both happen or neither. Delivery starts after that is
committed. A mail is claimed by one statement, so two workers never send the same one. What remains is the moment between
handing a mail to the mail server and noting that: a worker killed there leaves it claimed, and after ``LEASE`` it is sent
again with the same Message-ID. At least once, therefore; and twice only if a machine dies in that moment.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .delivery import hand_over
from .models import Message

#: Minutes until the next try, after each try that failed. After the last one it is given up.
BACK_OFF = (1, 5, 15, 60, 240, 720, 1440)
BATCH = 200


def queue(
    *,
    key: str,
    kind: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    group: str = "",
    person: str = "",
    reply_to: str = "",
    unsubscribe_url: str = "",
    attachments: Sequence[Mapping[str, str]] = (),
) -> None:
    """Put a mail in the outbox, unless there is one for the same cause (``key``) already."""
    message = Message(
        key=key[:200],
        kind=kind,
        to=to,
        language=language,
        context=dict(context),
        group=group,
        person=person,
        reply_to=reply_to,
        unsubscribe_url=unsubscribe_url,
        attachments=list(attachments),
    )
    queue_many([message])


def queue_many(messages: Sequence[Message]) -> None:
    """Put mails in the outbox; those whose cause is known already are left out."""
    from .tasks import deliver_messages

    if not messages:
        return
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=BATCH)
    keys = [message.key for message in messages]
    # A mail that fails is tried again later; it must never undo or break the answer to whoever caused it.
    transaction.on_commit(lambda: deliver_messages.enqueue(keys), robust=True)


def deliver(message: Message) -> bool:
    """Send one mail if it is due and nobody else is sending it. Says whether it was sent."""
    claimed = (
        Message.objects.filter(pk=message.pk)
        .due()
        .update(state=Message.State.SENDING, claimed_at=timezone.now(), attempts=message.attempts + 1)
    )
    if not claimed:
        return False
    message.refresh_from_db()
    try:
        message.subject = hand_over(message)
    except Exception as error:  # noqa: BLE001 -- a mail server can fail in any way; each is a reason to try again
        _try_later(message, error)
        return False
    message.state, message.sent_at, message.last_error = Message.State.SENT, timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "last_error", "subject"])
    return True


def deliver_due(limit: int = BATCH) -> int:
    """Send what is due, and what a dead worker left behind. Says how many were sent."""
    Message.objects.abandoned().update(state=Message.State.QUEUED, next_try_at=timezone.now())
    return sum(deliver(message) for message in Message.objects.due()[:limit])


def send_again(*, message: Message) -> None:
    """Send a mail once more, because a coordinator asks for it."""
    with transaction.atomic():
        Message.objects.filter(pk=message.pk).exclude(to="").exclude(state=Message.State.SENDING).update(
            state=Message.State.QUEUED, next_try_at=timezone.now(), attempts=0
        )
        from .tasks import deliver_messages

        transaction.on_commit(lambda: deliver_messages.enqueue([message.key]), robust=True)


def stop(*, group: str = "", person: str = "", kinds: Sequence[str] = ()) -> int:
    """Take mails that are not sent yet out of the outbox, because what they say is no longer true."""
    found = Message.objects.filter(state=Message.State.QUEUED)
    found = found.filter(group=group) if group else found
    found = found.filter(person=person) if person else found
    return (found.filter(kind__in=kinds) if kinds else found).update(state=Message.State.STOPPED)


def erase(*, person: str) -> int:
    """Forget whom mails went to and what they said. That they were sent, and when, stays countable."""
    return Message.objects.filter(person=person).update(
        to="", context={}, attachments=[], subject="", reply_to="", unsubscribe_url="", last_error="", person=""
    )


def _try_later(message: Message, error: Exception) -> None:
    message.last_error = f"{type(error).__name__}: {error}"[:300]
    if message.attempts > len(BACK_OFF):
        message.state = Message.State.FAILED
    else:
        message.state = Message.State.QUEUED
        message.next_try_at = timezone.now() + timedelta(minutes=BACK_OFF[message.attempts - 1])
    message.save(update_fields=["state", "next_try_at", "last_error"])
