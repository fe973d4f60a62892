"""What members type and what it stands for."""

from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.lexicon import Lexicon, read_lexicon
from knowledge.passages import Applicant

MD, DO, US_IMG, NON_US_IMG = Applicant
IMGS = {US_IMG, NON_US_IMG}


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        pytest.param("I am a US MD with one paper", {MD}, id="an MD"),
        pytest.param("md student here", {MD}, id="an MD student"),
        pytest.param("chances for a DO", {DO}, id="a DO"),
        pytest.param("do DOs match?", {DO}, id="DOs"),
        pytest.param("what do i do now", set(), id="the verb"),
        pytest.param("Do programmes read it?", set(), id="the verb begins"),
        pytest.param("WHAT DO I DO NOW", set(), id="the verb, shouted"),
        pytest.param("as a DO, what do I do", {DO}, id="the degree and the verb"),
        pytest.param("osteopathic applicant", {DO}, id="osteopathic"),
        pytest.param("i'm a do with a comlex score", {DO}, id="a DO in small letters"),
        pytest.param("chances for an IMG", IMGS, id="an IMG of either kind"),
        pytest.param("imgs and letters", IMGS, id="IMGs"),
        pytest.param("US IMG with 250", {US_IMG}, id="a US IMG"),
        pytest.param("caribbean student", {US_IMG}, id="the Caribbean"),
        pytest.param("non-US IMG with 250", {NON_US_IMG}, id="a non-US IMG"),
        pytest.param("Non US Citizen IMG", {NON_US_IMG}, id="in other words"),
        pytest.param("I need a visa", {NON_US_IMG}, id="a visa"),
        pytest.param("IMG and not a US citizen", {NON_US_IMG}, id="the narrower of two that overlap counts"),
        pytest.param("IMG who studied in the caribbean", {US_IMG}, id="the narrower, the other way"),
        pytest.param("US IMG vs non-US IMG", IMGS, id="a comparison within IMGs"),
        pytest.param("DO vs IMG", {DO, *IMGS}, id="a comparison of DO and IMG"),
        pytest.param("us md compared with a non-us img", {MD, NON_US_IMG}, id="a comparison of two"),
        pytest.param("how many letters", set(), id="nobody"),
        pytest.param("imgur link", set(), id="part of a word"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_applicants_are_told_by_their_words(lexicon: Lexicon, text: str, tracks: set[Applicant]) -> None:
    assert lexicon.tracks_in(text) == tracks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("who writes my lor", "letter of recommendation", id="an abbreviation"),
        pytest.param("who writes my LOR", "letter of recommendation", id="in capitals"),
        pytest.param("s1 and step1", "Step 1", id="twice the same"),
        pytest.param("lor for eras", "letter of recommendation ERAS application", id="two"),
        pytest.param("exploring", "", id="part of a word"),
        pytest.param("how many bees", "", id="none"),
    ],
)
def test_abbreviations_become_the_words_of_the_guides(lexicon: Lexicon, text: str, words: str) -> None:
    assert lexicon.standard_words(text) == words


def test_the_longest_phrase_counts(lexicon: Lexicon) -> None:
    assert lexicon.standard_words("a non-us img") != lexicon.standard_words("an img")


def test_every_term_is_found_as_it_stands(lexicon: Lexicon) -> None:
    missed = {term for term, words in lexicon.terms.items() if lexicon.standard_words(f"so {term}?") != words}

    assert missed == set()


def test_every_applicant_phrase_is_found_as_it_stands(lexicon: Lexicon) -> None:
    missed = {phrase for phrase, tracks in lexicon.tracks.items() if not lexicon.tracks_in(f"so {phrase}?") & tracks}

    assert missed == set()


@pytest.mark.parametrize(
    ("text", "private"),
    [
        pytest.param("I failed my exam", True, id="a failure"),
        pytest.param("second ATTEMPT", True, id="an attempt"),
        pytest.param("is a visa needed", True, id="a visa"),
        pytest.param("my scores are low", True, id="my scores"),
        pytest.param("how many letters", False, id="nothing of the kind"),
        pytest.param("an unfailing friend", False, id="part of a word"),
    ],
)
def test_some_words_make_an_answer_private(lexicon: Lexicon, text: str, private: bool) -> None:
    assert bool(lexicon.private.search(text)) is private


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        pytest.param("my leg is swollen, what now", "own-health", id="my leg"),
        pytest.param("can my mother stop her warfarin", "own-health", id="my mother's medicine"),
        pytest.param("should i take melatonin before the exam", "", id="an exam is study"),
        pytest.param("what is warfarin", "", id="nobody's"),
        pytest.param("my letters are late", "", id="no health"),
        pytest.param("i failed step 1 and want to die", "crisis", id="a crisis, whatever else"),
        pytest.param("SUICIDAL after the exam", "crisis", id="a crisis, shouted"),
    ],
)
def test_health_and_crises_are_told(lexicon: Lexicon, text: str, topic: str) -> None:
    assert lexicon.declined(text) == topic


@pytest.mark.parametrize(
    ("content", "named"),
    [
        pytest.param("[terms]\na = 1\n", "a: write text", id="a number for words"),
        pytest.param("[terms]\n", "define", id="a table that is missing"),
        pytest.param("[terms\n", "lexicon.toml", id="no TOML"),
        pytest.param("", "tracks", id="nothing"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(f"[tracks]\n{content}" if content.startswith("[terms]") else content, encoding="utf-8")

    with pytest.raises(SettingError, match=r"lexicon\.toml") as caught:
        read_lexicon(path)

    assert named in str(caught.value)


def test_a_group_of_applicants_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[tracks]\nvets = ["vet"]\n', encoding="utf-8")

    with pytest.raises(SettingError, match="vets"):
        read_lexicon(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"lexicon\.toml"):
        read_lexicon(tmp_path / "lexicon.toml")
