"""Read from words what members tell of themselves."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from bot.advising.exams_passed import exams_in
from bot.advising.numbers import Score, comlex_in, scores_in
from bot.advising.phrases import Phrases
from bot.advising.profile import Understood, profile_of
from knowledge.passages import Applicant

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
_EXAM_MONTH = re.compile(
    r"\b(?:exam|test|sit|sitting|take|taking|ck|step 2|schedule[d]?|booked|date)\b[^.?!]{0,30}?"
    r"\b(?:in|for|on|early|mid|late|end of|is)\s+(?:the\s+)?(?:early |mid |late |end of )?"
    rf"({'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_IN_DAYS = re.compile(r"\b(?:exam|test|step 2|ck|step 1)\b[^.?!]{0,20}?\bin (\d{1,3}) days\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\b(?:exam|test|step 2|ck) (?:is )?tomorrow\b|\bday before (?:my |the )?(?:exam|test)\b", re.I)
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {
    **{word: n for n, word in enumerate(_WORDS)},
    **{"zero": 0, "a": 1, "an": 1, "single": 1, "couple": 2, "only one": 1, "a couple of": 2, "a single": 1},
}
_COUNT = (
    rf"\b(\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s+(?:(?:strong|good|us|solid|more|ir)\s+)?"
)
_ADDED = ("abstracts", "manuscripts_submitted", "total_products")
"""Fields of research that are counted together as products."""
_FIELDS = {"step1": "step1_numeric", "step2_ck": "step2_ck"} | {
    name: name for name in ("target", "national_mean", "school_mean")
}


def understand(text: str, phrases: Phrases, tracks: Collection[Applicant] = ()) -> Understood:
    """Return what a text tells of the asker; `tracks` are the applicant types it names."""
    scores = scores_in(text, phrases)
    fields = _numbers(scores, phrases, text)
    fields |= _graded(text, phrases) | _counted(text, phrases) | _flags(text, phrases)
    fields |= exams_in(text, phrases, "step2_ck" in fields)
    fields |= _dated(text) | _type(tracks)
    if comlex := tuple(comlex_in(text, phrases)):
        fields["comlex"] = comlex
    return Understood(profile_of(fields), tuple(_notes(scores)), tuple(_doubts(scores)))


def _numbers(scores: Sequence[Score], phrases: Phrases, text: str) -> dict[str, Any]:
    """Put scores into the fields they are of; of a range the low end is used."""
    fields: dict[str, Any] = {}
    for score in scores:
        of = "step2_ck" if score.alone else score.of
        if of in _FIELDS:
            fields.setdefault(_FIELDS[of], score.low)
        elif of == "predicted":
            fields |= {"predicted_low": score.low, "predicted_high": score.high}
    if len(_taken(scores)) > 1:
        fields.pop("step2_ck")
    practice = tuple(score.low for score in scores if score.of == "practice")
    if practice:
        fields["scores"] = practice
        if len(practice) == 1 or phrases.words["baseline"].search(text):
            fields["baseline_nbme"] = practice[0]
    return fields


def _notes(scores: Sequence[Score]) -> Iterator[str]:
    """Say how scores that were told loosely were read."""
    for score in scores:
        if score.alone:
            yield f"I read {score.words} as a Step 2 CK score; tell me if it is another exam's."
        if score.low != score.high:
            yield f"I read “{score.words}” as {score.low} to {score.high} and use the low end, {score.low}."
        elif not score.exact and score.words.rstrip("+~ish -") != str(score.low):
            yield f"I read “{score.words}” as {score.low}."


def _doubts(scores: Sequence[Score]) -> Iterator[str]:
    """Ask about scores that could be of several exams, and about a second score of one exam."""
    for score in scores:
        if score.of is None and not score.alone:
            yield f"Is {score.words} your Step 2 CK score, or a practice score?"
    if len(taken := _taken(scores)) > 1:
        yield f"Which of these is your Step 2 CK score: {' or '.join(taken)}?"


def _taken(scores: Sequence[Score]) -> list[str]:
    """Return the scores told for Step 2 CK, each once."""
    return list(dict.fromkeys(score.words for score in scores if score.of == "step2_ck" or score.alone))


def _graded(text: str, phrases: Phrases) -> dict[str, str]:
    """Return for each graded matter the grade whose longest phrase stands in the text."""
    found = {
        name: max((len(m[0]), grade) for grade, pattern in grades.items() for m in [pattern.search(text)] if m)
        for name, grades in phrases.graded.items()
        if name != "counts" and any(pattern.search(text) for pattern in grades.values())
    }
    return {name: grade for name, (_, grade) in found.items()}


def _counted(text: str, phrases: Phrases) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, nouns in phrases.graded["counts"].items():
        counts = [_number(m[1]) for m in re.finditer(_COUNT + nouns.pattern, text, re.IGNORECASE)]
        if counts:
            fields[name] = sum(counts)
    if any(name in fields for name in _ADDED):
        fields["total_products"] = sum(fields.get(name, 0) for name in _ADDED)
    return fields


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def _flags(text: str, phrases: Phrases) -> dict[str, Any]:
    words = phrases.words
    fields: dict[str, Any] = {name: True for name in ("graduated", "burnt_out") if words[name].search(text)}
    if words["no_usmle"].search(text):
        fields["comlex_only"] = True
    if phrases.graded["outcome"]["unmatched"].search(text):
        fields["failed_cycles"] = 1 + bool(words["twice"].search(text)) + 2 * bool(words["thrice"].search(text))
    if words["visa"].search(text):
        fields["visa"] = not words["no_visa"].search(text)
    if words["home_ir"].search(text) or words["no_home_ir"].search(text):
        fields["home_ir"] = not words["no_home_ir"].search(text)
    return fields


def _dated(text: str) -> dict[str, int]:
    fields = {"days_to_exam": 1} if _TOMORROW.search(text) else {}
    if days := _IN_DAYS.search(text):
        fields["days_to_exam"] = int(days[1])
    if found := _EXAM_MONTH.search(text):
        fields["exam_month"] = _SHORT[found[1][:3].lower()]
    return fields


def _type(tracks: Collection[Applicant]) -> dict[str, Any]:
    """Return the one type named; of both kinds of IMG, that it is an IMG."""
    if len(tracks) == 1:
        return {"applicant_type": str(next(iter(tracks)))}
    return {"an_img": True} if set(tracks) == {Applicant.US_IMG, Applicant.NON_US_IMG} else {}
