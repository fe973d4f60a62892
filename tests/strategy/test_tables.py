"""Decision tables as they are read: a wrong one stops the start, and the message says where it is wrong."""

import re
from pathlib import Path

import pytest

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.errors import InputError, SettingError
from bot.strategy.tables import Outcome
from tests.strategy.conftest import Edit
from tests.strategy.shipped import NAMES, TABLES

FIRST_ROW = "row R-02.1"


@pytest.mark.parametrize(
    ("pattern", "after", "named"),
    [
        pytest.param(r"^about =", "abuot =", ["top level", "abuot"], id="a key that is not known"),
        pytest.param(r"^about = .*\n", "", ["about"], id="no word of what it is about"),
        pytest.param(
            r"^about = ",
            'uncovered = "{scoer}"\nabout = ',
            ["uncovered", "scoer"],
            id="one above the rows",
        ),
        pytest.param(r"^\[gives\]", "[also_gives]", ["also_gives"], id="a part that is not known"),
        pytest.param(
            r"^tier = \"text\"", 'tier = "texts"', ["gives.tier", "texts"], id="a kind of result that is none"
        ),
        pytest.param(
            r"kind = \"score\"", 'kind = "scoer"', ["inputs.step2_ck", "scoer"], id="a kind of input that is none"
        ),
        pytest.param(r"kind = \"score\", ", "", ["inputs.step2_ck", "kind"], id="an input without kind"),
        pytest.param(r"label = ", "lable = ", ["inputs.applicant_type", "lable"], id="an input with a key too many"),
        pytest.param(r"^key = \"tier\"", 'key = "teir"', ["outcome", "teir"], id="an outcome that is no result"),
        pytest.param(
            r"^better = .*", 'better = "lowest"', ["outcome", "lowest"], id="an outcome compared by no known word"
        ),
        pytest.param(r"\"R-00.1\"", '"R-00.9"', ["shared", "R-00.9"], id="a shared row that is not there"),
        pytest.param(r"^id = \"R-02.1\"", 'id = "02.1"', ["row 02.1", "R-02.1"], id="an id of another form"),
        pytest.param(r"^id = \"R-02.2\"", 'id = "R-02.1"', [FIRST_ROW, "twice"], id="an id that is there twice"),
        pytest.param(r"^id = \"R-02.2\"", 'id = "R-00.1"', ["row R-00.1", "twice"], id="the id of a shared row"),
        pytest.param(r"step2_ck = \"250", 'step2_kc = "250', [FIRST_ROW, "step2_kc"], id="an unknown fact in when"),
        pytest.param(r"\"250\.\.\"", '"25o.."', [FIRST_ROW, "25o..", "step2_ck"], id="a wrong range in when"),
        pytest.param(
            r"\"246\.\.249\"", '"249..246"', ["row R-02.2", "249..246"], id="a range that ends before it begins"
        ),
        pytest.param(r"tier = \"strong\"", 'teir = "strong"', [FIRST_ROW, "teir"], id="an unknown result in then"),
        pytest.param(r"band = \"245\.\.\"", 'band = "245+"', [FIRST_ROW, "245+", "band"], id="a wrong range in then"),
        pytest.param(r"band = \"245\.\.\"", "band = 245", [FIRST_ROW, "band"], id="a number where a range belongs"),
        pytest.param(r"flags = \[.*\]", 'flags = "edge"', ["row G-02.a", "flags"], id="a text where a list belongs"),
        pytest.param(r"tier = \"strong\"", "tier = 1", [FIRST_ROW, "tier"], id="a number where a text belongs"),
        pytest.param(r"^says = .*\n", "", [FIRST_ROW, "says", "missing"], id="no sentence"),
        pytest.param(r"^says = \"", 'says = "{scoer} ', [FIRST_ROW, "scoer"], id="a placeholder that is no fact"),
        pytest.param(r"^says = \"", 'says = "{ ', [FIRST_ROW], id="a brace that is not closed"),
        pytest.param(r"^source = .*\n", "", [FIRST_ROW, "source", "missing"], id="no source"),
        pytest.param(
            r"#step2-target", "#step3-target", [FIRST_ROW, "source", "#step3-target"], id="a source that is no section"
        ),
        pytest.param(r"^quote = .*\n", "", [FIRST_ROW, "quote", "missing"], id="no quote"),
        pytest.param(r"^applies = .*\n", "", [FIRST_ROW, "applies", "missing"], id="no word of whom it speaks"),
        pytest.param(
            r"^applies = .*", 'applies = "imgs"', [FIRST_ROW, "applies", "imgs"], id="it speaks of nobody known"
        ),
        pytest.param(
            r"^applies = ", 'status = "setled"\napplies = ', [FIRST_ROW, "setled"], id="a status that is none"
        ),
        pytest.param(r"^applies = ", 'apply = "img"\napplies = ', [FIRST_ROW, "apply"], id="a row with a key too many"),
        pytest.param(r"^about = .*", 'about = "', ["line 2"], id="no TOML"),
    ],
)
def test_a_wrong_table_is_refused_and_the_message_says_where(
    edit: Edit, pattern: str, after: str, named: list[str]
) -> None:
    folder = edit("ck_tier.toml", pattern, after)

    with pytest.raises(SettingError) as wrong:
        read_catalogue(folder)

    assert str(wrong.value).startswith(f"{folder / 'ck_tier.toml'}: ")
    assert [name for name in named if name not in str(wrong.value)] == []


@pytest.mark.parametrize(
    ("pattern", "after", "named"),
    [
        pytest.param(r"after_plan = true", "after_paln = true", ["reject V05", "after_paln"], id="an unknown fact"),
        pytest.param(r"\"not 8\.\.12\"", '"not 8...12"', ["reject V12", "8...12"], id="a wrong range"),
        pytest.param(r"^field = \"week\"", 'field = "weak"', ["reject V05", "weak"], id="a field that is no input"),
        pytest.param(r"^field = .*\n", "", ["reject V05", "field", "missing"], id="no field"),
        pytest.param(r"^reason = \"", 'reason = "{weak} ', ["reject V05", "weak"], id="a placeholder that is no fact"),
    ],
)
def test_a_wrong_refusal_is_refused_too(edit: Edit, pattern: str, after: str, named: list[str]) -> None:
    folder = edit("ck_week_plan.toml", pattern, after)

    with pytest.raises(SettingError) as wrong:
        read_catalogue(folder)

    assert str(wrong.value).startswith(f"{folder / 'ck_week_plan.toml'}: ")
    assert [name for name in named if name not in str(wrong.value)] == []


@pytest.mark.parametrize(
    ("file", "pattern", "after"),
    [
        pytest.param("shared.toml", r"^says = .*\n", "", id="a shared row without sentence"),
        pytest.param("shared.toml", r"^id = \"R-00.1\"\n", "", id="a shared row without id"),
        pytest.param("sources.toml", r"^\[step1-prep.sections\]", "[step1-prep.parts]", id="a guide without sections"),
        pytest.param("sources.toml", r"^number = .*\n", "", id="a guide without number"),
        pytest.param("sources.toml", r"^\[", "[[", id="no TOML"),
    ],
)
def test_what_tables_share_is_checked_too(edit: Edit, file: str, pattern: str, after: str) -> None:
    edit("ck_tier.toml", "^about", "about")
    folder = edit(file, pattern, after)

    with pytest.raises(SettingError, match=re.escape(str(folder))):
        read_catalogue(folder)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"sources\.toml"):
        read_catalogue(tmp_path)


def test_a_copy_that_is_not_spoilt_is_read(edit: Edit) -> None:
    folder = edit("ck_tier.toml", "^about", "about")

    assert list(read_catalogue(folder).functions) == ["ck_tier"]


def test_every_table_is_a_function_that_can_be_asked_by_its_name(catalogue: Catalogue) -> None:
    assert sorted(catalogue.functions) == NAMES
    assert len(NAMES) == len(list(TABLES.glob("*.toml"))) - 2
    with pytest.raises(InputError, match=r"no strategy function 'ck_teir'; choose .*ck_tier"):
        catalogue.advise("ck_teir", {})


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_names_an_input(catalogue: Catalogue, name: str) -> None:
    function = catalogue.named(name)

    assert {refusal.field for refusal in function.refusals} <= function.inputs.keys()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_member_reads_of_an_input_is_written(catalogue: Catalogue, name: str) -> None:
    function = catalogue.named(name)

    assert function.about
    assert [one.name for one in function.inputs.values() if not one.label and one.kind != "applicant"] == []
    assert [one.name for one in function.inputs.values() if not one.asks.rstrip(")").endswith(("?", "."))] == []


def better(outcome: Outcome | None) -> object:
    """Return how an outcome is compared; nothing where there is none."""
    return outcome.better if outcome else None


@pytest.mark.parametrize("name", NAMES)
def test_an_outcome_is_compared_by_a_word_that_is_known_or_by_a_list(catalogue: Catalogue, name: str) -> None:
    compared = better(catalogue.named(name).outcome)

    assert compared in (None, "lower", "higher", "fewer") or (isinstance(compared, list) and len(compared) > 1)
