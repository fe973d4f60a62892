"""Text of others made safe to be shown in a Discord message: it pings nobody, links nowhere and sets no Markdown."""

import re
import unicodedata
from itertools import groupby

ELLIPSIS = "…"
_MOST_MARKS = 2
"""Accents kept on a letter: Vietnamese and Thai need two."""
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_MARKS = frozenset(("Mn", "Me"))
_BLANK = str.maketrans({"\u034f": "", "\u115f": "", "\u1160": "", "\u3164": "", "\uffa0": "", "\u2800": " "})
"""Characters that show nothing and are counted as letters, marks or symbols."""

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_GAP = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")

_FORMS = (
    (re.compile(r"<@&\d+>"), "@role"),
    (re.compile(r"<@!?\d+>"), "@member"),
    (re.compile(r"<#\d+>"), "#channel"),
    (re.compile(r"<id:[\w-]+>", re.I), "#channel"),
    (re.compile(r"</([^<>:\n]{1,100}):\d+>"), r"/\1"),
    (re.compile(r"<a?(:\w{1,64}:)\d+>", re.I), r"\1"),
    (re.compile(r"<t:-?\d+(?::\w)?>", re.I), "(time)"),
)
"""What Discord writes for somebody or something, and what is shown in its place."""
_SCHEME = re.compile(r"(?<![a-z0-9+.\-])[a-z0-9+.\-]*:/+", re.I | re.A)
_TO_ALL = re.compile(r"(?<!@)@+(?=everyone|here)", re.I)
_NAMED_LINK = re.compile(r"\](?=\()")
_OPENS = re.compile(r"<(?=[@#:/]|[^\s<>]*>)")
_LIKE_MENTION = re.compile(r"<(?=[@#])")

_MARKUP = re.compile(r"[\\*_~|`]")
_LINE_START = re.compile(r"^ *(?:#(?=#*\s)|[>-]|\d+(?=\.))", re.M)


_APART = r"[\s*_~|`\\]*"


def _spaced(word: str) -> str:
    """Return a pattern for a word whose letters may stand apart, or have Markdown between them."""
    return _APART.join(map(re.escape, word))


_DOT = rf"{_APART}(?:[.,]|[(\[{{]\s*(?:\.|dot)\s*[)\]}}]|\bdot\b){_APART}"
_SLASH = rf"{_APART}(?:[/\\]|[(\[{{]\s*slash\s*[)\]}}])+{_APART}"
_APP = rf"(?:{_APART}{_spaced('app')})?"
_HOST = rf"(?:{_spaced('discord')}{_APP}|{_spaced('dsc')})"
_PLACE = rf"(?:{_spaced('gg')}|{_spaced('com')}{_SLASH}{_spaced('invite')})"
_INVITE = re.compile(rf"(?:\b\w{{1,10}}\.)?{_HOST}{_DOT}{_PLACE}{_SLASH}[\w-]+", re.I)
_INVITED = "(invite)"


def echoed(text: str, longest: int, *, one_line: bool = False) -> str:
    """Return what a member wrote, at most `longest` characters: Discord shows it as typed, and nothing in it acts.

    Meant for where Discord renders Markdown. Empty where nothing can be seen in it.
    """
    return _cut(_escaped(_still(text, one_line=one_line)), longest)


def labelled(text: str, longest: int) -> str:
    """Return what a member wrote, as `echoed` does, for where Discord renders no Markdown: names of threads, labels."""
    return _cut(_still(text, one_line=True), longest)


def in_guides(text: str) -> str:
    """Return text of a guide with its Markdown and links; mentions and invitations become plain words."""
    return _LIKE_MENTION.sub("‹", _uninviting(_formless(visible(text))))


def _still(text: str, *, one_line: bool) -> str:
    seen = _plain(visible(text))
    return _unlinked(_tidied(seen.replace("\n", " ") if one_line else seen)).strip()


def visible(text: str) -> str:
    """Drop what cannot be seen, and all but two of the marks stacked on a letter."""
    text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ").translate(_BLANK)
    kept: list[str] = []
    for is_mark, run in groupby((one for one in text if _shows(one)), lambda one: unicodedata.category(one) in _MARKS):
        kept += list(run)[: _MOST_MARKS if is_mark else None]
    return "".join(kept)


def _shows(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in _HIDDEN


def _plain(text: str) -> str:
    """Write wide, bold and other fancy forms of Latin letters and signs as the plain ones they are read as."""
    return text if text.isascii() else "".join(map(_plain_one, text))


def _plain_one(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain.isascii() and not character.isnumeric() else character


def _tidied(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", _AROUND_LINE_END.sub("\n", _GAP.sub(" ", text))).strip()


def _unlinked(text: str) -> str:
    """Take from a text whatever Discord makes a mention or a link of."""
    text = _SCHEME.sub(lambda found: "" if "//" in found[0] else found[0], _formless(text))
    return _OPENS.sub("‹", _NAMED_LINK.sub("] ", _uninviting(text)))


def _uninviting(text: str) -> str:
    return _TO_ALL.sub("", _INVITE.sub(_INVITED, text))


def _formless(text: str) -> str:
    for pattern, instead in _FORMS:
        text = pattern.sub(instead, text)
    return text


def _escaped(text: str) -> str:
    """Put a backslash before each mark of Markdown, so that it is shown as typed."""
    return _LINE_START.sub(_escaped_start, _MARKUP.sub(r"\\\g<0>", text))


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0][-1].isdigit() else f"\\{found[0].strip()}"


def _cut(text: str, longest: int) -> str:
    """Cut a text that is too long after a word; half an escaped mark is left out."""
    if len(text) <= longest:
        return text
    if longest <= len(ELLIPSIS):
        return ELLIPSIS[: max(longest, 0)]
    head = text[: longest - len(ELLIPSIS)]
    if not text[len(head)].isspace():
        head = _whole_words(head)
    return _whole_marks(head.rstrip()) + ELLIPSIS


def _whole_words(head: str) -> str:
    """Drop a word that is cut in two, unless it takes up more than half of the text."""
    end = max(head.rfind(" "), head.rfind("\n"))
    return head[:end] if end * 2 >= len(head) else head


def _whole_marks(head: str) -> str:
    backslashes = len(head) - len(head.rstrip("\\"))
    return head[:-1] if backslashes % 2 else head
