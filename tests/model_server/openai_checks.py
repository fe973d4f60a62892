"""What OpenAI refuses to take, in its own words."""

import re

from tests.model_server.asked import AskedModel, Json, said_by
from tests.model_server.refusing import Fault, Refused, extra_of, fault_in, missing_of, must_be_object, objects_in

_REASONING = re.compile(r"o\d|gpt-5(-mini|-nano)?(-\d{4}|$)")
_CALLED = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "integer": "an integer",
    "number": "a decimal",
}


def check(asked: AskedModel) -> None:
    """Refuse a request that is not as it must be."""
    must_be_object(asked, "We could not parse the JSON body of your request.")
    if fault := fault_in("openai", asked.parsed):
        raise _worded(fault)
    _check_streaming(asked.parsed)
    _check_tools(asked)
    _check_format(asked)
    _check_limits(asked)


def _worded(fault: Fault) -> Refused:
    where = _where(fault)
    if fault.validator == "additionalProperties":
        name = extra_of(fault)
        if not where:
            return Refused(400, f"Unrecognized request argument supplied: {name}")
        return Refused(400, f"Unknown parameter: '{where}.{name}'.", f"{where}.{name}", "unknown_parameter")
    if fault.validator == "required":
        name = ".".join(filter(None, (where, missing_of(fault))))
        return Refused(400, f"Missing required parameter: '{name}'.", name, "missing_required_parameter")
    return _worded_value(fault, where)


def _worded_value(fault: Fault, where: str) -> Refused:
    if fault.validator == "type":
        wanted = fault.validator_value if isinstance(fault.validator_value, str) else fault.validator_value[0]
        said = f"Invalid type for '{where}': expected {_CALLED.get(wanted, f'a {wanted}')}."
        return Refused(400, said, where, "invalid_type")
    if fault.validator == "minItems":
        said = (
            f"Invalid '{where}': empty array. Expected an array with minimum length 1, but got an empty array instead."
        )
        return Refused(400, said, where, "empty_array")
    return Refused(400, f"Invalid value for '{where}': {fault.message}.", where, "invalid_value")


def _where(fault: Fault) -> str:
    """Return the path of a fault as OpenAI writes it."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault.absolute_path)
    return "".join(steps).removeprefix(".")


def _check_streaming(body: Json) -> None:
    if body.get("stream_options") is not None and not body.get("stream"):
        said = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        raise Refused(400, said, "stream_options")


def _check_tools(asked: AskedModel) -> None:
    names = {one.name for one in asked.tools}
    if "tool_choice" in asked.parsed and not names:
        raise Refused(400, "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.")
    if asked.forced and asked.forced not in names:
        said = f"no function named '{asked.forced}' was specified in the 'tools' parameter."
        raise Refused(400, f"Invalid value for 'tool_choice': {said}", "tool_choice")
    for one in asked.parsed.get("tools", ()):
        if one["function"].get("strict"):
            _check_strict(one["function"].get("parameters", {}), f"function '{one['function']['name']}'")
    _check_results(asked.parsed["messages"])


def _check_results(messages: list[Json]) -> None:
    called: set[str] = set()
    for place, one in enumerate(messages):
        called |= {call["id"] for call in one.get("tool_calls") or ()}
        if one["role"] == "tool" and one["tool_call_id"] not in called:
            said = "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
            raise Refused(400, f"Invalid parameter: {said}", f"messages.[{place}].role")


def _check_format(asked: AskedModel) -> None:
    wanted = asked.parsed.get("response_format") or {}
    if wanted.get("type") == "json_object":
        texts = said_by(asked.parsed["messages"], "system", "developer", "user", "assistant", "tool")
        if "json" not in " ".join(texts).lower():
            said = (
                "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
            )
            raise Refused(400, said, "messages")
    described = wanted.get("json_schema") or {}
    if described.get("strict"):
        _check_strict(described.get("schema", {}), f"response_format '{described['name']}'")


def _check_strict(schema: Json, what: str) -> None:
    """Refuse a schema that cannot be kept to: each object names all that it has, and has nothing else."""
    for one in objects_in(schema):
        if one.get("additionalProperties") is not False:
            lacks = "'additionalProperties' is required to be supplied and to be false."
        elif {*one.get("properties", {})} != {*one.get("required", ())}:
            lacks = "'required' is required to be supplied and to be an array including every key in properties."
        else:
            continue
        raise Refused(400, f"Invalid schema for {what}: {lacks}", "response_format", "invalid_json_schema")


def _check_limits(asked: AskedModel) -> None:
    body = asked.parsed
    if body.get("max_tokens") and body.get("max_completion_tokens"):
        raise Refused(400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
    if not _REASONING.match(asked.model):
        return
    if body.get("max_tokens"):
        said = (
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        )
        raise Refused(400, said, "max_tokens", "unsupported_parameter")
    if body.get("temperature") not in (None, 1):
        said = (
            f"'temperature' does not support {body['temperature']} with this model. Only the default (1) is supported."
        )
        raise Refused(400, f"Unsupported value: {said}", "temperature", "unsupported_value")
