"""Whether a statement affirms what a claim affirms, or denies it."""

from bot.verifying.standing import Comparison, Standing, turned

_BESIDES = {"alone", "when", "width", "length", "same", "load"}
"""What a statement may say over and above a claim."""
_TAKEN_FOR_GRANTED = {"ought", "need"}
"""What a statement of the guides advises without saying so."""
_AFFIRMED, _DENIED = frozenset((1,)), frozenset((-1,))


def agrees(claim: Standing, said: Standing) -> bool:
    """Tell whether a statement affirms and denies what a claim does, and leaves no exception where it leaves none."""
    if claim.turns != said.turns or claim.sweeping - said.sweeping:
        return False
    if not all(_turns(one, said) == {False} for one in claim.comparisons):
        return False
    return all(_same(about, claim, said) for about in claim.signs.keys() | said.signs.keys())


def _turns(claimed: Comparison, said: Standing) -> set[bool]:
    """Return whether the comparisons of a statement turn a claimed one round, as far as they compare the same."""
    return {way for one in said.comparisons if (way := turned(claimed, one)) is not None}


def _same(about: str, claim: Standing, said: Standing) -> bool:
    claimed, guides = claim.signs.get(about, frozenset()), said.signs.get(about, frozenset())
    if about in _TAKEN_FOR_GRANTED:
        return about == "ought" or (-1 in claimed) == (-1 in guides)
    return claimed <= guides if claimed else (-1 not in guides or about in _BESIDES)


def opposes(claim: Standing, said: Standing) -> bool:
    """Tell whether a statement affirms what a claim denies, or the other way round, or turns a comparison round."""
    if claim.sweeping & said.exceptions:
        return True
    if claim.against != said.against:
        return False
    if any(_turns(one, said) == {True} for one in claim.comparisons):
        return True
    shared, against = claim.signs.keys() & said.signs.keys(), at_odds(claim, said)
    return len(against) == 1 and all(about in against or _same(about, claim, said) for about in shared)


def at_odds(claim: Standing, said: Standing) -> list[str]:
    """Return the matters that one affirms and the other denies."""
    shared = claim.signs.keys() & said.signs.keys()
    return [about for about in shared if claim.signs[about].isdisjoint(said.signs[about])]


def denies(claim: Standing, said: Standing) -> bool:
    """Tell whether the two differ by a "not" alone."""
    rest = (claim.signs.keys() | said.signs.keys()) - _TAKEN_FOR_GRANTED
    if claim.signs.get("ought") == _AFFIRMED and said.signs.get("open") == _DENIED and "open" not in claim.signs:
        return claim.denials == said.denials == 0
    return claim.against != said.against and all(_same(about, claim, said) for about in rest)
