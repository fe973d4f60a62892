"""The same content as HTML, PDF and DOCX comes to the same headings, items and numbers."""

import re
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.converting import page
from knowledge.converting.converted import Converted
from knowledge.converting.converting import convert
from knowledge.converting.finishing import finished
from tests.converting import building

TITLE = "Keeping Bees in Town"
OPENING = (
    "A hive costs about $1,250 and needs 12–14 hours of work a month, most of them in May and in June of the year."
)
CHAPTERS = {
    "Where Hives Stand": (
        "Look for a place with all of these:",
        ["shade after 11:30", "water within 40 metres", "3 neighbours"],
    ),
    "What Bees Eat": (
        "In a poor summer, give them:",
        ["2.5 litres of syrup", "80% sugar, no honey", "a place to drink"],
    ),
}
CLOSING = "Whoever keeps 4 hives or more tells the town, before the 15th of March, in writing and with a map."


def as_page() -> bytes:
    chapters = "".join(
        f"<h2>{heading}</h2><p>{lead}</p><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        for heading, (lead, items) in CHAPTERS.items()
    )
    menu = "<nav><a href=/>Home</a><a href=/shop>Shop</a></nav><div style='display: none'>cheap pills</div>"
    body = f"<h1>{TITLE}</h1><p>{OPENING}</p>{chapters}<p>{CLOSING}</p><script>track()</script><iframe src=x></iframe>"
    return f"<!doctype html><title>{TITLE} | The Town</title>{menu}<article>{body}</article>".encode()


def as_word() -> bytes:
    def fill(document: Document) -> None:
        document.add_heading(TITLE, 0)
        document.add_paragraph(OPENING)
        for heading, (lead, items) in CHAPTERS.items():
            document.add_heading(heading, 1)
            document.add_paragraph(lead)
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        document.add_paragraph(CLOSING)

    return building.word(fill)


def as_print() -> bytes:
    lines = [TITLE, *wrapped(OPENING)]
    for heading, (lead, items) in CHAPTERS.items():
        lines += [heading, lead, *(f"• {item}" for item in items)]
    return building.printed(lines, wrapped(CLOSING))


def wrapped(text: str) -> list[str]:
    """Cut a paragraph into two printed lines."""
    middle = text.index(" ", len(text) * 2 // 3)
    return [text[:middle], text[middle + 1 :]]


def shown(body: str) -> str:
    """Return what a page of our own comes to, read in this process."""
    return finished(page.read(building.page(body)), markdown=False).text


def headings(text: str) -> list[str]:
    return re.findall(r"(?m)^#+ .*", text)


def items(text: str) -> list[str]:
    return re.findall(r"(?m)^- (.*)", text)


def numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d.,:–]*\d|\d", text)


@pytest.fixture(scope="module", params=[as_page, as_word, as_print], ids=["HTML", "DOCX", "PDF"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Converted:
    path: Path = tmp_path_factory.mktemp("good") / "bees"
    path.write_bytes(request.param())
    return convert(path)


def test_headings_are_kept(document: Converted) -> None:
    assert headings(document.text) == [f"# {TITLE}", *(f"## {heading}" for heading in CHAPTERS)]
    assert document.title == TITLE


def test_items_stand_under_their_lead_in(document: Converted) -> None:
    assert items(document.text) == [item for _, listed in CHAPTERS.values() for item in listed]
    for lead, listed in CHAPTERS.values():
        assert re.search(rf"{lead}\n\n?- {re.escape(listed[0])}\n", document.text)


def test_numbers_and_sentences_are_kept(document: Converted) -> None:
    whole = " ".join([OPENING, *(item for _, listed in CHAPTERS.values() for item in listed), CLOSING])

    assert numbers(document.text) == numbers(whole)
    assert OPENING in document.text
    assert CLOSING in document.text


def test_nothing_else_is_in_it(document: Converted) -> None:
    assert document.warnings == ()
    assert not re.search("Home|Shop|pills|track|iframe", document.text)


def test_a_deleted_change_is_gone_and_an_inserted_one_is_there(write) -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("Hives stand in the ")._p
        for tag, text, word in (("del", "delText", "sun"), ("ins", "t", "shade")):
            run = f"<w:r><w:{text}>{word}</w:{text}></w:r>"
            paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{tag}>'))

    assert convert(write("bees.docx", building.word(fill))).text == "Hives stand in the shade\n"


def test_a_table_names_its_columns_in_every_row(write) -> None:
    def fill(document: Document) -> None:
        document.add_heading("Hives", 1)
        table = document.add_table(0, 2)
        for row in (("Hive", "Bees"), ("Oak", "300"), ("Ash", "4,500")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    assert items(convert(write("bees.docx", building.word(fill))).text) == [
        "Hive: Oak; Bees: 300",
        "Hive: Ash; Bees: 4,500",
    ]


def test_chapters_without_a_title_stand_below_one(write) -> None:
    def fill(document: Document) -> None:
        for heading in CHAPTERS:
            document.add_heading(heading, 1)
            document.add_paragraph(OPENING)

    assert headings(convert(write("bees.docx", building.word(fill))).text) == [f"## {heading}" for heading in CHAPTERS]


def test_footnotes_have_a_heading_of_their_own_and_leave_no_number(write) -> None:
    document = convert(write("bees.docx", building.noted("Hives stand in the shade.", "At noon.")))

    assert document.text == "Hives stand in the shade.\n\n## Notes\n\n1. At noon.\n"
    assert document.warnings == ("footnotes stand at the end",)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        pytest.param("<p>Hives stand\nin the <b>cool\n shade</b> of it.", "Hives stand in the **cool shade** of it.",
                     id="lines that the page does not show"),
        pytest.param("<dl><dt>Oak<dd><p>300 years</p><dt>Ash:<dd>40</dl>", "- Oak: 300 years\n- Ash: 40", id="terms"),
        pytest.param("<h2>Hives <a href=#h>\xb6</a></h2><p>Shade.", "## Hives\n\nShade.", id="a link to itself"),
        pytest.param("<table><tr><td>Oak<td>300 bees</table>", "- Oak: 300 bees", id="a table without names"),
        pytest.param("<table><tr><th>A<th>B<th>C<tr><td>1<td><td>3</table>", "- A: 1; C: 3", id="an empty cell"),
        pytest.param("<table><tr><td><h2>Hives</h2><p>Shade.</table>", "## Hives\n\nShade.", id="a table as a frame"),
        pytest.param("<p>See <a href='javascript:hum()'>the hive</a>.", "See the hive.", id="a link"),
    ],
)  # fmt: skip
def test_what_a_page_shows_is_what_is_read(body: str, wanted: str) -> None:
    assert shown(body) == f"# Bees\n\n{building.SENTENCE}\n\n{wanted}\n"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", "iso-8859-1"),
        ("cp1252", ""),
        ("cp1250", "windows-1250"),
    ],
)
def test_a_page_is_spelled_as_it_says_or_as_can_be_told(encoding: str, declared: str) -> None:
    head = f"<meta charset={declared}>" if declared else ""
    data = building.page("<p>Für 1–2 “Bienen”", head).decode().encode(encoding)

    assert "Für 1–2 “Bienen”" in page.read(data).text


@pytest.mark.parametrize(
    "body",
    [
        "<p style='display:none'>pills",
        "<p hidden>pills",
        "<div aria-hidden=true>pills</div>",
        "<p style='font-size: 0px'>pills",
        "<!-- pills -->",
        "<script>pills()</script><style>.pills{}</style><iframe src=/pills>pills</iframe><noscript>pills</noscript>",
        "<nav><a href=/pills>pills</a></nav><div role=navigation>pills</div>",
        "<button>pills</button><select><option>pills</select>",
    ],
)
def test_what_a_page_hides_is_not_read(body: str) -> None:
    assert shown(body) == f"# Bees\n\n{building.SENTENCE}\n"


def test_numbered_steps_keep_their_numbers(write) -> None:
    steps = building.page("<ol><li>Open the hive</li><li>Wait 14 days</li></ol>")

    assert "1. Open the hive\n2. Wait 14 days" in convert(write("bees.html", steps)).text


def test_markdown_keeps_its_front_matter_and_notes(write) -> None:
    text = "---\ntitle: All bees\n---\n\n# Bees\n\n## Hives\n<!-- audience: us_md -->\n\nHives stand in the shade.\n"

    assert convert(write("bees.md", text)) == Converted(text, "All bees")
