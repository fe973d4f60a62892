"""The one place where parts are chosen and joined."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.answering.differing import read_disagreements
from bot.asking.path import Adviser
from bot.lexicon import read_lexicon
from bot.settings import Settings
from bot.shipped import config_folder
from knowledge.library import open_library
from knowledge.sources import Progress

log = logging.getLogger(__name__)


@contextmanager
def adviser(settings: Settings, progress: Progress = log.info) -> Iterator[Adviser]:
    """Yield what answers questions, and close what it used; the index is built first if there is none."""
    lexicon = read_lexicon(config_folder() / "lexicon.toml")
    disagreements = read_disagreements(config_folder() / "disagreements.toml")
    searcher = open_library(settings.sources(), progress)
    try:
        yield Adviser(searcher, lexicon, disagreements)
    finally:
        searcher.close()
