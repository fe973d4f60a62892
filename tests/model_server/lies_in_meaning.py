"""Lies that sound right: numbers and sources stand, the meaning does not."""

import re
from collections.abc import Mapping

from tests.model_server.asked import AskedModel, Json
from tests.model_server.reading import begun_small, passages, sentences
from tests.model_server.replies import Statement, statement

_VERB = re.compile(r"\b(is|are|can|could|should|will|would|may|might|must|do|does|need|needs|have|has)\b")
_COMMAND = re.compile(
    r"(?:Aim|Apply|Ask|Build|Choose|Collect|Consider|Draft|Get|Give|Keep|List|Make|Plan|Plant|Prepare|Read|Send|Sit|Start"
    r"|Submit|Take|Treat|Use)\b"
)
"""Advice that begins with what to do."""
_HEDGED = {
    "usually": "always",
    "often": "always",
    "typically": "always",
    "generally": "always",
    "sometimes": "always",
    "may": "will",
    "might": "will",
    "can": "will",
    "could": "will",
    "should": "must",
    "likely": "guaranteed",
    "competitive": "guaranteed",
    "most": "all",
    "Most": "All",
    "many": "all",
    "Many": "All",
}
_TURNED = (
    "before after",
    "more fewer",
    "above below",
    "higher lower",
    "early late",
    "least most",
    "first last",
    "strong weak",
)
_SUBJECTS = ("Step 1|Step 2 CK", "IR|DR", "integrated|independent", "home|away", "US MD|IMG", "letters|papers")
_CONDITION = re.compile(
    r"(?i)^(?:if|unless|when|with|without|for)\b[^,:;]*[,:]\s*|,? (?:if|unless|when|provided|as long as|where)\b[^.;]*"
)
_TRACKS = {"us_md": "US MD", "us_do": "DO", "us_img": "US-citizen IMG", "non_us_img": "non-US-citizen IMG"}
_INVENTED = (
    "Emailing the program director before interview season usually moves a file to the top of the pile.",
    "Wearing a program's colors on interview day is a quiet signal that faculty in radiology appreciate.",
    "A short video about your favorite procedure, sent with the application, makes up for a weaker exam score.",
    "Programs rank applicants higher who have done a research year abroad.",
    "Ask a fellow rather than an attending for your letter, since programs trust fellows more.",
)


def negated(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Say the opposite: put a "not" in, or take it out."""
    return [{**one, "text": _opposite(one["text"])} for one in statements]


def _opposite(text: str) -> str:
    if re.search(r"\bnot\b", text):
        return re.sub(r"\s*\bnot\b", "", text)
    said, times = _VERB.subn(r"\1 not", text, count=1)
    return said if times else f"{'Do not' if _COMMAND.match(text) else 'It is not true that'} {begun_small(text)}"


def reversed_order(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Turn before into after, more into fewer, and the like."""
    return [{**one, "text": _exchanged(one["text"], _pairs(_TURNED, " "))} for one in statements]


def wrong_subject(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Say of one exam, path or kind of applicant what holds for the other."""
    return [{**one, "text": _exchanged(one["text"], _pairs(_SUBJECTS, "|"))} for one in statements]


def dropped_conditions(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Leave out under which condition something holds."""
    cut = [(one, _CONDITION.sub("", one["text"])) for one in statements]
    return [{**one, "text": text[:1].upper() + text[1:] if text.strip(" .") else one["text"]} for one, text in cut]


def other_audience(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Tell the asker what is written for others, with its numbers, as though it were for them."""
    asker = asked.data.get("asker") or "US MD"
    told = [_told(asker, one) for one in passages(asked) if _for_others(one, asker)]
    return told[: max(len(statements), 1)] or [{**one, "text": _relabelled(one["text"], asker)} for one in statements]


def _for_others(passage: Json, asker: str) -> bool:
    return "for" in passage and asker not in [_TRACKS.get(track, track) for track in passage["for"]]


def _told(asker: str, passage: Json) -> Statement:
    parts = sentences(passage["text"])
    said = next((one for one in parts if re.search(r"\d", one)), parts[0])
    return statement(f"For you as a {asker}: {said}", passage["id"])


def _relabelled(text: str, asker: str) -> str:
    other = "US MD" if "IMG" in asker else "IMG"
    return f"For a {other}, {begun_small(text)}"


def overclaims(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Promise what is only likely."""
    return [{**one, "text": _promised(one["text"])} for one in statements]


def _promised(text: str) -> str:
    said = _exchanged(text, _HEDGED)
    if said != text:
        return said
    return f"{'You must always' if _COMMAND.match(text) else 'It is guaranteed that'} {begun_small(text)}"


def invented_advice(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Say fluently what nobody wrote, with real sources and no number."""
    return [{**one, "text": _INVENTED[place % len(_INVENTED)]} for place, one in enumerate(statements)]


def _pairs(pairs: tuple[str, ...], between: str) -> Mapping[str, str]:
    split = [pair.split(between) for pair in pairs]
    return {left: right for pair in split for left, right in (pair, pair[::-1])}


def _exchanged(text: str, others: Mapping[str, str]) -> str:
    pattern = "|".join(re.escape(one) for one in sorted(others, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda found: others[found[0]], text)
