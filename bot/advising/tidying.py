"""Make a message ready to be read: slips and short forms set right, and what is not told of the member left out."""

import re
import unicodedata

from bot.advising.phrases import Phrases

_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPOKEN = re.compile(
    rf"\b(one|two)[ -](?:hundred[ -](?:and[ -])?)?({'|'.join(_TENS[1:])})(?:[ -]({'|'.join(_ONES[1:])}))?\b",
    re.IGNORECASE,
)
_SET_RIGHT = tuple(
    (re.compile(slip, re.IGNORECASE), right)
    for slip, right in (
        (r"[^\S\n]+", " "),
        (r"\n\s*", "\n"),
        (r"\bu\.s\.(?:a\.)?(?!\w)", "US"),
        (r"\b([md])\.([do])\.(?!\w)", r"\1\2"),
        (r"\bstep ?2 ?cs\b", "clinical skills"),
        (r"\b(?:step|setp|stpe|stp|spte)s?[ -]?(?:1|one)(?![\w%])", "step 1"),
        (r"\b(?:step|setp|stpe|stp|spte)s?[ -]?(?:2|two|ii)(?![\da-z%]|ck\d)(?:[ -]?ck\b)?", "step 2"),
        (r"\b(?:step|setp|stpe|stp|spte)[ -]?2[ -]?ck", "step 2"),
        (r"\busmle[ -]?(?:step[ -]?)?([12])(?!\d)", r"step \1"),
        (r"\b(ck|step|s[12]|step [12])[:=-]?(?=[12]\d\d\b)", r"\1 "),
        (r"\b(?:step 1|s1) ?(?:and|or|&|\+|/|,) ?(?:step |s)?2\b", "both steps"),
        (r"\b(step [12]|s[12])(\W{1,3})p\b", r"\1\2pass"),
        (r"\b(step [12]|s[12])(\W{1,3})f\b", r"\1\2fail"),
        (r"\b(nbme|nmbe|cbssa|ccssa|uwsa|form)s? ?#?(?:[1-9]|[1-3]\d)\b(?!\s?[%x])", r"\1"),
        (r"\bfree ?-?120\b", "free test"),
        (r"\b(?:level|lvl|lv|l)[ -]?([12])\b", r"level \1"),
        (r"\bw/o\b", "without"),
        (r"\bw/ ?(?=\w)", "with "),
    )
)
_PLAIN = str.maketrans({"İ": "I", "ı": "i"} | dict.fromkeys("‘’´`", "'"))
"""Letters that a pattern in any case takes for others, and the apostrophes of keyboards."""
_REST = r"(?:(?!{myself})[^.!?;\n])*"


def plain(text: str) -> str:
    """Return a text in plain letters, digits and apostrophes."""
    return unicodedata.normalize("NFKC", text).translate(_PLAIN)


def tidied(text: str) -> str:
    """Return a text with slips, short forms and spelled-out scores written in the one way that is read."""
    text = plain(text)
    for slip, right in _SET_RIGHT:
        text = slip.sub(right, text)
    return _SPOKEN.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    hundreds, tens, ones = ((match[n] or "").lower() for n in (1, 2, 3))
    return f"{_ONES.index(hundreds)}{_TENS.index(tens)}{_ONES.index(ones)}"


def own_words(text: str, phrases: Phrases) -> str:
    """Return a text without what it tells of others, or says has not happened; a full stop stands for the former."""
    words = phrases.words
    said_of_others = words["others"].pattern + _REST.format(myself=words["myself"].pattern)
    return re.sub(said_of_others, ". ", words["aside"].sub(" ", text))
