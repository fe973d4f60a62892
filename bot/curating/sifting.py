"""Tell what is wrong with a question that was proposed for a section, by its words alone."""

import re
from collections.abc import Callable, Mapping

from bot.echoing import echoed, labelled
from bot.redacting import redacted
from knowledge.passages import Section
from knowledge.proposals import LONGEST

_FEWEST, _MOST = 3, 20
"""Words of a question."""
_WORD, _NUMBER = re.compile(r"[^\W_]+(?:['’][^\W_]+)*"), re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = re.compile(r"[\[\]{}<>|\\`*_#@=~^]|//")
"""What no question needs: Markdown, links, mentions, JSON."""
_ASKS = re.compile(
    r"(?:(?:and|but|so|or|hey|hi|ok)\W+)?(?:how|what|when|where|which|who|whom|whose|why|do|does|did|is|are|am|was"
    r"|were|can|could|should|shall|will|would|may|might|must|has|have|had)\b|.*\?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"[?!…]\W*\w|[.;:]\s+[A-Z]")
"""A sentence that goes on behind another."""
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|reveal|repeat|print|output|cite|show)\s+(?:\w+\s+){0,3}"
    r"(?:above|previous|prior|earlier|instructions?|rules?|guides?|prompts?|section|everything|keys?)\b"
    r"|\b(?:system|your)\s+(?:prompts?|messages?|instructions?|rules?)\b|\bjailbreak\w*|\bas\s+an\s+ai\b"
    r"|\byou\s+are\s+now\b|\bfrom\s+now\s+on\b|\bpretend\s+(?:to|you|that)\b|\bact\s+as\s+if\b|\brole-?\s?play\b"
    r"|\b(?:always|only)\s+(?:say|answer|reply|respond|cite)\b|\b(?:answer|reply|respond)\s+(?:only\s+)?with\b"
    r"|\btell\s+(?:all\s+|every\s+)?(?:users?|members?)\b",
    re.IGNORECASE,
)
"""What is written to a program, and not asked by a member."""


def fault(question: str, section: Section) -> str:
    """Say what is wrong with a question, as of several; nothing where it may be asked."""
    return next((says for says, is_wrong in _FAULTS.items() if is_wrong(question, section)), "")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, by which questions are told apart."""
    return tuple(_WORD.findall(text.casefold()))


def _is_out_of_size(question: str, _: Section) -> bool:
    return len(question) > LONGEST or not _FEWEST <= len(words_of(question)) <= _MOST


def _acts(question: str, _: Section) -> bool:
    """Tell whether a question is not shown as it is written, or holds what could tell who somebody is."""
    plain = {echoed(question, 2 * LONGEST, one_line=True), labelled(question, 2 * LONGEST), redacted(question)}
    return plain != {question} or bool(_MARKS.search(question)) or not question.isprintable()


def _counts(question: str, section: Section) -> bool:
    return not set(_NUMBER.findall(question)) <= set(_NUMBER.findall(f"{' '.join(section.heading)} {section.text}"))


def _asks_nothing(question: str, _: Section) -> bool:
    return not _ASKS.match(question) or bool(_MORE.search(question))


def _orders(question: str, _: Section) -> bool:
    return bool(_ORDERS.search(question))


def _repeats(question: str, section: Section) -> bool:
    return f" {' '.join(words_of(question))} " in f" {' '.join(words_of(section.text))} "


_FAULTS: Mapping[str, Callable[[str, Section], bool]] = {
    "are too short or too long": _is_out_of_size,
    "hold marks, links or names": _acts,
    "hold numbers that their section does not": _counts,
    "give orders": _orders,
    "ask nothing": _asks_nothing,
    "repeat their section": _repeats,
}
