"""Turn what people paste into plain text: no mentions, links, control characters or stacked marks."""

import re
import unicodedata
from itertools import groupby

LONGEST = 4_000
MOST_READ = 700
"""Characters of a text that are read."""
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MARKS = {"Mn", "Me"}
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_DISCORD = re.compile(r"<(?:@[!&]?|#|a?:\w{1,64}:|t:)\d*(?::\w)?>|@(?:everyone|here)\b", re.I)
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\s]{0,500}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_MARKUP = re.compile(r"[`*_~|>#\\]{2,}|`")
_REPEATED = re.compile(r"(.)\1{3,}")
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")


def clean(text: str) -> str:
    """Return the question in a pasted text on one line, at most 700 characters; empty where nothing is left."""
    text = _visible(unicodedata.normalize("NFKC", _ANSI.sub(" ", text[:LONGEST])))
    for pattern, instead in ((_DISCORD, " "), (_LINK, r"\1"), (_ADDRESS, " "), (_TAG, " "), (_MARKUP, " ")):
        text = pattern.sub(instead, text)
    text = _REPEATED.sub(r"\1\1", text)
    text = " ".join(text.split())
    return _focused(text) if any(map(str.isalnum, text)) else ""


def _visible(text: str) -> str:
    """Drop what cannot be seen, and all but one of the marks stacked on a letter."""
    kept: list[str] = []
    for mark, run in groupby(text, lambda c: unicodedata.category(c) in _MARKS):
        shown = [c if unicodedata.category(c) not in _HIDDEN else _gap(c) for c in run]
        kept += shown[:1] if mark else shown
    return "".join(kept)


def _gap(character: str) -> str:
    """Keep words apart that a line break or NUL stood between; a zero-width character parts nothing."""
    return " " if unicodedata.category(character) == "Cc" else ""


def _focused(text: str) -> str:
    """Of a long text keep the sentences that ask, else its beginning and its end."""
    if len(text) <= MOST_READ:
        return text
    asking = " ".join(sentence for sentence in _SENTENCE.split(text) if sentence.endswith("?"))
    if asking:
        return asking[-MOST_READ:]
    return f"{text[: MOST_READ // 2]} {text[1 - MOST_READ // 2 :]}"
