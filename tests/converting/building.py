"""Build documents, whole and broken, as bytes."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import docx
from docx.document import Document
from pypdf import PdfWriter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SENTENCE = "Hives stand in the shade, because the sun is too warm for them at noon."


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects, the first of which is its root."""
    body, places = b"%PDF-1.7\n", list[int]()
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(body))
    return body + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def printed(*pages: Sequence[str]) -> bytes:
    """Return a PDF with lines of text on each page; an empty page holds none."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for lines in pages:
        at = len(objects) + 1
        resources = b"/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] %s /Contents %d 0 R >>" % (resources, at + 1)
        )
        objects.append(stream(_drawn(lines)))
    kids = b" ".join(b"%d 0 R" % at for at in range(4, len(objects), 2))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)
    return pdf(*objects)


def _drawn(lines: Sequence[str]) -> bytes:
    drawn = b"BT /F1 11 Tf 14 TL 72 720 Td "
    for line in lines:
        text = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn += b"(%s) Tj T* " % text
    return drawn + b"ET"


def one_page(contents: bytes, root: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """Return a PDF of one page with an object for its contents, and entries for its root and the page."""
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << %s >> /Contents 4 0 R %s >>"
        % (font, page),
        contents,
        *more,
    )


def spoken(root: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """Return a PDF of one page that says a sentence."""
    return one_page(stream(_drawn([SENTENCE])), root, page, *more)


def scanned() -> bytes:
    """Return a PDF whose only page is a picture."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
        stream(b"q 9 0 0 9 0 0 cm /I Do Q"),
        stream(
            b"\xff" * 3, b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        ),
    )


def inflating(size: int) -> bytes:
    """Return a PDF whose page unpacks to a size."""
    packed = zlib.compress(b" " * size, 9)
    return one_page(stream(packed, b"/Filter /FlateDecode"))


def circling() -> bytes:
    """Return a PDF whose tree of pages holds itself."""
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")


def locked(password: str, owner: str = "owner") -> bytes:
    """Return an encrypted PDF."""
    writer = PdfWriter(clone_from=BytesIO(printed([SENTENCE])))
    writer.encrypt(password, owner, algorithm="AES-256")
    return _written(writer)


def with_script() -> bytes:
    """Return a PDF that runs JavaScript by a name of its own."""
    names = b"/Names << /JavaScript << /Names [(bees) << /S /JavaScript /JS (app.beep\\(1\\)) >>] >> >>"
    return spoken(names)


def with_attachment() -> bytes:
    """Return a PDF that carries another file."""
    writer = PdfWriter(clone_from=BytesIO(printed([SENTENCE])))
    writer.add_attachment("bees.exe", b"MZ")
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def word(fill: Callable[[Document], object]) -> bytes:
    """Return a DOCX document that a function has filled."""
    document, out = docx.Document(), BytesIO()
    document.core_properties.title = ""
    fill(document)
    document.save(out)
    return out.getvalue()


def worded(*paragraphs: str) -> bytes:
    """Return a DOCX document of plain paragraphs."""
    return word(lambda document: [document.add_paragraph(text) for text in paragraphs])


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_parts(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a DOCX document of a sentence with some of its parts added or replaced."""
    with zipfile.ZipFile(BytesIO(worded(SENTENCE))) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    return packed(whole | dict(parts))


def lying(size: int) -> bytes:
    """Return a DOCX document with a part that unpacks to a size and declares three bytes."""
    data = bytearray(with_parts({"word/media/huge.bin": b"\x00" * size}))
    for place in range(len(data) - 4):
        if struct.unpack_from("<I", data, place)[0] == size:
            struct.pack_into("<I", data, place, 3)
    return bytes(data)


def compound(*streams: str) -> bytes:
    """Return the start of an old Office file that names its streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00")
    return header + b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams))


def laughing() -> str:
    """Return Word's XML with entities that would grow to a gigabyte."""
    grown = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY b0 "bees">{grown}]>'
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&b9;</w:t></w:r></w:p></w:body></w:document>'
    )


def linking() -> bytes:
    """Return a DOCX document with a part that is a link to a file outside."""
    out = BytesIO(worded(SENTENCE))
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def page(body: str, head: str = "<title>Bees</title>") -> bytes:
    """Return an HTML page with a heading, a sentence and what else its body holds."""
    return f"<!doctype html><html><head>{head}</head><body><h1>Bees</h1><p>{SENTENCE}</p>{body}</body></html>".encode()


def noted(text: str, note: str) -> bytes:
    """Return a DOCX document of a paragraph that ends with the mark of a footnote."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    links = '<Relationships xmlns="{}/relationships"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
            "_rels/.rels": links.format(package, related, "officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": links.format(package, related, "footnotes", "footnotes.xml"),
            "word/document.xml": f"<w:document {space}><w:body><w:p><w:r><w:t>{text}</w:t></w:r>"
            '<w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:body></w:document>',
            "word/footnotes.xml": f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>",
        }
    )
