"""Find scores in a text, each with the exam it belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.advising.phrases import Phrases

_LOWEST, _HIGHEST = 100, 300
"""What is looked for as a three-digit score; no USMLE score lies outside."""
_SCORE = r"[1-3]\d\d"
_FORMS = re.compile(
    rf"(?P<part>low|lower|early|mid|middle|high|upper|late)[\s-]*(?P<tens>[12]\d0)'?s\b"
    rf"|(?P<whole>[12]\d0)'?s\b"
    rf"|(?P<x>[12]\d)x\b"
    rf"|(?<!\d)(?P<low>{_SCORE})\s*(?:-|–|—|to|or)\s*(?P<high>{_SCORE}|\d\d)\b"
    rf"|between\s+(?P<least>{_SCORE})\s+and\s+(?P<most>{_SCORE})\b"
    rf"|(?<!-)(?P<bound>above|over|more than|at least|under|below|less than|sub|<|>|≥|≤)[\s-]*(?P<edge>{_SCORE})\b"
    rf"|(?:(?P<about>~|about|around|approx\.?|approximately|roughly|like|circa)\s*)?(?<!\d)(?P<one>{_SCORE})(?P<ish>\s?-?ish|\+|~)?(?!\d)",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"\s*(?:%|k\b|weeks?|wks?|hours?|hrs?|h\b|days?|months?|questions?|qs\b|q/|cards?|programs?|programmes?|apps?\b"
    r"|applications?|pages?|points?|pts?|students?|people|schools?|minutes?|min\b|usd|dollars|blocks?|\+? ?programs)",
    re.IGNORECASE,
)
_PARTS = {"low": (0, 3), "lower": (0, 3), "early": (0, 3), "mid": (4, 6), "middle": (4, 6)}
_UPPER = (7, 9)
_UNDER = {"under", "below", "less than", "sub", "<"}
_STRICTLY_OVER = {"above", "over", "more than", ">"}
_JOINS = re.compile(r"\s*(?:,|/|;|->|→|>|then|and|,\s*and|,\s*then|followed by|&)\s*", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.!?\n]+(?=\s|$)|\b(?:and|but|while|whereas|then)\b", re.IGNORECASE)
_RANK = ("national_mean", "school_mean", "target", "predicted", "practice")
"""Kinds of numbers that say more than the exam they stand beside, the most telling first."""
_BESIDE = 28
"""Characters within which such a word speaks of a number."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score as told: where it stands, the lowest and highest it can mean, and what it is of, if that is clear."""

    start: int
    end: int
    low: int
    high: int
    exact: bool
    words: str
    of: str | None = None
    alone: bool = False
    """Nothing near says what it is of, and no other exam with a three-digit score is named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names an exam or a kind of number."""

    start: int
    end: int
    of: str


def scores_in(text: str, phrases: Phrases) -> list[Score]:
    """Return the scores of a text in order; `of` is None where it is open what a score is of."""
    mentions = _mentions(text, phrases)
    found = [score for match in _FORMS.finditer(text) if (score := _score(text, match, mentions))]
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    lists = _lists(text, found)
    return [_placed(text, score, mentions, clauses, lists) for score in found]


def _mentions(text: str, phrases: Phrases) -> list[Mention]:
    """Return what exams and kinds of numbers a text names; of two that overlap the longer."""
    found = [Mention(*m.span(), of) for of, pattern in phrases.exams.items() for m in pattern.finditer(text)]
    found.sort(key=lambda one: (one.start - one.end, one.start))
    kept: list[Mention] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _score(text: str, match: re.Match[str], mentions: Sequence[Mention]) -> Score | None:
    """Read one number; nothing where it counts something else or is part of an exam's name."""
    if _OTHER_UNIT.match(text, match.end()) or any(m.start <= match.start("one") < m.end for m in mentions):
        return None
    low, high = _ends(match)
    if not _LOWEST <= low <= high <= _HIGHEST or text[max(0, match.start() - 1) : match.start()] == "$":
        return None
    exact = low == high and not (match["about"] or match["ish"] or match["bound"])
    return Score(match.start(), match.end(), low, high, exact, match[0].strip())


def _ends(match: re.Match[str]) -> tuple[int, int]:
    """Return the lowest and the highest score that a form can mean."""
    if match["tens"]:
        first, last = _PARTS.get(match["part"].lower(), _UPPER)
        return int(match["tens"]) + first, int(match["tens"]) + last
    if match["whole"] or match["x"]:
        tens = int(match["whole"] or f"{match['x']}0")
        return tens, tens + 9
    if low := match["low"] or match["least"]:
        high = match["high"] or match["most"]
        return int(low), int(high if len(high) == len(low) else low[0] + high)
    edge = int(match["edge"] or match["one"])
    word = (match["bound"] or "").lower()
    edge += (word in _STRICTLY_OVER) - (word in _UNDER)
    return edge, edge


def _lists(text: str, found: Sequence[Score]) -> list[list[Score]]:
    """Return runs of scores that nothing but commas, slashes or arrows part."""
    runs: list[list[Score]] = [found[:1]] if found else []  # type: ignore[list-item]
    for before, after in pairwise(found):
        if _JOINS.fullmatch(text, before.end, after.start):
            runs[-1].append(after)
        else:
            runs.append([after])
    return [run for run in runs if len(run) > 1]


def _placed(
    text: str,
    score: Score,
    mentions: Sequence[Mention],
    clauses: Sequence[tuple[int, int]],
    lists: Sequence[Sequence[Score]],
) -> Score:
    """Return the score with what it is of."""
    run = next((one for one in lists if score in one), [score])
    exams = {mention.of for mention in mentions if mention.of not in _RANK[:4]}
    if exams <= {"step1", "step2_ck"} and len(run) == 2 and "/" in text[run[0].end : run[1].start]:  # noqa: PLR2004
        return _as(score, ("step1", "step2_ck")[run.index(score)])
    start, end = _clause(run[0].start, run[-1].end, clauses, len(text))
    near = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    of = _told_beside(run, near) or _nearest(run, near)
    if of is None and len(exams - {"step1"}) == 1:
        of = next(iter(exams - {"step1"}))
    return _as(score, of, alone=of is None and exams <= {"step1"})


def _as(score: Score, of: str | None, alone: bool = False) -> Score:
    return Score(score.start, score.end, score.low, score.high, score.exact, score.words, of, alone)


def _clause(start: int, end: int, breaks: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return the span between the breaks around a run of scores."""
    before = [stop for begin, stop in breaks if stop <= start]
    after = [begin for begin, _ in breaks if begin >= end]
    return max(before, default=0), min(after, default=length)


def _told_beside(run: Sequence[Score], near: Sequence[Mention]) -> str | None:
    """Return the most telling kind of number named close to a run of scores."""
    beside = {m.of for m in near if _gap(run, m) <= _BESIDE}
    return next((kind for kind in _RANK if kind in beside), None)


def _nearest(run: Sequence[Score], near: Sequence[Mention]) -> str | None:
    """Return the exam named nearest; of two as near the one before."""
    return min(near, key=lambda m: (_gap(run, m), m.start > run[0].start), default=Mention(0, 0, "")).of or None


def _gap(run: Sequence[Score], mention: Mention) -> int:
    return max(run[0].start - mention.end, mention.start - run[-1].end, 0)


def comlex_in(text: str, phrases: Phrases) -> Iterator[int]:
    """Yield COMLEX scores: three-digit numbers close behind the name of a COMLEX exam."""
    for kind in ("comlex1", "comlex2"):
        for mention in phrases.exams[kind].finditer(text):
            if found := re.compile(r"\W{0,3}(?:score\W{1,3})?(?:of\s|was\s|is\s|a\s|:\s)?\W{0,3}([2-9]\d\d)\b").match(
                text, mention.end()
            ):
                yield int(found[1])
