"""The phrases by which members tell about themselves, as read from `config/profile.toml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bot.configuring import tables_of

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Naming:
    """Phrases that each stand for a name, to be found together: where several begin, the longest."""

    pattern: Pattern
    names: Mapping[str, str]

    def named(self, phrase: str) -> str:
        """Return what a phrase that was found stands for."""
        return self.names[phrase.lower()]

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each name with the place where it is told."""
        for match in self.pattern.finditer(text):
            yield self.named(match[0]), *match.span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What the tables of the file hold."""

    exams: Naming
    counted: Naming
    letters: Naming
    graded: Mapping[str, Naming]
    words: Mapping[str, Pattern]
    applicants: Mapping[str, Pattern]
    standing: Mapping[str, Pattern]


def read_phrases(path: Path) -> Phrases:
    """Read the phrases.

    Raises SettingError with the file where a value is wrong.
    """
    with tables_of(path) as tables:
        return Phrases(
            exams=_naming(tables["exams"]),
            counted=_naming(tables["counted"]),
            letters=_naming(tables["letters"]),
            graded={name: _naming(table) for name, table in tables["graded"].items()},
            words=_patterns(tables["words"]),
            applicants=_patterns(tables["applicants"]),
            standing=_patterns(tables["standing"]),
        )


def _patterns(table: Mapping[str, Iterable[str]]) -> dict[str, Pattern]:
    return {name: any_of(phrases) for name, phrases in table.items()}


def _naming(table: Mapping[str, Iterable[str]]) -> Naming:
    names: dict[str, str] = {}
    for name, phrases in table.items():
        for phrase in phrases:
            if names.setdefault(phrase, name) != name:
                raise ValueError(f"{phrase!r} stands for {names[phrase]} and for {name}")
    return Naming(any_of(names), names)


def any_of(phrases: Iterable[str]) -> Pattern:
    """Return a pattern for the longest of some phrases on whole words: in any case, but one with a capital as typed.

    For no phrases it finds nothing.
    """
    every = set(phrases)
    typed = {phrase for phrase in every if phrase != phrase.lower()}
    groups = [f"(?i:{_branches(every - typed)})"] if every - typed else []
    groups += [_branches(typed)] if typed else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups) or '(?!)'})(?!\w)")


def _branches(phrases: Iterable[str]) -> str:
    """Write phrases by what they begin with, the longest first, which is searched faster than a list."""
    begins = [(begin, list(group)) for begin, group in groupby(sorted(phrases), key=itemgetter(slice(2)))]
    begins.sort(key=lambda one: len(one[0]), reverse=True)
    return "|".join(f"{re.escape(begin)}(?:{_rest(group)})" for begin, group in begins)


def _rest(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase[2:]) for phrase in sorted(phrases, key=len, reverse=True))
