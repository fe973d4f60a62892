"""Amounts in a text: how much of what, from where to where, and how two of them lie to each other."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.verifying.meanings import meaning
from bot.verifying.wording import COUNTED

_SPELLED = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBER = rf"\d+(?:,\d{{3}})*(?:\.\d+)?k?|\b(?:{'|'.join(_SPELLED)}|twelve|single)\b"
_LEAST = r"≥|>=|at least|atleast|minimum(?: of)?|min|no (?:less|fewer) than"
_ABOVE = r">|more than|over|above|beyond|higher than|upwards of"
_MOST = r"≤|<=|at most|max(?:imum)?(?: of)?|up to|no more than"
_BELOW = r"<|under|below|less than|fewer than|lower than"
_AMOUNT = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<above>{_ABOVE})|(?P<most>{_MOST})|(?P<below>{_BELOW}))?\s*"
    r"(?:a |an |only |like |about )?"
    rf"(?<![\w.])(?P<low>{_NUMBER})(?P<plus>\+)?(?:\s*(?:-|to|or)\s*(?P<high>{_NUMBER}))?(?P<more>\+)?"
    r"(?P<up>\s+or (?:more|higher|above|better)|\s+and up|\s+plus\b|\s+minimum\b)?(?P<down>\s+or (?:less|below|fewer))?"
    r"(?P<percent>\s*%|\s*percent)?"
)
_FOLLOWING = re.compile(
    r"[\s-]*(?!(?:of|for|to|and|or|plus|with|in|at|on|as|is|are|has|have|had|should|need|can|will|may|from|before|after)\b)"
    r"([a-z']+)"
)
_AFTERWARDS = re.compile(r"(?:[\s-]*[a-z']+){1,3}\s+(?P<most>max|tops)\b")
_RATE = re.compile(r"\b(?:an?|per|each|every|/)\s?(day|week|month|term)\b|\b(daily|weekly)\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d")
_SHARED_OUT = re.compile(r"\b(?:per|each)\s*\Z")
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_MINUTES = {meaning(word): length for word, length in (("minute", 1.0), ("min", 1.0), ("hour", 60.0), ("hr", 60.0))}
_COUNTED = frozenset(map(meaning, COUNTED)) | _DAYS.keys() | _MINUTES.keys()
_FAR, _NEAR = 5, 2
"""Words after a number, and after one that looks like a score, among which stands what it counts."""
_RATE_WITHIN = 30
"""Characters after an amount within which it is said how often."""
SCORES = range(180, 301)
_SLACK = 0.1
"""How far, as a share, spans told in different units may miss each other: two months are nine weeks."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a number counts, the word for it and where that ends, and how many of the smallest unit one is."""

    kind: str
    word: str
    end: int
    scale: float = 1.0


class Relation(Enum):
    """How an amount that is claimed lies to one of the guides."""

    INSIDE = "inside"
    PARTLY = "partly"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something: from `low` to `high`; `least` and `most` tell that it is said to be a bound."""

    words: str
    kind: str
    low: float
    high: float
    per: str = ""
    least: bool = False
    most: bool = False
    strict: bool = False

    @property
    def lowest(self) -> float:
        """Return the smallest number it allows."""
        return -math.inf if self.most else self.low

    @property
    def highest(self) -> float:
        """Return the largest number it allows."""
        return math.inf if self.least else self.high


def amounts(plain_text: str) -> tuple[Amount, ...]:
    """Return the amounts of a plain text; a spelled-out number that counts nothing is none."""
    return tuple(_amounts(plain_text))


def relation(claimed: Amount, said: Amount) -> Relation | None:
    """Tell how an amount lies to another; None where they count different things."""
    if claimed.kind != said.kind or (claimed.per and said.per and claimed.per != said.per):
        return None
    if _apart(claimed, said):
        return Relation.APART if claimed.per == said.per else Relation.PARTLY
    return Relation.INSIDE if _inside(claimed, said) else Relation.PARTLY


def _apart(claimed: Amount, said: Amount) -> bool:
    slack = 1 + _SLACK * (said.kind in {"span", "clock"})
    if claimed.least and said.least and not said.strict:
        return claimed.low > said.high * slack or claimed.low * slack < said.low / 2
    above, below = claimed.lowest > said.highest * slack, claimed.highest * slack < said.lowest
    touches = claimed.lowest >= said.highest or claimed.highest <= said.lowest
    return above or below or (touches and (claimed.strict or said.strict))


def _inside(claimed: Amount, said: Amount) -> bool:
    """Tell whether an amount is borne out; an open end bears out scores, of other things only the same bound."""
    if said.kind == "score":
        return said.lowest <= claimed.lowest and claimed.highest <= said.highest
    if said.strict or said.most:
        return (claimed.low, claimed.high, claimed.least, claimed.most) == (said.low, said.high, said.least, said.most)
    if claimed.most:
        return claimed.high == said.high and not said.least
    if claimed.least:
        return claimed.low == said.low
    return said.low <= claimed.low and claimed.high <= said.high


def _amounts(text: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        if _ORDINAL.match(text, found.end()) or _SHARED_OUT.search(text, 0, found.start()):
            continue
        unit = _counted(text, found)
        if unit.kind or found["low"][0].isdigit():
            yield _amount(text, found, unit)


def _amount(text: str, found: re.Match[str], unit: "_Unit") -> Amount:
    rate = _RATE.search(text, unit.end, unit.end + _RATE_WITHIN)
    low, high = _number(found["low"]) * unit.scale, _number(found["high"] or found["low"]) * unit.scale
    return Amount(
        words=_words(found, unit),
        kind=unit.kind,
        low=low,
        high=max(low, high),
        per=_per(rate) if rate and unit.kind not in {"span", "score"} else "",
        least=any(found[name] for name in ("least", "above", "plus", "more", "up")),
        most=any(found[name] for name in ("most", "below", "down")) or bool(_AFTERWARDS.match(text, found.end())),
        strict=any(found[name] for name in ("above", "below")),
    )


def _words(found: re.Match[str], unit: "_Unit") -> str:
    """Return an amount as it is told: its bound, its numbers, and what it counts."""
    bound = next((found[name] for name in ("least", "above", "most", "below") if found[name]), "")
    numbers = found.string[found.start("low") : found.end()].strip()
    return f"{bound} {numbers.replace('-', '–')} {unit.word}".strip()


def _per(rate: re.Match[str]) -> str:
    return rate[1] or {"daily": "day", "weekly": "week"}[rate[2]]


def _number(written: str) -> float:
    if written in _SPELLED or not written[0].isdigit():
        return float(_SPELLED.get(written, 12 if written == "twelve" else 1))
    return float(written.rstrip("k").replace(",", "")) * (1000 if written.endswith("k") else 1)


def _counted(text: str, found: re.Match[str]) -> "_Unit":
    """Return what a number counts."""
    if found["percent"]:
        return _Unit("percent", "", found.end())
    looks_scored = found["low"].isdigit() and int(found["low"]) in SCORES
    end = found.end()
    for _ in range(_NEAR if looks_scored else _FAR):
        word = _FOLLOWING.match(text, end)
        if word is None:
            break
        end = word.end()
        if (what := meaning(word[1])) in _COUNTED:
            return _unit(what, word[1], end)
    return _Unit("score" if looks_scored else "", "", found.end())


def _unit(what: str, word: str, end: int) -> "_Unit":
    if what in _DAYS:
        return _Unit("span", word, end, _DAYS[what])
    if what in _MINUTES:
        return _Unit("clock", word, end, _MINUTES[what])
    return _Unit(what, word, end)
