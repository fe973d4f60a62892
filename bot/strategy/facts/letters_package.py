"""F19: which letters a set needs, may add and still lacks."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the letters that are missing and optional, and how the guides' differences are read for this set."""
    group = _group(given)
    missing = _lacking(data["needs"][group], given)
    optional = _lacking(data["may"][group], given)
    lacking = [*missing, *optional]
    return {
        "low_md": group == "low_md",
        "complete": not missing,
        "missing": missing,
        "optional": optional,
        "order": lacking,
        "third_letter": _third_letter(lacking, data) if group == "other" else None,
        "dr_letter": data["dr_letter"].get(group) if "dr" in lacking else None,
    }


def _group(given: Facts) -> str:
    """Return which set of letters is asked of the applicant."""
    if given["applicant_type"] in ("us_img", "non_us_img"):
        return "img_dr_core" if given["low_score"] or given["dr_core"] else "img"
    return "low_md" if given["applicant_type"] == "us_md" and given["low_score"] else "other"


def _lacking(letters: Sequence[Mapping[str, Any]], given: Facts) -> list[str]:
    """Return the letters that are not held; of a non-US-citizen IMG only those by US-based writers count."""
    abroad = given["applicant_type"] == "non_us_img" and given["us_based"] is False
    return [one["letter"] for one in letters if abroad or sum(given[name] for name in one["of"]) < one["least"]]


def _third_letter(lacking: Sequence[str], data: Mapping[str, Any]) -> str | None:
    """Return how the third letter is read, none where neither kind of it is lacking."""
    reading: Mapping[str, str] = data["third_letter"]
    return reading.get("_".join(letter for letter in ("core", "dr") if letter in lacking))
