"""The console script with a chat model, as a process of its own: what it prints, and what it sends to whom."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.model_server import ModelServer
from tests.model_server.behaviours import always, faithful
from tests.model_server.beside import model_server_beside
from tests.model_server.replies import Calls, Failing, ToolCall
from tests.writing.beside import KEY

LETTERS = "How many letters of recommendation do I need?"
AWAYS = "How many away rotations should I do?"
ROUTES = "What is the difference between integrated and independent IR?"
DONE, REFUSED = 0, 2
WITHOUT = (
    "import sys; sys.modules.update({{name: None for name in {names}}}); from bot.command_line.app import main; main()"
)
"""The console script where some packages cannot be imported."""
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Yield a server whose model writes faithfully; in the end nothing was asked that no provider would take."""
    with model_server_beside(key=KEY) as running:
        yield running
        assert running.refusals == []


@pytest.fixture
def run(shipped_home: Path, server: ModelServer) -> Run:
    """Return a function that runs the console script over the shipped guides, with a chat model."""

    def start(*arguments: str, given: str = "", without: tuple[str, ...] = (), **settings: str) -> Done:
        told = {"HOME": str(shipped_home), "GUIDES": str(shipped_home / "guides"), "MODEL": "openai:scripted"}
        told |= {"MODEL_URL": f"{server.url}/v1", "MODEL_KEY": KEY, "MODEL_SECONDS": "30"}
        own = {f"IR_ADVISOR_{name}": value for name, value in told.items()}
        environment = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
        program = ["-c", WITHOUT.format(names=list(without))] if without else ["-m", "bot"]
        command = [sys.executable, *program, *arguments]
        environment |= own | {"PYTHONUTF8": "1", "NO_COLOR": "1"} | settings
        return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)

    return start


def test_a_question_is_answered_in_the_model_s_words(run: Run, server: ModelServer) -> None:
    done = run("ask", LETTERS)

    assert (done.returncode, done.stderr) == (DONE, "")
    assert (
        done.stdout.splitlines()[-1] == "Worded with openai:scripted; each statement was checked against its sections."
    )
    assert "[1]" in done.stdout
    assert [one.kind for one in server.asked] == ["compose"]


@pytest.mark.parametrize("kind", ["anthropic", "ollama"])
def test_it_is_so_with_other_providers(run: Run, server: ModelServer, kind: str) -> None:
    done = run("ask", LETTERS, IR_ADVISOR_MODEL=f"{kind}:scripted", IR_ADVISOR_MODEL_URL=server.url)

    assert (done.returncode, done.stderr) == (DONE, "")
    assert f"Worded with {kind}:scripted" in done.stdout


def test_json_says_who_worded_it(run: Run) -> None:
    done = run("ask", LETTERS, "--json")

    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert answer["worded_by"] == "openai:scripted"
    assert [one["n"] for one in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))


def test_a_batch_is_answered_with_one_model_and_one_prompt(run: Run, server: ModelServer) -> None:
    batch = "\n".join(json.dumps({"id": n, "question": text}) for n, text in enumerate((LETTERS, AWAYS, "hello")))
    done = run("ask", "--batch", "-", "--json", given=batch)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["worded_by"] for answer in answers] == ["openai:scripted", "openai:scripted", ""]
    first, second = server.asked
    assert first.system == second.system


def test_a_follow_up_is_read_by_the_model(run: Run, server: ModelServer) -> None:
    search = Calls([ToolCall("search_guides", {"question": "How long is each, integrated and independent IR?"})])
    server.behave = lambda asked: search if asked.kind == "choose" else faithful(asked)
    done = run("chat", "--applicant", "us_md", given=f"{ROUTES}\nand how long for each?\n\n")

    assert (done.returncode, done.stderr) == (DONE, "")
    assert "Worded with openai:scripted" in done.stdout
    *_, choosing, composing = server.asked
    assert (choosing.kind, composing.kind) == ("choose", "compose")
    assert choosing.data["earlier"] == composing.data["earlier"] == [ROUTES]


def test_a_model_that_fails_leaves_the_guides_words(run: Run, server: ModelServer) -> None:
    server.behave = always(Failing(401))
    done = run("ask", LETTERS)

    assert done.returncode == DONE
    assert "[1]" in done.stdout
    assert "Worded with" not in done.stdout
    assert len(done.stderr.splitlines()) <= 1
    assert KEY[-4:] not in done.stderr


def test_nobody_else_is_told_what_was_asked(run: Run, server: ModelServer) -> None:
    tracing = dict.fromkeys(("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"), "true")
    done = run("ask", LETTERS, **tracing, LANGSMITH_API_KEY="traced", LANGSMITH_ENDPOINT=server.url)

    assert "Worded with" in done.stdout
    assert {one.path for one in server.asked} == {"/v1/chat/completions"}
    assert server.refusals == []


@pytest.mark.parametrize("missing", [("langchain",), ("langchain_openai",)])
def test_a_package_that_is_missing_is_told_in_one_line(run: Run, missing: tuple[str, ...]) -> None:
    done = run("ask", LETTERS, without=missing)

    assert (done.returncode, done.stdout) == (REFUSED, "")
    [line] = done.stderr.splitlines()
    assert "pip install 'ir-advisor[openai]'" in line
    assert KEY not in line


@pytest.mark.parametrize("model", ["openai:gpt-5-mini", "nobody:heard-of"])
def test_a_model_that_cannot_be_used_is_told_in_one_line(run: Run, server: ModelServer, model: str) -> None:
    done = run("ask", LETTERS, IR_ADVISOR_MODEL=model, IR_ADVISOR_MODEL_URL="", IR_ADVISOR_MODEL_KEY="")

    assert (done.returncode, done.stdout) == (REFUSED, "")
    [line] = done.stderr.splitlines()
    assert f"IR_ADVISOR_MODEL={model}" in line
    assert server.asked == []


def test_settings_that_are_wrong_are_named(run: Run) -> None:
    done = run("ask", LETTERS, IR_ADVISOR_MODEL_SECONDS="soon")

    assert done.returncode == REFUSED
    assert "model_seconds" in done.stderr.lower()
    assert KEY not in done.stderr
