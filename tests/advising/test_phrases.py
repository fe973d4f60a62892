"""The phrases as written in the configuration: how they are found, and how a wrong file stops the start."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advising.phrases import Phrases, any_of, read_phrases
from bot.errors import SettingError
from bot.shipped import config_folder

PHRASES = ["ck", "step 2", "step 2 ck", "s2", "DO"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("my step 2 ck", ["step 2 ck"], id="the longest"),
        pytest.param("Step 2 and CK", ["Step 2", "CK"], id="in any case"),
        pytest.param("stuck, os2, ckd", [], id="within words"),
        pytest.param("I'm a DO", ["DO"], id="a capital as typed"),
        pytest.param("what to do", [], id="a capital not typed"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_phrases_are_found_on_whole_words(text: str, found: list[str]) -> None:
    assert any_of(PHRASES).findall(text) == found


@given(st.lists(st.text("abc '-", min_size=1, max_size=6).map(str.strip).filter(bool), max_size=8))
def test_every_phrase_is_found_by_its_own_pattern(phrases: list[str]) -> None:
    pattern = any_of(phrases)

    assert all(pattern.fullmatch(phrase) for phrase in phrases)
    assert pattern.search("xyz") is None


def test_each_name_comes_with_its_place(phrases: Phrases) -> None:
    assert list(phrases.exams.find("nbme 238, goal ck")) == [
        ("practice", 0, 4),
        ("target", 10, 14),
        ("step2_ck", 15, 17),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('step2_ck = ["step 2 ck"', 'step2_ck = ["nbme"', id="a phrase with two meanings"),
        pytest.param("[counted]", "[uncounted]", id="a table missing"),
        pytest.param("[exams]", "[exams", id="not TOML"),
        pytest.param('visa = ["visa"', "visa = [7", id="not a phrase"),
    ],
)
def test_a_wrong_file_stops_the_start(tmp_path: Path, before: str, after: str) -> None:
    text = (config_folder() / "profile.toml").read_text(encoding="utf-8")
    path = tmp_path / "profile.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    assert before in text
    with pytest.raises(SettingError, match=r"profile\.toml"):
        read_phrases(path)
