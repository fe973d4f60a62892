"""What is said of a document: typed into a form, or standing in the document itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

import discord
from discord import ui

from bot.curating.documents import Document, audience_of
from bot.discord.showing.buttons import Filled
from bot.errors import InputError
from bot.strategy.inputs import APPLICANT_NAMES
from knowledge.markdown import front_matter, read_markdown

LONGEST = 200
"""Characters of a title, and of a source."""
_LONGEST_TEXT = 4_000
_NEEDED = {"title", "source", "audience"}
_EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a document so far, as it was typed; `text` is empty where the document is elsewhere."""

    title: str = ""
    source: str = ""
    audience: tuple[str, ...] = tuple(APPLICANT_NAMES)
    expires: str = ""
    text: str = ""

    @classmethod
    def typed(cls, filled: Filled) -> Self:
        """Return what was typed into a form."""
        who = tuple(filter(None, filled.get("audience", "").split(",")))
        title, source, expires, text = (filled.get(name, "").strip() for name in ("title", "source", _EXPIRES, "text"))
        return cls(title, source, who, expires, text)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Return it from its data."""
        return cls(**{**data, "audience": tuple(data["audience"])})

    def as_json(self) -> dict[str, Any]:
        """Return it as data."""
        return asdict(self)

    def document(self, text: str, today: date) -> Document:
        """Return a document of a text; raises InputError where what is said of it cannot be used."""
        if not self.title or not self.source:
            raise InputError("write a title, and who says so as the source")
        if unknown := set(self.audience) - APPLICANT_NAMES.keys():
            raise InputError(f"there is no kind of applicant called {min(unknown)}")
        return Document(text, self.title, self.source, audience_of(self.audience), _day(self.expires, today))


def said_in(text: str, title: str) -> tuple[Described, bool]:
    """Return what a document says of itself, and whether it says all that has to be known; `title` where it names none.

    Raises GuideError with the key or heading that is wrong.
    """
    guide, (front, _) = read_markdown(text, "document"), front_matter(text)
    until = front.get(_EXPIRES)
    named, source = str(front.get("title") or title), guide.source if "source" in front else ""
    described = Described(
        title=named[:LONGEST],
        source=source[:LONGEST],
        audience=tuple(map(str, guide.audience)),
        expires=until.isoformat() if until else "",
    )
    return described, front.keys() >= _NEEDED and max(len(named), len(source)) <= LONGEST


def fields(known: Described, *, with_text: bool = False) -> list[ui.Label[Any]]:
    """Return the fields of a form, filled with what is known."""
    options = [
        discord.SelectOption(label=name, value=value, default=value in known.audience)
        for value, name in APPLICANT_NAMES.items()
    ]
    audience: ui.Select[Any] = ui.Select(
        custom_id="audience", options=options, min_values=0, max_values=len(options), required=False
    )
    return [
        _field("title", "Title", known.title, LONGEST),
        *([_text(known.text)] if with_text else ()),
        _field("source", "Source", known.source, LONGEST, says="Who says so: a publication, or a mentor by their role"),
        ui.Label(text="For whom", component=audience, description="Everybody, if you choose nobody"),
        _field(_EXPIRES, "Not to be used from this day on", known.expires, 10, says="As 2027-03-01; may be left empty"),
    ]


def _field(name: str, label: str, value: str, longest: int, says: str | None = None) -> ui.Label[Any]:
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id=name, default=value[:longest] or None, required=name != _EXPIRES, max_length=longest
    )
    return ui.Label(text=label, component=box, description=says)


def _text(value: str) -> ui.Label[Any]:
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=value[:_LONGEST_TEXT] or None,
        max_length=_LONGEST_TEXT,
    )
    return ui.Label(text="Text", component=box, description="The first sentence should answer the question alone")


def _day(typed: str, today: date) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise InputError(f"write the day it expires as 2027-03-01, not {typed!r}") from error
    if day <= today:
        raise InputError(f"it would have expired on {day} already: leave the day out, or choose a later one")
    return day
