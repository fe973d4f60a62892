"""What is encoded so that a question finds its passage: the passage, its statements, and how members ask for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.passages import Asked, Passage, Statement, name_of


class LeadKind(StrEnum):
    """What a lead was made from."""

    PASSAGE = "passage"
    STATEMENT = "statement"
    ASKED = "asked"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something members ask about that the guides do not hold."""

    id: str
    says: str
    nearest: tuple[str, ...] = ()
    """Phrases for what the guides hold near it."""
    asked_as: tuple[str, ...] = ()
    reply: str = ""
    needs: tuple[str, ...] = ()
    """Words of which a question must hold one to be about it; none are needed where there are none."""
    places: tuple[int, ...] = ()
    """Numbers of the passages that the phrases lead to in one index."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A text that leads to its owner: a passage by number or, for a topic's lead, a topic by number."""

    kind: LeadKind
    owner: int
    n: int
    text: str
    guide: str = ""
    point: int = -1
    """Number of the owner's statement that it asks for; -1 for none in particular."""
    owned_by: str = ""
    """The owner's name, which stays the same from version to version: a passage's id, or a topic's."""

    @property
    def id(self) -> str:
        """Name the lead by all that it says and leads to, so that an edit makes a new one."""
        return name_of(self.kind, self.owned_by, str(self.n), str(self.point), self.guide, self.text)

    @property
    def key(self) -> bytes:
        """Name the text alone, in 16 bytes: what is encoded once."""
        return bytes.fromhex(name_of(self.text))


@dataclass(frozen=True, slots=True)
class Hit:
    """A lead close to a question: `owner` numbers a passage or a topic, `point` a statement, `likeness` is a cosine."""

    kind: LeadKind
    owner: int
    point: int
    likeness: float


def leads_of_passage(
    number: int, passage: Passage, statements: Sequence[Statement], asked_as: Sequence[Asked]
) -> Iterator[Lead]:
    """Yield the leads of one passage; text is encoded below its heading."""
    told = f"{' > '.join(passage.heading)}. {passage.text}"
    yield Lead(LeadKind.PASSAGE, number, 0, told, passage.guide, owned_by=passage.id)
    for n, statement in enumerate(statements):
        text = passage.text[statement.start : statement.end]
        told = f"{passage.section}: {text}"
        yield Lead(LeadKind.STATEMENT, number, n, told, passage.guide, owned_by=passage.id)
    for n, asked in enumerate(asked_as):
        point = asked.point if asked.point < len(statements) else -1
        yield Lead(LeadKind.ASKED, number, n, asked.text, passage.guide, point, passage.id)


def leads_of_topic(number: int, topic: Topic) -> Iterator[Lead]:
    """Yield the leads of one topic."""
    for n, line in enumerate(topic.asked_as):
        yield Lead(LeadKind.TOPIC, number, n, line, owned_by=topic.id)
