"""Results of strategy functions in words that members use: what their codes stand for, and commands that go further."""

import re
from collections.abc import Mapping
from typing import Any

from bot.advising.wording import in_words, is_range

_COMMANDS = {
    "ck_phase_plan": "/plan ck",
    "ck_week_plan": "/plan ck",
    "defer_cycle": "/strategy wait",
    "failure_plan": "/strategy failure",
    "ir_dr_strategy": "/strategy ir_and_dr",
    "outcome_plan": "/strategy outcome",
    "pivot_check": "/strategy stay",
    "practice_readiness": "/strategy readiness",
    "stage_plan": "/timeline year",
    "step1_dedicated_plan": "/plan step1",
    "study_weeks": "/strategy study",
    "timeline_by_months": "/timeline now",
}
"""The command behind each function that a result sends on to."""
_NAMES = {
    **{code: f"`{command}`" for code, command in _COMMANDS.items()},
    "aggressive": "apply boldly",
    "aggressive_ir_with_dr_net": "apply boldly to IR, with DR as a safety net",
    "all_other_parts_if_step2_is_low_too": "all other parts, if Step 2 CK is low too",
    "at_or_above": "as expected or better",
    "at_or_above_mean": "at or above the mean",
    "below_min": "fewer than the least that is advised",
    "between_low_and_competitive": "between low and competitive",
    "brief_no_excuses": "brief, without excuses",
    "broad_strong_ir_departments": "broadly, at departments that are strong in IR",
    "cautious": "be careful with it",
    "challenging_case": "a challenging case",
    "check_visa_status_first": "check your visa status first",
    "clinical_work_in_radiology_and_ir": "clinical work in radiology and IR",
    "close": "close to what you expected",
    "confirm_score_band": "make sure where your scores stand beside your class",
    "consider_one_year_delay": "consider waiting one year",
    "continue": "go on as you do",
    "core": "the core of your list",
    "core_img_history": "the core of your list: programs that have taken IMGs",
    "deans_office_and_academic_support": "go to the dean's office and to academic support",
    "delay": "delay the exam",
    "delay_check": "check whether to delay the exam",
    "delay_exam": "delay the exam",
    "delay_exam_and_cycle": "delay the exam, and apply a year later",
    "derm_ortho": "dermatology and orthopaedics",
    "dilutes_message": "it weakens your message",
    "diminishing": "more of them add less and less",
    "dr_and_ir": "DR and IR together",
    "dr_or_mentor": "a diagnostic radiologist or a research mentor",
    "dual": "both IR and DR",
    "early_repeated_ir_exposure": "early and repeated IR exposure",
    "every_rotation_an_audition": "treat every rotation as an audition",
    "exhaust_structured_pathways_first": "try the structured pathways first",
    "explained_in_mspe_or_application": "explained in the MSPE or the application",
    "extended_observership": "an extended observership",
    "first_half_of_july": "the first half of July",
    "first_week_baseline_last_week_review": "first week: baseline; last week: review",
    "fix": "to be mended",
    "fix_study_method_first": "mend how you study first",
    "full_simulation_days_6_to_8_blocks": "full simulation days of 6 to 8 blocks",
    "general_guide": "a general guide",
    "go_or_delay_check": "check whether to go or delay",
    "home_is_a_long_shot": "your home program is a long shot",
    "honors_dr_elective": "honors in a DR elective",
    "honors_internal_medicine": "honors in internal medicine",
    "honors_ir_or_procedural_elective": "honors in an IR or procedural elective",
    "honors_surgery": "honors in surgery",
    "if_file_needs_it": "if your file needs it",
    "ir_attending_letters": "letters from IR attendings",
    "ir_clinical_exposure_in_dr": "clinical IR exposure during DR",
    "ir_faculty_advocacy": "IR faculty who speak up for you",
    "ir_faculty_letters": "letters from IR faculty",
    "ir_friendly_programs": "programs that are friendly to IR",
    "ir_mentorship_in_dr": "IR mentors during DR",
    "ir_research_coordinator": "work as an IR research coordinator",
    "ir_research_fellow_or_coordinator": "work as an IR research fellow or coordinator",
    "ir_research_in_dr": "IR research during DR",
    "ir_research_or_qi": "IR research or quality improvement",
    "ir_second": "a second interventional radiologist",
    "large_academic": "large academic programs",
    "larger_number_academic_and_community": "a larger number of academic and community programs",
    "look_at_a_pivot": "think about another specialty: `/strategy stay`",
    "low_step1_numeric": "a low numeric Step 1 score",
    "low_step2": "a low Step 2 CK score",
    "may_narrow": "you may apply to fewer",
    "medium_university": "medium-sized university programs",
    "mid_tier_home_or_connected": "mid-tier programs: your own, or those that know you",
    "min": "the least that is advised",
    "multiple_attempts": "more than one attempt",
    "no_core": "not the core of your list",
    "not_enough_forms": "not enough practice forms",
    "ok": "in order",
    "on_the_line": "right on the line",
    "one_exam_failure": "one failed exam",
    "one_more_nbme_at_start": "one more NBME at the start",
    "one_strong_paper_can_outweigh": "one strong paper can outweigh more",
    "or_another_dr_subspecialty": "or another subspecialty of DR",
    "overload": "too many resources",
    "own_letters_for_backup": "letters of its own for the backup",
    "own_personal_statement_for_backup": "a personal statement of its own for the backup",
    "pivot_reasonable": "a change of specialty is reasonable",
    "poor_evaluations": "poor evaluations weigh heavily",
    "prelim_year": "a preliminary year",
    "prelim_years": "preliminary years",
    "primary": "your main field",
    "prioritise": "put it high on your list",
    "proceed": "go ahead",
    "proceed_broad": "go ahead, and apply broadly",
    "reach_only": "only as reach programs",
    "reapply_if_still_ir": "apply again, if you still want IR",
    "rebound_shown": "you have shown that you recovered",
    "rebuild": "to be rebuilt",
    "remediate_and_pass_strongly": "mend what went wrong, and pass strongly",
    "rework": "rework how you study",
    "safety_net": "your safety net",
    "screens_on_scores": "it screens by scores",
    "sit": "sit the exam",
    "soap_dr": "DR through SOAP",
    "soap_prelim_or_ty_with_radiology": "a preliminary or transitional year with radiology, through SOAP",
    "some_img_friendly": "some programs that are friendly to IMGs",
    "stay": "stay with IR",
    "step1_box_checked": "Step 1 is passed",
    "step1_fail": "a failed Step 1",
    "step2_fail": "a failed Step 2 CK",
    "strong_academic_plus_few_community": "strong academic programs, and a few community ones",
    "strong_community_with_ir_track": "strong community programs with an IR track",
    "strong_ir_and_dr_portfolio": "a strong IR and DR portfolio",
    "strong_step2_ck": "a strong Step 2 CK score",
    "sub_internship": "Sub-I",
    "usce_with_strong_letters": "US clinical experience with strong letters",
    "why_ir_not_dr_alone": "why IR, and not DR alone",
    "written_for_imgs": "written for IMGs",
    "written_for_mds": "written for US MDs",
    "written_for_us_mds": "written for US MDs",
}
"""What codes stand for that are no words of a member."""
_OF_RESULT = {
    ("missing", "core"): "medicine, surgery or the ICU",
    ("optional", "core"): "medicine, surgery or the ICU",
    ("order", "core"): "medicine, surgery or the ICU",
}
"""The same, of single results."""
_LABELS = {
    "also_do": "also",
    "away_ideal": "away rotations, at best",
    "away_min": "away rotations, at least",
    "target_min": "target, at least",
    "us_ir_experiences_min": "US IR experiences, at least",
}
_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_STEP = re.compile(r"\bstep([12])\b(?: ck\b)?")
_SHORT = re.compile(r"\b(?:ck|dr|eras|img|ir|mspe|nbme|qi|soap|ty|us|usce)\b")
_STEPS = {"1": "Step 1", "2": "Step 2 CK"}
_SAYS_NOTHING: tuple[Any, ...] = (None, [], {}, "ask")


def says_nothing(value: Any) -> bool:
    """Tell whether a result is not worth a line: it is empty, or only that something is to be asked."""
    return value in _SAYS_NOTHING


def label_of(result: str) -> str:
    """Return what a result is called."""
    return _LABELS.get(result) or _spelled(result)


def result_in_words(result: str, value: Any) -> str:
    """Return the value of a result in words: codes by what they stand for, ranges and numbers as everywhere."""
    if isinstance(value, Mapping):
        return ", ".join(
            f"{result_in_words(result, key)}: {result_in_words(result, one)}" for key, one in value.items()
        )
    if isinstance(value, list) and value and not is_range(value):
        return ", ".join(result_in_words(result, one) for one in value)
    if isinstance(value, str) and _CODE.fullmatch(value):
        return _OF_RESULT.get((result, value)) or _NAMES.get(value) or _spelled(value)
    return in_words(value)


def _spelled(code: str) -> str:
    """Return a code with spaces, and with what is an abbreviation in capitals."""
    steps = _STEP.sub(lambda found: _STEPS[found[1]], code.replace("_", " "))
    return _SHORT.sub(lambda found: found[0].upper(), steps)
