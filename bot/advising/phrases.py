"""The phrases by which members tell about themselves, as read from `config/profile.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingError

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns for exams by their names, for single matters, and for graded ones by grade."""

    exams: Mapping[str, Pattern]
    words: Mapping[str, Pattern]
    graded: Mapping[str, Mapping[str, Pattern]]


def read_phrases(path: Path) -> Phrases:
    """Read the phrases.

    Raises SettingError with the file where a value is wrong.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        exams, words = tables.pop("exams"), tables.pop("words")
        return Phrases(_patterns(exams), _patterns(words), {name: _patterns(table) for name, table in tables.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingError(f"{path}: wrong or missing value ({error})") from error


def _patterns(table: Mapping[str, Iterable[str]]) -> dict[str, Pattern]:
    return {name: any_of(phrases) for name, phrases in table.items()}


def any_of(phrases: Iterable[str]) -> Pattern:
    """Return a pattern for any of some phrases on whole words, in any case; for no phrases one that finds nothing."""
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
