"""Words of which the guides say opposite or rival things: one must never stand where its source has the other."""

import re
from collections.abc import Sequence

_FIELDS = ("ir", "dr", "surgery", "medicine", "derm(?:atology)?|ortho(?:pedics?)?")
_SIDES: Sequence[Sequence[str]] = (
    _FIELDS,
    ("stepone", "steptwo", "stepthree", "levelone", "leveltwo", "comlex"),
    ("integrated", "independent", "esir"),
    ("\\w*before|prior to|ahead|until", "after|following"),
    ("early|earlier|earliest|sooner", "late|later|latest"),
    (
        "strong|stronger|strongest|high|higher|highest|above|top|upper|stellar|excellent|outstanding",
        "weak|weaker|low|lower|lowest|below|poor|under",
    ),
    ("more|most", "less|fewer|fewest|least"),
    ("first", "last|final"),
    ("letters?|lors?", "papers?|manuscripts?|publications?", "posters?", "abstracts?"),
    ("home", "aways?"),
    ("pass|passes|passed|passing", "fail\\w*"),
    ("at least|minimum|min", "at most|maximum|max|up to|no more than"),
    ("mornings?", "afternoons?", "evenings?|nights?"),
    ("weekdays?", "weekends?"),
    ("academic", "community"),
    ("needed|required?|requires|mandatory|necessary", "optional|unnecessary|sufficient|enough|suffices"),
    ("timed", "tutor"),
    ("us citizen|us-citizen", "non-us"),
)
"""Groups of words, each with its sides; a word may stand for any other of its side.

Chosen on the set `dev` of tests/writing/statements.jsonl and on what lying models of the tests got through.
"""
_PATTERNS = [
    re.compile("|".join(rf"(?P<s{n}>(?<![\w-])(?:{side})(?![\w-]))" for n, side in enumerate(group)))
    for group in _SIDES
]
_OF_FIELDS = _PATTERNS[0]


def exchanged(said: str, rested_on: Sequence[str], around: str) -> bool:
    """Tell whether a plain text names a side whose rival stands in the words it rests on, or in another order.

    A field of medicine may also be named by the headings around them.
    """
    return any(_exchanged(pattern, said, rested_on, around) for pattern in _PATTERNS)


def _exchanged(pattern: re.Pattern[str], said: str, rested_on: Sequence[str], around: str) -> bool:
    mine = _sides(pattern, said)
    theirs = [_sides(pattern, words) for words in rested_on]
    named = {side for sides in theirs for side in sides}
    heading = set(_sides(pattern, around))
    allowed = named | heading if pattern is _OF_FIELDS else named or heading
    if allowed and not set(mine) <= allowed:
        return True
    together = [side for sides in theirs for side in sides]
    return len(set(mine)) > 1 and not any(_in_order(mine, sides) for sides in (*theirs, together))


def _sides(pattern: re.Pattern[str], plain_text: str) -> list[str]:
    return [str(found.lastgroup) for found in pattern.finditer(plain_text)]


def _in_order(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether sides stand in the order of others, which may have more between them."""
    left = iter(theirs)
    return all(side in left for side in mine)
