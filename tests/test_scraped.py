"""Pages as they come off the web, in small: what is heading, list, text or advert."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.scraped import looks_scraped, to_markdown

BODY = "Clay wants patience and a warm room."


def headings(text: str) -> list[str]:
    """List the headings that a page is given."""
    return [line for line in to_markdown(text).splitlines() if line.startswith("#")]


def words(text: str) -> list[str]:
    """List the words of a text, Markdown marks aside."""
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(
    ("text", "scraped"),
    [
        pytest.param("Keeping Bees\n\nBees need room.", True, id="plain text"),
        pytest.param("- a list\n- without headings", True, id="a list alone"),
        pytest.param("We are #1 in town.\n#2 is far behind.", True, id="a number sign"),
        pytest.param("# Keeping Bees\n\nBees need room.", False, id="a title"),
        pytest.param("Bees need room.\r\n\r\n### Hives\r\n", False, id="a heading further down"),
        pytest.param("\ufeff# Keeping Bees", False, id="a heading behind an unseen character"),
        pytest.param(" \n", False, id="nothing"),
    ],
)
def test_markdown_is_told_from_plain_text(text: str, scraped: bool) -> None:
    assert looks_scraped(text) is scraped


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        pytest.param("Choosing Your First Wheel", "## Choosing Your First Wheel", id="title case"),
        pytest.param("How to wedge clay", "## How to wedge clay", id="sentence case"),
        pytest.param("1. Wedge, Do Not Knead", "## 1. Wedge, Do Not Knead", id="numbered"),
        pytest.param("Step 2: Centre the Ball", "## Step 2: Centre the Ball", id="a step"),
        pytest.param("Weeks 3\u20136: Many small bowls", "## Weeks 3\u20136: Many small bowls", id="weeks"),
        pytest.param(
            "3. I cracked a pot. How many times may I fire it again if the glaze still looks sound?",
            "## 3. I cracked a pot. How many times may I fire it again if the glaze still looks sound?",
            id="a long question",
        ),
        pytest.param("Does it crack?", "## Does it crack?", id="a short question"),
        pytest.param("Glazes\u2026 Really?", "## Glazes\u2026 Really?", id="a pause within"),
    ],
)
def test_a_heading_without_markup_is_recognised(line: str, heading: str) -> None:
    assert to_markdown(f"Pots\n\nWe make pots here.\n{line}\n{BODY}") == (
        f"# Pots\n\nWe make pots here.\n\n{heading}\n\n{BODY}\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Wedge it well.", id="a sentence"),
        pytest.param("Wedge First. Then Throw It", id="two sentences"),
        pytest.param("then the clay gives way", id="a small first letter"),
        pytest.param("\u201cWhy is my bowl so heavy?\u201d", id="a question someone asks"),
        pytest.param("Throw the Bowls and the", id="broken off"),
        pytest.param("12 / 30", id="a page number"),
        pytest.param("By Ada Potter", id="who wrote it"),
        pytest.param("A line that just runs on and on with no stop at its end to say so", id="too long"),
    ],
)
def test_what_may_be_no_heading_stays_a_paragraph(line: str) -> None:
    page = to_markdown(f"Pots\n\nWe make pots here.\n\n{line}\n\n{BODY}")

    assert f"\n\n{line}\n\n{BODY}\n" in page


def test_a_heading_with_nothing_below_it_stays_a_paragraph() -> None:
    assert headings("Pots\n\nWe make pots here.\n\nClosing Words") == ["# Pots"]


def test_a_page_that_begins_with_a_sentence_has_no_title() -> None:
    assert headings(f"We make pots here.\n\nWheels\n{BODY}\n\nKilns\n{BODY}") == ["## Wheels", "## Kilns"]


def test_a_title_may_ask() -> None:
    assert headings(f"Is Pottery for You?\n\nTools\n{BODY}") == ["# Is Pottery for You?", "## Tools"]


def test_sections_stand_below_their_chapter() -> None:
    page = f"""Pots
Everything You Need Before the First Lesson Begins
{BODY}
Tools and Aprons
{BODY}
Throwing
1. Centre the Ball
{BODY}
2. Open It Up
{BODY}
What to Expect From the Kiln and Its Moods
Challenge 1: Cracks in the Base of Bowls
{BODY}
Challenge 2: Glaze That Runs Down Onto the Shelf
{BODY}
Questions and answers for members
{BODY}
Frequently Asked Questions
1. May I bring a child?
Yes, you may.
"""

    assert headings(page) == [
        "# Pots",
        "## Everything You Need Before the First Lesson Begins",
        "### Tools and Aprons",
        "## Throwing",
        "### 1. Centre the Ball",
        "### 2. Open It Up",
        "## What to Expect From the Kiln and Its Moods",
        "### Challenge 1: Cracks in the Base of Bowls",
        "### Challenge 2: Glaze That Runs Down Onto the Shelf",
        "### Questions and answers for members",
        "## Frequently Asked Questions",
        "### 1. May I bring a child?",
    ]


def test_headings_that_are_all_alike_are_all_chapters() -> None:
    assert headings(f"Pots\n\nTools\n{BODY}\nClay\n{BODY}")[1:] == ["## Tools", "## Clay"]


def test_groups_of_a_list_are_sections() -> None:
    page = f"""Pots
The Tools and Machines of a Small Workshop
Look after these:
Hand Tools / Ribs, Wires, Loops and Sponges
- a rib
Power Tools
- a wheel
{BODY}"""

    assert to_markdown(page).endswith(
        "Look after these:\n\n### Hand Tools / Ribs, Wires, Loops and Sponges\n\n- a rib\n\n"
        f"### Power Tools\n\n- a wheel\n\n{BODY}\n"
    )


@pytest.mark.parametrize(
    "items",
    [
        pytest.param("Bring:\n- an apron\n- a towel", id="hyphens"),
        pytest.param("Bring:\n\n\n  \u2022 an apron\n\n  \u2022 a towel", id="bullets, spaced out"),
        pytest.param("Bring:\n*  an apron\n* a towel", id="stars"),
        pytest.param("Bring:\n\u2013 an apron\n\u2013 a towel", id="dashes"),
        pytest.param("Bring:\n1. an apron\n2) a towel", id="numbers"),
        pytest.param("Bring:\na) an apron\nb) a towel", id="letters"),
        pytest.param("Bring:\nan apron\na towel", id="no marks"),
        pytest.param("Bring:\n\nan apron\na towel", id="no marks, set off"),
        pytest.param("Bring:\n\nan apron\n\na towel", id="no marks, spaced out"),
        pytest.param("Bring:- an apron\n- a towel", id="the first run together with the lead-in"),
        pytest.param("Bring: \u2022 an apron\n\u2022 a towel", id="the first bullet on the lead-in's line"),
    ],
)
def test_a_list_stands_right_under_its_lead_in(items: str) -> None:
    assert to_markdown(f"{BODY}\n{items}\n\nThat is all.") == (
        f"{BODY}\n\nBring:\n- an apron\n- a towel\n\nThat is all.\n"
    )


def test_nested_items_are_indented() -> None:
    page = """Ask yourself:

  1. What do I make?

    \u2022 Bowls:
      \u2022 Deep
    \u2022 Mugs
  2. For whom?
"""
    nested = ["- What do I make?", "  - Bowls:", "    - Deep", "  - Mugs", "- For whom?"]

    assert to_markdown(page).splitlines() == ["Ask yourself:", *nested]


def test_a_list_without_marks_ends_where_the_next_heading_stands() -> None:
    page = f"{BODY}\nBring these:\nan apron\na towel\nFiring the Kiln\nWait a Day\n{BODY}"

    assert to_markdown(page).endswith(
        f"Bring these:\n- an apron\n- a towel\n\n## Firing the Kiln\n\n### Wait a Day\n\n{BODY}\n"
    )


def test_one_line_under_a_lead_in_is_no_list() -> None:
    assert to_markdown(f"In short:\n{BODY}") == f"In short:\n\n{BODY}\n"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        pytest.param("Ask first:- Which clay?", ["Ask first:", "- Which clay?"], id="an item"),
        pytest.param("Dig deep.Ignoring air is bad.", ["Dig deep.", "Ignoring air is bad."], id="a sentence"),
        pytest.param("Use the BC.A crack may form.", ["Use the BC.", "A crack may form."], id="capitals"),
        pytest.param("Let it dry!Then fire it.", ["Let it dry!", "Then fire it."], id="a cry"),
        pytest.param("A \u201ckiln.\u201dThen rest.", ["A \u201ckiln.\u201d", "Then rest."], id="quotes"),
    ],
)
def test_what_ran_together_is_parted(line: str, parts: list[str]) -> None:
    shown = to_markdown(f"{BODY}\n\n{line}").splitlines()

    assert [part for part in shown if part][1:] == parts


@pytest.mark.parametrize(
    "line",
    [
        "Some clays (e.g. Stoneware, i.e. Hard clay) last.",
        "The U.S. Army and the U.S.Navy buy mugs.",
        "Heat to 1.5 or 2.Five hours.",
        "See https://pots.example/A.Html?Q=One for more.",
        "Write to Ada@Pots.Example today.",
        "Ask Dr.Potter, or use Node.Js and Clay.Com here.",
    ],
)
def test_abbreviations_numbers_and_addresses_stay_whole(line: str) -> None:
    assert to_markdown(line) == f"{line}\n"


ADVERTS = {
    "a slogan with its pitch": "KilnPal - Firing Made Smarter\n\nKilnPal plans each firing for you.\n\n"
    "Take the guesswork out of glazing with KilnPal.\n* 100% free to try. No credit card needed.",
    "a long pitch": "Firing pots is hard, but our AI-driven app makes it effortless for any potter who has a"
    " kiln, a shelf and an hour to spare.",
    "links": "Related Articles\nTen Glazes Worth Mixing\n\u2022 Why Bowls Warp",
    "a footer": "overview\nShare this\nSubscribe to our newsletter for tips!\nPrivacy Policy | Terms of Use",
    "account and cookies": "Log in\nThis site uses cookies to work.\n\u00a9 2031 Pots Ltd",
}


@pytest.mark.parametrize("advert", ADVERTS.values(), ids=ADVERTS.keys())
def test_adverts_at_the_end_are_left_out(advert: str) -> None:
    page = f"# Pots\n\n{BODY}\n\nJoin two guilds:\n- the local one\n- the national one"

    assert to_markdown(f"{page[2:]}\n\n{advert}\n\n\n") == f"{page}\n"


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("Join potters' societies and subscribe to their journals.", id="joining"),
        pytest.param("With a personalized plan, your pots will hold water for years.", id="one phrase"),
        pytest.param(f"Take the guesswork out of it.\n\n{BODY}", id="a phrase before the end"),
        pytest.param("Reach us by:\n- Email\n- Facebook", id="a list that reads like a menu"),
        pytest.param(f"Plan B - Buy a Pot\n\n{BODY} Plan B costs more.", id="a dash and a name"),
    ],
)
def test_advice_at_the_end_is_kept(ending: str) -> None:
    assert words(to_markdown(f"Pots\n\n{BODY}\n\n{ending}")) == words(f"Pots {BODY} {ending}")


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param("Pot Club Logo Pot Club\n\n", id="a logo"),
        pytest.param("Home | About Us | Log in\n", id="a menu"),
        pytest.param("\u2022 Home\n\u2022 Contact\nSkip to content\n", id="a menu in items"),
        pytest.param("Home > Guides > Clay\n5 min read\n", id="where the page is"),
    ],
)
def test_what_comes_before_the_title_is_left_out(opening: str) -> None:
    assert to_markdown(f"{opening}Pots for All\n\n{BODY}") == f"# Pots for All\n\n{BODY}\n"


def test_a_menu_word_alone_is_the_title() -> None:
    assert to_markdown(f"About Us\n\n{BODY}") == f"# About Us\n\n{BODY}\n"


@pytest.mark.parametrize(
    "keywords",
    [
        "pottery class clay wheel pottery course clay kiln firing beginner potter",
        "pottery class, clay wheel, kiln firing, glaze recipes, beginner potter, studio rental",
    ],
)
def test_search_keywords_below_the_title_are_left_out(keywords: str) -> None:
    assert to_markdown(f"Pots for All\n\n{keywords}\n\n{BODY}") == f"# Pots for All\n\n{BODY}\n"


def test_captions_whose_keywords_are_cut_are_left_out() -> None:
    page = f"""Pots for All

Potter showing a child the wheel in a bright studio - pottery class for young begi

{BODY} It suits beginners.

Shelves of bowls that dry before firing - pottery class for young beginners in to

{BODY}

![A bowl](bowl.png)
"""

    assert to_markdown(page) == f"# Pots for All\n\n{BODY} It suits beginners.\n\n{BODY}\n"


def test_a_lone_caption_cut_within_a_word_is_left_out() -> None:
    caption = "Potter showing a child the wheel in a bright studio - pottery class for young begi"

    page = f"It suits beginners.\n\n{caption}\n\n{BODY}"

    assert to_markdown(page) == f"It suits beginners.\n\n{BODY}\n"


def test_a_line_with_a_dash_that_ends_whole_is_kept() -> None:
    line = "Potter showing a child the wheel in a bright studio - pottery class for young people"

    assert line in to_markdown(f"Pots\n\n{BODY}\n\n{line}\n\n{BODY}")


def test_odd_characters_and_line_ends_become_plain() -> None:
    page = "\ufeffPots\r\n\r\n\r\nLow\u2011fire\u00a0cl\u200bay\u202fis \u202ecalled\u202c soft.\rEnd.\n---\n"

    assert to_markdown(page) == "# Pots\n\nLow-fire clay is called soft.\n\nEnd.\n"


def test_a_paragraph_wrapped_to_a_width_is_joined() -> None:
    page = "A pot that has dried for less than one week\nmay crack. So may a pot that has got a foot\ntoo thick."

    assert to_markdown(page) == page.replace("\n", " ") + "\n"


def test_nothing_becomes_nothing() -> None:
    assert to_markdown("\n \n") == ""


SENTENCE = st.lists(
    st.sampled_from(["clay", "Clay", "a", "The", "dries,", "U.S.", "e.g.", "1.5", "(hot)", "\u201cA\u201d", "B-C"]),
    min_size=1,
    max_size=40,
).map(lambda said: f"Potters say {' '.join(said)} daily.")


@given(st.lists(SENTENCE), st.sampled_from(["\n", "\n\n", " \r\n\t", "\u2028"]))
def test_no_word_of_plain_sentences_is_lost(sentences: list[str], between: str) -> None:
    assert words(to_markdown(between.join(sentences))) == words(" ".join(sentences))


@given(st.text(st.sampled_from("aZ19 .:?-*#!()[]\u2022\u2013\u201d|/\n\t")) | st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    assert isinstance(to_markdown(text), str)
    assert looks_scraped(text) in (True, False)
