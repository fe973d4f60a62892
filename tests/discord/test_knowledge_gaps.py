"""`/knowledge gaps`: what three members asked and were not helped with, and a section drafted for it."""

from datetime import timedelta

from tests.discord.conftest import Running, Start
from tests.discord.moderating import moderator

PARKING = ("Where do I park at the hospital?", "where can i park my car", "Is there parking at the hospital?")


async def ask(bot: Running, *questions: str, days_ago: int = 1) -> None:
    """Note questions that are not covered, each of another member, in turn here and in direct messages."""
    at = bot.clock() - timedelta(days=days_ago)
    for place, question in enumerate(questions):
        guild = int(bot.server.guild.id) if place % 2 else None
        await bot.store.uncovered.note(1_000 + place, guild, question, (), at)


async def test_a_gap_is_shown_with_how_many_asked_and_nothing_that_fewer_asked(running: Start) -> None:
    bot = await running()
    await ask(bot, *PARKING)
    await ask(bot, "What does a lead apron weigh?", "what does a lead apron weigh")
    await ask(bot, "Who was Seldinger?", "who was seldinger", "Seldinger, who was he?", days_ago=91)
    mod = moderator(bot)

    reply = await bot.server.slash(mod, "knowledge gaps", timeout=30.0)

    assert "3 members, asked 3 times" in reply.text
    assert "park" in reply.text
    assert "apron" not in reply.text
    assert "Seldinger" not in reply.text
    assert [*reply.buttons] == ["Draft a section (1)"]
    assert reply.ephemeral
    assert bot.server.refusals == []


async def test_a_section_is_drafted_put_right_and_kept_for_the_next_refresh(running: Start) -> None:
    bot = await running()
    await ask(bot, *PARKING)
    mod = moderator(bot)
    gaps = await bot.server.slash(mod, "knowledge gaps", timeout=30.0)
    await bot.finish()
    bot = await running()
    opened = await bot.server.press(mod, gaps, "Draft a section (1)")
    written = {"Title": "Where to park", "Text": "Park behind the *east* wing.", "Source": "A chief resident"}

    wrong = await bot.server.submit(mod, opened, written | {"Not to be used from this day on": "soon"})
    again = await bot.server.press(mod, wrong, "Write on")
    kept = await bot.server.submit(mod, again, {"For whom": [], "Not to be used from this day on": "2027-05-01"})

    assert opened.modal
    assert opened.modal["components"][0]["component"]["value"] in PARKING
    assert "write the day it expires" in wrong.text
    assert wrong.files == {"text.txt": b"Park behind the *east* wing."}
    assert "Kept as `where-to-park`" in kept.text
    [path] = bot.office.shop.sources.added.glob("*")
    text = path.read_text(encoding="utf-8")
    for part in (
        "source: A chief resident",
        "expires: 2027-05-01",
        "\n## Where to park\n\nPark behind the *east* wing.\n",
    ):
        assert part in text
    after = await bot.server.slash(mod, "knowledge gaps", timeout=30.0)
    assert "was drafted" not in gaps.text
    assert "a section for this was drafted, “Where to park”" in after.text
    latest = await bot.store.audit.latest(int(bot.server.guild.id), 5)
    assert [one.detail for one in latest] == ["drafted a section for a gap: Where to park", "added where-to-park"]
    assert bot.server.refusals == []


async def test_without_gaps_one_line_says_so(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(moderator(bot), "knowledge gaps", timeout=30.0)

    assert "There are no gaps" in reply.text
    assert reply.buttons == {}
