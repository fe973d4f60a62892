"""The guides, opened for questions: the version in use with its encoder, built first where there is none."""

import logging
from contextlib import ExitStack

from knowledge.claiming import tidy
from knowledge.encoder import open_encoder
from knowledge.errors import IndexBrokenError
from knowledge.index import Index, Today, utc_today
from knowledge.models import encoder_name
from knowledge.refreshing import refresh
from knowledge.searching import Searcher
from knowledge.sources import Progress, Sources
from knowledge.versions import Manifest, in_use

_PATIENCE_SECONDS = 600.0
log = logging.getLogger(__name__)


def open_library(sources: Sources, progress: Progress = log.info, today: Today = utc_today) -> Searcher:
    """Open the version in use; build one where there is none, or none of this encoder.

    A broken version is named in the log and the one before serves instead. `today` tells what has expired.
    Raises KnowledgeError where there is nothing to serve and nothing to build from.
    """
    tidy(sources.versions)
    candidates = _candidates(sources)
    for manifest in candidates:
        try:
            return open_version(sources, manifest, today)
        except IndexBrokenError as error:
            log.warning("%s", error)
    progress("building the index (once; later questions start at once)")
    done = refresh(sources, progress, _PATIENCE_SECONDS, anew=bool(candidates))
    return open_version(sources, done.manifest, today)


def open_version(sources: Sources, manifest: Manifest, today: Today = utc_today) -> Searcher:
    """Open one version, published or not.

    Raises IndexBrokenError where it is damaged, EncoderError where its encoder is missing.
    """
    sources.versions.check(manifest)
    place = sources.versions.place_of(manifest)
    encoder = open_encoder(sources.model, sources.home)
    with ExitStack() as closing:
        index = closing.enter_context(Index(place, today))
        opened = Searcher(index, encoder, place)
        closing.pop_all()
        return opened


def _candidates(sources: Sources) -> list[Manifest]:
    """Return the versions of the encoder in use, in the order in which they serve."""
    name = encoder_name(sources.model)
    ordered = sources.versions.in_turn() if in_use(sources.versions) else []
    return [one for one in ordered if one.encoder == name]
