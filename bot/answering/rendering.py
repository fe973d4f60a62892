"""Write an answer out: as text that fits one Discord message, and as the JSON that scripts rely on."""

import re
import textwrap
from dataclasses import asdict
from typing import Any

from bot.answering.answer import Answer, AnswerKind, Citation, Statement
from bot.echoing import visible

LONGEST = 2_000
_PLACE = 110
"""Characters shown of a title or heading."""
_PLAIN = re.compile(r"[\n -~¡-¬®-ʯ‐-‧≤≥]*")
"""Text in which everything can be seen, and nothing acts."""
_PING = re.compile(r"@+(?=everyone\b|here\b)|<+(?=[@#])", re.IGNORECASE)


def as_text(answer: Answer) -> str:
    """Return an answer as a terminal shows it: what was worked out, what the guides say, what is missing, sections.

    Before all this stands what was asked for and is not in the guides; a refusal goes on with what is missing.
    Nothing in it acts on a terminal: guides may hold what cannot be seen, or turns the direction of writing round.
    """
    said, notes = (_worked_out(answer), _from_guides(answer)), "\n".join(answer.notes)
    parts = [notes, *said] if answer.refused else [*said, notes]
    parts = [_lead(answer), *parts, _sources(answer.citations), worded(answer)]
    text = "\n\n".join(part for part in parts if part)
    return _PING.sub("", text if _PLAIN.fullmatch(text) else visible(text))


def as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer by the field names that scripts rely on."""
    return {
        "question": answer.question,
        "kind": answer.kind,
        "refused": answer.refused,
        "private": answer.private,
        "text": as_text(answer),
        "statements": [{"text": s.text, "source": s.source, "citations": list(s.citations)} for s in answer.statements],
        "citations": [asdict(citation) for citation in answer.citations],
        "caveats": list(answer.caveats),
        "recommendations": list(answer.recommendations),
        "passages": [asdict(passage) for passage in answer.passages],
        "worded_by": answer.worded_by,
        "seconds": round(answer.seconds, 4),
    }


def worded(answer: Answer) -> str:
    """Say whose words they are, where a chat model chose them."""
    if not answer.worded_by:
        return ""
    return f"Worded with {answer.worded_by}; each statement was checked against its sections."


def _lead(answer: Answer) -> str:
    return "\n- ".join(["Not in the guides, but from the addresses named:", *answer.lead]) if answer.lead else ""


def _worked_out(answer: Answer) -> str:
    """Write out what functions say, under a heading of the numbers it is worked out from."""
    said = [s for s in answer.statements if s.source == "rules"]
    if not said and not answer.caveats:
        return ""
    what = "dates" if answer.kind is AnswerKind.TIMELINE else "numbers"
    lines = [f"Worked out from your {what} ({answer.heading}):", *(f"- {_marked(s)}" for s in said)]
    return "\n".join([*lines, *(f"- Keep in mind: {caveat}" for caveat in answer.caveats)])


def _from_guides(answer: Answer) -> str:
    """Write out what the guides say: the direct answer and its points, all points beside what was worked out.

    What a chat model worded is one paragraph: its sentences were written to follow each other.
    """
    said = [_marked(s) for s in answer.statements if s.source == "guides"]
    if not said:
        return ""
    alone = not answer.caveats and len(said) == len(answer.statements)
    heading = [] if alone else ["From the guides:"]
    return "\n".join((*heading, " ".join(said))) if answer.worded_by else "\n- ".join((*heading, *said))


def _marked(statement: Statement) -> str:
    return f"{statement.text} {''.join(f'[{n}]' for n in statement.citations)}"


def _sources(citations: tuple[Citation, ...]) -> str:
    if not citations:
        return ""
    return "\n".join(["Sections:", *(f"[{c.n}] {place(c.title, c.section)}" for c in citations)])


def place(title: str, section: str) -> str:
    """Name a section as members read it, guide first; a long heading is cut at a word."""
    return ", ".join(map(_short, (title, section)))


def _short(heading: str) -> str:
    return heading if len(heading) <= _PLACE else textwrap.shorten(heading, _PLACE, placeholder="…")
