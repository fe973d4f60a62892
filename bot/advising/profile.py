"""What members have told of themselves, typed; None is what they have not told."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

_OPEN = frozenset(
    "applicant_type an_img months_before_match months_before_eras eras_month exam_month days_to_exam weeks_to_exam"
    " dedicated_weeks stage home_ir national_mean school_mean".split()
)
"""Fields that may be heard by others: who somebody is and when; all else of a profile is for the asker alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An applicant's numbers and circumstances; the names are those of the strategy functions' inputs."""

    applicant_type: str | None = None
    an_img: bool | None = None
    """Says to be an IMG, of whichever kind."""
    step1_result: str | None = None
    step1_numeric: int | None = None
    step1_attempts: int | None = None
    step2_ck: int | None = None
    step2_attempts: int | None = None
    step2_failed: bool | None = None
    exam_failures: int | None = None
    never_failed: bool | None = None
    predicted_low: int | None = None
    predicted_high: int | None = None
    baseline_nbme: int | None = None
    scores: tuple[int, ...] | None = None
    """Practice scores, oldest first."""
    comlex: tuple[int, ...] | None = None
    comlex_only: bool | None = None
    target: int | None = None
    national_mean: int | None = None
    school_mean: int | None = None
    score_band: str | None = None
    ir_exposure: str | None = None
    ir_letters: str | None = None
    ir: int | None = None
    """Letters from IR; the next four are letters from others."""
    dr: int | None = None
    core_clinical: int | None = None
    procedural_other: int | None = None
    research: int | None = None
    experiences: int | None = None
    """Observerships, electives and sub-internships in IR."""
    aways_planned: int | None = None
    home_ir: bool | None = None
    graduated: bool | None = None
    visa: bool | None = None
    abstracts: int | None = None
    manuscripts_submitted: int | None = None
    manuscripts_in_progress: int | None = None
    total_products: int | None = None
    ir_products: int | None = None
    months_before_match: float | None = None
    months_before_eras: float | None = None
    eras_month: int | None = None
    exam_month: int | None = None
    """When Step 2 CK is to be taken."""
    days_to_exam: int | None = None
    """Days to Step 2 CK."""
    weeks_to_exam: float | None = None
    """Weeks to Step 1."""
    dedicated_weeks: int | None = None
    failed_cycles: int | None = None
    interviews_last_cycle: int | None = None
    outcome: str | None = None
    stage: str | None = None
    burnt_out: bool | None = None

    def told(self) -> dict[str, Any]:
        """Return what has been told, by field."""
        return {name: value for name in _NAMES if (value := getattr(self, name)) is not None}

    @property
    def private(self) -> bool:
        """Tell whether it holds anything that is for the asker alone."""
        return not _OPEN.issuperset(self.told())

    def with_more(self, later: "Profile") -> "Profile":
        """Return both together; what was told later counts."""
        return replace(self, **later.told())


@dataclass(frozen=True, slots=True)
class Understood:
    """A profile as read from words, with what had to be read into them and what could not be."""

    profile: Profile = Profile()
    notes: tuple[str, ...] = ()
    """How unsure words were read, to be shown."""
    doubts: tuple[tuple[str, str], ...] = ()
    """Fields that were told in a way that cannot be used, each with the question to ask."""

    bare: bool = False
    """The Step 2 CK score was told as a number alone, and can be of another exam."""

    @property
    def unsure(self) -> tuple[str, ...]:
        """Return the questions that must be answered before a number can be used."""
        return tuple(question for _, question in self.doubts)

    def after(self, before: Profile) -> "Understood":
        """Return it as read after earlier words: a bare number is a baseline again, where only a baseline was told."""
        score = self.profile.step2_ck
        if not self.bare or before.step2_ck is not None or before.baseline_nbme is None:
            return self
        return Understood(replace(self.profile, step2_ck=None, baseline_nbme=score), (), self.doubts)

    def with_more(self, later: "Understood") -> "Understood":
        """Return both together; what the later words tell settles doubts about it."""
        settled = later.profile.told().keys() | dict(later.doubts).keys()
        open_still = tuple((name, question) for name, question in self.doubts if name not in settled)
        return Understood(
            self.profile.with_more(later.profile),
            tuple(dict.fromkeys((*self.notes, *later.notes))),
            (*open_still, *later.doubts),
        )


_NAMES = tuple(one.name for one in fields(Profile))


def profile_of(values: Mapping[str, Any]) -> Profile:
    """Return a profile of those values whose names it knows."""
    return Profile(**{name: value for name, value in values.items() if name in _NAMES})
