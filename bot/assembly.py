"""The one place where parts are chosen and joined."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.advising.catalogue import read_catalogue
from bot.advising.choosing import read_routes
from bot.advising.consulting import Consultant
from bot.advising.conversation import Listener
from bot.advising.phrases import read_phrases
from bot.answering.differing import read_disagreements
from bot.asking.path import Adviser
from bot.asking.timing import Timekeeper
from bot.clock import Clock, machine_clock
from bot.lexicon import Lexicon, read_lexicon
from bot.settings import Settings
from bot.shipped import config_folder
from bot.timeline.hearing import read_words
from bot.timeline.timetable import read_timetable
from knowledge.library import open_library
from knowledge.sources import Progress

log = logging.getLogger(__name__)


@contextmanager
def adviser(settings: Settings, progress: Progress = log.info, clock: Clock = machine_clock) -> Iterator[Adviser]:
    """Yield what answers questions, and close what it used; the index is built first if there is none."""
    config = config_folder()
    lexicon = read_lexicon(config / "lexicon.toml")
    disagreements = read_disagreements(config / "disagreements.toml")
    advising = consultant(config, lexicon)
    timekeeper = Timekeeper(
        read_timetable(config / "timeline", advising.catalogue), read_words(config / "timeline" / "words.toml"), clock
    )
    searcher = open_library(settings.sources(), progress)
    try:
        yield Adviser(searcher, lexicon, advising, timekeeper, disagreements)
    finally:
        searcher.close()


def consultant(config: Path, lexicon: Lexicon) -> Consultant:
    """Return what asks the strategy functions, with their tables read from the configuration's folder."""
    catalogue = read_catalogue(config / "strategy")
    routes = read_routes(config / "advising.toml", catalogue)
    phrases = read_phrases(config / "profile.toml")
    return Consultant(catalogue, Listener(catalogue, routes, phrases, lexicon))
