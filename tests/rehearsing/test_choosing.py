"""Which prompt a member gets: one of the kind and topic wanted, for them, and none that they had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsing.choosing import choose, topics_for
from bot.rehearsing.prompts import Kind, Prompt, read_prompts
from bot.shipped import config_folder
from bot.strategy.inputs import APPLICANTS

PROMPTS = read_prompts(config_folder() / "practice.toml")
WHOEVER = ["", *APPLICANTS]
KINDS = st.sampled_from(Kind)
IDS = [one.id for one in PROMPTS]


def every(kind: Kind, applicant: str = "", topic: str = "") -> list[Prompt]:
    """Return the prompts that come one after another until none is left."""
    had: dict[str, Prompt] = {}
    while one := choose(PROMPTS, kind, applicant, topic=topic, not_these=had, seed=len(had)):
        assert one.id not in had
        had[one.id] = one
    return list(had.values())


@given(KINDS, st.sampled_from(WHOEVER), st.sets(st.sampled_from(IDS)), st.integers())
def test_a_prompt_is_of_its_kind_for_the_asker_and_none_they_had(
    kind: Kind, applicant: str, had: set[str], seed: int
) -> None:
    one = choose(PROMPTS, kind, applicant, not_these=had, seed=seed)

    assert one == choose(PROMPTS, kind, applicant, not_these=had, seed=seed)
    assert one is None or (one.kind == kind and one.speaks_to(applicant) and one.id not in had)


@pytest.mark.parametrize("applicant", WHOEVER)
@pytest.mark.parametrize("kind", Kind)
def test_one_after_another_every_prompt_for_the_asker_comes(kind: Kind, applicant: str) -> None:
    meant = {one.id for one in PROMPTS if one.kind == kind and one.speaks_to(applicant)}

    assert {one.id for one in every(kind, applicant)} == meant


def test_every_prompt_comes_to_somebody() -> None:
    assert {one.id for kind in Kind for applicant in APPLICANTS for one in every(kind, applicant)} == set(IDS)


@pytest.mark.parametrize("applicant", WHOEVER)
@pytest.mark.parametrize("kind", Kind)
def test_every_topic_that_is_offered_has_prompts_and_no_prompt_is_left_out(kind: Kind, applicant: str) -> None:
    by_topic = [every(kind, applicant, topic) for topic in topics_for(PROMPTS, kind, applicant)]

    assert all(by_topic)
    assert sorted(one.id for found in by_topic for one in found) == sorted(one.id for one in every(kind, applicant))


@pytest.mark.parametrize(
    ("kind", "applicant", "topic"),
    [
        pytest.param(Kind.INTERVIEW, "us_md", "kidney", id="a topic of the other kind"),
        pytest.param(Kind.INTERVIEW, "us_do", "salary", id="a topic that is none"),
        pytest.param(Kind.MINI_ORAL, "martian", "", id="an applicant that is none"),
    ],
)
def test_nothing_comes_where_nothing_fits(kind: Kind, applicant: str, topic: str) -> None:
    assert choose(PROMPTS, kind, applicant, topic=topic) is None


def test_seeds_in_a_row_spread_over_the_prompts() -> None:
    chosen = {choose(PROMPTS, Kind.INTERVIEW, seed=seed << 22) for seed in range(200)}

    assert chosen == {one for one in PROMPTS if one.kind is Kind.INTERVIEW and one.speaks_to("")}
