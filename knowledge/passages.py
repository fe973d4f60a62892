"""Guides, sections, passages and statements: the vocabulary of this package."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class Applicant(StrEnum):
    """The four kinds of applicant a guide can speak to."""

    US_MD = "us_md"
    US_DO = "us_do"
    US_IMG = "us_img"
    NON_US_IMG = "non_us_img"


EVERYONE = tuple(Applicant)
LONGEST_PASSAGE = 1_500
"""Characters of a passage's text; a longer section becomes several passages."""


def name_of(*parts: str) -> str:
    """Return a stable 32-digit hexadecimal name for some content."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A way members ask for a section; `point` numbers the statement it asks for from 0, or is -1 for all of them."""

    text: str
    point: int = -1
    proposed: bool = False
    """Whether a chat model proposed it, and nobody wrote it into the document."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a guide as its author wrote it; `text` is Markdown without the heading."""

    heading: tuple[str, ...]
    anchor: str
    text: str
    audience: tuple[Applicant, ...]
    asked_as: tuple[Asked, ...] = ()
    expires: date | None = None
    """The day from which on it is not to be used; none where it holds for good."""


@dataclass(frozen=True, slots=True)
class Guide:
    """One document: its sections in reading order."""

    id: str
    title: str
    source: str
    sections: tuple[Section, ...]
    audience: tuple[Applicant, ...] = EVERYONE
    known_as: tuple[str, ...] = ()
    """Names by which a question can ask for this guide."""
    file: str = ""
    warnings: tuple[str, ...] = ()
    """What somebody should look at: oddities that were met while it was read."""
    added: bool = False
    """Whether it stands beside the guides, where moderators add documents."""


@dataclass(frozen=True)
class Passage:
    """A section, or a part of a long one: what is found, shown and cited."""

    guide: str
    title: str
    heading: tuple[str, ...]
    anchor: str
    text: str
    audience: tuple[Applicant, ...]
    source: str
    part: int = 0
    expires: date | None = None
    """The day from which on it is not to be used; none where it holds for good."""

    @cached_property
    def id(self) -> str:
        """Name the passage by what a reader would see, so that an edit makes a new one."""
        shown = (self.guide, self.title, *self.heading, self.anchor, self.text, self.source, str(self.part))
        until = (self.expires.isoformat(),) if self.expires else ()
        return name_of(*shown, *self.audience, *until)

    @property
    def place(self) -> str:
        """Say where the passage stands, edits aside: guide, anchor and part."""
        return f"{self.guide}#{self.anchor}/{self.part}"

    @property
    def section(self) -> str:
        """Return the section's own heading."""
        return self.heading[-1] if self.heading else self.title


def speaks_to(audience: Collection[Applicant], tracks: Collection[Applicant]) -> bool:
    """Tell whether a text for some kinds of applicant is for the asker's, or the asker's kind is not known."""
    return not tracks or not set(tracks).isdisjoint(audience)


class Kind(StrEnum):
    """What part a statement plays in its passage."""

    SENTENCE = "sentence"
    ITEM = "item"
    LEAD_IN = "lead-in"
    """A line that introduces a list and says nothing alone."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or list item of a passage: `passage.text[start:end]`, Markdown marks included."""

    kind: Kind
    start: int
    end: int
    block: int
    """Number of the paragraph or list it stands in; a list counts with its lead-in."""
