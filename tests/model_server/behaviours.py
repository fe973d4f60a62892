"""How models behave: faithfully, or not."""

from collections.abc import Callable, Iterator

from tests.model_server.asked import AskedModel
from tests.model_server.lies import LIES
from tests.model_server.miscalls import MISCALLS
from tests.model_server.reading import begun_small, changing, drafted
from tests.model_server.replies import Reply, Statement, Statements, statement

__all__ = ["LIES", "MISCALLS", "always", "faithful", "in_turn", "on_repair", "word_for_word", "writing"]
Behaviour = Callable[[AskedModel], Reply]
SHORT = 90
"""Characters up to which two statements are short enough to be joined."""


def _reworded(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    joined = [*_joined(statements)]
    for one in joined[:1]:
        one["text"] = _introduced(one["text"])
    return joined


def _joined(statements: list[Statement]) -> Iterator[Statement]:
    """Yield statements, two short neighbours with the same sources as one."""
    left = [*statements]
    while left:
        one = left.pop(0)
        if left and one["sources"] == left[0]["sources"] and max(len(one["text"]), len(left[0]["text"])) <= SHORT:
            one = statement(f"{one['text'].rstrip('.')}; {begun_small(left.pop(0)['text'])}", *one["sources"])
        yield one


def _introduced(text: str) -> str:
    small = begun_small(text)
    return f"In short: {text}" if small == text else f"According to the guides, {small}"


def _faithful(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Return statements reworded; in repairs and questions each stays in its place."""
    return _reworded(asked, statements) if asked.kind == "compose" else statements


faithful: Behaviour = changing(_faithful)
"""Words the draft a little differently, changes no fact and keeps every source; repairs, searches and asks honestly."""

word_for_word: Behaviour = changing(lambda _, statements: statements)
"""Gives the draft back as it is."""


def always(reply: Reply) -> Behaviour:
    """Return a behaviour that is always the same."""
    return lambda _: reply


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Return a behaviour that is another one each time; the last one goes on."""
    left = [*behaviours]
    return lambda asked: (left.pop(0) if len(left) > 1 else left[0])(asked)


def on_repair(then: Behaviour, otherwise: Behaviour = faithful) -> Behaviour:
    """Return a behaviour that is another one where statements are to be repaired."""
    return lambda asked: (then if asked.kind == "repair" else otherwise)(asked)


def writing(*texts: str) -> Behaviour:
    """Return a behaviour that states certain texts, on the sources of the draft in turn."""

    def behave(asked: AskedModel) -> Reply:
        cited = [one["sources"] for one in drafted(asked)] or [["P1"]]
        return Statements([statement(text, *cited[place % len(cited)]) for place, text in enumerate(texts)])

    return behave
