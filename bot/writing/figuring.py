"""Whether the figures of a statement stand in what it rests on, and there count the same things."""

import re
from collections.abc import Sequence

from bot.answering.checking import numbers_in
from bot.verifying.amounts import Amount, Relation, relation
from bot.verifying.told import Told
from bot.writing.resting import Rest

_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "eighty": "80", "ninety": "90", "hundred": "100", "twice": "2", "double": "2",
    "both": "", "half": "half", "quarter": "quarter", "dozen": "12", "couple": "2", "pair": "2", "third": "3",
    "second": "2", "first": "1", "once": "1", "single": "1", "thousand": "1000", "thirteen": "13", "fourteen": "14",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "seventy": "70", "zero": "0", "triple": "3",
    "hundreds": "hundreds", "thousands": "thousands", "dozens": "dozens",
}  # fmt: skip
_LOOSE = {"", "1", "2"}
"""Figures that are also said without counting: "both", "first", "a couple of"."""
_SPELLED = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_PAIR = re.compile(r"\b(\d+|weeks?|step|phase|month|M|MS|PGY)\s?[–-]?\s?(\d+)(?![\d.,]*\d)", re.IGNORECASE)
_PART = re.compile(r";\s+|\.\s+(?=[A-Z])|,?\s+(?:and|while|whereas|but|or)\s+|,\s+(?=and|while|whereas|but|or)")


def figures(text: str) -> set[str]:
    """Return the figures of a text, those spelled out among them."""
    spelled = {_WORDS[word] for word in _SPELLED.findall(text.lower())}
    return numbers_in(text) | spelled


def unfounded(text: str, sources: Sequence[str]) -> set[str]:
    """Return the figures of a text that none of its sources holds."""
    known = set().union(*map(figures, sources))
    return figures(text) - known - _LOOSE


def unpaired(text: str, sources: Sequence[str]) -> set[tuple[str, str]]:
    """Return the ranges and numbered names of a text ("10–14", "week 3") that none of its sources holds together."""
    return _pairs(text) - set().union(*map(_pairs, sources))


def _pairs(text: str) -> set[tuple[str, str]]:
    return {(found[1].lower().rstrip("s"), found[2]) for found in _PAIR.finditer(text)}


def rested(said: Told, rests: Sequence[Rest]) -> list[Rest] | None:
    """Return what the amounts of a statement rest on, as few words as hold them together; None where they do not."""
    if not said.amounts:
        return []
    if whole := _holding(said, said.amounts, rests):
        return [whole]
    parts = [Told(part) for part in _PART.split(said.text)]
    found = [_holding(part, part.amounts, rests) for part in parts if part.amounts]
    held = [one for one in found if one]
    all_counted = sum(len(part.amounts) for part in parts) >= len(said.amounts)
    return held if len(held) == len(found) > 1 and all_counted else None


def _holding(said: Told, amounts: Sequence[Amount], rests: Sequence[Rest]) -> Rest | None:
    """Return the words that hold some amounts and share most with a statement, the shorter ones first."""
    holding = [one for one in rests if all(_holds(one, amount) for amount in amounts)]
    return max(holding, key=lambda one: (len(one.wording.own & said.own), -len(one.wording.text)), default=None)


def _holds(one: Rest, claimed: Amount) -> bool:
    return any(_same(claimed, said) for said in one.wording.amounts)


def _same(claimed: Amount, said: Amount) -> bool:
    if claimed.kind and said.kind:
        same_rate = not claimed.per or claimed.per == said.per
        return same_rate and relation(claimed, said) is Relation.INSIDE
    return (claimed.low, claimed.high) == (said.low, said.high)


def left_out(said: str, of: str) -> set[str]:
    """Return the figures of a text that another, which stands for it, leaves out."""
    return figures(of) - figures(said) - _LOOSE
