"""Read from words what members tell of themselves."""

import re
from collections.abc import Collection
from typing import Any

from bot.advising.counting import counted_in
from bot.advising.dating import dated_in
from bot.advising.exams_passed import exams_in, times_in, undenied
from bot.advising.letters import letters_in
from bot.advising.numbers import scores_in
from bot.advising.phrases import Phrases
from bot.advising.profile import Understood, profile_of
from bot.advising.scored import scored_in
from bot.advising.standing import applicant_in
from bot.advising.tidying import own_words, tidied
from knowledge.passages import Applicant

_YEAR = re.compile(r"\b20[0-3]\d\b")
_NEAR = 20
"""Characters within which "twice" speaks of a cycle."""


def understand(text: str, phrases: Phrases, tracks: Collection[Applicant] = ()) -> Understood:
    """Return what a text tells of the asker; `tracks` are the applicant types it names."""
    own = own_words(tidied(text), phrases)
    words = phrases.words
    scores = scores_in(own, phrases)
    exams = exams_in(own, phrases, any(score.of == "step2_ck" for score in scores))
    scored = scored_in(own, phrases, scores, bool(exams.get("step2_failed") or words["retaken"].search(own)))
    fields = _graded(own, phrases) | counted_in(own, phrases) | letters_in(own, phrases) | scored.fields
    fields |= _flags(own, phrases) | _cycles(own, phrases, fields) | exams
    fields |= {"applicant_type": "us_do"} if "comlex" in fields else {}
    fields |= dated_in(own, _prepares_step1(own, phrases, fields)) | applicant_in(own, phrases, tracks)
    return Understood(profile_of(fields), tuple(scored.notes), tuple(scored.doubts.items()), scored.bare)


def _prepares_step1(text: str, phrases: Phrases, fields: dict[str, Any]) -> bool:
    """Tell whether an exam that is not named is Step 1: no other is spoken of, and it is not passed yet."""
    passed = fields.get("step1_result") in {"pass_first", "pass_after_fail"}
    if passed or fields.keys() & {"step1_numeric", "scores", "target"}:
        return False
    named = {name for name, _, _ in phrases.exams.find(text)}
    return "step1" in named and not named & {"step2_ck", "both"}


def _graded(text: str, phrases: Phrases) -> dict[str, Any]:
    """Return for each graded matter the grade whose longest phrase stands in the text."""
    found = {
        name: max(((end - start, grade) for grade, start, end in grades.find(text)), default=None)
        for name, grades in phrases.graded.items()
    }
    return {name: longest[1] for name, longest in found.items() if longest}


def _flags(text: str, phrases: Phrases) -> dict[str, Any]:
    """Return what is told by a word alone."""
    words = phrases.words
    fields: dict[str, Any] = {name: True for name in ("graduated", "burnt_out") if words[name].search(text)}
    if words["no_usmle"].search(undenied(text)):
        fields["comlex_only"] = True
    for name in ("visa", "home_ir"):
        denied = words[f"no_{name}"].search(text)
        if denied or words[name].search(text):
            fields[name] = not denied
    return fields


def _cycles(text: str, phrases: Phrases, fields: dict[str, Any]) -> dict[str, Any]:
    """Return how many cycles ended without a match, one where that is not said."""
    found = [span for outcome, *span in phrases.graded["outcome"].find(text) if outcome == "unmatched"]
    if not found or "failed_cycles" in fields:
        return {}
    around = text[max(0, found[0][0] - _NEAR) : found[0][1] + _NEAR]
    return {"failed_cycles": max(times_in(around), len(set(_YEAR.findall(around))), 1)}
