"""Broken, hostile and odd files: each refused with a reason, or read with a named warning."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.converting.converting import convert
from knowledge.converting.limits import LARGEST_FILE, MOST_PAGES
from knowledge.errors import GuideError
from tests.converting import building
from tests.converting.building import SENTENCE


def refusal(path: Path) -> str:
    """Return why a document is refused, and see that it is one short line."""
    with pytest.raises(GuideError) as caught:
        convert(path)
    reason = str(caught.value)
    assert "\n" not in reason
    assert len(reason) < 160
    return reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b" \n\t\r\n ", "is empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf\n", "is empty", id="a byte order mark alone"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "picture (PNG)", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture (JPEG)", id="JPEG"),
        pytest.param(b'<?xml version="1.0"?>\n<svg onload="x()"/>', "picture (SVG)", id="SVG"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00", "is a program", id="ELF"),
        pytest.param(b"MZ\x90\x00\x03\x00", "is a program", id="a Windows program"),
        pytest.param(b"#!/bin/sh\nrm -r bees\n", "is a program", id="a shell script"),
        pytest.param(gzip.compress(b"bees"), "packed archive (gzip)", id="gzip"),
        pytest.param(b"\x00" * 257 + b"ustar\x0000", "packed archive (tar)", id="tar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\x00\x04", "packed archive (7z)", id="7z"),
        pytest.param(b"ID3\x04\x00\x00", "a sound or a film", id="MP3"),
        pytest.param(b"SQLite format 3\x00", "is a database", id="SQLite"),
        pytest.param(rb"{\rtf1\ansi Bees}", "is an RTF document: save it as .docx", id="RTF"),
        pytest.param(b"%!PS-Adobe-3.0\n", "PostScript", id="PostScript"),
        pytest.param(b"From: Bees\nMIME-Version: 1.0\n", "web archive", id="a web archive"),
        pytest.param(b'<?xml version="1.0"?><bees/>', "is an XML file", id="XML"),
        pytest.param(building.compound("EncryptedPackage"), "is an encrypted Office document", id="an encrypted DOCX"),
        pytest.param(building.compound("WordDocument"), "is an old Word document (.doc)", id="an old Word document"),
        pytest.param(building.compound("Workbook"), "is an old Office document", id="an old workbook"),
        pytest.param(b"Bees\x00Bees", "NUL bytes", id="NUL bytes"),
        pytest.param("Bees".encode("utf-16-le"), "NUL bytes", id="UTF-16 without its mark"),
    ],
)
def test_what_is_no_document_is_refused_by_its_bytes(write, content: bytes, reason: str) -> None:
    assert reason in refusal(write("bees.md", content))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(lambda: b"# Bees\n" * (LARGEST_FILE // 7 + 1), "is larger than 8 MiB", id="more than 8 MiB"),
        pytest.param(lambda: b"bees " * 400_000, "2,000,000 characters", id="a line of 2 MB"),
        pytest.param(b"\xff\xfe\x00", "is not UTF-8", id="half of UTF-16"),
        pytest.param("# 蜂\n\n蜂の巣は日陰に立つ。\n".encode("shift-jis"), "is not UTF-8", id="Shift JIS"),
        pytest.param(b"---\ncolour: red\n---\n# Bees\n\nBees.\n", "unknown key 'colour'", id="wrong front matter"),
        pytest.param(b"!?.", "holds no text", id="marks alone"),
        pytest.param(b"Bees" + b" " * 70_000 + b"\x00", "NUL bytes", id="a late NUL"),
        pytest.param(b"<!doctype html><html><body></body></html>", "holds no text", id="an empty page"),
        pytest.param(b"<!doctype html><script>bees()</script>", "holds no text", id="a page of scripts"),
        pytest.param(
            b"<!doctype html><div><ul><li><a href=/>Home</a><li><a href=/bees>All bees</a></ul></div>",
            "links alone",
            id="a page of a menu",
        ),
        pytest.param(lambda: building.page("<div>" * 100_000), "nested too deeply", id="a page of 100,000 boxes"),
        pytest.param(b"%PDF-1.7", "is no whole .pdf document", id="the start of a PDF"),
        pytest.param(lambda: building.printed([SENTENCE])[:300], "is no whole .pdf document", id="half a PDF"),
        pytest.param(lambda: building.printed([]), "holds no text", id="a PDF of a bare page"),
        pytest.param(building.scanned, "is scanned", id="a scanned PDF"),
        pytest.param(lambda: building.locked("honey"), "is encrypted", id="an encrypted PDF"),
        pytest.param(lambda: building.inflating(80_000_000), "unpacks to more", id="a PDF bomb"),
        pytest.param(building.circling, ".pdf document", id="a PDF whose pages go round"),
        pytest.param(lambda: building.printed(*[["Bees"]] * (MOST_PAGES + 1)), "has 301 pages", id="too many pages"),
        pytest.param(building.packed({"bees.txt": "Bees"}), "packed archive (ZIP)", id="a ZIP archive"),
        pytest.param(
            building.packed({"a.zip": building.packed({"b.zip": b"PK"})}), "archive (ZIP)", id="a ZIP of ZIPs"
        ),
        pytest.param(building.packed({"xl/workbook.xml": "<x/>"}), "is an Excel workbook", id="a workbook"),
        pytest.param(building.packed({"content.xml": "<x/>"}), "is an OpenDocument file", id="an OpenDocument file"),
        pytest.param(
            building.packed({"[Content_Types].xml": "<Types/>"}), "is no whole .docx", id="a DOCX without its text"
        ),
        pytest.param(
            lambda: building.with_parts({"word/document.xml": "<w:document"}),
            "is no whole .docx",
            id="a DOCX of broken XML",
        ),
        pytest.param(lambda: building.worded(SENTENCE)[:-200], "is no whole .docx", id="half a DOCX"),
        pytest.param(lambda: building.worded(), "holds no text", id="an empty DOCX"),
        pytest.param(
            lambda: building.with_parts({"word/vbaProject.bin": b"VBA"}), "holds macros", id="a DOCX with macros"
        ),
        pytest.param(lambda: building.with_parts({"../../bees.xml": "<x/>"}), "leads out", id="a DOCX that climbs out"),
        pytest.param(lambda: building.with_parts({"/etc/bees": "x"}), "leads out", id="a DOCX with an absolute name"),
        pytest.param(lambda: building.with_parts({"C:\\bees": "x"}), "leads out", id="a DOCX with a drive"),
        pytest.param(building.linking, "a link to another file", id="a DOCX with a link"),
        pytest.param(
            lambda: building.with_parts({"word/document.xml": building.laughing()}), "XML entities", id="entities"
        ),
        pytest.param(
            lambda: building.with_parts({"word/media/a": b"0" * 40_000_000}), "unpacks to more", id="a DOCX bomb"
        ),
        pytest.param(lambda: building.lying(40_000_000), "is no whole .docx", id="a DOCX bomb that lies"),
        pytest.param(
            lambda: building.with_parts({f"word/{number}.xml": "" for number in range(2_001)}),
            "unpacks to more",
            id="many parts",
        ),
    ],
)
def test_a_broken_or_hostile_document_is_refused_with_a_reason(
    write, content: bytes | Callable[[], bytes], reason: str
) -> None:
    assert reason in refusal(write("bees", content() if callable(content) else content))
