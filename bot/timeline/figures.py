"""Write numbers, spans and school years in the one way in which moments are read: digits, months, m1 to m4."""

import re

from bot.advising.tidying import plain

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_VALUES = {word: n for n, word in enumerate(_ONES, start=1)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_NUMBER = re.compile(rf"\b(?:({'|'.join(_TENS)})(?:[ -]({'|'.join(_ONES[:9])}))?|({'|'.join(_ONES)}))\b", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(
    r"\b(?:o?ms|om|m)[ -]?(?P<number>[1-4]|iv|i{1,3})\b"
    r"|\b(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|final)[ -]year\b(?!,? (?:residen|intern|of residency))",
    re.IGNORECASE,
)
_YEARS_BY_WORD = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4} | {
    word: n for n, word in enumerate(_ORDINALS[:4], start=1)
}
_SET_RIGHT = tuple(
    (re.compile(slip, re.IGNORECASE), right)
    for slip, right in (
        (r"\b(?:half an?|0?\.5) (?:year|yr)\b|\bsix months\b", "6 months"),
        (
            r"\b(?:an?|1)(?: and a half years?| years? and a half| yrs? and a half)\b|\b1\.5 (?:years?|yrs?)\b",
            "18 months",
        ),
        (r"\ba couple(?: of)?(?= (?:months?|mos?|years?|yrs?|weeks?)\b)", "2"),
        (r"\b(?:an?|1) (?:year|yr)(?: and change|ish| or so| and a bit)\b", "12 months"),
        (r"\b(?:an?|1) (?:year|yr)(?= (?:left|out|away|to go|off|before|until|till|from)\b)", "12 months"),
        (r"\ban?(?= (?:month|mo|year|yr|week)\b)", "1"),
        (r"(?<=\d)[ -]?(?:months?|mos?|mths?|mnths?)\b", " months"),
        (r"(?<=\d)[ -]?(?:weeks?|wks?)\b", " weeks"),
        (r"\b(?:week|wk)s? ?#?(?=\d)", "week "),
        (r"(?<=\d) ?(?:months )?(?:-|–|—|−|to|and|through|thru)[ -]?(?=\d)", "–"),
    )
)
_IN_YEARS = re.compile(
    r"\b(\d) ?(?:years?|yrs?)( and a half)?(?= (?:left|out|away|to go|off|before|until|till|from)\b)", re.IGNORECASE
)


def in_figures(text: str) -> str:
    """Return a text in small letters with numbers in digits, years of school as m1 to m4, long spans in months."""
    text = _SCHOOL_YEAR.sub(_school_year, " ".join(plain(text).lower().split()))
    text = re.sub(rf"\b({'|'.join(_ORDINALS)}) (?:week|wk)\b", lambda m: f"week {_ORDINALS.index(m[1]) + 1}", text)
    text = _NUMBER.sub(_digits, text.replace("-to-", " to "))
    for slip, right in _SET_RIGHT:
        text = slip.sub(right, text)
    return _IN_YEARS.sub(_months, text)


def _school_year(found: re.Match[str]) -> str:
    told = found["number"] or found["word"]
    return f"m{told if told.isdecimal() else _YEARS_BY_WORD[told]}"


def _digits(found: re.Match[str]) -> str:
    return str(sum(_VALUES[word] for word in found.groups() if word))


def _months(found: re.Match[str]) -> str:
    return f"{12 * int(found[1]) + (6 if found[2] else 0)} months"
