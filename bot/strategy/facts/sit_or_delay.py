"""F16: what a US student does, what speaks for the other choice, and words that differ by case."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that the applicant, the gain and the time left decide."""
    applicant, practice = given["applicant_type"], given["practice"]
    words = {
        "small_gain": data["small_gain"][_time(given)],
        "whose": data["whose"].get(applicant, data["whose"]["others"]),
    }
    return {**words, **(data["for_us"][practice] if applicant in data["us"] else _for_img(given, data))}


def _for_img(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the other reading of one in range, and what is left of one below whose gain is small."""
    gain, in_range = given["expected_gain"], given["practice"] == "in_range"
    if gain is None:
        return {}
    if gain >= data["worth_a_delay"]:
        return {"also_said": data["delay"][_time(given)] if in_range else None}
    return {"next": None if in_range else data["next"].get(_time(given))}


def _time(given: Facts) -> str:
    return "in_time" if given["score_in_time"] else "too_late"
