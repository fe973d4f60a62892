"""Prompts as they are shipped and read: each point stands in the guides, and a wrong table is named."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.rehearsing.prompts import Kind, Point, Prompt, read_prompts
from bot.shipped import config_folder
from bot.strategy.inputs import APPLICANTS
from tests.timeline.shipped import sections

FILE = config_folder() / "practice.toml"
PROMPTS = read_prompts(FILE)
EACH = [pytest.param(one, id=one.id) for one in PROMPTS]
POINTS = [pytest.param(one, point, id=f"{one.id} {n}") for one in PROMPTS for n, point in enumerate(one.covers)]
FIRST = "prompt why-ir-not-dr"
LONGEST_PROMPT, LONGEST_POINT = 160, 160
Edit = Callable[[str, str], Path]


def plain(text: str) -> str:
    """Return a text without marks of Markdown, its white space as single spaces."""
    return " ".join(re.sub(r"[*_`]", "", text).split())


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Return a function that copies the prompts and replaces the first match of a pattern in them."""

    def edit_copy(pattern: str, after: str) -> Path:
        text, found = re.subn(pattern, after, FILE.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert found, f"nothing is like {pattern}"
        path = tmp_path / "practice.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return edit_copy


@pytest.mark.parametrize(("one", "point"), POINTS)
def test_a_point_is_quoted_word_for_word_from_a_section_that_is_there(one: Prompt, point: Point) -> None:
    section = sections()[f"{point.guide}#{point.anchor}"]

    assert plain(point.quote) in plain(section.text)
    assert len(point.quote.split()) > 2


@pytest.mark.parametrize(("one", "point"), POINTS)
def test_a_prompt_is_for_those_whom_the_sections_of_its_points_speak_to(one: Prompt, point: Point) -> None:
    assert one.audience <= set(sections()[f"{point.guide}#{point.anchor}"].audience)


@pytest.mark.parametrize(("one", "point"), POINTS)
def test_a_point_is_said_in_words_of_our_own_and_holds_no_number(one: Prompt, point: Point) -> None:
    told = re.sub(r"Step [12]|Y-90", "", point.says)

    assert point.says != point.quote
    assert point.says.endswith(".")
    assert not re.search(r"\d", told)
    assert len(point.says) <= LONGEST_POINT


@pytest.mark.parametrize("one", EACH)
def test_a_prompt_asks_for_something_and_says_it_shortly(one: Prompt) -> None:
    assert len(one.prompt) <= LONGEST_PROMPT
    assert one.prompt[-1] in "?."
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one.id)
    assert len({point.says for point in one.covers}) == len(one.covers)


def test_there_are_enough_of_either_kind_for_everybody() -> None:
    counts = {
        kind: [sum(one.kind == kind and one.speaks_to(who) for one in PROMPTS) for who in ("", *APPLICANTS)]
        for kind in Kind
    }

    assert min(min(numbers) for numbers in counts.values()) >= 20


def test_no_prompt_is_asked_in_the_same_words_twice() -> None:
    assert len({one.prompt for one in PROMPTS}) == len(PROMPTS)


@pytest.mark.parametrize(
    ("id_", "speaks_to"),
    [
        pytest.param("why-ir-not-dr", ["", *APPLICANTS], id="for everybody"),
        pytest.param("low-step1-md", ["us_md"], id="for one kind"),
        pytest.param("low-score-img", ["us_img", "non_us_img"], id="for either kind of IMG"),
    ],
)
def test_whom_a_prompt_speaks_to(id_: str, speaks_to: list[str]) -> None:
    [one] = [one for one in PROMPTS if one.id == id_]

    assert [who for who in ("", *APPLICANTS) if one.speaks_to(who)] == speaks_to


@pytest.mark.parametrize(
    ("pattern", "after", "says"),
    [
        pytest.param(
            r'^kind = "interview"', 'kind = "oral"', [FIRST, "kind 'oral'", "mini_oral"], id="no kind of ours"
        ),
        pytest.param(r"^kind = .*\n", "", [FIRST, "kind"], id="no kind"),
        pytest.param(
            r'^topic = "why IR"', 'topic = "kidney"', [FIRST, "topic 'kidney'"], id="a topic of the other kind"
        ),
        pytest.param(
            r'^audience = "any"', 'audience = "imgs"', [FIRST, "audience 'imgs'"], id="an audience that is none"
        ),
        pytest.param(r'^audience = "any"', 'audience = ["img"]', [FIRST, "audience"], id="a list for an audience"),
        pytest.param(r'^prompt = ".*"', 'prompt = ""', [FIRST, "prompt"], id="an empty prompt"),
        pytest.param(r'^prompt = ".*"', "prompt = 5", [FIRST, "prompt", "5"], id="a number for a prompt"),
        pytest.param(r"^prompt = .*\n", "", [FIRST, "prompt"], id="no prompt"),
        pytest.param(r"^covers = \[(?:\n    .*)*\n\]", "covers = []", [FIRST, "covers"], id="nothing covered"),
        pytest.param(r"^covers = \[(?:\n    .*)*\n\]", 'covers = "all"', [FIRST, "covers"], id="a text for points"),
        pytest.param(r"^covers = \[(?:\n    .*)*\n\]", 'covers = ["all"]', [FIRST], id="a text for a point"),
        pytest.param(r'source = "ir-roadmap#early', 'source = "ir-roadmap', [FIRST, "source", "#"], id="no section"),
        pytest.param(r'source = "ir-roadmap#', 'source = "#', [FIRST, "source"], id="no guide"),
        pytest.param(r'\{ says = "[^"]*", ', "{ ", [FIRST, "says"], id="a point that says nothing"),
        pytest.param(r", quote = .* \},", " },", [FIRST, "quote"], id="a point without a quote"),
        pytest.param(r"\{ says", "{ why = 1, says", [FIRST, "covers", "why"], id="a key of a point that is not known"),
        pytest.param(r"^kind", "kid = 1\nkind", [FIRST, "kid"], id="a key that is not known"),
        pytest.param(r'^id = "why-ir-not-surgery"', 'id = "why-ir-not-dr"', [FIRST, "twice"], id="an id twice"),
        pytest.param(r'^id = "why-ir-not-dr"\n', "", ["prompt ?", "id"], id="no id"),
        pytest.param(
            r"^interview = \[", 'interview = [ "salary",', ["topic 'salary'", "no prompt"], id="an unused topic"
        ),
        pytest.param(r"^interview = \[[^\]]*\]", 'interview = "all"', ["topics interview"], id="a text for topics"),
        pytest.param(r"^mini_oral = ", "oral = ", ["mini_oral"], id="no topics"),
        pytest.param(r"^\[topics\]", "[topic]", ["topics"], id="no table of topics"),
        pytest.param(r"^\[topics\]", "[topics", ["line"], id="no TOML"),
    ],
)
def test_a_wrong_prompt_stops_the_start_and_the_message_says_where(
    edit: Edit, pattern: str, after: str, says: list[str]
) -> None:
    path = edit(pattern, after)

    with pytest.raises(SettingError) as wrong:
        read_prompts(path)

    assert str(wrong.value).startswith(f"{path}: ")
    assert [name for name in says if name not in str(wrong.value)] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"practice\.toml"):
        read_prompts(tmp_path / "practice.toml")
