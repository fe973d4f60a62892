"""The code's own shape: which part may import what, and what asking a question must not load."""

import ast
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path.relative_to(ROOT) for part in ("bot", "knowledge") for path in (ROOT / part).rglob("*.py"))

PARTS = sorted(path.stem for path in (ROOT / "bot").iterdir() if not path.stem.startswith("_"))
WRITING = {"bot.charting", "bot.calendar_files", "bot.exporting"}
RUNNING = {"bot.discord", "bot.storage", "bot.reminding", "bot.running", "bot.health", "bot.desk", "bot.aside"}
"""What only a running bot needs."""
TIMED = {"bot.timeline", "bot.studying", "bot.practising", "bot.planning", *WRITING}
MUST_NOT_IMPORT = {
    "knowledge": {"bot"},
    "bot/strategy": {"knowledge"} | {f"bot.{part}" for part in PARTS if part != "strategy"},
    "bot/advising": {"bot.asking", "bot.answering", "bot.assembly", "bot.command_line", *TIMED},
    "bot/timeline": {"bot.asking", "bot.answering", "bot.assembly", "bot.command_line", *TIMED - {"bot.timeline"}},
    "bot/studying": {"bot.asking", "bot.answering", "bot.assembly", "bot.command_line", *TIMED - {"bot.studying"}},
    "bot/practising": {"bot.asking", "bot.answering", "bot.assembly", "bot.command_line", *TIMED - {"bot.practising"}},
    "bot/planning": {"bot.asking", "bot.answering", "bot.assembly", "bot.command_line", "bot.practising", *WRITING},
    "bot/charting": {f"bot.{part}" for part in PARTS if part != "charting"},
    "bot/calendar_files.py": {"bot", "knowledge"},
    "bot/answering": {"bot.asking", "bot.assembly", "bot.command_line", *RUNNING},
    "bot/asking": {"bot.assembly", "bot.command_line", *RUNNING},
    "bot/verifying": {"bot.advising", "bot.assembly", "bot.command_line", "bot.strategy", *TIMED, *RUNNING},
    "bot/curating": {"bot.command_line", *RUNNING - {"bot.storage"}},
    "bot/writing": {"bot.assembly", "bot.command_line", "bot.curating", "bot.timeline", *RUNNING},
    "bot/rehearsing": {"bot.asking", "bot.answering", "bot.assembly", "bot.command_line", *RUNNING},
    "bot/storage": {"knowledge"} | {f"bot.{part}" for part in PARTS if part not in {"storage", "errors"}},
    "bot/reminding": {
        "bot.asking",
        "bot.answering",
        "bot.assembly",
        "bot.command_line",
        *RUNNING - {"bot.reminding", "bot.storage"},
    },
    "bot/echoing.py": {"bot", "knowledge"},
    "bot/suggesting.py": {"bot", "knowledge"},
    "bot/assembly.py": RUNNING,
    "bot/discord": {"bot.command_line", "bot.running"},
}
"""Parts by folder, and what lies against the arrow for them."""

DISCORD = {path.as_posix() for path in FILES if path.is_relative_to("bot/discord")}
STORAGE = {path.as_posix() for path in FILES if path.is_relative_to("bot/storage")}
CONVERTING = {path.as_posix() for path in FILES if path.is_relative_to("knowledge/converting")}
MATPLOTLIB = {path.as_posix() for path in FILES if path.is_relative_to("bot/charting")}
ONLY_IN = {
    "chromadb": {"knowledge/stored.py"},
    "langchain_chroma": {"knowledge/stored.py"},
    "langchain_core": {"knowledge/stored.py", "knowledge/encoder.py", "bot/writing/provider.py"},
    "langchain": {"bot/writing/provider.py"},
    "langgraph": set(),
    "tenacity": {"bot/writing/provider.py"},
    "openai": set(),
    "anthropic": set(),
    "ollama": set(),
    "torch": {"knowledge/exporting.py"},
    "sentence_transformers": {"knowledge/exporting.py"},
    "transformers": set(),
    "discord": DISCORD,
    "sqlalchemy": STORAGE,
    "alembic": STORAGE,
    "aiohttp": {"bot/health.py", *DISCORD},
    "aiosqlite": set(),
    "asyncpg": set(),
    "rapidfuzz": {"bot/suggesting.py", "bot/defining.py"},
    "icalendar": {"bot/calendar_files.py"},
    "matplotlib": MATPLOTLIB,
    "scipy": {"bot/curating/gaps.py"},
    "bs4": CONVERTING,
    "defusedxml": CONVERTING,
    "lxml": CONVERTING,
    "mammoth": CONVERTING,
    "markdownify": CONVERTING,
    "pypdf": CONVERTING,
    "trafilatura": CONVERTING,
    "docx": set(),
}
"""Packages, and the files that may know them."""

HEAVY = {
    "discord",
    "sqlalchemy",
    "alembic",
    "aiohttp",
    "matplotlib",
    "scipy",
    "icalendar",
    "torch",
    "sentence_transformers",
    "transformers",
    "onnx",
    "onnxscript",
    "langchain",
    "langgraph",
    "openai",
    "anthropic",
    "ollama",
}
SEARCHING = {"chromadb", "onnxruntime", "numpy", "pydantic_settings"}
LOADED = """
import json, sys
from bot.command_line.app import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return the full names of the modules a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def within(name: str, package: str) -> bool:
    """Tell whether a module is a package or lies below it."""
    return name == package or name.startswith(f"{package}.")


def test_there_are_files_to_look_at() -> None:
    assert {"bot/__main__.py", "knowledge/index.py"} <= {path.as_posix() for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_one_way(path: Path) -> None:
    against = {name for part, names in MUST_NOT_IMPORT.items() if path.is_relative_to(part) for name in names}

    assert not {name for name in imports_of(path) if any(within(name, package) for package in against)}


@pytest.mark.parametrize(("package", "files"), ONLY_IN.items(), ids=ONLY_IN)
def test_a_package_is_known_only_where_it_must_be(package: str, files: set[str]) -> None:
    users = {path.as_posix() for path in FILES if any(within(name, package) for name in imports_of(path))}

    assert users <= files


def test_strategy_functions_stand_on_the_standard_library_alone() -> None:
    imported = {name for path in FILES if path.is_relative_to("bot/strategy") for name in imports_of(path)}

    assert {name.partition(".")[0] for name in imported} - {"bot"} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("arguments", "shows", "without"),
    [
        pytest.param(["ask", "How many letters do I need?"], "[1]", HEAVY, id="ask"),
        pytest.param(["timeline", "--season", "2032"], "R-22.9", HEAVY | SEARCHING, id="timeline"),
        pytest.param(["plan", "--season", "2032"], "R-15.4", HEAVY | SEARCHING, id="plan"),
        pytest.param(["scores", "2026-03-01:228"], "228", HEAVY | SEARCHING, id="scores"),
    ],
)
def test_a_command_loads_nothing_it_does_without(
    built_home: Path, arguments: list[str], shows: str, without: set[str]
) -> None:
    environment = os.environ | {"IR_ADVISOR_HOME": str(built_home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", LOADED, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert shows in done.stdout
    assert not without & set(json.loads(done.stderr.splitlines()[-1]))
