"""How the documents that were added stand to the version in use: what members are answered from, and what not yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.passages import Guide
from knowledge.reading import document_files, passages_of
from knowledge.sources import Sources
from knowledge.versions import Manifest, in_use

IN_USE, CHANGED, NOT_YET = "in use", "changed since, in use as it was before", "not in use yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """How each document stands, by its id, and those that were removed and are in use until a refresh is published."""

    of: dict[str, str] = field(default_factory=dict)
    leaving: tuple[str, ...] = ()
    waits: bool = False
    """Whether a version waits to be published."""


def standing(sources: Sources, documents: Sequence[Guide]) -> Standing:
    """Compare documents with the version in use."""
    now = in_use(sources.versions)
    held = now.places if now else {}
    files = {path.name for folder in (sources.guides, sources.added) for path in document_files(folder)}
    return Standing(
        of={one.id: _stands(one, held) for one in documents},
        leaving=_leaving(now, files) if now else (),
        waits=sources.versions.draft() is not None,
    )


def _stands(document: Guide, held: dict[str, str]) -> str:
    """Say whether the version in use holds a document, as it is or as it was; its passages tell."""
    own = {passage.place: passage.id for passage, _ in passages_of([document])}
    there = {place: id for place, id in held.items() if place.startswith(f"{document.id}#")}
    return (IN_USE if there == own else CHANGED) if there else NOT_YET


def _leaving(now: Manifest, files: set[str]) -> tuple[str, ...]:
    return tuple(Path(name).stem for name in now.files if name not in files)
