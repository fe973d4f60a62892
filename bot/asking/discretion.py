"""Tell before anything is worked out whether a text is for its writer alone."""

import re
from collections.abc import Sequence

from bot.advising.phrases import Phrases
from bot.advising.telling import understand
from bot.asking.cleaning import MOST_READ, clean
from bot.asking.question import Question
from bot.asking.reading import read
from bot.lexicon import Lexicon

_OF_PRACTICE = r"\b(?:nbme|uworld|qbank|amboss|free 120|uwsa|practice|scor)\w*"
_PERCENT = re.compile(rf"{_OF_PRACTICE}.{{0,40}}?\b\d{{2}} ?%|\b\d{{2}} ?% .{{0,40}}?{_OF_PRACTICE}", re.IGNORECASE)
"""A practice score that is told in percent."""


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
        """Tell whether a text says anything private of its writer, as what is not read to its end may do."""
        if len(text) > MOST_READ or _PERCENT.search(text):
            return True
        cleaned = clean(text)
        return understand(cleaned, self._phrases, self._lexicon.tracks_in(cleaned)).profile.private
