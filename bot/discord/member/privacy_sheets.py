"""Show what is stored about a member: each kind of it in words, as a file, and what was deleted."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.discord.showing.answers import headed, small
from bot.discord.showing.layout import pages_of
from bot.discord.showing.sheet import Attached, Button, Sheet
from bot.echoing import echoed

DELETE = "forget_me"
"""The act of the button that deletes all."""
Row = Mapping[str, Any]
Everything = Mapping[str, Sequence[Row]]

_MOST, _LONGEST = 40, 120
"""Rows and lines shown of a kind at most, and characters of a line; the file has all."""
_BLOCKS = 8
"""Kinds that have a block of their own; further ones share one, since a page takes only so many blocks."""
_NAMES = {
    "profiles": ("profile", "profiles"),
    "scores": ("practice score", "practice scores"),
    "subscriptions": ("subscription to reminders", "subscriptions to reminders"),
    "reminders": ("reminder", "reminders"),
    "turns": ("question with its answer", "questions with their answers"),
    "votes": ("vote on an answer", "votes on answers"),
    "uncovered": ("question the guides do not answer", "questions the guides do not answer"),
    "choices": ("choice about the chat model", "choices about the chat model"),
    "golden": ("golden question you added in a server", "golden questions you added in servers"),
    "audit": ("note of a change you made in a server", "notes of changes you made in servers"),
}
"""What members call what is in each table: one of it, and several."""
_NOTHING = "I have stored nothing about you."
_KEPT = (
    "Questions are kept for 30 days. `/privacy export` gives you everything, in full, as a file; `/privacy delete`"
    " deletes it."
)
_EXPORT = "This is everything I have stored about you."
_ASK = (
    "Shall I delete everything I have stored about you? Reminders stop, and buttons below earlier answers stop working."
    " It cannot be undone."
)
_REFUSAL_GOES = (
    "With it goes that you let no chat model read your questions; `/privacy model` says so again, where you want it."
)
_ALLOWED = (
    "Where a chat model is set up, it may read your questions, without names and scores, to word my answers to you."
)
_REFUSED = "No chat model reads your questions: I word my answers to you without one."
_UNTIL = "That holds until you choose otherwise, or delete what I have stored about you."
_NO_NAMES = "Changes you made in servers, and golden questions you added there, stay there without your name."


def everything_sheet(everything: Everything) -> Sheet:
    """Return what is stored, by kind, and of each kind as much as lets all of them fit on one page."""
    if not everything:
        return Sheet((_NOTHING,), "plain")
    lines = {kind: _lines(kind, rows) for kind, rows in everything.items()}
    sheets = (_cut(everything, lines, most) for most in range(_MOST, 0, -1))
    return next(filter(_fits, sheets), _cut(everything, lines, 0))


def export_sheet(everything: Everything) -> Sheet:
    """Return what is stored as a file."""
    if not everything:
        return Sheet((_NOTHING,), "plain")
    content = json.dumps(everything, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return Sheet((_EXPORT,), "plain", files=(Attached("ir-advisor-about-me.json", content),))


def asking_sheet(member: int, everything: Everything) -> Sheet:
    """Ask whether all is to be deleted, with what that is."""
    if not everything:
        return Sheet((_NOTHING,), "plain")
    counted = _counts({kind: len(rows) for kind, rows in everything.items()})
    allowed = all(row["model"] for row in everything.get("choices", ()))
    said = (_ASK, counted) if allowed else (_ASK, counted, _REFUSAL_GOES)
    return Sheet(said, "wrong", (Button("Delete everything", DELETE, str(member), "danger"),))


def deleted_sheet(gone: Mapping[str, int]) -> Sheet:
    """Return what was deleted, by kind."""
    if not gone:
        return Sheet((_NOTHING,), "plain")
    return Sheet((headed("Deleted", _counts(gone)), small(_NO_NAMES)), "plain")


def chosen_sheet(allowed: bool) -> Sheet:
    """Return what holds for a chat model and a member's questions, now that they have chosen."""
    return Sheet((_ALLOWED if allowed else _REFUSED, small(_UNTIL)), "plain")


def _fits(sheet: Sheet) -> bool:
    """Tell whether a sheet fits on one page in either form."""
    return len(pages_of(sheet, plain=True)) == 1


def _cut(everything: Everything, lines: Mapping[str, Sequence[str]], most: int) -> Sheet:
    """Return a sheet with at most so many lines of a kind."""
    blocks = [_block(kind, len(rows), lines[kind], most) for kind, rows in everything.items()]
    sharing = "\n".join(blocks[_BLOCKS:])
    return Sheet((*blocks[:_BLOCKS], *filter(None, [sharing]), small(_KEPT)), "plain")


def _lines(kind: str, rows: Sequence[Row]) -> list[str]:
    """Return the newest rows of a kind, a line each, or several."""
    write = _WRITERS.get(kind, _plainly)
    return [f"- {line}" for row in rows[-_MOST:] for line in write(row)]


def _block(kind: str, count: int, lines: Sequence[str], most: int) -> str:
    """Return the lines of a kind, the last where they are many."""
    cut = max(0, len(lines) - most)
    left_out = cut + max(0, count - _MOST)
    before = [small(f"and {left_out} more")] if left_out else []
    said = _count(kind, count)
    return headed(f"{said[0].upper()}{said[1:]}", "\n".join([*before, *lines[cut:]]))


def _counts(counts: Mapping[str, int]) -> str:
    return "\n".join(f"- {_count(kind, count)}" for kind, count in counts.items())


def _count(kind: str, count: int) -> str:
    one, several = _NAMES.get(kind, (kind, kind))
    return f"{count} {one if count == 1 else several}"


def _profile(row: Row) -> Iterable[str]:
    typed = (f"typed into “{name}”: {_said(text)}" for name, text in row["typed"].items() if text)
    understood = (f"{name.replace('_', ' ')}: {_said(value)}" for name, value in row["values"].items())
    return (*typed, *understood, f"changed {_at(row['changed_at'])}")


def _score(row: Row) -> Iterable[str]:
    return [f"{row['taken_on']}: {row['value']}{_in_brackets(row['test'])}"]


def _subscription(row: Row) -> Iterable[str]:
    return [f"{row['season']} season, {_said(row['applicant'])}, at {row['hour']:02}:00 in {_said(row['zone'])}"]


def _reminder(row: Row) -> Iterable[str]:
    state = "sent" if row["sent_at"] else "could not be sent" if row["given_up"] else "to come"
    return [f"{_at(row['due_at'])}: {_said(row['milestone'])}, {row['season']} season, {state}"]


def _turn(row: Row) -> Iterable[str]:
    return [f"{_at(row['asked_at'])}: {_said(row['question'])}{' (for you alone)' if row['private'] else ''}"]


def _vote(row: Row) -> Iterable[str]:
    return [f"{_at(row['voted_at'])}: {'helpful' if row['helpful'] else 'not helpful'}{_in_brackets(row['why'])}"]


def _uncovered(row: Row) -> Iterable[str]:
    return [f"{_at(row['asked_at'])}: {_said(row['text'])}"]


def _act(row: Row) -> Iterable[str]:
    return [f"{_at(row['done_at'])}: {_said(row['act'])} {_said(row['detail'])}".strip()]


def _choice(row: Row) -> Iterable[str]:
    may = "may read your questions" if row["model"] else "may not read your questions"
    return [f"{_at(row['changed_at'])}: a chat model {may}"]


def _golden(row: Row) -> Iterable[str]:
    return [f"{_at(row['added_at'])}: {_said(row['asked'])}"]


def _plainly(row: Row) -> Iterable[str]:
    return [", ".join(f"{name}: {_said(value)}" for name, value in row.items() if name != "member")]


_WRITERS: Mapping[str, Callable[[Row], Iterable[str]]] = {
    "profiles": _profile,
    "scores": _score,
    "subscriptions": _subscription,
    "reminders": _reminder,
    "turns": _turn,
    "votes": _vote,
    "uncovered": _uncovered,
    "choices": _choice,
    "golden": _golden,
    "audit": _act,
}


def _at(moment: str) -> str:
    """Return a moment to the minute; all of them are stored in UTC."""
    return f"{moment[:16].replace('T', ' ')} UTC"


def _said(value: Any) -> str:
    return echoed(str(value), _LONGEST, one_line=True)


def _in_brackets(text: str) -> str:
    return f" ({_said(text)})" if text else ""
