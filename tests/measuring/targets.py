"""What the figures are to reach, and whether they do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .scoring import Pair, figures
from .sets import ADVERSARIAL, FOLLOW_UPS, KINDS, ONE_TURN, PROFILE, TIMELINE


@dataclass(frozen=True, slots=True)
class Target:
    """A bound for one figure over some kinds of questions."""

    figure: str
    bound: float
    kinds: tuple[str, ...] = KINDS
    called: str = ""
    at_most: bool = False

    @property
    def name(self) -> str:
        """Return what the figure is called."""
        return self.called or self.figure

    @property
    def line(self) -> str:
        """Return what is to be reached."""
        return f"{self.name} {'<=' if self.at_most else '>='} {self.bound:g}"

    def value(self, pairs: Iterable[Pair], guides: str) -> float | None:
        """Return the figure over the kinds the target is for."""
        return figures([pair for pair in pairs if pair[0]["kind"] in self.kinds], guides)[self.figure]

    def is_met(self, value: float | None) -> bool:
        """Tell whether a value reaches the bound; nothing measured reaches nothing."""
        if value is None:
            return False
        return value <= self.bound if self.at_most else value >= self.bound

    def told(self, value: float | None) -> str:
        """Say what was measured, and whether it is enough."""
        return f"{'-' if value is None else format(value, '.3f')} {self.verdict(value)}"

    def verdict(self, value: float | None) -> str:
        """Say in one word whether a value reaches the bound."""
        return "ok" if self.is_met(value) else "short"


TARGETS: Sequence[Target] = (
    Target("passage@5", 0.88, ONE_TURN),
    Target("complete", 0.80, ONE_TURN, "complete, all"),
    Target("complete", 0.65, ("paraphrase",), "complete, paraphrase"),
    Target("complete", 0.9, (PROFILE,), "complete, profile"),
    Target("complete", 0.9, (TIMELINE,), "complete, timeline"),
    Target("refused", 0.95, called="unanswerable refused"),
    Target("false_ref", 0.03, called="answerable refused", at_most=True),
    Target("cited", 1.0),
    Target("quoted", 1.0),
    Target("untraced", 0.0, at_most=True),
    Target("complete", 0.9, (FOLLOW_UPS,), "complete, follow-ups"),
    Target("broken", 0.0, (ADVERSARIAL,), "hostile inputs that broke it", at_most=True),
)
