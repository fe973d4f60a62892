"""Write an answer out: as text that fits one Discord message, and as the JSON that scripts rely on."""

import re
import textwrap
from dataclasses import asdict
from typing import Any

from bot.answering.answer import Answer, Citation, Statement

LONGEST = 2_000
_PLACE = 110
"""Characters shown of a title or heading."""
_PING = re.compile(r"@+(?=everyone\b|here\b)|<+(?=[@#])", re.IGNORECASE)


def as_text(answer: Answer) -> str:
    """Return an answer as a terminal shows it: direct answer, points, what is missing, sections behind it."""
    parts = [_statements(answer.statements), "\n".join(answer.notes), _sources(answer.citations)]
    return _PING.sub("", "\n\n".join(part for part in parts if part))


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
        "recommendations": list(answer.recommendations),
        "passages": [asdict(passage) for passage in answer.passages],
        "seconds": round(answer.seconds, 4),
    }


def _statements(statements: tuple[Statement, ...]) -> str:
    lines = [f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in statements]
    return "\n- ".join(lines) if lines else ""


def _sources(citations: tuple[Citation, ...]) -> str:
    if not citations:
        return ""
    return "\n".join(["From the guides:", *(f"[{c.n}] {place(c.title, c.section)}" for c in citations)])


def place(title: str, section: str) -> str:
    """Name a section as members read it, guide first; a long heading is cut at a word."""
    return ", ".join(textwrap.shorten(heading, _PLACE, placeholder="…") for heading in (title, section))
