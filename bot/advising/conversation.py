"""Follow a conversation turn by turn: what is told of the asker, which functions it asks for, what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.choosing import Call, Routes, calls
from bot.advising.circumstances import as_inputs
from bot.advising.phrases import Phrases
from bot.advising.profile import Profile, Understood, profile_of
from bot.advising.replying import reply
from bot.advising.telling import understand
from bot.lexicon import Lexicon
from bot.strategy.inputs import Input


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a conversation stands after a turn."""

    understood: Understood
    replies: Mapping[str, Any] = field(default_factory=dict)
    """Answers to questions that were asked, by input."""
    asking: str = ""
    """The words that say what is wanted: those of the last turn that named it, and of turns since."""
    calls: tuple[Call, ...] = ()
    named: bool = False
    """The functions are asked for in words, not only by what is told."""
    is_reply: bool = False
    """The turn answers the question asked before it."""
    errors: Sequence[Mapping[str, str]] = ()
    """What is wrong with the profile, by field."""
    doubt: Input | None = None
    """What must be known before a number of the profile can be relied on."""

    @property
    def missing(self) -> Input | None:
        """Return the input to ask for next: one that is needed before one that is wanted."""
        asked = [*(call.missing for call in self.calls), self.doubt, *(call.wanted for call in self.calls)]
        return next(filter(None, asked), None)


class Listener:
    """Hears turns in the light of the ones before."""

    def __init__(self, catalogue: Catalogue, routes: Routes, phrases: Phrases, lexicon: Lexicon) -> None:
        self._catalogue = catalogue
        self.routes = routes
        self._phrases = phrases
        self._lexicon = lexicon

    def hear_all(self, turns: Sequence[str], known: Understood) -> Heard:
        """Return where a conversation stands after all its turns."""
        heard = Heard(known)
        for turn in turns:
            heard = self.hear(turn, heard)
        return heard

    def hear(self, turn: str, before: Heard) -> Heard:
        """Return where a conversation stands after one more turn.

        A turn that tells something but names no wish of its own is taken as more about the wish before.
        """
        replied = _replied(turn, before.missing)
        told = self._told(turn, before, bool(replied)).with_more(Understood(profile_of(replied)))
        is_news = bool(replied or told.profile.told())
        understood, replies = before.understood.with_more(told), {**before.replies, **replied}
        live = self.routes.live(understood.profile)
        named = self.routes.named(turn, live)
        asking = turn if named or (is_news and self.routes.broad(turn)) else f"{before.asking} {turn}"
        broad = self.routes.broad(asking)
        named = self.routes.named(asking, live) if is_news else named
        plain = [route for route in live if route.plain] if is_news and (broad or not named) else []
        called = calls(self.routes.few(named, plain), understood.profile, self._catalogue, replies)
        errors, doubt = self._checked(understood.profile)
        return Heard(understood, replies, asking, tuple(called), bool(named) or broad, bool(replied), errors, doubt)

    def asked_for(self, function: str, heard: Heard) -> Heard:
        """Return where a conversation stands when one function is asked for by name; unchanged where it cannot be."""
        routes = [route for route in self.routes.live(heard.understood.profile) if route.function == function]
        called = calls(routes[:1], heard.understood.profile, self._catalogue, heard.replies)
        return replace(heard, calls=tuple(called), named=True) if routes else heard

    def _checked(self, profile: Profile) -> tuple[Sequence[Mapping[str, str]], Input | None]:
        """Return what is wrong with a profile, and what to ask of it: whether a low score was a pass (V13)."""
        checked = self._catalogue.check(as_inputs(profile.told()))
        doubtful = "ask" in checked.values and not profile.never_failed
        return checked.errors, self._catalogue.fields["step2_failed"] if doubtful else None

    def _told(self, turn: str, before: Heard, is_reply: bool) -> Understood:
        """Return what a turn tells; the bare number of a reply is the reply, and no score beside it."""
        told = understand(turn, self._phrases, self._lexicon.tracks_in(turn)).after(before.understood.profile)
        return Understood() if is_reply and told.bare else told


def _replied(turn: str, asked: Input | None) -> dict[str, Any]:
    answered = reply(turn, asked) if asked else None
    return {asked.name: answered} if asked and answered is not None else {}
