"""Find out which kind of applicant a member is: by a type told in full, or by school and citizenship."""

import re
from collections.abc import Collection
from typing import Any

from bot.advising.phrases import Phrases
from knowledge.passages import Applicant

_TYPES = ("non_us_img", "us_img", "us_do", "us_md")
_IMGS = {"us_img", "non_us_img"}
_SCHOOL = "study|studied|studying|school|program|university|uni|college|trained|graduated|degree"
_GRADUATE = r"(?:med(?:ical)?\s+)?(?:grad|graduate|doctor|img|fmg|citizen|student|applicant)\b"


def applicant_in(text: str, phrases: Phrases, tracks: Collection[Applicant]) -> dict[str, Any]:
    """Return the type told, and whether it is an IMG's; `tracks` are the types that the whole text names."""
    text = phrases.standing["not_do"].sub(" ", text.lower() if text.isupper() else text)
    named = _named(text, phrases)
    if len(named) == 1:
        return _typed(named.pop())
    if named:
        return {"an_img": True} if named == _IMGS else {}
    return _by_standing(text, phrases) or _by_tracks(tracks)


def _named(text: str, phrases: Phrases) -> set[str]:
    """Return the types told in full; the words of one are not read again for another."""
    named = set()
    for name in _TYPES:
        text, count = phrases.applicants[name].subn(" ", text)
        if count:
            named.add(name)
    return named


def _typed(name: str) -> dict[str, Any]:
    return {"applicant_type": name} | ({"an_img": True} if name in _IMGS else {})


def _by_standing(text: str, phrases: Phrases) -> dict[str, Any]:
    """Return the type by where somebody studied and what citizen they are, as far as that is told."""
    standing = phrases.standing
    foreign = _says(rf"\bfrom\s+{standing['country'].pattern}|{standing['people'].pattern}\s+{_GRADUATE}", text)
    studied = _says(rf"\b(?:{_SCHOOL})\s+(?:\w+\s+)?in\s+(?:the\s+)?{standing['country'].pattern}", text)
    if not (foreign or studied or standing["img"].search(text)):
        return {"applicant_type": "us_md"} if standing["md"].search(text) else {}
    native = _says(rf"\b(?:i'?m|i am|citizenship:?)\s+(?:an?\s+)?{standing['people'].pattern}", text)
    stranger = foreign or native or bool(standing["not_citizen"].search(text))
    citizen = bool(standing["citizen"].search(standing["not_citizen"].sub(" ", text)))
    return {"an_img": True} if citizen == stranger else _typed("us_img" if citizen else "non_us_img")


def _says(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text, re.IGNORECASE))


def _by_tracks(tracks: Collection[Applicant]) -> dict[str, Any]:
    """Return the one type named; of both kinds of IMG, that it is an IMG."""
    if len(tracks) == 1:
        return _typed(str(next(iter(tracks))))
    return {"an_img": True} if set(tracks) == {Applicant.US_IMG, Applicant.NON_US_IMG} else {}
