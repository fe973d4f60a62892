"""Whether a statement strays from words it is close to: the same words can be put together to say something else."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import combinations

from bot.verifying.meanings import meaning
from bot.writing.sequences import Wording, shared

_RIVALS = [
    tuple(map(meaning, pair))
    for pair in (("stepone", "steptwo"), ("integrated", "independent"), ("home", "away"), ("minimum", "ideal"))
]
"""Names of two things of which much the same is said."""
_BESIDE_A_NAME, _BESIDE_A_FIGURE, _STILL_BESIDE = 2, 3, 6
"""Words before and after a name, or a figure, that go with it, and how far from it they may stand in a source."""
_IN_ORDER, _TOGETHER = 0.2, 0.6
"""How alike the order of shared words must be, from -1 to 1, and what share of the words beside a figure must be there.

Held against the set `dev` of tests/writing/statements.jsonl; the rules of this module were chosen on it.
"""
_OWN_WORDS, _OWN_SHARE = 2, 0.5
"""How many words of its own a sentence may have, which none of its sources holds, and below what share of them."""
_SAYS_WHENCE = frozenset(map(meaning, "guide guides according short sum example add note".split()))
"""Words that lead into what sources say, and add nothing to it."""
_CLAUSE = re.compile(
    r"[,;:.!?()]\s+|\s*[—–]\s+|\s-\s|\s(?:and|so|but)\s(?=(?:you|they|he|she|it|this|that|there|nobody|everybody)\b)"
    r"|\s(?:so|because|once|since|although|whereas)\s",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]*(?:\d[^\W_]*[^\W\d_]|[^\W\d_]\d|(?<=\w)[A-Z])\w*|(?<=[\w,;:] )[A-Z]\w*")
"""A word that is written as names and codes are: with a capital that begins no sentence, or with letters and digits."""
_USUAL_NAMES = frozenset(
    "i ir dr ck step usmle img imgs md mds do dos us usmd eras nrmp nbme sub aways cv pd pds match".split()
)
_SENTENCE = re.compile(r"[;.!?]\s+")
_SPAN = re.compile(r"\b(?:day|week|month|year|decade|hour|minute|fortnight|semester|centur)")
_QUOTED = re.compile(r"[“\"]([^”\"]+)(?:[”\"]|$)")
_NO_LETTERS = re.compile(r"\W+")
_BEFORE_RUMORS = re.compile(r"\W*(?:rumou?rs?|myths?|false|wrong|fiction)\s*:", re.IGNORECASE)
_BEHIND_RUMORS = re.compile(
    r"\W*(?:(?:it|this|that|which) is|it's|that's)?\s*(?:simply |just )?"
    r"(?:wrong|false|untrue|not true|not so|nonsense|an? (?:rumou?r|myth))\b",
    re.IGNORECASE,
)
_TO_MACHINES = re.compile(
    r"(?<!physician )(?<!research )(?<!teaching )(?<!medical )\bassistants?\b(?! (?:professor|director|dean))"
    r"|\b(?:chatbots?|language models?|whoever (?:answers|words|reads this))\b",
    re.IGNORECASE,
)
"""Words of a guide that are meant for a program rather than for members."""
_DISOWNS = re.compile(r"\b(?:rumou?rs?|myths?|wrong|false|untrue|not|nonsense)\b", re.IGNORECASE)


def strays(said: Wording, closest: Wording, sources: Sequence[Wording]) -> str:
    """Return how a statement strays from the words it is closest to, or from all of its sources; nothing if not."""
    if _turned(said, closest, sources) or _takes_for_true(said, closest, sources):
        return "its sources say otherwise"
    if said.strong - frozenset[str]().union(*(one.strong for one in sources)):
        return "its sources leave exceptions"
    if _order(said, closest) < _IN_ORDER or _swapped(said, closest):
        return "it puts the words of its sources together in another way"
    if any(not _stands_with(figure, beside, sources) for figure, beside in _figures(said)):
        return "its figures belong to other things in its sources"
    return "it adds what its sources do not say" if _adds(said, closest, sources) else ""


def _turned(said: Wording, closest: Wording, sources: Sequence[Wording]) -> bool:
    """Tell whether a statement denies what its sources do not, or the other way round."""
    shared = frozenset(said.words) & frozenset(closest.words)
    if shared & (said.denied ^ closest.denied):
        return True
    holding = {word: [one for one in sources if word in one.words] for word in said.words}
    always = {word for word, some in holding.items() if some and all(word in one.denied for one in some)}
    return bool(always - said.denied)


def _order(said: Wording, closest: Wording) -> float:
    """Return how alike the order of shared words is: 1 where it is the same, -1 where it is turned round."""
    shared = [word for word in dict.fromkeys(said.words) if word in closest.words]
    places = [closest.words.index(word) for word in shared]
    pairs = list(combinations(places, 2))
    return 1 - 2 * sum(first > second for first, second in pairs) / len(pairs) if pairs else 1.0


def _swapped(said: Wording, closest: Wording) -> bool:
    """Tell whether what stands beside a name stands beside its rival in a source."""
    both = [pair for pair in _RIVALS if set(pair) <= set(closest.words)]
    votes = [_votes(said, closest, name, other) for pair in both for name, other in (pair, pair[::-1])]
    return any(sum(some) < 0 for some in votes)


def _votes(said: Wording, closest: Wording, name: str, rival: str) -> list[int]:
    """Return for each word beside a name whether it is closer to it in a source, or to its rival."""
    beside = [word for word in _beside(said, name, _BESIDE_A_NAME) if word not in {name, rival}]
    known = [(closest.between(name, word), closest.between(rival, word)) for word in beside if word in closest.words]
    return [(mine < other) - (other < mine) for mine, other in known]


def _beside(said: Wording, name: str, reach: int) -> Iterator[str]:
    for n, word in enumerate(said.words):
        if word == name:
            yield from said.words[max(0, n - reach) : n]
            yield from said.words[n + 1 : n + 1 + reach]


def _figures(said: Wording) -> Iterator[tuple[str, list[str]]]:
    for figure in dict.fromkeys(word for word in said.words if word[0].isdigit()):
        yield figure, [word for word in _beside(said, figure, _BESIDE_A_FIGURE) if not word[0].isdigit()]


def _stands_with(figure: str, beside: Sequence[str], sources: Sequence[Wording]) -> bool:
    """Tell whether a figure stands beside the same words in a source, as far as the sources hold them."""
    known = [word for word in beside if any(word in one.words for one in sources)]
    holding = [one for one in sources if figure in one.words]
    if not known or not holding:
        return True
    return max(sum(one.between(figure, w) <= _STILL_BESIDE for w in known) for one in holding) >= _TOGETHER * len(known)


def _takes_for_true(said: Wording, closest: Wording, sources: Sequence[Wording]) -> bool:
    """Tell whether a statement says as true what a source only tells to call it wrong."""
    sentences = [Wording(one) for one in _SENTENCE.split(said.text) if not _DISOWNS.search(one)]
    told = [closest] if len(sentences) == 1 else [max(sources, key=partial(_shares, one)) for one in sentences]
    return any(_is_disowned(one, sources) for one in told)


def _shares(one: Wording, other: Wording) -> float:
    return shared(one.words, other.words)


def _is_disowned(told: Wording, sources: Sequence[Wording]) -> bool:
    """Tell whether a source says before some words of it, or behind them, that they are wrong."""
    behind = [one.text.split(told.text, 1)[1] for one in sources if told.text and told.text in one.text]
    return bool(_BEFORE_RUMORS.match(told.text)) or any(_BEHIND_RUMORS.match(text) for text in behind)


def _adds(said: Wording, closest: Wording, sources: Sequence[Wording]) -> bool:
    """Tell whether a statement adds to its sources, or says what they say to a program."""
    known = frozenset[str](_SAYS_WHENCE).union(*(one.words for one in sources))
    sentences, clauses = _SENTENCE.split(said.text), _CLAUSE.split(said.text)
    if any(_adds_words(one, known) for one in sentences) or any(_stands_alone(one, known) for one in clauses):
        return True
    spans = frozenset[str]().union(*(_SPAN.findall(one.plain) for one in sources))
    adds_span = not spans.issuperset(_SPAN.findall(said.plain))
    return adds_span or _adds_words_of_others(said, sources) or bool(_TO_MACHINES.search(closest.text))


def _adds_words(sentence: str, known: Collection[str]) -> bool:
    """Tell whether a sentence has too many words of its own."""
    words = {word for word in Wording(sentence).words if not word[0].isdigit()}
    own = words.difference(known)
    return len(own) > _OWN_WORDS or (len(words) > 1 and len(own) >= _OWN_SHARE * len(words))


def _stands_alone(clause: str, known: Collection[str]) -> bool:
    """Tell whether a clause says something of which sources know nothing."""
    words = Wording(clause).words
    return bool(words) and not any(word in known for word in words)


def _adds_words_of_others(said: Wording, sources: Sequence[Wording]) -> bool:
    """Tell whether a statement holds a name, or words in quotation marks, that its sources do not."""
    texts = [_spaced(one.text) for one in sources]
    names = [name for found in _NAME.findall(said.text) for name in _spaced(found).split()]
    known = _USUAL_NAMES.union(*(text.split() for text in texts))
    strange = any(name not in known and name.removesuffix("s") not in known for name in names)
    return strange or any(not any(_spaced(quoted) in text for text in texts) for quoted in _QUOTED.findall(said.text))


def _spaced(text: str) -> str:
    """Return a text in small letters, with a space for whatever else it holds, and around it."""
    return f" {_NO_LETTERS.sub(' ', text.lower()).strip()} "
