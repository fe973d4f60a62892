"""Show what a strategy function says and how it came about, and the plan for a whole profile."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.advising.choosing import Call
from bot.advising.planning import Plan
from bot.advising.wording import in_words, listed
from bot.days import MONTHS
from bot.discord.showing.answers import shown, small
from bot.discord.showing.citing import Citing
from bot.discord.showing.sheet import Sheet
from bot.discord.strategy.result_words import label_of, result_in_words, says_nothing
from bot.strategy.advice import Advice, Status
from bot.strategy.deciding import checked_inputs
from bot.strategy.explaining import Band, Move, Working
from bot.strategy.inputs import Input

_ASKS = "ask"
"""The result that names an input a function could do more with; it is asked for instead of being shown."""
_OPEN: Mapping[Status, str] = {
    Status.RESOLVED_GAP: "The guides leave part of this open; there it rests on the careful reading of them.",
    Status.NOT_COVERED: "The guides do not settle this for you.",
}
_NOTHING_YET = "Nothing is settled by that yet."


def working_sheet(call: Call, working: Working, from_profile: Collection[str], citing: Citing, more: str = "") -> Sheet:
    """Return the working behind an advice; `more` says what would let the function say more, if anything would."""
    advice = working.advice
    blocks = (
        "\n".join((f"### {call.function.about}", *_origins(call, from_profile))),
        citing.block("Comes to", _results(advice.values, citing)),
        citing.block("Because", (citing.says(one) for one in advice.reasons if not one.caveat)),
        citing.block("To keep in mind", _caveats(advice, citing)),
        citing.block("Where you stand", [_band(working.outcome, working.band)] if working.band else ()),
        citing.block("What would move it most", (_move(working.outcome, one) for one in working.moves)),
        "\n".join(small(line) for line in (_OPEN.get(advice.status, ""), more) if line),
    )
    return Sheet(tuple(filter(None, blocks)), "gap" if advice.status is Status.NOT_COVERED else "rules")


def plan_sheet(plan: Plan, citing: Citing) -> Sheet:
    """Return the plan for a profile: a block for each function, then what to add for more."""
    you = [small(f"You: {shown(listed(plan.understood))}")] if plan.understood else []
    lines = (citing.block(line.title, map(citing.says, line.reasons)) for line in plan.lines)
    blocks = (
        "\n".join(("### Your plan", *you, *map(shown, plan.notes))),
        *(lines if plan.lines else (_NOTHING_YET,)),
        f"**To add for more:** {', '.join(plan.to_add)}" if plan.to_add else "",
    )
    return Sheet(tuple(filter(None, blocks)), "rules")


def _origins(call: Call, from_profile: Collection[str]) -> Iterator[str]:
    """Yield what was understood, by where it comes from."""
    values, _ = checked_inputs(call.function, call.inputs)
    known = {name: value for name, value in values.items() if value is not None}
    assumed = {one.name for one in call.assumed} | (known.keys() - call.inputs.keys())
    parts = {
        "Understood": known.keys() - assumed - set(from_profile),
        "From your profile": from_profile,
        "Taken for granted": assumed,
    }
    for title, names in parts.items():
        pairs = [_labelled(call.function.inputs[name], value) for name, value in known.items() if name in names]
        if pairs:
            yield small(f"{title}: {shown(listed(pairs))}")


def _labelled(one: Input, value: Any) -> tuple[str, Any]:
    """Return a label with its value; a kind of applicant says itself what it is, months have names, scores an order."""
    label = "" if one.kind == "applicant" else one.label
    if one.kind == "scores":
        return label, ", ".join(map(str, value))
    return label, MONTHS[value - 1] if one.kind == "month" else value


def _results(values: Mapping[str, Any], citing: Citing) -> Iterator[str]:
    for name, value in values.items():
        if name != _ASKS and not says_nothing(value):
            yield f"**{label_of(name)}**: {citing.told(result_in_words(name, value))}"


def _caveats(advice: Advice, citing: Citing) -> Iterator[str]:
    """Yield what is always to be shown, each once, with the section it rests on."""
    sources = {one.says: one.source for one in advice.reasons if one.caveat}
    for says in advice.caveats:
        yield citing.marked(says, sources[says]) if says in sources else citing.told(says)


def _band(outcome: str, band: Band) -> str:
    gives = f"{label_of(outcome)} {result_in_words(outcome, band.outcome)}"
    here = f"{band.label} {in_words([band.low, band.high])}: {gives}"
    if band.next_from is None:
        return f"{here}."
    return f"{here}; from {band.next_from} on: {result_in_words(outcome, band.next_outcome)}."


def _move(outcome: str, move: Move) -> str:
    change = f"{move.label}: {in_words(move.after)} instead of {in_words(move.before)}"
    return f"{change} gives {label_of(outcome)} {result_in_words(outcome, move.outcome)}."
