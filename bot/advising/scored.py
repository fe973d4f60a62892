"""Put scores into the fields they are of; say how loose ones were read, and ask about what cannot be used."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.advising.belonging import Mention, mentions_in
from bot.advising.numbers import Score
from bot.advising.phrases import Phrases
from bot.advising.written import Sense

_LOWEST, _HIGHEST = 100, 300
"""What is looked for as a three-digit score; no USMLE score lies outside, and no COMLEX score that counts within."""
_LIKELY = range(180, 291)
"""Numbers that are taken for a score even where nothing says so."""
_LABELS = {"step1": "Step 1", "step2_ck": "Step 2 CK", "practice": "practice", "comlex1": "COMLEX", "comlex2": "COMLEX"}
_FIELDS = {"step1": "step1_numeric", "step2_ck": "step2_ck"}
_PLAIN = ("target", "national_mean", "school_mean")
_ODD = re.compile(
    r"\W{0,3}(?:(?:score|scored|scores|is|was|of|a|an|with|got|i got|came back)\W{1,3}){0,3}"
    r"(?P<number>\d{1,2}|\d{4,6})(?![\w%/.]|\s?-\s?\d|[.,:]\d)(?P<then>\s+\w+)?",
    re.IGNORECASE,
)
_ODD_BEFORE = re.compile(
    r"\b(?:scored|got|with|have|score of|score is)\s+(?:an?\s+)?(?P<number>\d{1,2}|\d{4,6})\s+(?:on|in|for)\s+"
    r"(?:(?:my|the)\s+)?$",
    re.IGNORECASE,
)
_LEAD = 40
_REQUIRED = re.compile(
    r"\b(?:needs?|needed|requires?|required|must (?:have|get|score)|minimum|cutoffs?|cut-offs?)\b[^.?!,]{0,15}$",
    re.IGNORECASE,
)
"""What stands before a number that somebody asks for, which nobody has scored."""
_YEARS = range(1980, 2100)
_GOES_ON = re.compile(
    r"\s+(?:days?|weeks?|wks?|months?|mos?|years?|yrs?|hours?|hrs?|times?|attempts?|x|percent|points?|pts|letters?|lors?"
    r"|sds?|standard|ir|dr|aways?|papers?|pubs?|posters?|abstracts?|step|fails?|failures?|observerships?|electives?|more|out|to"
    r"|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Scored:
    """What scores come to: fields, how loose words were read, and questions by the field they are about."""

    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    bare: bool = False
    """The Step 2 CK score is a number that nothing was said of."""


def scored_in(text: str, phrases: Phrases, scores: Sequence[Score], retaken: bool) -> Scored:
    """Return what the scores of a text come to; `retaken` says that of two of Step 2 CK the last one counts."""
    scored = Scored()
    for exam in ("step1", "step2_ck"):
        _take_exam([one for one in scores if one.of == exam], exam, retaken, scored)
    _take_loose(
        [one for one in scores if not _REQUIRED.search(text[max(0, one.number.start - _LEAD) : one.number.start])],
        scored,
    )
    _take_practice(scores, scored, bool(phrases.words["newest_first"].search(text)))
    _take_others(scores, scored)
    for exam, words in _odd(text, mentions_in(text, phrases)):
        if _FIELDS[exam] not in scored.fields:
            scored.doubts.setdefault(_FIELDS[exam], _not_a_score(words, exam))
    return scored


def _take_exam(scores: Sequence[Score], exam: str, retaken: bool, scored: Scored) -> None:
    """Use the score of an exam if there is one, or of several the last where it was retaken; else ask."""
    usable = [one for one in scores if one.definite and _LOWEST <= one.low <= _HIGHEST]
    if retaken and exam == "step2_ck":
        usable = usable[-1:]
    if len({one.low for one in usable}) > 1:
        words = " or ".join(dict.fromkeys(one.words for one in usable))
        scored.doubts[_FIELDS[exam]] = f"Which of these is your {_LABELS[exam]} score: {words}?"
    elif usable:
        scored.fields[_FIELDS[exam]] = usable[0].low
        scored.notes += _loosely(usable[0])
    elif scores:
        scored.doubts[_FIELDS[exam]] = _not_a_score(scores[0].words, exam)


def _not_a_score(words: str, exam: str) -> str:
    label = _LABELS[exam]
    return f"I cannot use “{words}” as a {label} score. What exactly is your {label} score, if you have one?"


def _loosely(score: Score) -> Iterator[str]:
    """Say how a score that was told loosely was read."""
    if score.number.sense is Sense.RANGE:
        yield f"I read “{score.words}” as {score.low} to {score.high} and use the low end, {score.low}."
    elif score.number.sense is Sense.ABOUT:
        yield f"I read “{score.words}” as {score.low}."


def _take_loose(scores: Sequence[Score], scored: Scored) -> None:
    """Take a number that nothing is said of for a Step 2 CK score where it can be nothing else, and say so."""
    if "step2_ck" in scored.fields or "step2_ck" in scored.doubts:
        return
    loose = [one for one in scores if one.of in {None, "supposed"} and one.definite and one.low in _LIKELY]
    words = list(dict.fromkeys(one.words for one in loose))
    if len(words) > 1:
        scored.doubts["step2_ck"] = f"Which of these is your Step 2 CK score: {' or '.join(words)}?"
    elif loose and loose[0].of:
        scored.fields["step2_ck"] = loose[0].low
        scored.notes.append(f"I take {words[0]} as though it were your Step 2 CK score.")
    elif loose and loose[0].alone:
        scored.bare = True
        scored.fields["step2_ck"] = loose[0].low
        scored.notes += [f"I read {words[0]} as a Step 2 CK score; tell me if it is another exam's."]
        scored.notes += _loosely(loose[0])
    elif loose:
        scored.doubts["step2_ck"] = (
            f"Is {words[0]} a Step 2 CK score or a practice score? Please name the exam with the number."
        )


def _take_practice(scores: Sequence[Score], scored: Scored, newest_first: bool) -> None:
    """List practice scores as told; the first is the baseline where it is called so, or where there is no other."""
    of_practice = [one for one in scores if one.of in {"baseline", "practice"} and _LOWEST <= one.low <= _HIGHEST]
    baseline = next((one.low for one in of_practice if one.of == "baseline"), None)
    lows = tuple(one.low for one in of_practice if one.definite)[:: -1 if newest_first else 1]
    if len(lows) > (baseline is not None):
        scored.fields["scores"] = lows
    if baseline is not None or len(lows) == 1:
        scored.fields["baseline_nbme"] = lows[0] if baseline is None else baseline
    for one in of_practice:
        scored.notes += _loosely(one)


def _take_others(scores: Sequence[Score], scored: Scored) -> None:
    """Take means, targets, predictions and COMLEX scores."""
    for one in scores:
        if one.of in _PLAIN and one.low <= _HIGHEST:
            scored.fields.setdefault(one.of, one.low)
        elif one.of == "predicted" and one.high <= _HIGHEST:
            scored.fields |= {"predicted_low": one.low, "predicted_high": one.high}
        elif one.of in {"comlex1", "comlex2"} and one.low > _HIGHEST:
            scored.fields["comlex"] = (*scored.fields.get("comlex", ()), one.low)
        elif one.of in {"comlex1", "comlex2"}:
            scored.doubts.setdefault("comlex", _not_a_score(one.words, one.of))


def _odd(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Yield exams with the number beside them where it has too few or too many digits for a score."""
    for mention in mentions:
        if mention.of not in _FIELDS:
            continue
        found = _ODD.match(text, mention.end) or _ODD_BEFORE.search(text[max(0, mention.start - _LEAD) : mention.start])
        if found and int(found["number"]) not in _YEARS and not _goes_on(found.groupdict()):
            yield mention.of, found["number"]


def _goes_on(found: Mapping[str, str | None]) -> bool:
    """Tell whether the word behind a number says what it counts."""
    return bool(_GOES_ON.match(found.get("then") or ""))
