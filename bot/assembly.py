"""The one place where parts are chosen and joined."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.advising.choosing import read_routes
from bot.advising.consulting import Consultant
from bot.advising.conversation import Listener
from bot.advising.phrases import Phrases, read_phrases
from bot.answering.differing import read_disagreements
from bot.asking.path import Adviser
from bot.asking.timing import Timekeeper
from bot.clock import Clock, machine_clock
from bot.lexicon import Lexicon, read_lexicon
from bot.settings import Settings
from bot.shipped import config_folder
from bot.timeline.hearing import Words, read_words
from bot.timeline.timetable import Timetable, read_timetable
from knowledge.library import open_library
from knowledge.sources import Progress

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


@contextmanager
def adviser(
    settings: Settings, progress: Progress = log.info, clock: Clock = machine_clock, tables: Tables | None = None
) -> Iterator[Adviser]:
    """Yield what answers questions, and close what it used; the index is built first if there is none."""
    config = config_folder()
    read = tables or read_tables(config)
    disagreements = read_disagreements(config / "disagreements.toml")
    timekeeper = Timekeeper(read.timetable, read.words, clock)
    searcher = open_library(settings.sources(), progress)
    try:
        yield Adviser(searcher, read.lexicon, read.consultant, timekeeper, disagreements)
    finally:
        searcher.close()


def consultant(config: Path, lexicon: Lexicon, phrases: Phrases) -> Consultant:
    """Return what asks the strategy functions, with their tables read from the configuration's folder."""
    catalogue = read_catalogue(config / "strategy")
    routes = read_routes(config / "advising.toml", catalogue)
    return Consultant(catalogue, Listener(catalogue, routes, phrases, lexicon))
