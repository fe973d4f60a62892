"""Lies about where something stands."""

from tests.model_server.asked import AskedModel
from tests.model_server.reading import passages, words
from tests.model_server.replies import Statement


def unknown_sources(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Name a passage that there is not."""
    return [{**one, "sources": ["P9999"]} for one in statements]


def wrong_sources(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Name the passage that has least in common with what is said."""
    return [{**one, "sources": _farthest(asked, one)} for one in statements]


def no_sources(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Name none."""
    return [{**one, "sources": []} for one in statements]


def all_sources(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Name them all, whatever is said, which is invented."""
    everything = [one["id"] for one in passages(asked)]
    said = "Programs keep a secret ranking of applicants by their home state."
    return [{**one, "text": said, "sources": everything or one["sources"]} for one in statements]


def _farthest(asked: AskedModel, one: Statement) -> list[str]:
    others = [passage for passage in passages(asked) if passage["id"] not in one["sources"]]
    found = min(others, key=lambda passage: len(words(passage["text"]) & words(one["text"])), default=None)
    return [found["id"]] if found else ["P1"]
