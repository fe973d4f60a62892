"""`ir-advisor strategy`: one function, a file of calls, or the list of functions."""

import json
from typing import Annotated, Any

import typer

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.command_line.terminal import AsJson, Batch, id_of, json_lines, show_json
from bot.command_line.working import show_functions, show_working
from bot.errors import InputError
from bot.shipped import config_folder
from bot.strategy.advice import Status
from bot.strategy.explaining import explain
from bot.strategy.inputs import Input

Named = Annotated[str | None, typer.Argument(metavar="FUNCTION", help="Name of a strategy function.")]
Inputs = Annotated[str, typer.Option(help='Its inputs as a JSON object, as in {"step2_ck": 241}.')]
Listed = Annotated[bool, typer.Option("--list", help="List the functions and what each takes.")]


def strategy(
    function: Named = None,
    inputs: Inputs = "{}",
    batch: Batch = None,
    listed: Listed = False,
    as_json: AsJson = False,
) -> None:
    """Ask a strategy function, and see the working."""
    if [function is not None, batch is not None, listed].count(True) != 1:
        raise InputError("strategy: give one function with --inputs, or --batch FILE, or --list")
    catalogue = read_catalogue(config_folder() / "strategy")
    if listed:
        _list(catalogue, as_json)
    elif batch:
        for line in json_lines(batch):
            show_json(id_of(line) | _answered(catalogue, line))
    elif function:
        _ask(catalogue, function, _object(inputs), as_json)


def _list(catalogue: Catalogue, as_json: bool) -> None:
    if not as_json:
        show_functions(catalogue)
        return
    for one in catalogue.functions.values():
        inputs = [_described(each) for each in one.inputs.values()]
        show_json({"function": one.name, "about": one.about, "inputs": inputs, "gives": list(one.gives)})


def _described(one: Input) -> dict[str, Any]:
    described = {"name": one.name, "kind": one.kind, "optional": one.left_out, "default": one.default}
    return described | ({"choices": list(one.choices)} if one.choices else {})


def _ask(catalogue: Catalogue, name: str, inputs: dict[str, Any], as_json: bool) -> None:
    advice = catalogue.advise(name, inputs)
    if as_json:
        show_json({"function": name, **advice.as_json()})
    if advice.status is Status.REJECTED:
        raise InputError("; ".join(f"{error['field']} {error['reason']}" for error in advice.errors))
    if not as_json:
        show_working(catalogue, explain(catalogue.named(name), inputs))


def _answered(catalogue: Catalogue, line: dict[str, Any]) -> dict[str, Any]:
    """Answer a line of a batch; one that cannot be read is refused like a wrong input."""
    name, inputs = line.get("function"), line.get("inputs", {})
    if not isinstance(inputs, dict):
        return _refused(name, "inputs", "give an object of fields and values")
    try:
        return {"function": name, **catalogue.advise(str(name), inputs).as_json()}
    except InputError as error:
        return _refused(name, "function", str(error))


def _refused(name: Any, field: str, reason: str) -> dict[str, Any]:
    return {"function": name, "status": Status.REJECTED, "errors": [{"field": field, "reason": reason}]}


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"--inputs: not JSON ({error}); write it as '{{\"step2_ck\": 241}}'") from error
    if not isinstance(value, dict):
        raise InputError("--inputs: give a JSON object of fields and values")
    return value
