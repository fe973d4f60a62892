"""Have answers put in better words by a chat model, as far as what it writes holds, and within limits."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol, TypeVar

from bot.answering.answer import Answer
from bot.asking.drafting import Draft
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.writing.asked import as_asked
from bot.writing.breaker import Breaker
from bot.writing.finishing import begun, finished
from bot.writing.judging import Judge, Judged
from bot.writing.material import Material, material
from bot.writing.port import ChatModel, ProviderError
from bot.writing.prompting import STATEMENTS, Prompt, as_prompt, with_guides, wording
from bot.writing.reading import better, rewritten, tools, unsure
from bot.writing.replies import statements_of
from bot.writing.spending import Purse, SpentError, Tokens, paid, reckoned

_REPLY_TOKENS = 1_500
"""Tokens set aside for what a model writes."""
T = TypeVar("T")
SoFar = Callable[[Answer], None]
"""Is told of an answer as far as it is written, and checked."""
log = logging.getLogger(__name__)


def unseen(_answer: Answer) -> None:
    """Show nothing of an answer before it is whole."""


class Desk(Protocol):
    """Where the opened guides are worked with, off the event loop."""

    async def work(self, task: Callable[[Adviser], T]) -> T:
        """Return what a task makes of the opened guides."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take, how large guides may be to be read as a whole, and what a million tokens cost."""

    seconds: float
    guides_characters: int
    price_read: float = 0.0
    price_written: float = 0.0


class _OvertakenError(Exception):
    """Other guides were published meanwhile."""


@dataclass(slots=True)
class _Course:
    """An answer on its way: what was asked of whom, and how far it has come."""

    question: Question
    desk: Desk
    purse: Purse
    so_far: SoFar
    draft: Draft
    version: str
    tokens: Tokens = field(default_factory=Tokens)
    judged: list[Judged] = field(default_factory=list)

    @property
    def wrong(self) -> list[dict[str, Any]]:
        """Return the statements that do not hold, and why, as a model reads them."""
        wrong = (one for one in self.judged if one.wrong)
        return [{"text": one.said.text, "sources": list(one.said.sources), "wrong": one.wrong} for one in wrong]

    async def asked(self) -> dict[str, Any]:
        """Return the question as a model reads it; masking may take long, and holds up nobody."""
        return await asyncio.to_thread(as_asked, self.question, self.draft.reading)

    async def work(self, task: Callable[[Adviser], T]) -> T:
        """Return what a task makes of the guides that the draft is from."""

        def checked(adviser: Adviser) -> T:
            if adviser.version != self.version:
                raise _OvertakenError
            return task(adviser)

        return await self.desk.work(checked)


class Writer:
    """Puts answers in a chat model's words; whatever goes wrong, they are given in those of the guides."""

    def __init__(self, model: ChatModel, limits: Limits, breaker: Breaker | None = None) -> None:
        self._model = model
        self._limits = limits
        self._breaker = breaker or Breaker()
        self._with_guides: tuple[str, str] = ("", "")
        """The version that was read as a whole last, and our wording with all of it."""

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self._model.name

    async def close(self) -> None:
        """Let go of the connections to the provider."""
        await self._model.close()

    async def answer(self, question: Question, desk: Desk, purse: Purse, so_far: SoFar = unseen) -> Answer:
        """Return the answer to a question, in the model's words as far as they hold, within the time there is.

        Raises what the desk raises where the guides are not open.
        """
        began = time.monotonic()
        draft, version = await desk.work(lambda adviser: (adviser.prepare(question), adviser.version))
        if not _worth_wording(question, draft):
            return draft.answer
        course = _Course(question, desk, purse, so_far, draft, version)
        answer, ended = await self._within_limits(course, began)
        self._log(course, ended, time.monotonic() - began)
        return replace(answer, seconds=time.monotonic() - began)

    async def _within_limits(self, course: _Course, began: float) -> tuple[Answer, str]:
        """Return the answer, and how it ended: in the model's words, or why not."""
        if not self._breaker.allows:
            return course.draft.answer, "resting after failures"
        try:
            async with asyncio.timeout(self._limits.seconds - (time.monotonic() - began)):
                worded = await self._worded(course)
        except SpentError as spent:
            notes = (*course.draft.answer.notes, *filter(None, (str(spent),)))
            return replace(course.draft.answer, notes=notes), "budget used up"
        except _OvertakenError:
            return await course.desk.work(lambda adviser: adviser.ask(course.question)), "overtaken"
        except (TimeoutError, ProviderError) as error:
            return course.draft.answer, self._failed(str(error) or "out of time")
        self._breaker.went_well()
        return (worded.answer, "worded") if worded else (course.draft.answer, "its words did not hold or were too long")

    def _failed(self, why: str) -> str:
        resting = " and is not asked for a while" if self._breaker.failed() else ""
        log.warning("%s gave no answer%s: %s", self.name, resting, why)
        return why

    async def _worded(self, course: _Course) -> Draft | None:
        """Return the answer in the model's words; None where they do not answer."""
        if unsure(course.question, course.draft):
            await self._read_anew(course)
        if course.draft.answer.refused:
            return None
        size = self._limits.guides_characters
        given = await course.work(lambda adviser: material(course.draft, adviser, size))
        judge = Judge(given)
        asked = await course.asked() | given.as_json()
        prompt = await self._prompt(course, given, asked)
        async with aclosing(self._written(course, judge, prompt)) as written:
            async for judged in written:
                course.judged += judged
                await self._show(course, given)
        if not course.judged:
            raise ProviderError("no statements")
        done = await self._finished(course, given)
        if done or not course.wrong:
            return done
        await self._repair(course, judge, await self._prompt(course, given, asked | {"repair": course.wrong}))
        return await self._finished(course, given)

    async def _repair(self, course: _Course, judge: Judge, prompt: Prompt) -> None:
        """Have the statements that do not hold written once more, each for its place."""
        places = [n for n, one in enumerate(course.judged) if one.wrong]
        async with aclosing(self._written(course, judge, prompt)) as written:
            again = [one async for judged in written for one in judged]
        for n, one in zip(places, again, strict=False):
            course.judged[n] = one

    async def _read_anew(self, course: _Course) -> None:
        """Have the model say what a follow-up asks, and go on with that where the guides hold it."""
        functions = await course.work(lambda adviser: adviser.catalogue.functions.keys())
        prompt = as_prompt(wording("reading"), await course.asked())
        async with paid(course.purse, course.tokens, reckoned(prompt.system, prompt.human), _REPLY_TOKENS):
            chosen = await self._model.choose(prompt, tools(functions), course.tokens)
        if again := rewritten(course.question, course.draft, chosen):
            course.draft = better(course.draft, await course.work(lambda adviser: adviser.prepare(again)))

    async def _prompt(self, course: _Course, given: Material, asked: Mapping[str, Any]) -> Prompt:
        if not given.whole:
            return as_prompt(wording("answer"), asked)
        if self._with_guides[0] != course.version:
            whole = await asyncio.to_thread(with_guides, "answer", given.passages.values())
            self._with_guides = (course.version, whole)
        return as_prompt(self._with_guides[1], asked)

    async def _written(self, course: _Course, judge: Judge, prompt: Prompt) -> AsyncGenerator[list[Judged]]:
        """Yield statements as they are written, judged."""
        read = 0
        async with paid(course.purse, course.tokens, reckoned(prompt.system, prompt.human), _REPLY_TOKENS):
            async for reply in self._model.compose(prompt, STATEMENTS, course.tokens):
                new = statements_of(reply)[read:]
                if new:
                    read += len(new)
                    yield await course.work(partial(judge.judge, new))

    async def _show(self, course: _Course, given: Material) -> None:
        """Show what holds of the answer so far."""
        if course.so_far is unseen:
            return
        so_far = await course.work(lambda adviser: begun(given, course.judged, adviser, self.name))
        if so_far:
            course.so_far(so_far.answer)

    async def _finished(self, course: _Course, given: Material) -> Draft | None:
        return await course.work(lambda adviser: finished(given, course.judged, adviser, self.name))

    def _log(self, course: _Course, ended: str, seconds: float) -> None:
        tokens, limits = course.tokens, self._limits
        log.info(
            "model=%s ended=%r statements=%d dropped=%d calls=%d read=%d cached=%d written=%d cost=%.5f seconds=%.2f",
            *(self.name, ended, len(course.judged), sum(bool(one.wrong) for one in course.judged), tokens.calls),
            *(tokens.read, tokens.cached, tokens.written, tokens.cost(limits.price_read, limits.price_written)),
            seconds,
        )


def _worth_wording(question: Question, draft: Draft) -> bool:
    """Tell whether there is an answer to put in other words, or a follow-up that may have been misread."""
    return bool(draft.of("guides") and not draft.answer.refused) or unsure(question, draft)
