"""From the turns of a conversation to recommendations: read the profile, choose functions, ask them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.choosing import Call
from bot.advising.circumstances import as_inputs
from bot.advising.conversation import Heard, Listener
from bot.advising.planning import Plan, lines_of
from bot.advising.profile import Profile, Understood
from bot.strategy.advice import Advice, Status
from bot.strategy.deciding import outcome_of
from bot.strategy.inputs import Input
from bot.strategy.tables import Function

_SCORES = {"step2_ck", "step1_numeric", "baseline_nbme", "scores", "predicted_low"}
_TELLING = {
    *_SCORES,
    *"applicant_type an_img step1_result step2_failed never_failed score_band target comlex_only".split(),
}
"""Fields that say who somebody is, shown with whatever was worked out; others where a function takes them."""
_OF_TIME = {"timeline_by_months", "stage_plan"}
_WHO = "Are you a US MD, US DO, US-citizen IMG or non-US-citizen IMG?"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a function says of some inputs."""

    function: Function
    inputs: Mapping[str, Any]
    advice: Advice

    def as_json(self) -> dict[str, Any]:
        """Return the recommendation by the keys that scripts rely on."""
        return {"function": self.function.name, "inputs": dict(self.inputs), "result": self.advice.as_json()}


@dataclass(frozen=True, slots=True)
class Consultation:
    """What a conversation comes to: recommendations, and what to say beside them."""

    recommendations: tuple[Recommendation, ...] = ()
    named: bool = False
    """They were asked for in words, not only by what is told."""
    scored: bool = False
    """A score is told, which functions know better what to do with than any passage."""
    personal: bool = False
    """Something was told that is for the asker alone."""
    is_reply: bool = False
    """The last turn answers the question asked before it."""
    understood: tuple[tuple[str, Any], ...] = ()
    """Labels and values of what was told and used."""
    assumed: tuple[tuple[str, Any], ...] = ()
    """The same of what was taken for granted and makes a difference."""
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    """What is wrong with the numbers told, or contradicts itself; nothing is worked out then."""
    ask: str = ""
    """The one question whose answer is needed next."""

    @property
    def beyond_time(self) -> bool:
        """Tell whether functions are asked for that know more of the asker than where in time they stand."""
        return any(one.function.name not in _OF_TIME for one in self.recommendations)


class Consultant:
    """Asks strategy functions on behalf of members."""

    def __init__(self, catalogue: Catalogue, listener: Listener) -> None:
        self.catalogue = catalogue
        self._listener = listener

    @property
    def never(self) -> frozenset[str]:
        """Return the topics that stay declined whatever is told."""
        return self._listener.routes.never

    def consider(self, turns: Sequence[str], known: Profile | None = None, function: str = "") -> Consultation:
        """Return what the turns of a conversation, the question last, come to for an asker of whom much is known.

        Where a function is named, it alone is asked.
        """
        heard = self._listener.hear_all(turns, Understood(known or Profile()))
        heard = self._listener.asked_for(function, heard) if function else heard
        if heard.errors:
            return Consultation(wrong=self._wrong(heard))
        ready = [(call, call.advice) for call in heard.calls if call.advice]
        return Consultation(
            recommendations=tuple(
                Recommendation(call.function, call.inputs, advice)
                for call, advice in ready
                if advice.status is not Status.REJECTED
            ),
            named=heard.named,
            scored=not _SCORES.isdisjoint(heard.understood.profile.told()),
            personal=heard.understood.profile.private,
            is_reply=heard.is_reply,
            understood=self._labelled(heard, _TELLING | {name for call in heard.calls for name in call.inputs}),
            assumed=tuple(dict.fromkeys(pair for call, _ in ready for pair in self._that_matter(call))),
            notes=heard.understood.notes,
            ask=next(iter(heard.understood.unsure), _asked(heard.missing)),
        )

    def plan(self, text: str, known: Profile | None = None) -> Plan:
        """Return the plan for what a text tells of its writer, of whom much may be known."""
        heard = self._listener.hear_all([text], Understood(known or Profile()))
        everything = self.catalogue.fields.keys()
        notes = (*heard.understood.notes, *heard.understood.unsure)
        blank = Plan(self._labelled(heard, everything), notes, self._wrong(heard))
        if blank.wrong:
            return blank
        lines, to_add = lines_of(heard.understood.profile, self._listener.routes.routes, self.catalogue)
        return replace(blank, lines=lines, to_add=to_add)

    def _wrong(self, heard: Heard) -> tuple[str, ...]:
        """Say what cannot be, or contradicts itself, of what is told."""
        inputs = self.catalogue.fields
        return tuple(f"{inputs[error['field']].label}: {error['reason']}" for error in heard.errors)

    def _that_matter(self, call: Call) -> Iterable[tuple[str, Any]]:
        """Yield what was assumed and would change the outcome if it were otherwise."""
        for one in call.assumed:
            if self._matters(call, one):
                yield one.label, call.inputs[one.name]

    def _matters(self, call: Call, one: Input) -> bool:
        key = call.function.outcome.key if call.function.outcome else next(iter(call.function.gives))
        others = one.choices or (not call.inputs[one.name],) if one.kind in {"choice", "yes_no"} else ()
        outcomes = [outcome_of(call.function, key, {**call.inputs, one.name: other}) for other in others]
        return any(outcome != outcome_of(call.function, key, call.inputs) for outcome in outcomes)

    def _labelled(self, heard: Heard, shown: Collection[str]) -> tuple[tuple[str, Any], ...]:
        """Return labels and values of what was told of some fields, without what is not the case."""
        told = as_inputs(heard.understood.profile.told())
        inputs = self.catalogue.fields
        asked = {name: one for call in heard.calls for name, one in call.function.inputs.items()}
        if told.get("applicant_type"):
            told.pop("an_img", None)
        names = [name for name, value in told.items() if name in inputs and name in shown and _tells(value)]
        replies = [name for name in heard.replies if name in asked and name not in told]
        pairs = [(_label(inputs[name]), told[name]) for name in names]
        return (*pairs, *((asked[name].label, heard.replies[name]) for name in replies))


def _asked(one: Input | None) -> str:
    """Return the question for a missing input; who somebody is, is asked in full whatever the function takes."""
    if one is None:
        return ""
    return _WHO if one.kind == "applicant" else one.asks


def _label(one: Input) -> str:
    """Return what a value is shown under; a kind of applicant says itself what it is."""
    return "" if one.kind == "applicant" else one.label


def _tells(value: Any) -> bool:
    return value is not None and value is not False and value not in (0, [])
