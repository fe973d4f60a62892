"""The console script as scripts use it: a real process, its output, its one line on standard error, its exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.sources import Sources

DONE, FAILED, REFUSED = 0, 1, 2
QUESTION = "How many away rotations should I do?"
Run = Callable[..., subprocess.CompletedProcess[str]]
PASSAGE_FIELDS = {"rank", "guide", "section", "anchor", "score", "text"}


def start(home: Path, guides: Path, *arguments: str | bytes, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the console script to its end."""
    environment = os.environ | {"IR_ADVISOR_HOME": str(home), "IR_ADVISOR_GUIDES": str(guides)}
    environment |= {"PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], env=environment, input=given, capture_output=True, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def run(built_home: Path) -> Run:
    """Return a function that runs the console script over the invented guides."""
    guides = Path(__file__).parent / "guides"

    def start_here(*arguments: str | bytes, given: bytes = b"") -> subprocess.CompletedProcess[str]:
        return start(built_home, guides, *arguments, given=given)

    return start_here


def lines(output: str) -> list[dict[str, Any]]:
    """Read output of one JSON object a line."""
    return [json.loads(line) for line in output.splitlines()]


def test_a_question_is_answered_in_text(run: Run) -> None:
    done = run("ask", QUESTION)

    assert (done.returncode, done.stderr) == (DONE, "")
    assert "Two away rotations" in done.stdout
    assert "[1] The lantern path, How many away rotations to do" in done.stdout


def test_a_question_is_answered_in_json_alone(run: Run) -> None:
    done = run("ask", QUESTION, "--applicant", "us_md", "--json")

    [answer] = lines(done.stdout)
    assert (done.returncode, answer["kind"], answer["refused"], answer["private"]) == (DONE, "answer", False, False)
    assert answer["question"] == QUESTION
    assert [citation["n"] for citation in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert answer["passages"][0].keys() == PASSAGE_FIELDS


def test_a_refusal_is_no_failure(run: Run) -> None:
    done = run("ask", "how do i bake sourdough bread", "--json")

    [answer] = lines(done.stdout)
    assert (done.returncode, answer["kind"], answer["refused"]) == (DONE, "refusal", True)


def test_a_batch_is_answered_line_by_line_in_order(run: Run, tmp_path: Path) -> None:
    batch = [
        {"id": "b", "question": QUESTION},
        {"id": "a", "question": "which visa should i put in my application", "applicant": "non_us_img"},
        {"id": 3, "question": "the second one?", "turns": ["what should i do on day one of my away rotation"]},
        {"turns": ["what should i do on day one of my away rotation", "the second one?"]},
        {"id": "nul", "question": "how many letters\u0000 do i need"},
        {"id": "half", "question": "how many letters do i need \ud800"},
        {"id": "empty", "question": ""},
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n\n".join(map(json.dumps, batch)), encoding="utf-8-sig")

    done = run("ask", "--batch", str(file), "--json")

    answers = lines(done.stdout)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert [answer.get("id") for answer in answers] == ["b", "a", 3, None, "nul", "half", "empty"]
    assert "id" not in answers[3]
    assert [answer["kind"] for answer in answers] == ["answer"] * 6 + ["clarify"]
    assert answers[1]["private"]
    assert answers[2]["text"] == answers[3]["text"]
    assert answers[3]["question"] == "the second one?"
    assert answers[5]["question"] == batch[5]["question"]


def test_bytes_that_are_no_text_are_answered(run: Run) -> None:
    done = run("ask", b"how many letters do i need \xff", "--json")

    [answer] = lines(done.stdout)
    assert (done.returncode, answer["kind"]) == (DONE, "answer")
    assert answer["question"].encode("utf-8", "surrogateescape") == b"how many letters do i need \xff"


def test_a_search_shows_passages_best_first(run: Run) -> None:
    done = run("search", "letters of recommendation", "-k", "3", "--json")

    [found] = lines(done.stdout)
    assert (done.returncode, found["query"]) == (DONE, "letters of recommendation")
    assert [passage["rank"] for passage in found["passages"]] == [1, 2, 3]
    assert found["passages"][0].keys() == PASSAGE_FIELDS
    assert found["passages"][0]["anchor"] == "letters"


def test_searches_come_in_a_batch_too(run: Run) -> None:
    batch = [{"id": 1, "query": "practice exams"}, {"id": 2, "query": ""}, {"id": 3, "query": "visa \u0000\ud800"}]

    done = run("search", "--batch", "-", "--json", given="\n".join(map(json.dumps, batch)).encode())

    found = lines(done.stdout)
    assert [one["id"] for one in found] == [1, 2, 3]
    assert [one["passages"][0]["anchor"] for one in found if one["passages"]] == ["practice-exams", "visa-to-name"]


def test_sources_are_listed(run: Run) -> None:
    guides = lines(run("sources", "--json").stdout)[0]["guides"]

    assert [guide["guide"] for guide in guides] == ["crossing-guide", "lantern-path", "score-ladder"]
    assert guides[2]["audience"] == ["us_md"]
    assert guides[1]["source"] == "Notes from a lantern keeper, Invented Press"
    assert [section["anchor"] for section in guides[2]["sections"]] == ["open-doors", "practice-exams", "failed-exam"]


def test_sources_are_listed_in_text(run: Run) -> None:
    assert "score-ladder: The score ladder (3 sections)" in run("sources").stdout


def test_a_section_is_shown(run: Run) -> None:
    done = run("sources", "show", "crossing-guide#visa-to-name", "--json")

    [section] = lines(done.stdout)
    assert (section["guide"], section["anchor"]) == ("crossing-guide", "visa-to-name")
    assert section["audience"] == ["non_us_img"]
    assert section["text"].startswith("Name the J-1 visa")


@pytest.mark.parametrize(
    ("arguments", "given", "named"),
    [
        pytest.param(["ask"], b"", "--batch", id="no question"),
        pytest.param(["ask", "Why?", "--batch", "-"], b"", "--batch", id="a question and a batch"),
        pytest.param(["ask", "Why?", "--applicant", "vet"], b"", "'vet'", id="an applicant that does not exist"),
        pytest.param(["ask", "Why?", "--applicant", b"\xff"], b"", "us_md", id="an applicant that is no text"),
        pytest.param(["ask", "--batch", "nowhere.jsonl"], b"", "nowhere.jsonl", id="a batch that is not there"),
        pytest.param(["ask", "--batch", "."], b"", ".", id="a batch that is a folder"),
        pytest.param(["ask", "--batch", "-"], b"how many?", "line 1", id="no JSON"),
        pytest.param(["ask", "--batch", "-"], b'{"question": "a"}\n[1]', "line 2", id="no object"),
        pytest.param(["ask", "--batch", "-"], b'{"id": 7}', "7", id="a line without a question"),
        pytest.param(["ask", "--batch", "-"], b'{"id": 7, "question": 8}', "7", id="a question that is no text"),
        pytest.param(["ask", "--batch", "-"], b'{"question": "a", "turns": [1]}', "turns", id="turns that are no text"),
        pytest.param(["search"], b"", "--batch", id="no query"),
        pytest.param(["sources", "show", "bees#hives"], b"", "bees#hives", id="a section that does not exist"),
        pytest.param(["sources", "show", "letters"], b"", "GUIDE", id="no place"),
    ],
)
def test_what_is_refused_is_said_in_one_line(run: Run, arguments: list[str | bytes], given: bytes, named: str) -> None:
    done = run(*arguments, given=given)

    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert len(done.stderr.splitlines()) == 1
    assert named in done.stderr


def test_an_encoder_that_does_not_exist_fails_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IR_ADVISOR_ENCODER", "no-such-model")

    done = run("ask", QUESTION)

    assert (done.returncode, done.stdout) == (FAILED, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no-such-model" in done.stderr


def test_a_conversation_ends_at_an_empty_line(run: Run) -> None:
    done = run("chat", given=b"what should i do on day one of my away rotation\nthe second one?\n\nnever read\n")

    assert done.returncode == DONE
    assert done.stdout.count("Sections:") == 2


def test_help_names_the_commands(run: Run) -> None:
    done = run("--help")

    assert done.returncode == DONE
    assert all(command in done.stdout for command in ("ask", "chat", "search", "sources", "refresh"))


def test_a_refresh_follows_the_guides(built: Sources) -> None:
    """The shipped list of topics is new to this index; no passage is encoded for it."""
    (built.guides / "photo.png").write_bytes(b"\x89PNG")
    (built.guides / "crossing-guide.md").unlink()

    done = start(built.home, built.guides, "refresh", "--json")
    again = start(built.home, built.guides, "refresh", "--json")

    assert (done.returncode, again.returncode) == (DONE, DONE)
    assert "photo.png" in done.stderr
    [figures], [unchanged] = lines(done.stdout), lines(again.stdout)
    wanted = {"guides": 2, "sections": 9, "passages": 9, "added": 0, "changed": 0, "removed": 3, "unchanged": 9}
    assert {key: figures[key] for key in wanted} == wanted
    assert figures["encoded"] == unchanged["encoded"] == 0
    assert figures["version"] == unchanged["version"]
    assert (unchanged["removed"], unchanged["unchanged"]) == (0, 9)
    assert figures["seconds"] >= 0


def test_a_refresh_without_guides_is_refused(built_home: Path, tmp_path: Path) -> None:
    done = start(built_home, tmp_path / "nowhere", "refresh")

    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert len(done.stderr.splitlines()) == 1
    assert "nowhere" in done.stderr
