"""Messages become profiles: what is told, what is not, and what is asked about."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.advising.circumstances import as_inputs
from bot.advising.profile import Profile, Understood
from bot.shipped import config_folder
from tests.advising.conftest import Hear
from tests.advising.messages import Message, messages, misread

TOLD, UNSEEN = messages("told.jsonl"), messages("told_unseen.jsonl")
LEAST_SHARE = 0.92
"""Of the messages that no rule was made for."""
SHORT, LONG, STEEPEST = 1_000, 4_000, 10
"""Lengths to compare, and by how much the long text may cost more: 4 in line with its length, 16 by its square."""


def named(message: Message) -> Any:
    """Return a message as a parameter under its own first words."""
    return pytest.param(message, id=message["text"][:60] or "nothing")


@pytest.mark.parametrize("message", [named(message) for message in TOLD])
def test_a_message_is_read_as_its_writer_means_it(hear: Hear, message: Message) -> None:
    assert not misread(message, hear(message["text"]))


def test_messages_that_no_rule_was_made_for_are_read_too(hear: Hear) -> None:
    right = sum(not misread(message, hear(message["text"])) for message in UNSEEN)
    print(f"{right} of {len(UNSEEN)} unseen messages read in full")  # noqa: T201

    assert right / len(UNSEEN) >= LEAST_SHARE


def test_no_message_is_in_both_files() -> None:
    assert not {message["text"] for message in TOLD} & {message["text"] for message in UNSEEN}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Return the catalogue that is shipped."""
    return read_catalogue(config_folder() / "strategy")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param(
            "passed Step 1 first time, but with two attempts", "step1_attempts", id="first time, two attempts"
        ),
        pytest.param("failed step 1 once and passed step 1 first try", "step1_attempts", id="first try, one failure"),
        pytest.param("I haven't taken Step 1; my Step 1 is a 231", "step1_numeric", id="not taken, with a score"),
    ],
)
def test_what_contradicts_itself_is_kept_to_be_reported(
    hear: Hear, catalogue: Catalogue, text: str, field: str
) -> None:
    check = catalogue.named("validate_profile")
    told = {name: value for name, value in hear(text).profile.told().items() if name in check.inputs}
    advice = catalogue.advise(check.name, {"profile": as_inputs(told)})

    assert [error["field"] for error in advice.errors] == [field]
    assert "contradicts itself" in advice.errors[0]["reason"]


def test_every_field_the_check_knows_of_is_one_of_its_inputs(catalogue: Catalogue) -> None:
    own = {
        "applicant_type",
        "an_img",
        "never_failed",
        "comlex",
        "comlex_only",
        "score_band",
        "ir_exposure",
        "ir_letters",
    }
    own |= {"home_ir", "graduated", "visa", "outcome", "stage", "burnt_out", "weeks_to_exam"}

    assert set(Profile.__dataclass_fields__) - own <= catalogue.named("validate_profile").inputs.keys()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param("CK was 228 first and now 240", "Which of these is your Step 2 CK score: 228 or 240?", id="two"),
        pytest.param("predicted 250. I have 238", "Is 238 a Step 2 CK score or a practice score?", id="of which exam"),
        pytest.param("step 2: 2450", "I cannot use “2450” as a Step 2 CK score.", id="too many digits"),
        pytest.param("Step 2: 560", "I cannot use “560” as a Step 2 CK score.", id="a COMLEX number"),
        pytest.param("level 2: 245", "I cannot use “245” as a COMLEX score.", id="no COMLEX number"),
        pytest.param("CK above 250", "I cannot use “above 250” as a Step 2 CK score.", id="a bound"),
    ],
)
def test_a_number_that_cannot_be_used_is_asked_about(hear: Hear, text: str, question: str) -> None:
    understood = hear(text)

    assert understood.unsure
    assert understood.unsure[0].startswith(question)
    assert understood.profile.step2_ck is None


@pytest.mark.parametrize(
    ("text", "score", "note"),
    [
        pytest.param("CK 248ish", 248, "I read “248ish” as 248.", id="ish"),
        pytest.param("ck 240s", 240, "I read “240s” as 240 to 249 and use the low end, 240.", id="a decade"),
        pytest.param("ck mid-230s", 234, "I read “mid-230s” as 234 to 236 and use the low end, 234.", id="mid"),
        pytest.param("CK 24O", 240, "I read “24O” as 240.", id="a letter for a figure"),
        pytest.param("I have 238", 238, "I read 238 as a Step 2 CK score; tell me if it is another exam's.", id="bare"),
        pytest.param("what if I get 250", 250, "I take 250 as though it were your Step 2 CK score.", id="supposed"),
    ],
)
def test_how_a_loose_number_was_read_is_said(hear: Hear, text: str, score: int, note: str) -> None:
    understood = hear(text)

    assert understood.profile.step2_ck == score
    assert understood.notes == (note,)


def after(hear: Hear, *turns: str) -> Understood:
    """Return what several messages tell together."""
    first, *others = map(hear, turns)
    for other in others:
        first = first.with_more(other)
    return first


def test_what_is_told_later_counts(hear: Hear) -> None:
    assert after(hear, "US IMG, CK 233", "sorry, CK 243").profile.step2_ck == 243
    assert after(hear, "US IMG, CK 233", "sorry, CK 243").profile.applicant_type == "us_img"


def test_a_doubt_stays_until_it_is_settled(hear: Hear) -> None:
    unsettled = after(hear, "CK 238, no wait 248", "I'm a US IMG")
    settled = unsettled.with_more(hear("CK 248"))

    assert unsettled.unsure == ("Which of these is your Step 2 CK score: 238 or 248?",)
    assert (settled.unsure, settled.profile.step2_ck) == ((), 248)


WORDS = st.sampled_from(sorted({word for message in (*TOLD, *UNSEEN) for word in message["text"].split()}))
SENTENCES = st.lists(WORDS | st.text(max_size=4), max_size=40).map(" ".join)


@given(st.text(max_size=300) | SENTENCES)
def test_any_text_gives_a_profile(hear: Hear, text: str) -> None:
    understood = hear(text)

    assert understood.profile.step2_ck is None or 100 <= understood.profile.step2_ck <= 300
    assert all(100 <= score <= 300 for score in understood.profile.scores or ())
    assert all(score > 300 for score in understood.profile.comlex or ())


@given(SENTENCES)
def test_case_of_letters_changes_no_number(hear: Hear, text: str) -> None:
    low, high = hear(text.lower()).profile, hear(text.lower().replace("ck", "CK")).profile

    assert low == high


def seconds(hear: Hear, text: str) -> float:
    """Return the least processor time of three readings."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        hear(text)
        spent.append(time.process_time() - start)
    return min(spent)


PARTS = (
    "240 |240, |ck |ck 240. |a |no a a |(|!| |\n|'|w/|x|😭|my friend |step 1 fail |2 aways and 1 more |2 papers (1 ir) "
)
MORE_PARTS = "2 ir letters |letters from |exam in may |6 weeks left |240 to 240 |from india |studied in |didn't match "


@pytest.mark.parametrize("part", [*PARTS.split("|"), *MORE_PARTS.split("|")])
def test_reading_takes_time_in_line_with_the_length(hear: Hear, part: str) -> None:
    short, long = ((part * LONG)[:length] for length in (SHORT, LONG))

    assert seconds(hear, long) < STEEPEST * seconds(hear, short)
