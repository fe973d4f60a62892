"""Whether a statement keeps what qualifies the words it rests on: conditions, caution, and denials."""

import re

from bot.verifying.meanings import meanings

_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?|as long as|whenever|when|until|except)\b(?P<clause>[^,;:.()]*)"
)
_CAUTION = re.compile(
    r"\b(?:may|might|could|can|often|usually|typically|generally|sometimes|likely|many|most|some|several|rather|tends?"
    r"|mainly|mostly|about|around|roughly|approximately|ideally|possibly|potentially|consider\w*|optional\w*|nearly|almost)\b"
)
_DENIAL = re.compile(r"\b(?:not|no|never|cannot|neither|nor|nobody|nothing|without|rarely|seldom|hardly)\b|n't\b")
_WORD = re.compile(r"[a-z][a-z']{2,}")
_STILL_THERE = 0.5
"""Share of a condition's meanings that a statement must hold for it to be taken as kept, in whatever words."""
_REACH = 3
"""Words behind a denial that it is about."""


def unqualified(said: str, rest: str) -> str:
    """Return how a plain text says more than the words it rests on; nothing where it keeps to them."""
    if _drops_condition(said, rest):
        return "it leaves out a condition"
    if _CAUTION.search(rest) and not _CAUTION.search(said):
        return "it leaves out that this is not always so"
    return "its sources say otherwise" if _turns(said, rest) else ""


def _drops_condition(said: str, rest: str) -> bool:
    held = frozenset(meanings(said))
    clauses = [frozenset(meanings(found["clause"])) for found in _CONDITION.finditer(rest)]
    lost = [clause for clause in clauses if clause and len(clause & held) < _STILL_THERE * len(clause)]
    return bool(lost)


def _turns(said: str, rest: str) -> bool:
    """Tell whether one denies what the other does not."""
    mine, theirs = _denied(said), _denied(rest)
    if mine and not theirs:
        return True
    return bool((theirs - mine) & frozenset(_WORD.findall(said))) and not mine


def _denied(plain_text: str) -> frozenset[str]:
    behind = (_WORD.findall(plain_text[found.end() :])[:_REACH] for found in _DENIAL.finditer(plain_text))
    return frozenset(word for words in behind for word in words)
