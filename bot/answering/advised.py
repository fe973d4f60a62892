"""Write recommendations out as statements that rest on the sections behind their rules."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.advising.consulting import Consultation
from bot.advising.wording import listed, told
from bot.answering.grounding import Grounded
from bot.strategy.advice import Reason
from knowledge.index import Entry

Sections = Callable[[str, str], Sequence[Entry]]
"""Returns the passages of a section by guide and anchor."""

_ROOM, _LESS_ROOM = 750, 400
"""Characters of statements worked out, for all functions together, and where they were not asked for in words;
what settles a result is shown in any case."""
log = logging.getLogger(__name__)


def advised(consultation: Consultation, sections: Sections, guides: Mapping[str, str]) -> list[Grounded]:
    """Return what recommendations say, each statement with the words of the guides it rests on.

    A rule whose quoted words do not stand in the guides in use is left out: they may have been edited since.
    """
    room = (_ROOM if consultation.named else _LESS_ROOM) // max(1, len(consultation.recommendations))
    said: dict[str, Grounded] = {}
    for each in consultation.recommendations:
        shown = _shown(each.advice.reasons, room)
        said |= {one.text: one for reason in shown if (one := _grounded(reason, sections, guides))}
    return list(said.values())


def caveats(consultation: Consultation, said: Iterable[Grounded], guides: Mapping[str, str]) -> tuple[str, ...]:
    """Return what must be kept in mind, each once and none that is said already.

    That is what rules say of gaps, how unclear words were read, and what was taken for granted.
    """
    of_rules = [told(says, guides) for one in consultation.recommendations for says in one.advice.caveats]
    assumed = listed(consultation.assumed)
    granted = [f"You did not say, so I took this for granted: {assumed}."] if assumed else []
    stated = {one.text for one in said}
    return tuple(one for one in dict.fromkeys((*of_rules, *consultation.notes, *granted)) if one not in stated)


def heading(consultation: Consultation) -> str:
    """Name the numbers and circumstances that were used."""
    return listed(consultation.understood)


def still_asked(consultation: Consultation) -> tuple[str, ...]:
    """Return the question whose answer is needed next, if there is one."""
    return (f"To work out more: {consultation.ask}",) if consultation.ask else ()


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
