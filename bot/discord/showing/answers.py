"""Write an answer out for Discord: its three parts kept visibly apart, markers in the text, and its sections below."""

import re
from collections.abc import Iterable, Sequence

from bot.answering.answer import Answer, AnswerKind, Citation, Statement
from bot.answering.rendering import place, worded
from bot.discord.showing.sheet import Sheet
from bot.echoing import in_guides

_NOT_IN_GUIDES = "Not in the guides: "
_OF_GUIDES = "The guides "
"""How a refusal begins that speaks of the guides; others are replies of their own, to a greeting for example."""
_ADDRESS = re.compile(r"(?<![<(])\bhttps?://[^\s<>()]+[^\s<>().,;:]")


def answer_sheet(answer: Answer) -> Sheet:
    """Return an answer as it is shown, without buttons."""
    worked_out, gap = _worked_out(answer), _not_in_guides(answer)
    said = [worked_out, _from_guides(answer)]
    parts = [*gap, *said] if answer.refused or answer.lead else [*said, *gap]
    below = "\n".join(filter(None, (sections(answer.citations), _worded(answer))))
    blocks = tuple(part for part in (*parts, *_beside(answer), below) if part)
    colour = "gap" if answer.refused else "rules" if worked_out else "guides"
    return Sheet(blocks, colour)


def shown(text: str) -> str:
    """Return a line of ours or of the guides as Discord is to show it: no ping, and no preview of an address."""
    return _ADDRESS.sub(r"<\g<0>>", in_guides(text))


def bulleted(lines: Iterable[str]) -> str:
    """Return lines with bullets."""
    return "\n".join(f"- {shown(line)}" for line in lines)


def doer(member: int | None) -> str:
    """Name whoever did something that is on record."""
    return f"<@{member}>" if member else "somebody whose data was deleted"


def small(text: str) -> str:
    """Return a line as Discord shows what is beside the matter."""
    return f"-# {text}"


def headed(title: str, body: str) -> str:
    """Return a text under a heading; nothing where there is no text."""
    return f"### {title}\n{body}" if body else ""


def sections(citations: Sequence[Citation]) -> str:
    """Return the list of sections behind markers."""
    return "\n".join(small(f"[{one.n}] {shown(place(one.title, one.section))}") for one in citations)


def _worked_out(answer: Answer) -> str:
    said = [_marked(one) for one in answer.statements if one.source == "rules"]
    if not said and not answer.caveats:
        return ""
    what = "dates" if answer.kind is AnswerKind.TIMELINE else "numbers"
    heading = [small(shown(answer.heading))] if answer.heading else []
    kept = [f"> **Keep in mind:** {shown(caveat)}" for caveat in answer.caveats]
    return headed(f"Worked out from your {what}", "\n".join([*heading, bulleted(said), *kept]))


def _from_guides(answer: Answer) -> str:
    """Return what the guides say: the direct answer, then its points; one paragraph where a model worded it."""
    said = [_marked(one) for one in answer.statements if one.source == "guides"]
    if not said:
        return ""
    if answer.worded_by:
        return headed("From the guides", shown(" ".join(said)))
    if len(said) < len(answer.statements):
        return headed("From the guides", bulleted(said))
    first, *points = said
    return headed("From the guides", "\n".join(filter(None, (shown(first), bulleted(points)))))


def _not_in_guides(answer: Answer) -> list[str]:
    """Return what was asked for and does not stand in the guides: where it is known from, or that it is not known."""
    lead = headed("Not in the guides, but from the addresses named", bulleted(answer.lead))
    if answer.kind is AnswerKind.CLARIFY:
        return [lead, *map(shown, answer.notes)]
    if answer.refused:
        said = "\n".join(map(shown, answer.notes))
        return [lead, headed("Not in the guides", said) if said.startswith(_OF_GUIDES) else said]
    missing = [note.removeprefix(_NOT_IN_GUIDES) for note in answer.notes if note.startswith(_NOT_IN_GUIDES)]
    return [lead, headed("Not in the guides", bulleted(missing))]


def _beside(answer: Answer) -> list[str]:
    """Return what is said beside: where guides differ, and what to tell for more."""
    if answer.refused:
        return []
    return [shown(note) for note in answer.notes if not note.startswith(_NOT_IN_GUIDES)]


def _worded(answer: Answer) -> str:
    return small(shown(worded(answer))) if answer.worded_by else ""


def _marked(statement: Statement) -> str:
    return f"{statement.text} {''.join(f'[{n}]' for n in statement.citations)}"
