"""Put a sheet into Discord's form: Components V2, or plain text where that is wanted; its limits are kept here."""

import io
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.showing.paging import joined, paged
from bot.discord.showing.sheet import Attached, Button, Sheet

_ROOM, _PLAIN_ROOM = 3_600, 1_900
"""Characters of a page: Discord takes 4,000 in all text displays of a message, and 2,000 of plain text."""
_MOST_BLOCKS = 10
"""With the lines between them, files and two rows of buttons, this stays below 40 components."""
_A_ROW = 5
_COLOURS = {"rules": 0x2E86AB, "guides": 0x3C6E47, "gap": 0xB5651D, "plain": 0x5C6370, "wrong": 0xA23B3B}
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "danger": discord.ButtonStyle.danger,
    "success": discord.ButtonStyle.success,
}


def pages_of(sheet: Sheet, plain: bool = False) -> list[tuple[str, ...]]:
    """Return the pages of a sheet, each with its blocks."""
    return paged(sheet.blocks, _PLAIN_ROOM if plain else _ROOM, _MOST_BLOCKS)


def laid_out(sheet: Sheet, *, plain: bool = False, page: int = 0) -> dict[str, Any]:
    """Return what a page of a sheet is sent with, by the names of discord.py: view, files, and content where plain.

    Files go with the first page; a page that does not exist is the last.
    """
    pages = pages_of(sheet, plain)
    page = min(page, len(pages) - 1)
    buttons = [*(() if page else sheet.buttons), *_continuing(sheet, page, len(pages), plain)]
    files = () if page else sheet.files
    if plain:
        return {"content": joined(pages[page]), "view": _plain_view(buttons), "files": _opened(files)}
    return {"view": _view(pages[page], sheet.colour, buttons, files), "files": _opened(files)}


def _continuing(sheet: Sheet, page: int, pages: int, plain: bool) -> list[Button]:
    """Return the button behind which a sheet goes on, where it does."""
    if not sheet.more or page + 1 >= pages:
        return []
    about = f"{sheet.more}.{page + 1}.{'p' if plain else 'v'}"
    return [Button(f"Continue ({page + 2} of {pages})", "more", about, "primary")]


def _view(blocks: Sequence[str], colour: str, buttons: Sequence[Button], files: Sequence[Attached]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    parts: list[ui.Item[Any]] = []
    for block in blocks:
        parts += [ui.Separator(), ui.TextDisplay(block)] if parts else [ui.TextDisplay(block)]
    view.add_item(ui.Container(*parts, *_shown(files), accent_colour=_COLOURS[colour]))
    for row in _rows(buttons):
        view.add_item(ui.ActionRow(*map(_button, row)))
    view.stop()  # its buttons are known by their ids: nothing of it need be remembered
    return view


def _shown(files: Sequence[Attached]) -> list[ui.Item[Any]]:
    pictures = [
        discord.MediaGalleryItem(f"attachment://{one.name}", description=one.says or None)
        for one in files
        if one.is_picture
    ]
    gallery: list[ui.Item[Any]] = [ui.MediaGallery(*pictures)] if pictures else []
    return [*gallery, *(ui.File(f"attachment://{one.name}") for one in files if not one.is_picture)]


def _plain_view(buttons: Sequence[Button]) -> ui.View:
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(_button(button))
    view.stop()
    return view


def _rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[start : start + _A_ROW] for start in range(0, len(buttons), _A_ROW)]


def _button(one: Button) -> ui.Button[Any]:
    return ui.Button(label=one.label, custom_id=one.id, style=_STYLES[one.style])


def _opened(files: Sequence[Attached]) -> list[discord.File]:
    return [discord.File(io.BytesIO(one.content), one.name, description=one.says or None) for one in files]
