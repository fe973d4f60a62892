"""`/practice`: a question of an interview or a mini-oral, and what a good answer covers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk import Desk
from bot.discord.applying import KINDS, WHO, applying
from bot.discord.reference.practice_sheets import covers_sheet, prompt_sheet
from bot.discord.showing.buttons import Act
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.errors import InputError
from bot.rehearsing.choosing import choose, topics_for
from bot.rehearsing.prompts import Kind, Prompt
from bot.storage.store import Store
from bot.suggesting import folded, suggest
from knowledge.index import Entry

_ABOUT = re.compile(r"(?P<prompt>[\w-]+)\.(?P<applicant>\w*)\.(?P<same>[ta])\.(?P<had>[0-9a-f]+)")
_GONE = "I no longer have that question; `/practice interview` and `/practice oral` show others."
_LONGEST_TOPIC = 60


@dataclass(frozen=True, slots=True)
class Round:
    """Where somebody is in their practice: the prompt before them, and those they had, as bits in the order of all."""

    prompt: Prompt
    applicant: str
    topic: str
    """The topic they keep to; empty where they take any."""
    had: int

    def __str__(self) -> str:
        """Return it as a button holds it."""
        return f"{self.prompt.id}.{self.applicant}.{'t' if self.topic else 'a'}.{self.had:x}"

    @classmethod
    def read(cls, about: str, prompts: Sequence[Prompt]) -> Self:
        """Return what a button holds.

        Raises InputError where its prompt is gone.
        """
        found = _ABOUT.fullmatch(about)
        prompt = next((one for one in prompts if found and one.id == found["prompt"]), None)
        if found is None or prompt is None:
            raise InputError(_GONE)
        topic = prompt.topic if found["same"] == "t" else ""
        return cls(prompt, found["applicant"], topic, int(found["had"], 16))


class Practising(commands.GroupCog, group_name="practice", group_description="Practise for interviews and mini-orals"):
    """Shows prompts to practise with; which somebody had is in the buttons alone."""

    def __init__(self, showing: Showing, desk: Desk, store: Store, prompts: Sequence[Prompt]) -> None:
        self._showing = showing
        self._desk = desk
        self._store = store
        self._prompts = prompts
        self.acts: Mapping[str, Act] = {"practice_covers": self.show_covers, "practice_next": self.show_another}

    @app_commands.command()
    @app_commands.describe(topic="What it is to be about", applicant=WHO)
    @app_commands.choices(applicant=KINDS)
    async def interview(
        self,
        interaction: discord.Interaction,
        topic: app_commands.Range[str, 1, _LONGEST_TOPIC] = "",
        applicant: str = "",
    ) -> None:
        """Practise an interview question, then see what a good answer covers."""
        await acknowledge(interaction)
        await self._begin(interaction, Kind.INTERVIEW, topic, applicant)

    @app_commands.command()
    @app_commands.describe(topic="What it is to be about", applicant=WHO)
    @app_commands.choices(applicant=KINDS)
    async def oral(
        self,
        interaction: discord.Interaction,
        topic: app_commands.Range[str, 1, _LONGEST_TOPIC] = "",
        applicant: str = "",
    ) -> None:
        """Practise explaining a topic aloud, then see what a good answer covers."""
        await acknowledge(interaction)
        await self._begin(interaction, Kind.MINI_ORAL, topic, applicant)

    @interview.autocomplete("topic")
    async def _interview_topics(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return self._topics(interaction, Kind.INTERVIEW, typed)

    @oral.autocomplete("topic")
    async def _oral_topics(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return self._topics(interaction, Kind.MINI_ORAL, typed)

    async def show_covers(self, interaction: discord.Interaction, about: str) -> None:
        """Show what a good answer to a prompt covers, with the words of the guides."""
        await acknowledge(interaction)
        at = Round.read(about, self._prompts)
        places = [(point.guide, point.anchor) for point in at.prompt.covers]
        found = await self._desk.work(lambda adviser: [_place(adviser.section(*place)) for place in places])
        await self._showing.reply(interaction, "/practice", covers_sheet(at.prompt, found, str(at)))

    async def show_another(self, interaction: discord.Interaction, about: str) -> None:
        """Show a prompt that was not had yet; where all were, any but the last one."""
        await acknowledge(interaction)
        at = another(Round.read(about, self._prompts), self._prompts, interaction.id)
        await self._showing.reply(interaction, "/practice", prompt_sheet(at.prompt, str(at)))

    async def _begin(self, interaction: discord.Interaction, kind: Kind, topic: str, applicant: str) -> None:
        asker = await applying(applicant, interaction.user.id, self._store.profiles)
        at = first(self._prompts, kind, asker.kind, topic, interaction.id)
        await self._showing.reply(interaction, "/practice", asker.noted(prompt_sheet(at.prompt, str(at))))

    def _topics(self, interaction: discord.Interaction, kind: Kind, typed: str) -> list[app_commands.Choice[str]]:
        applicant: Any = interaction.namespace.applicant or ""
        found = suggest(typed, topics_for(self._prompts, kind, applicant))
        return [app_commands.Choice(name=one, value=one) for one in found]


def first(prompts: Sequence[Prompt], kind: Kind, applicant: str, topic: str, seed: int) -> Round:
    """Return the first prompt of a round.

    Raises InputError that lists the topics, where there is no such topic.
    """
    topics = topics_for(prompts, kind, applicant)
    named = next((one for one in topics if folded(one) == folded(topic)), "")
    chosen = None if topic and not named else choose(prompts, kind, applicant, topic=named, seed=seed)
    if chosen is None:
        raise InputError(f"I have no questions on that; the topics are {', '.join(topics)}.")
    return Round(chosen, applicant, named, _bit(prompts, chosen))


def another(at: Round, prompts: Sequence[Prompt], seed: int) -> Round:
    """Return the next prompt of a round; it begins anew where all were had."""
    had = [one.id for place, one in enumerate(prompts) if at.had >> place & 1]
    for passed in (had, [at.prompt.id]):
        chosen = choose(prompts, at.prompt.kind, at.applicant, topic=at.topic, not_these=passed, seed=seed)
        if chosen:
            before = at.had if passed is had else _bit(prompts, at.prompt)
            return Round(chosen, at.applicant, at.topic, before | _bit(prompts, chosen))
    raise InputError("That is the only question I have on this; `/practice` without a topic shows others.")


def _bit(prompts: Sequence[Prompt], prompt: Prompt) -> int:
    return 1 << next(place for place, one in enumerate(prompts) if one.id == prompt.id)


def _place(entries: Sequence[Entry]) -> tuple[str, str] | None:
    """Return the title of the guide and the heading of a section; None where the guides in use have no such section."""
    return (entries[0].passage.title, entries[0].passage.section) if entries else None
