"""What is wrong with a request, and how it is found."""

import json
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError, best_match  # type: ignore[import-untyped]

from tests.model_server.asked import AskedModel, Json

Fault: TypeAlias = ValidationError
"""What does not fit a described form."""
BODIES = Path(__file__).parent / "bodies"


class Refused(Exception):  # noqa: N818 - what happened, not an error of the server
    """A request that the provider would not take."""

    def __init__(self, status: int, message: str, param: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status, self.param, self.code = status, param, code


@cache
def _validator(protocol: str) -> Draft202012Validator:
    described = json.loads((BODIES / f"{protocol}.json").read_text(encoding="utf-8"))
    return Draft202012Validator(described)


def fault_in(protocol: str, body: Json) -> Fault | None:
    """Return what does not fit a protocol's own form of a request."""
    found: Fault | None = best_match(_validator(protocol).iter_errors(body))
    return found


def extra_of(error: Fault) -> str:
    """Return the name of what nobody knows, where that is the fault."""
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    return next((name for name in error.instance if name not in known), "")


def missing_of(error: Fault) -> str:
    """Return the name of what lacks, where that is the fault."""
    return next((name for name in error.validator_value if name not in error.instance), "")


def must_be_object(asked: AskedModel, message: str) -> None:
    """Refuse a body that is no JSON object."""
    if not asked.parsed:
        raise Refused(400, message)


def typed_in(schema: Any) -> list[Json]:
    """Return every part of a schema that says of which type something is."""
    if isinstance(schema, list):
        return [found for one in schema for found in typed_in(one)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if isinstance(schema.get("type"), str) else []
    return own + [found for one in schema.values() for found in typed_in(one)]


def objects_in(schema: Any) -> list[Json]:
    """Return every part of a schema that describes an object."""
    return [one for one in typed_in(schema) if one["type"] == "object"]
