"""What a request for an answer holds, and how a reply to it is put together."""

import re
from collections.abc import Callable, Sequence

from tests.model_server.asked import AskedModel, Json, object_of
from tests.model_server.replies import Calls, Reply, Statement, Statements, Structured, Text, ToolCall, statement

Change = Callable[[AskedModel, list[Statement]], list[Statement]]
"""Makes other statements of those of a draft."""
_WORD = re.compile(r"\w+")


def drafted(asked: AskedModel) -> list[Statement]:
    """Return the statements of the draft."""
    return [statement(one["text"], *one["sources"]) for one in asked.data.get("draft", ())]


def passages(asked: AskedModel) -> list[Json]:
    """Return the passages that came along, or the whole guides, which stand in the system text line by line."""
    lines = (line.strip() for line in asked.system.splitlines())
    whole = (found for line in lines if line.startswith("{") and "text" in (found := object_of(line)))
    return asked.data.get("passages") or [*whole]


def sources(asked: AskedModel) -> list[str]:
    """Return the sources that the draft names."""
    return [*dict.fromkeys(source for one in drafted(asked) for source in one["sources"])]


def in_place_of(asked: AskedModel, wrong: Statement) -> Statement:
    """Return the statement of the draft that a wrong one was most likely made from; itself where there is no draft."""

    def likeness(one: Statement) -> tuple[int, int]:
        return len({*one["sources"]} & {*wrong["sources"]}), len(words(one["text"]) & words(wrong["text"]))

    return max(drafted(asked), key=likeness, default=wrong)


def words(text: str) -> set[str]:
    """Return the words of a text, in lower case."""
    return {*_WORD.findall(text.lower())}


def changing(change: Change) -> Callable[[AskedModel], Reply]:
    """Return a behaviour that answers whatever is asked with changed statements."""

    def behave(asked: AskedModel) -> Reply:
        if asked.kind == "choose":
            return searching(asked)
        if asked.kind == "sections":
            return Structured(
                {"sections": [_asked_of(asked, one, change) for one in asked.data["sections"]], "done": True}
            )
        if asked.kind == "talk" and not asked.schema:
            return Text("Hello.")
        return Statements(change(asked, wanted(asked)))

    return behave


def wanted(asked: AskedModel) -> list[Statement]:
    """Return the statements to be worded: those of the draft, or those that are to take the place of wrong ones."""
    if asked.kind == "repair":
        return [in_place_of(asked, one) for one in asked.data["repair"]]
    return drafted(asked)


def searching(asked: AskedModel) -> Reply:
    """Search for what is asked, joined with the last turn before."""
    question = " ".join([*asked.data.get("earlier", ())[-1:], asked.data.get("question", asked.human)])
    offered = {one.name for one in asked.tools}
    return Calls([ToolCall("search_guides", {"question": question})] if "search_guides" in offered else [])


def _asked_of(asked: AskedModel, section: Json, change: Change) -> Json:
    """Return questions for a section, changed as statements are."""
    made = [statement(text, section["id"]) for text in _questions(section["heading"])]
    return {"id": section["id"], "questions": [one["text"] for one in change(asked, made)]}


def _questions(heading: str) -> Sequence[str]:
    about = " ".join(_WORD.findall(heading)).lower()
    return f"what do i need to know about {about}?", f"can you tell me more on {about}?"


def sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text."""
    parts = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [stripped for part in parts if (stripped := part.strip(" -*#|"))]


def begun_small(text: str) -> str:
    """Return a sentence as it goes on after others: its first letter is small unless it begins a name."""
    return text[:1].lower() + text[1:] if re.match(r"[A-Z][a-z]+\b(?! [A-Z\d])|A\b", text) else text
