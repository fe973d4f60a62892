"""Each provider through its real client: what it is asked, what comes of it, and settings that cannot be used."""

import asyncio
import json
import logging
import re

import pytest

from bot.answering.rendering import as_json
from bot.asking.question import Question
from bot.errors import SettingError
from bot.settings import ModelSettings
from bot.writing.opening import open_writer
from bot.writing.prompting import STATEMENTS, Prompt
from bot.writing.provider import open_provider
from bot.writing.spending import Tokens
from tests.measuring.scoring import is_cited, plain, quotes_standing
from tests.model_server.beside import model_server_beside
from tests.model_server_tests.clients import METHODS
from tests.writing.beside import KEY, KINDS, Asking, settings_for

LETTERS = Question("How many letters of recommendation do I need?")
AWAYS = Question("How many away rotations should I do?")
COUNTED = re.compile(r"calls=(\d+) read=(\d+) cached=(\d+) written=(\d+)")


def counted(caplog: pytest.LogCaptureFixture) -> list[tuple[int, ...]]:
    """Return calls, and tokens read, kept from before and written, of each answer."""
    lines = (COUNTED.search(one.getMessage()) for one in caplog.records if one.name == "bot.writing.writer")
    return [tuple(map(int, found.groups())) for found in lines if found]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_faithful_model_words_the_answer(asking: Asking, kind: str) -> None:
    writer = asking.opened(kind)
    answer = await asking.answer(LETTERS)
    told, quoted = as_json(answer), asking.quoted(LETTERS)

    assert answer.worded_by == told["worded_by"] == writer.name == f"{kind}:scripted"
    assert (
        told["text"].splitlines()[-1]
        == f"Worded with {kind}:scripted; each statement was checked against its sections."
    )
    assert answer.statements[0].text != quoted.statements[0].text
    assert is_cited(told)
    assert [citation["n"] for citation in told["citations"]] == list(range(1, len(told["citations"]) + 1))
    assert (answer.question, answer.kind, answer.private) == (quoted.question, quoted.kind, quoted.private)


@pytest.mark.parametrize("kind", KINDS)
async def test_its_quotes_are_the_words_of_the_guides(asking: Asking, kind: str) -> None:
    asking.opened(kind)
    told = as_json(await asking.answer(LETTERS))
    guides = plain(" ".join(entry.passage.text for entry in asking.advice.index.every_entry()))

    assert all(quotes_standing(told, guides))


@pytest.mark.parametrize(("kind", "method"), METHODS)
async def test_replies_are_kept_in_form_in_every_way_a_provider_knows(asking: Asking, kind: str, method: str) -> None:
    asking.opened(kind, model_method=method)

    assert (await asking.answer(LETTERS)).worded_by
    assert asking.only.streaming
    assert asking.only.schema or asking.only.tools


@pytest.mark.parametrize("kind", KINDS)
async def test_tokens_are_counted_and_what_was_not_used_is_put_back(
    asking: Asking, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asking.opened(kind)
    await asking.answer(LETTERS)

    [(calls, read, cached, written)] = counted(caplog)
    [(taken, used)] = asking.purse.settled
    assert (calls, cached) == (1, 0)
    assert written > 0
    assert asking.purse.taken == [taken]
    assert used == read + written < taken


async def test_what_is_the_same_for_all_is_marked_to_be_kept_by_anthropic(asking: Asking) -> None:
    asking.opened("anthropic")
    await asking.answer(LETTERS)

    [block] = asking.only.parsed["system"]
    assert block["cache_control"] == {"type": "ephemeral"}
    assert block["text"] == asking.only.cacheable
    assert "cache_control" not in json.dumps(asking.only.parsed["messages"])


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
async def test_what_a_provider_kept_from_before_is_counted(
    asking: Asking, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asking.opened(kind)
    await asking.answer(LETTERS)
    before = asking.only
    await asking.answer(AWAYS)

    assert asking.only.system.encode() == before.system.encode()
    [_, (_, read, cached, written)] = counted(caplog)
    assert 0 < read - cached < cached
    assert asking.purse.settled[1][1] == read - cached + cached // 10 + written


@pytest.mark.parametrize("kind", KINDS)
async def test_no_key_and_no_other_role_is_in_what_is_asked(asking: Asking, kind: str) -> None:
    asking.opened(kind)
    await asking.answer(LETTERS)

    assert KEY not in asking.only.body
    assert {one["role"] for one in asking.only.parsed["messages"]} <= {"system", "user"}


async def test_an_address_of_ones_own_is_asked_by_the_older_protocol_and_needs_no_key(asking: Asking) -> None:
    asking.server.key = None
    asking.opened(model="openai:gpt-5-pro", model_key="")

    assert (await asking.answer(LETTERS)).worded_by == "openai:gpt-5-pro"
    assert asking.only.path == "/v1/chat/completions"


@pytest.mark.parametrize("kind", KINDS)
def test_one_provider_serves_several_event_loops_in_turn(kind: str) -> None:
    with model_server_beside() as server:
        provider = open_provider(settings_for(server, kind))

        async def asked() -> int:
            tokens = Tokens()
            draft = json.dumps({"draft": [{"text": "Two letters.", "sources": ["P1"]}]})
            return len(
                [one async for one in provider.compose(Prompt("Be honest, in JSON.", draft), STATEMENTS, tokens)]
            )

        assert all(asyncio.run(asked()) for _ in range(3))


@pytest.mark.parametrize(
    ("model", "named"),
    [
        pytest.param("openai:gpt-5-mini", "key", id="openai without a key"),
        pytest.param("anthropic:claude-haiku-4-5", "key", id="anthropic without a key"),
        pytest.param("nobody:heard-of", "nobody:heard-of", id="an unknown provider"),
        pytest.param("mistralai:large", "pip install langchain", id="a package that is missing"),
    ],
)
def test_settings_that_cannot_be_used_are_told_in_one_line(
    model: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingError, match="IR_ADVISOR_MODEL=") as raised:
        open_writer(ModelSettings(model=model))

    assert named in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("model", ["nobody:heard-of", "mistralai:large"])
def test_a_key_is_not_told_with_what_is_wrong(model: str) -> None:
    with pytest.raises(SettingError) as raised:
        open_writer(ModelSettings(model=model, model_key=KEY))

    assert KEY not in str(raised.value)


def test_keys_of_the_environment_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, model in (("OPENAI_API_KEY", "openai:gpt-5-mini"), ("ANTHROPIC_API_KEY", "anthropic:claude-haiku-4-5")):
        monkeypatch.setenv(name, KEY)
        assert open_writer(ModelSettings(model=model)).name == model
