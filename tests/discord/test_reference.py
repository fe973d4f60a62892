"""Terms and sources by command: what is said of them, what is offered while typing, and where the guides are closed."""

from contextlib import AbstractContextManager

import pytest

from bot.asking.path import Adviser
from bot.discord.reference.looking_up import section_of, sections_of
from bot.discord.reference.reference_sheets import section_sheet, unknown_sheet
from bot.errors import InputError
from bot.lexicon import Lexicon
from tests.discord.conftest import Start

IMG_GUIDE, TARGET = "step-scores-img", "What Step 2 CK score should an IMG aim for in IR?"


def no_guides() -> AbstractContextManager[Adviser]:
    """Open guides that cannot be read."""
    raise OSError("the disk is gone")


@pytest.mark.parametrize(
    ("term", "says"),
    [
        pytest.param("nbme", "**NBME**\nNational Board of Medical Examiners", id="known"),
        pytest.param("NBMEs", "**NBME**\nNational Board of Medical Examiners", id="in the plural"),
        pytest.param("UWAS", "“UWAS” is not in my list of terms. These come close:\n- **UWSA**", id="with a slip"),
        pytest.param("*qqq* @everyone", r"“\*qqq\* everyone” is not in my list of terms. `/ask`", id="unknown"),
    ],
)
async def test_a_term_is_defined_or_what_comes_close_is_shown(running: Start, term: str, says: str) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "define", term=term)

    assert says in reply.text
    assert reply.ephemeral is ("not in my list" in says)
    assert bot.server.refusals == []


async def test_terms_are_offered_by_their_beginning_first(running: Start) -> None:
    bot = await running()

    offered = await bot.server.suggest(bot.server.member("Ada"), "define", option="term", typed="nb")
    everything = await bot.server.suggest(bot.server.member("Ben"), "define", option="term", typed="")

    assert offered[0][1] == "NBME"
    assert offered[0][0].startswith("NBME: National Board")
    assert len(everything) == 25


async def test_the_guides_are_listed_with_their_sections(running: Start, shipped_adviser: Adviser) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "sources list")
    alone = await bot.server.slash(bot.server.member("Ben"), "sources list", private=True)

    assert [one.title for one in shipped_adviser.guides if f"**{one.title}**" not in reply.text] == []
    assert [one.id for one in shipped_adviser.guides if f"{one.sections} sections · " not in reply.text] == []
    assert (reply.ephemeral, alone.ephemeral) == (False, True)


async def test_a_section_is_found_while_typing_and_shown_as_the_guides_hold_it(
    running: Start, shipped_adviser: Adviser
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    [(_, guide), *_] = await bot.server.suggest(ada, "sources show", option="guide", typed="step scores")
    offered = await bot.server.suggest(ada, "sources show", option="section", typed="aim for", guide=guide)
    reply = await bot.server.slash(ada, "sources show", guide=guide, section=dict(offered)[TARGET])

    entries = shipped_adviser.section(IMG_GUIDE, "step2-target")
    assert guide == IMG_GUIDE
    assert reply.text.startswith(f"### {TARGET}\n")
    assert all(line in reply.text for entry in entries for line in entry.passage.text.splitlines())
    assert bot.server.refusals == []


async def test_while_the_guides_are_closed_nothing_is_offered_and_a_command_says_why(running: Start) -> None:
    bot = await running(opening=no_guides)
    ada = bot.server.member("Ada")

    listed = await bot.server.slash(ada, "sources list")

    assert await bot.server.suggest(ada, "sources show", option="guide", typed="") == []
    assert await bot.server.suggest(ada, "sources show", option="section", typed="", guide=IMG_GUIDE) == []
    assert "my guides" in listed.text
    assert "reference" not in listed.text


@pytest.mark.parametrize(
    ("guide", "section"),
    [
        pytest.param(IMG_GUIDE, "step2-target", id="ids"),
        pytest.param("Step scores and strategy for IMGs", TARGET, id="names"),
        pytest.param("step scores and strategy for imgs", TARGET.lower().rstrip("?"), id="names as typed"),
    ],
)
def test_guide_and_section_are_known_by_id_or_name(shipped_adviser: Adviser, guide: str, section: str) -> None:
    [first, *_] = section_of(shipped_adviser, guide, section)

    assert (first.passage.guide, first.passage.anchor) == (IMG_GUIDE, "step2-target")


@pytest.mark.parametrize(
    ("guide", "section", "says"),
    [
        pytest.param("no guide", TARGET, "choose one of: .*Step scores and strategy for IMGs", id="no such guide"),
        pytest.param(IMG_GUIDE, "no section", "no such section", id="no such section"),
        pytest.param("low-scores-md", "step2-target", "no such section", id="of another guide"),
    ],
)
def test_what_is_not_there_is_refused(shipped_adviser: Adviser, guide: str, section: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        section_of(shipped_adviser, guide, section)


def test_every_section_of_every_guide_can_be_chosen(shipped_adviser: Adviser) -> None:
    chosen = {one.id: sections_of(shipped_adviser, one.id) for one in shipped_adviser.guides}

    assert {guide: len(sections) for guide, sections in chosen.items()} == {
        one.id: one.sections for one in shipped_adviser.guides
    }
    assert max(len(anchor) for sections in chosen.values() for anchor in sections.values()) <= 100


def test_a_section_names_its_guide_and_source(shipped_adviser: Adviser) -> None:
    sheet = section_sheet(shipped_adviser.section(IMG_GUIDE, "step2-target"))

    assert sheet.blocks[-1].startswith(f"-# Step scores and strategy for IMGs, {TARGET} · ")


def test_near_terms_say_what_they_stand_for(lexicon: Lexicon) -> None:
    [block] = unknown_sheet("UWAS", [("UWSA", lexicon.define["UWSA"])]).blocks

    assert f"- **UWSA**: {lexicon.define['UWSA']}" in block
