"""Read a function's table and check it, so that a wrong value is named with its place before anything is asked."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from string import Formatter
from typing import Any

from bot.strategy.advice import Source, Status
from bot.strategy.cells import Cell, cell, ends
from bot.strategy.errors import TableError
from bot.strategy.inputs import KINDS, Input
from bot.strategy.tables import APPLIES, RESULTS, Derive, Function, Outcome, Refusal, Row

_ID = re.compile(r"(?:R|G)-\d\d\.\w+|V\d\d")
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("text", "range"), str),
    **dict.fromkeys(("flag", "yes_no"), bool),
    "number": (int, float),
    **dict.fromkeys(("list", "numbers", "ranges"), list),
    "items": Mapping,
}
"""How results of each kind are written in a table."""
_COMPARED = {"lower", "higher", "fewer"}
_TOP = {
    "about",
    "inputs",
    "gives",
    "also",
    "facts",
    "data",
    "shared",
    "outcome",
    "inside",
    "uncovered",
    "row",
    "reject",
}


def read_function(
    name: str,
    table: Mapping[str, Any],
    shared: Mapping[str, Mapping[str, Any]],
    sections: Mapping[str, str],
    derive: Derive,
) -> Function:
    """Read a function's table; `shared` holds rows by id that several functions name, `sections` headings by place.

    Raises TableError that names the key at fault.
    """
    with _at("top level"):
        _only(table, _TOP)
    inputs = {key: _input(key, value) for key, value in table.get("inputs", {}).items()}
    gives, also = _results("gives", table["gives"]), _results("also", table.get("also", {}))
    names = {*inputs, *table.get("facts", []), *gives, *also}
    written = [*table.get("row", []), *(_shared(shared, one) for one in table.get("shared", []))]
    rows = [_row(one, names, {**gives, **also}, sections) for one in written]
    _unique(rows)
    return Function(
        name=name,
        about=table["about"],
        inputs=inputs,
        gives=gives,
        also=also,
        rows=rows,
        refusals=[_refusal(one, names, inputs) for one in table.get("reject", [])],
        data=table.get("data", {}),
        outcome=_outcome(table["outcome"], gives) if "outcome" in table else None,
        uncovered=_uncovered(table, names),
        inside=table.get("inside", ""),
        derive=derive,
    )


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Name the place in whatever goes wrong there."""
    try:
        yield
    except KeyError as error:
        raise TableError(f"{place}: {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise TableError(f"{place}: {error}") from error


def _only(table: Mapping[str, Any], allowed: Collection[str]) -> None:
    if unknown := [key for key in table if key not in allowed]:
        raise TableError(f"{unknown[0]!r} is not known here; use {', '.join(sorted(allowed))}")


def _input(name: str, value: Mapping[str, Any]) -> Input:
    with _at(f"inputs.{name}"):
        one = Input(name=name, **{**value, "choices": tuple(value.get("choices", ()))})
        if one.kind not in KINDS:
            raise TableError(f"kind {one.kind!r} is not known; use {', '.join(KINDS)}")
        return one


def _results(place: str, table: Mapping[str, str]) -> Mapping[str, str]:
    for key, kind in table.items():
        if kind not in RESULTS:
            raise TableError(f"{place}.{key}: kind {kind!r} is not known; use {', '.join(RESULTS)}")
    return table


def _shared(rows: Mapping[str, Mapping[str, Any]], name: str) -> Mapping[str, Any]:
    with _at("shared"):
        return rows[name]


def _row(
    written: Mapping[str, Any], names: Collection[str], kinds: Mapping[str, str], sections: Mapping[str, str]
) -> Row:
    with _at(f"row {written.get('id', '?')}"):
        _only(written, {"id", "when", "then", "says", "source", "quote", "applies", "caveat", "policy", "status"})
        if not _ID.fullmatch(written["id"]):
            raise TableError("write an id as R-02.1, G-02.a or V13")
        if written["applies"] not in APPLIES:
            raise TableError(f"applies {written['applies']!r} is not known; use {', '.join(APPLIES)}")
        is_gap = written["id"].startswith("G")
        return Row(
            id=written["id"],
            when=_cases(written.get("when", {}), names),
            then={key: _result(key, value, kinds, names) for key, value in written.get("then", {}).items()},
            says=_template(written["says"], names),
            source=_source(written, sections),
            applies=written["applies"],
            caveat=written.get("caveat", is_gap),
            policy=written.get("policy", False),
            status=Status(written.get("status", Status.RESOLVED_GAP if is_gap else Status.SETTLED)),
        )


def _cases(written: Any, names: Collection[str]) -> tuple[Mapping[str, Cell], ...]:
    return tuple(_case(one, names) for one in (written if isinstance(written, list) else [written]))


def _case(written: Mapping[str, Any], names: Collection[str]) -> Mapping[str, Cell]:
    _only(written, names)
    return {name: _cell(name, value) for name, value in written.items()}


def _cell(name: str, value: Any) -> Cell:
    with _at(f"when.{name}"):
        return cell(value)


def _result(key: str, value: Any, kinds: Mapping[str, str], names: Collection[str]) -> Any:
    _only({key: value}, kinds)
    with _at(f"then.{key}"):
        kind = kinds[key]
        if kind in _TYPES and not isinstance(value, _TYPES[kind]):
            raise TableError(f"{value!r} is no {kind}")
        if kind == "range":
            return _range(value)
        if kind == "ranges":
            return [_range(one) for one in value]
        return _template(value, names) if isinstance(value, str) else value


def _range(written: str) -> list[float | None]:
    low, high, *_ = ends(written)
    if low is None:
        raise TableError(f"{written!r} has no low end, which a range that is given must have")
    return [low, high]


def _template(text: str, names: Collection[str]) -> str:
    """Check that a text names only facts in its braces."""
    _only({field: None for _, field, _, _ in Formatter().parse(text) if field is not None}, names)
    return " ".join(text.split())


def _uncovered(table: Mapping[str, Any], names: Collection[str]) -> str:
    with _at("uncovered"):
        return _template(table.get("uncovered", ""), names)


def _source(written: Mapping[str, Any], sections: Mapping[str, str]) -> Source:
    if written["id"].startswith("V"):
        return Source("", "", "", "")
    guide, _, anchor = written["source"].partition("#")
    if written["source"] not in sections:
        raise TableError(f"source {written['source']!r} is no section listed in sources.toml")
    return Source(guide, sections[written["source"]], anchor, written["quote"])


def _refusal(written: Mapping[str, Any], names: Collection[str], inputs: Collection[str]) -> Refusal:
    with _at(f"reject {written.get('id', '?')}"):
        _only(written, {"id", "when", "field", "reason"})
        _only({written["field"]: None}, inputs)
        reason = _template(written["reason"], names)
        return Refusal(written["id"], _case(written["when"], names), written["field"], reason)


def _outcome(written: Mapping[str, Any], gives: Mapping[str, str]) -> Outcome:
    with _at("outcome"):
        _only({written["key"]: None}, gives)
        if isinstance(written["better"], str):
            _only({written["better"]: None}, _COMPARED)
        return Outcome(**written)


def _unique(rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise TableError(f"row {row.id} is there twice; write its cases as a list in `when`")
        seen.add(row.id)
