"""Show a review of the next version, with the buttons that put it to use or throw it away."""

from bot.curating.reviewing import Review
from bot.curating.telling import Part, told, worse
from bot.discord.knowledge.naming import named
from bot.discord.showing.answers import headed, small
from bot.discord.showing.sheet import Button, Sheet
from bot.echoing import echoed

PUBLISH, DISCARD = "kb_publish", "kb_discard"
_LONGEST = 1_500
"""Characters of a line: ten names fit."""
_BEFORE = "Nothing is in use of this yet. `/knowledge review` shows it again."
_NOTHING = "Nothing has changed: the version in use holds all that the guides and documents hold."
_TWO = "**Answers get worse: {}.** Two moderators have to press Publish, each under `/knowledge review`."
_ONE = " One has done so."
_LOST = "**{} not answered rightly any more**, which is little enough for one moderator to decide."
_WELL = "**No golden question is answered worse than before.**"
_FIRST = (
    "Noted, and not published yet: {}. Another moderator has to agree, by pressing Publish under `/knowledge review`."
)
_PUBLISHED = "Published: {} is in use now. Passages: {}. `/knowledge rollback` takes it back."


def review_sheet(review: Review, agreed: bool) -> Sheet:
    """Return a review; `agreed` tells whether one moderator wants it published although answers get worse."""
    first = "\n".join(filter(None, (_verdict(review, agreed), small(f"This is {named(review.version)}. {_BEFORE}"))))
    buttons = (Button("Publish", PUBLISH, review.version, "success"), Button("Discard", DISCARD, review.version))
    return Sheet((first, *map(_part, told(review))), "wrong" if review.drop else "plain", buttons)


def nothing_new(proposing: str) -> tuple[str, ...]:
    """Return what is said where there is nothing to review, and what came of asking a chat model, if it was asked."""
    return (_NOTHING, small(echoed(proposing, _LONGEST, one_line=True))) if proposing else (_NOTHING,)


def first_agreed(review: Review) -> str:
    """Return what is said to the first moderator who wants a version in which answers get worse."""
    return _FIRST.format(worse(review))


def published(review: Review) -> str:
    """Return what is said of a version that was put to use."""
    counts = ", ".join(f"{count} {how}" for how, count in review.passages.items())
    return _PUBLISHED.format(named(review.version), counts)


def _verdict(review: Review, agreed: bool) -> str:
    """Say what matters first: whether answers get worse; nothing where there is nothing to compare with."""
    if review.drop:
        return _TWO.format(worse(review)) + _ONE * agreed
    if lost := len(review.lost):
        return _LOST.format("1 golden question is" if lost == 1 else f"{lost} golden questions are")
    return "" if review.complete.before is None else _WELL


def _part(part: Part) -> str:
    """Show a part as its words are written: what is not published yet sets no Markdown and links nowhere."""
    lines = "\n".join(f"- {echoed(line, _LONGEST, one_line=True)}" for line in part.lines)
    return headed(echoed(part.title, _LONGEST, one_line=True), lines)
