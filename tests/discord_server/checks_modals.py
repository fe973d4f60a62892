"""Limits of the other answers to an interaction: modals, and choices while somebody types."""

from collections.abc import Callable

from tests.discord_server.checks_components import (
    INPUT,
    LABEL,
    ROW,
    SELECTS,
    TEXT_DISPLAY,
    check_apart,
    check_select,
)
from tests.discord_server.refusing import Json, bad_form, limited, needed

TITLE, PARTS, LABEL_LENGTH, VALUE, PLACEHOLDER = 45, 5, 45, 4000, 100
CHOICES, CHOICE = 25, 100
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23
_KIND_OF_VALUE: dict[int, Callable[[object], bool]] = {
    3: lambda value: isinstance(value, str) and 1 <= len(value) <= CHOICE,
    4: lambda value: isinstance(value, int) and not isinstance(value, bool),
    10: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}


def check_modal(modal: Json) -> None:
    """Refuse a modal that is too large, or asks in a way Discord does not show."""
    limited("data.custom_id", modal.get("custom_id"), 100, 1)
    limited("data.title", modal.get("title"), TITLE, 1)
    parts = modal.get("components") or []
    limited("data.components", parts, PARTS, 1)
    for place, part in enumerate(parts):
        _check_part(part, f"data.components.{place}")
    check_apart(parts, "data.components")


def _check_part(part: Json, at: str) -> None:
    kind = part.get("type")
    if kind == ROW:
        limited(f"{at}.components", part["components"], 1, 1)
        _check_input(part["components"][0], f"{at}.components.0", labelled=False)
    elif kind == LABEL:
        _check_label(part, at)
    elif kind == TEXT_DISPLAY:
        limited(f"{at}.content", part.get("content"), VALUE, 1)
    else:
        raise bad_form(f"{at}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')


def _check_label(label: Json, at: str) -> None:
    limited(f"{at}.label", label.get("label"), LABEL_LENGTH, 1)
    limited(f"{at}.description", label.get("description"), 100)
    inside = label["component"]
    kind = inside["type"]
    if kind == INPUT:
        _check_input(inside, f"{at}.component", labelled=True)
    elif kind in SELECTS:
        _check_asking_select(inside, f"{at}.component")
    elif kind not in (UPLOAD, RADIO, CHECKBOXES, CHECKBOX):
        raise bad_form(f"{at}.component.type", "UNION_TYPE_CHOICES", 'Value of field "type" is no input of a modal.')


def _check_asking_select(select: Json, at: str) -> None:
    check_select(select, at)
    if select.get("disabled"):
        raise bad_form(f"{at}.disabled", "COMPONENT_DISABLED_IN_MODAL", "A select in a modal cannot be disabled")
    if select.get("min_values") == 0 and select.get("required", True):
        raise bad_form(f"{at}.min_values", "COMPONENT_REQUIRED_MIN_VALUES", "Needs a value where it is required")


def _check_input(text_input: Json, at: str, labelled: bool) -> None:
    if text_input["type"] != INPUT:
        raise bad_form(f"{at}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')
    limited(f"{at}.custom_id", text_input.get("custom_id"), 100, 1)
    if labelled and text_input.get("label"):
        raise bad_form(f"{at}.label", "COMPONENT_LABEL_TWICE", "The label around it says it")
    if not labelled:
        limited(f"{at}.label", text_input.get("label"), LABEL_LENGTH, 1)
    limited(f"{at}.placeholder", text_input.get("placeholder"), PLACEHOLDER)
    _check_lengths(text_input, at)


def _check_lengths(text_input: Json, at: str) -> None:
    least, most = text_input.get("min_length") or 0, text_input.get("max_length")
    most = VALUE if most is None else most
    if not 0 <= least <= VALUE or not 1 <= most <= VALUE or least > most:
        raise bad_form(f"{at}.max_length", "NUMBER_TYPE_MAX", f"Lengths lie within 0 and {VALUE}, the least first")
    if value := text_input.get("value"):
        limited(f"{at}.value", value, most, least)


def check_choices(choices: list[Json], kind: int) -> None:
    """Refuse choices that are too many, too long, or of another kind than the option."""
    limited("data.choices", choices, CHOICES)
    for place, choice in enumerate(choices):
        at = f"data.choices.{place}"
        if not choice.get("name"):
            raise needed(f"{at}.name")
        limited(f"{at}.name", choice["name"], CHOICE, 1)
        if not _KIND_OF_VALUE[kind](choice.get("value")):
            raise bad_form(f"{at}.value", "BASE_TYPE_BAD_VALUE", "The value is of another kind, or too long")
