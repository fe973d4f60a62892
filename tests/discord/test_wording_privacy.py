"""What a chat model is given to read, and what the log tells of it: nothing by which anybody is known, and no score."""

import logging

import pytest

from tests.discord.conftest import Start
from tests.discord.worded import AWAYS, KEY, WORDED, ask, heard, start
from tests.discord_server.checks_messages import shown_text
from tests.model_server import ModelServer

SCORES = "I am a US IMG with CK 214, how many programs should I apply to?"
SCORE = "214"
"""One that the guides do not name."""


async def test_no_request_to_the_model_holds_an_id_a_name_or_a_score(
    running: Start, model: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bot = await start(running, model, model_guides_tokens=50_000)
    server = bot.server
    ada, ben = server.member("Zebulina Quist"), server.member("Oluwaseun Okafor")
    await bot.store.profiles.save(
        int(ada.id), {"applicant_type": "us_img", "step2_ck": int(SCORE)}, {"ck": SCORE}, bot.clock()
    )

    said = [
        (await ask(server, ada, SCORES)).text,
        (await ask(server, ada, "and how many letters?", private=True)).text,
        (await ask(server, ada, f"Zebulina Quist here <@{ada.id}>, asking for <@{ben.id}>: {AWAYS}")).text,
        shown_text(await heard(server, await server.say(ben, f"My name is Oluwaseun Okafor. {AWAYS}"))),
        shown_text(await heard(server, await server.say(ada, "My CK is 214, do I need research?", dm=True))),
        shown_text(await heard(server, await server.say(ada, "and letters?", dm=True))),
    ]

    bodies = "\n".join(one.body for one in model.asked)
    known = [
        ada.id,
        ben.id,
        server.guild.id,
        server.channel.id,
        server.world.dm(ada).id,
        server.world.bot.id,
        server.token,
    ]
    assert sum(WORDED in one for one in said) >= 4
    assert [one for one in (*known, "Quist", "Okafor", SCORE) if one in bodies] == []
    lines = [one.getMessage() for one in caplog.records if not one.getMessage().startswith("question turn=")]
    told = [
        one
        for one in (ada.id, ben.id, "Quist", "Okafor", SCORE, KEY, "rotations", server.token)
        if one in "\n".join(lines)
    ]
    assert told == []
    assert any("ended='worded'" in line for line in lines)
