"""Practice scores as sheets: what they come to is what is assessed, and what members name is shown as text alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.discord.timeline.attaching import scores_file
from bot.discord.timeline.practice_scores import TESTS, chosen, score_told
from bot.discord.timeline.score_sheets import readiness_sheet, score_line
from bot.errors import InputError
from bot.practising.assessing import Readiness, Score, assess
from bot.shipped import guides_folder
from bot.storage.scores import StoredScore
from tests.discord.sheets import block, citing, headings, markers, unnamed, unsaid
from tests.strategy.shipped import shipped

TODAY = date(2026, 11, 29)
TWO = (Score(date(2026, 10, 1), 221), Score(date(2026, 11, 20), 230, "NBME 12"))


def assessed(scores: tuple[Score, ...] = TWO, **aims: Any) -> Readiness:
    """Return what scores come to."""
    return assess(scores, shipped(), today=TODAY, **aims)


def test_scores_come_latest_first_with_day_and_test() -> None:
    shown = block(readiness_sheet(assessed(), citing()), "Your practice scores").splitlines()[1:]

    assert shown == ["- **230** on 20 November 2026, NBME 12", "- **221** on 1 October 2026"]


def test_what_scores_come_to_is_said_with_the_rows_behind_it() -> None:
    found = assessed(target=240, exam=date(2026, 12, 20))
    sheet = readiness_sheet(found, citing())

    assert block(sheet, "Comes to").splitlines()[1:] == [
        "- Trend: improving",
        "- Change: +9, from 221 to 230",
        "- Best: 230 on 20 November 2026",
        "- Target: 240, judged as in the final phase",
        "- What to do: **check whether to delay the exam**",
    ]
    assert found.advice
    assert unsaid(sheet, [one for one in found.advice.reasons if not one.caveat]) == []
    assert [one for one in found.advice.caveats if one not in block(sheet, "To keep in mind")] == []
    assert [one for one in found.notes if one not in block(sheet, "To note")] == []
    assert markers(sheet)
    assert unnamed(sheet) == []


@pytest.mark.parametrize(("target", "on_track"), [(225, "yes"), (250, "no")], ids=["near", "far"])
def test_whether_scores_are_on_track_is_said_as_it_is_judged(target: int, on_track: str) -> None:
    found = assessed(target=target, exam=TODAY + timedelta(weeks=8))

    assert f"- On track: {on_track}" in block(readiness_sheet(found, citing()), "Comes to")


def test_without_a_target_nothing_is_judged_and_one_is_asked_for() -> None:
    sheet = readiness_sheet(assessed(), citing(), "Added.")

    assert sheet.blocks[0] == "Added."
    assert headings(sheet) == ["Your practice scores", "Comes to", "To note"]
    assert "A target is needed to judge your scores" in block(sheet, "To note")


def test_scores_that_were_not_looked_at_stand_apart() -> None:
    many = tuple(Score(date(2026, 1, 1) + timedelta(days=n), 200 + n) for n in range(23))
    sheet = readiness_sheet(assessed(many), citing())

    assert block(sheet, "Your practice scores").count("\n- ") == 20
    assert block(sheet, "Earlier scores, not looked at").splitlines()[1:] == [
        "- **202** on 3 January 2026",
        "- **201** on 2 January 2026",
        "- **200** on 1 January 2026",
    ]


@pytest.mark.parametrize(
    ("test", "shown"),
    [
        pytest.param("**NBME**", r"\*\*NBME\*\*", id="Markdown"),
        pytest.param("<@123> @everyone", "@member everyone", id="mentions"),
        pytest.param("[x](https://example.org)", "[x] (example.org)", id="a link"),
    ],
)
def test_what_a_member_calls_a_test_is_shown_as_text_alone(test: str, shown: str) -> None:
    sheet = readiness_sheet(assessed((Score(TODAY, 230, test),)), citing())

    assert score_line(Score(TODAY, 230, test)) == f"**230** on 29 November 2026, {shown}"
    assert f"2026, {shown}" in block(sheet, "Your practice scores")


def test_scores_are_drawn_and_told_in_words() -> None:
    drawn = scores_file(assessed(target=240, exam=date(2026, 12, 20)))

    assert (drawn.name, drawn.content[:4], drawn.is_picture) == ("practice-scores.png", b"\x89PNG", True)
    assert drawn.says.endswith("oldest first: 221, 230")


@pytest.mark.parametrize(
    ("written", "test", "score"),
    [
        pytest.param(None, "", Score(TODAY, 228), id="today"),
        pytest.param("1 Oct 2026", "NBME  12\n", Score(date(2026, 10, 1), 228, "NBME 12"), id="a day and a test"),
        pytest.param("2026-10-01", "a:b", Score(date(2026, 10, 1), 228, "a:b"), id="a test with a colon"),
    ],
)
def test_a_score_is_read_as_it_is_typed(written: str | None, test: str, score: Score) -> None:
    assert score_told(228, written, test, TODAY) == score


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param("2026-11-30", "`date`: 30 November 2026 lies ahead", id="a day to come"),
        pytest.param("2026:10", "`date`: '2026:10' is no date", id="no date"),
    ],
)
def test_a_score_whose_day_cannot_be_used_is_refused(written: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        score_told(228, written, "", TODAY)

    assert str(refused.value).startswith(says)


def test_a_score_is_chosen_by_its_number() -> None:
    held = (StoredScore(7, TODAY, 228, ""), StoredScore(8, TODAY, 230, ""))

    assert chosen("8", held).value == 230
    with pytest.raises(InputError, match="what Discord offers"):
        chosen("230", held)


def test_tests_are_offered_by_the_names_that_the_guides_use() -> None:
    guides = "\n".join(path.read_text(encoding="utf-8") for path in guides_folder().glob("*.md"))

    assert [name for name in TESTS if name not in guides] == []
