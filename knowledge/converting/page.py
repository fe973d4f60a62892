"""HTML pages: the main text, as trafilatura finds it, or the whole page where that loses too much."""

import re

import trafilatura
from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector

from knowledge.converting.converted import Converted
from knowledge.converting.decoding import decoded_as
from knowledge.converting.finishing import NO_TEXT, TANGLED, levelled
from knowledge.converting.markup import depth_of, flatten, markdown_of, with_lists_for_tables, without_hidden
from knowledge.errors import GuideError
from knowledge.scraped import looks_scraped, to_markdown

_AROUND = {"nav", "header", "footer", "aside", "title"}
_MAIN = {"main", "article"}
_ROLES_AROUND = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"}
_KEPT_SHARE = 0.6
"""Share of the page's words, items and headings, menus aside, that its main text has to keep."""
_MOST_IN_LINKS = 0.8
_DEEPEST = 200
"""Elements within elements; the parser loses what lies deeper than 255."""
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_HEADING = re.compile(r"(?m)^#{1,6} +\S")
_ITEM = re.compile(r"(?m)^ *(?:[-*]|\d+\.) +\S")
_ESCAPED = re.compile(r"(?m)(?<!^)\\([][\\`<>(){}#+.!|~=&-])")


def read(data: bytes) -> Converted:
    """Read a page: its main text with headings, lists and numbers."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True) or "utf-8"
    text, warnings = decoded_as(data, declared)
    soup = BeautifulSoup(text, "lxml")
    if depth_of(soup) > _DEEPEST:
        raise GuideError(TANGLED)
    without_hidden(soup)
    flatten(soup)
    title = _title(soup)
    warnings += _pictures(soup) + _tables(soup)
    main, whole = _main_text(soup)
    return Converted(levelled(main), title, warnings + whole)


def _title(soup: BeautifulSoup) -> str:
    """Return the page's name: its main heading, else its title without the site's name."""
    named = " ".join(soup.title.get_text().split()) if soup.title else ""
    headings = [" ".join(heading.get_text(" ").split()) for heading in soup.find_all("h1")]
    likely = headings if len(headings) == 1 else [heading for heading in headings if heading in named]
    return min(likely, key=named.find, default="") or max(re.split(r" [|\u2013\u2014\xb7\u00bb] ", named), key=len)


def _pictures(soup: BeautifulSoup) -> tuple[str, ...]:
    return ("pictures are left out",) * bool(soup.find(["img", "picture", "figure"]))


def _tables(soup: BeautifulSoup) -> tuple[str, ...]:
    return ("tables were made into lists",) * bool(with_lists_for_tables(soup))


def _main_text(soup: BeautifulSoup) -> tuple[str, tuple[str, ...]]:
    """Return the main text; where its words, items or headings are lost, all that is no menu."""
    found = _ESCAPED.sub(r"\1", _extracted(str(soup)))
    for part in soup.find_all(_is_around):
        part.extract()
    _refuse_menu(soup)
    if _keeps(found, soup):
        return _cleaned(found), ()
    whole = markdown_of(_marked_as_main(soup))
    doubtful = _count(found) < _KEPT_SHARE * _count(whole)
    return _cleaned(whole), ("the main text could not be told from the rest: the whole page was read",) * doubtful


def _is_around(element: Tag) -> bool:
    return element.name in _AROUND or element.get("role") in _ROLES_AROUND


def _marked_as_main(soup: BeautifulSoup) -> Tag:
    """Return the part that the page calls its main one, where nearly all words stand in it."""
    main = soup.find(lambda element: element.name in _MAIN or element.get("role") == "main")
    return main if main and _count(main.get_text(" ")) > _KEPT_SHARE * _count(soup.get_text(" ")) else soup


def _extracted(page: str) -> str:
    found = trafilatura.extract(
        page, output_format="markdown", include_formatting=True, include_comments=False, favor_recall=True
    )
    return found or ""


def _keeps(found: str, soup: BeautifulSoup) -> bool:
    items = [item for item in soup.find_all("li") if not _is_link(item)]
    wanted = (_count(soup.get_text(" ")), len(items), len(soup.find_all(_HEADINGS)))
    kept = (_count(found), len(_ITEM.findall(found)), len(_HEADING.findall(found)))
    return all(has >= _KEPT_SHARE * wants for has, wants in zip(kept, wanted, strict=True))


def _is_link(item: Tag) -> bool:
    return sum(len(link.get_text()) for link in item.find_all("a")) > _MOST_IN_LINKS * len(item.get_text())


def _refuse_menu(soup: BeautifulSoup) -> None:
    words = _count(soup.get_text(" "))
    if not words:
        raise GuideError(NO_TEXT)
    if sum(_count(link.get_text(" ")) for link in soup.find_all("a")) > _MOST_IN_LINKS * words:
        raise GuideError("is a page of links alone: add the pages that they lead to")


def _cleaned(text: str) -> str:
    return to_markdown(text) if looks_scraped(text) else text


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))
