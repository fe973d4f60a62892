"""What a check comes to: each claim with its verdict and the words of the guides it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from bot.answering.answer import Citation


class Verdict(StrEnum):
    """What the guides have to say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that was claimed; `because` is one short sentence, citations are numbered over the whole check."""

    text: str
    verdict: Verdict
    because: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A message as far as it claims something; `note` says why nothing of it, or not all, was checked."""

    claims: tuple[Claim, ...] = ()
    private: bool = False
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        """Return the verdict on the whole: what is wrong in it outweighs what is right."""
        found = {claim.verdict for claim in self.claims}
        order = (Verdict.CONTRADICTED, Verdict.SUPPORTED)
        return next((one for one in order if one in found), Verdict.NOT_COVERED)
