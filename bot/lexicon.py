"""What members type and what it stands for: abbreviations, applicant types, and words that make an answer private."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.configuring import tables_of
from knowledge.passages import Applicant

_GROUPS = {"img": frozenset({Applicant.US_IMG, Applicant.NON_US_IMG})} | {one: frozenset({one}) for one in Applicant}


@dataclass(frozen=True)
class Lexicon:
    """The phrases of `config/lexicon.toml`, ready to be found in a text."""

    terms: Mapping[str, str]
    define: Mapping[str, str]
    tracks: Mapping[str, frozenset[Applicant]]
    private: re.Pattern[str]
    crisis: re.Pattern[str]
    care: Mapping[str, re.Pattern[str]]
    _term: re.Pattern[str]
    _track: re.Pattern[str]
    _capital_track: re.Pattern[str]

    def standard_words(self, text: str) -> str:
        """Return the standard words for the abbreviations and slang of a text, each once."""
        found = dict.fromkeys(self.terms[match.lower()] for match in self._term.findall(text))
        return " ".join(found)

    def declined(self, text: str) -> str:
        """Return the topic a text is declined under whatever the guides hold: a crisis, or somebody's health."""
        if self.crisis.search(text):
            return "crisis"
        person, health, study = (bool(self.care[key].search(text)) for key in ("person", "health", "study"))
        return "own-health" if person and health and not study else ""

    def tracks_in(self, text: str) -> frozenset[Applicant]:
        """Return the applicant types a text names; empty where it names none."""
        named = [self.tracks[match.lower()] for match in self._track.findall(text)]
        if not text.isupper():
            named += [self.tracks[match] for match in self._capital_track.findall(text)]
        # "IMG" beside "non-US citizen" says nothing more: the narrower of two groups that overlap counts.
        telling = [group for group in named if not any(other < group for other in named)]
        return frozenset().union(*telling)


def read_lexicon(path: Path) -> Lexicon:
    """Read the lexicon.

    Raises SettingError with file and key where a value is wrong.
    """
    with tables_of(path) as tables:
        tracks = _tracks(tables["tracks"])
        return Lexicon(
            terms=_strings(tables["terms"]),
            define=_strings(tables["define"]),
            tracks=tracks,
            private=_any_of(tables["private"]["words"]),
            crisis=_any_of(tables["crisis"]["words"]),
            care={key: _any_of(tables["care"][key]) for key in ("person", "health", "study")},
            _term=_any_of(tables["terms"]),
            _track=_any_of(phrase for phrase in tracks if not _shouted(phrase)),
            _capital_track=_any_of((phrase for phrase in tracks if _shouted(phrase)), re.NOFLAG),
        )


def _any_of(phrases: Iterable[str], flags: re.RegexFlag = re.IGNORECASE | re.ASCII) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, longest_first))})(?![\w])", flags)


def _shouted(phrase: str) -> bool:
    """Tell whether a phrase counts only as typed: DO is a degree, do is a verb."""
    return any(word.isupper() or word == "DOs" for word in phrase.split())


def _strings(table: Mapping[str, Any]) -> dict[str, str]:
    for key, value in table.items():
        if not isinstance(value, str):
            raise TypeError(f"{key}: write text, not {value!r}")
    return dict(table)


def _tracks(table: Mapping[str, list[str]]) -> dict[str, frozenset[Applicant]]:
    return {phrase: _GROUPS[group] for group, phrases in table.items() for phrase in phrases}
