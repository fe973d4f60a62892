"""Turn reminders on: schedule them, and see that the first message reaches the member."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.reminding.due import Due
from bot.reminding.errors import ClosedError, UnsentError
from bot.storage.reminders import Subscription


class Subscriptions(Protocol):
    """Where subscriptions are kept."""

    async def subscribe(self, wanted: Subscription, due: Sequence[tuple[str, datetime]], at: datetime) -> None:
        """Schedule reminders in place of all that is pending."""

    async def unsubscribe(self, member: int) -> int:
        """Forget a subscription, and return how many reminders were pending."""


async def turn_on(
    wanted: Subscription,
    due: Sequence[Due],
    subscriptions: Subscriptions,
    welcome: Callable[[], Awaitable[None]],
    at: datetime,
) -> bool:
    """Schedule reminders and send a first message; tell whether it could be sent by now.

    Raises ClosedError where the member cannot be written to; nothing stays scheduled then.
    """
    await subscriptions.subscribe(wanted, [(one.key, one.at) for one in due], at)
    try:
        await welcome()
    except ClosedError:
        await subscriptions.unsubscribe(wanted.member)
        raise
    except UnsentError:
        return False
    return True
