"""Decide: check the inputs, work out the facts, let the rows fire, and gather what they give."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.strategy.advice import Advice, Reason, Status
from bot.strategy.cells import Facts
from bot.strategy.inputs import check_all
from bot.strategy.tables import Function, Row, blank


def advise(function: Function, inputs: Mapping[str, Any]) -> Advice:
    """Return what a function says of some inputs; wrong ones are refused with an entry each, never raised."""
    facts, errors = known(function, inputs)
    if errors:
        return Advice(Status.REJECTED, errors=errors)
    fired = [row for row in function.rows if row.holds(facts)]
    reasons = tuple(_reason(row, facts) for row in fired)
    uncovered = "" if fired else function.uncovered.format_map(facts)
    return Advice(_status(fired), reasons, _values(function, fired, facts), uncovered=uncovered)


def known(function: Function, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the checked inputs with the facts worked out of them, or what is refused of them."""
    values, errors = checked_inputs(function, inputs)
    if errors:
        return values, errors
    facts = {**dict.fromkeys((*function.gives, *function.also)), **values, **function.derive(values, function.data)}
    refused = [row for row in function.refusals if all(holds(facts[name]) for name, holds in row.when.items())]
    return facts, [{"field": row.field, "reason": row.reason.format_map(facts)} for row in refused]


def checked_inputs(function: Function, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the inputs in their own types, left out ones with their defaults, and what is refused of them."""
    given = inputs.get(function.inside, inputs)
    if not isinstance(given, Mapping):
        return {}, [{"field": function.inside, "reason": "give an object of fields and values"}]
    return check_all(function.inputs, given)


def outcome_of(function: Function, key: str, inputs: Mapping[str, Any]) -> Any:
    """Return one result alone, None where the inputs are refused; cheaper than a whole advice."""
    facts, errors = known(function, inputs)
    if errors:
        return None
    setting = [row for row in function.rows if key in row.then and row.holds(facts)]
    return _values(function, setting, facts)[key]


def _reason(row: Row, facts: Facts) -> Reason:
    return Reason(row.id, row.says.format_map(facts), row.source, row.caveat, row.policy, bool(row.then))


def _status(fired: Sequence[Row]) -> Status:
    """One row that says so makes it not covered, one gap a resolved gap; where nothing fires nothing is covered."""
    found = {row.status for row in fired} or {Status.NOT_COVERED}
    return next(s for s in (Status.NOT_COVERED, Status.RESOLVED_GAP, Status.SETTLED) if s in found)


def _values(function: Function, fired: Sequence[Row], facts: Facts) -> dict[str, Any]:
    """Gather the results: what rows set, else the fact of that name; `also` keys only where something sets them."""
    values: dict[str, Any] = {}
    for row in fired:
        for key, value in row.then.items():
            values[key] = _joined(function.kinds[key], values.get(key), _worded(value, facts))
    for key, kind in function.kinds.items():
        if values.get(key) is None and (facts[key] is not None or key in function.gives):
            values[key] = blank(kind) if facts[key] is None else facts[key]
    return {key: values[key] for key in function.kinds if key in values}


def _joined(kind: str, before: Any, value: Any) -> Any:
    """Add to a list or to items; of anything else the first row's value stands."""
    if before is None:
        return value
    if kind == "list":
        return [*before, *(one for one in value if one not in before)]
    return {**value, **before} if kind == "items" else before


def _worded(value: Any, facts: Facts) -> Any:
    return value.format_map(facts) if isinstance(value, str) else value
