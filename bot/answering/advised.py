"""Write recommendations out as statements that rest on the sections behind their rules."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.advising.consulting import Consultation
from bot.advising.wording import listed, told
from bot.answering.answer import AnswerKind
from bot.answering.grounding import Grounded
from bot.answering.worked_out import WorkedOut
from bot.strategy.advice import Reason
from knowledge.index import Entry

Sections = Callable[[str, str], Sequence[Entry]]
"""Returns the passages of a section by guide and anchor."""

_ROOM, _LESS_ROOM = 750, 400
"""Characters of statements worked out, for all functions together, and where they were not asked for in words;
what settles a result is shown in any case."""
_BESIDE = 3
"""Statements of the guides shown beside what is worked out from numbers, where that was asked for."""
log = logging.getLogger(__name__)


def advised(consultation: Consultation, sections: Sections, guides: Mapping[str, str]) -> WorkedOut:
    """Return what recommendations come to, each statement with the words of the guides it rests on."""
    notes = (f"To work out more: {consultation.ask}",) if consultation.ask else ()
    said = _said(consultation, sections, guides)
    if not said:
        return WorkedOut(notes=notes)
    return WorkedOut(
        AnswerKind.STRATEGY,
        said,
        consultation.named,
        beside=_BESIDE if consultation.named else None,
        private=consultation.personal,
        heading=listed(consultation.understood),
        caveats=_caveats(consultation, said, guides),
        notes=notes,
        recommendations=tuple(one.as_json() for one in consultation.recommendations),
    )


def grounded(reasons: Iterable[Reason], sections: Sections, guides: Mapping[str, str]) -> tuple[Grounded, ...]:
    """Return what reasons say, each once; one whose quoted words are not in the guides in use any more is left out."""
    said = (_grounded(reason, sections, guides) for reason in reasons)
    return tuple({one.text: one for one in said if one}.values())


def _said(consultation: Consultation, sections: Sections, guides: Mapping[str, str]) -> tuple[Grounded, ...]:
    room = (_ROOM if consultation.named else _LESS_ROOM) // max(1, len(consultation.recommendations))
    reasons = [reason for each in consultation.recommendations for reason in _shown(each.advice.reasons, room)]
    return grounded(reasons, sections, guides)


def _caveats(consultation: Consultation, said: Iterable[Grounded], guides: Mapping[str, str]) -> tuple[str, ...]:
    """Return what must be kept in mind, each once and none that is said already.

    That is what rules say of gaps, how unclear words were read, and what was taken for granted.
    """
    of_rules = [told(says, guides) for one in consultation.recommendations for says in one.advice.caveats]
    assumed = listed(consultation.assumed)
    granted = [f"You did not say, so I took this for granted: {assumed}."] if assumed else []
    stated = {one.text for one in said}
    return tuple(one for one in dict.fromkeys((*of_rules, *consultation.notes, *granted)) if one not in stated)


def _shown(reasons: Iterable[Reason], room: int) -> list[Reason]:
    """Return the reasons to show, in their order: those that settle a result, then the first of the others."""
    telling = [reason for reason in reasons if reason.telling]
    settling = [reason for reason in telling if reason.settles]
    others = (reason for reason in telling if not reason.settles)
    chosen = [*settling, *_fitting(others, room - sum(len(reason.says) for reason in settling))]
    return [reason for reason in telling if reason in chosen]


def _fitting(reasons: Iterable[Reason], room: int) -> Iterator[Reason]:
    for reason in reasons:
        room -= len(reason.says)
        if room >= 0:
            yield reason


def _grounded(reason: Reason, sections: Sections, guides: Mapping[str, str]) -> Grounded | None:
    source = reason.source
    for entry in sections(source.guide, source.anchor):
        start = entry.passage.text.find(source.quote)
        if start >= 0:
            return Grounded(told(reason.says, guides), entry, start, start + len(source.quote), "rules")
    log.warning("left out rule %s: its words do not stand in %s#%s", reason.rule, source.guide, source.anchor)
    return None
