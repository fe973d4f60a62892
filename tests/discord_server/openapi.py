"""Holds what the bot sends against Discord's own description of its REST API, where that is at hand."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.discord_server.refusing import Json, Refusal, bad_form

ROOT = Path(__file__).resolve().parent.parent.parent
_NAMED = {
    "maxLength": ("BASE_TYPE_MAX_LENGTH", "Must be {} or fewer in length."),
    "maxItems": ("BASE_TYPE_MAX_LENGTH", "Must be {} or fewer in length."),
    "minLength": ("BASE_TYPE_BAD_LENGTH", "Must be {} or more in length."),
    "minItems": ("BASE_TYPE_BAD_LENGTH", "Must be {} or more in length."),
    "maximum": ("NUMBER_TYPE_MAX", "int value should be less than or equal to {}."),
    "minimum": ("NUMBER_TYPE_MIN", "int value should be greater than or equal to {}."),
    "enum": ("BASE_TYPE_CHOICES", "Value must be one of {}."),
}


def description_file() -> Path | None:
    """Return where the description is, or None where it is not at hand."""
    told = os.environ.get("DISCORD_OPENAPI")
    path = Path(told) if told else ROOT.parent / "shared" / "discord" / "openapi.json"
    return path if path.is_file() else None


class Description:
    """The description; validators are made when an operation is first called."""

    def __init__(self, path: Path | None) -> None:
        self._whole: Json = json.loads(path.read_text(encoding="utf-8")) if path else {}
        if path:
            # Discord reads a snowflake that is written as a number as well, as its reference says of ids.
            self._whole["components"]["schemas"]["SnowflakeType"] = {
                "anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]
            }
        resource = DRAFT202012.create_resource(self._whole)
        self._registry: Registry[Any] = Registry().with_resource("discord:api", resource)
        self._validators: dict[tuple[str, str], Draft202012Validator | None] = {}
        self._allowed: set[str] = set()
        """Bodies that were checked and are allowed; the same commands are sent at every start."""

    def check(self, method: str, template: str, body: Any) -> None:
        """Refuse a body that the operation's schema does not allow."""
        checked = f"{method} {template} {json.dumps(body, sort_keys=True)}"
        validator = None if checked in self._allowed else self._validator(method.lower(), template)
        if validator and (fault := next(iter(validator.iter_errors(body)), None)):
            raise _refusal(_clearest(fault))
        self._allowed.add(checked)

    def _validator(self, method: str, template: str) -> Draft202012Validator | None:
        key = (method, template)
        if key not in self._validators:
            operation = self._whole.get("paths", {}).get(template, {}).get(method, {})
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            self._validators[key] = self._compiled(schema) if schema else None
        return self._validators[key]

    def _compiled(self, schema: Json) -> Draft202012Validator:
        return Draft202012Validator(_absolute(schema), registry=self._registry)


@cache
def shared_description(path: Path | None) -> Description:
    """Return the description of a file; it is large, and read once however many servers there are."""
    return Description(path)


def _absolute(schema: Any) -> Any:
    """Return a schema whose references name the whole description they point into."""
    if isinstance(schema, dict):
        return {key: f"discord:api{value}" if key == "$ref" else _absolute(value) for key, value in schema.items()}
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _clearest(error: ValidationError) -> ValidationError:
    """Return the fault below a choice of schemas that concerns the one that was meant, which its `type` tells."""
    while error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for one in error.context:
            branches.setdefault(one.schema_path[0], []).append(one)
        meant = [found for found in branches.values() if not any(_another_type(one) for one in found)]
        error = min(meant or branches.values(), key=len)[0]
    return error


def _another_type(error: ValidationError) -> bool:
    return list(error.path) == ["type"] or (error.validator == "type" and not error.path)


def _refusal(error: ValidationError) -> Refusal:
    path = ".".join(str(one) for one in error.absolute_path)
    if error.validator == "required":
        wanted: Any = error.validator_value
        there: Any = error.instance
        missing = next(name for name in wanted if name not in there)
        return bad_form(f"{path}.{missing}", "BASE_TYPE_REQUIRED", "This field is required")
    code, words = _NAMED.get(str(error.validator), ("BASE_TYPE_BAD", error.message[:300].replace("{", "(")))
    return bad_form(path, code, words.format(error.validator_value))
