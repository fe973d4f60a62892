"""Read what members count: rotations, research, interviews, cycles."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from bot.advising.phrases import Phrases

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TWO = dict.fromkeys(("couple", "couple of", "a couple", "a couple of"), 2)
_NUMBERS = {word: n for n, word in enumerate(_WORDS)} | {"zero": 0, "a": 1, "an": 1, "single": 1} | _TWO
NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
NUMBER = rf"\d{{1,2}}|{NUMBER_WORDS}"
"""A small number in digits or words."""
_NEVER_BETWEEN = "|".join(
    r"""and or from in for with of to at on is are no i my years? yrs? months? mos weeks? wks? days? hours? programs?
    step ck place time \d+""".split()
)
_COUNT = (
    rf"(?<![\w.,/:#$-])(?<!step )(?<!level )(?P<count>{NUMBER})\+?\s+"
    rf"(?:(?!(?:{_NEVER_BETWEEN})\b)[\w'-]+[ /]+){{0,3}}"
)
_BEHIND = r"\s*[:=]\s*(?P<count>\d{1,2})(?!\d|\.\d|\s*(?:months?|mos?|weeks?|wks?|years?|/|%))"
_AND_MORE = rf"(?:[^,.;]{{0,25}}?\band\s+(?P<more>{NUMBER})\s+(?:at|more|other|in(?! p))\b)?"
_PARTS = re.compile(r"(?<![.!?;])[.!?;]+(?=\s|$)|\n|,\s+|\b(?:but|though)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<![.!?;])[.!?;]+(?=\s|$)|\n")
_IN_PROGRESS = r"(?:still |currently )?(?:in (?:progress|prep\w*|the works)|under ?way|being written)\b"
_UNFINISHED = re.compile(_COUNT + _IN_PROGRESS, re.IGNORECASE)
_OF_ANOTHER = re.compile(rf"\s+(?:{_IN_PROGRESS}|(?:ir )?(?:attendings?|letters?|lors?|mentors?)\b)", re.IGNORECASE)
"""What makes a counted thing another one: a paper in progress, the attending of an away."""
_WRITING = re.compile(r"\b(?:working on|writing|drafting)\s*$", re.IGNORECASE)
_LONGEST_LEAD = 12
_RESEARCH = ("abstracts", "manuscripts_submitted", "total_products")
_NO_RESEARCH = re.compile(r"\b(?:no|zero|0)\s+(?:ir\s+)?(?:research|scholarship)\b", re.IGNORECASE)
_IR = re.compile(r"(?<!non-)(?<!non )\b(?:ir|jvir|sir|cvir)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    rf"(?<![\w.,/-])(?P<count>{NUMBER})\s+(?:of\s+(?:them|which|those)\s+)?(?:(?:are|were|is|in|on)\s+)?"
    r"ir(?:[ -]related)?\s*(?=[,.;:)!?]|$|\band\b)",
    re.IGNORECASE,
)
_MORE_AWAYS = re.compile(
    rf"\baways?\b[^.;]{{0,40}}?\b(?P<count>{NUMBER})\s+(?:more|other|additional)\s+(?:are\s+)?(?:planned|scheduled|booked)\b",
    re.IGNORECASE,
)


def number_of(word: str) -> int:
    """Return a small number told in digits or words."""
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def counted_in(text: str, phrases: Phrases) -> dict[str, int]:
    """Return the fields that are counts, without what is only needed, wished for or asked about."""
    fields: Counter[str] = Counter()
    for name, count in _counted(text, phrases):
        fields[name] = count if name == "interviews_last_cycle" else fields[name] + count
    if any(name in fields for name in _RESEARCH) or _NO_RESEARCH.search(text):
        fields["total_products"] = sum(fields[name] for name in _RESEARCH)
    if not phrases.words["cycle"].search(text):
        fields.pop("interviews_last_cycle", None)
    return dict(fields)


def _counted(text: str, phrases: Phrases) -> Iterator[tuple[str, int]]:
    """Yield fields with what is to be added to them."""
    for part in _PARTS.split(text):
        wished = phrases.words["wished"].search(part)
        yield from (one for one in _things(part, phrases) if one[0] == "aways_planned" or not wished)
    for sentence in SENTENCE_END.split(text):
        yield from _further(sentence, phrases)


def _things(part: str, phrases: Phrases) -> Iterator[tuple[str, int]]:
    """Yield the fields of what is counted in a part of a sentence, and how many there are."""
    for match in _UNFINISHED.finditer(part):
        yield "manuscripts_in_progress", number_of(match["count"])
    nouns, done = phrases.counted, bool(phrases.words["done"].search(part))
    for match in re.finditer(rf"{_COUNT}(?P<noun>{nouns.pattern.pattern}){_AND_MORE}", part, re.IGNORECASE):
        if not _OF_ANOTHER.match(part, match.end("noun")):
            yield from _thing(_field(nouns.named(match["noun"]), part, match, done), match, match["more"])
    for match in re.finditer(rf"(?:\bir\s+)?(?P<noun>{nouns.pattern.pattern}){_BEHIND}", part, re.IGNORECASE):
        yield from _thing(nouns.named(match["noun"]), match, None)


def _field(name: str, part: str, match: re.Match[str], done: bool) -> str:
    """Return the field of a counted thing in the light of what stands around it."""
    if name == "aways_planned":
        return "experiences" if done else name
    if name in _RESEARCH and part.startswith("/", match.end("noun")):
        return "total_products"
    lead = part[max(0, match.start() - _LONGEST_LEAD) : match.start()]
    return "manuscripts_in_progress" if name == "manuscripts_submitted" and _WRITING.search(lead) else name


def _thing(name: str, match: re.Match[str], more: str | None) -> Iterator[tuple[str, int]]:
    """Yield how many of a thing there are with those that are said to come on top, and again if they are in IR."""
    count = number_of(match["count"]) + number_of(more or "no")
    if count or name != "experiences" or "away" not in match[0].lower():
        yield name, count
    if name in _RESEARCH and _IR.search(match[0]):
        yield "ir_products", count


def _further(sentence: str, phrases: Phrases) -> Iterator[tuple[str, int]]:
    """Yield what is counted of things named before: more aways, and how many works are in IR."""
    for match in _MORE_AWAYS.finditer(sentence):
        yield "aways_planned", number_of(match["count"])
    works = [(end, True) for name, _, end in phrases.counted.find(sentence) if name in _RESEARCH]
    named = sorted(works + [(match.end(), False) for match in phrases.words["letter"].finditer(sentence)])
    for match in _OF_THEM.finditer(sentence) if works else ():
        last = bisect_left(named, (match.start() + 1,))
        if last and named[last - 1][1]:
            yield "ir_products", number_of(match["count"])
