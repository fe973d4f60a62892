"""Why a message did not reach a member.

* HopelessError           it cannot be sent, now or later
  * ClosedError           its member takes no direct messages, or is gone
  * OutdatedError         what it is about is not known any more
* UnsentError             Discord did not take it, or nobody knows whether it did; worth another try
"""

from bot.errors import AdvisorError


class HopelessError(AdvisorError):
    """A message cannot be sent, now or later; the message says why."""


class ClosedError(HopelessError):
    """A member takes no direct messages, or is gone."""


class OutdatedError(HopelessError):
    """A reminder is about something that is not known any more."""


class UnsentError(AdvisorError):
    """Discord did not take a message, or nobody knows whether it did."""
