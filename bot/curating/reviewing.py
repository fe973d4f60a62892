"""Review a version of the guides before it is published: what changes in them, and in the answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from bot.answering.answer import Answer
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.curating.golden import Asked, Golden, Scored, score
from bot.curating.rules import unfounded
from knowledge.changes import Changes, Dated, Fresh, Names, changes
from knowledge.durable import put
from knowledge.errors import DraftError
from knowledge.index import Index
from knowledge.passages import EVERYONE, Applicant
from knowledge.refreshing import Refreshed
from knowledge.sources import Progress
from knowledge.versions import Versions

FILE = "review.json"
_SHOWN = 5
"""Answers that changed most, of which each is shown."""
_MOST_LOST = 0.02
"""The share of golden questions that may be lost before another moderator has to agree."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the golden questions, before and after; none before where no version was in use."""

    before: float | None
    after: float
    of: int

    @property
    def falls(self) -> bool:
        """Tell whether more is lost than one moderator may let pass."""
        return self.before is not None and self.before - self.after > _MOST_LOST + 1e-9


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that is not what it was; empty before where no version was in use."""

    asked: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Questions that a chat model proposed for a section of a document, and that are not in use."""

    document: str
    section: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What publishing a version would change."""

    version: str
    before: str
    passages: dict[str, int]
    """How many passages are added, changed, removed and unchanged."""
    encoded: int
    changes: Changes
    complete: Share
    refused: Share
    unfound: tuple[str, ...]
    """New sections that do not answer their own heading."""
    lost: tuple[str, ...]
    """Golden questions that were answered rightly and are not any more."""
    rules: tuple[str, ...]
    """Rules of the strategy functions whose words are not in the guides any more: answers leave them out."""
    answers: tuple[Changed, ...]
    notes: tuple[str, ...]
    """What was left out or read with a warning, file by file."""
    proposed: tuple[Proposed, ...] = ()
    withdrawn: int = 0
    """Proposed questions that are in use, and would not be any more."""
    proposing: str = ""
    """What came of asking a chat model for questions, where it was asked."""

    @property
    def drop(self) -> str:
        """Say which share falls further than one moderator may let pass; nothing where none does."""
        shares = {"complete": self.complete, "refused": self.refused}
        falls = [f"{name} falls from {one.before:.1%} to {one.after:.1%}" for name, one in shares.items() if one.falls]
        return " and ".join(falls)

    def as_json(self) -> dict[str, Any]:
        """Return it as data."""
        return asdict(self) | {"drop": self.drop}


@dataclass(frozen=True, slots=True)
class Pair:
    """What answers now, if something does, and what would."""

    old: Adviser | None
    new: Adviser


def review(refreshed: Refreshed, pair: Pair, golden: Sequence[Golden], progress: Progress) -> Review:
    """Compare what is in use with a version that was built, by their passages and by their answers."""
    manifest, old, new = refreshed.manifest, pair.old, pair.new
    progress("comparing the guides")
    before = score(old, golden, progress, "the version in use") if old else None
    after = score(new, golden, progress, "the new version")
    found = changes(old.index if old else None, new.index)
    return Review(
        version=manifest.version,
        before=manifest.before,
        passages=asdict(refreshed.difference),
        encoded=refreshed.encoded,
        changes=found,
        unfound=_unfound(new, found.fresh),
        complete=_share(before, after, refused=False),
        refused=_share(before, after, refused=True),
        lost=_lost(before, after),
        rules=_unfounded(pair),
        answers=_changed_most(before, after, frozenset(found.touched)),
        notes=tuple(f"{one.file}: {one.reason}" for one in (*manifest.skipped, *manifest.warnings)),
        proposed=tuple(_proposed(refreshed, new.index)),
        withdrawn=refreshed.proposed.gone,
    )


def review_of(data: Mapping[str, Any]) -> Review:
    """Return a review from its data.

    Raises KeyError or TypeError where it is not the data of one.
    """
    told = _changes(data["changes"])
    values = {name: value for name, value in data.items() if name != "drop"}
    return Review(
        **values
        | {
            "changes": told,
            "complete": Share(**data["complete"]),
            "refused": Share(**data["refused"]),
            "answers": tuple(Changed(**one) for one in data["answers"]),
            "unfound": tuple(data["unfound"]),
            "lost": tuple(data["lost"]),
            "rules": tuple(data["rules"]),
            "notes": tuple(data["notes"]),
            "proposed": tuple(_proposed_of(one) for one in data.get("proposed", ())),
        }
    )


def _changes(data: Mapping[str, Any]) -> Changes:
    names = {name: Names(**{kind: tuple(one) for kind, one in data[name].items()}) for name in ("guides", "sections")}
    dated = tuple(Dated(**one) for one in data["dated"])
    fresh = tuple(Fresh(**one | {"audience": tuple(one["audience"])}) for one in data["fresh"])
    return Changes(**names, dated=dated, fresh=fresh, touched=tuple(data["touched"]))


def _proposed_of(data: Mapping[str, Any]) -> Proposed:
    return Proposed(**{**data, "questions": tuple(data["questions"])})


def keep_review(versions: Versions, kept: Review) -> None:
    """Keep a review beside the version it is of, for those who come to publish it.

    Raises DraftError where that was thrown away meanwhile.
    """
    try:
        put(versions.folder_of(kept.version) / FILE, json.dumps(kept.as_json()))
    except FileNotFoundError as error:
        raise DraftError("the version was thrown away while it was reviewed: refresh again") from error


def kept_review(versions: Versions) -> Review | None:
    """Return the review of the draft; nothing where there is no draft, or none of it."""
    draft = versions.draft()
    if draft is None:
        return None
    try:
        found = review_of(json.loads((versions.folder_of(draft.version) / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.version == draft.version else None


def _share(before: Scored | None, after: Scored, *, refused: bool) -> Share:
    of = sum(one.golden.refused is refused for one in after.asked)
    was, now = ((one.refused if refused else one.complete) if one else None for one in (before, after))
    return Share(was, now or 0.0, of)


def _lost(before: Scored | None, after: Scored) -> tuple[str, ...]:
    return tuple(new.golden.asked for old, new in _pairs(before, after) if old.right and not new.right)


def _proposed(refreshed: Refreshed, index: Index) -> Iterator[Proposed]:
    for place, questions in refreshed.proposed.new.items():
        guide, _, anchor = place.partition("#")
        passage = next((entry.passage for entry in index.section(guide, anchor)), None)
        yield Proposed(*((passage.title, passage.section) if passage else (guide, anchor)), questions)


def _unfounded(pair: Pair) -> tuple[str, ...]:
    found = unfounded(pair.new.catalogue, pair.new.index)
    return tuple(sorted(found - (unfounded(pair.old.catalogue, pair.old.index) if pair.old else frozenset())))


def _unfound(adviser: Adviser, fresh: Sequence[Fresh]) -> tuple[str, ...]:
    """Return the new sections that are not cited where their own heading is asked."""
    return tuple(one.section for one in fresh if one.place not in _answered(adviser, one).cited)


def _answered(adviser: Adviser, asked: Fresh) -> Answer:
    for_all = len(asked.audience) == len(EVERYONE)
    return adviser.ask(Question(asked.heading, None if for_all else Applicant(asked.audience[0])))


def _changed_most(before: Scored | None, after: Scored, touched: frozenset[str]) -> tuple[Changed, ...]:
    """Return the answers that changed most, those first that cite sections which changed themselves."""
    changed = [(old, new) for old, new in _pairs(before, after) if old.text != new.text]
    changed.sort(key=lambda pair: (touched.isdisjoint(pair[0].cited | pair[1].cited), _likeness(*pair)))
    return tuple(Changed(new.golden.asked, old.text, new.text) for old, new in changed[:_SHOWN])


def _pairs(before: Scored | None, after: Scored) -> list[tuple[Asked, Asked]]:
    return list(zip(before.asked, after.asked, strict=True)) if before else []


def _likeness(old: Asked, new: Asked) -> float:
    return SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False).ratio()
