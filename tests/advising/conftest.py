"""What tests of reading profiles share: the shipped phrases, and what is understood by them."""

from collections.abc import Callable

import pytest

from bot.advising.phrases import Phrases, read_phrases
from bot.advising.profile import Understood
from bot.advising.telling import understand
from bot.lexicon import Lexicon
from bot.shipped import config_folder

Hear = Callable[[str], Understood]


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    """Return the phrases that are shipped."""
    return read_phrases(config_folder() / "profile.toml")


@pytest.fixture(scope="session")
def hear(phrases: Phrases, lexicon: Lexicon) -> Hear:
    """Return a function that reads a message as a conversation does."""
    return lambda text: understand(text, phrases, lexicon.tracks_in(text))
