"""Choose a prompt: one that is for the member and was not had before."""

import zlib
from collections.abc import Collection, Sequence

from bot.rehearsing.prompts import Kind, Prompt


def choose(  # noqa: PLR0913 - what is asked of the prompts, each by its name
    prompts: Sequence[Prompt],
    kind: Kind,
    applicant: str = "",
    *,
    topic: str = "",
    not_these: Collection[str] = (),
    seed: int = 0,
) -> Prompt | None:
    """Return a prompt of a kind for an applicant, of any topic if none is given; None where none is left.

    `not_these` are ids that are passed over. The same seed and arguments give the same prompt.
    """
    left = [one for one in _fitting(prompts, kind, applicant) if topic in {"", one.topic} and one.id not in not_these]
    # Ids of messages make poor seeds as they are: they count up in steps.
    return left[zlib.crc32(str(seed).encode()) % len(left)] if left else None


def topics_for(prompts: Sequence[Prompt], kind: Kind, applicant: str = "") -> tuple[str, ...]:
    """Return the topics that prompts of a kind for an applicant have, in the order of the prompts."""
    return tuple(dict.fromkeys(one.topic for one in _fitting(prompts, kind, applicant)))


def _fitting(prompts: Sequence[Prompt], kind: Kind, applicant: str) -> list[Prompt]:
    return [one for one in prompts if one.kind == kind and one.speaks_to(applicant)]
