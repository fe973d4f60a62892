"""Check what was composed: numbers stand in what is cited, quotes in their passages, and markers lead somewhere."""

import logging
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.answering.answer import Citation, Statement
from bot.answering.grounding import Composed

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
log = logging.getLogger(__name__)


def checked(composed: Composed, texts: Mapping[tuple[str, str], str], worked_out: Collection[str] = ()) -> Composed:
    """Return what holds: statements whose numbers stand in quotes that stand in the guides, renumbered 1..n.

    `texts` holds the text of each passage looked at, joined by section, by (guide, anchor); `worked_out` the numbers
    that functions took or gave, which statements of rules may hold as well.
    """
    quoted = {c.n: c for c in composed.citations if c.quote in texts.get((c.guide, c.anchor), "")}
    statements = [kept for statement in composed.statements if (kept := _held(statement, quoted, worked_out))]
    used = sorted({n for statement in statements for n in statement.citations})
    fresh = {n: position for position, n in enumerate(used, start=1)}
    return Composed(
        tuple(replace(s, citations=tuple(fresh[n] for n in s.citations)) for s in statements),
        tuple(replace(quoted[n], n=fresh[n]) for n in used),
    )


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text, thousands separators left out."""
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


def _held(statement: Statement, quoted: Mapping[int, Citation], worked_out: Collection[str]) -> Statement | None:
    """Return the statement with the citations that exist, or nothing if its words or numbers are not in them."""
    cited = [quoted[n] for n in statement.citations if n in quoted]
    known = _all_numbers(cited).union(worked_out if statement.source == "rules" else ())
    if cited and numbers_in(statement.text) <= known:
        return replace(statement, citations=tuple(c.n for c in cited))
    log.warning("dropped a statement without evidence (citations %s)", statement.citations)
    return None


def _all_numbers(cited: Iterable[Citation]) -> set[str]:
    return set().union(*(numbers_in(citation.quote) for citation in cited))
