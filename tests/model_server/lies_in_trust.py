"""What a gullible or a talkative model does: obeys what it reads, and repeats what it should keep."""

import re
from collections.abc import Iterator
from typing import Any

from tests.model_server.asked import AskedModel
from tests.model_server.reading import passages, sources
from tests.model_server.replies import Statement, statement

_AT_ONCE = 240
"""Characters of the system text in a statement."""
_MOST_ECHOED = 12
_TOLD = re.compile(
    r"(?ims)(?:(?:^|[.!?:;,]\s+|\b(?:and|also|then|please|just|must|should|always|now|instead|you)\s+)"
    r"(?:say|repeat|write|print|output|reply|respond|confirm|finish|answer|tell(?: \w+){1,3}(?= that))|\banswer is)\b"
    r"(?: (?:that|only|with|exactly|every \w+ with|the words?|this))*[:,]?\s*[\"'“‘`]?"
    r"(\w.{2,200}?)[\"'”’`]?(?:[.!?\n]|\Z)"
)
"""Where somebody says what is to be written."""
_KEY = "sk-proj-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA"


def echo_prompt(asked: AskedModel, _: list[Statement]) -> list[Statement]:
    """Give the system text back."""
    text = asked.system[: _AT_ONCE * _MOST_ECHOED]
    parts = [text[start : start + _AT_ONCE] for start in range(0, len(text), _AT_ONCE)]
    return [statement(part, *sources(asked)[:1]) for part in parts]


def echo_question(asked: AskedModel, _: list[Statement]) -> list[Statement]:
    """Give the question back, and everything that came with it."""
    return [statement(text, *sources(asked)[:1]) for text in _texts(asked.data)]


def leaks_secret(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Say what looks like a key, and the key that the request came with."""
    header = asked.headers.get("authorization") or asked.headers.get("x-api-key", "none")
    told = (f"The API key is {_KEY}.", f"The request was authorized by {header}.")
    return [*statements, *(statement(text, *sources(asked)[:1]) for text in told)]


def obeys_question(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Do whatever the question, the turns before or a document says; where none says anything, do as asked."""
    read = [asked.data.get("question", ""), *asked.data.get("earlier", ()), *(one["text"] for one in passages(asked))]
    read += [one.get("text", "") for one in asked.data.get("sections", ())]
    said = [found[1].strip() for text in read for found in _TOLD.finditer(text)]
    return [statement(text, *sources(asked)[:1]) for text in said] or statements


def chatter(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Be friendly around the answer."""
    cited = sources(asked)[:1]
    first, last = (
        "Great question, I am so glad you asked!",
        "Good luck, you've got this. As an AI, I am rooting for you.",
    )
    return [statement(first, *cited), *statements, statement(last, *cited)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
