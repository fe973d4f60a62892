"""The guides and data that are shipped: whole, well formed, and not written from the questions that measure them."""

import json
import re
from pathlib import Path

import pytest

from bot.answering.differing import read_disagreements
from bot.lexicon import read_lexicon
from bot.shipped import config_folder, guides_folder
from knowledge.passages import Guide, Section
from knowledge.reading import read_folder
from knowledge.statements import split
from knowledge.topics import read_topics

SHELF = read_folder(guides_folder())
SECTIONS = [
    pytest.param(guide, section, id=f"{guide.id}#{section.anchor}")
    for guide in SHELF.guides
    for section in guide.sections
]
EVALUATION = sorted((Path(__file__).parent / "eval").glob("*.jsonl"))


def test_every_file_is_read() -> None:
    assert [guide.id for guide in SHELF.guides] == [
        "ir-roadmap",
        "low-scores-md",
        "step-scores-img",
        "step1-prep",
        "step2-ck-non-us-img",
    ]
    assert SHELF.skipped == ()


@pytest.mark.parametrize(("guide", "section"), SECTIONS)
def test_a_section_stands_alone(guide: Guide, section: Section) -> None:
    first = split(section.text)[0]

    assert len(section.text) <= 1_200
    assert not section.text[first.start : first.end].endswith(":")
    assert not re.match(r"(?:It|This|These|They|Here|The following)\b", section.text)
    assert len(section.asked_as) >= 8
    assert section.audience


def test_disagreements_name_sections_that_exist() -> None:
    places = {f"{guide.id}#{section.anchor}" for guide in SHELF.guides for section in guide.sections}
    known = read_disagreements(config_folder() / "disagreements.toml")

    assert known
    assert {place for one in known for side in one.sides for place in side} <= places
    assert not any(re.search(r"\d", one.says.replace("Step 2 CK", "")) for one in known)


def test_no_topic_is_listed_twice() -> None:
    ids = [topic.id for topic in read_topics(config_folder() / "not_covered.toml")]

    assert len(ids) == len(set(ids))


def test_nothing_is_written_from_the_questions_that_measure_it() -> None:
    measured = {_folded(text) for path in EVALUATION for line in _lines(path) for text in _texts(line)}
    topics = read_topics(config_folder() / "not_covered.toml")
    lexicon = read_lexicon(config_folder() / "lexicon.toml")
    written = [asked.text for guide in SHELF.guides for section in guide.sections for asked in section.asked_as]
    written += [line for topic in topics for line in topic.asked_as]
    written += list(lexicon.terms)

    long_enough = {text for text in map(_folded, written) if len(text.split()) > 3}
    assert long_enough & measured == set()


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _texts(line: dict[str, object]) -> list[str]:
    turns = line.get("turns", [])
    alone = [line[key] for key in ("question", "input") if key in line]
    return [str(text) for text in (*alone, *(turns if isinstance(turns, list) else []))]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
