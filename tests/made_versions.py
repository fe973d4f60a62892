"""Versions to change: some that no encoder made, with vectors of chance, and one that commands refresh quickly."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bot.settings import Settings
from knowledge.claiming import claimed
from knowledge.index import Entry
from knowledge.index_files import Draft, write_index
from knowledge.leads import Topic, leads_of_passage
from knowledge.learning import ADAPTER
from knowledge.models import encoder_name
from knowledge.passages import Asked, Passage
from knowledge.publishing import publish
from knowledge.reading import Shelf, passages_of, read_folder
from knowledge.refreshing import fingerprint, refresh
from knowledge.sources import Sources
from knowledge.statements import split
from knowledge.versions import Manifest
from tests.conftest import GUIDES, Home

_DIMENSIONS = 384


def write_made(folder: Path, shelf: Shelf, topics: Sequence[Topic] = ()) -> None:
    """Write the files of a version."""
    passages = list(passages_of(shelf.guides))
    entries = list(_entries(passages))
    leads = [
        lead
        for entry, (_, asked_as) in zip(entries, passages, strict=True)
        for lead in leads_of_passage(entry.number, entry.passage, entry.statements, asked_as)
    ]
    vectors = np.random.default_rng(7).normal(size=(len(leads), _DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    write_index(folder, Draft(shelf.guides, entries, topics, leads, vectors))
    np.save(folder / ADAPTER, np.eye(_DIMENSIONS, dtype=np.float32))


def drafted(sources: Sources) -> Manifest:
    """Keep a draft of the guides as they are now."""
    shelf, versions = read_folder(sources.guides, sources.added), sources.versions
    places = {passage.place: passage.id for passage, _ in passages_of(shelf.guides)}
    with claimed(versions) as claim, claim.new("") as place:
        write_made(place.folder, shelf)
        manifest = Manifest(
            version=place.version,
            fingerprint=fingerprint(sources),
            encoder=encoder_name(sources.model),
            guides=len(shelf.guides),
            sections=len(places),
            passages=len(places),
            leads=0,
            places=places,
            files=tuple(guide.file for guide in shelf.guides),
            before=versions.pointed(),
        )
        return claim.keep(place, manifest)


def published(sources: Sources, by: str = "") -> Manifest:
    """Make a version of the guides as they are now, and put it to use."""
    return publish(sources, drafted(sources).version, by)


def commanded(folder: Path, home_of_run: Home, built_home: Path) -> Settings:
    """Return settings of guides to edit in a folder, and of a home whose index is of these and of the shipped topics.

    It is built once a run.
    """

    def fill(home: Path) -> None:
        shutil.copytree(built_home / "encoders", home / "encoders", copy_function=os.link)
        refresh(Settings(home=home, guides=GUIDES).sources())

    filled = built_home.parent / "commanded"
    home = filled if filled.exists() else home_of_run(filled.name, fill)
    shutil.copytree(home / "index", folder / "home" / "index")
    shutil.copytree(home / "encoders", folder / "home" / "encoders", copy_function=os.link)
    shutil.copytree(GUIDES, folder / "guides")
    return Settings(home=folder / "home", guides=folder / "guides")


def _entries(passages: Sequence[tuple[Passage, Sequence[Asked]]]) -> Iterator[Entry]:
    row = 0
    for number, (passage, asked_as) in enumerate(passages):
        statements = split(passage.text)
        yield Entry(number, passage, statements, first=row + 1)
        row += 1 + len(statements) + len(asked_as)
