"""Which functions messages call: those that are asked for, and none that is not."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.advising.catalogue import read_catalogue
from bot.advising.choosing import Call, Routes, read_routes
from bot.advising.consulting import Consultant
from bot.advising.conversation import Heard, Listener
from bot.advising.phrases import read_phrases
from bot.advising.profile import Understood
from bot.lexicon import Lexicon
from bot.shipped import config_folder

Message = Mapping[str, Any]
"""`expect`: functions that must be called. `absent`: some that must not. `unseen`: no words were chosen for it."""
MESSAGES: list[Message] = [
    json.loads(line) for line in (Path(__file__).parent / "asked.jsonl").read_text(encoding="utf-8").splitlines()
]
SEEN = [message for message in MESSAGES if not message.get("unseen")]
UNSEEN = [message for message in MESSAGES if message.get("unseen")]
SHARE = 0.80
"""Of the unseen messages; a little less than was measured."""
MOST = 3

NOT_ROUTED = {
    "application_logistics",
    "ck_phase_plan",
    "ck_week_plan",
    "program_fit",
    "resource_check",
    "signal_rank",
    "step1_routine",
    "validate_profile",
}
"""Functions that need what no message tells, and the check that every profile goes through."""

Heed = Callable[[str], Heard]


@pytest.fixture(scope="module")
def consultant(lexicon: Lexicon) -> Consultant:
    """Return what asks the functions, with the shipped tables."""
    config = config_folder()
    catalogue = read_catalogue(config / "strategy")
    routes = read_routes(config / "advising.toml", catalogue)
    return Consultant(catalogue, Listener(catalogue, routes, read_phrases(config / "profile.toml"), lexicon))


@pytest.fixture(scope="module")
def routes(consultant: Consultant) -> Routes:
    """Return the shipped routes."""
    return read_routes(config_folder() / "advising.toml", consultant.catalogue)


@pytest.fixture(scope="module")
def heed(consultant: Consultant, routes: Routes, lexicon: Lexicon) -> Heed:
    """Return a function that takes a message as the only turn of a conversation."""
    phrases = read_phrases(config_folder() / "profile.toml")
    listener = Listener(consultant.catalogue, routes, phrases, lexicon)
    return lambda text: listener.hear_all([text], Understood())


def names(calls: tuple[Call, ...]) -> set[str]:
    """Return the functions called, those that wait for an answer among them."""
    return {call.function.name for call in calls}


def right(message: Message, called: set[str]) -> bool:
    """Tell whether all that was asked for is called, and nothing that was ruled out."""
    return called.issuperset(message["expect"]) and called.isdisjoint(message["absent"])


@pytest.mark.parametrize("message", SEEN, ids=lambda message: message["text"])
def test_what_is_asked_for_is_called(heed: Heed, message: Message) -> None:
    called = names(heed(message["text"]).calls)

    assert right(message, called), called


@pytest.mark.parametrize("message", SEEN, ids=lambda message: message["text"])
def test_what_is_called_is_worked_out_or_asked_about(heed: Heed, consultant: Consultant, message: Message) -> None:
    calls = heed(message["text"]).calls
    consultation = consultant.consider([message["text"]])

    assert not consultation.wrong
    assert {one.function.name for one in consultation.recommendations} == {
        call.function.name for call in calls if call.missing is None
    }
    assert consultation.ask or all(call.missing is None for call in calls)


def test_most_wishes_in_other_words_are_known_too(heed: Heed) -> None:
    known = [message for message in UNSEEN if right(message, names(heed(message["text"]).calls))]

    assert len(known) / len(UNSEEN) >= SHARE


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"])
def test_few_functions_answer_one_question(heed: Heed, message: Message) -> None:
    assert len(heed(message["text"]).calls) <= MOST


@pytest.mark.parametrize(
    "text",
    [
        "non-US IMG, step 1 pass first attempt, step 2 CK 243, 2 IR letters, 3 papers, 1 observership, graduated 2021",
        "US MD, scores below average, strong IR exposure, strong IR letters, 2 aways planned, home program",
        "US MD, very low board scores, failed step 1 once then passed, limited IR exposure, weak letters",
        "US DO, COMLEX 610, step 2 CK 244, 1 IR letter, 4 abstracts, home ir program",
        "US IMG, 229 on step 2 ck, failed step 1 once, passed the second time, 2 IR electives",
        "practice scores 238 241 244, target 245, exam on august 12, non-US IMG",
        "unmatched twice, US MD, 0 interviews last cycle, one research year done",
        "failed step 2 ck once, retook and passed with 236, non us img, married, two kids",
        "CK 238, non us img, 5 publications, 3 IR abstracts, first author on one, 2 observerships at academic centers",
        "US MD, failed step 1 twice, 1 IR letter from a radiologist at home, research fellow now",
    ],
)
def test_telling_of_oneself_asks_for_nothing_by_name(heed: Heed, routes: Routes, text: str) -> None:
    heard = heed(text)

    assert not routes.named(text, routes.live(heard.understood.profile))
    assert heard.calls


@pytest.mark.parametrize(
    ("text", "function"),
    [
        pytest.param("US MD 238 on step 2 ck, competitive?", "ck_tier", id="the national mean"),
        pytest.param("US MD with a step 2 ck of 241, should i apply to dr too", "md_pathway", id="the score band"),
        pytest.param(
            "non-US IMG, CK 231, target was 245, apply this cycle or wait a year", "defer_cycle", id="the year"
        ),
        pytest.param("nbmes 236 and 239, US IMG, am i ready to sit", "practice_readiness", id="the target"),
        pytest.param("unmatched twice, US MD, is it time to give up", "pivot_check", id="the interviews"),
        pytest.param("US IMG 240 on step 2 ck, how much research do i need", "research_check", id="the products"),
    ],
)
def test_what_an_answer_hinges_on_is_asked_for(heed: Heed, text: str, function: str) -> None:
    heard = heed(text)

    assert function in names(heard.calls)
    assert heard.missing is not None


@pytest.mark.parametrize(
    ("text", "function", "given"),
    [
        pytest.param(
            "US DO, CK 244. apply IR, DR and a third specialty?",
            "ir_dr_strategy",
            {"n_specialties": 3},
            id="three fields",
        ),
        pytest.param(
            "practice scores 231, 230, 231, target 245, IMG, i feel stuck",
            "practice_readiness",
            {"trend": "plateaued"},
            id="a plateau",
        ),
        pytest.param(
            "ck exam in july during my sub-i, US MD", "ck_exam_timing", {"overlaps": "sub_internship"}, id="an overlap"
        ),
        pytest.param(
            "M2 us md, my nbmes are borderline, delay step 1?",
            "step1_readiness",
            {"practice": "borderline"},
            id="a word",
        ),
    ],
)
def test_words_of_a_question_feed_a_function(heed: Heed, text: str, function: str, given: dict[str, Any]) -> None:
    call = next(call for call in heed(text).calls if call.function.name == function)

    assert call.inputs.items() >= given.items()


def test_every_function_has_a_route_or_needs_what_nobody_tells(consultant: Consultant, routes: Routes) -> None:
    assert {route.function for route in routes.routes} | NOT_ROUTED == set(consultant.catalogue.functions)


def test_without_a_profile_nothing_is_called(heed: Heed) -> None:
    assert heed("how many letters do i need and which programs should i apply to").calls == ()
