"""`ir-advisor sources`: the guides, and one section of them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.command_line.terminal import AsJson, opened, show_json, show_text
from bot.errors import InputError

if TYPE_CHECKING:
    from knowledge.index import Entry, Shelved

Place = Annotated[str, typer.Argument(help="A section, as GUIDE#ANCHOR.")]

app = typer.Typer(help="List the guides; show one section.", invoke_without_command=True)


@app.callback()
def sources(context: typer.Context, json: AsJson = False) -> None:
    """List the guides."""
    if context.invoked_subcommand:
        return
    with opened() as advice:
        anchors = advice.anchors()
        guides = [_listed(guide, anchors[guide.id]) for guide in advice.guides]
    if json:
        show_json({"guides": guides})
    else:
        show_text("\n".join(f"{g['guide']}: {g['title']} ({len(g['sections'])} sections)" for g in guides))


@app.command("show")
def show(place: Place, json: AsJson = False) -> None:
    """Show one section as the guides hold it."""
    guide, _, anchor = place.partition("#")
    with opened() as advice:
        entries = advice.section(guide, anchor)
    if not entries:
        raise InputError(f"{place}: no such section; `ir-advisor sources --json` lists them as GUIDE and ANCHOR")
    section = _section(entries)
    if json:
        show_json(section)
    else:
        show_text(f"{section['title']}, {section['section']}\n\n{section['text']}\n\nSource: {section['source']}")


def _listed(guide: "Shelved", anchors: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "guide": guide.id,
        "title": guide.title,
        "source": guide.source,
        "audience": list(guide.audience),
        "sections": [{"anchor": anchor, "section": section} for anchor, section in anchors],
    }


def _section(entries: list["Entry"]) -> dict[str, Any]:
    passage = entries[0].passage
    return {
        "guide": passage.guide,
        "title": passage.title,
        "section": passage.section,
        "heading": list(passage.heading),
        "anchor": passage.anchor,
        "audience": list(passage.audience),
        "source": passage.source,
        "text": "\n\n".join(entry.passage.text for entry in entries),
    }
