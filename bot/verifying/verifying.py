"""Check what a message claims against the guides."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answering import declining
from bot.answering.grounding import Grounded, cited
from bot.asking.question import Question
from bot.asking.reading import read
from bot.lexicon import Lexicon
from bot.verifying.amounts import Relation, relation
from bot.verifying.checked import Checked, Claim, Verdict
from bot.verifying.claiming import LONGEST, claims_in, prose
from bot.verifying.comparing import Compared, compare
from bot.verifying.told import Told, statements
from knowledge.passages import EVERYONE, Applicant, Passage
from knowledge.searching import Found, Query, Searcher

MOST = 5
"""Claims of a message that are checked."""
_PASSAGES = 8
_STILL_SAYS = 0.5
"""Share of a claim's meanings from which a statement is shown as the nearest."""
_AHEAD = 0.2
"""How much more of a claim a statement must hold to be believed over one that says the opposite."""


def verify(text: str, searcher: Searcher, lexicon: Lexicon) -> Checked:
    """Return what the guides make of what a message claims; never raises on bad text."""
    reading = read(Question(prose(text)), lexicon)
    if reading.declined:
        topic = next((one for one in searcher.index.topics if one.id == reading.declined), None)
        return Checked(private=True, note=" ".join(declining.not_covered(topic, ())))
    found = claims_in(text)
    if not found:
        return Checked(private=reading.private, note=_nothing(reading.text))
    queries = [_query(claim, reading.tracks, lexicon) for claim in found[:MOST]]
    judged = [_judged(q, search.found) for q, search in zip(queries, searcher.search_all(queries), strict=True)]
    note = f"Only the first {MOST} claims were checked." if len(found) > MOST or len(text) > LONGEST else ""
    return Checked(tuple(_numbered(judged)), reading.private, note)


def _nothing(text: str) -> str:
    if not text:
        return "There is no text to check."
    if text.endswith("?"):
        return "This asks something and claims nothing: ask the bot instead."
    return "This claims nothing about the exams or the Match that the guides could bear out."


def _query(claim: str, tracks: frozenset[Applicant], lexicon: Lexicon) -> Query:
    mine = lexicon.tracks_in(claim) or tracks
    return Query(claim, f"{claim} {lexicon.standard_words(claim)}", tracks=mine, limit=_PASSAGES)


def _judged(query: Query, found: Sequence[Found]) -> tuple[Claim, Compared | None]:
    claim = Told(query.text)
    scored = any(amount.kind == "score" for amount in claim.amounts)
    usable = [one.entry for one in found if _for(one.entry.passage, query.tracks, scored)]
    compared = [compare(claim, said) for entry in usable for said in statements(entry)]
    decided = _decided(compared)
    if decided is None:
        return Claim(query.text, Verdict.NOT_COVERED, "The guides do not say this."), _nearest(compared)
    return Claim(query.text, decided.verdict, _because(decided, query.tracks)), decided


def _for(passage: Passage, tracks: frozenset[Applicant], scored: bool) -> bool:
    """Tell whether a passage may judge a claim: it speaks to all it is about; a score of nobody is for nobody alone."""
    if not tracks:
        return not scored or len(passage.audience) == len(EVERYONE)
    return tracks <= set(passage.audience)


def _decided(compared: Iterable[Compared]) -> Compared | None:
    """Return the statement that decides; none where statements speak both for and against."""
    best = sorted(compared, key=lambda one: (-one.shares.both, one.apart))
    supports = next((one for one in best if one.verdict is Verdict.SUPPORTED), None)
    contradicts = next((one for one in best if one.verdict is Verdict.CONTRADICTED), None)
    if supports is None or contradicts is None:
        decided = supports or contradicts
        return None if decided is contradicts and decided and _spoken_for(decided, best) else decided
    ahead = supports.shares.both - contradicts.shares.both
    if contradicts.apart and ahead >= 0:
        return supports  # the guides give a figure for one case and another for the next
    if abs(ahead) < _AHEAD:
        return None
    return supports if ahead > 0 else contradicts


def _spoken_for(contradicts: Compared, compared: Iterable[Compared]) -> bool:
    """Tell whether the guides hold the claimed figure elsewhere for much the same matter."""
    claimed, least = contradicts.claimed, contradicts.shares.both - _AHEAD
    if claimed is None or not contradicts.apart:
        return False
    rivals = (one for one in compared if one.shares.both > least and one.verdict is not Verdict.CONTRADICTED)
    return any(relation(claimed, amount) is Relation.INSIDE for one in rivals for amount in one.said.amounts)


def _nearest(compared: Sequence[Compared]) -> Compared | None:
    best = max(compared, key=lambda one: one.shares.both, default=None)
    return best if best and best.shares.near >= _STILL_SAYS else None


def _because(decided: Compared, tracks: frozenset[Applicant]) -> str:
    passage = decided.said.entry.passage
    place = f' in "{passage.title}"' if not tracks and len(passage.audience) < len(EVERYONE) else ""
    if decided.verdict is Verdict.SUPPORTED:
        return f"The guides say {decided.guides.words if decided.guides else 'the same'}{place}."
    if decided.apart and decided.guides and decided.claimed:
        return f"The guides say {decided.guides.words}{place}, not {decided.claimed.words}."
    return f"The guides say otherwise{place}."


def _numbered(judged: Sequence[tuple[Claim, Compared | None]]) -> Iterable[Claim]:
    n = 0
    for claim, by in judged:
        if by is None:
            yield claim
            continue
        n += 1
        said = by.said
        grounded = Grounded(said.text, said.entry, said.start, said.end)
        yield replace(claim, citations=tuple(replace(one, n=n) for one in cited([grounded]).citations))
