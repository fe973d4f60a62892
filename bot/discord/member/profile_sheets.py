"""Show a profile: what was understood, what it is used for, and what of the form could not be used."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.advising.circumstances import as_inputs
from bot.advising.profile import profile_of
from bot.advising.wording import in_words
from bot.discord.member.profile_reading import FIELDS, WHO, ReadForm
from bot.discord.showing.answers import headed, shown, small
from bot.discord.showing.sheet import Button, Sheet
from bot.echoing import echoed
from bot.storage.profiles import StoredProfile
from bot.strategy.inputs import APPLICANT_NAMES, Input

EDIT, DELETE, DELETE_NOW = "profile_edit", "profile_delete", "profile_delete_now"
_USED = (
    "### What I do with it\n"
    "- Answers that only you see may count on all of it: private questions, `/strategy`, `/plan`, `/scores`.\n"
    "- Answers that others can see use nothing of it.\n"
    "- I keep it until you delete it."
)
_NONE = "I know nothing of you yet. Tell me once, and you need not repeat it in every question."
_NOT_YET = "Nothing is saved yet; what you typed is kept for you to put right."
_ASK = "Shall I delete your profile? What you typed into the form goes with it."
_GONE = "Your profile is deleted. Scores and reminders have commands of their own; `/privacy delete` deletes all."
_NO_NOTES = "I cannot reach my notes right now, so this is **not saved**. Copy it, and send it again in a minute."
_SHOWN_OF_FIELD = 2_000
"""Twice the longest field: each character may need a backslash."""
_WHO_LABEL = "Applicant"


def profile_sheet(stored: StoredProfile, notes: Iterable[str], inputs: Mapping[str, Input]) -> Sheet:
    """Return a profile with what it is used for."""
    known = headed("What I understood", _known(stored.values, inputs))
    blocks = (known, _notes(notes), _USED, small(f"Changed {_on(stored.changed_at)}."))
    buttons = (_edit(stored.member, "Edit"), Button("Delete", DELETE, str(stored.member)))
    return Sheet(tuple(filter(None, blocks)), "rules", buttons)


def blank_sheet(member: int) -> Sheet:
    """Return that nothing is known, with a way to tell."""
    return Sheet((_NONE, _USED), "plain", (_edit(member, "Tell me", "primary"),))


def wrong_sheet(stored: StoredProfile, read: ReadForm, inputs: Mapping[str, Input]) -> Sheet:
    """Return what of a form cannot be used, all that was typed, and what holds meanwhile."""
    wrong = "\n".join(f"- {shown(one)}" for one in read.wrong)
    blocks = (
        headed("Please look at this again", wrong),
        headed("What you typed", _typed(stored.typed)),
        headed("What I go on using meanwhile", _known(stored.values, inputs)) or _NOT_YET,
    )
    buttons = (_edit(stored.member, "Edit again", "primary"), Button("Delete", DELETE, str(stored.member)))
    return Sheet(blocks, "wrong", buttons)


def unsaved_sheet(member: int, typed: Mapping[str, str]) -> Sheet:
    """Return what was typed where it could not be kept."""
    return Sheet((_NO_NOTES, headed("What you typed", _typed(typed))), "wrong", (_edit(member, "Edit"),))


def asking_sheet(member: int) -> Sheet:
    """Ask whether a profile is to be deleted."""
    return Sheet((_ASK,), "wrong", (Button("Delete my profile", DELETE_NOW, str(member), "danger"),))


def deleted_sheet(there_was: bool) -> Sheet:
    """Return that a profile is deleted."""
    return Sheet((_GONE if there_was else "There was no profile to delete.",), "plain")


def described(values: Mapping[str, Any], inputs: Mapping[str, Input]) -> Iterator[str]:
    """Yield a line for each value of a profile, as members call it."""
    told = as_inputs(profile_of(values).told())
    if who := told.pop("applicant_type", None):
        told.pop("an_img", None)
        yield APPLICANT_NAMES.get(who, who)
    for name, value in told.items():
        if name in inputs:
            yield _line(inputs[name].label or name.replace("_", " "), value)


def _known(values: Mapping[str, Any], inputs: Mapping[str, Input]) -> str:
    return "\n".join(f"- {line}" for line in described(values, inputs))


def _line(label: str, value: Any) -> str:
    if isinstance(value, bool):
        return label if value else f"no {label}"
    return f"{label}: {_listed(value)}"


def _listed(value: Any) -> str:
    """Return a value in words; two scores are no range."""
    return ", ".join(map(str, value)) if isinstance(value, list) else in_words(value)


def _typed(typed: Mapping[str, str]) -> str:
    who = APPLICANT_NAMES.get(typed.get(WHO, ""), "")
    shown_of = ((field.label, echoed(typed.get(field.name, ""), _SHOWN_OF_FIELD)) for field in FIELDS)
    lines = ((_WHO_LABEL, who), *shown_of)
    return "\n".join(f"**{label}:** {text}" for label, text in lines if text)


def _notes(notes: Iterable[str]) -> str:
    return "\n".join(f"> {shown(note)}" for note in notes)


def _on(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:f>"


def _edit(member: int, label: str, style: str = "secondary") -> Button:
    return Button(label, EDIT, str(member), style)
