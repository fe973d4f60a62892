"""Work out of a profile what functions ask for in other words: whether an exam was failed, whether a score is low."""

from collections.abc import Mapping
from typing import Any

from bot.advising.profile import Profile

_IMGS = {"us_img", "non_us_img"}
_IMG_LOW, _STEP1_WEAK, _WORTH = 230, 215, 10
"""Below what a Step 2 CK score of an IMG is low (R-02.5), up to what a numeric Step 1 is weak (G-03.a), and how many
points below the target are significant (G-17.d)."""
_FAILS = {"failed", "pass_after_fail"}
_STEP1, _STEP2, _BOTH = (True, False), (False, True), (True, True)
_LOW_BANDS = {"very_low", "below_average"}
_NEEDED = 3
"""Practice scores that are looked at, from the last one back (G-14.b)."""


def circumstances(profile: Profile) -> dict[str, Any]:
    """Return what is told and what follows from it, by the names of functions' inputs."""
    told = profile.told()
    follows = {
        "applicant_type": "us_img" if profile.an_img and not profile.applicant_type else None,
        "prior_failure": _failed(profile),
        "any_failure": _failed(profile),
        "failures": _failed(profile),
        "n_failures": None if _failed_exam(profile) == _BOTH else profile.exam_failures,
        "exam": {_STEP1: "step1", _STEP2: "step2ck"}.get(_failed_exam(profile)),
        "step1_good": _step1_good(profile),
        "step1_status": _step1_status(profile),
        "step1_attempts": _step1_attempts(profile),
        "step2_attempts": int(profile.step2_ck is not None) + bool(profile.step2_failed),
        "step2_failed": bool(profile.step2_failed),
        "step2_ck": profile.predicted_low,
        "comlex_only": (bool(profile.comlex) and profile.step2_ck is None and profile.step1_result is None) or None,
        "low_score": _low(profile),
        "flags": _flags(profile),
        "practice": _practice(profile),
        "score_vs_expected": _against_hopes(profile),
    }
    return {name: value for name, value in follows.items() if value is not None} | told


def _failed(profile: Profile) -> bool | None:
    """Tell whether an exam was failed; None where that is not told."""
    if profile.exam_failures or any(_failed_exam(profile)):
        return True
    return False if profile.never_failed else None


def _failed_exam(profile: Profile) -> tuple[bool, bool]:
    """Tell of Step 1 and of Step 2 CK whether it was failed."""
    return profile.step1_result in _FAILS, bool(profile.step2_failed)


def _step1_good(profile: Profile) -> bool | None:
    if profile.step1_result in _FAILS or _weak_step1(profile):
        return False
    return True if profile.step1_result == "pass_first" or profile.step1_numeric or profile.never_failed else None


def _weak_step1(profile: Profile) -> bool:
    return profile.step1_numeric is not None and profile.step1_numeric <= _STEP1_WEAK


def _step1_status(profile: Profile) -> str | None:
    if profile.step1_result in _FAILS:
        return "failed"
    if _weak_step1(profile):
        return "weak"
    if profile.step1_result == "not_taken":
        return "unknown"
    return "clean" if _step1_good(profile) else None


def _step1_attempts(profile: Profile) -> int:
    return 2 if profile.step1_result == "pass_after_fail" else int(profile.step1_result != "not_taken")


def _low(profile: Profile) -> bool | None:
    """Tell whether a score is low by the guide for the member's type; None where no guide says."""
    if _failed(profile) or _weak_step1(profile) or profile.score_band in _LOW_BANDS:
        return True
    if profile.step2_ck is None:
        return None
    if profile.applicant_type in _IMGS or (profile.an_img and not profile.applicant_type):
        return profile.step2_ck < _IMG_LOW
    return None if profile.national_mean is None else profile.step2_ck < profile.national_mean


def _flags(profile: Profile) -> list[str] | None:
    """Return what on the exam record is asked about in interviews; None where nothing of it is told."""
    failed_step1, failed_step2 = _failed_exam(profile)
    low = _low(profile)
    if low is None and profile.step1_result is None:
        return None
    flags = {
        "step1_fail": failed_step1,
        "step2_fail": failed_step2,
        "low_step1_numeric": _weak_step1(profile),
        "low_step2": bool(low) and not (failed_step1 or failed_step2 or _weak_step1(profile)),
    }
    return [flag for flag, is_so in flags.items() if is_so]


def _practice(profile: Profile) -> str | None:
    if not profile.scores or profile.target is None:
        return None
    steady = len(profile.scores) > 1 and min(profile.scores[-_NEEDED:]) >= profile.target
    return "in_range" if steady else "below"


def _against_hopes(profile: Profile) -> str | None:
    """Compare the score with the prediction, or else with the target."""
    expected = profile.predicted_low or profile.target
    if profile.step2_ck is None or expected is None:
        return None
    below = expected - profile.step2_ck
    return "significantly_below" if below >= _WORTH else "close" if below > 0 else "at_or_above"


def as_inputs(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as functions take them: lists instead of tuples."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
