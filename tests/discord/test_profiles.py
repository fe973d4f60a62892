"""Profiles by command: the form, what is understood, what is wrong, and that nothing typed is lost."""

import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.advising.profile import profile_of
from bot.discord.member.profile_reading import FIELDS, FormReader, ReadForm
from bot.discord.member.profile_sheets import described
from bot.discord.members import Shelf
from bot.storage.errors import UNREACHABLE
from tests.discord.conftest import Running, Start
from tests.discord_server import Person, Reply

TYPED = {
    "who": "us_img",
    "ck": "238",
    "step1": "passed first time",
    "practice": "baseline 221, then 228, 233",
    "more": "2 IR letters, 1 abstract, no home IR program, 10 months before the Match",
}


def read(shelf: Shelf, **typed: str) -> ReadForm:
    tables = shelf.tables
    return FormReader(tables.phrases, tables.lexicon, tables.catalogue).read(typed)


async def fill(bot: Running, person: Person, **typed: str) -> Reply:
    """Fill in the form and send it."""
    opened = await bot.server.slash(person, "profile edit")
    return await bot.server.submit(person, opened, dict(typed))


def held(reply: Reply) -> dict[str, Any]:
    """Return what the fields of an opened form hold."""
    assert reply.modal
    fields = [part["component"] for part in reply.modal["components"]]
    chosen = [one["value"] for one in fields[0]["options"] if one.get("default")]
    return {"who": chosen, **{one["custom_id"]: one.get("value") or "" for one in fields[1:]}}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param({"ck": "238"}, {"step2_ck": 238}, id="a score"),
        pytest.param({"ck": "exam in June"}, {"exam_month": 6}, id="an exam to come"),
        pytest.param({"ck": "not taken"}, {}, id="not taken"),
        pytest.param({"ck": "n/a", "step1": "-", "practice": "none", "more": " "}, {}, id="nothing"),
        pytest.param({"step1": "Pass"}, {"step1_result": "pass_first", "step1_attempts": 1}, id="a pass"),
        pytest.param({"practice": "221, 228 and 233"}, {"scores": (221, 228, 233)}, id="practice scores"),
        pytest.param(
            {"practice": "NBME 10 228, UWSA 1 233, free 120 78%"}, {"scores": (228, 233)}, id="names of tests"
        ),
        pytest.param(
            {"ck": "failed once, then 231", "step1": "failed once"},
            {
                "step1_result": "failed",
                "step1_attempts": 1,
                "step2_ck": 231,
                "step2_attempts": 2,
                "step2_failed": True,
                "exam_failures": 2,
            },
            id="failures are added up",
        ),
        pytest.param({"who": "us_do"}, {"applicant_type": "us_do"}, id="a kind of applicant"),
        pytest.param(
            {"who": "us_md", "more": "need a visa"}, {"applicant_type": "us_md", "visa": True}, id="the choice counts"
        ),
        pytest.param({"who": "", "more": "US IMG"}, {"applicant_type": "us_img", "an_img": True}, id="in words"),
    ],
)
def test_a_form_is_read_by_the_words_of_questions(shelf: Shelf, typed: dict[str, str], told: dict[str, Any]) -> None:
    found = read(shelf, **typed)

    assert (found.profile.told(), found.wrong) == (told, ())


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        pytest.param({"ck": "999"}, ["Step 2 CK: I cannot use “999”"], id="no such score"),
        pytest.param({"ck": "superb"}, ["Step 2 CK: I cannot use “superb”"], id="no score at all"),
        pytest.param({"step1": "412"}, ["Step 1: I cannot use “412”"], id="no Step 1 score"),
        pytest.param(
            {"practice": "221, 228, 999"}, ["Practice scores, oldest first: I cannot use “999”"], id="one of several"
        ),
        pytest.param({"more": "hello"}, ["Anything else that counts: I cannot use “hello”"], id="nothing that counts"),
        pytest.param(
            {"ck": "238", "more": "Step 1 412"}, ["Anything else that counts: I cannot use “Step 1 412”"], id="a doubt"
        ),
        pytest.param({"ck": "999", "more": "hello"}, ["Step 2 CK: I cannot", "use “hello”"], id="nothing to save"),
        pytest.param(
            {"ck": "999", "step1": "412"}, ["Step 2 CK: I cannot", "Step 1: I cannot"], id="a sentence a field"
        ),
        pytest.param(
            {"step1": "232", "more": "Step 1 not taken"},
            ["Step 1: numeric Step 1: contradicts itself: an exam not taken has no score."],
            id="a contradiction",
        ),
        pytest.param(
            {"step1": "passed first time", "more": "2 attempts at Step 1"},
            ["they tell me two things about Step 1 and Step 1 attempts; leave one out."],
            id="two fields that differ",
        ),
        pytest.param(
            {"more": "150 months before the Match"},
            ["Anything else that counts: months before the Match: 150: months run from 0 to 120."],
            id="what cannot be",
        ),
        pytest.param({"ck": "@everyone <@1> **no**"}, ["I cannot use “everyone @member \\*\\*no\\*\\*”"], id="hostile"),
    ],
)
def test_what_is_wrong_is_named_in_a_sentence_a_field(
    shelf: Shelf, typed: dict[str, str], sentences: list[str]
) -> None:
    wrong = read(shelf, **typed).wrong

    assert len(wrong) == len(sentences)
    assert [part in one for part, one in zip(sentences, wrong, strict=True)] == [True] * len(wrong)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param({"ck": "238"}, {"step2_ck": 238}, id="beside a score"),
        pytest.param({"who": "us_do"}, {"applicant_type": "us_do"}, id="beside a choice"),
    ],
)
def test_words_that_tell_nothing_do_not_keep_the_rest_from_being_saved(
    shelf: Shelf, typed: dict[str, str], told: dict[str, Any]
) -> None:
    found = read(shelf, **typed, more="i'm really worried about my score")

    assert (found.profile.told(), found.wrong) == (told, ())
    assert found.notes == ("I could not use “i'm really worried about my score”; the rest is saved.",)


def test_a_low_score_is_saved_with_the_question_whether_it_was_a_pass(shelf: Shelf) -> None:
    found = read(shelf, ck="221")

    assert found.profile.step2_ck == 221
    assert any("Was your 221 a pass?" in note for note in found.notes)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_example_of_a_field_can_be_read(shelf: Shelf, field: Any) -> None:
    found = read(shelf, **{field.name: field.example.replace("or: ", "")})

    assert found.profile.told()
    assert found.wrong == ()


def test_a_profile_is_described_as_members_call_it(shelf: Shelf) -> None:
    values = read(shelf, **TYPED).profile.told()

    lines = list(described(values, shelf.tables.catalogue.fields))

    assert lines[0] == "US-citizen IMG"
    assert {"Step 2 CK: 238", "letters from IR: 2", "no home IR program"} <= set(lines)
    assert any(line.endswith(": 221, 228, 233") for line in lines)
    assert not [line for line in lines if "_" in line]


async def test_a_profile_is_told_shown_and_taken_back(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    blank = await bot.server.slash(ada, "profile show")
    saved = await fill(bot, ada, **TYPED)
    shown = await bot.server.slash(ada, "profile show")
    asked = await bot.server.press(ada, shown, "Delete")
    gone = await bot.server.press(ada, asked, "Delete my profile")

    assert "I know nothing of you yet" in blank.text
    assert all(reply.ephemeral for reply in (blank, saved, shown, asked))
    assert saved.text == shown.text
    assert "Step 2 CK: 238" in shown.text
    assert "Changed <t:" in shown.text
    assert {"Edit", "Delete"} == shown.buttons.keys()
    assert "Your profile is deleted" in gone.text
    assert await bot.store.profiles.get(int(ada.id)) is None
    assert bot.server.refusals == []


async def test_a_profile_says_what_is_done_with_it(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    blank = await bot.server.slash(ada, "profile show")
    saved = await fill(bot, ada, ck="238")

    for said in (
        "Answers that only you see may count on all of it",
        "Answers that others can see use nothing of it.",
        "I keep it until you delete it.",
    ):
        assert said in blank.text
        assert said in saved.text


async def test_what_is_saved_reads_back_as_the_same_profile(running: Start, shelf: Shelf) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    await fill(bot, ada, **TYPED)

    stored = await bot.store.profiles.get(int(ada.id))
    assert stored
    told = profile_of(stored.values)
    assert (told.applicant_type, told.step2_ck, told.step1_result, told.ir) == ("us_img", 238, "pass_first", 2)
    assert stored.typed == TYPED


async def test_nothing_typed_is_lost_when_something_is_wrong(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    wrong = TYPED | {"ck": "999"}

    refused = await fill(bot, ada, **wrong)
    again = await bot.server.press(ada, refused, "Edit again")
    saved = await bot.server.submit(ada, again, {"Step 2 CK": "239"})

    assert "Step 2 CK: I cannot use “999”" in refused.text
    assert all(text in refused.text for text in wrong.values() if text != "us_img")
    assert "Nothing is saved yet" in refused.text
    assert held(again) == wrong | {"who": ["us_img"]}
    assert "Step 2 CK: 239" in saved.text
    assert "letters from IR: 2" in saved.text
    assert bot.server.refusals == []


async def test_words_that_tell_nothing_are_named_beside_what_is_saved(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    saved = await fill(bot, ada, ck="238", more="i'm really worried about my score")
    again = await bot.server.press(ada, saved, "Edit")

    assert "Step 2 CK: 238" in saved.text
    assert "> I could not use “i'm really worried about my score”; the rest is saved." in saved.text
    assert held(again)["more"] == "i'm really worried about my score"


async def test_a_wrong_form_leaves_the_profile_as_it_was(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await fill(bot, ada, **TYPED)

    await fill(bot, ada, ck="999")
    shown = await bot.server.slash(ada, "profile show")

    stored = await bot.store.profiles.get(int(ada.id))
    assert stored
    assert stored.values["step2_ck"] == 238
    assert "What I go on using meanwhile" in shown.text
    assert "Step 2 CK: 238" in shown.text
    assert "Step 2 CK: I cannot use “999”" in shown.text


async def test_a_form_that_was_open_while_the_bot_restarted_is_kept(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    opened = await bot.server.slash(ada, "profile edit")
    await bot.finish()

    later = await running()
    saved = await later.server.submit(ada, opened, TYPED)

    assert "Step 2 CK: 238" in saved.text


async def test_a_form_that_cannot_be_kept_is_shown_as_it_was_typed(running: Start, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    bot = await running(patience=timedelta(seconds=0.3))
    ada = bot.server.member("Ada")
    opened = await bot.server.slash(ada, "profile edit")
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the bot may be writing, and must get to its end
        unsaved = await bot.server.submit(ada, opened, TYPED, timeout=12)

    assert "not saved" in unsaved.text
    assert TYPED["more"] in unsaved.text
    assert "baseline 221, then 228, 233" in unsaved.text


def slow_down(path: Path, seconds: float) -> None:
    """Have profiles found only after a while, in which their database works and cannot be interrupted."""
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        taken = min(_seconds(other, count.format(200_000)) for _ in range(3))
        slow = count.format(int(200_000 * seconds / taken))
        other.execute("ALTER TABLE profiles RENAME TO kept")
        other.execute(f"CREATE VIEW profiles AS SELECT * FROM kept WHERE ({slow}) > 0")  # noqa: S608


def _seconds(database: sqlite3.Connection, statement: str) -> float:
    started = time.thread_time()  # of the processor alone: waiting for it would make what follows too quick
    database.execute(statement).fetchall()
    return time.thread_time() - started


async def test_a_form_that_cannot_be_filled_in_time_is_not_opened_empty(running: Start, tmp_path: Path) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    saved = await fill(bot, ada, **TYPED)
    await asyncio.to_thread(slow_down, tmp_path / "state.sqlite", 2.5)

    refused = await bot.server.press(ada, saved, "Edit")
    later = await bot.server.slash(ada, "profile show", timeout=30)  # ends after the look-up that was given up

    assert (refused.modal, refused.text, refused.ephemeral) == (None, UNREACHABLE, True)
    assert later.text == saved.text


async def test_a_deleted_profile_cannot_be_read_on(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.office.book.change(int(bot.server.guild.id), plain=True)
    wrong = await fill(bot, ada, ck="999", more=f"need a visa {'*' * 980}")
    further = next(name for name in wrong.buttons if name.startswith("Continue"))
    before = await bot.server.press(ada, wrong, further)

    await bot.server.press(ada, await bot.server.slash(ada, "profile delete"), "Delete my profile")
    after = await bot.server.press(ada, wrong, further)

    assert r"\*\*\*" in before.text
    assert "no longer have this one" in after.text
    assert await bot.store.members.everything(int(ada.id)) == {}


async def test_members_have_profiles_of_their_own(running: Start) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")

    await asyncio.gather(fill(bot, ada, ck="238"), fill(bot, ben, ck="251"))

    assert "Step 2 CK: 238" in (await bot.server.slash(ada, "profile show")).text
    assert "Step 2 CK: 251" in (await bot.server.slash(ben, "profile show")).text


async def test_private_answers_count_on_the_profile_and_public_ones_do_not(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await fill(bot, ada, who="us_img", ck="222")

    alone = await bot.server.slash(ada, "ask", question="How many programs should I apply to?", private=True)
    public = await bot.server.slash(ada, "ask", question="How many programs should I apply to?", private=False)

    assert "222" in alone.text
    assert "222" not in public.text
