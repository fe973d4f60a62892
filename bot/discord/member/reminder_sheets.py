"""Show reminders: that they are on, what is pending, and each reminder itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.discord.showing.answers import headed, shown, small
from bot.discord.showing.citing import Citing
from bot.discord.showing.sheet import Button, Sheet
from bot.reminding.due import Due
from bot.reminding.telling import Notice
from bot.reminding.zones import local
from bot.storage.reminders import Reminder, Subscription
from bot.strategy.inputs import APPLICANT_NAMES
from bot.timeline.wording import day

DONE, STOP = "done", "stop_reminders"
"""Acts of the buttons below a reminder."""
_COUNTED = "Counted back from a Match in March; no official date."
_NO_GUIDE = "Not in the guides, but from the address named."
_OFF = "Reminders are off. `/remind on` turns them on."
_LATER = (
    "My first direct message could not be sent just now. Please see that you take direct messages from a server we"
    " share; without them no reminder reaches you."
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder that is pending, with what it says."""

    at: datetime
    notice: Notice


def done_button(reminder: int) -> Button:
    """Return the button by which a reminder is known again."""
    return Button("Done", DONE, str(reminder), "success")


def stop_button(member: int) -> Button:
    """Return the button that turns reminders off."""
    return Button("Stop reminders", STOP, str(member))


def reminder_sheet(reminder: Reminder, notice: Notice, citing: Citing) -> Sheet:
    """Return a reminder as it is sent."""
    buttons = (done_button(reminder.id), stop_button(reminder.member))
    if notice.source is None:
        return Sheet((citing.block(notice.title, [notice.says]), small(_NO_GUIDE)), "gap", buttons)
    time = f"Time: {notice.when}, for the {reminder.season} season. {_COUNTED}"
    said = citing.block(notice.title, [citing.marked(notice.says, notice.source), time])
    return Sheet((said,), "guides", buttons)


def ticked(blocks: Sequence[str], member: int) -> Sheet:
    """Return a reminder whose matter is done."""
    return Sheet((*blocks, small("Done, thank you. Good luck with the next one!")), "plain", (stop_button(member),))


def stopped(blocks: Sequence[str]) -> Sheet:
    """Return a reminder after which no more come."""
    return Sheet((*blocks, small(_OFF)), "plain")


def on_sheet(wanted: Subscription, due: Sequence[Due]) -> Sheet:
    """Return the first message: that reminders are on, how many, and when the next one comes."""
    first = due[0]
    count = f"{len(due)} reminder{'' if len(due) == 1 else 's'}"
    said = (
        f"Reminders are on: {count} for the {wanted.season} season ({APPLICANT_NAMES[wanted.applicant]}),"
        f" the next one on {moment(first.at, wanted.zone)} ({wanted.zone}): **{shown(first.title)}**."
    )
    kept = (
        "Each comes here, a week ahead, or some days sooner where several would fall on one day."
        " `/remind list` shows them, `/remind off` stops them."
    )
    return Sheet((said, small(kept)), "rules", (stop_button(wanted.member),))


def confirmed(wanted: Subscription, due: Sequence[Due], reached: bool) -> Sheet:
    """Return what whoever turned reminders on is told where they did."""
    sheet = on_sheet(wanted, due)
    blocks = sheet.blocks if reached else (*sheet.blocks, _LATER)
    return Sheet(blocks, sheet.colour)


def off_sheet(pending: int) -> Sheet:
    """Return that reminders are off, and how many will not come."""
    what = (
        "no reminder was pending" if not pending else f"{pending} will not come" if pending > 1 else "1 will not come"
    )
    return Sheet((f"Reminders are off: {what}. `/remind on` turns them on again.",), "plain")


def list_sheet(wanted: Subscription | None, planned: Sequence[Planned], failed: Iterable[str], citing: Citing) -> Sheet:
    """Return what is pending, with local times and sections, and why reminders did not come."""
    if wanted is None:
        return Sheet((_OFF, _failed(failed)), "plain")
    who = f"{wanted.season} season, {APPLICANT_NAMES[wanted.applicant]}, at {wanted.hour:02}:00 in {wanted.zone}"
    lines = [_line(one, wanted.zone, citing) for one in planned]
    return Sheet((small(who), citing.block("Your reminders", lines or ["None is left."]), _failed(failed)), "rules")


def moment(at: datetime, zone: str) -> str:
    """Return a moment as the clocks of a zone show it."""
    there = local(at, zone)
    return f"{day(there.date())}, {there:%H:%M}"


def _line(one: Planned, zone: str, citing: Citing) -> str:
    title = citing.marked(one.notice.title, one.notice.source) if one.notice.source else one.notice.title
    return f"**{moment(one.at, zone)}:** {title}"


def _failed(reasons: Iterable[str]) -> str:
    lines = "\n".join(f"- {reason}" for reason in dict.fromkeys(reasons))
    return headed("Reminders that did not reach you", f"{lines}\n`/remind on` tries them again." if lines else "")
