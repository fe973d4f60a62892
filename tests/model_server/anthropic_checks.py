"""What Anthropic refuses to take, in its own words."""

from tests.model_server.asked import AskedModel, Json
from tests.model_server.refusing import (
    Fault,
    Refused,
    extra_of,
    fault_in,
    missing_of,
    must_be_object,
    objects_in,
    typed_in,
)

MOST_MARKS = 4
_UNSUPPORTED = ("minimum", "maximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems")
"""What a schema may not demand of a reply."""


def check(asked: AskedModel) -> None:
    """Refuse a request that is not as it must be."""
    if not asked.headers.get("anthropic-version"):
        raise Refused(400, "anthropic-version: header is required")
    must_be_object(asked, "The request body is not valid JSON: expected value at line 1 column 1 (char 0)")
    if fault := fault_in("anthropic", asked.parsed):
        raise Refused(400, _worded(fault))
    _check_tools(asked)
    _check_format(asked.parsed)
    _check_marks(asked.parsed)
    _check_results(asked.parsed["messages"])


def _worded(fault: Fault) -> str:
    where = ".".join(str(step) for step in fault.absolute_path)
    if fault.validator == "additionalProperties":
        return f"{_within(where, extra_of(fault))}: Extra inputs are not permitted"
    if fault.validator == "required":
        return f"{_within(where, missing_of(fault))}: Field required"
    if fault.validator == "type":
        return f"{where}: Input should be a valid {fault.validator_value}"
    if fault.validator == "minLength" and where.endswith("text"):
        return f"{where.rpartition('.')[0]}: text content blocks must be non-empty"
    return f"{where}: {fault.message}"


def _within(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _check_tools(asked: AskedModel) -> None:
    names = [one.name for one in asked.tools]
    if "tool_choice" in asked.parsed and not names:
        raise Refused(400, "tool_choice may only be specified while providing tools")
    if asked.forced and asked.forced not in names:
        raise Refused(400, f"tool_choice: Tool '{asked.forced}' not found in provided tools")
    if len({*names}) < len(names):
        raise Refused(400, "tools: Tool names must be unique.")
    thinking = (asked.parsed.get("thinking") or {}).get("type")
    if asked.forced and thinking in ("enabled", "adaptive"):
        raise Refused(400, "Thinking may not be enabled when tool_choice forces tool use.")


def _check_format(body: Json) -> None:
    wanted = (body.get("output_config") or {}).get("format") or {}
    for one in typed_in(wanted.get("schema", {})):
        if unsupported := next((name for name in _UNSUPPORTED if name in one), ""):
            said = f"For '{one['type']}' type, property '{unsupported}' is not supported"
            raise Refused(400, f"output_config.format.schema: {said}")
    if any(one.get("additionalProperties") is not False for one in objects_in(wanted.get("schema", {}))):
        said = "For 'object' type, 'additionalProperties' must be explicitly set to false"
        raise Refused(400, f"output_config.format.schema: {said}")


def _check_marks(body: Json) -> None:
    found = sum(
        1 for one in _dicts_in([body.get("system"), body["messages"], body.get("tools")]) if one.get("cache_control")
    )
    if found > MOST_MARKS:
        raise Refused(400, f"A maximum of {MOST_MARKS} blocks with cache_control may be provided. Found {found}.")


def _dicts_in(value: object) -> list[Json]:
    if isinstance(value, list):
        return [found for one in value for found in _dicts_in(one)]
    return [value, *_dicts_in(value.get("content"))] if isinstance(value, dict) else []


def _check_results(messages: list[Json]) -> None:
    """Refuse the result of a tool that was not called just before."""
    called: set[str] = set()
    for place, one in enumerate(messages):
        blocks = one["content"] if isinstance(one["content"], list) else []
        unknown = [block for block in blocks if block["type"] == "tool_result" and block["tool_use_id"] not in called]
        if unknown:
            said = f"unexpected `tool_use_id` found in `tool_result` blocks: {unknown[0]['tool_use_id']}"
            raise Refused(400, f"messages.{place}.content.0: {said}")
        called = {block["id"] for block in blocks if block["type"] == "tool_use"}
