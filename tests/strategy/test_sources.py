"""What rows say and what the shipped guides say: each row's section, quote, numbers and audience, walked one by one."""

import re

import pytest
import tomli

from bot.shipped import guides_folder
from bot.strategy.tables import APPLIES, Row
from knowledge.passages import Section
from knowledge.reading import read_folder
from tests.strategy.shipped import NAMES, TABLES, all_rows, shipped

SECTIONS = {
    f"{guide.id}#{section.anchor}": section
    for guide in read_folder(guides_folder()).guides
    for section in guide.sections
}
LISTED = tomli.loads((TABLES / "sources.toml").read_text(encoding="utf-8"))

OWN_NUMBERS = {
    "R-12.6": "40–50 a day is our sum of the two blocks of 20–25 that the section gives",
    "R-22.17": "the section names the season; that its last months are under 4 months before a March Match is ours",
}
"""Rows whose numbers are readings of the catalogue's own. Those of gaps (G) are readings throughout."""

WIDER = {
    "R-07.12": "a guide for IMGs describes the two routes, which are the same for everybody",
    "G-05.g": "the order of DR and Independent IR is from the guide for US MDs, and the same for everybody",
    "G-07.c": "about what a guide for IMGs calls the Independent IR residency",
    "G-07.d": "tells US DOs that the guide for US MDs leaves them out",
    "G-08.d": "sets the guide for non-US-citizen IMGs beside the one for all IMGs",
    "G-08.e": "tells US graduates that the study lengths were written for IMGs",
    "G-09.c": "only a guide for non-US-citizen IMGs counts from ERAS; it is read for other months",
    "G-10.c": "shows the guide for non-US-citizen IMGs beside the one for all IMGs",
    "G-10.d": "sets the guide for non-US-citizen IMGs against the one for all IMGs",
    "G-15.a": "sets the guide for non-US-citizen IMGs against the one for all IMGs",
    "G-15.f": "mends what a guide for IMGs says of retakes, by a rule that holds for everybody",
    "G-16.b": "only the guide for non-US-citizen IMGs speaks of a slight delay",
    "G-16.e": "sets the guide for US MDs against the one for IMGs",
    "G-18.a": "a guide for IMGs speaks of several attempts, none of how many are allowed",
    "G-21.e": "the guide for non-US-citizen IMGs gives no numbers, like the one for all IMGs",
    "G-22.g": "tells US graduates that the timeline was written for IMGs",
    "G-24.d": "tells others that the order was written for US MDs",
    "G-28.e": "tells others that the table was written for US MDs",
    "G-29.a": "the guide for US MDs says when a score is explained; so do we for everybody",
    "G-29.b": "the guide for US MDs says how a score is explained; so do we for everybody",
}
"""Rows that speak of more people than their section does, and why they may."""

_NAME = re.compile(r"\b(?:Step|M|MS|PGY-|UWSA|J-|H-)\s?\d[B]?(?:\s?[–/-]\s?(?:M|MS|PGY-)?\d)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:\s?[–-]\s?\d+(?:\.\d+)?)?")


def rows_of(name: str, letters: str = "RG") -> list[Row]:
    """Return the rows of a function whose ids begin with one of some letters."""
    return [row for row in shipped().named(name).rows if row.id[0] in letters]


def section_of(row: Row) -> Section:
    """Return the section a row rests on."""
    return SECTIONS[f"{row.source.guide}#{row.source.anchor}"]


def numbers_in(text: str) -> set[str]:
    """Return the numbers and ranges of a text as one writes them, without those that are part of a name."""
    found = _NUMBER.findall(_NAME.sub("", text))
    return {number.replace("-", "–").replace(" ", "") for number in found}


def foreign_numbers(row: Row) -> set[str]:
    """Return the numbers a row says that its section does not; an end of a range may be said alone."""
    written = numbers_in(section_of(row).text)
    ends = {end for span in written for end in span.split("–")}
    return numbers_in(re.sub(r"\{\w+\}", "", row.says)) - written - ends


def spoken_to_beyond(row: Row) -> set[str]:
    """Return those a row speaks of and its section does not speak to."""
    return set(APPLIES[row.applies]) - set(section_of(row).audience)


@pytest.mark.parametrize("guide", LISTED)
def test_sections_are_listed_by_the_headings_they_have(guide: str) -> None:
    headings = {anchor: SECTIONS[f"{guide}#{anchor}"].heading[-1] for anchor in LISTED[guide]["sections"]}

    assert LISTED[guide]["sections"] == headings


@pytest.mark.parametrize("name", NAMES)
def test_a_row_rests_on_a_section_that_is_there_and_quotes_it_word_for_word(name: str) -> None:
    rows = rows_of(name)

    assert [row.id for row in rows if f"{row.source.guide}#{row.source.anchor}" not in SECTIONS] == []
    assert [row.id for row in rows if row.source.section != section_of(row).heading[-1]] == []
    assert [row.id for row in rows if not row.source.quote or row.source.quote not in section_of(row).text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_a_row_says_stand_in_its_section(name: str) -> None:
    rows = rows_of(name, "R")

    assert {row.id for row in rows if foreign_numbers(row)} == {row.id for row in rows} & OWN_NUMBERS.keys()


@pytest.mark.parametrize("name", NAMES)
def test_a_row_speaks_of_those_its_section_speaks_to(name: str) -> None:
    rows = rows_of(name)

    assert {row.id for row in rows if spoken_to_beyond(row)} == {row.id for row in rows} & WIDER.keys()


def test_a_rule_of_our_own_names_no_guide() -> None:
    own = [row.source for _, row in all_rows() if row.id[0] == "V"]

    assert own
    assert {(source.guide, source.quote) for source in own} == {("", "")}


def test_every_exception_is_a_row_that_is_there() -> None:
    assert {*OWN_NUMBERS, *WIDER} <= {row.id for _, row in all_rows()}


def test_only_a_gap_names_a_guide_by_its_number() -> None:
    naming = {row.id[0] for _, row in all_rows() if re.search(r"\b[Gg]uides? 00\d", row.says)}

    assert naming == {"G"}
