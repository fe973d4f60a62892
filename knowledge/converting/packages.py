"""ZIP packages of Office documents: what is checked before anything inside is parsed."""

import re
import stat
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.converting.limits import DENSEST_PART, LARGEST_PACKAGE, LARGEST_PART, MOST_PARTS
from knowledge.errors import GuideError

DAMAGED = "is no whole .docx document: save it again, or save it as .md"
_BOMB = "unpacks to more than a document needs: save it again without its pictures, or save it as .md"
_MACROS = "holds macros: save it as .docx without macros"
_STEP = 65_536
_FOREIGN = (
    (r"xl/workbook", "is an Excel workbook: save its text as .docx or .md"),
    (r"ppt/presentation", "is a PowerPoint presentation: save its text as .docx or .pdf"),
    (r"META-INF/container\.xml", "is an e-book (EPUB): save its text as .docx or .md"),
    (r"content\.xml", "is an OpenDocument file: save it as .docx"),
    (r"Index/.*\.iwa", "is a Pages document: save it as .docx"),
    (r"META-INF/MANIFEST\.MF|AndroidManifest\.xml", "is a program: add a document instead"),
)


def checked(data: bytes) -> frozenset[str]:
    """Return the names of the parts of a DOCX file that is safe to parse.

    Raises GuideError with what is wrong and what to do.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            _check_parts(package)
            names = frozenset(package.namelist())
            _check_kind(package, names)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError) as error:
        raise GuideError(DAMAGED) from error
    return names


def _check_parts(package: ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise GuideError(_BOMB)
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise GuideError("holds two parts of one name: save it again as .docx")
    for part in parts:
        _check_name(part)
    unpacked = 0
    for part in parts:
        unpacked += _unpacked(package, part)
        if unpacked > LARGEST_PACKAGE:
            raise GuideError(_BOMB)


def _check_name(part: ZipInfo) -> None:
    path = PurePosixPath(part.orig_filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:|.*[\x00-\x1f]", part.orig_filename):
        raise GuideError("holds a part whose name leads out of the document: save it again as .docx")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise GuideError("holds a link to another file: save it again as .docx")
    if part.flag_bits & 1:
        raise GuideError("is encrypted: remove its password, and save it as .docx")


def _unpacked(package: ZipFile, part: ZipInfo) -> int:
    """Count what a part really unpacks to, and stop at the limit: what it declares may be a lie."""
    counted = 0
    with package.open(part) as stream:
        while piece := stream.read(_STEP):
            counted += len(piece)
            if counted > LARGEST_PART or (counted > 1024**2 and counted > DENSEST_PART * part.compress_size):
                raise GuideError(_BOMB)
    return counted


def _check_kind(package: ZipFile, names: frozenset[str]) -> None:
    for name, reason in _FOREIGN:
        if any(re.match(name, each) for each in names):
            raise GuideError(reason)
    if "[Content_Types].xml" not in names:
        raise GuideError("is a packed archive (ZIP): unpack it, and add the documents inside one by one")
    types = package.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise GuideError(_MACROS)
    if "wordprocessingml.document.main+xml" not in types and "word/document.xml" not in names:
        raise GuideError(DAMAGED)
