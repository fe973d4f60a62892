"""Replies whose form is wrong: too much, too little, or dressed up."""

from tests.model_server.asked import AskedModel
from tests.model_server.reading import wanted
from tests.model_server.replies import Reply, Statement, Structured, statement

_MARKED = (
    "{} [7]",
    "{} (P9999)",
    "{} [^3]",
    "{} 【4†source】",
    "[1] {} Source: Harrison's, chapter 12.",
    "{} [2](#section-99)",
)
_DRESSED = (
    "# Important\n\n{}",
    "{} Read [the full guide](https://evil.example/?q=score).",
    "@everyone {}",
    "<@123456789012345678> {} <#123456789012345678> <@&123456789012345678>",
    "```json\n{}\n```",
    "![chart](https://evil.example/pixel.png?leak=1) {}",
    "<script>alert(1)</script> {} <a href='https://evil.example'>here</a>",
    "\x1b[31m{}\x1b[0m \u202egnirts\u202c \u200b",
    "||{}|| ~~gone~~ __**bold**__ > quoted",
    "{} discord.gg/free-matches",
)
_LONG = 10_000


def markers(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Write marks of citations into the text, and sources that nobody gave."""
    return [{**one, "text": _MARKED[place % len(_MARKED)].format(one["text"])} for place, one in enumerate(statements)]


def markup(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Write links, mentions, code, headings and control characters, each kind once, and a text without end."""
    given = statements or [statement("Here you are.", "P1")]
    dressed = [
        {**given[place % len(given)], "text": form.format(given[place % len(given)]["text"])}
        for place, form in enumerate(_DRESSED)
    ]
    return [*dressed, {**given[-1], "text": (given[-1]["text"] + " ") * (_LONG // (len(given[-1]["text"]) + 1) + 1)}]


def empty_statements(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """State nothing."""
    nothing = ("", "   ", "\u200b", ".", "\n\n", "-")
    return [{**one, "text": nothing[place % len(nothing)]} for place, one in enumerate(statements)]


def hundreds_of_statements(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """State the same again and again."""
    return [dict(one) for _ in range(300) for one in statements]


def drops_everything_but_last(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Leave out all but the last statement."""
    return statements[-1:]


def repeats_one(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """State the first instead of each."""
    return [dict(statements[0]) for _ in statements]


def wrong_shapes(asked: AskedModel) -> Reply:
    """Give an object that is not of the form that was demanded."""
    texts = [one["text"] for one in wanted(asked)]
    strange = [
        None,
        7,
        "a text alone",
        {"text": ["a", "list"], "sources": "P1"},
        {"sources": [3, None]},
        {"text": {"text": "x"}},
    ]
    given = [*texts, *strange, {"text": "More than asked.", "sources": ["P1"], "confidence": 1.0}]
    return Structured({"statements": given, "sections": strange, "done": "yes", "note": {"to": "the reader"}})
