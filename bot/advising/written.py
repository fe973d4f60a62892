"""Read three-digit numbers as members write them: plain, as ranges and decades, with bounds, and with slips."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_SCORE = r"[1-3]\d\d"
_FORMS = re.compile(
    rf"(?P<part>low|lower|early|mid|middle|high|upper|late)[\s-]*(?P<tens>[12]\d0)'?s\b"
    rf"|(?P<whole>[12]\d0)'?s\b"
    rf"|(?<![\w.])(?P<x>[12]\d)x\b"
    rf"|(?<![\w.])(?<!from )(?<!to )(?P<low>{_SCORE})\s*(?:-|–|—|to)\s*(?P<high>{_SCORE}|\d\d)(?![\w%])"
    rf"|between\s+(?P<least>{_SCORE})\s+(?:and|to)\s+(?P<most>{_SCORE})\b"
    r"|(?P<bound>above|over|more than|at least|under|below|less than|sub|shy of|short of|away from|<|>|≥|≤|<=|>=)"
    rf"[\s-]*(?P<edge>{_SCORE})\b"
    r"|(?:(?P<about>~|about|around|approx\.?|approximately|roughly|like|circa|maybe|probably)\s*)?"
    r"(?<![\w.$])(?P<one>[12]\d[\doO]|[12][oO]\d|[3-9]\d\d)(?P<ish>\s?-?ish\b|\+|~)?(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_THINGS = "|".join(
    """weeks? wks? hours? hrs? h days? months? years? yrs? questions? qs? cards? programs? programmes? apps?
    applications? applicants? pages? points? pts? students? people residents? spots? positions? schools? minutes? mins?
    usd dollars? bucks blocks? times cases? procedures? patients? items videos? credits? words k km miles
    lbs? kg""".split()
)
_QUALITIES = "|".join(
    """logged observership shadowing volunteer study total practice uworld anki research clinical dr ir more new
    other""".split()
)
_COUNTS_ELSE = re.compile(rf"\s*(?:%|\+?\s?(?:(?:{_QUALITIES})\s)?(?:{_THINGS})\b)", re.IGNORECASE)
_LEADS_ELSEWHERE = re.compile(r"(?:\$|#|\b(?:room|top|applied to|apply to|apply|class of|page)\s+)$", re.IGNORECASE)
_LONGEST_LEAD = 12
_PARTS = {"low": (0, 3), "lower": (0, 3), "early": (0, 3), "mid": (4, 6), "middle": (4, 6)}
_UPPER = (7, 9)


class Sense(Enum):
    """How definite a number is."""

    EXACT = "exact"
    ABOUT = "about"
    RANGE = "range"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: where it stands, and the lowest and the highest it can mean."""

    start: int
    end: int
    words: str
    low: int
    high: int
    sense: Sense


def numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that could be scores, in order; what counts something else is passed over."""
    for match in _FORMS.finditer(text):
        lead = text[max(0, match.start() - _LONGEST_LEAD) : match.start()]
        if not _COUNTS_ELSE.match(text, match.end()) and not _LEADS_ELSEWHERE.search(lead):
            yield _number(match)


def _number(match: re.Match[str]) -> Number:
    low, high, sense = _ends(match)
    return Number(match.start(), match.end(), match[0].strip(), low, high, sense)


def _ends(match: re.Match[str]) -> tuple[int, int, Sense]:
    """Return the lowest and the highest number that a form can mean."""
    if match["tens"] or match["whole"] or match["x"]:
        return *_decade(match), Sense.RANGE
    if low := match["low"] or match["least"]:
        high = match["high"] or match["most"]
        first, last = sorted((int(low), int(high if len(high) == len(low) else low[0] + high)))
        return first, last, Sense.RANGE
    if match["bound"]:
        return int(match["edge"]), int(match["edge"]), Sense.BOUND
    one = match["one"].lower().replace("o", "0")
    loose = match["about"] or match["ish"] or one != match["one"]
    return int(one), int(one), Sense.ABOUT if loose else Sense.EXACT


def _decade(match: re.Match[str]) -> tuple[int, int]:
    first, last = _PARTS.get(match["part"].lower(), _UPPER) if match["part"] else (0, 9)
    tens = int(match["tens"] or match["whole"] or f"{match['x']}0")
    return tens + first, tens + last
