"""What a function answers: a status, the rows that fired with the sections behind them, and its own keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How far the guides settle it."""

    SETTLED = "settled"
    RESOLVED_GAP = "resolved_gap"
    """They leave it open; the stated conservative reading was used."""
    NOT_COVERED = "not_covered"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Source:
    """A section of a guide, with the words of it a row rests on."""

    guide: str
    section: str
    anchor: str
    quote: str

    def as_json(self) -> dict[str, str]:
        """Return it as data."""
        return {"guide": self.guide, "section": self.section, "anchor": self.anchor, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Reason:
    """A row that fired: what it says to the member, and its source."""

    rule: str
    says: str
    source: Source
    caveat: bool = False
    """To be shown whatever else is."""
    policy: bool = False
    """It says whom an answer is given to; it belongs to the working, not to the advice."""
    settles: bool = False
    """A result comes from it."""

    @property
    def telling(self) -> bool:
        """Tell whether it is advice: neither a policy, nor a caveat that no result comes from."""
        return not self.policy and (self.settles or not self.caveat)

    def as_json(self) -> dict[str, str]:
        """Return what it says as data, with its source."""
        return {"rule": self.rule, "says": self.says, **self.source.as_json()}


@dataclass(frozen=True, slots=True)
class Advice:
    """The answer of a function; where it is rejected there are errors and nothing else."""

    status: Status
    reasons: tuple[Reason, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Sequence[Mapping[str, str]] = ()
    uncovered: str = ""
    """What is said where no row speaks of the inputs."""

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the ids of the rows that fired, in order."""
        return tuple(reason.rule for reason in self.reasons)

    @property
    def caveats(self) -> tuple[str, ...]:
        """Return what is always to be shown."""
        said = [reason.says for reason in self.reasons if reason.caveat]
        return tuple(dict.fromkeys((*said, self.uncovered) if self.uncovered else said))

    def as_json(self) -> dict[str, Any]:
        """Return the advice by the keys that scripts rely on."""
        if self.status is Status.REJECTED:
            return {"status": self.status, "errors": [dict(error) for error in self.errors]}
        sources = dict.fromkeys(reason.source for reason in self.reasons if reason.source.guide)
        return {
            "status": self.status,
            "rules": list(self.rules),
            "sources": [source.as_json() for source in sources],
            "caveats": list(self.caveats),
            "reasons": [{"rule": reason.rule, "says": reason.says} for reason in self.reasons],
            **self.values,
        }
