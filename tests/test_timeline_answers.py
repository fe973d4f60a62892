"""Questions about time: what is due, when, and on which day, with the section behind every milestone."""

import json
import re
from datetime import UTC, datetime

import pytest

from bot.answering.answer import Answer, AnswerKind
from bot.answering.rendering import as_json, as_text
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.asking.timing import Timekeeper
from bot.shipped import config_folder
from bot.timeline.hearing import read_words
from bot.timeline.timetable import shipped_timetable
from knowledge.passages import Applicant

LONGEST_MESSAGE = 2_000
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
US_MD, US_DO, US_IMG, NON_US_IMG = Applicant.US_MD, Applicant.US_DO, Applicant.US_IMG, Applicant.NON_US_IMG


def ask(adviser: Adviser, *turns: str, applicant: Applicant | None = None) -> Answer:
    """Return the answer to the last of some turns."""
    return adviser.ask(Question(turns[-1], applicant, turns[:-1]))


def worked_out(answer: Answer) -> str:
    """Return what the timeline says in an answer, without what the guides say."""
    return " ".join(s.text for s in answer.statements if s.source == "rules")


@pytest.mark.parametrize(
    ("question", "applicant", "words"),
    [
        pytest.param(
            "20 months to go before the match, what should I work on?", NON_US_IMG, "observership", id="months"
        ),
        pytest.param("the match is in sixteen months. priorities?", US_IMG, "electives", id="months in words"),
        pytest.param("ERAS opens in 3 months, what should I do now", US_IMG, "UWorld", id="months before ERAS"),
        pytest.param("what do the 8-12 months ask of an IMG?", US_IMG, "June–July", id="a window"),
        pytest.param("I'm an MS3, what should I focus on this year?", US_MD, "honors", id="a school year"),
        pytest.param(
            "end of my M2, what should I have done in research by now?", US_DO, "abstract", id="a part and a subject"
        ),
        pytest.param("applying September 2028, when do I take Step 2?", NON_US_IMG, "June–July 2028", id="a season"),
        pytest.param("when is the home Sub-I of an M4?", US_MD, "June–August", id="a milestone"),
        pytest.param("it's February of my M3. what comes next?", US_MD, "Sub-I", id="what is next"),
        pytest.param("week 5 of my step 2 plan, how does a day look?", NON_US_IMG, "60–80", id="a week of the plan"),
    ],
)
def test_a_question_about_time_is_answered_from_the_timeline(
    shipped_adviser: Adviser, question: str, applicant: Applicant, words: str
) -> None:
    answer = ask(shipped_adviser, question, applicant=applicant)

    assert answer.kind is AnswerKind.TIMELINE
    assert words in worked_out(answer)
    assert {c for s in answer.statements for c in s.citations} == {c.n for c in answer.citations}


QUESTIONS = [
    ("10 months to the match, what now?", US_IMG),
    ("10 months to the match, what now?", US_MD),
    ("M1, how do I start preparing for IR this year?", US_DO),
    ("when do I ask for letters if I want to match in 2029?", NON_US_IMG),
    ("4 months left before the match, what is left to do?", US_IMG),
    ("When is Match Week 2027?", None),
]


@pytest.mark.parametrize(("question", "applicant"), QUESTIONS, ids=[q[:30] for q, _ in QUESTIONS])
def test_an_answer_fits_one_message_and_names_no_number_without_evidence(
    shipped_adviser: Adviser, question: str, applicant: Applicant | None
) -> None:
    shown = as_json(ask(shipped_adviser, question, applicant=applicant))
    cited = " ".join(f"{c['quote']} {c['section']} {c['guide']}" for c in shown["citations"])
    evidence = f"{json.dumps(shown['recommendations'], ensure_ascii=False)} {cited} {question}"
    text = re.sub(r"\[\d+\]", "", shown["text"])

    assert shown["kind"] == "timeline"
    assert len(shown["text"]) <= LONGEST_MESSAGE
    assert set(NUMBER.findall(text)) <= set(NUMBER.findall(evidence))


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        pytest.param("when was match week 2026?", ("16–20 March 2026", "confirmed"), "unconfirmed", id="confirmed"),
        pytest.param(
            "what day is match day 2027?",
            ("15–19 March 2027, unconfirmed", "nrmp.org/match-calendars"),
            "(confirmed",
            id="unconfirmed",
        ),
        pytest.param("what is the rank list deadline for 2027", ("date is not known",), "February", id="unknown"),
        pytest.param(
            "when is match week 2030?", ("no date is known", "By rule", "third week of March"), "15–19", id="by rule"
        ),
        pytest.param("when did eras open for the 2026 season", ("4 June 2025",), "3 June", id="a season that is over"),
    ],
)
def test_a_date_is_shown_only_as_its_state_allows(
    shipped_adviser: Adviser, question: str, told: tuple[str, ...], never: str
) -> None:
    text = as_text(ask(shipped_adviser, question))

    assert all(words in text for words in told)
    assert never not in text


def test_no_statement_of_the_guides_beside_a_timeline_holds_a_year(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "I apply in September 2028. When do I sit CK?", applicant=NON_US_IMG)

    assert not re.search(r"20\d\d", " ".join(s.text for s in answer.statements if s.source == "guides"))
    assert "2027" not in as_text(answer).replace("2027 application", "")


def test_an_exact_day_that_nobody_has_is_declined(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "on which exact date do away rotation applications open in VSLO?")

    assert answer.refused
    assert "do not cover" in as_text(answer)


def test_who_is_told_of_an_img_timeline_as_a_us_student_is_told_so(shipped_adviser: Adviser) -> None:
    text = as_text(ask(shipped_adviser, "10 months before the match, what should I do?", applicant=US_MD))

    assert "written for IMGs" in text
    assert not re.search(r"\b2[2-5]\d\b", text), "no score of the IMG guide"


def test_no_lead_time_is_made_up_for_us_students(shipped_adviser: Adviser) -> None:
    text = as_text(ask(shipped_adviser, "M3. by when do I ask for letters?", applicant=US_DO))

    assert "No guide gives US students a lead time for letters" in text


def test_a_timeline_alone_is_not_private_and_a_score_makes_it_so(shipped_adviser: Adviser) -> None:
    assert not ask(shipped_adviser, "15 months before the match, what should I do?", applicant=US_IMG).private
    assert ask(shipped_adviser, "CK 222, 15 months before the match, what should I do?", applicant=US_IMG).private


def test_scores_are_answered_by_the_strategy_functions_first(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "US IMG, CK 222, 10 months before the match, which programs?")

    assert answer.kind is AnswerKind.STRATEGY


def test_a_follow_up_keeps_the_point_in_time(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "I'm a US IMG and apply in September 2027", "when do I take CK?", "and letters?")

    assert answer.kind is AnswerKind.TIMELINE
    assert "June–July 2027" in worked_out(answer)
    assert "letters" in worked_out(answer)


def test_what_was_asked_about_time_before_does_not_cling_to_another_question(shipped_adviser: Adviser) -> None:
    answer = ask(
        shipped_adviser, "I'm an M3, what should I focus on this year?", "How many away rotations should I do?"
    )

    assert answer.kind is AnswerKind.ANSWER


@pytest.mark.parametrize(
    ("now", "season"),
    [
        pytest.param(
            datetime(2027, 3, 19, 23, tzinfo=UTC), "2027", id="last evening of Match Week in the east of the US"
        ),
        pytest.param(datetime(2027, 3, 20, 5, tzinfo=UTC), "2028", id="the morning after"),
        pytest.param(datetime(2028, 2, 29, 12, tzinfo=UTC), "2028", id="a leap day"),
    ],
)
def test_the_season_rolls_over_with_match_week(shipped_adviser: Adviser, now: datetime, season: str) -> None:
    words = read_words(config_folder() / "timeline" / "words.toml")
    keeper = Timekeeper(shipped_timetable(), words, lambda: now)
    shown = as_text(_asked_of(keeper, shipped_adviser, "when is match week?"))

    assert f"{season} season" in shown


def _asked_of(keeper: Timekeeper, adviser: Adviser, question: str) -> Answer:
    """Ask an adviser over the same guides that has another clock."""
    other = Adviser(adviser._searcher, adviser._lexicon, adviser._consultant, keeper)
    return other.ask(Question(question))
