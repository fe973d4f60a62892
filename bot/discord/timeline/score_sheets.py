"""Show practice scores: what they come to, the rows behind it, and the scores themselves, latest first."""

from collections.abc import Iterable, Iterator

from bot.advising.wording import in_words
from bot.discord.showing.answers import bulleted, headed
from bot.discord.showing.citing import Citing
from bot.discord.showing.sheet import Sheet
from bot.discord.strategy.result_words import result_in_words
from bot.echoing import echoed
from bot.practising.assessing import Readiness, Score
from bot.storage.scores import StoredScore
from bot.timeline.wording import day

_LONGEST_TEST = 80


def score_line(one: Score | StoredScore) -> str:
    """Return a score with its day and its test on one line."""
    test = echoed(one.test, _LONGEST_TEST, one_line=True)
    return ", ".join(filter(None, (f"**{one.value}** on {day(one.on)}", test)))


def readiness_sheet(found: Readiness, citing: Citing, first: str = "") -> Sheet:
    """Return what practice scores come to; `first` is said before everything else."""
    earlier = found.scores[: -len(found.judged)]
    blocks = (
        first,
        headed("Your practice scores", _newest_first(found.judged)),
        headed("Comes to", bulleted(_course(found))),
        *_why(found, citing),
        headed("To note", bulleted(found.notes)),
        headed("Earlier scores, not looked at", _newest_first(earlier)),
    )
    return Sheet(tuple(filter(None, blocks)), "rules")


def _newest_first(scores: Iterable[Score]) -> str:
    return bulleted(map(score_line, reversed(tuple(scores))))


def _course(found: Readiness) -> Iterator[str]:
    """Yield how the scores went, and with a target what they come to."""
    yield f"Trend: {found.trend or 'none to be read'}"
    if len(found.scores) > 1:
        yield f"Change: {found.change:+d}, from {found.first.value} to {found.latest.value}"
        yield f"Best: {found.best.value} on {day(found.best.on)}"
    if found.advice:
        yield f"Target: {found.target}, judged as in the {found.phase} phase"
        yield f"What to do: **{result_in_words('action', found.action)}**"
        on_track = found.advice.values.get("on_track")
        if on_track is not None:
            yield f"On track: {in_words(on_track)}"


def _why(found: Readiness, citing: Citing) -> Iterator[str]:
    if found.advice:
        yield citing.block("Because", (citing.says(one) for one in found.advice.reasons if not one.caveat))
        yield citing.block("To keep in mind", map(citing.told, found.advice.caveats))
