"""The one place where parts are chosen and joined."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.advising.choosing import read_routes
from bot.advising.consulting import Consultant
from bot.advising.conversation import Listener
from bot.advising.phrases import Phrases, read_phrases
from bot.answering.differing import Disagreement, read_disagreements
from bot.asking.path import Adviser
from bot.asking.timing import Timekeeper
from bot.clock import Clock, machine_clock
from bot.lexicon import Lexicon, read_lexicon
from bot.settings import Settings
from bot.shipped import config_folder
from bot.timeline.hearing import Words, read_words
from bot.timeline.timetable import Timetable, read_timetable
from knowledge.errors import KnowledgeError
from knowledge.library import open_library, open_version
from knowledge.searching import Searcher
from knowledge.sources import Progress
from knowledge.versions import Manifest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is read from the configuration's folder; it needs no index."""

    lexicon: Lexicon
    phrases: Phrases
    consultant: Consultant
    timetable: Timetable
    words: Words

    @property
    def catalogue(self) -> Catalogue:
        """Return the strategy functions."""
        return self.consultant.catalogue


def read_tables(config: Path) -> Tables:
    """Read the tables of a folder.

    Raises SettingError with file and key where a value is wrong.
    """
    lexicon = read_lexicon(config / "lexicon.toml")
    phrases = read_phrases(config / "profile.toml")
    advising = consultant(config, lexicon, phrases)
    timetable = read_timetable(config / "timeline", advising.catalogue)
    return Tables(lexicon, phrases, advising, timetable, read_words(config / "timeline" / "words.toml"))


class Opener:
    """Opens the guides as often as a new version is published; what it read once, it keeps."""

    def __init__(self, settings: Settings, clock: Clock = machine_clock, tables: Tables | None = None) -> None:
        """Read the tables, if they are not given.

        Raises SettingError with file and key where a value is wrong.
        """
        config = config_folder()
        self.sources = settings.sources()
        self._tables = tables or read_tables(config)
        self._disagreements: Sequence[Disagreement] = read_disagreements(config / "disagreements.toml")
        self._clock = clock

    def pointed(self) -> str:
        """Return the name of the version in use; empty where there is none."""
        return self.sources.versions.pointed()

    @contextmanager
    def opened(self, progress: Progress = log.info) -> Iterator[Adviser]:
        """Yield what answers from the version in use; the index is built first if there is none."""
        with self._using(open_library(self.sources, progress, self._today)) as advice:
            yield advice

    @contextmanager
    def version(self, manifest: Manifest) -> Iterator[Adviser]:
        """Yield what answers from one version, published or not."""
        with self._using(open_version(self.sources, manifest, self._today)) as advice:
            yield advice

    @contextmanager
    def _using(self, searcher: Searcher) -> Iterator[Adviser]:
        read = self._tables
        timekeeper = Timekeeper(read.timetable, read.words, self._clock)
        try:
            yield Adviser(searcher, read.lexicon, read.consultant, timekeeper, self._disagreements)
        finally:
            searcher.close()

    def _today(self) -> date:
        return self._clock().date()


class Following(ExitStack):
    """What answers from the version in use, opened anew once another is published."""

    def __init__(self, opener: Opener, progress: Progress) -> None:
        super().__init__()
        self._opener = opener
        self._progress = progress
        self._adviser: Adviser | None = None
        self._version = ""

    def current(self) -> Adviser:
        """Return what answers from the version in use now."""
        version = self._opener.pointed()
        if self._adviser is None or version != self._version:
            self._adviser = self._opened(self._adviser)
            self._version = version or self._opener.pointed()
        return self._adviser

    def _opened(self, before: Adviser | None) -> Adviser:
        """Open the version in use in place of the one before, which serves on where that fails."""
        fresh = ExitStack()
        try:
            opened = fresh.enter_context(self._opener.opened(self._progress))
        except (KnowledgeError, OSError) as error:
            if before is None:
                raise
            log.warning("answered from the version before: %s", error)
            return before
        self.close()
        self.push(fresh)
        return opened


@contextmanager
def adviser(settings: Settings, progress: Progress = log.info, clock: Clock = machine_clock) -> Iterator[Adviser]:
    """Yield what answers questions, and close what it used; the index is built first if there is none."""
    with Opener(settings, clock).opened(progress) as advice:
        yield advice


def consultant(config: Path, lexicon: Lexicon, phrases: Phrases) -> Consultant:
    """Return what asks the strategy functions, with their tables read from the configuration's folder."""
    catalogue = read_catalogue(config / "strategy")
    routes = read_routes(config / "advising.toml", catalogue)
    return Consultant(catalogue, Listener(catalogue, routes, phrases, lexicon))
