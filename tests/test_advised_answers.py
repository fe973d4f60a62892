"""Questions that come with a profile: what is worked out, how it is backed, and what is asked or declined."""

import re

import pytest

from bot.answering.answer import Answer, AnswerKind
from bot.answering.rendering import as_json, as_text
from bot.asking.path import Adviser
from bot.asking.question import Question
from knowledge.passages import Applicant

LONGEST_MESSAGE = 2_000
NUMBER = re.compile(r"\d+")
IMG_BANDS = {"230", "235", "240", "245", "250"}
FUNCTION_AND_WORDS = [
    ("US-citizen IMG, my Step 2 CK is 238, which programs should I apply to?", "img_program_mix", "IMG-friendly"),
    ("non-US IMG with a 224 on CK: which programs belong on my list?", "img_program_mix", "80–120"),
    ("US MD, scores below average, strong IR exposure and strong letters, which programs?", "md_pathway", "dual"),
    ("IMG here, first NBME 212, how many weeks should I study?", "study_weeks", "10–14"),
    ("US IMG, one letter from IR and one DR letter so far, which letter is missing?", "letters_package", "core"),
    ("DO student with COMLEX only, do I need USMLE Step 2?", "ck_target", "allopathic"),
]


def ask(adviser: Adviser, *turns: str, applicant: Applicant | None = None) -> Answer:
    """Return the answer to the last of some turns."""
    return adviser.ask(Question(turns[-1], applicant, turns[:-1]))


def functions(answer: Answer) -> list[str]:
    """List the functions an answer recommends by."""
    return [one["function"] for one in answer.recommendations]


def worked_out(answer: Answer) -> str:
    """Return what an answer worked out, without what the guides say."""
    return " ".join(s.text for s in answer.statements if s.source == "rules")


@pytest.mark.parametrize(
    ("question", "function", "words"), FUNCTION_AND_WORDS, ids=[f for _, f, _ in FUNCTION_AND_WORDS]
)
def test_a_profile_calls_the_function_that_answers(
    shipped_adviser: Adviser, question: str, function: str, words: str
) -> None:
    answer = ask(shipped_adviser, question)

    assert answer.kind is AnswerKind.STRATEGY
    assert function in functions(answer)
    assert words in worked_out(answer)


@pytest.mark.parametrize("question", [question for question, *_ in FUNCTION_AND_WORDS])
def test_what_is_worked_out_is_backed_and_private(shipped_adviser: Adviser, question: str) -> None:
    answer = ask(shipped_adviser, question)
    sources = [s.source for s in answer.statements]

    assert answer.private
    assert sources == sorted(sources, reverse=True), "what was worked out stands before what the guides say"
    assert all(statement.citations for statement in answer.statements)
    for citation in answer.citations:
        entries = shipped_adviser.section(citation.guide, citation.anchor)
        assert any(citation.quote in entry.passage.text for entry in entries)


@pytest.mark.parametrize("question", [question for question, *_ in FUNCTION_AND_WORDS])
def test_the_parts_are_told_apart_in_one_message(shipped_adviser: Adviser, question: str) -> None:
    text = as_text(ask(shipped_adviser, question))

    assert text.startswith("Worked out from your numbers (")
    assert text.index("Worked out") < text.index("Sections:")
    assert len(text) <= LONGEST_MESSAGE


def test_recommendations_hold_inputs_and_result(shipped_adviser: Adviser) -> None:
    answer = as_json(ask(shipped_adviser, "US-citizen IMG, CK 238, which programs should I apply to?"))
    mix = next(one for one in answer["recommendations"] if one["function"] == "img_program_mix")

    assert mix["inputs"]["step2_ck"] == 238
    assert mix["result"]["scenario"] == 2
    assert "R-05.3" in mix["result"]["rules"]


@pytest.mark.parametrize("applicant", [Applicant.US_MD, Applicant.US_DO])
@pytest.mark.parametrize("score", [221, 232, 238, 245, 256])
def test_no_number_of_imgs_is_worked_out_for_us_graduates(
    shipped_adviser: Adviser, applicant: Applicant, score: int
) -> None:
    answer = ask(
        shipped_adviser, f"My CK is {score}. Is that competitive, and where should I apply?", applicant=applicant
    )

    assert set(NUMBER.findall(worked_out(answer))) & IMG_BANDS <= {str(score)}


def test_a_practice_score_is_not_taken_for_a_step_2_ck_score(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "non-US IMG, my NBME was 238, which programs should I apply to?")

    assert "img_program_mix" not in functions(answer)


def test_a_changed_number_is_worked_out_anew(shipped_adviser: Adviser) -> None:
    before = ask(shipped_adviser, "US IMG, CK 238, which programs should I apply to?")
    after = ask(shipped_adviser, "US IMG, CK 238, which programs should I apply to?", "and with a CK of 251?")

    assert functions(after) == functions(before)
    assert after.recommendations[-1]["result"]["scenario"] == 1


def test_what_contradicts_itself_is_asked_about(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "US IMG, passed step 1 first try, two attempts at step 1, CK 245. Which programs?")

    assert answer.kind is AnswerKind.CLARIFY
    assert "contradicts itself" in as_text(answer)
    assert not answer.recommendations


def test_one_question_is_asked_for_what_is_missing_and_its_answer_counts(shipped_adviser: Adviser) -> None:
    first = "US IMG, practice tests 238, 240, 239, target 245. Should I postpone?"
    asked = ask(shipped_adviser, first)
    assert asked.notes[-1].startswith("To work out more:")
    assert asked.notes[-1].count("?") == 1

    answered = ask(shipped_adviser, first, "yes, and about 12 points more")
    advice = next(one for one in answered.recommendations if one["function"] == "sit_or_delay")
    assert advice["inputs"]["score_in_time"] is True


def test_nobody_is_given_an_img_plan_before_saying_who_they_are(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "CK 238, which programs should I apply to?")

    assert "img_program_mix" not in functions(answer)
    assert "US MD, US DO" in answer.notes[-1]


def test_a_chance_of_matching_is_declined_with_or_without_numbers(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "US IMG, CK 250: what is my percent chance of matching?")

    assert answer.refused
    assert "%" not in as_text(answer)


def test_rules_whose_words_are_not_in_the_guides_in_use_are_left_out(adviser: Adviser) -> None:
    answer = ask(adviser, "US IMG, CK 238, which programs should I apply to?")

    assert not answer.recommendations
    assert not worked_out(answer)


def test_a_bare_number_later_is_of_the_exam_told_before(shipped_adviser: Adviser) -> None:
    answer = ask(shipped_adviser, "IMG here, first NBME 212, how many weeks should I study?", "and with 234?")

    [weeks] = answer.recommendations
    assert weeks["inputs"]["baseline_nbme"] == 234


def test_a_low_score_is_doubted_until_it_is_said_to_be_a_pass(shipped_adviser: Adviser) -> None:
    first = "non-US IMG, CK 222. Which programs should I apply to?"
    asked, settled = ask(shipped_adviser, first), ask(shipped_adviser, first, "no")
    [mix] = [one for one in ask(shipped_adviser, first, "yes").recommendations if one["function"] == "img_program_mix"]

    assert "failed Step 2 CK?" in asked.notes[-1]
    assert "failed Step 2 CK?" not in as_text(settled)
    assert mix["inputs"]["prior_failure"] is True
