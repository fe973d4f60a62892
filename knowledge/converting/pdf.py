"""PDF documents, through pypdf: the text layer of each page, and what else the file holds."""

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from knowledge.converting.converted import Converted
from knowledge.converting.finishing import NO_TEXT, check_length
from knowledge.converting.limits import MOST_PAGES
from knowledge.converting.pages import flowing
from knowledge.errors import GuideError
from knowledge.scraped import to_markdown

_DAMAGED = "is no whole .pdf document: save it again, or save its text as .md"
_PACKED = "unpacks to more than a document needs: save it again without its pictures, or save its text as .md"
_LOCKED = "is encrypted: remove its password, and save it again"
_SCANNED = "is scanned, without text: run text recognition (OCR) on it first"
_HASHES = re.compile(r"(?m)^#+(?= )")
"""What would read as a heading, and is a remark in a program or the like."""
_UNTITLED = re.compile(
    r"(?i)microsoft .*|untitled.*|.*\.(?:docx?|pdf|indd|tex|html?|pptx?)|(?:document|dokument)\W*\d*"
)


def read(data: bytes) -> Converted:
    """Read the text of a PDF; raises GuideError where it is locked, scanned, damaged or too long."""
    try:
        return _read(PdfReader(BytesIO(data)))
    except LimitReachedError as error:
        raise GuideError(_PACKED) from error
    except (FileNotDecryptedError, DependencyError) as error:
        raise GuideError(_LOCKED) from error
    except (PyPdfError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise GuideError(_DAMAGED) from error


def _read(reader: PdfReader) -> Converted:
    warnings = [*_unlocked(reader)]
    if len(reader.pages) > MOST_PAGES:
        raise GuideError(f"has {len(reader.pages)} pages, more than {MOST_PAGES}: split it")
    pages = list(_pages(reader))
    empty = sum(not re.search(r"\w", page) for page in pages)
    if empty == len(pages):
        raise GuideError(_SCANNED if any(map(_holds_picture, reader.pages)) else NO_TEXT)
    if empty:
        warnings.append(f"{empty} of {len(pages)} pages hold no text")
    text = to_markdown(_HASHES.sub(r"\\\g<0>", flowing(pages)))
    return Converted(text, _title(reader), (*warnings, *_left_out(reader)))


def _unlocked(reader: PdfReader) -> Iterator[str]:
    if reader.is_encrypted:
        if reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise GuideError(_LOCKED)
        yield "protected against changes: make sure that you may use it"


def _pages(reader: PdfReader) -> Iterator[str]:
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        check_length(length)
        yield text


def _title(reader: PdfReader) -> str:
    """Return the title among the document's properties, if someone wrote it."""
    title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    return "" if _UNTITLED.fullmatch(title) else title


def _left_out(reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    names = _held(root, "/Names")
    annotations = [note for page in reader.pages for note in _notes(page)]
    actions = [root, *(_held(held, key) for held in (root, *annotations) for key in ("/OpenAction", "/A"))]
    kinds = {str(held.get("/S", "")) for held in actions}
    if "/JavaScript" in names or "/JavaScript" in kinds:
        yield "JavaScript is left out"
    if "/Launch" in kinds:
        yield "actions that start programs are left out"
    if "/EmbeddedFiles" in names or any(note.get("/Subtype") == "/FileAttachment" for note in annotations):
        yield "attached files are left out"
    if "/AcroForm" in root:
        yield "form fields are left out"
    if any(_holds_picture(page) for page in reader.pages):
        yield "pictures are left out"


def _held(holder: DictionaryObject, key: str) -> DictionaryObject:
    return _dictionary(holder.get(key))


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _notes(page: PageObject) -> list[DictionaryObject]:
    held = page.get("/Annots")
    notes = held.get_object() if held is not None else None
    return [_dictionary(note) for note in notes] if isinstance(notes, ArrayObject) else []


def _holds_picture(page: PageObject) -> bool:
    pictures = _held(_held(page, "/Resources"), "/XObject")
    return any(_dictionary(held).get("/Subtype") == "/Image" for held in pictures.values())
