"""How many labelled statements are accepted: of those that hold, and of those that do not.

Each line of statements.jsonl is a statement as a model writes it, the sections it names, and whether it holds. What the
judge goes by was chosen on the set `dev`; `held` was only counted. A statement that holds and is not accepted costs its
better wording, for it is told in the words of the guides; one that does not and is accepted is read by somebody.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, AnswerKind
from bot.answering.checking import numbers_in
from bot.asking.drafting import Draft
from bot.asking.path import Adviser
from bot.asking.question import Reading
from bot.writing.judging import Judge, Judged, Said
from bot.writing.material import Material
from knowledge.passages import Applicant, Kind

LABELLED = Path(__file__).with_name("statements.jsonl")
STATEMENTS: Sequence[dict[str, Any]] = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
HOLDS = {"dev": 0.51, "held": 0.50}
"""Share of the statements that hold of which at least so many are accepted: 67 of 129, and 66 of 131."""
FAILS = {"dev": 0.04, "held": 0.06}
"""Share of the statements that do not hold of which at most so many are: 4 of 133, and 7 of 133."""
VERBATIM = 0.95
"""Share of the sentences of the guides, word for word, of which at least so many are accepted: 956 of 997."""
WHO = ("us_img", "us_md")
DENIED = 0.05
"""Share of those that hold and are accepted of which at most so many still are with a "not": 2 of 59."""
OFF = [
    (
        "step-scores-img#scenario-low",
        "With lower scores or prior failures, focus on DR and apply to a very broad range, often 120–80 programs.",
    ),
    (
        "step-scores-img#step2-target",
        "An ideal Step 2 CK target for an IMG aiming at IR is often a score of 250–250+ for maximum competitiveness.",
    ),
    (
        "step2-ck-non-us-img#weeks-1-2",
        "At the end of week 60, take an NBME or UWSA and look at which systems scored lowest and what types of "
        "mistakes you made.",
    ),
    (
        "step1-prep#core-resources",
        "UWorld is the non-negotiable resource for Step 3, and First Aid is the spine of your study.",
    ),
    (
        "step2-ck-non-us-img#day-before",
        "The day after Step 2 CK, visit the exam center if the route is unfamiliar, and prepare your documents.",
    ),
    (
        "step-scores-img#timeline-8-12",
        "At 8–12 months after the Match, enter dedicated Step 2 CK prep based on UWorld and NBMEs.",
    ),
    ("ir-roadmap#how-many-aways", "For all IR applicants, one home rotation plus one away is sufficient."),
    (
        "ir-roadmap#research-milestones",
        "By the time M2 ends, you should rarely have sent in at least one abstract or poster.",
    ),
    (
        "ir-roadmap#shared-features-and-rivals",
        "IR, derm and ortho share features such as low score expectations, a strong emphasis on research and few "
        "positions.",
    ),
    (
        "ir-roadmap#how-many-aways",
        "For many IR applicants, one home rotation plus one away is sufficient, so you can ignore research.",
    ),
    (
        "step-scores-img#step2-below-230",
        "With a Step 2 CK score below 230, consider applying predominantly to IR programs.",
    ),
]
"""Section, and a statement that is a word, a figure or the end of a range away from what it says."""
MOST_OFF = 7
"""How many of these are accepted at most: each is read by somebody as what the guides say."""
_NUMBER = re.compile(r"(?<![\w.,–-])(?<!step )(\d+)(?![\w.,]*\d)(?!\s*CK)", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|should|can|will|may)\b")


@dataclass(frozen=True)
class Panel:
    """Judges statements about sections of the shipped guides."""

    adviser: Adviser

    def judge(self, texts: Iterable[str], places: Sequence[str], tracks: Iterable[str] = ()) -> list[Judged]:
        """Return statements that name the passages of some sections, judged."""
        entries = {f"P{entry.number}": entry for entry in self.adviser.index.every_entry()}
        ids = [id for id, entry in entries.items() if f"{entry.passage.guide}#{entry.passage.anchor}" in places]
        reading = Reading("asked", tracks=frozenset(map(Applicant, tracks)))
        blank = Answer("asked", AnswerKind.ANSWER, private=False)
        judge = Judge(Material(Draft(blank, reading, blank), entries, {}, whole=True))
        return judge.judge([Said(text, tuple(ids)) for text in texts], self.adviser)

    def accepts(self, one: dict[str, Any], text: str = "") -> bool:
        """Tell whether a labelled statement is accepted, or the same with another text."""
        places = one["place"] if isinstance(one["place"], list) else [one["place"]]
        (judged,) = self.judge([text or one["text"]], places, one["tracks"])
        return not judged.wrong


@pytest.fixture(scope="module")
def panel(shipped_adviser: Adviser) -> Panel:
    """Return what judges statements."""
    return Panel(shipped_adviser)


@pytest.fixture(scope="module")
def accepted(panel: Panel) -> frozenset[str]:
    """Return the ids of the labelled statements that are accepted."""
    return frozenset(one["id"] for one in STATEMENTS if panel.accepts(one))


def labelled(which: str, label: str) -> list[str]:
    """Return the ids of the statements of a set that have a label."""
    return [one["id"] for one in STATEMENTS if (one["set"], one["label"]) == (which, label)]


def share(ids: Sequence[str], accepted: frozenset[str]) -> float:
    """Return which share of some statements is accepted."""
    return sum(id in accepted for id in ids) / len(ids)


def altered_by(change: Callable[[str], str], accepted: frozenset[str]) -> list[tuple[dict[str, Any], str]]:
    """Return the statements that hold and are accepted, each with what a change makes of it, where it makes any."""
    holding = [one for one in STATEMENTS if one["id"] in accepted and one["label"] == "holds"]
    return [(one, new) for one in holding if (new := change(one["text"])) != one["text"]]


def with_another_number(text: str) -> str:
    """Return a statement with its first count far off."""
    return _NUMBER.sub(lambda found: str(int(found[1]) * 7 + 3), text, count=1)


def with_not(text: str) -> str:
    """Return a statement with a "not" behind its first verb, if it has one that takes it."""
    return _VERB.sub(lambda found: f"{found[0]} not", text, count=1)


def test_the_labelled_statements_are_balanced_and_each_is_there_once() -> None:
    counts = [len(labelled(which, label)) for which in HOLDS for label in ("holds", "fails")]

    assert sum(counts) == len(STATEMENTS) == len({one["id"] for one in STATEMENTS})
    assert min(counts) > 120


@pytest.mark.parametrize("which", HOLDS)
def test_enough_statements_that_hold_are_accepted(accepted: frozenset[str], which: str) -> None:
    assert share(labelled(which, "holds"), accepted) >= HOLDS[which]


@pytest.mark.parametrize("which", FAILS)
def test_few_statements_that_do_not_hold_are_accepted(accepted: frozenset[str], which: str) -> None:
    assert share(labelled(which, "fails"), accepted) <= FAILS[which]


def test_no_statement_with_a_number_that_is_not_there_is_accepted(accepted: frozenset[str]) -> None:
    assert [one["text"] for one in STATEMENTS if one["kind"] == "wrong_number" and one["id"] in accepted] == []


def test_what_holds_does_not_with_another_number(panel: Panel, accepted: frozenset[str]) -> None:
    altered = altered_by(with_another_number, accepted)

    assert len(altered) >= 20
    assert [new for one, new in altered if panel.accepts(one, new)] == []


def test_what_holds_hardly_ever_does_with_a_not(panel: Panel, accepted: frozenset[str]) -> None:
    altered = altered_by(with_not, accepted)

    assert len(altered) >= 20
    assert sum(panel.accepts(one, new) for one, new in altered) / len(altered) <= DENIED


def test_few_statements_that_are_a_word_or_a_figure_off_are_accepted(panel: Panel) -> None:
    judged = [one for place, text in OFF for one in panel.judge([text], [place])]

    assert sum(not one.wrong for one in judged) <= MOST_OFF


@pytest.mark.parametrize(
    "text",
    [
        "The refinement phase lasts 2–3 weeks and combines missed questions, weak systems and full-length mock exams.",
        "The refinement phase lasts two to three weeks and combines missed questions, weak systems and mock exams.",
    ],
)
def test_figures_for_other_applicants_are_held_back(panel: Panel, text: str) -> None:
    for_imgs, for_mds = (panel.judge([text], ["step-scores-img#phase-refinement"], [who])[0] for who in WHO)

    assert for_imgs.wrong == ""
    assert for_mds.wrong == "its sources hold figures for other applicants only"


def test_what_is_accepted_cites_words_that_hold_its_figures(panel: Panel, accepted: frozenset[str]) -> None:
    for one in STATEMENTS:
        places = one["place"] if isinstance(one["place"], list) else [one["place"]]
        (judged,) = (
            panel.judge([one["text"]], places, one["tracks"]) if one["id"] in accepted else (Judged(Said("", ())),)
        )
        if judged.grounded:
            cited = " ".join(part.entry.passage.text[part.start : part.end] for part in judged.grounded.all)
            assert numbers_in(judged.said.text) <= numbers_in(cited)


def test_sentences_of_the_guides_are_accepted_word_for_word(panel: Panel) -> None:
    wrong, count = 0, 0
    for entry in panel.adviser.index.every_entry():
        passage = entry.passage
        texts = [passage.text[one.start : one.end] for one in entry.statements if one.kind is not Kind.LEAD_IN]
        judged = panel.judge(texts, [f"{passage.guide}#{passage.anchor}"])
        wrong, count = wrong + sum(bool(one.wrong) for one in judged), count + len(texts)

    assert count > 900
    assert (count - wrong) / count >= VERBATIM


@given(st.text(st.characters(), max_size=500))
@settings(max_examples=50)
def test_any_text_is_judged(panel: Panel, text: str) -> None:
    (first, second) = panel.judge([text, f"Step 2 CK {text} matters."], ["step-scores-img#step2-target"])

    assert first.wrong or first.grounded
    assert second.wrong or second.grounded
