"""Claims checked against the shipped guides: how often the verdicts are right, and what never happens."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.asking.path import Adviser
from bot.verifying.checked import Checked, Verdict
from bot.verifying.claiming import claims_in

LABELLED = Path(__file__).with_name("claims.jsonl")
CLAIMS = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
DEV = [one for one in CLAIMS if one["set"] == "dev"]
_COUNT = re.compile(r"(?<![\w–-])(?<!step )(?<!weeks )(\d+)(?:[-–]\d+|\s+to\s+\d+)?(?![\w-]*[a-z])", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|should|can|will|must)\b", re.IGNORECASE)

Verdicts = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def checked(shipped_adviser: Adviser) -> dict[str, Checked]:
    """Return the checks of the labelled claims that were looked at."""
    return {one["id"]: shipped_adviser.verify(one["claim"]) for one in DEV}


@pytest.fixture(scope="module")
def confusion(checked: dict[str, Checked]) -> Verdicts:
    """Return how often a label met a verdict."""
    return Counter((one["verdict"], checked[one["id"]].verdict.name.lower()) for one in DEV)


@pytest.fixture(scope="module")
def borne_out(checked: dict[str, Checked]) -> list[str]:
    """Return the claims that the guides were found to support."""
    return [one["claim"] for one in DEV if checked[one["id"]].verdict is Verdict.SUPPORTED]


def precision(confusion: Verdicts, verdict: str) -> float:
    """Return which share of a verdict was right."""
    given = sum(times for (_, found), times in confusion.items() if found == verdict)
    return confusion[verdict, verdict] / given


def with_another_number(claim: str) -> str:
    """Return a claim with its first count far off; the number of a name stays."""
    return _COUNT.sub(lambda found: str(int(found[1]) * 7 + 3), claim, count=1)


def with_not(claim: str) -> str:
    """Return a claim with a "not" behind its first verb, if it has one that takes it."""
    return _VERB.sub(lambda found: f"{found[0]} not", claim, count=1)


def denied(claim: str) -> str:
    """Return a claim that is said to be untrue."""
    return f"It is not true that {claim}"


def test_the_labelled_claims_are_balanced_and_each_is_there_once() -> None:
    counted = Counter((one["set"], one["verdict"]) for one in CLAIMS)

    assert {times for (part, _), times in counted.items() if part == "aside"} == {15}
    assert min(times for (part, _), times in counted.items() if part == "dev") >= 100
    assert len({one["id"] for one in CLAIMS}) == len({one["claim"] for one in CLAIMS}) == len(CLAIMS)


@pytest.mark.parametrize("verdict", ["supported", "contradicted"])
def test_a_verdict_is_right_nine_times_in_ten(confusion: Verdicts, verdict: str) -> None:
    assert precision(confusion, verdict) >= 0.9


def test_nothing_the_guides_contradict_is_supported(confusion: Verdicts) -> None:
    assert confusion["contradicted", "supported"] == 0


@pytest.mark.parametrize(("verdict", "at_least"), [("supported", 0.8), ("contradicted", 0.55), ("not_covered", 0.95)])
def test_enough_claims_get_the_verdict_they_should(confusion: Verdicts, verdict: str, at_least: float) -> None:
    labelled = sum(one["verdict"] == verdict for one in DEV)

    assert confusion[verdict, verdict] / labelled >= at_least


def test_quotes_stand_word_for_word_in_their_sections(checked: dict[str, Checked], shipped_adviser: Adviser) -> None:
    cited = [citation for one in checked.values() for claim in one.claims for citation in claim.citations]

    assert len(cited) > 200
    for citation in cited:
        texts = [entry.passage.text for entry in shipped_adviser.section(citation.guide, citation.anchor)]
        assert any(citation.quote in text for text in texts), citation


def test_a_verdict_other_than_not_covered_rests_on_a_quote(checked: dict[str, Checked]) -> None:
    claims = [claim for one in checked.values() for claim in one.claims]

    assert all(claim.citations for claim in claims if claim.verdict is not Verdict.NOT_COVERED)
    assert all(claim.because.endswith(".") and "\n" not in claim.because for claim in claims)


def test_a_decision_quotes_a_section_that_speaks_to_those_it_is_about(shipped_adviser: Adviser) -> None:
    for_imgs = shipped_adviser.verify("IMGs with ck below 230 should apply to 80-120 programs")
    for_mds = shipped_adviser.verify("US MDs with ck below 230 should apply to 80-120 programs")
    for_nobody = shipped_adviser.verify("with a ck below 230 you should apply to 80-120 programs")

    assert [one.verdict for one in (for_imgs, for_mds, for_nobody)] == [
        Verdict.SUPPORTED,
        Verdict.NOT_COVERED,
        Verdict.NOT_COVERED,
    ]


@pytest.mark.parametrize("change", [with_not, denied], ids=["not", "not true"])
def test_a_denied_claim_never_stays_supported(
    shipped_adviser: Adviser, borne_out: list[str], change: Callable[[str], str]
) -> None:
    changed = [new for claim in borne_out if (new := change(claim)) != claim]

    assert len(changed) >= 20
    assert [new for new in changed if shipped_adviser.verify(new).verdict is Verdict.SUPPORTED] == []


def test_a_claim_with_another_number_never_stays_supported(shipped_adviser: Adviser, borne_out: list[str]) -> None:
    changed = [new for claim in borne_out if (new := with_another_number(claim)) != claim]

    assert len(changed) >= 20
    assert [new for new in changed if shipped_adviser.verify(new).verdict is Verdict.SUPPORTED] == []


@pytest.mark.parametrize(
    ("message", "verdicts"),
    [
        (
            "Most competitive applicants do 1-2 away rotations. IR-specific research is mandatory!",
            ["SUPPORTED", "CONTRADICTED"],
        ),
        ("I got a 240. Dedicated for step 1 is usually 4-8 weeks.", ["SUPPORTED"]),
        ("my advisor says IR-specific research is mandatory", ["CONTRADICTED"]),
        ("research isn't free, IR attendings make around 600k", ["NOT_COVERED"]),
    ],
    ids=["two sentences", "of self", "reported", "neither"],
)
def test_each_claim_of_a_message_is_judged_alone(shipped_adviser: Adviser, message: str, verdicts: list[str]) -> None:
    found = shipped_adviser.verify(message)

    assert [claim.verdict.name for claim in found.claims] == verdicts


def test_citations_are_numbered_over_the_whole_check(shipped_adviser: Adviser) -> None:
    found = shipped_adviser.verify(
        "A step 1 failure is a major red flag. Dedicated step 1 study lasts 4-8 weeks.\nIntegrated IR takes 5 years."
    )
    numbers = [citation.n for claim in found.claims for citation in claim.citations]

    assert len(found.claims) == 3
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_amount_that_differs_is_named_beside_that_of_the_guides(shipped_adviser: Adviser) -> None:
    [claim] = shipped_adviser.verify("the refinement phase for CK lasts 8 weeks, imgs").claims

    assert claim.verdict is Verdict.CONTRADICTED
    assert claim.because == "The guides say 2–3 weeks, not 8 weeks."


@pytest.mark.parametrize("letters", [3, 4])
@pytest.mark.parametrize("who", ["DO students", "US MDs with low scores", "applicants"])
def test_a_total_is_not_held_against_the_parts_it_is_made_of(shipped_adviser: Adviser, who: str, letters: int) -> None:
    found = shipped_adviser.verify(f"{who} need {letters} letters for IR")

    assert found.verdict is not Verdict.CONTRADICTED


def test_more_than_five_claims_are_cut_and_that_is_said(shipped_adviser: Adviser) -> None:
    found = shipped_adviser.verify("\n".join(f"you need {n} letters for IR residency" for n in range(2, 9)))

    assert len(found.claims) == 5
    assert found.note == "Only the first 5 claims were checked."


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("", "There is no text"),
        ("🩻🩻🩻 🔥", "There is no text"),
        ("<@123456789012345678> @everyone https://example.org/a", "There is no text"),
        ("```python\nimport os\n```", "There is no text"),
        ("how many aways should i do for IR?", "This asks something"),
        ("thanks so much everyone!", "This claims nothing"),
        ("I got a 240 on step 2 and I am so happy", "This claims nothing"),
    ],
    ids=["empty", "emoji", "mentions", "code", "question", "thanks", "of self"],
)
def test_what_claims_nothing_is_not_checked_and_why_is_said(
    shipped_adviser: Adviser, message: str, begins: str
) -> None:
    found = shipped_adviser.verify(message)

    assert found.claims == ()
    assert found.verdict is Verdict.NOT_COVERED
    assert found.note.startswith(begins)


@pytest.mark.parametrize(
    "message",
    [
        "step 1 is 4-8 weeks. " * 400,
        "a" * 4_000,
        "1" * 4_000,
        "not " * 1_000,
        "IR needs 1-2 aways " + "🩻" * 3_900,
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘ is needed for step 1",
        "step 2 ck \x00 is \ud800 needed \u202e for IR",
        "'; DROP TABLE passages; -- IR needs \" OR * NEAR( letters",
        "99999999999999999999999 letters are needed for IR, or 1e309 or 0x10 letters",
        "IR needs ³ letters, ٣ letters and Ⅳ letters",
        "((((((((((" * 300 + " IR letters matter",
    ],
    ids=[
        "long",
        "one word",
        "digits",
        "nots",
        "emoji",
        "marks",
        "controls",
        "query",
        "huge",
        "digits of others",
        "open",
    ],
)
def test_hostile_messages_are_answered_too(shipped_adviser: Adviser, message: str) -> None:
    found = shipped_adviser.verify(message)

    assert len(found.claims) <= 5
    assert all(claim.verdict is not Verdict.SUPPORTED or claim.citations for claim in found.claims)


@pytest.mark.parametrize(
    ("message", "private"),
    [
        ("an img with a 212 has no chance at IR", True),
        ("failing step 1 ends it for IR", True),
        ("IR needs letters now", False),
    ],
    ids=["score", "failure", "neither"],
)
def test_what_tells_of_scores_or_failures_is_private(shipped_adviser: Adviser, message: str, private: bool) -> None:
    assert shipped_adviser.verify(message).private is private


def test_a_crisis_is_answered_with_help_and_not_checked(shipped_adviser: Adviser) -> None:
    found = shipped_adviser.verify("I failed step 1 and want to die, IR is impossible now")

    assert found.claims == ()
    assert found.private
    assert "988" in found.note


@pytest.mark.parametrize(
    ("message", "claims"),
    [
        ("hey all!! hope ur well", []),
        ("Should I do 3 aways? IR needs 2 letters.", ["IR needs 2 letters."]),
        ("> IR needs 2 letters", ["IR needs 2 letters"]),
        ("uworld is the primary qbank for step 1 but pathoma is only useful in pathology", None),
        ("IR needs 2 letters\nIR needs 2 letters", ["IR needs 2 letters"]),
    ],
    ids=["greeting", "question first", "quoted", "two halves", "twice"],
)
def test_a_message_is_cut_into_its_claims(message: str, claims: list[str] | None) -> None:
    found = claims_in(message)

    assert found == claims if claims is not None else len(found) == 2
