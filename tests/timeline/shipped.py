"""The timeline's tables as they are shipped, and lookups in them on a day that stands still."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.shipped import config_folder, guides_folder
from bot.timeline.hearing import Words, read_words
from bot.timeline.looking_up import look_up
from bot.timeline.timeline import Asked, State, Timeline
from bot.timeline.timetable import Timetable, read_timetable
from knowledge.passages import Section
from knowledge.reading import read_folder
from tests.strategy.shipped import shipped

TABLES = config_folder() / "timeline"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
US_KINDS, IMG_KINDS = ("us_md", "us_do"), ("us_img", "non_us_img")
KINDS = (*US_KINDS, *IMG_KINDS)


@cache
def table() -> Timetable:
    """Return the milestones and dates; they are read once."""
    return read_timetable(TABLES, shipped())


@cache
def words() -> Words:
    """Return the phrases; they are read once."""
    return read_words(TABLES / "words.toml")


@cache
def sections() -> dict[str, Section]:
    """Return the sections of the guides by guide and anchor."""
    guides = read_folder(guides_folder()).guides
    return {f"{guide.id}#{section.anchor}": section for guide in guides for section in guide.sections}


def found(now: datetime = NOW, **asked: Any) -> Timeline:
    """Return what a lookup finds."""
    return look_up(Asked(**asked), table(), now)


def ids(timeline: Timeline, state: State | None = None) -> list[str]:
    """Return the milestones found, in order, or those in one state."""
    return [entry.milestone.id for entry in timeline.entries if state in {None, entry.state}]
