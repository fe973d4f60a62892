"""Find out which exams a member has passed or failed, and in how many attempts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bot.advising.counting import NUMBER, NUMBER_WORDS, number_of
from bot.advising.phrases import Phrases

_CLAUSE = re.compile(
    r"(?<![,;.!?:)|+])[,;.!?:)|+]+(?=\s|$)|\n|[(;|]|\s[&/+–—-]\s"
    r"|\b(?:and|but|then|while|whereas|though|although|because|if|so|before|after)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\w\w|\d")
_STEPS = ("step1", "step2_ck")
_NAMES = {*_STEPS, "both", "comlex1", "comlex2"}
_OPEN = ""
"""Stands for an exam that is not named."""
_ORDINALS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_TURN = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:attempt|try|time|go|shot)\b", re.IGNORECASE)
_NO_NAME = r"(?<!step )(?<!level )"
"""The figure in "step 2 fail" counts nothing."""
_TIMES = re.compile(
    rf"\b(?P<adverb>once|twice|thrice)\b|\bx\s?(?P<behind>[1-9])\b"
    rf"|{_NO_NAME}\b(?P<count>[1-9]|{NUMBER_WORDS})\s?(?:x|times?"
    r"|(?:failed |total |step |step [12] |ck |exam |board )*(?:attempts?|tries|failures?|fails?))\b",
    re.IGNORECASE,
)
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_ON_RECORD = re.compile(
    rf"{_NO_NAME}\b(?!an?\b)(?:{NUMBER})\s+(?:failed |step |exam |board )*(?:fails?|failures?|attempts?)\b|\brecord\b",
    re.IGNORECASE,
)
"""Failures told as a number, which need not be of the exam spoken of last."""
_DENIED = re.compile(
    r"\b(?:no|zero|0|without|never|not|(?:did|have|has|had)n'?t|don'?t have|free of)\s+"
    r"(?:(?:an?|any|ever|other|single|prior|previous|past|step|step [12]|both steps|exam|board|usmle|ck|s[12]"
    r"|have|had|been|of)\s+){0,4}(?:fail|flunk)\w*",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:retook|had to (?:retake|take it again)|(?:on|after) (?:(?:a|the|my) )?retake"
    r"|retake (?:was )?(?:a )?pass\w*)\b",
    re.IGNORECASE,
)
_EXAM_WORDS = "|".join(
    r"""step s[12]\b ck exam usmle comlex level board attempt both it\b that\b this\b them\b one\b two three once
    twice thrice again and\b then\b first second third on\b in\b at\b by\b with\b because due last badly previously
    before real actual""".split()
)
_FAILED_ELSE = re.compile(
    rf"\b(?:failed|flunked|bombed)\s+(?:(?:my|the|an?|our)\s+)?+(?!{_EXAM_WORDS})[a-z]", re.IGNORECASE
)
"""To have failed something that is no exam of these."""
_ONCE_MORE = re.compile(r"\b(?:again|another|one more)\b", re.IGNORECASE)
_SITTING = re.compile(r"\b(?:took|taken|sat|sitting|attempts?|try|tries|retakes?|retook|exam|test)\b", re.IGNORECASE)
"""Words by which "twice" speaks of sitting an exam."""
_NUMERIC = re.compile(r"\b[12]\d\d\b")


@dataclass(slots=True)
class Record:
    """What is told of one exam."""

    fails: int = 0
    passed: bool = False
    at_once: bool = False
    """Said to be passed at the first attempt."""
    first: bool = False
    """A first attempt is spoken of."""
    attempts: int = 0
    failing_score: bool = False

    @property
    def failures(self) -> int:
        """Return the failures told, or those that the attempts take."""
        return self.fails or max(self.attempts - 1, 0) * (not self.at_once)

    def fail(self, clause: str) -> None:
        """Take in a clause that tells of failing; a failure that is spoken of again is no second one."""
        turn = _TURN.search(clause)
        once_more = bool(self.fails and (turn or _ONCE_MORE.search(clause)))
        self.fails = max(self.fails + once_more, _ORDINALS[turn[1].lower()] if turn else times_in(clause), 1)
        self.failing_score = self.failing_score or bool(_NUMERIC.search(clause))

    def take(self, clause: str, phrases: Phrases) -> None:
        """Take in a clause that tells nothing of failing."""
        passed, first = (bool(phrases.words[name].search(clause)) for name in ("passed", "at_once"))
        turn = _TURN.search(clause)
        counts = passed or first or _SITTING.search(clause) or any(phrases.exams.find(clause))
        attempts = _ORDINALS[turn[1].lower()] if turn else times_in(clause) if counts else 0
        self.attempts = max(self.attempts, attempts, 2 * bool(_AGAIN.search(clause)))
        self.passed = self.passed or passed or bool(turn)
        self.first = self.first or first
        self.at_once = self.at_once or (passed and first)


@dataclass(slots=True)
class Told:
    """What is told of the exams, by exam, and whether all failures are denied."""

    exams: dict[str, Record] = field(default_factory=dict)
    never: bool = False
    not_taken: set[str] = field(default_factory=set)

    def of(self, exam: str) -> list[Record]:
        """Return the record of an exam, of both Steps the two."""
        names = _STEPS if exam == "both" else (exam,)
        return [self.exams.setdefault(name, Record()) for name in names]


def exams_in(text: str, phrases: Phrases, has_step2_ck: bool) -> dict[str, Any]:
    """Return the fields of a profile that a text tells of passing and failing."""
    told = Told()
    exam = _OPEN
    for clause in _clauses(text, phrases):
        named = _named(clause, phrases)
        exam = named or exam
        if phrases.words["never"].search(clause):
            told.never = True
        elif named or not phrases.words["not_passing"].search(clause):
            _read(clause, phrases, told, exam, named)
    return _fields(told, has_step2_ck, bool(phrases.words["later"].search(text)))


def undenied(text: str) -> str:
    """Return a text without its words that deny failures."""
    return _DENIED.sub(" ", text)


def times_in(text: str) -> int:
    """Return how often something was done; 0 where that is not said."""
    counts = (
        _ADVERBS[match["adverb"].lower()] if match["adverb"] else number_of(match["behind"] or match["count"])
        for match in _TIMES.finditer(text)
    )
    return max(counts, default=0)


def _clauses(text: str, phrases: Phrases) -> Iterator[str]:
    """Yield the parts of sentences; a part that begins with an exam is parted again before each exam."""
    for clause in filter(_SAYS.search, _CLAUSE.split(text)):
        names = [start for exam, start, _ in phrases.exams.find(clause) if exam in _NAMES]
        if names and not clause[: names[0]].strip():
            yield from (clause[start:end] for start, end in pairwise([*names, len(clause)]))
        else:
            yield clause


def _named(clause: str, phrases: Phrases) -> str:
    """Return the exam a clause speaks of: where it names several, the one beside what came of it, else the last."""
    found = [(start, exam) for exam, start, _ in phrases.exams.find(clause) if exam in _NAMES]
    if len(found) <= 1:
        return found[0][1] if found else _OPEN
    result = phrases.words["failed"].search(clause) or phrases.words["passed"].search(clause)
    place = result.start() if result else len(clause)
    return min(found, key=lambda one: (abs(one[0] - place), one))[1]


def _read(clause: str, phrases: Phrases, told: Told, exam: str, named: str) -> None:
    """Take in what a clause tells of an exam, which it names or which was spoken of last."""
    if _DENIED.search(clause):
        told.never = told.never or named in {_OPEN, "both"}
    elif phrases.words["not_taken"].search(clause):
        told.not_taken.add(named)
    elif phrases.words["failed"].search(clause):
        _fail(clause, told.of(_OPEN if not named and _ON_RECORD.search(clause) else exam))
    else:
        for record in told.of(exam):
            record.take(clause, phrases)


def _fail(clause: str, records: Sequence[Record]) -> None:
    """Take in a clause that tells of failing, unless something else was failed."""
    if not _FAILED_ELSE.search(clause):
        for record in records:
            record.fail(clause)


def _fields(told: Told, has_step2_ck: bool, later: bool) -> dict[str, Any]:
    """Return what the records come to; failures whose exam is not named may be those that are named elsewhere."""
    step1, step2, unnamed = (told.exams.get(exam, Record()) for exam in (*_STEPS, _OPEN))
    failures = max(step1.failures + step2.failures, unnamed.fails)
    fields = {
        "never_failed": told.never or None,
        "exam_failures": failures or None,
        "step1_result": "not_taken" if "step1" in told.not_taken else None,
    }
    passed_since = later or (has_step2_ck and not step2.failing_score)
    return (
        {name: value for name, value in fields.items() if value}
        | _step1(step1, has_step2_ck, clean=not unnamed.fails or step2.failures >= unnamed.fails)
        | _step2(step2, passed_since)
    )


def _step1(record: Record, has_step2_ck: bool, clean: bool) -> dict[str, Any]:
    """Return what a record of Step 1 comes to; what contradicts itself is kept as told.

    A plain pass is one at the first attempt if the record is clean of failures whose exam is not named.
    """
    if record.fails and not record.at_once:
        passed = record.passed or has_step2_ck
        attempts = max(record.attempts, record.fails + passed)
        return {"step1_result": "pass_after_fail" if passed else "failed", "step1_attempts": attempts}
    if record.attempts > 1 and not record.at_once:
        return {"step1_result": "pass_after_fail", "step1_attempts": record.attempts}
    if record.first or (record.passed and clean):
        return {"step1_result": "pass_first", "step1_attempts": max(record.attempts, record.fails + 1)}
    return {}


def _step2(record: Record, passed_since: bool) -> dict[str, Any]:
    if record.fails:
        attempts = record.fails + (record.passed or passed_since)
        return {"step2_failed": True, "step2_attempts": max(record.attempts, attempts)}
    if record.attempts > 1:
        return {"step2_failed": True, "step2_attempts": record.attempts}
    return {"step2_attempts": 1} if record.first or record.attempts else {}
