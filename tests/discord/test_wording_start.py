"""A chat model that cannot be used stops the start with one line that says what to do; no key stands in it."""

import asyncio
from pathlib import Path

import pytest

from tests.discord.worded import KEY, WORDED, ask
from tests.discord_server import MiniDiscord
from tests.model_server import ModelServer
from tests.test_running import started

QUESTION = "How long is the crossing?"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        pytest.param({"MODEL": "openai:gpt-4.1-mini"}, "IR_ADVISOR_MODEL=openai:gpt-4.1-mini", id="no key"),
        pytest.param({"MODEL": "mistralai:large", "MODEL_KEY": KEY}, "its package is missing", id="no package"),
        pytest.param({"MODEL": "nobody:x", "MODEL_KEY": KEY}, "IR_ADVISOR_MODEL=nobody:x", id="no such provider"),
        pytest.param({"MODEL": "gpt-4.1-mini"}, "IR_ADVISOR_MODEL", id="no provider"),
        pytest.param({"MODEL": "openai:x", "MODEL_SECONDS": "0"}, "IR_ADVISOR_MODEL_SECONDS", id="no time"),
    ],
)
async def test_a_model_that_cannot_be_used_is_told_of_in_one_line(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], says: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    async with MiniDiscord() as server:
        database = f"sqlite:///{tmp_path / 'state.sqlite'}"
        async with started(server, built_home, DATABASE=database, **settings) as process:
            _, log = await asyncio.wait_for(process.communicate(), 60)

    told = log.decode()
    lines = [line for line in told.splitlines() if line.startswith("ir-advisor: ")]
    assert process.returncode == 2
    assert len(lines) == 1
    assert says in lines[0]
    assert "Traceback" not in told
    assert KEY not in told
    assert server.gateway.identified == 0


async def test_it_starts_answers_in_the_words_of_the_model_and_tells_nobody_its_key(
    built_home: Path, tmp_path: Path, model: ModelServer
) -> None:
    of_model = {"MODEL": "openai:scripted", "MODEL_URL": f"{model.url}/v1", "MODEL_KEY": KEY, "LOG_LEVEL": "debug"}
    async with MiniDiscord() as server:
        database = f"sqlite:///{tmp_path / 'state.sqlite'}"
        async with started(server, built_home, DATABASE=database, **of_model) as process:
            await server.ready(60)
            answer = await ask(server, server.member("Ada"), QUESTION)
            process.terminate()
            _, log = await process.communicate()

    assert WORDED in answer.text
    assert process.returncode == 0
    assert KEY not in log.decode()
    assert QUESTION not in log.decode()
    assert "Traceback" not in log.decode()
