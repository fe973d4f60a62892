"""What members and moderators can do with the bot: every command, button and form."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.aside import Aside
from bot.asking.discretion import Discretion
from bot.assembly import Tables
from bot.clock import Clock
from bot.desk import Desk
from bot.discord.administering import Administering
from bot.discord.asking.answering import Answering, Wording
from bot.discord.asking.commands import Asking
from bot.discord.asking.conversing import Conversing
from bot.discord.asking.mentions import Mentions
from bot.discord.asking.turns import TurnButtons
from bot.discord.client import Parts
from bot.discord.door import Door
from bot.discord.knowledge.commands import Knowledge
from bot.discord.knowledge.moderating import Moderators
from bot.discord.knowledge.workroom import Workroom, Workshop
from bot.discord.member.direct import DirectMessages
from bot.discord.member.privacy import Privacy
from bot.discord.member.profile_reading import FormReader
from bot.discord.member.profiles import ProfileKeeper, Profiles
from bot.discord.member.reminding import ReminderMessages, Reminding
from bot.discord.reference.helping import Helping
from bot.discord.reference.looking_up import Defining, Sources
from bot.discord.reference.practising import Practising
from bot.discord.servers import ServerBook
from bot.discord.showing.citing import read_titles
from bot.discord.showing.replying import Showing
from bot.discord.strategy.strategies import Strategies
from bot.discord.strategy.strategy_options import Subcommand, read_subcommands
from bot.discord.timeline.plans import Plans
from bot.discord.timeline.practice_scores import PracticeScores
from bot.discord.timeline.timelines import Timelines
from bot.planning.tables import Planning, read_planning
from bot.rehearsing.prompts import Prompt, read_prompts
from bot.reminding.firing import Firing
from bot.storage.store import Store
from bot.tidying import Tidying


@dataclass(frozen=True, slots=True)
class Shelf:
    """What commands look things up in, beside the opened guides."""

    tables: Tables
    planning: Planning
    titles: Mapping[str, str]
    """Titles of the guides, by id."""
    subcommands: tuple[Subcommand, ...]
    prompts: tuple[Prompt, ...]


def read_shelf(config: Path, guides: Path, tables: Tables) -> Shelf:
    """Read what commands look things up in.

    Raises SettingError with file and key where a value is wrong.
    """
    return Shelf(
        tables,
        read_planning(config / "timeline" / "planning.toml", tables.catalogue),
        read_titles(guides),
        read_subcommands(config / "strategy_commands.toml", tables.catalogue),
        read_prompts(config / "practice.toml"),
    )


@dataclass(frozen=True, slots=True)
class Office:
    """What the parts work with."""

    desk: Desk
    aside: Aside
    store: Store
    shelf: Shelf
    book: ServerBook
    shop: Workshop
    clock: Clock
    wording: Wording | None = None
    """The chat model that words answers, where one is set up."""


def parts_of(office: Office, door: Door) -> Parts:
    """Return the parts of the client, each handed what it needs."""
    desk, aside, store, book, clock = office.desk, office.aside, office.store, office.book, office.clock
    tables, titles = office.shelf.tables, office.shelf.titles
    showing = Showing(store, book, clock)
    discretion = Discretion(tables.lexicon, tables.phrases)
    conversing = Conversing(Answering(desk, store, book, clock, office.wording), store, discretion, clock)
    asking = Asking(conversing, desk, book)
    turns = TurnButtons(desk, store, book, clock)
    scores = PracticeScores(showing, store, aside, tables.catalogue, titles, clock)
    subcommands = office.shelf.subcommands
    strategies = Strategies(showing, aside, store, consultant=tables.consultant, subcommands=subcommands, titles=titles)
    practising = Practising(showing, desk, store, office.shelf.prompts)
    reader = FormReader(tables.phrases, tables.lexicon, tables.catalogue)
    profiles = Profiles(showing, store, ProfileKeeper(store, reader, tables.catalogue.fields, aside, clock))
    direct = DirectMessages()
    reminding = Reminding(showing, store=store, direct=direct, timetable=tables.timetable, titles=titles, clock=clock)
    firing = Firing(store.reminders, ReminderMessages(direct, tables.timetable, titles), clock)
    privacy = Privacy(showing, store, conversing.forget, clock)
    room = Workroom(office.shop, showing, store, desk, book, clock)
    knowledge = Knowledge(Moderators(book, office.shop.servers), room)
    return Parts(
        mentions=Mentions(conversing, store, book, door, clock),
        cogs=[
            asking,
            strategies,
            Timelines(showing, store, aside, tables.timetable, titles, tables.words, discretion, clock),
            Plans(showing, store, aside, tables.timetable, office.shelf.planning, titles, clock),
            scores,
            profiles,
            reminding,
            practising,
            Defining(showing, tables.lexicon),
            Sources(showing, desk),
            privacy,
            Helping(showing),
            Administering(
                book, store, showing, clock, tokens_a_day=office.wording.tokens_a_day if office.wording else None
            ),
            knowledge,
        ],
        menus=asking.menus,
        acts={
            **turns.acts,
            **scores.acts,
            **practising.acts,
            **profiles.acts,
            **reminding.acts,
            **privacy.acts,
            **knowledge.acts,
        },
        forms={**turns.forms, **profiles.forms, **knowledge.forms},
        chores=[desk.open, desk.follow, conversing.recall, book.keep_fresh, firing.run, Tidying(store, clock).run],
        meets=[direct.through],
    )
