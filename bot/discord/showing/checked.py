"""Show what a message was found to be when it was held against the guides."""

from bot.answering.rendering import place
from bot.discord.showing.answers import headed, sections, shown, small
from bot.discord.showing.sheet import Sheet
from bot.echoing import echoed
from bot.verifying.checked import Checked, Claim, Verdict

_SAID = {
    Verdict.SUPPORTED: "✅ Supported",
    Verdict.CONTRADICTED: "❌ Contradicted",
    Verdict.NOT_COVERED: "❔ Not covered",
}
_COLOURS = {Verdict.SUPPORTED: "guides", Verdict.CONTRADICTED: "wrong", Verdict.NOT_COVERED: "gap"}
_LONGEST_CLAIM = 300


def checked_sheet(checked: Checked) -> Sheet:
    """Return the verdict on each claim with the words it rests on; the message's author is not named."""
    note = small(shown(checked.note)) if checked.note else ""
    blocks = (*(_claim(one) for one in checked.claims), note)
    return Sheet(tuple(filter(None, blocks)), _COLOURS[checked.verdict])


def _claim(claim: Claim) -> str:
    parts = [f"“{echoed(claim.text, _LONGEST_CLAIM, one_line=True)}”", shown(claim.because)]
    if claim.verdict is Verdict.NOT_COVERED:
        parts += [small(f"Closest: {shown(place(one.title, one.section))}") for one in claim.citations]
    else:
        parts += [f"> {shown(' '.join(one.quote.split()))} [{one.n}]" for one in claim.citations]
        parts.append(sections(claim.citations))
    return headed(_SAID[claim.verdict], "\n".join(filter(None, parts)))
