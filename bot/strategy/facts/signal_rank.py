"""F24: which programs get a signal, in what order, and which ones get none."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.strategy.cells import Facts

Program = Mapping[str, Any]
Ties = tuple[bool, bool, bool]


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the order, what to avoid, and which ties there are; without a number of signals only ties are ordered."""
    avoid = [one["name"] for one in given["programs"] if _avoided(one)]
    ranked = _ranked(given["programs"], data)
    ties = [_ties(one, data) for one in ranked if any(_ties(one, data))]
    n = given["n_signals"]
    return {
        "order": [one["name"] for one in ranked][: len(ties) if n is None else n],
        "avoid": avoid,
        "ultra_reach": bool(avoid),
        "ties_run_out": n is not None and n > len(ties),
        "home_reach": any(_is(one, "ultra_reach") for one in ranked),
        "note": data["note_for_others"] if given["applicant_type"] in data["others"] else None,
        **_found(ties),
    }


def _ranked(programs: Sequence[Program], data: Mapping[str, Any]) -> list[Program]:
    """Return the programs worth a signal, the first of the ties before the second, then those with more ties."""
    kept = [one for one in programs if not _avoided(one)]
    return sorted(kept, key=lambda one: _ties(one, data), reverse=True)


def _avoided(program: Program) -> bool:
    """Tell whether no signal goes there; one goes home however far home is out of reach."""
    return _is(program, "ultra_reach") and not _is(program, "home")


def _ties(program: Program, data: Mapping[str, Any]) -> Ties:
    return _is(program, "home"), _is(program, "mentor_tie"), program.get("away_went") == data["great_away"]


def _is(program: Program, name: str) -> bool:
    return program.get(name) is True


def _found(ties: Sequence[Ties]) -> dict[str, bool]:
    """Return which ties there are, and whether programs differ in theirs."""
    home, mentor, away = (any(one[place] for one in ties) for place in range(3))
    return {"home": home, "mentor_tie": mentor, "great_away": away, "ties_differ": len(set(ties)) > 1}
