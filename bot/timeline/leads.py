"""Whether something is asked for early enough: letters before ERAS, electives before they begin (F26)."""

from dataclasses import dataclass

from bot.advising.catalogue import Catalogue
from bot.strategy.advice import Reason
from bot.timeline.timeline import Given

_FUNCTION = "application_logistics"
_INPUTS = {"letters": "letters_requested_months_before_eras", "electives": "electives_months_ahead"}
_READY = {"eras_ready": True, "ck_score_in": True, "failures": False, "visa": False}
"""What the function asks for besides, and nothing is said of."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What the catalogue says of asking so many months ahead; `reasons` are the rows that hang on them."""

    subject: str
    months: float
    given: Given
    reasons: tuple[Reason, ...]


def lead_of(subject: str, months: float, catalogue: Catalogue) -> Lead:
    """Return what the catalogue says of asking for letters or electives so many months ahead."""
    name = _INPUTS[subject]
    inputs = {**_READY, name: months}
    advice = catalogue.advise(_FUNCTION, inputs)
    rows = {row.id for row in catalogue.named(_FUNCTION).rows if any(name in case for case in row.when)}
    return Lead(subject, months, (_FUNCTION, inputs, advice), tuple(one for one in advice.reasons if one.rule in rows))
