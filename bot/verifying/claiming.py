"""Cut a message into what it claims; questions, greetings and what people tell of themselves are no claims."""

import re
from collections.abc import Iterator

from bot.asking.cleaning import clean
from bot.verifying.meanings import meaning, meanings, plain
from bot.verifying.wording import DOMAIN

LONGEST = 4_000
"""Characters of a message that are looked at."""
_DOMAIN = DOMAIN | set(map(meaning, DOMAIN))
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[!?])\s+|(?<=[a-z)\d%]\.)\s+(?=\S)|\n+", re.IGNORECASE)
_JOINED = re.compile(r"\s*;\s+|,?\s+(?:but|and|so|plus|while)\s+(?=\S)", re.IGNORECASE)
_REPORTED = re.compile(
    r"^.{0,40}?\b(?:says?|said|told me|tells me|heard|think|thought|believe|read|swears?|claims?|know)"
    r"(?: that)?\b[\s,:]+",
    re.IGNORECASE,
)
_TELLS_OF_SELF = re.compile(
    r"(?<![\w-])(?:i|i'm|im|i've|ive|i'd|my|me|mine|we|we're|our)\b"
    r"|\bus\b(?! (?:md|do|img|citizen|grad|med|letter|clin|elect|atten|hosp|program|exper))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?\s*$|^(?:what|which|how|when|where|who|why|should i|should we|can i|can you|could|do i|do you|does|did|is it"
    r"|is there|are there|will|would|any|anyone|has anyone|am i)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|isn'?t|aren'?t|can|can'?t|cannot|must|need|needs|should|shouldn'?t|do|does|don'?t|doesn'?t|will|won'?t"
    r"|helps?|hurts?|matters?|takes?|lasts?|counts?|means?|has|have|gets?|use|avoid|aim|apply|ask|submit)\b",
    re.IGNORECASE,
)
_OPENING = 5
"""Words of a second half among which its verb stands."""
_FEWEST = 2
"""Meanings that a claim holds at least."""


def prose(message: str) -> str:
    """Return as much of a message as is looked at, blocks of code left out."""
    return _CODE.sub(" ", message[:LONGEST])


def claims_in(message: str) -> list[str]:
    """Return what a message claims, each claim cleaned and on one line, in its order."""
    text = prose(message)
    return list(dict.fromkeys(part for sentence in _SENTENCE_END.split(text) for part in _claimed(clean(sentence))))


def _claimed(sentence: str) -> Iterator[str]:
    """Yield the claims of a sentence."""
    if not sentence or _ASKS.search(sentence):
        return
    told = _REPORTED.sub("", sentence, count=1)
    for part in _parts(told.strip(" -*>•\"'")):
        if _is_claim(part):
            yield part


def _parts(sentence: str) -> Iterator[str]:
    """Cut a sentence where both halves could stand alone."""
    for joint in _JOINED.finditer(sentence):
        first, second = sentence[: joint.start()], sentence[joint.end() :]
        if _stands_alone(first) and _stands_alone(second) and _FINITE.search(" ".join(second.split()[:_OPENING])):
            yield first
            yield from _parts(second)
            return
    yield sentence


def _stands_alone(part: str) -> bool:
    words = set(meanings(plain(part)))
    return bool(_FINITE.search(part)) and len(words) >= _FEWEST and bool(words & _DOMAIN)


def _is_claim(part: str) -> bool:
    if _TELLS_OF_SELF.search(part):
        return False
    words = plain(part).split()
    return len(words) > _FEWEST and bool(_DOMAIN & ({*words, *meanings(plain(part))}))
