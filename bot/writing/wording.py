"""The form of a statement: one that does not look like a sentence of ours is not shown, whatever it says."""

import re
import unicodedata

from bot.echoing import visible

LONGEST = 420
"""Characters of a statement."""
_MARKERS = re.compile(
    r"(?:\s*(?:\[[PF]?\d{1,5}(?:\s*,\s*[PF]?\d{1,5})*\]|\([PF]\d{1,5}(?:\s*,\s*[PF]\d{1,5})*\)))+(?=[\s.,;:!?]|$)"
)
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_FOREIGN = re.compile(
    r"https?:|www\.|://|[{}`|\\#*_\[\]]|[<>~](?!\s?\d)|@\w|\bdiscord\b|\w\.[a-z]{2,}\b", re.IGNORECASE
)
_ID = re.compile(r"\b[PF]\d+\b")
_SENTENCE = re.compile(r"[A-Z“\"‘'(\d≥≤].*[.!?”\"’')]", re.DOTALL)
_SIGNS = frozenset("–—‑‐−“”‘’…≥≤≈≠±×÷→•·°½¼¾⁄µ§€£")
"""Signs beside those of ASCII that a sentence of ours may hold."""
_OF_ITSELF = re.compile(
    r"\b(?:as an ai|language model|system prompt|the json|the draft|(?:these|the) rules (?:say|forbid|require|that i)"
    r"|(?:the|an|this) (?:assistant|chatbot|bot)|assistants? (?:is|are|must|should|may))\b|\bassistants?:",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"\b(?:(?:great|good|excellent) question|hope (?:this|that|it) helps|feel free|let me know|good luck)\b"
    r"|\bcongratulations\b|\b(?:yours|sincerely|regards|signed),",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_FIRST_PERSON = re.compile(r"(?<!-)\b(?:I|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself|[Ww]e|[Oo]urs?|[Oo]urselves)\b(?!/)")
"""Whoever speaks of themselves: outside of quotation marks nobody does in the guides."""
_PROMISES = re.compile(
    r"\byou(?:['’]ll| will| are (?:sure|certain|bound|going|guaranteed) to) (?:\w+ ){0,2}"
    r"(?:match|get in|be (?:accepted|taken|admitted))\b",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(
    r"\b(?:aamc|usmle|ecfmg|nrmp|passport|social security|account|card|phone) (?:id|number|no)\b"
    r"|\b(?:password|passcode|api key|access token|date of birth)s?\b",
    re.IGNORECASE,
)


def tidied(text: str) -> str:
    """Return a statement on one line, without the marks of a list and the markers that models put behind sentences."""
    line = " ".join(visible(unicodedata.normalize("NFKC", text)).split())
    return _LIST_MARK.sub("", _MARKERS.sub("", line)).strip()


def amiss(text: str) -> str:
    """Return what is wrong with the form of a statement; nothing where it may be shown."""
    if not text:
        return "it says nothing"
    if len(text) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if _FOREIGN.search(text) or _ID.search(text) or not all(map(_is_usual, text)):
        return "it holds a link, an id or marks"
    if not _SENTENCE.fullmatch(text):
        return "it is no whole sentence"
    return _amiss_in_words(text)


def _amiss_in_words(text: str) -> str:
    if _OF_ITSELF.search(text) or _FIRST_PERSON.search(_QUOTED.sub(" ", text)):
        return "it speaks of itself"
    if _CHATTER.search(text):
        return "it is chatter"
    if _PROMISES.search(text):
        return "it promises what nobody can"
    return "it asks for what tells who somebody is" if _ASKS_WHO.search(text) else ""


def _is_usual(character: str) -> bool:
    """Tell whether English text holds such a character: other scripts hide what they say from the checks."""
    return character.isascii() or character in _SIGNS or unicodedata.name(character, "").startswith("LATIN ")
