"""HTML as a tree: what is hidden or active goes, tables become lists, the rest becomes Markdown."""

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from markdownify import ATX, markdownify

_DROPPED = (
    "script style noscript template iframe frame frameset object embed applet svg canvas math button input select"
    " textarea audio video map dialog link base hr"
).split()
_HIDDEN = re.compile(
    r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0)"
)
_ANCHORS = {"\xb6", "#", "\xa7", "\U0001f517"}
"""What a heading's link to itself is shown as."""
_LAYOUT = ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "form", "article", "section"]
_CELLS = ["td", "th"]
_PAIR = 2
"""Columns of a table whose rows name a thing and say something of it."""


def depth_of(soup: BeautifulSoup) -> int:
    """Return how many elements stand within one another at the deepest."""
    depth, level = 0, [part for part in soup.children if isinstance(part, Tag)]
    while level:
        depth, level = depth + 1, [part for element in level for part in element.children if isinstance(part, Tag)]
    return depth


def without_hidden(soup: BeautifulSoup) -> None:
    """Drop what a reader of the page does not see, and what would run."""
    for element in soup.find_all(_is_unseen):
        element.extract()
    for remark in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        remark.extract()


def _is_unseen(element: Tag) -> bool:
    return (
        element.name in _DROPPED
        or element.has_attr("hidden")
        or element.get("aria-hidden") == "true"
        or (element.name == "a" and element.get_text().strip() in _ANCHORS)
        or bool(_HIDDEN.search(str(element.get("style", ""))))
    )


def flatten(soup: BeautifulSoup) -> None:
    """Undo line breaks that the page does not show, and make items of terms and what they mean."""
    for text in soup.find_all(string=re.compile(r"\n")):
        if text.find_parent("pre") is None:
            text.replace_with(" ".join(["", *text.split(), ""]) if text.strip() else " ")
    for terms in reversed(soup.find_all("dl")):
        _list_terms(soup, terms)


def _list_terms(soup: BeautifulSoup, terms: Tag) -> None:
    plain = terms.find(_LAYOUT) is None
    for meaning in terms.find_all("dd"):
        term = meaning.find_previous_sibling(["dt", "dd"])
        if plain and term is not None and term.name == "dt":
            meaning.insert(0, f"{_words(term).rstrip(':')}: ")
            term.extract()
        for paragraph in meaning.find_all("p"):
            paragraph.append(" ")
            paragraph.unwrap()
    for part in [terms, *terms.find_all(["dt", "dd"])]:
        part.name = ("ul" if part is terms else "li") if plain else "div"


def with_lists_for_tables(soup: BeautifulSoup) -> int:
    """Make each row of a table an item that names its columns; return the number of tables."""
    made = 0
    for table in reversed(soup.find_all("table")):
        if _is_layout(table):
            _unwrap(table)
        else:
            _make_list(soup, table)
            made += 1
    return made


def _is_layout(table: Tag) -> bool:
    return table.find(_LAYOUT) is not None or all(len(row) <= 1 for row in _rows(table))


def _unwrap(table: Tag) -> None:
    for part in [table, *table.find_all(["thead", "tbody", "tfoot", "tr", "caption", *_CELLS])]:
        part.name = "div"


def _rows(table: Tag) -> list[list[Tag]]:
    return [row.find_all(_CELLS) for row in table.find_all("tr")]


def _make_list(soup: BeautifulSoup, table: Tag) -> None:
    rows = [row for row in _rows(table) if any(_words(cell) for cell in row)]
    heads = [_words(cell) for cell in rows[0]] if rows and _is_header(rows) else []
    items = soup.new_tag("ul")
    for row in rows[bool(heads) :]:
        item = soup.new_tag("li")
        item.string = _row_text(heads, [_words(cell) for cell in row])
        items.append(item)
    caption = table.find("caption")
    if caption and _words(caption):
        lead = soup.new_tag("p")
        lead.string = f"{_words(caption).rstrip('.:')}:"
        table.insert_before(lead)
    table.replace_with(items)


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def _is_header(rows: list[list[Tag]]) -> bool:
    """Tell a row of column names: marked as such, or bold, or the only one without a number."""
    first = rows[0]
    if len(rows) <= 1 or not all(_words(cell) for cell in first):
        return False
    marked = all(cell.name == "th" or cell.find(["b", "strong"]) for cell in first)
    return marked or (not _holds_number(first) and all(map(_holds_number, rows[1:])))


def _holds_number(row: Iterable[Tag]) -> bool:
    return any(re.search(r"\d", cell.get_text()) for cell in row)


def _row_text(heads: list[str], cells: list[str]) -> str:
    if len(heads) == len(cells):
        return "; ".join(f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True) if cell)
    told = [cell for cell in cells if cell]
    return (": " if len(heads or cells) == _PAIR else "; ").join(told)


def markdown_of(soup: Tag) -> str:
    """Return the tree as Markdown; of links the words stay, of pictures nothing."""
    _flatten_breaks(soup)
    text = markdownify(
        str(soup),
        heading_style=ATX,
        bullets="-",
        strip=["a", "img", "pre", "code"],
        escape_asterisks=False,
        escape_underscores=False,
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_trimmed(text))).strip()


def _flatten_breaks(soup: Tag) -> None:
    for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        heading.string = _words(heading)


def _trimmed(text: str) -> Iterator[str]:
    return (line.rstrip() for line in text.split("\n"))
