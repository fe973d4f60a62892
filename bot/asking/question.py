"""A question as it comes in, and as it was understood."""

from dataclasses import dataclass, field, replace

from bot.advising.profile import Profile
from knowledge.passages import Applicant


@dataclass(frozen=True, slots=True)
class Question:
    """What a member asked, with the earlier turns of the conversation, oldest first."""

    text: str
    applicant: Applicant | None = None
    turns: tuple[str, ...] = ()
    known: Profile = field(default_factory=Profile)
    """What is known of the asker beside the conversation."""
    function: str = ""
    """The strategy function that is asked for by name, beside the words."""

    @property
    def asker(self) -> Profile:
        """Return what is known of the asker, with the kind of applicant."""
        return replace(self.known, applicant_type=self.applicant) if self.applicant else self.known


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood; `text` is empty where there was nothing to understand."""

    text: str
    words: str = ""
    """What to search for: the text, and the standard words for its abbreviations where it is short."""
    clauses: tuple[str, ...] = ()
    """Its parts, where it asks for more than one thing."""
    tracks: frozenset[Applicant] = frozenset()
    scored: bool = False
    """It names an exam score."""
    private: bool = False
    declined: str = ""
    """Id of the topic it is declined under, whatever the guides hold."""
    leans_on: "Reading | None" = None
    """The earlier turn it only makes sense with."""
    ordinal: int | None = None
    """Which item of the earlier answer it points at: 0 for the first, -1 for the last."""
