"""DOCX documents, through mammoth: styles become headings, tracked changes count as made."""

import re
from io import BytesIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

import defusedxml
import mammoth
from bs4 import BeautifulSoup
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge.converting.converted import Converted
from knowledge.converting.finishing import levelled
from knowledge.converting.markup import markdown_of, with_lists_for_tables
from knowledge.converting.packages import DAMAGED, checked
from knowledge.errors import GuideError
from knowledge.scraped import looks_scraped, to_markdown

_CHAPTERS = "\n".join(f"p[style-name='Heading {level}'] => h{level + 1}:fresh" for level in range(1, 6))
_STYLES = f"p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\n{_CHAPTERS}"
_PARTS = (
    (r"word/media/", "pictures are left out"),
    (r"word/(?:embeddings|activeX)/", "embedded objects are left out"),
    (r"word/(?:charts|diagrams)/", "charts and diagrams are left out"),
    (r"word/comments\.xml", "comments are left out"),
)
_CORE = "docProps/core.xml"
_UNTITLED = re.compile(r"(?i)(?:microsoft )?word\b.*|(?:untitled|document|dokument)\W*\d*|.*\.docx?")


def read(data: bytes) -> Converted:
    """Read a DOCX file; raises GuideError where a part of it is unsafe or broken."""
    names = checked(data)
    warnings = tuple(says for part, says in _PARTS if any(re.match(part, name) for name in names))
    try:
        soup = BeautifulSoup(_html_of(data), "lxml")
        title = _title(data, names)
    except DefusedXmlException as error:
        raise GuideError("holds XML entities, which no word processor writes: save it again as .docx") from error
    except (ExpatError, ParseError, KeyError, ValueError, AttributeError) as error:
        raise GuideError(DAMAGED) from error
    warnings += ("tables were made into lists",) * bool(with_lists_for_tables(soup))
    warnings += ("footnotes stand at the end",) * _with_notes_apart(soup)
    text = levelled(markdown_of(soup))
    return Converted(to_markdown(text) if looks_scraped(text) else text, title, warnings)


def _html_of(data: bytes) -> str:
    """Convert with a parser that refuses entities: mammoth takes the standard library's, which this replaces."""
    defusedxml.defuse_stdlib()
    nothing = mammoth.images.img_element(lambda _: {"src": ""})
    converted = mammoth.convert_to_html(BytesIO(data), style_map=_STYLES, convert_image=nothing)
    return str(converted.value)


def _title(data: bytes, names: frozenset[str]) -> str:
    """Return the title among the document's properties, if someone wrote it."""
    if _CORE not in names:
        return ""
    with ZipFile(BytesIO(data)) as package:
        core = fromstring(package.read(_CORE))
    title = (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip()
    return "" if _UNTITLED.fullmatch(title) else title


def _with_notes_apart(soup: BeautifulSoup) -> bool:
    """Drop the numbers of notes, which would read as citations, and give the notes a heading of their own."""
    for mark in soup.find_all("a", href=re.compile(r"^#(?:(?:foot|end)note)")):
        (mark.parent if mark.parent and mark.parent.name == "sup" else mark).extract()
    first = soup.find("li", id=re.compile("^(?:foot|end)note-"))
    if first is None or first.parent is None:
        return False
    heading = soup.new_tag("h2")
    heading.string = "Notes"
    first.parent.insert_before(heading)
    return True
