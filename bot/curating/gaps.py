"""Gaps: what several members asked and were not helped with, grouped by meaning; nothing that only one or two asked."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import numpy as np

from bot.redacting import redacted
from bot.storage.open_questions import Open
from knowledge.vectors import Vectors

_FIELD = (
    "interventional radiology",
    "an interventional radiologist",
    "IR residency",
    "IR residency programs",
    "an IR resident",
    "a medical student",
    "applying to residency",
    "matching into IR",
)
"""What nearly every question is about: it makes all of them look alike, so it is taken out of their vectors."""
_APART = 0.62
"""How far apart two groups are, on average, that are not joined; chosen on tests/curating/gap_groups.toml."""
_LITTLE = 0.1
"""Where less than this is left of a vector, the text is about the field and no more, and like no other."""
_MOST, _SHOWN = 1_000, 3
"""Questions that are looked at, and reasons and further phrasings that are shown of a gap."""
_ONE_ASKING = timedelta(minutes=1)
"""A question may be stored twice, as not covered and as voted down, moments apart."""
_TAKEN_OUT = re.compile(r"\[[a-z]+\]")


@dataclass(frozen=True, slots=True)
class Gap:
    """What several members asked: the most central question, and how many asked it how often, without who they are."""

    text: str
    askers: int
    times: int
    nearest: str
    """The section most often named as nearest, as "guide#anchor"; empty where none was."""
    whys: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def grouped(questions: Iterable[Open], vectors: Callable[[Sequence[str]], Vectors], fewest: int = 3) -> tuple[Gap, ...]:
    """Return what at least so many members asked, most askers first; of the newest questions, whatever their order.

    `vectors` returns a unit vector for each of some questions. All text is redacted before anything else is done.
    """
    by_text = defaultdict(list)
    for one in _newest(questions):
        by_text[one.text].append(one)
    found = (_gap(texts, [one for text in texts for one in by_text[text]]) for texts in alike(list(by_text), vectors))
    shown = (gap for gap in found if gap.askers >= fewest)
    return tuple(sorted(shown, key=lambda gap: (-gap.askers, -gap.times, gap.text)))


def _newest(questions: Iterable[Open]) -> Iterable[Open]:
    """Yield the newest questions without what could tell who asked them; none that has no words left."""
    newest = sorted(questions, key=lambda one: (one.asked_at, one.member, one.text, one.why, one.nearest), reverse=True)
    for one in newest[:_MOST]:
        if text := " ".join(redacted(one.text).split()):
            yield replace(one, text=text, why=redacted(one.why))


def _gap(texts: Sequence[str], questions: Sequence[Open]) -> Gap:
    """Return what is shown of a group; texts from which something was taken out are shown only as the central one."""
    newest = sorted(questions, key=lambda one: one.asked_at, reverse=True)
    return Gap(
        text=texts[0],
        askers=len({one.member for one in questions}),
        times=_times(questions),
        nearest=_nearest(questions),
        whys=tuple(dict.fromkeys(one.why for one in newest if one.why))[:_SHOWN],
        others=tuple(text for text in texts[1:] if not _TAKEN_OUT.search(text))[:_SHOWN],
    )


def _times(questions: Iterable[Open]) -> int:
    """Return how often something was asked; the same words of the same member within a minute are one asking."""
    ordered = sorted((one.member, one.text, one.asked_at) for one in questions)
    again = (
        (member, text) == (before, said) and at - earlier <= _ONE_ASKING
        for (before, said, earlier), (member, text, at) in pairwise(ordered)
    )
    return len(ordered) - sum(again)


def _nearest(questions: Iterable[Open]) -> str:
    """Return the section that most members were pointed to; of several the one that was nearer to more."""
    named = {(one.member, section): place for one in questions for place, section in enumerate(one.nearest)}
    places = defaultdict(list)
    for (_, section), place in named.items():
        places[section].append(place)
    return min(places, key=lambda section: (-len(places[section]), sum(places[section]), section), default="")


def alike(texts: Sequence[str], vectors: Callable[[Sequence[str]], Vectors]) -> Iterable[list[str]]:
    """Yield the texts that ask the same, the most central of each group first."""
    if not texts:
        return
    particular = _particular(texts, vectors)
    groups = defaultdict(list)
    for place, group in enumerate(_labels(particular)):
        groups[group].append(place)
    for places in groups.values():
        within = particular[places]
        central = np.round(within @ within.mean(axis=0), 4)
        yield [texts[places[n]] for n in np.argsort(-central, kind="stable")]


def _particular(texts: Sequence[str], vectors: Callable[[Sequence[str]], Vectors]) -> Vectors:
    """Return unit vectors of what each text asks beyond the field that all are about."""
    field, asked = vectors(_FIELD), vectors(texts)
    shared, _ = np.linalg.qr(field.T)
    left = asked - (asked @ shared) @ shared.T
    particular: Vectors = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), _LITTLE)
    return particular


def _labels(particular: Vectors) -> list[int]:
    """Return the group of each vector: the closest groups are joined, as long as they are close on average."""
    if len(particular) == 1:
        return [0]
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 - it is slow to load, and only needed here
    from scipy.spatial.distance import squareform  # noqa: PLC0415

    apart = np.clip(1 - particular @ particular.T, 0, None)
    tree = linkage(squareform(apart, checks=False), method="average")
    return [int(label) for label in fcluster(tree, _APART, criterion="distance")]
