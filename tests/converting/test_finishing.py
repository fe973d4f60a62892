"""The last steps of every conversion: nothing hidden, nothing live, one title."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.converting.converted import Converted, heard, told
from knowledge.converting.finishing import finished, levelled, without_tags
from knowledge.converting.limits import LONGEST_ANSWER, LONGEST_TEXT
from knowledge.errors import GuideError

LIVE = re.compile(r"<[a-z/?!]", re.I)


def finish(text: str, title: str = "") -> str:
    """Return what a foreign document's text comes to."""
    return finished(Converted(text, title), markdown=False).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("u\u0308ber", "über", id="a letter and its dots"),
        pytest.param("3\xa0bees", "3 bees", id="a space that does not break"),
        pytest.param("be\u00ades", "bees", id="a soft hyphen"),
        pytest.param("bees\u202eseeb\u2069", "beesseeb", id="marks that turn text round"),
        pytest.param("be\U000e0041es", "bees", id="invisible tags"),
        pytest.param("bees\x1b[31m\x07", "bees[31m", id="control characters"),
        pytest.param("\ufb01ve \ufb02ights", "five flights", id="ligatures"),
        pytest.param("<script>bees</script>", "< script>bees< /script>", id="a tag that was written out"),
        pytest.param(
            "<!-- audience: us_md --> bees", "< !-- audience: us_md --> bees", id="a note that was written out"
        ),
        pytest.param("CK <230 and > 4", "CK <230 and > 4", id="less and more"),
        pytest.param("[bees](javascript:hum())", "bees)", id="a link that runs"),
        pytest.param("---\ntitle: x\n---\nbees", "title: x\n---\nbees", id="what would read as front matter"),
        pytest.param("- bees", "- bees", id="an item at the start"),
    ],
)
def test_only_what_a_reader_sees_stays(text: str, wanted: str) -> None:
    assert finish(text) == f"{wanted}\n"


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("<>/!-[]()\u202e\u200b# \n"), min_size=1).map(
        "bees{}".format
    )
)
def test_nothing_live_or_hidden_is_ever_left(text: str) -> None:
    done = finish(text)

    assert not LIVE.search(done)
    assert not [mark for mark in done if unicodedata.category(mark)[0] == "C" and mark not in "\n\t"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("a <b>bee</b><br/>", "a bee", id="tags"),
        pytest.param("a<script>hum()</script> bee", "a bee", id="a script and what is in it"),
        pytest.param("<https://bees.example/a>", "https://bees.example/a", id="an address"),
        pytest.param("Dear <name of the beekeeper>,", "Dear <name of the beekeeper>,", id="a gap to fill in"),
        pytest.param("<!-- audience: us_md -->", "<!-- audience: us_md -->", id="a note"),
    ],
)
def test_markdown_loses_its_html_and_nothing_else(text: str, wanted: str) -> None:
    assert without_tags(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("# A\n## B", "# A\n## B", id="a title and a chapter"),
        pytest.param("# A\n\n# B", "## A\n\n## B", id="chapters alone"),
        pytest.param("## A\n### B", "# A\n## B", id="a title one level down"),
        pytest.param("a\n## B\n### C", "a\n## B\n### C", id="a chapter after text"),
        pytest.param("### A\n### B", "## A\n## B", id="small chapters"),
        pytest.param("# A\n# B\n###### C", "## A\n## B\n###### C", id="the lowest level"),
        pytest.param("no heading", "no heading", id="no heading"),
    ],
)
def test_a_document_has_one_title_with_its_chapters_below(text: str, wanted: str) -> None:
    assert levelled(text) == wanted


def test_a_title_of_its_own_is_put_first() -> None:
    assert finished(Converted("bees", "All\n Bees"), markdown=False) == Converted("# All Bees\n\nbees\n", "All Bees")


def test_a_title_that_is_no_title_is_none() -> None:
    assert finish("bees", "b" * 300) == "bees\n"


@pytest.mark.parametrize("text", ["", " \n", "!?", "\u200b", "a" * (LONGEST_TEXT + 1)])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(GuideError, match="holds"):
        finish(text)


@pytest.mark.parametrize("letter", ["b", "\n", '"', "ü", "🐝"])
def test_the_longest_document_fits_into_an_answer(letter: str) -> None:
    document = Converted(letter * LONGEST_TEXT, "Bees", ("some", "warnings"))

    assert len(told(document).encode()) < LONGEST_ANSWER
    assert heard(told(document).encode()) == document


@pytest.mark.parametrize("line", [b"", b'{"text": "bees', b"[]", b'{"text": "bees"}', b"7", b"\xff"])
def test_half_an_answer_is_none(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever it is
        heard(line)
