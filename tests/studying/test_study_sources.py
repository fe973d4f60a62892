"""What study plans take from their own file: numbers with the words they are from, and a meaning for every code."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from bot.errors import SettingError
from bot.shipped import config_folder, guides_folder
from bot.studying.laying_out import shipped_tables
from bot.studying.tables import Block, read_study_tables
from knowledge.reading import read_folder
from tests.strategy.shipped import NAMES, all_rows
from tests.studying.plans import asked

ROOT = Path(__file__).resolve().parents[2]
FILE = config_folder() / "timeline" / "studying.toml"
WRITTEN = tomli.loads(FILE.read_text(encoding="utf-8"))
SECTIONS = {f"{g.id}#{s.anchor}": s.text for g in read_folder(guides_folder()).guides for s in g.sections}


def sourced(written: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the tables of the file that stand with a source."""
    for value in written.values():
        if isinstance(value, dict):
            yield from ([value] if "source" in value else sourced(value))


@pytest.mark.parametrize("table", [*sourced(WRITTEN)], ids=lambda table: str(table["quote"][:40]))
def test_a_number_of_the_file_stands_in_the_words_it_is_from(table: dict[str, Any]) -> None:
    quote = table["quote"].replace("–", " ")
    numbers = [end for value in table.values() if isinstance(value, list) for end in value]

    assert table["quote"] in SECTIONS[table["source"]]
    assert all(re.search(rf"\b({end}|{end // 60})\b", quote) for end in numbers)
    assert all(number in re.findall(r"\d+", quote) for number in re.findall(r"\d+", table.get("says", "")))


def test_only_tables_with_a_source_hold_numbers() -> None:
    bare = [code for code in WRITTEN["codes"].values() if "source" not in code]
    sentences = [re.sub(r"Step \d", "", says) for says in WRITTEN["says"].values()]

    assert not [code for code in bare if re.search(r"\d", str(code))]
    assert not [says for says in sentences if re.search(r"\d", says)]


def test_the_block_is_reviewed_as_long_as_the_load_of_questions_says() -> None:
    block = shipped_tables().block
    review = asked("qbank_load", context="ck_any_day", questions=block.questions)["review_hours"]

    assert block == Block(40, 2, (2, 3))
    assert list(block.review) == review == asked("qbank_load", context="ck_any_day")["review_hours"]


def test_every_code_the_functions_give_has_a_meaning() -> None:
    phases = [asked("ck_phase_plan", phase=one)["focus"] for one in ("foundation", "acceleration", "refinement")]
    weeks = [asked("ck_week_plan", week=w, total_weeks=t)["other"] for t in range(8, 13) for w in range(1, t + 1)]
    given_ = {code for codes in (*phases, *weeks) for code in codes}

    assert given_ | {"by_subject"} == WRITTEN["codes"].keys()


def test_rows_set_aside_are_rows_that_are_there() -> None:
    assert shipped_tables().aside <= {row.id for _, row in all_rows()}


def test_the_functions_that_plans_are_built_from_are_there() -> None:
    sources = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "studying").glob("*_stages.py"))

    assert set(re.findall(r'ask\(\s*"(\w+)"', sources)) <= set(NAMES)


@pytest.mark.parametrize(
    ("before", "after"),
    [("hours = [4, 5]", "hours = [4, 6]"), ('on = "weekly"', 'on = "yearly"'), ("[aside]", "[besides]")],
    ids=["block", "code", "table"],
)
def test_a_wrong_value_of_the_file_names_the_file(tmp_path: Path, before: str, after: str) -> None:
    spoiled = tmp_path / "studying.toml"
    spoiled.write_text(FILE.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    with pytest.raises(SettingError, match=r"studying\.toml"):
        read_study_tables(spoiled)
