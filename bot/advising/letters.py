"""Read how many letters members have, and from whom."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.advising.counting import NUMBER, SENTENCE_END, number_of
from bot.advising.phrases import Phrases

_COUNT = rf"(?<![\w.,/#$])(?P<count>{NUMBER})\s+"
_LETTER = r"(?:letters?|lors?|recs?|recommendations?)"
_ITEM = (
    rf"(?:{_COUNT})?(?:(?:more|strong|good|great|solid|us|additional|clinical)\s+)*"
    rf"(?P<letter>{_LETTER}(?:\s+of\s+rec\w*)?\s+)?(?:(?:from|by)\s+)?(?:(?:my|an?|the|our|home|away)\s+){{0,2}}"
    r"(?P<writer>WRITERS)"
    rf"(?:\s+(?P<then>{_LETTER}|attendings?|docs?|doctors?|faculty|mentors?|physicians?|professors?|chair|pi)\b)?"
    r"(?:\s*[x(:=]\s?(?P<behind>\d)(?!\w)|(?(then)|(?=\s*(?:[,.:)&+/–-]|$)|\s+(?:and|plus|or)\b)))"
)
_TOTAL = re.compile(rf"{_COUNT}(?:(?!ir\b|dr\b)[a-z]+\s+)?{_LETTER}\b", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:,|;|\+|&|,?\s*and)\s*", re.IGNORECASE)
_LEAD = 40
"""Characters before letters in which they are said to be needed or asked about."""


@dataclass(frozen=True, slots=True)
class Item:
    """Some letters from one kind of writer; None where a text does not say how many."""

    writer: str
    count: int | None


def letters_in(text: str, phrases: Phrases) -> dict[str, int]:
    """Return the numbers of letters by the field of who writes them, without those needed or asked about."""
    found: Counter[str] = Counter()
    for sentence in SENTENCE_END.split(text):
        if first := phrases.words["letter"].search(sentence):
            items = list(_items(sentence, first.start(), phrases))
            share = _share(items, _TOTAL.search(sentence))
            for item in items:
                if (count := share if item.count is None else item.count) is not None:
                    found[item.writer] += count
    return dict(found)


def _items(sentence: str, first: int, phrases: Phrases) -> Iterator[Item]:
    """Yield letters by their writers, last first; what stands before letters are spoken of must lead up to them."""
    pattern = _ITEM.replace("WRITERS", phrases.letters.pattern.pattern)
    until = -1
    for match in reversed(list(re.finditer(pattern, sentence, re.IGNORECASE))):
        leads_up = until >= 0 and _LINK.fullmatch(sentence, match.end(), until)
        of_letters = match["letter"] or match["then"] or leads_up or first < match.start()
        lead = sentence[max(0, match.start() - _LEAD) : match.start()].rpartition(",")[2]
        if of_letters and not phrases.words["wished"].search(lead):
            until = match.start()
            count = match["count"] or match["behind"]
            yield Item(phrases.letters.named(match["writer"]), number_of(count) if count else None)


def _share(items: Sequence[Item], total: re.Match[str] | None) -> int | None:
    """Return how many letters each writer without a number has: one of several, all if it is the only one."""
    if total is None or not items:
        return None
    letters = number_of(total["count"])
    if len(items) == 1:
        return letters
    return 1 if sum(item.count or 1 for item in items) == letters else None
