"""What tests of a chat model's words share: a bot that has one, how it writes, and all that was ever shown."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.discord.asking.answering import Wording
from bot.settings import ModelSettings
from bot.writing.opening import open_writer
from tests.discord.conftest import Running, Start
from tests.discord_server import MiniDiscord, Person, Reply
from tests.discord_server.checks_components import BUTTON, every
from tests.discord_server.checks_messages import shown_text
from tests.discord_server.refusing import Json
from tests.discord_server.replies import reply_to
from tests.model_server import AskedModel, Behaviour, ModelServer
from tests.model_server.replies import Reply as Written
from tests.model_server.replies import Statements

AWAYS = "How many away rotations should I do?"
NAME, KEY = "openai:scripted", "sk-of-the-tests"
WORDED, WRITING = f"Worded with {NAME}", "Still writing"
BUTTONS = {"Show sources", "Helpful", "Not helpful", "Ask a mentor"}
PATIENCE = 20.0
"""Seconds after which a test gives up."""
_LOOKING = 0.005
_BESIDE = re.compile(r"^(?:#|-#|>).*$", re.MULTILINE)
_MARKED = re.compile(r"(\S.*?) (?:\[\d+\])+")


def wording(model: ModelServer, **settings: Any) -> Wording:
    """Return what has answers put in a chat model's words, with settings by their names."""
    address = {"model": NAME, "model_url": f"{model.url}/v1", "model_key": KEY, "model_guides_tokens": 0}
    of_model = ModelSettings(**address | settings)
    return Wording(open_writer(of_model), of_model.model_tokens_a_day)


async def start(running: Start, model: ModelServer, plain: bool = False, **settings: Any) -> Running:
    """Start a bot with a chat model; in its server answers are shown in some layout, and mentions answered in place."""
    bot = await running(wording=wording(model, **settings))
    await bot.office.book.change(int(bot.server.guild.id), plain=plain, mentions="place")
    return bot


class Writing:
    """A behaviour that writes in small pieces, with a pause after each, and notes what it wrote."""

    def __init__(self, behave: Behaviour, pause: float = 0.0) -> None:
        self.texts: list[str] = []
        self._behave, self._pause = behave, pause

    def __call__(self, asked: AskedModel) -> Written:
        """Answer a request, and note what is said."""
        reply = self._behave(asked)
        if not isinstance(reply, Statements):
            return reply
        self.texts += [one["text"] for one in reply.statements]
        return replace(reply, pause=self._pause, piece=48)


async def ask(server: MiniDiscord, person: Person, question: str, **more: Any) -> Reply:
    """Ask by command, and return the answer once it is written to its end."""
    return await whole(server, await begun(server, person, question, **more))


async def begun(server: MiniDiscord, person: Person, question: str, **more: Any) -> Reply:
    """Ask by command, and return the answer as it is shown first."""
    return await server.slash(person, "ask", question=question, timeout=PATIENCE, **more)


async def asked_somehow(server: MiniDiscord, way: str, question: str = AWAYS) -> Json:
    """Ask by command, by a mention or directly, and return the message with the whole answer."""
    ada = server.member("Ada")
    if way == "command":
        return (await ask(server, ada, question)).messages[0]
    return await heard(server, await server.say(ada, question, dm=way == "direct"))


async def whole(server: MiniDiscord, reply: Reply) -> Reply:
    """Return an answer once it is written to its end."""
    await server.until(lambda: WRITING not in reply_to(server.world, reply.asked).text, PATIENCE)
    return reply_to(server.world, reply.asked)


async def heard(server: MiniDiscord, where: Any) -> Json:
    """Return a message of the bot once it is written to its end."""
    message = await server.heard(where, timeout=PATIENCE)
    await server.until(lambda: WRITING not in shown_text(message), PATIENCE)
    return message


def stated(words: str) -> list[str]:
    """Return the statements of an answer as it is shown, without headings, notes and sections."""
    return [one.removeprefix("- ") for one in _MARKED.findall(_BESIDE.sub("", words))]


def buttons_of(message: Json) -> set[str]:
    """Return the labels of the buttons below a message."""
    return {one["label"] for one in every(message["components"]) if one["type"] == BUTTON}


class Shown(NamedTuple):
    """Words that the bot wanted to be shown, and when Discord had them."""

    words: str
    at: float


def shown(server: MiniDiscord) -> list[str]:
    """Return all words that the bot wanted to be shown so far, in their order."""
    return [words for one in server.requests if (words := _words_in(one.body))]


@asynccontextmanager
async def watched(server: MiniDiscord) -> AsyncIterator[list[Shown]]:
    """Yield a list that grows by all that the bot wants to be shown of its answer, as soon as it does."""
    seen: list[Shown] = []
    watching = asyncio.create_task(_watch(server, seen))
    try:
        yield seen
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(server: MiniDiscord, seen: list[Shown]) -> None:
    before = len(shown(server))
    while True:
        seen += [Shown(words, _changed_at(server)) for words in shown(server)[before + len(seen) :]]
        await asyncio.sleep(_LOOKING)


def _changed_at(server: MiniDiscord) -> float:
    """Return when the answer to the last act, or to the last message, was changed."""
    if server.world.interactions:
        return [*server.world.interactions.values()][-1].answered_at
    last = server.sent[-1]
    return datetime.fromisoformat(last["edited_timestamp"] or last["timestamp"]).timestamp()


def _words_in(body: Any) -> str:
    """Return the words that the body of a request shows, if it shows any."""
    told = body if isinstance(body, dict) else {}
    told = told.get("data") or told
    if not isinstance(told, dict):
        return ""
    parts = {part: told.get(part) or [] for part in ("embeds", "components")}
    return shown_text({"content": told.get("content") or "", **parts})
