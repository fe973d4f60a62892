"""Buttons below an answer: its sources and further pages, sharing, voting, and asking a mentor."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.clock import Clock
from bot.desk import Desk
from bot.discord.servers import ServerBook
from bot.discord.showing.answers import headed, shown, small
from bot.discord.showing.buttons import Act, Filled, Form, check_meant_for, form
from bot.discord.showing.sending import acknowledge, post, show
from bot.discord.showing.sheet import Button, Sheet
from bot.echoing import echoed
from bot.errors import AdvisorError
from bot.redacting import redacted
from bot.storage.conversations import Turn
from bot.storage.store import Store
from knowledge.index import Entry

_FORGOTTEN = "I keep answers for 30 days, and no longer have this one. Please ask again."
_NOT_YOURS = "That is for the person who asked. `/ask` answers you."
_NO_MENTORS = "This server has no mentor channel. A moderator can choose one with `/settings mentors`."
_NOT_THERE = "I may not post in <#{}>. A moderator can let me, or choose another channel with `/settings mentors`."
_POSTED, _POSTED_ALREADY = "mentor-{}", "That is in <#{}> already."
_THANKS = "Thank you: that helps me to get better."
_CHANGED = "This section was changed or taken out since. Please ask again."
_OVERTAKEN = "The guides have changed since I gave this answer. Please ask again."
_LONGEST_QUESTION, _LONGEST_WHY = 600, 300


class PressError(AdvisorError):
    """A button cannot do what it says, for whoever presses it or any more."""


class TurnButtons:
    """Does what the buttons below an answer say, for those they are meant for."""

    def __init__(self, desk: Desk, store: Store, book: ServerBook, clock: Clock) -> None:
        self._desk = desk
        self._store = store
        self._book = book
        self._clock = clock
        self.acts: Mapping[str, Act] = {
            "more": self.more,
            "sources": self.sources,
            "share": self.share,
            "yes": self.helpful,
            "no": self.not_helpful,
            "mentor": self.mentor,
            "mentor_yes": self.post_to_mentors,
        }
        self.forms: Mapping[str, Form] = {"why": self.why}

    async def more(self, interaction: discord.Interaction, about: str) -> None:
        """Show a further page, to whoever wants it."""
        await acknowledge(interaction)
        id, what, page, style = about.split(".")
        turn = await self._turn(id, interaction.user.id)
        if what == "s":
            sheet = await self._sources(turn)
        else:
            await self._check_in_use(turn)
            sheet = Sheet.from_json(turn.answer, more=f"{id}.a")
        await show(interaction, sheet, plain=style == "p", page=int(page))

    async def sources(self, interaction: discord.Interaction, about: str) -> None:
        """Show the passages behind an answer, with the words it rests on."""
        await acknowledge(interaction)
        turn = await self._turn(about, interaction.user.id)
        await show(interaction, await self._sources(turn), plain=self._book.of(interaction.guild_id).plain)

    async def share(self, interaction: discord.Interaction, about: str) -> None:
        """Show an answer that was for the asker alone to everybody; one that holds scores never is."""
        await acknowledge(interaction, alone=False)
        turn = await self._turn(about, interaction.user.id, asker_alone=True)
        if turn.answer.get("private", True):
            raise PressError("This answer holds what is for you alone, so I do not show it to others.")
        await self._check_in_use(turn)
        await self._store.conversations.publish(turn.id)
        asked = f"**{echoed(interaction.user.display_name, 60, one_line=True)}** asked: {_question(turn)}"
        sheet = Sheet.from_json(turn.answer, more=f"{turn.id}.a")
        shared = Sheet((asked, *sheet.blocks), sheet.colour, (Button("Show sources", "sources", turn.id, "primary"),))
        await show(interaction, shared, plain=self._book.of(interaction.guild_id).plain)

    async def helpful(self, interaction: discord.Interaction, about: str) -> None:
        """Count a vote for an answer."""
        await acknowledge(interaction)
        turn = await self._turn(about, interaction.user.id, asker_alone=True)
        await self._store.feedback.vote(turn.id, interaction.user.id, True, "", self._clock())
        await show(interaction, Sheet((_THANKS,), "plain"), plain=self._plain(turn))

    async def not_helpful(self, interaction: discord.Interaction, about: str) -> None:
        """Ask what was wrong with an answer."""
        turn, _, asker = about.partition(".")
        check_meant_for(interaction, asker, _NOT_YOURS)
        why: ui.TextInput[Any] = ui.TextInput(
            custom_id="why", style=discord.TextStyle.paragraph, max_length=_LONGEST_WHY, required=False
        )
        says = "Please leave out scores and names."
        await interaction.response.send_modal(
            form("What was not helpful?", "why", turn, ui.Label(text="In a sentence", component=why, description=says))
        )

    async def why(self, interaction: discord.Interaction, about: str, filled: Filled) -> None:
        """Count a vote against an answer, with the reason."""
        await acknowledge(interaction)
        turn = await self._turn(about, interaction.user.id, asker_alone=True)
        why = redacted(filled.get("why", ""))
        await self._store.feedback.vote(turn.id, interaction.user.id, False, why, self._clock())
        await show(interaction, Sheet((_THANKS,), "plain"), plain=self._plain(turn))

    async def mentor(self, interaction: discord.Interaction, about: str) -> None:
        """Show what would be posted for mentors, and ask whether it may."""
        await acknowledge(interaction)
        turn = await self._turn(about, interaction.user.id, asker_alone=True)
        channel = await self._mentors(turn)
        asks = f"May I post this in <#{channel}>? Scores and names in your question are left out."
        shown = (asks, *_for_mentors(turn).blocks)
        sheet = Sheet(shown, "plain", (Button("Post it", "mentor_yes", turn.id, "success"),))
        await show(interaction, sheet, plain=self._plain(turn))

    async def post_to_mentors(self, interaction: discord.Interaction, about: str) -> None:
        """Post a question where mentors see it, once."""
        await interaction.response.defer()
        turn = await self._turn(about, interaction.user.id, asker_alone=True)
        channel = interaction.client.get_partial_messageable(await self._mentors(turn), guild_id=turn.guild)
        try:
            await post(channel, _for_mentors(turn), nonce=f"{turn.id}-mentor", plain=self._plain(turn))
        except (discord.Forbidden, discord.NotFound) as error:
            raise PressError(_NOT_THERE.format(channel.id)) from error
        await self._store.marks.set(_POSTED.format(turn.id), "1")
        await show(interaction, Sheet((f"Posted in <#{channel.id}>.",), "plain"), plain=self._plain(turn))

    async def _mentors(self, turn: Turn) -> int:
        """Return the channel of the mentors of the server in which something was asked."""
        server = self._book.of(turn.guild)
        if server.mentor_channel is None or not server.enabled:
            raise PressError(_NO_MENTORS)
        if await self._store.marks.get(_POSTED.format(turn.id)):
            raise PressError(_POSTED_ALREADY.format(server.mentor_channel))
        return server.mentor_channel

    def _plain(self, turn: Turn) -> bool:
        return self._book.of(turn.guild).plain

    async def _turn(self, id: str, member: int, *, asker_alone: bool = False) -> Turn:
        """Return the turn a button belongs to; PressError where it is gone, or for somebody else."""
        turn = await self._store.conversations.get(id)
        if turn is None:
            raise PressError(_FORGOTTEN)
        if (turn.private or asker_alone) and turn.member != member:
            raise PressError(_NOT_YOURS)
        return turn

    async def _sources(self, turn: Turn) -> Sheet:
        blocks = [_passage(one, text) for one, text in await self._quoted(turn)]
        return Sheet(tuple(blocks), "guides", more=f"{turn.id}.s")

    async def _check_in_use(self, turn: Turn) -> None:
        """Raise PressError where an answer rests on words that the guides do not hold any more."""
        if not all(text for _, text in await self._quoted(turn)):
            raise PressError(_OVERTAKEN)

    async def _quoted(self, turn: Turn) -> Sequence[tuple[Mapping[str, Any], str]]:
        """Return what an answer cites, each with the passage that holds the quoted words; empty where none does."""
        cited: Sequence[Mapping[str, Any]] = turn.answer.get("citations", ())
        if not cited:
            return ()
        places = [(str(one["guide"]), str(one["anchor"])) for one in cited]
        found = await self._desk.work(lambda adviser: [adviser.section(*place) for place in places])
        return [(one, _holding(entries, str(one["quote"]))) for one, entries in zip(cited, found, strict=True)]


def _question(turn: Turn, *, for_mentors: bool = False) -> str:
    """Return what was asked as others may see it."""
    text = redacted(turn.question) if for_mentors else turn.question
    return echoed(text, _LONGEST_QUESTION, one_line=True)


def _for_mentors(turn: Turn) -> Sheet:
    """Return what mentors see: the question, and the sections of an answer that holds nothing private."""
    cited = () if turn.answer.get("private", True) else turn.answer.get("citations", ())
    closest = "\n".join(small(f"[{one['n']}] {shown(one['title'])}, {shown(one['section'])}") for one in cited)
    pointed = headed("What I pointed at", closest)
    asked = f"<@{turn.member}> would like a mentor's view:\n> {_question(turn, for_mentors=True)}"
    return Sheet(tuple(filter(None, (asked, pointed))), "plain")


def _holding(entries: Sequence[Entry], quote: str) -> str:
    """Return the passage that holds some words; empty where none does."""
    return next((entry.passage.text for entry in entries if quote in entry.passage.text), "")


def _passage(cited: Mapping[str, Any], text: str) -> str:
    """Return the passage behind a marker, with the quoted words set off; nothing of it where it has changed."""
    place = f"**[{cited['n']}] {shown(str(cited['title']))}, {shown(str(cited['section']))}**"
    if not text:
        return f"{place}\n{small(_CHANGED)}"
    quote = str(cited["quote"])
    start = text.index(quote)
    return f"{place}\n{shown(_set_off(text, start, start + len(quote)))}"


def _set_off(text: str, start: int, end: int) -> str:
    """Return a passage with a bar beside the lines that hold some of its words."""
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(f"> {line}" if at < end and start < at + len(line) and line.strip() else line)
        at += len(line)
    return "".join(lines)
