"""Read dates and spans of time: when the exam is, and how long until it, ERAS or the Match."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from bot.advising.counting import NUMBER, SENTENCE_END, number_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANY_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_BEFORE_MONTH = "in|on|by|of|for|to|til|till|until|around|early|mid|late|end|this|next|is|the"
_MONTH = re.compile(
    rf"\b(?P<before>(?:{_BEFORE_MONTH}|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?)\s+)?(?P<name>{_ANY_MONTH})\b\.?"
    rf"(?P<day>\s+\d{{1,2}}(?!\d))?(?P<or_else>\s*(?:or|/)\s*(?:(?:in|early|late)\s+)?(?:{_ANY_MONTH})\b)?"
    r"|(?<![\w/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?:20)?\d\d)?(?![\w/%])",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:(?P<step1>step 1|s1)|(?P<eras>eras|apply|applying|submit|submitting|applications?)"
    r"|(?P<exam>exam|test(?: date| day)?|(?<!\d )(?<!\d on )(?<!\d in )(?:step 2|ck)(?!\W{0,3}[12]\d\d)|sit|sitting"
    r"|prometric|scheduled|booked)"
    r"|(?P<past>took|got|passed|failed|sat|scored|graduated|since|finished|completed|did)"
    r"|(?P<other>aways?|rotations?|sub-?is?|electives?|match|interviews?|dedicated|score back|scores? (?:out|release)"
    r"|start(?:ed|ing)?|retak\w+))\b",
    re.IGNORECASE,
)
"""What a date can be of; a Step 2 CK with its score is over."""
_FEW = 6
"""Topics before a month that are looked at."""
_SPAN = rf"(?<![\w.,/:#$-])(?P<count>\d{{1,3}}|{NUMBER})[\s-]*(?P<unit>day|week|wk|month|mo|mth)s?\b"
_AIMS = (
    r"(?:(?P<step1>step 1|s1)|(?P<exam>exam|test(?: day| date)?|step 2|ck|real deal|real thing|d-?day|it)"
    r"|(?P<match>match(?: day)?)|(?P<eras>eras|applications? open\w*))\b"
)
_UNTIL = re.compile(
    rf"{_SPAN}\s*(?:(?:left|out|away|to go)\s*)?(?:until|till?|before|from|to|for|of)\s+(?:(?:my|the|our)\s+)?{_AIMS}"
    r"(?!\s+(?:study|prep))",
    re.IGNORECASE,
)
_IS_IN = re.compile(
    rf"\b{_AIMS}(?:\s+(?:is|opens?|starts?|only|about|just|now|date|day|ck|exam|test|coming up|scheduled|booked)\b)"
    rf"{{0,3}}\s*(?:(?P<within>in)\s+(?:(?:about|just|only|like)\s+)?)?{_SPAN}(?P<away>\s+(?:away|out|left|from now))?",
    re.IGNORECASE,
)
_LEFT = re.compile(rf"{_SPAN}\s+(?:left|to go)\b", re.IGNORECASE)
_EXAM = re.compile(r"\b(?:exam|test|step 2|ck|nbme|uwsa)\b", re.IGNORECASE)
_TOMORROW = re.compile(
    r"\b(?:exam|test|step 2|ck)\s+(?:is\s+)?tomorrow\b|\b(?:tomorrow(?:'s| is)|day before)\s+(?:(?:my|the)\s+)?"
    r"(?:exam|test|step 2|ck)\b",
    re.IGNORECASE,
)
_DEDICATED = (
    re.compile(rf"{_SPAN}\s+(?:(?:of|for)\s+)?(?:\w+\s+)?dedi(?:cated)?\b", re.IGNORECASE),
    re.compile(
        r"\bdedi(?:cated)?(?:\s+(?:period|time|study|block|is|was|will be|of|only|just|about))*\s*[:=]?\s*" + _SPAN,
        re.IGNORECASE,
    ),
)
_MONTHS_A_YEAR = 12


def dated_in(text: str, of_step1: bool) -> dict[str, int]:
    """Return the fields that are dates or spans; `of_step1` says that an exam without a name is Step 1."""
    fields = {"days_to_exam": 1} if _TOMORROW.search(text) and not of_step1 else {}
    for sentence in SENTENCE_END.split(text):
        for name, value in chain(_months(sentence, of_step1), _weeks(sentence), _spans(sentence, of_step1)):
            fields.setdefault(name, value)
    return fields


def _months(sentence: str, of_step1: bool) -> Iterator[tuple[str, int]]:
    """Yield the months of the exam and of ERAS: a month belongs to what is named last before it."""
    topics = [(match.start(), str(match.lastgroup)) for match in _TOPIC.finditer(sentence)]
    for match in _MONTH.finditer(sentence):
        before = topics[: bisect_left(topics, (match.start(), ""))][-_FEW:]
        topic = _topic(before, sentence.rfind(",", 0, match.start()))
        month = _month(match)
        if month and topic in {"exam", "eras"} and not (topic == "exam" and of_step1):
            yield f"{topic}_month", month


def _topic(topics: Sequence[tuple[int, str]], comma: int) -> str | None:
    """Return what was named last, unless what stands after the last comma is spoken of as over."""
    if any(topic == "past" and place > comma for place, topic in topics):
        return None
    return topics[-1][1] if topics else None


def _month(match: re.Match[str]) -> int | None:
    """Return a month, unless "may" is a verb, another month is left open, or figures can be read both ways."""
    if name := match["name"]:
        modal = name.lower() == "may" and not (match["before"] or match["day"])
        return None if modal or match["or_else"] else MONTHS.index(name[:3].lower()) + 1
    low, high = sorted((int(match["first"]), int(match["second"])))
    return low if 1 <= low <= _MONTHS_A_YEAR < high else None


def _weeks(sentence: str) -> Iterator[tuple[str, int]]:
    """Yield how many weeks the dedicated study takes."""
    for pattern in _DEDICATED:
        for match in pattern.finditer(sentence):
            if match["unit"].lower().startswith("w"):
                yield "dedicated_weeks", number_of(match["count"])


def _spans(sentence: str, of_step1: bool) -> Iterator[tuple[str, int]]:
    """Yield how long it is until something."""
    found = [*_UNTIL.finditer(sentence), *(m for m in _IS_IN.finditer(sentence) if m["within"] or m["away"])]
    for match in found:
        aim = next(name for name in ("step1", "exam", "match", "eras") if match[name])
        yield from _until("step1" if aim == "exam" and of_step1 else aim, match)
    if not found and not of_step1 and _EXAM.search(sentence):
        for match in _LEFT.finditer(sentence):
            yield from _until("exam", match)


def _until(aim: str, match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield a span in the unit that its field has; what is told in another unit is left out."""
    count, unit = number_of(match["count"]), match["unit"][0].lower()
    named = {
        ("exam", "d"): ("days_to_exam", count),
        ("exam", "w"): ("days_to_exam", 7 * count),
        ("step1", "w"): ("weeks_to_exam", count),
        ("match", "m"): ("months_before_match", count),
        ("eras", "m"): ("months_before_eras", count),
    }
    if (aim, unit) in named:
        yield named[aim, unit]
