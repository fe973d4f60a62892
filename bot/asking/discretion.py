"""Tell before anything is worked out whether a text is for its writer alone."""

from collections.abc import Sequence

from bot.advising.phrases import Phrases
from bot.advising.telling import understand
from bot.asking.cleaning import clean
from bot.asking.question import Question
from bot.asking.reading import read
from bot.lexicon import Lexicon

_TOO_LONG = 700
"""Characters beyond which a text is not read to its end, and is taken to hold something private."""


class Discretion:
    """Knows the words by which members tell of scores, attempts, failures and visas; quick, and asks no index."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._lexicon = lexicon
        self._phrases = phrases

    def is_private(self, text: str, turns: Sequence[str] = ()) -> bool:
        """Tell whether an answer to a text, asked after earlier turns, is to be shown to its writer alone."""
        question = Question(text, turns=tuple(turns))
        return any(map(self._tells, (*turns, text))) or read(question, self._lexicon).private

    def _tells(self, text: str) -> bool:
        """Tell whether a text says anything private of its writer."""
        if len(text) > _TOO_LONG:
            return True
        cleaned = clean(text)
        return understand(cleaned, self._phrases, self._lexicon.tracks_in(cleaned)).profile.private
