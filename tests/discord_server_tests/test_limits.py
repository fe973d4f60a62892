"""Limits of messages, components and forms, with Discord's own description at hand and without."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from tests.discord_server import MiniDiscord, Person
from tests.discord_server_tests.small import logged_in, post, running, slash

Json = dict[str, Any]
V2 = 1 << 15


@pytest.fixture(params=[True, False], ids=["described", "own limits"])
async def server(request: pytest.FixtureRequest) -> AsyncIterator[MiniDiscord]:
    """Yield a server with and without the description."""
    async with MiniDiscord(described=request.param) as running:
        yield running


def row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def button(id_: str = "a", **more: Any) -> Json:
    return {"type": 2, "style": 1, "custom_id": id_, "label": "A"} | more


def select(*options: Json, **more: Any) -> Json:
    return {"type": 3, "custom_id": "s", "options": list(options)} | more


def offer(value: str = "1", **more: Any) -> Json:
    return {"label": "One", "value": value} | more


def said(text: str = "words") -> Json:
    return {"type": 10, "content": text}


def box(*inside: Json) -> Json:
    return {"type": 17, "components": list(inside)}


def v2(*components: Json, **more: Any) -> Json:
    return {"flags": V2, "components": list(components)} | more


def embed(**more: Any) -> Json:
    return {"embeds": [{"description": "d"} | more]}


REFUSED: dict[str, tuple[Json, str]] = {
    "content": ({"content": "a" * 2001}, "content: Must be 2000 or fewer"),
    "embeds": ({"embeds": [{"title": "t"}] * 11}, "embeds: Must be 10 or fewer"),
    "embed title": (embed(title="a" * 257), "title: Must be 256 or fewer"),
    "embed description": (embed(description="a" * 4097), "description: Must be 4096 or fewer"),
    "embed fields": (embed(fields=[{"name": "n", "value": "v"}] * 26), "fields: Must be 25 or fewer"),
    "embed field name": (embed(fields=[{"name": "n" * 257, "value": "v"}]), "name: Must be 256 or fewer"),
    "embed field value": (embed(fields=[{"name": "n", "value": "v" * 1025}]), "value: Must be 1024 or fewer"),
    "embed field without value": (embed(fields=[{"name": "n", "value": " "}]), "value: This field is required"),
    "embed footer": (embed(footer={"text": "a" * 2049}), "text: Must be 2048 or fewer"),
    "embed author": (embed(author={"name": "a" * 257}), "name: Must be 256 or fewer"),
    "embed total": ({"embeds": [{"description": "a" * 3001}, {"description": "a" * 3000}]}, "maximum size of 6000"),
    "embed with nothing": ({"embeds": [{}]}, "This field is required"),
    "embed with a lost file": (embed(image={"url": "attachment://a.png"}), "referenced attachment"),
    "embed address": (embed(image={"url": "ftp://x/a.png"}), "Scheme"),
    "rows": ({"components": [row(button(str(number))) for number in range(6)]}, "components: Must be 5 or fewer"),
    "row without anything": ({"components": [row()]}, "components"),
    "buttons": ({"components": [row(*(button(str(number)) for number in range(6)))]}, "components: Must be 5 or fewer"),
    "button label": ({"components": [row(button(label="a" * 81))]}, "label: Must be 80 or fewer"),
    "button custom id": ({"components": [row(button("a" * 101))]}, "custom_id: Must be 100 or fewer"),
    "button that does nothing": ({"components": [row({"type": 2, "style": 1, "label": "A"})]}, "custom_id"),
    "link with custom id": ({"components": [row(button(style=5, url="https://x.org"))]}, "takes a url alone"),
    "button that shows nothing": ({"components": [row(button(label=""))]}, "label or emoji"),
    "custom id twice": ({"components": [row(button(), button())]}, "cannot be duplicated"),
    "select without options": ({"components": [row(select())]}, "options"),
    "select options": ({"components": [row(select(*(offer(str(n)) for n in range(26))))]}, "options: Must be"),
    "select option twice": ({"components": [row(select(offer(), offer()))]}, "already used"),
    "select option label": ({"components": [row(select(offer(label="a" * 101)))]}, "label: Must be 100 or fewer"),
    "select more than there is": ({"components": [row(select(offer(), max_values=2))]}, "Must be between 2 and 25"),
    "select beside a button": ({"components": [row(select(offer()), button())]}, "maximum width"),
    "text display without the flag": ({"components": [said()]}, "type: Value of field"),
    "content with the flag": (v2(said(), content="words"), "content: The 'content' field cannot be used"),
    "embeds with the flag": (v2(said(), embeds=[{"title": "t"}]), "embeds: The 'embeds' field cannot be used"),
    "text in all": (v2(said("a" * 2001), box(said("a" * 2000))), "4000 characters"),
    "components in all": (v2(*(box(*(said() for _ in range(20))) for _ in range(2))), "40 components, not 42"),
    "box in a box": (v2(box(box(said()))), "components.0"),
    "button at the top": (v2(button()), "components.0"),
    "section without accessory": (v2({"type": 9, "components": [said()]}), "accessory: This field is required"),
    "lost file": (v2({"type": 13, "file": {"url": "attachment://a.ics"}}), "referenced attachment"),
    "mentions": ({"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "mutually exclusive"),
    "nonce": ({"content": "a", "nonce": "a" * 26}, "nonce"),
    "lost attachment": ({"content": "a", "attachments": [{"id": "0", "filename": "a"}]}, "Attachment 0"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_message_beyond_a_limit_is_refused(server: MiniDiscord, case: str) -> None:
    body, says = REFUSED[case]
    async with logged_in(server) as client:
        with pytest.raises(discord.HTTPException, match=f"(?s)50035.*{says}") as raised:
            await post(client, f"/channels/{server.channel.id}/messages", body)

    assert raised.value.status == 400
    assert (server.sent, [one.code for one in server.refusals]) == ([], [50035])


@pytest.mark.parametrize("body", [{}, {"content": " \n "}, v2()], ids=["nothing", "white space", "no component"])
async def test_a_message_with_nothing_in_it_is_refused(server: MiniDiscord, body: Json) -> None:
    async with logged_in(server) as client:
        with pytest.raises(discord.HTTPException) as raised:
            await post(client, f"/channels/{server.channel.id}/messages", body)

    assert (raised.value.status, raised.value.code) == (400, 50006)


SENT: dict[str, Json] = {
    "content": {"content": "a" * 2000},
    "embeds": {"embeds": [{"description": "a" * 600}] * 10},
    "fields": embed(fields=[{"name": "n", "value": "v"}] * 25),
    "buttons": {"content": "a", "components": [row(*(button(f"{r}{n}") for n in range(5))) for r in range(5)]},
    "options": {"content": "a", "components": [row(select(*(offer(str(n)) for n in range(25)), max_values=25))]},
    "text": v2(said("a" * 2000), box(said("a" * 2000))),
    "components": v2(*(said() for _ in range(40))),
    "section": v2({"type": 9, "components": [said()] * 3, "accessory": button()}),
    "mentions": {"content": "a", "allowed_mentions": {"parse": [], "users": ["1"]}},
    "ids as numbers": {"content": "a", "allowed_mentions": {"users": [1]}},
}


@pytest.mark.parametrize("case", SENT)
async def test_a_message_at_a_limit_is_sent(server: MiniDiscord, case: str) -> None:
    async with logged_in(server) as client:
        await post(client, f"/channels/{server.channel.id}/messages", SENT[case])

    assert (len(server.sent), server.refusals) == (1, [])


def form(*parts: Json, **more: Any) -> Json:
    return {"custom_id": "form", "title": "Form", "components": list(parts)} | more


def labelled(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Label", "component": component} | more


def field(id_: str = "f", **more: Any) -> Json:
    return {"type": 4, "custom_id": id_, "style": 1} | more


@pytest.mark.parametrize(
    ("modal", "says"),
    [
        (form(labelled(field()), title="a" * 46), "title: Must be"),
        (form(*(labelled(field(str(number))) for number in range(6))), "components: Must be"),
        (form(labelled(field(), label="a" * 46)), "label: Must be"),
        (form(labelled(field(placeholder="a" * 101))), "placeholder: Must be"),
        (form(labelled(field(value="a" * 4001))), "Must be"),
        (form(labelled(field(max_length=4001))), "max_length"),
        (form(labelled(field(min_length=5, max_length=4))), "max_length"),
        (form(row(field())), "label"),
        (form(labelled(field()), labelled(field())), "cannot be duplicated"),
        (form(box(said())), "components.0"),
        (form(labelled(select(*(offer(str(number)) for number in range(26))))), "options: Must be"),
        (form(), "components"),
    ],
    ids=["title", "parts", "label", "placeholder", "value", "most", "least", "unlabelled", "twice", "box", "options",
         "empty"],
)  # fmt: skip
async def test_a_form_beyond_a_limit_is_refused(server: MiniDiscord, modal: Json, says: str) -> None:
    found: list[discord.HTTPException] = []

    async def ask(interaction: discord.Interaction) -> None:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        try:
            await post(interaction.client, path, {"type": 9, "data": modal})
        except discord.HTTPException as error:
            found.append(error)
        await interaction.response.send_message("told")

    async with running(server, slash(ask)):
        assert (await server.slash(server.member("Ada"), "go")).text == "told"

    assert [(error.status, error.code) for error in found] == [(400, 50035)]
    assert says in str(found[0])


@pytest.mark.parametrize(
    "choices",
    [
        [{"name": "n", "value": "v"}] * 26,
        [{"name": "n" * 101, "value": "v"}],
        [{"name": "n", "value": "v" * 101}],
        [{"name": "n", "value": 1}],
    ],
    ids=["too many", "name", "value", "another type"],
)
async def test_suggestions_beyond_a_limit_are_refused(server: MiniDiscord, choices: list[Json]) -> None:
    @discord.app_commands.command(description="Explains.")
    async def define(interaction: discord.Interaction, term: str) -> None:
        await interaction.response.send_message(term)

    @define.autocomplete("term")
    async def terms(interaction: discord.Interaction, _: str) -> list[discord.app_commands.Choice[str]]:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with pytest.raises(discord.HTTPException, match="50035"):
            await post(interaction.client, path, {"type": 8, "data": {"choices": choices}})
        return []

    async with running(server, define):
        assert await server.suggest(server.member("Ada"), "define", option="term", typed="x") == []

    assert len(server.refusals) == 1


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 12])
async def test_an_answer_of_the_wrong_kind_is_refused(server: MiniDiscord, kind: int) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with pytest.raises(discord.HTTPException, match="50035"):
            await post(interaction.client, path, {"type": kind, "data": {}})
        await interaction.response.send_message("told")

    ada: Person = server.member("Ada")
    async with running(server, slash(answer)):
        assert (await server.slash(ada, "go")).text == "told"
