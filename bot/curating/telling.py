"""Tell a review in words: titles, each with its lines, for whatever shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.curating.reviewing import Changed, Proposed, Review, Share
from knowledge.changes import Dated, Names

_MOST, _FEW = 10, 4
"""Lines of a kind that are shown, and statements of an answer."""
_LONGEST, _LONGEST_NAME = 300, 120
"""Characters of a statement and of a name that are shown."""
_CLOSEST = "Closest sections:"
"""What stands below a refusal before the sections it names, which say nothing of their own."""
_PROPOSED = "Proposed questions that would lead to {}; they are never shown"


@dataclass(frozen=True, slots=True)
class Part:
    """A title and the lines below it."""

    title: str
    lines: tuple[str, ...]


def told(review: Review) -> list[Part]:
    """Return a review in words, what does not change left out."""
    parts = [
        Part("What changes in the guides", tuple(_guides(review))),
        Part("Golden questions, before and after", tuple(_scores(review))),
        Part("Golden questions that are not answered rightly any more", _some(review.lost)),
        *(Part(_counted(len(which), "section", how), _some(which)) for how, which in _sections(review)),
        Part("New sections that do not answer their own heading: ask in it what members ask", _some(review.unfound)),
        Part("Statements about dates", _some([_dated(one) for one in review.changes.dated])),
        Part("Recommendations whose words the guides lose: answers leave them out", _some(review.rules)),
        *(Part(_PROPOSED.format(_cut(document, _LONGEST_NAME)), which) for document, which in _proposed(review)),
        Part("Questions that a chat model proposed", tuple(_proposing(review))),
        Part("To be looked at", _some(review.notes)),
        *(Part(f"Asked: {one.asked}", tuple(_answer(one))) for one in review.answers),
    ]
    return [part for part in parts if part.lines]


def worse(review: Review) -> str:
    """Say which golden questions fall further than one moderator may let pass; nothing where none do."""
    shares = {"questions answered in full": review.complete, "questions rightly declined": review.refused}
    falls = ((what, *_numbers(one), one.of) for what, one in shares.items() if one.falls)
    return " and ".join(f"{what} fall from {was} to {now} of {of}" for what, was, now, of in falls)


def _guides(review: Review) -> Iterator[str]:
    for how, which in _kinds(review.changes.guides):
        yield f"{_counted(len(which), 'guide', how)}: {'; '.join(_some(which))}"
    yield f"Passages: {', '.join(f'{count} {how}' for how, count in review.passages.items())}."


def _sections(review: Review) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield how sections differ, and which; of those that are new, how they begin."""
    begins = {_cut(one.section, _LONGEST_NAME): _cut(one.begins) for one in review.changes.fresh}
    for how, which in _kinds(review.changes.sections):
        yield how, [f"{one}: “{begins[one]}”" if how == "added" and one in begins else one for one in which]


def _proposed(review: Review) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each document with its sections and their proposed questions, all of them: somebody has to look at each."""
    documents = dict.fromkeys(one.document for one in review.proposed)
    for document in documents:
        yield document, tuple(_questions(one) for one in review.proposed if one.document == document)


def _questions(one: Proposed) -> str:
    return f"{_cut(one.section, _LONGEST_NAME)}: {' '.join(f'“{question}”' for question in one.questions)}"


def _proposing(review: Review) -> Iterator[str]:
    if review.proposing:
        yield review.proposing
    if review.withdrawn:
        yield f"{_counted(review.withdrawn, 'proposed question', 'no longer used')}."


def _kinds(names: Names) -> Iterator[tuple[str, Sequence[str]]]:
    for how, which in (("added", names.added), ("changed", names.changed), ("removed", names.removed)):
        if which:
            yield how, [_cut(one, _LONGEST_NAME) for one in which]


def _counted(count: int, what: str, how: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'} {how}"


def _dated(one: Dated) -> str:
    before, after, section = _cut(one.before), _cut(one.after), _cut(one.section, _LONGEST_NAME)
    if before and after:
        return f"{section}: “{before}” becomes “{after}”"
    return f"{section}: “{after}” is new" if after else f"{section}: “{before}” is gone"


def _scores(review: Review) -> Iterator[str]:
    yield f"Answered in full: {_share(review.complete)}"
    yield f"Rightly declined, since the guides do not hold them: {_share(review.refused)}"


def _share(share: Share) -> str:
    was, now = _numbers(share)
    if share.before is None:
        return f"{now} of {share.of}"
    before = f"{was} of {share.of} before ({share.before:.1%})"
    return f"{now} of {share.of}, as before" if was == now else f"{before}, {now} after ({share.after:.1%})"


def _numbers(share: Share) -> tuple[int, int]:
    """Return how many questions a share stands for, before and after."""
    now = round(share.after * share.of)
    return (now if share.before is None else round(share.before * share.of)), now


def _answer(one: Changed) -> Iterator[str]:
    """Yield how an answer begins, before and after, and what else is gone from it and new in it."""
    old, new = _statements(one.before), _statements(one.after)
    yield from _beginning(old[:1], new[:1])
    yield from _each("Gone", [said for said in old[1:] if said not in new])
    yield from _each("New", [said for said in new[1:] if said not in old])
    if old == new:
        yield "Other sections are named as closest."
    yield from _staying([said for said in old[1:] if said in new], [said for said in new[1:] if said in old])


def _beginning(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if old == new:
        yield from (f"Before and after: {_cut(said)}" for said in new)
    else:
        yield from (f"Before: {_cut(said)}" for said in old)
        yield from (f"After: {_cut(said)}" for said in new)


def _each(how: str, said: Sequence[str]) -> Iterator[str]:
    yield from (f"{how}: {_cut(one)}" for one in said[:_FEW])
    if more := len(said[_FEW:]):
        yield f"{how}: {more} more"


def _staying(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if new:
        yield f"{len(new)} more as before{'' if old == new else ', in another order'}."


def _statements(text: str) -> list[str]:
    """Return what an answer says, statement by statement."""
    said, _, _ = text.partition(_CLOSEST)
    return [one for line in said.splitlines() if (one := line.strip().removeprefix("- "))]


def _cut(text: str, longest: int = _LONGEST) -> str:
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    head, _, _ = flat[: longest + 1].rpartition(" ")
    return f"{head or flat[:longest]} …"


def _some(lines: Sequence[str]) -> tuple[str, ...]:
    more = len(lines) - _MOST
    return (*lines[:_MOST], f"and {more} more") if more > 0 else tuple(lines)
