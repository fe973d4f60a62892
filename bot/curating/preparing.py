"""Prepare the next version of the guides: built beside the one in use, and reviewed."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

from bot.answering import advised
from bot.asking.path import Adviser
from bot.assembly import Opener
from bot.curating.golden import Golden
from bot.curating.reviewing import Pair, Review, keep_review, review
from knowledge.errors import IndexBrokenError
from knowledge.models import encoder_name
from knowledge.refreshing import Refreshed, prepare
from knowledge.sources import Progress
from knowledge.versions import in_use


@contextmanager
def _once_told() -> Iterator[None]:
    """Keep quiet about rules that are left out of answers: the review names each once."""
    told = logging.getLogger(advised.__name__)
    before = told.level
    told.setLevel(logging.ERROR)
    try:
        yield
    finally:
        told.setLevel(before)


def prepared(
    opener: Opener, golden: Sequence[Golden], by: str, progress: Progress, proposing: str = ""
) -> tuple[Refreshed, Review | None]:
    """Build the next version and review it; without a review where the version in use holds all that there is.

    `proposing` says what came of asking a chat model for questions, where it was asked.
    Raises what `knowledge.refreshing.prepare` raises.
    """
    versions = opener.sources.versions
    done = prepare(opener.sources, progress, by)
    if done.manifest.version == versions.pointed():
        return done, None
    with ExitStack() as closing:
        old = _open(opener, closing)
        new = closing.enter_context(opener.version(done.manifest))
        closing.enter_context(_once_told())
        found = replace(review(done, Pair(old, new), golden, progress), proposing=proposing)
    keep_review(versions, found)
    return done, found


def _open(opener: Opener, closing: ExitStack) -> Adviser | None:
    """Open what answers now; what cannot be opened answers nothing that could get worse."""
    now = in_use(opener.sources.versions)
    if now is None or now.encoder != encoder_name(opener.sources.model):
        return None
    with suppress(IndexBrokenError):
        return closing.enter_context(opener.version(now))
    return None
