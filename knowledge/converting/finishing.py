"""The last steps that every document takes: no hidden characters, no live HTML, one title."""

import re
import unicodedata
from dataclasses import replace

from knowledge.converting.converted import Converted
from knowledge.converting.limits import LONGEST_TEXT, LONGEST_TITLE
from knowledge.errors import GuideError

NO_TEXT = "holds no text to answer from: write a heading and a paragraph, or remove the file"
TANGLED = "is nested too deeply to read: save it as text"

_TAGS = (
    "a abbr address article aside b big blockquote body br button caption center cite code col colgroup dd del details"
    " div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label"
    " li link main mark meta nav ol option p picture pre q s samp section select small source span strike strong sub"
    " summary sup table tbody td textarea tfoot th thead title tr tt u ul var video audio svg path base"
)
_TAG = re.compile(rf"</?(?:{'|'.join(_TAGS.split())})(?:\s[^<>]*)?/?>", re.I)
_LIVE = re.compile(r"<(script|style|iframe|object|embed|template|noscript|svg)\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[\w.+-]+@[\w.-]+)>")
_OPENING = re.compile(r"<(?=[a-z/?]|!(?!--))", re.I)
_COMMENT = re.compile(r"<(?=!--)")
_LIVE_LINK = re.compile(r"\[([^\[\]\n]*)\]\(\s*(?:javascript|vbscript|data|file):[^)\n]*\)", re.I)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MISLEADING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\U000e0000-\U000e007f]")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_HEADING = re.compile(r"(?m)^(#{1,6})(?= +\S)")
_RULES_AHEAD = re.compile(r"\A(?:\s|[-*_] *(?=[-*_\n]))+(?=\n)")


def finished(document: Converted, markdown: bool) -> Converted:
    """Return a document that is safe to keep; one written in Markdown keeps its front matter and notes.

    Raises GuideError where nothing is left, or too much.
    """
    text = _seen(document.text).strip()
    text = _LIVE_LINK.sub(r"\1", _OPENING.sub("< ", text))
    if not markdown:
        text = _GAP.sub(" ", text)
        text = _named(_COMMENT.sub("< ", _RULES_AHEAD.sub("", text).strip()), one_line(document.title))
    if not re.search(r"\w", text):
        raise GuideError(NO_TEXT)
    check_length(len(text))
    hidden = ("hidden characters are left out",) * bool(_MISLEADING.search(document.text))
    title = one_line(document.title) or first_heading(text)
    return replace(document, text=f"{text}\n", title=title, warnings=document.warnings + hidden)


def check_length(length: int) -> None:
    """Raise GuideError where a document comes to more text than may be kept."""
    if length > LONGEST_TEXT:
        raise GuideError(f"holds more than {LONGEST_TEXT:,} characters: split it into several documents")


def first_heading(text: str) -> str:
    """Return the first heading of level one, or nothing."""
    found = re.search(r"(?m)^# +(\S.*)$", text)
    return one_line(found[1].rstrip(" #")) if found else ""


def one_line(title: str) -> str:
    """Return a title on one line; one that is too long is none."""
    line = " ".join(_seen(title).split())
    return line if len(line) <= LONGEST_TITLE else ""


def without_tags(text: str) -> str:
    """Return Markdown without the HTML in it; comments stay, since they hold a section's notes."""
    return _TAG.sub("", _ADDRESS.sub(r"\1", _LIVE.sub("", text)))


def levelled(text: str) -> str:
    """Move headings so that a single first one is the title, and its chapters stand one level below."""
    levels = [len(marks) for marks in _HEADING.findall(text)]
    if not levels:
        return text
    top = min(levels)
    alone = levels.count(top) == 1 and (top == 1 or text.lstrip().startswith(f"{'#' * top} "))
    moved = (1 if alone else 2) - top
    return _HEADING.sub(lambda marks: "#" * max(1, min(6, len(marks[1]) + moved)), text)


def _named(text: str, title: str) -> str:
    return f"# {title}\n\n{text}" if title and text and not first_heading(text) else text


def _seen(text: str) -> str:
    """Return what a reader sees: composed letters, plain spaces, no control or format characters."""
    text = unicodedata.normalize("NFC", _LINE_BREAKS.sub("\n", text).translate(_LIGATURES))
    return "".join(map(_shown, text)) if not text.isascii() or not text.isprintable() else text


def _shown(mark: str) -> str:
    if mark in "\n\t":
        return mark
    category = unicodedata.category(mark)
    return "" if category[0] == "C" else " " if category == "Zs" else mark
