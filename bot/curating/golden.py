"""Golden questions: what a good answer holds or what must be declined, and how well an adviser does on them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.answering.answer import Answer
from bot.answering.rendering import as_text
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.configuring import tables_of
from bot.entries import read_entries
from knowledge.passages import Applicant
from knowledge.sources import Progress

_KEYS = ("asked", "applicant", "holds", "refused")
_STEP = 10
"""Questions from one word on the progress to the next."""
_OTHERWISE = "|"
"""Stands between words of which one is enough."""
_MARKER = re.compile(r" ?\[\d+\]")
_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_DASH_OF_WORDS = re.compile(r"(?<!\d)-|-(?!\d)")
_NOT_WITHIN = (r"(?<!\w)(?<!\d[-.,])", r"(?!\w|[-.,]\d)")
"""What may not stand right before and after: the rest of a word, of a number or of a range of numbers."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question, and what a good answer holds; `refused` where the guides do not hold one."""

    asked: str
    applicant: Applicant | None = None
    holds: tuple[str, ...] = ()
    """Words that each must be found; a bar stands between words of which one is enough."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question that was asked, and what the answer says without its sources."""

    golden: Golden
    text: str
    refused: bool
    right: bool
    cited: frozenset[str] = frozenset()
    """The sections that it cites, each as guide#anchor."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What an adviser made of golden questions, in their order."""

    asked: tuple[Asked, ...]

    @property
    def complete(self) -> float:
        """Return the share of the answerable questions whose answers hold everything; 1.0 where there are none."""
        return _share_right([one for one in self.asked if not one.golden.refused])

    @property
    def refused(self) -> float:
        """Return the share of the unanswerable questions that were declined; 1.0 where there are none."""
        return _share_right([one for one in self.asked if one.golden.refused])


def read_golden(path: Path) -> tuple[Golden, ...]:
    """Read the golden questions in the order of the file.

    Raises SettingError with the file, and the entry and key at fault.
    """
    with tables_of(path) as tables:
        return read_entries(tables, "golden", ("asked",), _KEYS, golden_of)


def golden_of(written: Mapping[str, Any]) -> Golden:
    """Return a golden question as it is written in a table or in JSON.

    Raises ValueError that says which key is wrong.
    """
    if unknown := sorted(written.keys() - set(_KEYS)):
        raise ValueError(f"no key is called {unknown[0]!r}")
    asked, refused = written.get("asked"), written.get("refused", False)
    if not isinstance(asked, str) or not asked.strip():
        raise ValueError(f"asked: write the question as text, not {asked!r}")
    if refused is not True and refused is not False:
        raise ValueError(f"refused: write true or false, not {refused!r}")
    holds = _holds(written.get("holds", ()))
    if bool(holds) is refused:
        raise ValueError("write either what the answer holds or refused = true")
    return Golden(asked, _applicant(written.get("applicant")), holds, refused)


def holds_all(golden: Golden, text: str) -> bool:
    """Tell whether a text holds everything; case, white space and the kind of dash do not matter."""
    plain = _plain(text)
    return all(any(_stands_in(plain, words) for words in one.split(_OTHERWISE)) for one in golden.holds)


def score(adviser: Adviser, golden: Sequence[Golden], progress: Progress, which: str = "") -> Scored:
    """Ask an adviser golden questions, and return what it made of them; `which` names it where progress is told."""
    told = f"asking {which} golden questions" if which else "asking golden questions"
    return Scored(tuple(_asked(adviser, golden, lambda how_far: progress(f"{told}: {how_far}"))))


def _asked(adviser: Adviser, golden: Sequence[Golden], progress: Progress) -> Iterator[Asked]:
    for number, one in enumerate(golden):
        if number % _STEP == 0:
            progress(f"{number} of {len(golden)}")
        yield _judged(one, adviser.ask(Question(one.asked, one.applicant)))


def _judged(golden: Golden, answer: Answer) -> Asked:
    text = _MARKER.sub("", as_text(replace(answer, citations=())))
    right = answer.refused if golden.refused else not answer.refused and holds_all(golden, _evidence(answer, text))
    return Asked(golden, text, answer.refused, right, answer.cited)


def _evidence(answer: Answer, text: str) -> str:
    """Return what an answer says and quotes, without its heading, which repeats the asker's own numbers."""
    return "\n".join([text.replace(f"({answer.heading})", ""), *(citation.quote for citation in answer.citations)])


def _share_right(asked: Sequence[Asked]) -> float:
    return sum(one.right for one in asked) / len(asked) if asked else 1.0


def _holds(written: Any) -> tuple[str, ...]:
    if not isinstance(written, list | tuple) or not all(map(_is_words, written)):
        raise ValueError(f"holds: write a list of words, | between those of which one is enough, not {written!r}")
    return tuple(written)


def _is_words(written: Any) -> bool:
    return isinstance(written, str) and all(map(_plain, written.split(_OTHERWISE)))


def _applicant(written: Any) -> Applicant | None:
    if written is None:
        return None
    if written not in tuple(Applicant):
        raise ValueError(f"applicant: {written!r} is not known; use {', '.join(Applicant)}")
    return Applicant(written)


def _stands_in(plain: str, words: str) -> bool:
    """Tell whether words stand in a plain text as wholes: 12 is in neither 120 nor 12.5 nor 8-12."""
    before, after = _NOT_WITHIN
    return bool(re.search(f"{before}{re.escape(_plain(words))}{after}", plain))


def _plain(text: str) -> str:
    """Return a text in small letters on one line: a dash is kept between numbers, elsewhere it parts words."""
    text = _DASH.sub("-", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_DASH_OF_WORDS.sub(" ", text).split())
