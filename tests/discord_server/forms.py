"""What a member does with components: finds a button, picks, and fills in a modal."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.discord_server.checks_components import BUTTON, INPUT, LABEL, LINK, ROW, SELECT, SELECTS, every
from tests.discord_server.checks_modals import CHECKBOX, CHECKBOXES, RADIO, VALUE
from tests.discord_server.refusing import Json, RefusedByClient


def button_of(messages: list[Json], name: str) -> tuple[Json, Json]:
    """Return a button by its label or custom id, with its message; refuses one that cannot be pressed."""
    found = list(_named(messages, name, (BUTTON,)))
    if not found:
        labels = [one.get("label") for message in messages for one in every(message["components"])]
        raise RefusedByClient(f"there is no button {name!r} but {[one for one in labels if one]}")
    message, button = found[0]
    if button.get("disabled") or button["style"] == LINK:
        raise RefusedByClient(f"the button {name!r} does nothing")
    return message, button


def select_of(messages: list[Json], name: str, values: list[str]) -> tuple[Json, Json]:
    """Return a select by its custom id or placeholder, with its message; refuses what cannot be picked."""
    found = list(_named(messages, name, SELECTS))
    if not found or found[0][1].get("disabled"):
        raise RefusedByClient(f"there is no select {name!r} to pick from")
    _must_offer(found[0][1], values)
    return found[0]


def _named(messages: list[Json], name: str, kinds: tuple[int, ...]) -> Iterator[tuple[Json, Json]]:
    for message in messages:
        for one in every(message["components"]):
            if one["type"] in kinds and name in (one.get("label"), one.get("custom_id"), one.get("placeholder")):
                yield message, one


def _must_offer(select: Json, values: list[str]) -> None:
    least, most = select.get("min_values"), select.get("max_values")
    if not (1 if least is None else least) <= len(values) <= (1 if most is None else most):
        raise RefusedByClient(f"{len(values)} values cannot be picked")
    offers = {one["value"] for one in select.get("options") or ()}
    if select["type"] == SELECT and not offers.issuperset(values):
        raise RefusedByClient(f"{sorted(set(values) - offers)} are not offered but {sorted(offers)}")


def submitted(modal: Json, values: Mapping[str, Any], raw: bool) -> list[Json]:
    """Return a modal as it is sent when filled in; values by label or custom id."""
    parts = _numbered(modal["components"])
    names = {name for part in parts for name in _names(part)}
    if foreign := values.keys() - names:
        raise RefusedByClient(f"there is no field {min(foreign)!r} but {sorted(names)}")
    return [_part(part, values, raw) for part in parts]


def _numbered(parts: list[Json]) -> list[Json]:
    """Return parts with the ids that Discord gives them."""
    for number, one in enumerate(every(parts), start=1):
        one.setdefault("id", number)
    return parts


def _inside(part: Json) -> Json | None:
    return part["components"][0] if part["type"] == ROW else part.get("component")


def _names(part: Json) -> list[str]:
    inside = _inside(part)
    return [name for name in (part.get("label"), inside.get("label"), inside["custom_id"]) if name] if inside else []


def _part(part: Json, values: Mapping[str, Any], raw: bool) -> Json:
    inside = _inside(part)
    told = {"type": part["type"], "id": part["id"]}
    if inside is None:
        return told
    given = next((values[name] for name in _names(part) if name in values), None)
    field = {"type": inside["type"], "id": inside["id"], "custom_id": inside["custom_id"]} | _value(inside, given, raw)
    return told | ({"component": field} if part["type"] == LABEL else {"components": [field]})


def _value(field: Json, given: Any, raw: bool) -> Json:
    kind = field["type"]
    if kind == INPUT:
        return {"value": _typed(field, (field.get("value") or "") if given is None else given, raw)}
    if kind in (RADIO, CHECKBOX):
        default = field.get("default", False) if kind == CHECKBOX else None
        return {"value": default if given is None else given}
    return {"values": _picked(field, given, raw)}


def _typed(field: Json, text: str, raw: bool) -> str:
    least, most = field.get("min_length") or 0, field.get("max_length") or VALUE
    if not raw and not text and field.get("required", True):
        raise RefusedByClient(f"{field['custom_id']} is required")
    if not raw and text and not least <= len(text) <= most:
        raise RefusedByClient(f"{field['custom_id']}: {len(text)} characters do not lie within {least} and {most}")
    return text


def _picked(field: Json, given: Any, raw: bool) -> list[str]:
    options = field.get("options") or []
    if given is None:
        values = [one["value"] for one in options if one.get("default")]
    else:
        chosen = [given] if isinstance(given, str) else list(given)
        by_label = {one["label"]: one["value"] for one in options}
        values = [by_label.get(one, one) for one in chosen]
    if not raw and (values or field.get("required", True)) and field["type"] in (SELECT, CHECKBOXES):
        _must_offer(field | {"type": SELECT}, values)
    return values
