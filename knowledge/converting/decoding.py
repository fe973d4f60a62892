"""From bytes to letters, where nobody can be trusted to say how they are spelled."""

import codecs
import re
import unicodedata

from knowledge.errors import GuideError

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTERS_AND_MARKS = {"Ll", "Lu", "Lo", "Pd", "Pi", "Pf", "Po", "Ps", "Sc", "Sm", "So", "Zs", "No", "Sk"}
_MOST_BEYOND_ASCII = 0.25
"""Share of characters; more of them are another alphabet, misread."""
_AS_WINDOWS = {"ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1"}
"""Encodings that pages name and do not mean."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded_as(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    """Return the text as the document says that it is spelled, else as `decoded` does."""
    name = "windows-1252" if declared.lower() in _AS_WINDOWS else declared
    if data.startswith(_MARKS) or name.lower().startswith(("utf-16", "utf-32")):
        return decoded(data)
    try:
        return data.decode(name), ()
    except (LookupError, UnicodeError):
        return decoded(data)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text, and a warning where its encoding was told from the letters alone.

    Raises GuideError where it cannot be told.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return _read_as_windows_1252(data), ("not UTF-8: read as Windows-1252, so look at its accents and dashes",)
    if "\x00" in text:
        raise GuideError("is not text: it holds NUL bytes; save it as UTF-8 text")
    return text, ()


def _read_as_windows_1252(data: bytes) -> str:
    text = data.decode("windows-1252", "replace")
    beyond = _BEYOND_ASCII.findall(text)
    likely = all(unicodedata.category(mark) in _LETTERS_AND_MARKS and mark != "\ufffd" for mark in beyond)
    if not likely or "\x00" in text or len(beyond) > _MOST_BEYOND_ASCII * len(text):
        raise GuideError("is not UTF-8 text, nor any other that can be told: save it as UTF-8")
    return text
