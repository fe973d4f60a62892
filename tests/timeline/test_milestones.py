"""Milestones as they are read: what each rests on, what it can be asked for by, and how a wrong one is refused."""

import re
from itertools import pairwise

import pytest

from bot.errors import SettingError
from bot.strategy.advice import Reason
from bot.strategy.tables import Row
from bot.timeline.milestones import IMG, TRACKS, US, Milestone, Window, reason_of, row_of, window
from bot.timeline.timetable import SCHOOL_YEARS, read_timetable
from tests.strategy.shipped import shipped
from tests.timeline.conftest import Edit
from tests.timeline.shipped import IMG_KINDS, KINDS, US_KINDS, sections, table, words

MILESTONES = [pytest.param(one, id=one.id) for one in table().milestones]
FIRST = "milestone settle-on-ir"
LONGEST_TITLE = 42
NUMBER = re.compile(r"\d+")

UNLISTED = {"R-22.17": "the season itself, which is no task"}
"""Rows of what to do by months or by year that no track has, and why."""
"""Subjects that have no words, and why."""


def told_by(one: Milestone) -> list[Reason]:
    """Return everything a milestone tells that a row says, to whomever."""
    return [one.reason, *(why.reason for why in one.why)]


def rows_of(name: str) -> list[Row]:
    """Return the rows of a function that are no gaps."""
    return [row for row in shipped().named(name).rows if row.id[0] == "R"]


def listed(track: str) -> set[str]:
    """Return the rules that the milestones of a track rest on."""
    return {one.reason.rule for one in table().track(track)}


@pytest.mark.parametrize("one", MILESTONES)
def test_a_milestone_rests_on_sections_that_are_there_and_quotes_them_word_for_word(one: Milestone) -> None:
    for reason in told_by(one):
        source = reason.source
        section = sections()[f"{source.guide}#{source.anchor}"]

        assert source.section == section.heading[-1]
        assert source.quote
        assert source.quote in section.text


@pytest.mark.parametrize("one", MILESTONES)
def test_the_numbers_that_a_milestone_says_stand_in_its_section(one: Milestone) -> None:
    source = one.reason.source
    section = sections()[f"{source.guide}#{source.anchor}"]

    assert set(NUMBER.findall(one.reason.says)) <= set(NUMBER.findall(section.text)) | {"1", "2"}


@pytest.mark.parametrize("one", MILESTONES)
def test_a_milestone_speaks_to_those_its_section_speaks_to(one: Milestone) -> None:
    source = one.reason.source

    assert one.applicants <= set(sections()[f"{source.guide}#{source.anchor}"].audience)


@pytest.mark.parametrize("one", MILESTONES)
def test_a_milestone_can_be_drawn_and_put_into_a_calendar(one: Milestone) -> None:
    assert 0 < len(one.title) <= LONGEST_TITLE
    assert one.title == one.title.strip()
    assert table().group(one) in table().groups
    assert table().alarms[one.by]
    assert 0 <= one.window.latest <= one.window.earliest


@pytest.mark.parametrize("one", MILESTONES)
def test_a_milestone_of_a_track_speaks_to_somebody_who_follows_it(one: Milestone) -> None:
    assert one.tracks <= {TRACKS[kind] for kind in one.applicants}


@pytest.mark.parametrize(
    ("function", "track"), [pytest.param("timeline_by_months", IMG, id="F22"), pytest.param("stage_plan", US, id="F23")]
)
def test_whatever_is_to_be_done_by_the_catalogue_is_a_milestone(function: str, track: str) -> None:
    assert {row.id for row in rows_of(function)} - listed(track) == {row.id for row in rows_of(function)} & {*UNLISTED}


def test_a_rule_is_one_milestone_alone() -> None:
    rules = [one.reason.rule for one in table().milestones]

    assert len(rules) == len(set(rules))


def test_every_subject_has_words_and_all_words_have_a_subject() -> None:
    subjects = {subject for one in table().milestones for subject in one.about}

    assert subjects - table().dates.about.keys() <= words().subjects.keys() <= subjects
    assert words().dates.keys() == table().dates.unknown.keys() == words().dates.keys() & subjects


def test_every_subject_belongs_to_one_group_and_no_group_holds_another() -> None:
    grouped = [subject for subjects in table().groups.values() for subject in subjects]
    subjects = {subject for one in table().milestones for subject in one.about}

    assert len(grouped) == len(set(grouped))
    assert set(grouped) == subjects - table().dates.about.keys() | {"eras", "match"}


def test_stages_of_school_follow_each_other_without_a_gap() -> None:
    years = table().years
    in_turn = [years[name] for name in ("m4", "m3", "m2", "m1")]

    assert years.keys() == SCHOOL_YEARS.keys()
    assert [later.latest - one.earliest for one, later in pairwise(in_turn)] == [1, 1, 1]
    assert years["m1_m2"] == Window(years["m2"].latest, years["m1"].earliest)
    assert (years["late_m2"].latest, years["early_m2"].earliest) == (years["m2"].latest, years["m2"].earliest)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("8..12", Window(8, 12), id="a span"),
        pytest.param("6..6", Window(6, 6), id="a month"),
        pytest.param("0..6", Window(0, 6), id="up to the Match"),
    ],
)
def test_a_window_is_read(written: str, read: Window) -> None:
    assert window(written) == read


@pytest.mark.parametrize("written", ["8..", "..12", "12..8", "8-12", "8", "8.5..12", "soon", ""])
def test_a_window_of_another_form_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"range|months|ends"):
        window(written)


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        pytest.param(Window(8, 12), True, id="the same"),
        pytest.param(Window(12, 18), True, id="they meet"),
        pytest.param(Window(9, 10), True, id="inside"),
        pytest.param(Window(0, 45), True, id="around"),
        pytest.param(Window(7, 7), False, id="after it"),
        pytest.param(Window(13, 18), False, id="before it"),
    ],
)
def test_windows_overlap_where_they_share_a_month(other: Window, overlap: bool) -> None:
    assert Window(8, 12).overlaps(other) is other.overlaps(Window(8, 12)) is overlap


def named(id_: str) -> Milestone:
    """Return a milestone."""
    return next(one for one in table().milestones if one.id == id_)


@pytest.mark.parametrize(
    ("id_", "speaks_to", "meant_for"),
    [
        pytest.param("observerships", IMG_KINDS, IMG_KINDS, id="of IMGs"),
        pytest.param("visa", ("non_us_img",), IMG_KINDS, id="of one kind of IMG"),
        pytest.param("submit-eras-md", ("us_md",), US_KINDS, id="of one kind of US graduate"),
        pytest.param("aways", KINDS, KINDS, id="of everybody"),
        pytest.param("season", IMG_KINDS, KINDS, id="of no timeline"),
    ],
)
def test_whom_a_milestone_is_for(id_: str, speaks_to: tuple[str, ...], meant_for: tuple[str, ...]) -> None:
    one = named(id_)

    assert [kind for kind in KINDS if one.speaks_to(kind)] == [*speaks_to]
    assert [kind for kind in KINDS if one.meant_for(kind)] == [*meant_for]
    assert one.speaks_to("")
    assert one.meant_for("")


@pytest.mark.parametrize(
    ("id_", "applicant", "rules"),
    [
        pytest.param("ck-exam", "us_img", ["R-22.9", "R-15.1", "R-15.11", "G-15.a"], id="rows for IMGs"),
        pytest.param(
            "ck-exam", "non_us_img", ["R-22.9", "R-15.1", "R-15.2", "R-15.11", "G-15.a"], id="those of one kind too"
        ),
        pytest.param("ck-exam", "", ["R-22.9", "R-15.1", "R-15.2", "R-15.11", "G-15.a"], id="all, for anybody"),
        pytest.param("ck-before-eras", "us_do", ["R-15.4", "R-15.5", "R-15.4"], id="no gap of the IMG guides"),
        pytest.param("sub-i-letter", "us_md", ["R-23.12", "R-23.12"], id="what is left open"),
    ],
)
def test_what_is_told_by_name_is_for_the_asker(id_: str, applicant: str, rules: list[str]) -> None:
    assert [reason.rule for reason in named(id_).reasons(applicant)] == rules


def test_what_is_left_open_is_a_caveat_and_no_advice() -> None:
    *_, note = named("sub-i-letter").reasons("us_md")

    assert note.caveat
    assert note.says.startswith("No guide gives US students a lead time for letters")


def test_a_row_whose_sentence_needs_inputs_is_no_milestone() -> None:
    row = next(row for function in shipped().functions.values() for row in function.rows if "{" in row.says)

    with pytest.raises(ValueError, match="says something else for each input"):
        reason_of(row)
    assert reason_of(row, "Said in its place.").says == "Said in its place."


@pytest.mark.parametrize("name", ["timeline_by_months", "timeline_by_months R-99.1", "no_function R-22.1", ""])
def test_a_rule_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"rule {name!r}"):
        row_of(name, shipped())


@pytest.mark.parametrize(
    ("pattern", "after", "says"),
    [
        pytest.param(r"^title = .*", f'title = "{"x" * 43}"', [FIRST, "at most 42 characters"], id="a long title"),
        pytest.param(r"^title = .*\n", "", [FIRST, "title"], id="no title"),
        pytest.param(r"^title = .*", "title = 1", [FIRST], id="a title that is no text"),
        pytest.param(r"^id = .*\n", "", ["milestone ?", "id"], id="no id"),
        pytest.param(r'^id = "observ.*', 'id = "settle-on-ir"', [FIRST, "twice"], id="an id that is there twice"),
        pytest.param(r"R-22\.1\"", 'R-22.99"', [FIRST, "R-22.99"], id="a row that is not there"),
        pytest.param(r"timeline_by_months R", "timeline_by_month R", [FIRST, "timeline_by_month "], id="no function"),
        pytest.param(r"^rule = .*\n", "", [FIRST, "rule"], id="no row"),
        pytest.param(r'^about = \["goal"\]', 'about = ["gaol"]', [FIRST, "gaol"], id="a subject of no group"),
        pytest.param(r'^about = \["goal"\]', "about = []", [FIRST, "group"], id="no subject"),
        pytest.param(r'^about = \["goal"\]', 'about = "goal"', [FIRST, "group"], id="a text where a list belongs"),
        pytest.param(r"^about = .*\n", "", [FIRST, "about"], id="no word of what it is about"),
        pytest.param(r'^tracks = \["img"\]', 'tracks = ["imgs"]', [FIRST, "imgs"], id="a track that is none"),
        pytest.param(r"^tracks = .*\n", "", [FIRST, "tracks"], id="no track"),
        pytest.param(r'^months = "18', 'months = "25', [FIRST, "25..24"], id="a window that ends before it begins"),
        pytest.param(r'^months = "18\.\.24"', "months = 18", [FIRST], id="a number where a window belongs"),
        pytest.param(r'^months = "18\.\.24"', 'months = "18.."', [FIRST, "18.."], id="a window without an end"),
        pytest.param(r"^months = .*\n", "", [FIRST, "by months or by year"], id="no window"),
        pytest.param(r'^months = "18', 'year = "m3"\nmonths = "18', [FIRST, "by months or by year"], id="two windows"),
        pytest.param(r'^year = "m1_m2"', 'year = "m5"', ["milestone grades", "m5"], id="a year that is none"),
        pytest.param(r"^day = .*", 'day = "open"', [FIRST, "'open'", "opens or closes"], id="an end that is none"),
        pytest.param(r"^day = .*\n", "", [FIRST, "day"], id="no end"),
        pytest.param(r"^day = ", "wyh = []\nday = ", [FIRST, "wyh"], id="a key that is not known"),
        pytest.param(
            r"^why = \[.*\]",
            'why = ["R-26.b"]',
            ["milestone apply-for-electives", "R-26.b"],
            id="a reason that is none",
        ),
        pytest.param(r'^m3 = "10\.\.21"\n', "", ["m3"], id="a stage that is missing"),
        pytest.param(r'^m3 = "10', 'm3 = "22', ["22..21"], id="a stage that ends before it begins"),
        pytest.param(r"^closes = .*\n", "", ["closes"], id="no alarms"),
        pytest.param(r"^revised = .*\n", "", ["revised"], id="no day of the last change"),
        pytest.param(r"^revised = .*", "revised = 2026", ["int"], id="a year in its place"),
        pytest.param(r"^\[groups\]", "[group]", ["groups"], id="no groups"),
        pytest.param(r"^revised = .*", 'revised = "', ["line 10"], id="no TOML"),
    ],
)
def test_a_wrong_milestone_stops_the_start_and_the_message_says_where(
    edit: Edit, pattern: str, after: str, says: list[str]
) -> None:
    file = edit("milestones.toml", pattern, after)

    with pytest.raises(SettingError) as wrong:
        read_timetable(file.parent, shipped())

    assert str(wrong.value).startswith(f"{file}: ")
    assert [name for name in says if name not in str(wrong.value)] == []


def test_calendars_are_brought_up_to_the_last_change_of_either_table(edit: Edit) -> None:
    looked_at = edit("seasons.toml", "^checked = .*", "checked = 2027-02-01")

    assert read_timetable(looked_at.parent, shipped()).revised.isoformat() == "2027-02-01"
    assert table().revised == max(table().revised, *(one.checked for one in table().dates.known))
