"""Read a question: clean it, find out who asks, what it leans on, and whether it asks for several things."""

import re
from dataclasses import replace

from bot.asking.cleaning import clean
from bot.asking.question import Question, Reading
from bot.lexicon import Lexicon
from knowledge.passages import Applicant
from knowledge.words import content_words

_SCORE = re.compile(r"\b(?:1[89]\d|2[0-9]\d)\b")
_POINTER = re.compile(
    r"\b(?:it|its|that|those|them|they|this|these|there|one|ones|same|else|instead|then)\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:and|but|so|or|also|ok(?:ay)?|then|what if|what about|how about|what else|which (?:one|of)|why|when|who|where"
    r"|how (?:many|much|long|often|soon|early|late)|is that|does that|do they|should i then|for how|even if|any)\b",
    re.IGNORECASE,
)
_PLEASANTRY = re.compile(
    r"(?:(?:ok(?:ay)?|thanks?|thank you|thx|ty|so much|a lot|great|cool|nice|got it|lol|bye|hi|hello|hey|perfect"
    r"|awesome|good|will do|that helps?)\b[\s!.,]*)+$",
    re.IGNORECASE,
)
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_ORDINAL = re.compile(rf"\b(?:the|that) ({'|'.join(_ORDINALS)})(?: (?:one|point|option|thing|part|step|item))?\b", re.I)
_BETWEEN = re.compile(
    r"[?;]\s+|\.\s+|,?\s+(?:and|but|or|vs\.?|versus|compared (?:with|to)|as opposed to|whereas|while)\s+|,\s+", re.I
)
_ASKS = re.compile(r"\b(?:what|which|how|when|where|who|why|should|can|could|do|does|is it|are|will|would)\b", re.I)
_REMEMBERED = 8
"""Earlier turns that are read."""
_TOO_SHORT, _SHORT = 2, 4
_WORDS_A_CLAUSE, _MOST_CLAUSES = 3, 4


def read(question: Question, lexicon: Lexicon) -> Reading:
    """Return a question as understood in the light of the earlier turns."""
    earlier: Reading | None = None
    for turn in (*question.turns[-_REMEMBERED:], question.text):
        this = _read_turn(turn, lexicon, earlier)
        earlier = this if this.text else earlier
    return _for_applicant(this, question.applicant)


def is_pleasantry(text: str) -> bool:
    """Tell whether a text greets or thanks, and asks nothing."""
    return bool(_PLEASANTRY.match(text))


def _read_turn(turn: str, lexicon: Lexicon, earlier: Reading | None) -> Reading:
    text = clean(turn)
    leans_on = earlier if earlier and _leans(text, lexicon) else None
    named = lexicon.tracks_in(text)
    scored = bool(_SCORE.search(text))
    declined = lexicon.declined(turn.replace("’", "'"))
    ordinal = _ORDINAL.search(text)
    return Reading(
        text=text,
        words=_spelled_out(text, lexicon),
        clauses=_clauses(text),
        # Who someone is holds on from turn to turn, until they say otherwise.
        tracks=named or (earlier.tracks if earlier else frozenset()),
        scored=scored,
        private=scored or bool(declined or lexicon.private.search(text)) or bool(leans_on and leans_on.private),
        declined=declined,
        leans_on=leans_on,
        ordinal=_ORDINALS[ordinal[1].lower()] if ordinal and leans_on else None,
    )


def _spelled_out(text: str, lexicon: Lexicon) -> str:
    """Add the standard words to a short question; a longer one says enough, and is better found by its own words."""
    if len(content_words(text)) > _SHORT:
        return text
    return f"{text} {lexicon.standard_words(text)}".strip()


def _leans(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a turn makes no sense alone: too short, or short with a pointer or an opening of a follow-up."""
    if is_pleasantry(text):
        return False
    words = content_words(text)
    own = [word for word in words if not lexicon.tracks_in(word)]
    if len(own) <= _TOO_SHORT or (len(own) <= _SHORT and _ORDINAL.search(text)):
        return True
    return len(own) <= _SHORT and bool(_OPENING.match(text) or _POINTER.search(text))


def _clauses(text: str) -> tuple[str, ...]:
    parts = [part.strip(" ?.,") for part in _BETWEEN.split(text)]
    telling = tuple(part for part in parts if len(content_words(part)) >= _WORDS_A_CLAUSE and _ASKS.search(part))
    return telling[:_MOST_CLAUSES] if len(telling) > 1 else ()


def _for_applicant(reading: Reading, applicant: Applicant | None) -> Reading:
    """Count the asker's known type where the words name none."""
    if reading.tracks or applicant is None:
        return reading
    return replace(reading, tracks=frozenset({applicant}))
