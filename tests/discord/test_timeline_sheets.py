"""Timelines as sheets: all that a lookup finds is said, each with its time and section, and dates stand apart."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.discord.showing.citing import read_titles
from bot.discord.showing.sheet import Sheet
from bot.discord.timeline.attaching import timeline_files
from bot.discord.timeline.milestone_names import LONGEST, asked_for, names_of, offered_for, words_of
from bot.discord.timeline.timeline_sheets import timeline_sheet
from bot.errors import InputError
from bot.shipped import guides_folder
from bot.suggesting import folded
from bot.timeline.looking_up import WHOSE, look_up, subjects
from bot.timeline.season_dates import Sure, said_of
from bot.timeline.timeline import Asked, Timeline
from knowledge.reading import read_folder
from tests.discord.sheets import block, citing, headings, markers, titles, unnamed, unsaid
from tests.timeline.shipped import KINDS, NOW, found, table, words

NAMED = names_of(table())
DATES = "Not in the guides, but from the addresses named"
IN_SEASON = datetime(2026, 1, 10, 12, tzinfo=UTC)
"""A day in a season of which dates are known."""
LOOKUPS = [
    pytest.param({"season": 2028}, id="a season"),
    pytest.param({"season": 2028, "applicant": "us_md"}, id="a season of a US graduate"),
    pytest.param({"months": 10.0}, id="months"),
    pytest.param({"months": 3.5, "applicant": "us_do"}, id="months of a US graduate"),
    pytest.param({"year": "late_m2", "applicant": "us_img"}, id="a year of an IMG"),
    pytest.param({"about": ("ck",), "season": 2028}, id="by name"),
    pytest.param({"next": True, "season": 2029}, id="next"),
]


def sheet_of(timeline: Timeline) -> Sheet:
    """Return a timeline as it is shown."""
    return timeline_sheet(timeline, citing())


@pytest.mark.parametrize("asked", LOOKUPS)
def test_all_that_is_found_is_said_with_its_time_and_section(asked: dict[str, Any]) -> None:
    timeline = found(**asked)
    sheet = sheet_of(timeline)
    text = "\n".join(sheet.blocks)

    assert timeline.entries
    assert unsaid(sheet, [entry.reason for entry in timeline.entries]) == []
    assert [entry.when for entry in timeline.entries if f"- **{entry.when}**: " not in text] == []
    assert unsaid(sheet, [one for one in timeline.why if not one.caveat]) == []
    kept = [one for one in timeline.caveats if one != WHOSE]
    assert [one for one in kept if citing().told(one) not in block(sheet, "To keep in mind")] == []
    assert (WHOSE in timeline.caveats) is ("was written for IMGs. For your own" in sheet.blocks[0])
    assert WHOSE not in text


@pytest.mark.parametrize("asked", LOOKUPS)
def test_each_marker_stands_in_one_block_with_its_section(asked: dict[str, Any]) -> None:
    sheet = sheet_of(found(**asked))

    assert len(markers(sheet)) > 1
    assert unnamed(sheet) == []


def test_what_is_due_comes_before_what_is_ahead_and_what_is_past() -> None:
    ahead = ["Ahead", "Ahead, continued"]

    assert headings(sheet_of(found(season=2028)))[:4] == ["Due now", *ahead, "Still open, if you have not done it"]


def test_what_is_asked_by_name_without_a_season_has_no_state() -> None:
    sheet = timeline_sheet(found(about=("letters",)), citing(), "Letters")

    assert sheet.blocks[0].splitlines()[0] == "**Letters: any season**"
    assert headings(sheet)[0] == "When"


def test_dates_stand_apart_with_how_sure_they_are_and_where_they_are_from() -> None:
    timeline = found(now=IN_SEASON, season=2026)
    dates = block(sheet_of(timeline), DATES)

    words = {Sure.RULE: "By rule", Sure.CONFIRMED: "(confirmed: <https://", Sure.UNCONFIRMED: ", unconfirmed"}
    assert [one.sure for one in timeline.dates if words[one.sure] not in dates or one.address not in dates] == []
    assert {one.sure for one in timeline.dates} >= {Sure.RULE, Sure.CONFIRMED}
    assert sheet_of(timeline).blocks[-1] == dates
    assert not any(one.says in text for one in timeline.dates for text in sheet_of(timeline).blocks[:-1])


def test_dates_that_are_asked_for_come_first_and_are_no_milestone() -> None:
    timeline = found(now=IN_SEASON, about=("rank_lists", "match_week"))
    sheet = sheet_of(timeline)

    assert headings(sheet)[0] == DATES
    assert block(sheet, DATES).count("\n- ") == len(list(said_of(timeline.dates))) == 2


def test_only_dates_are_shown_as_what_the_guides_do_not_hold() -> None:
    both = found(now=IN_SEASON, season=2026, about=("season_ends",))

    assert sheet_of(both).colour == "rules"
    assert sheet_of(replace(both, entries=())).colour == "gap"


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        pytest.param(
            {"season": 2028, "applicant": "us_md"}, "2028 season, 16 months before the Match, US MD", id="all"
        ),
        pytest.param({"months": 1.0}, "1 month before the Match", id="months"),
        pytest.param({"year": "m3"}, "M3, 2028 season", id="a year"),
        pytest.param({"about": ("letters",)}, "any season", id="a name"),
    ],
)
def test_a_heading_names_the_time_and_for_whom(asked: dict[str, Any], named: str) -> None:
    assert found(**asked).heading == named


def test_titles_are_those_of_the_guides() -> None:
    assert read_titles(guides_folder()) == {one.id: one.title for one in read_folder(guides_folder()).guides}


def test_a_guide_without_a_title_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('---\ntitle: "Letters"\n---\n', encoding="utf-8")
    (tmp_path / "b.md").write_text("# Letters\n", encoding="utf-8")

    assert read_titles(tmp_path) == {"a": "Letters"}


def test_every_milestone_subject_and_date_has_a_name_of_its_own() -> None:
    named = names_of(table())
    codes = {code for some in named.values() for code in some}

    assert codes == {*subjects(table()), *table().dates.unknown, *(one.id for one in table().milestones)}
    assert len({folded(name) for name in named}) == len(named)
    assert max(map(len, named)) <= LONGEST


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_what_a_name_stands_for_is_found_for_some_kind_of_applicant(kind: str) -> None:
    found_for = [name for name, about in names_of(table()).items() if _is_found(about, kind)]

    assert len(found_for) > len(names_of(table())) / 2
    assert bool(kind) or len(found_for) == len(names_of(table()))


def _is_found(about: tuple[str, ...], kind: str) -> bool:
    try:
        return bool(look_up(Asked(about=about, applicant=kind), table(), NOW))
    except InputError:
        return False


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        pytest.param("Step 2 CK", ("ck",), id="a subject"),
        pytest.param("step 2 ck", ("ck",), id="in small letters"),
        pytest.param("Rank list deadline", ("rank_lists",), id="a date, with other punctuation"),
        pytest.param("Home IR Sub-I, early in M4", ("home-sub-i",), id="a title"),
        pytest.param("lor", ("letters",), id="an abbreviation"),
        pytest.param("CK", ("ck",), id="what members call a subject"),
        pytest.param("rank list", ("rank_lists",), id="the only one near"),
        pytest.param("match day", ("match_week",), id="what members call a date"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str, about: tuple[str, ...]) -> None:
    assert asked_for(typed, NAMED, words_of(words(), NAMED))[1] == about


def test_what_members_call_a_subject_is_offered_first() -> None:
    assert offered_for("lor", NAMED, words_of(words(), NAMED))[0] == "Letters"
    assert len(offered_for("", NAMED, words_of(words(), NAMED))) == 25


def test_what_members_say_of_a_subject_stands_for_a_name_that_is_shown() -> None:
    meant = words_of(words(), NAMED)

    assert set(meant.values()) == set(NAMED)
    assert {folded(name): meant[folded(name)] for name in NAMED} == {folded(name): name for name in NAMED}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("letersz", "called letersz; try ", id="a slip that may be of several"),
        pytest.param("**@everyone**", r"called \*\*everyone\*\*; try one that Discord offers", id="nothing near"),
    ],
)
def test_a_name_that_is_none_is_refused_with_the_nearest(typed: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        asked_for(typed, NAMED, words_of(words(), NAMED))

    assert says in str(refused.value)


def test_a_season_is_drawn_and_put_into_a_calendar() -> None:
    picture, calendar = timeline_files(found(season=2028), table(), NOW)

    assert (picture.name, picture.content[:4]) == ("ir-timeline-2028.png", b"\x89PNG")
    assert (calendar.name, calendar.content[:15]) == ("ir-timeline-2028.ics", b"BEGIN:VCALENDAR")
    assert "2028 season" in picture.says


def test_a_season_of_which_nothing_is_left_is_not_drawn() -> None:
    late = datetime(2027, 3, 31, 12, tzinfo=UTC)
    over = look_up(Asked(season=2028), table(), late)
    nothing = Timeline(over.asked, over.months, over.season, (), ())

    with pytest.raises(InputError, match="nothing to draw"):
        timeline_files(nothing, table(), late)


def test_a_guide_is_named_by_its_title() -> None:
    first = block(sheet_of(found(season=2028)), "Due now")

    assert f"-# [1] {titles()['step-scores-img']}, What should an IMG do 12–18 months before the Match?" in first
