"""What can go wrong with guides, encoders and indexes, in words an operator may read.

* KnowledgeError          its message is one line that names the file and what to do
  * GuideError            a document cannot be read as a guide
  * GuidesMissingError    there is no guide to read
  * EncoderError          the model is missing or does not fit
  * IndexBrokenError      an index version on disk cannot be used
  * StoreError            Chroma cannot be used
  * RefreshRunningError   another process is refreshing
  * DraftError            what was built is not there any more, or was overtaken
"""


class KnowledgeError(Exception):
    """Something about the knowledge base that an operator can mend."""


class GuideError(KnowledgeError):
    """A document cannot be read as a guide."""


class GuidesMissingError(KnowledgeError):
    """There is no guide to read."""


class EncoderError(KnowledgeError):
    """The encoder is missing or does not fit."""


class IndexBrokenError(KnowledgeError):
    """An index version on disk cannot be used."""


class StoreError(KnowledgeError):
    """Chroma cannot be used: its folder is damaged, or its server away."""


class RefreshRunningError(KnowledgeError):
    """Another process is refreshing the index."""


class DraftError(KnowledgeError):
    """What was built is not there any more, or something else was published since."""
