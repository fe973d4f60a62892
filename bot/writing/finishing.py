"""Make an answer of the statements that hold; what they lose of it, and what functions say, keeps its own words."""

from collections.abc import Sequence

from bot.answering.grounding import Grounded
from bot.asking.drafting import Draft, of_another
from bot.asking.path import Adviser
from bot.writing.figuring import left_out
from bot.writing.judging import Judged
from bot.writing.material import Material
from bot.writing.prompting import name_of


def finished(given: Material, judged: Sequence[Judged], adviser: Adviser, by: str) -> Draft | None:
    """Return the answer in other words; None where nothing of them answers, or it would get too long."""
    guides = _from_guides(given.draft, judged)
    if not guides:
        return None
    told = [*given.draft.of("rules"), *guides]
    done = adviser.reworded(given.draft, told, by)
    whole = len(done.answer.statements) == len(told)
    return done if whole and not done.answer.refused else None


def begun(given: Material, judged: Sequence[Judged], adviser: Adviser, by: str) -> Draft | None:
    """Return the answer as far as it is written and holds; None where there is nothing of it yet."""
    worded = _worded(given.draft, judged)
    done = adviser.reworded(given.draft, [*given.draft.of("rules"), *worded], by) if worded else None
    return None if done is None or done.answer.refused else done


def _worded(draft: Draft, judged: Sequence[Judged]) -> Sequence[Grounded]:
    """Return the statements that hold, each once, and that speak of no other case than what was worked out."""
    held = {one.said.text: one.grounded for one in judged if one.grounded}
    return [one for one in held.values() if not of_another(draft.begun.kind, one.text)]


def _from_guides(draft: Draft, judged: Sequence[Judged]) -> Sequence[Grounded]:
    """Return what the guides say, in other words as far as those hold; nothing where they do not answer."""
    worded, quoted = _worded(draft, judged), draft.of("guides")
    if not worded or not quoted:
        return []
    first, *others = quoted
    back = [one for one in others if _is_lost(one, worded, judged)]
    said = [*([first] if _is_lost(first, worded, judged) else []), *worded, *back]
    return said if _answers(said, quoted, draft.evidence.wanted) else []


def _is_lost(one: Grounded, worded: Sequence[Grounded], judged: Sequence[Judged]) -> bool:
    """Tell whether a statement was put in other words that do not hold, and is not said otherwise."""
    if any(part.overlaps(one) for other in worded for part in other.all):
        return False
    return any(wrong.wrong and name_of(one.entry) in wrong.said.sources for wrong in judged)


def _answers(said: Sequence[Grounded], quoted: Sequence[Grounded], wanted: int) -> bool:
    """Tell whether statements answer what was quoted: from the same passages, with the figures of the first."""
    passages = list(dict.fromkeys(one.entry.number for one in quoted))[: max(1, wanted)]
    rested_on = {part.entry.number for one in said for part in one.all}
    return rested_on.issuperset(passages) and not left_out(" ".join(one.text for one in said), quoted[0].text)
