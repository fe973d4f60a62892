"""Help: one page that names everything there is."""

import re

from bot.discord.reference.helping import help_sheet
from bot.discord.showing.layout import pages_of
from tests.discord.conftest import Start

_MENU = 3


async def test_help_names_every_command_and_menu(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "help")

    named = set(re.findall(r"`/(\w+)", reply.text)) | set(re.findall(r"\*\*([^*]+)\*\*", reply.text))
    assert {one["name"] for one in bot.server.commands} <= named
    assert "help" in {one["name"] for one in bot.server.commands}
    assert reply.ephemeral
    assert bot.server.refusals == []


async def test_each_example_is_a_command_as_it_can_be_called(running: Start) -> None:
    bot = await running()
    reply = await bot.server.slash(bot.server.member("Ada"), "help")

    examples = re.findall(r"^- `/([\w ]+?) (\w+): ", reply.text, re.M)
    registered = {one["name"]: one for one in bot.server.commands}
    known = [(way.split(), option) for way, option in examples if way.split()[0] in registered]

    assert len(examples) == 3
    assert known
    assert [way for way, option in known if option not in options_of(registered[way[0]], way[1:])] == []


def options_of(command: dict, way: list[str]) -> set[str]:
    """Return the names of the options of a command, or of the sub-command that a way leads to."""
    for step in way:
        command = next(one for one in command["options"] if one["name"] == step)
    return {one["name"] for one in command["options"]}


def test_help_is_one_page_in_either_form() -> None:
    assert len(pages_of(help_sheet())) == 1
    assert len(pages_of(help_sheet(), plain=True)) == 1


def test_help_says_what_is_not_given_and_how_privacy_works() -> None:
    text = "\n".join(help_sheet().blocks)

    assert "no chances of matching" in text
    assert "no medical advice" in text
    assert "`/privacy` shows, exports or deletes" in text
    assert "`/settings`" in text
