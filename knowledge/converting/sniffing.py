"""What kind of document some bytes are; a file's name is never asked."""

import codecs
import re
from enum import StrEnum

from knowledge.errors import GuideError


class Kind(StrEnum):
    """The kinds of document that can be read."""

    TEXT = "text"
    """Markdown or plain text."""
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


HEAD = 65_536
"""Bytes at the start of a file that tell its kind, old Office documents aside."""
SAVE = "save it as .md, .html, .pdf or .docx"
_PICTURE = "is a picture (%s): write out what it shows, and add that as text"
_ARCHIVE = "is a packed archive (%s): unpack it, and add the documents inside one by one"
_MEDIA = "is a sound or a film: write out what it says, and add that as text"
_PROGRAM = "is a program: add a document instead"
_OTHER = (
    (rb"\x89PNG", _PICTURE % "PNG"),
    (rb"\xff\xd8\xff", _PICTURE % "JPEG"),
    (rb"GIF8[79]a", _PICTURE % "GIF"),
    (rb"RIFF....WEBP", _PICTURE % "WebP"),
    (rb"II\*\x00|MM\x00\*", _PICTURE % "TIFF"),
    (rb"BM....\x00\x00\x00\x00", _PICTURE % "BMP"),
    (rb"....ftyp(?:heic|heix|mif1|avif)", _PICTURE % "HEIC"),
    (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", _PICTURE % "SVG"),
    (rb"\x1f\x8b", _ARCHIVE % "gzip"),
    (rb"PK\x05\x06", _ARCHIVE % "an empty ZIP"),
    (rb"7z\xbc\xaf\x27\x1c", _ARCHIVE % "7z"),
    (rb"Rar!\x1a\x07", _ARCHIVE % "RAR"),
    (rb"\xfd7zXZ\x00", _ARCHIVE % "xz"),
    (rb"BZh[1-9]1AY&SY", _ARCHIVE % "bzip2"),
    (rb"\x28\xb5\x2f\xfd", _ARCHIVE % "Zstandard"),
    (rb".{257}ustar", _ARCHIVE % "tar"),
    (rb"ID3[\x02-\x04]|OggS|fLaC|\xff[\xfb\xf3\xf2]|RIFF....(?:WAVE|AVI )|....ftyp|\x1aE\xdf\xa3", _MEDIA),
    (rb"\x7fELF|MZ[^\n]{0,200}\x00|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm|#!\s*/", _PROGRAM),
    (rb"SQLite format 3\x00", "is a database: export what it holds as text"),
    (rb"\s*\{\\rtf", "is an RTF document: save it as .docx"),
    (rb"%!PS", "is a PostScript file: save it as .pdf"),
    (rb"(?i)(?:[\w-]+: [^\n]*\n)*MIME-Version: ", "is a web archive or a mail: save the page as .html"),
)
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"(?m)^%PDF-\d")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML = re.compile(r"\s*<\?xml\b|\s*<!DOCTYPE\b", re.I)
_FRAGMENT = re.compile(r"\s*<(?:article|div|h[1-6]|main|meta|ol|p|section|table|title|ul)\b", re.I)
_CLOSED = re.compile(r"</(?:article|div|h[1-6]|li|main|ol|p|section|t[dhr]|title|ul)>", re.I)
_HEADING = re.compile(r"^#{1,6} ", re.M)
_FEWEST_TAGS = 3


def kind_of(data: bytes) -> Kind:
    """Tell the kind of a document from its bytes, or its first ones.

    Raises GuideError with what it is instead, and what to do.
    """
    head = data[:HEAD]
    if not head.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"):
        raise GuideError("is empty: write a heading and a paragraph, or remove the file")
    if head.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    if _PDF.search(head[:1024]):
        return Kind.PDF
    if head.startswith(_OFFICE):
        raise GuideError(_old_office(data))
    _refuse_others(head)
    return _kind_of_text(head)


def _old_office(data: bytes) -> str:
    if _wide("EncryptedPackage") in data:
        return "is an encrypted Office document: remove its password, and save it as .docx"
    if _wide("WordDocument") in data:
        return "is an old Word document (.doc): save it as .docx"
    return "is an old Office document: save its text as .docx"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refuse_others(head: bytes) -> None:
    for mark, reason in _OTHER:
        if re.match(mark, head, re.S):
            raise GuideError(reason)


def _kind_of_text(head: bytes) -> Kind:
    text = head.decode("utf-16" if head.startswith(_WIDE) else "utf-8-sig", "replace")
    if "\x00" in text:
        raise GuideError(f"is not text: it holds NUL bytes; {SAVE}")
    if _PAGE.match(text) or _is_fragment(text):
        return Kind.HTML
    if _XML.match(text):
        raise GuideError(f"is an XML file: {SAVE}")
    return Kind.TEXT


def _is_fragment(text: str) -> bool:
    """Tell a piece of a page from Markdown that begins with a tag."""
    return bool(_FRAGMENT.match(text) and len(_CLOSED.findall(text)) >= _FEWEST_TAGS and not _HEADING.search(text))
