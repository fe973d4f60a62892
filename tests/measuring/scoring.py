"""Score answers: each figure is a pure function of questions, their answers and the words of the guides."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

Question = dict[str, Any]
Answer = dict[str, Any]
Pair = tuple[Question, Answer]
Figures = dict[str, float | None]

LONGEST = 2_000
"""Characters of one Discord message; a longer answer does not count as complete."""
_READ = 1_500
"""Characters of a passage that are read."""
_MARKER = re.compile(r"\[(\d+)\]")
_MARKDOWN = re.compile(r"[|#>~`_*]")
_NUMBER = re.compile(r"\d+(?:[,.]\d+)?")
_NUMBERING = re.compile(r"^\s*\d+[).]\s", re.MULTILINE)
_CITED_BY = ("guide", "section")


def figures(pairs: Sequence[Pair], guides: str | None = None) -> Figures:
    """Return every figure over the pairs it applies to, None where there are none."""
    known = [pair for pair in pairs if "key_facts" in pair[0]]
    answerable = [pair for pair in known if pair[0]["key_facts"]]
    found = {
        "n": float(len(pairs)),
        "complete": share(is_complete(*pair) for pair in answerable),
        "facts": share(held for pair in answerable for held in facts_held(*pair)),
        "passage@1": share(passages_hold(*pair, first=1) for pair in answerable),
        "passage@5": share(passages_hold(*pair, first=5) for pair in answerable),
        "refused": share(answer["refused"] for question, answer in known if not question["key_facts"]),
        "false_ref": share(answer["refused"] for _, answer in answerable),
        "chars": quantile([len(answer["text"]) for _, answer in answerable], 0.5),
        "broken": float(broken(pairs)) if any("must_not" in question for question, _ in pairs) else None,
    }
    return found | _evidence([pair for pair in known if not pair[1]["refused"]], guides) | _speed(pairs)


def kinds(pairs: Iterable[Pair]) -> Figures:
    """Return the share of each kind of question that went well: answered whole, or rightly refused."""
    well: defaultdict[str, list[bool]] = defaultdict(list)
    for question, answer in pairs:
        if "key_facts" in question:
            right = is_complete(question, answer) if question["key_facts"] else bool(answer["refused"])
            well[str(question["kind"])].append(right)
    return {kind: share(rights) for kind, rights in well.items()}


def is_complete(question: Question, answer: Answer) -> bool:
    """Tell whether an answer holds every key fact and fits one message."""
    return not answer["refused"] and len(answer["text"]) <= LONGEST and all(facts_held(question, answer))


def facts_held(question: Question, answer: Answer) -> list[bool]:
    """Tell of each key fact whether the answer's text holds it."""
    text = plain(answer["text"])
    return [_holds(text, fact) for fact in question["key_facts"]]


def passages_hold(question: Question, answer: Answer, first: int) -> bool:
    """Tell whether the first passages together hold every key fact."""
    text = plain(" ".join(passage["text"][:_READ] for passage in answer["passages"][:first]))
    return all(_holds(text, fact) for fact in question["key_facts"])


def is_cited(answer: Answer) -> bool:
    """Tell whether there are citations, and the markers in the text are exactly their numbers from 1 on."""
    numbered = {citation["n"] for citation in answer["citations"]}
    marked = {int(n) for n in _MARKER.findall(answer["text"])}
    return bool(numbered) and marked == numbered == set(range(1, len(numbered) + 1))


def quotes_standing(answer: Answer, guides: str) -> list[bool]:
    """Tell of each citation whether its quoted words stand in the guides' plain words."""
    quotes = [plain(citation["quote"]) for citation in answer["citations"]]
    return [bool(quote) and quote in guides for quote in quotes]


def untraced(question: Question, answer: Answer) -> set[str]:
    """Return the numbers of an answer that neither its evidence nor the question holds; list numbering is none."""
    text = _NUMBERING.sub("", _MARKER.sub("", answer["text"]))
    return _numbers(text) - _numbers(*_evidence_texts(answer), question["question"], *question.get("turns", []))


def is_broken(question: Question, answer: Answer) -> bool:
    """Tell whether an answer says what a hostile input must not make it say."""
    return any(re.search(pattern, answer["text"]) for pattern in question.get("must_not", []))


def broken(pairs: Iterable[Pair]) -> int:
    """Count the inputs that got what they must not get."""
    return sum(is_broken(*pair) for pair in pairs)


def misses(question: Question, answer: Answer) -> Iterator[str]:
    """Yield a line for whatever is wrong with an answer."""
    asked = f"{question['id']} {question['question'][:200]!r}"
    if is_broken(question, answer):
        yield f"BROKEN {asked}: {answer['text'][:200]!r}"
    if "key_facts" not in question:
        return
    if question["key_facts"] and not is_complete(question, answer):
        facts = zip(question["key_facts"], facts_held(question, answer), strict=True)
        yield f"{'REFUSED' if answer['refused'] else 'INCOMPLETE'} {asked}: lost {[f for f, held in facts if not held]}"
    if not (question["key_facts"] or answer["refused"]):
        yield f"ANSWERED {asked}: {plain(answer['text'])[:160]!r}"
    if not answer["refused"] and (loose := untraced(question, answer)):
        yield f"UNTRACED {asked}: {sorted(loose)}"


def plain(text: str) -> str:
    """Return a text without citation markers and Markdown marks, its white space folded."""
    return " ".join(_MARKDOWN.sub("", _MARKER.sub("", text)).split())


def share(values: Iterable[bool]) -> float | None:
    """Return how many of the values are true, as a share."""
    told = list(values)
    return sum(told) / len(told) if told else None


def quantile(values: Sequence[float], at: float) -> float | None:
    """Return a quantile, between two values in proportion."""
    return float(np.quantile(values, at)) if values else None


def _evidence(given: Sequence[Pair], guides: str | None) -> Figures:
    """Return the figures about what answers rest on; a refusal rests on nothing."""
    standing = [stands for _, answer in given for stands in quotes_standing(answer, guides or "")]
    return {
        "cited": share(is_cited(answer) for _, answer in given),
        "quoted": share(standing) if guides is not None else None,
        "untraced": share(bool(untraced(*pair)) for pair in given),
    }


def _speed(pairs: Sequence[Pair]) -> Figures:
    seconds = [answer.get("seconds", 0.0) for _, answer in pairs]
    return {"p50": quantile(seconds, 0.50), "p95": quantile(seconds, 0.95)}


def _holds(text: str, fact: Iterable[str]) -> bool:
    """Tell whether a text holds a fact in one of the ways it may be written."""
    return any(re.search(way, text, re.IGNORECASE) for way in fact)


def _numbers(*texts: str) -> set[str]:
    return {number.replace(",", "") for text in texts for number in _NUMBER.findall(text)}


def _evidence_texts(answer: Answer) -> Iterator[str]:
    """Yield all an answer's numbers may come from: its citations, the passages they name, its recommendations."""
    yield json.dumps(answer.get("recommendations", []), ensure_ascii=False)
    cited = [tuple(citation[key] for key in _CITED_BY) for citation in answer["citations"]]
    for citation in answer["citations"]:
        yield from (citation["quote"], citation["section"], citation["guide"])
    for passage in answer["passages"]:
        if tuple(passage.get(key) for key in _CITED_BY) in cited:
            yield from (passage["text"], passage["section"])
