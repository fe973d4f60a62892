"""Find out which exams a member has passed or failed, and in how many attempts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.advising.phrases import Phrases

_CLAUSE = re.compile(r"[,;.!?\n]+(?=\s|$)|\b(?:and|but|then|while|whereas)\b", re.IGNORECASE)
_STEPS = ("step1", "step2_ck")
_OPEN = ""
"""Stands for an exam that is not named."""


@dataclass(slots=True)
class Record:
    """What is told of one exam."""

    fails: int = 0
    passed: bool = False
    at_once: bool = False
    attempts: int = 0


@dataclass(slots=True)
class Told:
    """What is told of the exams, by exam, and whether all failures are denied."""

    exams: dict[str, Record] = field(default_factory=dict)
    never: bool = False

    def of(self, exam: str) -> Record:
        """Return the record of an exam."""
        return self.exams.setdefault(exam, Record())


def exams_in(text: str, phrases: Phrases, has_step2_ck: bool) -> dict[str, Any]:
    """Return the fields of a profile that a text tells of passing and failing."""
    told = Told()
    exam = _OPEN
    for clause in _clauses(text):
        exam = _named(clause, phrases) or exam
        _read(clause, phrases, told, exam)
    if told.never:
        told.exams = {name: record for name, record in told.exams.items() if not record.fails}
    return _fields(told, has_step2_ck, bool(phrases.words["afterwards"].search(text)))


def _clauses(text: str) -> Iterator[str]:
    yield from (clause for clause in _CLAUSE.split(text) if clause.strip())


def _named(clause: str, phrases: Phrases) -> str:
    """Return the exam a clause speaks of, the last where it names both."""
    found = [(m.end(), exam) for exam in _STEPS for m in phrases.exams[exam].finditer(clause)]
    return max(found, default=(0, _OPEN))[1]


def _read(clause: str, phrases: Phrases, told: Told, exam: str) -> None:
    words = phrases.words
    if words["never"].search(clause):
        told.never = True
        return
    if words["failed"].search(clause):
        told.of(exam).fails += _times(clause, phrases)
    elif words["passed"].search(clause) or words["at_once"].search(clause):
        record = told.of(exam)
        record.passed, record.at_once = True, record.at_once or bool(words["at_once"].search(clause))
    if _times(clause, phrases) > 1 and exam and not words["failed"].search(clause):
        told.of(exam).attempts = _times(clause, phrases)


def _times(clause: str, phrases: Phrases) -> int:
    """Return how often, once where it is not said."""
    if phrases.words["thrice"].search(clause):
        return 3
    return 2 if phrases.words["twice"].search(clause) else 1


def _fields(told: Told, has_step2_ck: bool, afterwards: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {"never_failed": True} if told.never else {}
    failures = sum(record.fails for record in told.exams.values())
    if failures:
        fields["exam_failures"] = failures
    if step1 := told.exams.get("step1"):
        fields |= _step1(step1, has_step2_ck or afterwards)
    step2 = told.exams.get("step2_ck")
    if step2 and step2.fails:
        retaken = has_step2_ck or step2.passed or afterwards
        fields |= {"step2_failed": True, "step2_attempts": step2.fails + retaken}
    elif step2 and step2.attempts:
        fields["step2_attempts"] = step2.attempts
    return fields


def _step1(record: Record, later: bool) -> dict[str, Any]:
    if record.fails:
        passed = record.passed or later
        return {
            "step1_result": "pass_after_fail" if passed else "failed",
            "step1_attempts": record.fails + passed,
        }
    if record.attempts and not record.at_once:
        return {"step1_result": "pass_after_fail", "step1_attempts": record.attempts}
    return {"step1_result": "pass_first", "step1_attempts": record.attempts or 1} if record.passed else {}
