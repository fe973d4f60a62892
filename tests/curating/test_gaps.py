"""Gaps: questions grouped by meaning, shown only where several asked, and without what could tell who."""

import itertools
import random
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.curating.gaps import Gap, alike, grouped
from bot.redacting import redacted
from bot.storage.open_questions import Open
from knowledge.encoder import Encoder, open_encoder
from knowledge.models import DEFAULT_MODEL
from knowledge.vectors import Vectors

GROUPS = tomllib.loads((Path(__file__).parent / "gap_groups.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SALARY = (
    "how much does an IR attending make",
    "what's the salary of an interventional radiologist",
    "average IR salary please",
    "IR attending salary",
)
MOVING = ("do residents get relocation money", "does the hospital pay for my move when residency starts")
Vectorise = Callable[[Sequence[str]], Vectors]


@pytest.fixture(scope="session")
def encoder(built_home: Path) -> Encoder:
    """Return the encoder that is shipped."""
    return open_encoder(DEFAULT_MODEL, built_home)


@pytest.fixture(scope="session")
def vectors(encoder: Encoder) -> Vectorise:
    """Return what makes vectors of questions, of each text once a session."""
    known: dict[str, Vectors] = {}

    def vectors_of(texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, encoder.query_vectors(new) if new else (), strict=True))
        return np.stack([known[text] for text in texts])

    return vectors_of


def asked(texts: Sequence[str], **fields: object) -> list[Open]:
    """Return questions of as many members, a day apart."""
    return [replace(Open(n, text, (), "", NOW + n * DAY), **fields) for n, text in enumerate(texts)]


def pairs(groups: Iterable[Sequence[str]]) -> set[frozenset[str]]:
    """Return each two questions that are in one group."""
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


@pytest.mark.parametrize(
    ("parts", "recall"),
    [
        pytest.param(["choosing"], 0.7, id="those the distance was chosen on"),
        pytest.param(["checking"], 0.5, id="those written afterwards"),
        pytest.param(["choosing", "checking"], 0.65, id="all together"),
    ],
)
def test_questions_are_grouped_as_people_would_group_them(vectors: Vectorise, parts: list[str], recall: float) -> None:
    wanted = [group["asked"] for part in parts for group in GROUPS[part]]
    found, right = pairs(alike(sorted(itertools.chain.from_iterable(wanted)), vectors)), pairs(wanted)

    assert len(found & right) >= 0.95 * len(found)
    assert len(found & right) >= recall * len(right)


def test_the_labelled_groups_are_many_and_name_their_neighbours() -> None:
    groups = list(itertools.chain.from_iterable(GROUPS.values()))
    texts = [text for group in groups for text in group["asked"]]
    names = {group["about"] for group in groups}

    assert len(names) == len(groups) >= 40
    assert len(set(texts)) == len(texts)
    assert {len(group["asked"]) for group in groups} <= {4, 5, 6}
    assert {near for group in groups for near in group.get("near", ())} < names


def test_a_gap_is_the_most_central_question_with_how_many_asked_it_how_often(vectors: Vectorise) -> None:
    [gap] = grouped([*asked(SALARY), *asked(SALARY[:1], asked_at=NOW + 9 * DAY)], vectors)

    assert (gap.askers, gap.times) == (4, 5)
    assert {gap.text, *gap.others} == set(SALARY)
    assert gap.text == next(alike(sorted(SALARY), vectors))[0]


def test_the_question_least_like_the_others_of_its_group_comes_last(vectors: Vectorise) -> None:
    odd = "my cousin the plumber makes 90 an hour, so what salary would IR pay me"
    [group] = alike([odd, *SALARY], vectors)

    assert group[-1] == odd


@pytest.mark.parametrize(
    "questions", [(), asked(["   "] * 3), asked(["\u200b"] * 3)], ids=["none", "blank", "invisible"]
)
def test_where_nothing_was_asked_there_are_no_gaps(vectors: Vectorise, questions: Sequence[Open]) -> None:
    assert grouped(questions, vectors) == ()


@pytest.mark.parametrize(
    ("members", "fewest", "shown"),
    [
        pytest.param([1, 2, 3, 4], 3, [4], id="four members"),
        pytest.param([1, 2, 3, 3], 3, [3], id="three, one of them twice"),
        pytest.param([1, 2, 2, 2], 3, [], id="two, one of them three times"),
        pytest.param([1, 1, 1, 1], 3, [], id="one member alone"),
        pytest.param([1, 1, 1, 1], 1, [1], id="one member, where one is enough"),
        pytest.param([1, 2, 3, 4], 5, [], id="four, where five are wanted"),
    ],
)
def test_a_gap_is_shown_from_three_members_on(
    vectors: Vectorise, members: list[int], fewest: int, shown: list[int]
) -> None:
    questions = [replace(one, member=member) for one, member in zip(asked(SALARY), members, strict=True)]

    assert [gap.askers for gap in grouped(questions, vectors, fewest)] == shown


def test_three_who_type_the_same_words_are_a_gap(vectors: Vectorise) -> None:
    assert grouped(asked(SALARY[:1] * 3), vectors) == (Gap(SALARY[0], askers=3, times=3, nearest=""),)


def test_what_few_asked_neither_counts_nor_shows_beside_a_gap(vectors: Vectorise) -> None:
    few = asked(MOVING, nearest=("money#moving",), why="I am moving")

    assert grouped([*asked(SALARY), *few], vectors) == grouped(asked(SALARY), vectors)


def test_gaps_come_by_how_many_asked_and_then_by_how_often(vectors: Vectorise) -> None:
    pay, moving, tremor = SALARY[0], MOVING[0], "is a hand tremor a problem"
    again = asked([pay], asked_at=NOW + 9 * DAY)
    gaps = grouped([*asked([moving] * 3), *asked([pay] * 3), *again, *asked([tremor] * 4)], vectors)

    assert [(gap.text, gap.askers, gap.times) for gap in gaps] == [(tremor, 4, 4), (pay, 3, 4), (moving, 3, 3)]


def test_the_order_of_questions_changes_nothing(encoder: Encoder) -> None:
    texts = [text for group in GROUPS["checking"] for text in group["asked"]]
    questions = [replace(one, nearest=(f"guide#{one.member % 5}",), why=f"why {one.member}") for one in asked(texts)]
    mixed = random.Random(1).sample(questions, len(questions))  # noqa: S311 - no secret
    gaps = grouped(questions, encoder.query_vectors)

    assert len(gaps) > 3
    assert grouped(mixed, encoder.query_vectors) == gaps


def test_a_question_not_covered_and_voted_down_moments_later_is_asked_once(vectors: Vectorise) -> None:
    voted_down = asked(["Dr. Zebediah asks what an IR attending with a 243 makes"] * 3, why="no figure")
    not_covered = [replace(one, text=redacted(one.text), why="", asked_at=one.asked_at + SECOND) for one in voted_down]
    later = replace(not_covered[0], asked_at=NOW + DAY)

    [gap] = grouped([*not_covered, *voted_down, later], vectors)
    assert (gap.askers, gap.times, gap.whys) == (3, 4, ("no figure",))


def test_a_question_in_other_words_is_another_asking(vectors: Vectorise) -> None:
    questions = asked(SALARY[:3])

    [gap] = grouped([*questions, replace(questions[0], text=SALARY[3])], vectors)
    assert (gap.askers, gap.times) == (3, 4)


def test_only_the_newest_thousand_questions_are_looked_at(vectors: Vectorise) -> None:
    newest = [Open(n % 5, MOVING[0], (), "", NOW + n * DAY) for n in range(999)]
    oldest = asked(SALARY[:1] * 3, asked_at=NOW - DAY)

    [moving, pay] = grouped([*oldest, *newest], vectors, fewest=1)
    assert (moving.times, pay.text, pay.askers) == (999, SALARY[0], 1)


@pytest.mark.parametrize(
    ("named", "nearest"),
    [
        pytest.param([(), (), ()], "", id="none named"),
        pytest.param([("a#1", "b#1"), ("b#1",), ("c#1",)], "b#1", id="named most often"),
        pytest.param([("b#1", "a#1"), ("b#1", "a#1"), ("a#1", "b#1")], "b#1", id="nearer to more"),
        pytest.param([("b#1",), ("a#1",), ()], "a#1", id="first by name where nothing else tells"),
    ],
)
def test_the_nearest_section_is_the_one_most_were_pointed_to(
    vectors: Vectorise, named: list[tuple[str, ...]], nearest: str
) -> None:
    questions = [replace(one, nearest=sections) for one, sections in zip(asked(SALARY[:1] * 3), named, strict=True)]

    [gap] = grouped(questions, vectors)
    assert gap.nearest == nearest


def test_one_member_who_asks_often_does_not_choose_the_nearest_section(vectors: Vectorise) -> None:
    loud = [Open(9, SALARY[0], ("z#1",), "", NOW + n * DAY) for n in range(10)]

    [gap] = grouped([*asked(SALARY[:1] * 3, nearest=("a#1",)), *loud], vectors)
    assert (gap.nearest, gap.askers, gap.times) == ("a#1", 4, 13)


def test_the_newest_three_reasons_are_shown_each_once(vectors: Vectorise) -> None:
    whys = ["oldest", "too long", "wrong year", "too long", "", "no figure"]
    questions = [replace(one, why=why) for one, why in zip(asked(SALARY[:1] * 6), whys, strict=True)]

    [gap] = grouped(questions, vectors)
    assert gap.whys == ("no figure", "too long", "wrong year")


def test_names_and_scores_are_taken_out_of_all_that_is_shown(vectors: Vectorise) -> None:
    text = "my name is Zebediah and I scored 243, what does an IR attending earn"
    [gap] = grouped(asked([text] * 3, why="Dr. Zebediah said 243 is enough"), vectors)

    assert gap.text == "my name is [name] and I scored [score], what does an IR attending earn"
    assert gap.whys == ("Dr. [name] said [score] is enough",)


def test_a_phrasing_with_something_taken_out_is_shown_only_where_it_is_central(vectors: Vectorise) -> None:
    telling = "Dr. Zebediah would not say: what salary does an interventional radiologist get"
    [gap] = grouped(asked([*SALARY[:3], telling]), vectors)

    assert gap.askers == 4
    assert {gap.text, *gap.others} == set(SALARY[:3])


def test_texts_about_the_field_and_no_more_are_like_no_other(vectors: Vectorise) -> None:
    texts = ["Interventional radiology", "interventional radiology", *SALARY]

    assert [group for group in alike(texts, vectors) if len(group) == 1] == [[text] for text in texts[:2]]
