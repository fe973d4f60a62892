"""Say kindly what the guides do not hold, and where to look instead."""

from collections.abc import Sequence

from bot.answering.rendering import place
from knowledge.leads import Topic
from knowledge.passages import Passage

_SHOWN = 3


def not_covered(topic: Topic | None, nearest: Sequence[Passage]) -> tuple[str, ...]:
    """Return the lines of a refusal: what is not covered, and the sections closest to it."""
    if topic and topic.reply:
        return (topic.reply,)
    what = f"The guides do not cover {topic.says}" if topic else "The guides do not hold an answer to that"
    return (f"{what}, so I would rather not guess.", *_pointers(nearest))


def not_for_these(nearest: Sequence[Passage]) -> tuple[str, ...]:
    """Return the lines for a question that the guides answer for other applicants alone."""
    return (
        "The guides give numbers on this for other applicants only, and they may not hold for you.",
        *_pointers(nearest),
    )


def not_usable(wrong: Sequence[str]) -> tuple[str, ...]:
    """Return the lines for numbers that are wrong or contradict one another: nothing is worked out of them."""
    return ("I cannot work with that as it stands:\n" + "\n".join(f"- {line}" for line in wrong), "Which is right?")


def at_your_service() -> tuple[str, ...]:
    """Return the line for a greeting, or for thanks."""
    return (
        "You are welcome. Ask me anything about matching into interventional radiology: exams, letters, research,"
        " rotations, applications, interviews, timelines.",
    )


def ask_again() -> tuple[str, ...]:
    """Return the line for a message that holds no question."""
    return (
        "I could not find a question in that. Ask me anything about matching into interventional radiology,"
        " for example: How many away rotations should I do?",
    )


def _pointers(nearest: Sequence[Passage]) -> tuple[str, ...]:
    if not nearest:
        return ("I can help with exams, letters, research, rotations, applications and timelines for the IR match.",)
    places = dict.fromkeys(f"- {place(passage.title, passage.section)}" for passage in nearest)
    return ("\n".join(["Closest sections:", *list(places)[:_SHOWN]]),)
