"""Read a follow-up that our own reading is unsure of: a chat model says what it asks, and code looks that up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answering.answer import AnswerKind
from bot.answering.checking import numbers_in
from bot.asking.cleaning import clean
from bot.asking.deciding import chance_covered, near_topic
from bot.asking.drafting import Draft
from bot.asking.question import Question
from bot.verifying.meanings import meanings, plain, stem
from bot.writing.figuring import figures
from bot.writing.port import Chosen
from knowledge.words import content_words

_SURE = 0.8
"""How likely the guides must be to hold what a follow-up asks, for nobody else to be asked what it means."""
_NEVER = frozenset(("own-health", "patient-management", "crisis"))
"""Topics of which nothing that somebody asks is sent anywhere."""
_YEARS = {"m1_m2": "first two years", "m3": "third year", "m4": "fourth year"}
_OWN_WORDS = frozenset(map(stem, "interventional radiology match applicant apply medical school guides need".split()))
"""Words that a question may be written out with beside those of the conversation."""
_POINTING = frozenset(map(stem, "one ones same else instead too also again more other first second third last".split()))
"""Words that point at what was said before, and need not be said again."""
_MOST_MONTHS = 72
_YEAR = re.compile(r"\byears?\b", re.IGNORECASE)
_MASK = re.compile(r"\[\w+\]")


def tools(functions: Iterable[str]) -> Sequence[Mapping[str, Any]]:
    """Return the tools that a model may choose from; all of them only read."""
    asked = {"type": "string", "description": "The question, so written out that it can be understood alone."}
    named = {"type": "string", "enum": sorted(functions)}
    months = {"type": ["integer", "null"], "description": "Months before the Match."}
    year = {"type": ["string", "null"], "enum": [*_YEARS, None], "description": "Year of medical school."}
    return [
        _tool("search_guides", "Look a question up in the guides.", {"question": asked}, ["question"]),
        _tool("strategy", "Work out advice from what the asker told of themselves.", {"function": named}, ["function"]),
        _tool("timeline", "Look up what is due.", {"months_before_match": months, "school_year": year}, []),
    ]


def _tool(name: str, about: str, properties: Mapping[str, Any], required: Sequence[str]) -> Mapping[str, Any]:
    schema = {"type": "object", "properties": dict(properties), "required": list(required)}
    return {"title": name, "description": about, **schema}


def unsure(question: Question, draft: Draft) -> bool:
    """Tell whether a follow-up may have been misread."""
    if not question.turns or draft.reading.declined or not draft.reading.text:
        return False
    topic = near_topic(draft.evidence)
    if topic and topic.id in _NEVER:
        return False
    if draft.answer.kind is AnswerKind.REFUSAL:
        return True
    leans = draft.answer.kind is AnswerKind.ANSWER and draft.reading.leans_on is not None
    return leans and chance_covered(draft.evidence, draft.reading.scored) < _SURE


def rewritten(question: Question, draft: Draft, chosen: Sequence[Chosen]) -> Question | None:
    """Return the question that a model chose to look up; None where it chose none, or one that nobody asked.

    Of what was declined it is only looked whether the guides hold it after all.
    """
    open_to_tools = not draft.answer.refused
    for one in chosen[:1]:
        if one.tool == "strategy" and open_to_tools:
            return replace(question, function=str(one.arguments.get("function", "")))
        reads = {"search_guides": _of_guides, "timeline": _of_time if open_to_tools else _nothing}
        text = reads.get(one.tool, _nothing)(question, one.arguments)
        return replace(question, text=text) if text else None
    return None


def _nothing(_question: Question, _arguments: Mapping[str, Any]) -> str:
    return ""


def _of_time(question: Question, arguments: Mapping[str, Any]) -> str:
    """Return a question for what is due at a time; months that nobody named are none."""
    months, year = arguments.get("months_before_match"), arguments.get("school_year")
    if type(months) is int and 0 < months <= _MOST_MONTHS and months in _months_named(_told(question)):
        return f"What should I do {months} months before the Match?"
    return f"What should I do in my {_YEARS[str(year)]} of medical school?" if str(year) in _YEARS else ""


def _months_named(told: str) -> set[int]:
    """Return the months that some words may mean: their figures, and where they speak of years also those in months."""
    named = {int(one) for one in figures(told) if one.isdigit()}
    return named | {12 * one for one in (1, *named)} if _YEAR.search(told) else named


def _told(question: Question) -> str:
    return " ".join(map(clean, (*question.turns, question.text)))


def _of_guides(question: Question, arguments: Mapping[str, Any]) -> str:
    """Return a question that was written out, if it holds all that is asked now and nothing that nobody named."""
    text = clean(_MASK.sub(" ", str(arguments.get("question", ""))))
    asked, told = clean(question.text), _told(question)
    holds_all = _words(asked) - _POINTING <= _words(text)
    adds_nothing = _words(text) <= _words(told) | _OWN_WORDS and numbers_in(text) <= numbers_in(told)
    return text if holds_all and adds_nothing else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(map(stem, content_words(text)))


def better(before: Draft, after: Draft) -> Draft:
    """Return the draft to go on with: the one read anew where it answers, as private as the one before."""
    if after.answer.refused or not after.grounded or (before.answer.refused and not _surely_held(before, after)):
        return before
    asked, private = before.answer.question, before.answer.private or after.answer.private
    answer = replace(after.answer, question=asked, private=private)
    return replace(after, answer=answer, begun=replace(after.begun, question=asked, private=private))


def _surely_held(before: Draft, after: Draft) -> bool:
    """Tell whether passages answer after all what was declined: surely, and in the very words that it was asked in."""
    if after.answer.kind is not AnswerKind.ANSWER or chance_covered(after.evidence, after.reading.scored) < _SURE:
        return False
    passages = [one.entry.passage for one in after.grounded]
    told = plain(" ".join(f"{one.section} {one.text}" for one in passages))
    return set(meanings(plain(before.reading.text))) - _POINTING <= set(meanings(told))
