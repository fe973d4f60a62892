"""Read the form of a profile: each field by the words that members use in questions, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations

from bot.advising.catalogue import Catalogue
from bot.advising.circumstances import as_inputs
from bot.advising.phrases import Phrases
from bot.advising.profile import Profile, Understood
from bot.advising.telling import understand
from bot.asking.cleaning import clean
from bot.echoing import echoed
from bot.lexicon import Lexicon
from bot.strategy.inputs import APPLICANT_NAMES

WHO = "who"
"""The field in which the kind of applicant is chosen; all others are typed."""
_LONGEST_SHOWN = 60
_TOGETHER = {"applicant_type", "an_img", "exam_failures"}
"""What may be told by several fields: what is chosen counts, and failures are added up."""
_EMPTY = re.compile(r"\W*(?:n/?a|none|no|nothing|tbd|\?)?\W*", re.IGNORECASE)
_IMGS = {"us_img", "non_us_img"}
_SCORE = re.compile(r"(?<![\d.,])\d{3,}(?![\d%]|[.,]\d)")
_FREE_TEST = re.compile(r"free[ -]?120", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is typed: its label, the words put before what is typed, and how it can be written."""

    name: str
    label: str
    before: str
    example: str
    longest: int


PRACTICE = Field("practice", "Practice scores, oldest first", "Practice scores: ", "baseline 221, then 228, 233", 200)
MORE = Field("more", "Anything else that counts", "", "2 IR letters, 1 abstract, need a visa, no home program", 1_000)
FIELDS = (
    Field("ck", "Step 2 CK", "Step 2 CK: ", "238, or: exam in June", 200),
    Field("step1", "Step 1", "Step 1: ", "passed first time", 200),
    PRACTICE,
    MORE,
)


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a form tells, how unsure words of it were read, and what of it cannot be used, a sentence each."""

    profile: Profile
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


Heard = tuple[Field, Understood]
"""A field, and what was understood of it."""


class FormReader:
    """Reads what members put into the form."""

    def __init__(self, phrases: Phrases, lexicon: Lexicon, catalogue: Catalogue) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._catalogue = catalogue

    def read(self, typed: Mapping[str, str]) -> ReadForm:
        """Return what a form tells."""
        heard = [(field, self._understood(field, typed.get(field.name, ""))) for field in FIELDS]
        together = reduce(Understood.with_more, (one for _, one in heard), Understood())
        profile = _of_kind(replace(together.profile, exam_failures=_failures(heard)), typed.get(WHO, ""))
        checked = self._catalogue.check(as_inputs(profile.told()))
        unread = {field: said for field, one in heard if (said := self._unread(field, typed.get(field.name, ""), one))}
        beside = [_left_out(typed[MORE.name])] if MORE in unread and _tells_nothing(heard, profile) else []
        if beside:
            del unread[MORE]
        wrong = (*unread.values(), *self._differing(heard), *self._contradictions(checked.errors, heard))
        return ReadForm(profile, (*together.notes, *checked.caveats, *beside), wrong)

    def _understood(self, field: Field, text: str) -> Understood:
        if _EMPTY.fullmatch(text):
            return Understood()
        cleaned = clean(f"{field.before}{text}")
        return understand(cleaned, self._phrases, self._lexicon.tracks_in(cleaned))

    def _unread(self, field: Field, text: str, one: Understood) -> str:
        """Say that a field could not be read, or some of it; nothing where it could."""
        if _EMPTY.fullmatch(text) or self._phrases.words["not_taken"].search(text):
            return ""
        unused = _unused(text, one.profile) if field is PRACTICE else []
        if one.profile.told() and not one.doubts and not unused:
            return ""
        shown = echoed(", ".join(unused) or text, _LONGEST_SHOWN, one_line=True)
        return f"{field.label}: I cannot use “{shown}”. Write it as in: {field.example}."

    def _differing(self, heard: Sequence[Heard]) -> Iterator[str]:
        """Yield what two fields tell differently."""
        for (first, one), (second, other) in combinations(heard, 2):
            told, also = one.profile.told(), other.profile.told()
            shared = [name for name in told if name in also and name not in _TOGETHER]
            if about := " and ".join(self._label(name) for name in shared if told[name] != also[name]):
                yield f"{first.label} and {second.label}: they tell me two things about {about}; leave one out."

    def _contradictions(self, errors: Sequence[Mapping[str, str]], heard: Sequence[Heard]) -> Iterator[str]:
        """Yield what cannot be, or contradicts itself, each under the field it was typed into."""
        for error in errors:
            name, reason = error["field"], error["reason"]
            typed_in = next((field.label for field, one in heard if name in one.profile.told()), "")
            yield f"{': '.join(dict.fromkeys(filter(None, (typed_in, self._label(name)))))}: {reason}."

    def _label(self, name: str) -> str:
        return (name in self._catalogue.fields and self._catalogue.fields[name].label) or name.replace("_", " ")


def _tells_nothing(heard: Sequence[Heard], profile: Profile) -> bool:
    """Tell whether the free text holds nothing to ask back about, and other fields hold something to save."""
    more = dict(heard)[MORE]
    return not more.profile.told() and not more.doubts and bool(profile.told())


def _left_out(text: str) -> str:
    return f"I could not use “{echoed(text, _LONGEST_SHOWN, one_line=True)}”; the rest is saved."


def _failures(heard: Sequence[Heard]) -> int | None:
    """Return how many exams were failed: those of either Step together, or more where that is told."""
    told = {field.name: one.profile.exam_failures for field, one in heard}
    of_steps = sum(told[name] or 0 for name in ("ck", "step1"))
    return max(of_steps, *(count or 0 for count in told.values())) or told["more"]


def _of_kind(profile: Profile, who: str) -> Profile:
    """Return a profile with the kind of applicant that was chosen, whatever else was read."""
    if who not in APPLICANT_NAMES:
        return profile
    return replace(profile, applicant_type=who, an_img=True if who in _IMGS else None)


def _unused(text: str, profile: Profile) -> list[str]:
    """Return numbers that look like scores and were not read as such."""
    read = {*(profile.scores or ()), profile.baseline_nbme, profile.predicted_low, profile.predicted_high}
    read |= {profile.step2_ck, profile.target}
    return [number for number in _SCORE.findall(_FREE_TEST.sub("", text)) if int(number) not in read]
