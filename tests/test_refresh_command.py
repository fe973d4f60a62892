"""`refresh`, `versions` and `rollback` as scripts use them: what they print, and how they end."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.command_line.app import main
from bot.settings import Settings
from knowledge.proposals import Proposals
from knowledge.reading import read_folder
from knowledge.sources import Sources
from tests.conftest import Home
from tests.elsewhere import HELD, held
from tests.made_versions import commanded

DONE, FAILED, REFUSED = 0, 1, 2
WORSE = '{"asked": "How many practice exams before Step 2?", "holds": ["5 practice exams"]}\n'
FIGURES = {
    "version", "guides", "sections", "passages", "added", "changed", "removed", "unchanged", "encoded", "seconds",
}  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Return the one JSON value that was printed."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def line(self) -> str:
        """Return the last line on standard error, which says what is wrong."""
        return self.err.splitlines()[-1]


Run = Callable[..., Ended]


@pytest.fixture(scope="module")
def settings(home_of_run: Home, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings of guides and versions that the tests below change one after the other."""
    return commanded(tmp_path_factory.mktemp("commands"), home_of_run, built_home)


@pytest.fixture
def sources(settings: Settings) -> Sources:
    """Return where these are."""
    return settings.sources()


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the console script."""
    monkeypatch.setenv("IR_ADVISOR_HOME", str(settings.home))
    monkeypatch.setenv("IR_ADVISOR_GUIDES", str(settings.guides))

    def run_here(*arguments: str) -> Ended:
        try:
            main(arguments)
        except SystemExit as ended:
            return Ended(int(str(ended.code)), *capsys.readouterr())
        return Ended(DONE, *capsys.readouterr())

    return run_here


def edit(settings: Settings, old: str, new: str) -> None:
    """Change some words of the score ladder."""
    path = settings.guides / "score-ladder.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_story_of_a_change(run: Run, settings: Settings, sources: Sources, tmp_path: Path) -> None:
    before = sources.versions.current_name()
    golden = tmp_path / "golden.jsonl"
    golden.write_text(WORSE * 9, encoding="utf-8")
    assert run("refresh", "--dry-run", "--json").data["review"] is None
    edit(settings, "Sit 5 practice exams", "Sit 8 practice exams")

    refused = run("refresh", "--publish", "--golden", str(golden), "--json")

    review = refused.data["review"]
    assert (refused.status, refused.data.keys() >= FIGURES, sources.versions.current_name()) == (REFUSED, True, before)
    assert (review["version"], review["before"], review["encoded"]) == (refused.data["version"], before, 1)
    assert review["changes"]["sections"]["changed"] == ["The score ladder, How many practice exams to sit"]
    assert review["drop"].startswith("complete falls from ")
    assert refused.line.startswith("ir-advisor: not published: questions answered in full fall from ")
    assert "asking the new version golden questions: 10 of" in refused.err

    made = run("refresh", "--publish", "--despite-drop", "--golden", str(golden), "--by", "Ada")

    assert (made.status, sources.versions.current_name()) == (DONE, review["version"])
    assert made.line == f"Published {review['version']}."
    assert "0 added, 1 changed, 0 removed, 11 unchanged; 0 encoded" in made.out
    assert "not answered rightly any more\n- How many practice exams before Step 2?" in made.out
    assert "1 section changed\n- The score ladder, How many practice exams to sit" in made.out
    assert run("refresh", "--publish").status == DONE

    back = run("rollback", "--by", "Ben", "--json")

    assert (back.status, back.data) == (DONE, {"version": before, "guides": 3, "sections": 12, "passages": 12})
    listed = run("versions", "--json").data
    states = [(one["version"], one["state"]) for one in listed["versions"]]
    assert states == [(review["version"], "kept"), (before, "in use")]
    acts = [(act["by"], act["act"], act["version"]) for act in listed["history"][:2]]
    assert acts == [("Ben", "went back", before), ("Ada", "published", review["version"])]

    plain = run("refresh", "--json", "--by", "Cleo")

    now = sources.versions.current_name()
    assert (plain.status, plain.data["changed"], plain.data["unchanged"]) == (DONE, 1, 11)
    assert "review" not in plain.data
    assert now == plain.data["version"] not in {before, review["version"]}
    told = run("versions").out
    assert re.search(rf"^{now}  3 guides, 12 passages  in use$", told, re.MULTILINE)
    assert re.search(rf"published {now}, by Cleo: 0 passages added, 1 changed, 0 removed$", told, re.MULTILINE)
    assert f"Version {before} is in use: 3 guides, 12 passages." in run("rollback", before).out


def test_without_a_version_it_says_how_to_get_one(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IR_ADVISOR_HOME", str(tmp_path / "nowhere"))

    assert "There is no version yet" in run("versions").out
    assert run("versions", "--json").data == {"versions": [], "history": []}
    assert run("rollback").status == REFUSED
    assert run("rollback").line.endswith("there are: none")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["refresh", "--dry-run", "--publish"], "choose --dry-run"),
        (["refresh", "--despite-drop"], "go with a review"),
        (["refresh", "--golden", "-"], "go with a review"),
        (["refresh", "--propose"], "go with a review"),
        (["refresh", "--dry-run", "--propose"], "needs a chat model: set IR_ADVISOR_MODEL"),
        (["refresh", "--dry-run", "--propose", "--golden", "no-such-file"], "no-such-file: cannot be read"),
        (["refresh", "--dry-run", "--golden", "no-such-file"], "no-such-file: cannot be read"),
        (["refresh", "--now"], "No such option: --now"),
        (["rollback", "v1"], "no version v1 to go back to; there are: "),
        (["rollback", "../guides"], "no version ../guides to go back to"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_line(run: Run, arguments: list[str], says: str) -> None:
    ended = run(*arguments)

    assert (ended.status, ended.out) == (REFUSED, "")
    assert says in ended.line


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no JSON", "line 1: not JSON"),
        ("[]", "line 1: write a JSON object"),
        ('{"asked": "How many?"}', "write either what the answer holds or refused"),
        ('{"asked": "", "refused": true}', "asked: write the question"),
        ('{"asked": "How many?", "refused": true, "applicant": "md"}', "applicant: 'md' is not known"),
        ('{"asked": "How many?", "refused": true, "colour": "red"}', "no key is called 'colour'"),
    ],
)
def test_a_golden_question_that_is_wrong_is_named(run: Run, tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")

    ended = run("refresh", "--dry-run", "--golden", str(path))

    assert (ended.status, ended.out) == (REFUSED, "")
    assert says in ended.line
    assert str(path) in ended.line


def test_proposed_questions_are_used_and_forgotten_by_any_refresh(
    run: Run, settings: Settings, sources: Sources
) -> None:
    sources.added.mkdir()
    (sources.added / "rain.md").write_text("# Rain\n\n## Boots\n\nWear boots.\n", encoding="utf-8")
    [guide] = [one for one in read_folder(sources.guides, sources.added).guides if one.added]
    Proposals(sources.asked).keep(guide, guide.sections[0], ["what to put on in the wet"], "openai:some-model")

    reviewed = run("refresh", "--dry-run", "--json")
    told = run("refresh", "--dry-run")
    assert run("refresh", "--json").status == DONE
    forgotten = run("refresh", "--forget-proposed", "--json")
    (sources.added / "rain.md").unlink()
    assert run("refresh").status == DONE

    assert reviewed.data["review"]["proposed"] == [
        {"document": "Rain", "section": "Boots", "questions": ["what to put on in the wet"]}
    ]
    assert "proposing" not in reviewed.data
    assert "lead to Rain; they are never shown\n- Boots: “what to put on in the wet”\n" in told.out
    assert forgotten.data.keys() == FIGURES | {"skipped", "warnings"}
    assert (forgotten.data["encoded"], forgotten.data["unchanged"]) == (0, 13)
    assert list(sources.asked.iterdir()) == []


def test_a_second_refresh_is_refused_and_told_who_is_at_it(run: Run, settings: Settings, sources: Sources) -> None:
    edit(settings, "Leave 9 days", "Leave 7 days")
    with held(sources):
        for arguments in (["refresh"], ["refresh", "--dry-run"], ["rollback"]):
            ended = run(*arguments)
            assert (ended.status, ended.out) == (FAILED, "")
            assert re.search(HELD, ended.line)

    assert run("refresh").status == DONE


def test_a_broken_guide_is_refused_and_the_version_stays(run: Run, settings: Settings, sources: Sources) -> None:
    before = sources.versions.current_name()
    path = settings.guides / "score-ladder.md"
    kept = path.read_bytes()
    path.write_bytes(b"---\nid: [\n---\n# Broken\n")

    ended = run("refresh", "--publish")

    path.write_bytes(kept)
    assert (ended.status, ended.out, sources.versions.current_name()) == (REFUSED, "", before)
    assert "score-ladder.md: front matter: not valid YAML" in ended.line
