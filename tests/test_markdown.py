"""Markdown as authors write it: what becomes of front matter, headings, notes and everything between."""

import pytest

from knowledge.errors import GuideError
from knowledge.markdown import read_markdown, slug_of
from knowledge.passages import EVERYONE, Applicant, Guide, Section

FRONT = """\
---
id: bee-keeping
title: Keeping bees
audience: [us_md, us_do]
known_as: [bee guide, hive guide, bee guide]
source:
  title: Bees of the north
  publisher: Honey House
reviewed: 2026-01-15
---
"""
NOTED = """\
# Keeping bees

## Where hives stand

<!--
slug: hives
audience: us_img
asked_as:
  - where do i put a hive
  - 2: "why the shade: is it the heat?"
  - where do i put a hive
-->

Hives stand in the shade. Wax melts in the sun.
"""


def only_section(text: str) -> Section:
    """Return the one section of a text."""
    [section] = read_markdown(text, "bees").sections
    return section


def refusal(text: str) -> str:
    """Return the one line with which a text is refused."""
    with pytest.raises(GuideError, match=r"\A[^\n]+\Z") as caught:
        read_markdown(text, "bees")
    return str(caught.value)


def outline(guide: Guide) -> list[tuple[str, str]]:
    """List the heading paths and texts of a guide."""
    return [(" > ".join(section.heading), section.text) for section in guide.sections]


def test_front_matter_names_the_guide() -> None:
    guide = read_markdown(f"{FRONT}\n# Bees\n\nBees need room.\n", "a-file")

    assert (guide.id, guide.title) == ("bee-keeping", "Keeping bees")
    assert guide.audience == (Applicant.US_MD, Applicant.US_DO)
    assert guide.known_as == ("bee guide", "hive guide")
    assert guide.source == "Bees of the north, Honey House"


def test_without_front_matter_the_title_and_the_file_name_the_guide() -> None:
    guide = read_markdown("# Bees\n\nBees need room.\n", "bee-keeping")

    assert (guide.id, guide.title, guide.source) == ("bee-keeping", "Bees", "Bees")
    assert (guide.audience, guide.known_as) == (EVERYONE, ())


def test_without_a_title_the_file_gives_one() -> None:
    assert read_markdown("## Room\n\nBees need room.\n", "bee-keeping").title == "Bee keeping"


@pytest.mark.parametrize(
    ("front", "named"),
    [
        pytest.param("titel: Bees", "'titel'", id="a key that does not exist"),
        pytest.param("title: [Bees]", "title", id="a title that is a list"),
        pytest.param("id: 7", "id", id="an id that is a number"),
        pytest.param("audience: vets", "'vets'", id="an audience that does not exist"),
        pytest.param("audience: [us_md, vets]", "vets", id="one audience of two that does not exist"),
        pytest.param("audience: 5", "audience", id="an audience that is a number"),
        pytest.param("known_as: bee guide", "known_as", id="names that are no list"),
        pytest.param("title: a: b", "YAML", id="no YAML"),
        pytest.param("- title", "key: value", id="a list"),
    ],
)
def test_what_is_wrong_in_front_matter_is_named(front: str, named: str) -> None:
    assert named in refusal(f"---\n{front}\n---\n# Bees\n\nBees need room.\n")


def test_front_matter_without_an_end_is_refused() -> None:
    assert "not closed" in refusal("---\ntitle: Bees\n\n# Bees\n\nBees need room.\n")


@pytest.mark.parametrize(
    ("note", "named"),
    [
        pytest.param("slug: a\nslag: b", "'slag'", id="a key that does not exist"),
        pytest.param("slug: 5", "slug", id="a slug that is a number"),
        pytest.param("slug: [a", "Hives", id="no YAML"),
        pytest.param("audience: vets", "Hives", id="an audience that does not exist"),
        pytest.param("asked_as: why", "asked_as", id="a question that is no list"),
        pytest.param("asked_as:\n  - a: b", "Hives", id="an unquoted colon"),
        pytest.param("asked_as:\n  - 3", "Hives", id="a number for a question"),
        pytest.param("asked_as:\n  - 2: why", "2", id="a statement after the last"),
        pytest.param("asked_as:\n  - 0: why", "0", id="a statement before the first"),
    ],
)
def test_what_is_wrong_in_a_note_is_named(note: str, named: str) -> None:
    assert named in refusal(f"# Bees\n\n## Hives\n\n<!--\n{note}\n-->\n\nHives stand in the shade.\n")


def test_headings_make_paths() -> None:
    text = "# Bees\n\nIn short.\n\n## Hives\n\nOf wood.\n\n### Paint\n\nWhite.\n\n## Honey\n\nSweet.\n"

    assert outline(read_markdown(text, "bees")) == [
        ("Bees", "In short."),
        ("Hives", "Of wood."),
        ("Hives > Paint", "White."),
        ("Honey", "Sweet."),
    ]


def test_underlined_headings_count() -> None:
    assert outline(read_markdown("Bees\n====\n\nHives\n-----\n\nOf wood.\n", "bees")) == [("Hives", "Of wood.")]


def test_a_heading_without_text_is_only_part_of_the_path() -> None:
    guide = read_markdown("# Bees\n\n## Hives\n\n### Paint\n\nWhite.\n", "bees")

    assert outline(guide) == [("Hives > Paint", "White.")]


def test_a_level_may_be_left_out() -> None:
    text = "# Bees\n\n#### Paint\n\nWhite.\n\n## Honey\n\nSweet.\n"

    assert outline(read_markdown(text, "bees")) == [("Paint", "White."), ("Honey", "Sweet.")]


def test_a_note_sets_slug_audience_and_questions() -> None:
    section = only_section(NOTED)

    assert section.anchor == "hives"
    assert section.audience == (Applicant.US_IMG,)
    assert [(asked.text, asked.point) for asked in section.asked_as] == [
        ("where do i put a hive", -1),
        ("why the shade: is it the heat?", 1),
    ]
    assert section.text == "Hives stand in the shade. Wax melts in the sun."


def test_without_a_note_the_heading_and_the_guide_decide() -> None:
    section = only_section(f"{FRONT}\n## Where Hives Stand!\n\nIn the shade.\n")

    assert section.anchor == "where-hives-stand"
    assert section.audience == (Applicant.US_MD, Applicant.US_DO)
    assert section.asked_as == ()


def test_a_slug_chosen_twice_is_refused() -> None:
    text = "## Hives\n<!-- slug: wood -->\nOf oak.\n\n## Frames\n<!-- slug: wood -->\nOf pine.\n"

    with pytest.raises(GuideError, match="'wood'"):
        read_markdown(text, "bees")


def test_anchors_that_headings_repeat_are_numbered() -> None:
    text = "## Wood\n\nOak.\n\n## Wood\n\nPine.\n\n## Wood\n\nAsh.\n"

    assert [section.anchor for section in read_markdown(text, "bees").sections] == ["wood", "wood-2", "wood-3"]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        pytest.param("Step 2 CK: what now?", "step-2-ck-what-now", id="punctuation"),
        pytest.param("Où aller", "où-aller", id="accents"),
        pytest.param("a_b", "a-b", id="an underscore"),
        pytest.param("?!", "section", id="nothing to name it by"),
    ],
)
def test_anchors_are_words_joined_by_hyphens(heading: str, anchor: str) -> None:
    assert slug_of(heading) == anchor


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("```sh\n# not a heading\nls\n```", id="fenced"),
        pytest.param("~~~\n## nor this\n~~~", id="fenced with tildes"),
        pytest.param("    # nor indented text", id="indented"),
    ],
)
def test_a_number_sign_in_a_code_block_is_no_heading(block: str) -> None:
    guide = read_markdown(f"## Hives\n\nSee:\n\n{block}\n\n## Honey\n\nSweet.\n", "bees")

    assert outline(guide) == [("Hives", f"See:\n\n{block}"), ("Honey", "Sweet.")]


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("![a hive](hive.png)\n", id="an image"),
        pytest.param("<!-- to do: ask the keeper -->\n", id="a comment"),
        pytest.param("<!--\n## a heading once\n\nand its text\n-->\n", id="a comment of several lines"),
    ],
)
def test_images_and_comments_are_left_out(hidden: str) -> None:
    assert only_section(f"## Hives\n\nOf wood.\n\n{hidden}\nPainted white.\n").text.split() == [
        *("Of", "wood.", "Painted", "white."),
    ]


def test_a_section_of_nothing_but_an_image_is_none() -> None:
    assert read_markdown("## Hives\n\n![a hive](hive.png)\n", "bees").sections == ()


@pytest.mark.parametrize("text", ["Hives stand in the shade.", "Hives stand in the shade.\n\n- Feed them.\n"])
def test_text_without_any_heading_is_one_section_of_the_guide_s_name(text: str) -> None:
    section = only_section(text)

    assert (section.heading, section.anchor, section.text) == (("Bees",), "bees", text.strip())


@pytest.mark.parametrize("text", ["", "\n\n", "![a hive](hive.png)"])
def test_nothing_at_all_is_no_section(text: str) -> None:
    assert read_markdown(text, "bees").sections == ()
