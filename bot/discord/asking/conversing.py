"""Hold conversations: what a member asked before in a place, what is known of them, and what they are told."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.advising.profile import Profile, profile_of
from bot.answering.answer import Answer, AnswerKind
from bot.asking.discretion import Discretion
from bot.asking.question import Question
from bot.clock import Clock
from bot.discord.asking.answering import Answering
from bot.discord.showing.answers import answer_sheet, small
from bot.discord.showing.sheet import Button, Sheet
from bot.redacting import redacted
from bot.storage.conversations import Turn
from bot.storage.errors import StorageError
from bot.storage.store import Store
from bot.writing.writer import SoFar, unseen
from knowledge.passages import Applicant

_WINDOW = timedelta(hours=12)
"""How long a conversation in a place is taken up again."""
_TURNS = 6
_NO_NOTES = "I cannot reach my notes right now, so I answered without our earlier turns and your profile."
_NOT_KEPT = "I cannot reach my notes right now, so this answer has no buttons."
_DELETED = "You had your data deleted meanwhile, so this answer is not kept and has no buttons."
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, who asked it where, and whether the answer is for the asker alone."""

    text: str
    member: int
    place: int
    guild: int | None
    private: bool
    of_another: bool = False
    """Somebody else wrote it: nothing that is known of the asker counts."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a member is told; `private` where it may be shown to nobody else."""

    sheet: Sheet
    private: bool
    turn: str = ""
    """Id under which it is remembered; none where it is not."""


@dataclass(frozen=True, slots=True)
class _Known:
    turns: tuple[str, ...] = ()
    profile: Profile = field(default_factory=Profile)
    notes_open: bool = True


class Conversing:
    """Answers members in the light of what they asked before in the same place; people are never mixed."""

    def __init__(self, answering: Answering, store: Store, discretion: Discretion, clock: Clock) -> None:
        self._answering = answering
        self._store = store
        self._discretion = discretion
        self._clock = clock
        self._private: dict[tuple[int, int], datetime] = {}
        self._being_answered: list[Asked] = []

    async def recall(self) -> None:
        """Learn in which places members said something private before the start."""
        now = self._clock()
        try:
            places = await self._store.conversations.private_places(now - _WINDOW)
        except StorageError as error:
            log.warning("it is not known where members spoke privately: %s", error)
            return
        self._private = dict.fromkeys(places, now) | self._private

    def is_private(self, text: str) -> bool:
        """Tell at once whether a text is for its writer alone."""
        return self._discretion.is_private(text)

    def was_private(self, member: int, place: int) -> bool:
        """Tell at once whether a member said something private in a place lately."""
        said_at = self._private.get((member, place))
        return said_at is not None and self._clock() - said_at < _WINDOW

    def forget(self, member: int) -> None:
        """Forget what is at hand of a member."""
        self._private = {place: at for place, at in self._private.items() if place[0] != member}
        self._being_answered = [one for one in self._being_answered if one.member != member]

    async def answer(self, asked: Asked, so_far: SoFar = unseen) -> Told:
        """Return what a member is told; what cannot be remembered is told all the same."""
        self._being_answered.append(asked)
        try:
            return await self._answer(asked, so_far)
        finally:
            self._being_answered = [one for one in self._being_answered if one is not asked]

    async def _answer(self, asked: Asked, so_far: SoFar) -> Told:
        started = self._clock()
        known = await self._known(asked)
        question = Question(asked.text, _applicant(known.profile), known.turns, known.profile)
        if known.notes_open and not asked.of_another:
            answer = await self._answering.answer(question, asked.member, asked.guild, so_far)
        else:
            answer = await self._answering.quoted(question)
        turn = secrets.token_urlsafe(8)
        sheet = answer_sheet(answer)
        # What others may see was found to hold nothing private before it was asked.
        for_asker = answer.private or asked.of_another or (asked.private and self.is_private(asked.text))
        unkept = self._why_unkept(asked, known)
        if not unkept and not await self._remember(turn, asked, answer, _kept(answer, sheet, for_asker)):
            unkept = _NOT_KEPT
        took = (self._clock() - started).total_seconds()
        log.info(
            "question turn=%s kind=%s private=%s guild=%s place=%s member=%s words=%d answer=%.0fms all=%.0fms",
            *(turn, answer.kind, asked.private or answer.private, asked.guild, asked.place, asked.member),
            *(len(asked.text.split()), answer.seconds * 1000, took * 1000),
        )
        if unkept:
            return Told(_unkept(sheet, unkept), answer.private)
        return Told(_buttoned(sheet, turn, asked, answer, for_asker), answer.private, turn)

    def _why_unkept(self, asked: Asked, known: _Known) -> str:
        """Return why an answer is not kept; nothing where it may be."""
        if not known.notes_open:
            return _NO_NOTES
        return "" if any(one is asked for one in self._being_answered) else _DELETED

    async def _known(self, asked: Asked) -> _Known:
        """Return what is known of an asker; nothing of the profile counts in an answer that others see."""
        if asked.of_another:
            return _Known()
        since = self._clock() - _WINDOW
        try:
            turns = await self._store.conversations.recent(
                asked.member, asked.place, since, _TURNS, with_private=asked.private
            )
            stored = await self._store.profiles.get(asked.member)
        except StorageError as error:
            log.warning("answered without notes: %s", error)
            return _Known(notes_open=False)
        profile = profile_of(stored.values) if stored else Profile()
        return _Known(turns, profile if asked.private else Profile())

    async def _remember(self, turn: str, asked: Asked, answer: Answer, kept: Mapping[str, Any]) -> bool:
        """Keep a turn, and the question where the guides do not hold an answer; tell whether it could be kept."""
        private = asked.private or answer.private
        try:
            await self._store.conversations.remember(
                Turn(
                    id=turn,
                    member=asked.member,
                    place=asked.place,
                    guild=asked.guild,
                    question=asked.text,
                    answer=kept,
                    private=private,
                    asked_at=self._clock(),
                )
            )
            if answer.kind is AnswerKind.REFUSAL:
                text = await asyncio.to_thread(redacted, asked.text)
                nearest = tuple(f"{one.guide}#{one.anchor}" for one in answer.passages[:3])
                await self._store.uncovered.note(asked.member, asked.guild, text, nearest, self._clock())
        except StorageError as error:
            log.warning("a turn is not remembered: %s", error)
            return False
        if private and not asked.of_another:
            self._private[asked.member, asked.place] = self._clock()
        return True


def _applicant(profile: Profile) -> Applicant | None:
    return Applicant(profile.applicant_type) if profile.applicant_type else None


def _kept(answer: Answer, sheet: Sheet, for_asker: bool) -> Mapping[str, Any]:
    """Return what is kept of an answer: what was shown, the sections behind it, and whether it is never shared."""
    cited = [
        {"n": one.n, "title": one.title, "section": one.section, "guide": one.guide, "anchor": one.anchor}
        | {"quote": one.quote}
        for one in answer.citations
    ]
    return {**sheet.as_json(), "citations": cited, "private": for_asker, "kind": answer.kind}


def _unkept(sheet: Sheet, note: str) -> Sheet:
    """Return a sheet that cannot be kept, with a note of it: on the first page, since there is no way to the others."""
    return replace(sheet, blocks=(*sheet.blocks[:1], small(note), *sheet.blocks[1:]))


def _buttoned(sheet: Sheet, turn: str, asked: Asked, answer: Answer, for_asker: bool) -> Sheet:
    """Return a sheet with the buttons that fit it."""
    sheet = replace(sheet, more=f"{turn}.a")
    if answer.kind is AnswerKind.CLARIFY:
        return sheet
    sources = [Button("Show sources", "sources", turn, "primary")] if answer.citations else []
    share = [Button("Share", "share", turn)] if asked.private and asked.guild and not for_asker else []
    mentor = [Button("Ask a mentor", "mentor", turn)] if asked.guild else []
    votes = [Button("Helpful", "yes", turn), Button("Not helpful", "no", f"{turn}.{asked.member}")]
    return sheet.with_buttons(*sources, *share, *votes, *mentor)
