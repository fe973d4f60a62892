"""Show a prompt to practise with, and what a good answer to it covers."""

from collections.abc import Sequence

from bot.answering.rendering import place
from bot.discord.showing.answers import shown, small
from bot.discord.showing.sheet import Button, Sheet
from bot.rehearsing.prompts import Kind, Point, Prompt

_TITLES = {Kind.INTERVIEW: "Interview question", Kind.MINI_ORAL: "Mini-oral"}
_HOW = {
    Kind.INTERVIEW: "Answer aloud, in one to two minutes, then look at what a good answer covers.",
    Kind.MINI_ORAL: "Explain it aloud, in two to three minutes, then look at what a good answer covers.",
}
_OURS = "The points are in my words; what stands in quotes is from the guides."
_NO_SECTION = "This section is not in the guides that are open now."


def prompt_sheet(prompt: Prompt, about: str) -> Sheet:
    """Return a prompt, with the buttons below it; `about` is what they hold."""
    heading = f"### {_TITLES[prompt.kind]}: {prompt.topic}"
    return Sheet((f"{heading}\n{shown(prompt.prompt)}", small(_HOW[prompt.kind])), "guides", _buttons(about))


def covers_sheet(prompt: Prompt, places: Sequence[tuple[str, str] | None], about: str) -> Sheet:
    """Return what a good answer covers; `places` are the guide and heading behind each point."""
    points = (_point(n, *one) for n, one in enumerate(zip(prompt.covers, places, strict=True), start=1))
    opening = f"### What a good answer covers\n> {shown(prompt.prompt)}"
    return Sheet((opening, *points, small(_OURS)), "guides", _buttons(about)[1:])


def _point(number: int, point: Point, found: tuple[str, str] | None) -> str:
    source = shown(place(*found)) if found else _NO_SECTION
    return f"**{number}.** {shown(point.says)}\n> “{shown(point.quote)}”\n{small(source)}"


def _buttons(about: str) -> tuple[Button, Button]:
    covers = Button("What a good answer covers", "practice_covers", about, "primary")
    return covers, Button("Another one", "practice_next", about)
