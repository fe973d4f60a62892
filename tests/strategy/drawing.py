"""Inputs to try functions with: edge values of each kind, many put together, and strategies for any value of a kind."""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from bot.strategy.inputs import APPLICANTS, Input
from tests.strategy.shipped import shipped

Inputs = dict[str, Any]
Drawn = st.SearchStrategy[Any]

_PROGRAMS = [
    {"name": "Home", "home": True},
    {"name": "Far", "ultra_reach": True},
    {"name": "Near", "mentor_tie": True, "away_went": "ordinary"},
    {"name": "Away", "away_went": "exceptional"},
    {"name": "Home and far", "home": True, "ultra_reach": True},
    {"name": "None"},
]
_RESOURCES = [
    "UWorld",
    "First Aid",
    "Anki",
    "Pathoma",
    "Boards & Beyond",
    "Amboss",
    "NBME",
    "UWSA",
    "Step-Up",
    "Kaplan",
]
_FLAGS = ["step1_fail", "low_step2", "low_step1_numeric", "multiple_attempts", "step1_box_checked"]

_LINES = "1 180 209 210 211 215 216 219 220 224 225 229 230 234 235 236 239 240 241 244 245 246 249 250 300"

EDGES: Mapping[str, Sequence[Any]] = {
    "score": [int(score) for score in _LINES.split()],
    "scores": ([240], [300], [235, 235], [238, 241], [246, 250, 255], [225, 230, 236], [240, 241, 240, 239], [250, 1]),
    "count": (0, 1, 2, 3, 4, 5, 7, 8, 14, 15),
    "from_one": (1, 2, 3, 40, 3_000),
    "gain": (0, 9, 10, 15, 16, 100),
    "month": tuple(range(1, 13)),
    "day": (1, 15, 16, 31),
    "weeks": (*range(1, 21), 52),
    "week": ("final", *range(1, 13)),
    "months": (0, 0.5, 1.9, 2, 2.5, 3, 3.9, 4, 5.9, 6, 6.1, 7.9, 8, 9, 9.1, 12, 12.1, 18, 24, 24.1, 120),
    "number": (0, 0.5, 1, 2, 3, 5.9, 6, 6.9, 7, 8, 8.1, 10, 19, 20, 30, 10_000),
    "yes_no": (True, False),
    "text": ("", "us_m1_m4", "another", "None"),
    "texts": ([], _RESOURCES[:4], _RESOURCES[:6], _RESOURCES, _FLAGS[:1], _FLAGS[1:2], _FLAGS[2:4], _FLAGS[4:]),
    "records": ([], _PROGRAMS[:1], _PROGRAMS[1:3], _PROGRAMS[3:], _PROGRAMS),
}
"""Values of a kind around which tables draw their lines."""

_BEYOND: Mapping[str, Drawn] = {
    "score": st.integers(1, 300),
    "scores": st.lists(st.integers(200, 270), min_size=1, max_size=20),
    "count": st.integers(0, 30),
    "from_one": st.integers(1, 5_000),
    "gain": st.integers(0, 100),
    "month": st.integers(1, 12),
    "day": st.integers(1, 31),
    "weeks": st.integers(1, 52),
    "week": st.integers(1, 60),
    "months": st.floats(0, 120),
    "number": st.floats(0, 10_000),
    "yes_no": st.booleans(),
    "text": st.text(max_size=12),
    "texts": st.lists(st.sampled_from([*_RESOURCES, *_FLAGS]) | st.text(max_size=12), max_size=12),
    "records": st.lists(
        st.fixed_dictionaries(
            {"name": st.text(max_size=5)},
            optional={
                "home": st.booleans(),
                "mentor_tie": st.booleans(),
                "away_went": st.sampled_from(["exceptional", "ordinary", "none"]),
                "ultra_reach": st.booleans(),
            },
        ),
        max_size=6,
    ),
}
"""Any value of a kind, edges or not."""


def edges(one: Input) -> Sequence[Any]:
    """Return an input's edge values, nothing among them where it need not be given."""
    found = (one.choices or APPLICANTS) if one.kind in {"choice", "applicant"} else EDGES[one.kind]
    return (*found, None) if one.left_out else found


def value_of(one: Input) -> Drawn:
    """Return what draws a value of an input, near an edge as often as not."""
    near = st.sampled_from(edges(one))
    return near | _BEYOND[one.kind] if one.kind in _BEYOND else near


@cache
def inputs_of(name: str) -> st.SearchStrategy[Inputs]:
    """Return what draws inputs of a function; nothing stands for one that is left out."""
    return st.fixed_dictionaries({key: value_of(one) for key, one in shipped().named(name).inputs.items()})


def combined(name: str, times: int) -> Iterator[Inputs]:
    """Yield edge values put together at random, the same ones each time."""
    inputs = shipped().named(name).inputs
    chance = random.Random(name)  # noqa: S311
    for _ in range(times):
        yield {key: chance.choice(edges(one)) for key, one in inputs.items()}


ANYTHING: Drawn = st.recursive(
    st.none() | st.booleans() | st.integers(-400, 400) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4) | st.just("name"), inner, max_size=3)
    ),
    max_leaves=5,
)
"""Whatever JSON can hold."""
