"""What is shown to a member, before it is put into Discord's form: blocks of text, buttons below them, files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, and the act it stands for with what that is about."""

    label: str
    act: str
    about: str
    style: str = "secondary"

    @property
    def id(self) -> str:
        """Return the custom id, by which the act is known after a restart."""
        return f"ia:{self.act}:{self.about}"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a sheet; a picture is shown in it."""

    name: str
    content: bytes
    says: str = ""

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown as a picture."""
        return self.name.endswith(".png")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Blocks of Discord's Markdown, each kept visibly apart, with what stands below them."""

    blocks: tuple[str, ...]
    colour: str = "guides"
    buttons: tuple[Button, ...] = ()
    files: tuple[Attached, ...] = ()
    more: str = ""
    """Id under which the pages after the first are kept; none where they are not."""

    def as_json(self) -> dict[str, Any]:
        """Return as data what later pages are made from."""
        return {"blocks": list(self.blocks), "colour": self.colour}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], more: str = "") -> Self:
        """Return a sheet from its data."""
        return cls(tuple(data["blocks"]), str(data.get("colour", "guides")), more=more)

    def with_note(self, note: str) -> "Sheet":
        """Return it with a line below, in small letters."""
        return replace(self, blocks=(*self.blocks, f"-# {note}"))

    def with_buttons(self, *buttons: Button) -> "Sheet":
        """Return it with buttons below."""
        return replace(self, buttons=(*self.buttons, *buttons))
