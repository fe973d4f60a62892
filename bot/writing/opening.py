"""Open the chat model of the settings: the one place where its parts are chosen and joined."""

from bot.settings import ModelSettings
from bot.writing.provider import open_provider
from bot.writing.spending import CHARACTERS_A_TOKEN
from bot.writing.writer import Limits, Writer

_KEEPING, _WHOLE_GUIDES = ("anthropic", "openai"), 50_000
"""Providers that keep the constant part of a prompt for little money, and tokens of guides that are sent to them."""


def open_writer(settings: ModelSettings) -> Writer:
    """Return what words answers by the chat model of the settings.

    Raises SettingError where its package or key is missing, or nothing goes by that name.
    """
    by_itself = _WHOLE_GUIDES if settings.model.partition(":")[0] in _KEEPING else 0
    tokens = by_itself if settings.model_guides_tokens is None else settings.model_guides_tokens
    limits = Limits(
        seconds=settings.model_seconds,
        guides_characters=tokens * CHARACTERS_A_TOKEN,
        price_read=settings.model_price_read,
        price_written=settings.model_price_written,
    )
    return Writer(open_provider(settings), limits)
