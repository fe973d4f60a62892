"""The guides, opened for questions: the version in use with its encoder, built first where there is none."""

import logging

from knowledge.encoder import open_encoder
from knowledge.errors import IndexBrokenError
from knowledge.index import Index
from knowledge.models import encoder_name
from knowledge.refreshing import in_use, refresh
from knowledge.searching import Searcher
from knowledge.sources import Progress, Sources
from knowledge.versions import Manifest

_PATIENCE_SECONDS = 600.0
log = logging.getLogger(__name__)


def open_library(sources: Sources, progress: Progress = log.info) -> Searcher:
    """Open the version in use; build one where there is none, or none of this encoder.

    A broken version is named in the log and the newest usable one serves instead.
    Raises KnowledgeError where there is nothing to serve and nothing to build from.
    """
    for manifest in _candidates(sources):
        try:
            return _open(sources, manifest)
        except IndexBrokenError as error:
            log.warning("%s", error)
    progress("building the index (once; later questions start at once)")
    return _open(sources, refresh(sources, progress, _PATIENCE_SECONDS, anew=True).manifest)


def _candidates(sources: Sources) -> list[Manifest]:
    """Return the versions of the encoder in use: the published one first, then the others, newest first."""
    published = in_use(sources.versions)
    name = encoder_name(sources.model)
    ordered = [published, *sources.versions.usable()] if published else []
    return [one for n, one in enumerate(ordered) if one.encoder == name and one not in ordered[:n]]


def _open(sources: Sources, manifest: Manifest) -> Searcher:
    sources.versions.check(manifest)
    folder = sources.versions.folder_of(manifest.version)
    index = Index(folder)
    return Searcher(index, open_encoder(sources.model, sources.home), folder)
