"""Printed pages as flowing text: what is dropped, what is joined, and what stays apart."""

import pytest

from knowledge.converting.pages import flowing

WIDE = "Hives stand in the shade of the old oak, because the sun is"
FILLER = "Bees fly from the first warm day of March until the last of October."


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param([WIDE, "too warm for them."], f"{WIDE} too warm for them.", id="a wrapped sentence"),
        pytest.param([WIDE, "Oak Street is near."], f"{WIDE} Oak Street is near.", id="a wrapped name"),
        pytest.param(["Hives", WIDE], f"Hives\n{WIDE}", id="a short line above"),
        pytest.param([f"{WIDE}.", "Bees sleep."], f"{WIDE}.\nBees sleep.", id="a sentence that ends with its line"),
        pytest.param([WIDE, "• oak"], f"{WIDE}\n• oak", id="an item below"),
        pytest.param([WIDE, "2. oak"], f"{WIDE}\n2. oak", id="a numbered item below"),
        pytest.param(["Oak", "Ash", "Elm"], "Oak\nAsh\nElm", id="short lines"),
        pytest.param(["•", "oak"], "• oak", id="a bullet on a line of its own"),
        pytest.param(["\uf0b7 oak"], "• oak", id="a bullet of the symbol font"),
        pytest.param(["Whoever keeps the bees in the inter-", "ventional suite."],
                     "Whoever keeps the bees in the interventional suite.", id="a parted word"),
        pytest.param(["A long-term plan for the bees is a long-", "term plan."],
                     "A long-term plan for the bees is a long-term plan.", id="a word with a hyphen of its own"),
        pytest.param(["All the bees of the town fill no more than 80–", "120 hives."],
                     "All the bees of the town fill no more than 80–120 hives.", id="a parted range"),
    ],
)  # fmt: skip
def test_lines_are_joined_where_they_were_wrapped(lines: list[str], wanted: str) -> None:
    assert flowing(["\n".join(lines)]) == wanted


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        f"Bees, 2nd edition\n{name}: {FILLER}\nHive {name}.\nwww.bees.example\n{n} | Bees"
        for n, name in enumerate("ABCD")
    ]

    assert flowing(pages) == "\n".join(f"{name}: {FILLER}\nHive {name}." for name in "ABCD")


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 7 of 9"])
def test_a_page_number_goes_even_from_a_single_page(number: str) -> None:
    assert flowing([f"{FILLER}\n{number}"]) == FILLER


def test_printed_numbers_go_where_they_are_ahead_of_the_pages() -> None:
    pages = [f"Hive {name}: {FILLER}\n{number}" for number, name in enumerate("ABC", start=40)]

    assert flowing(pages) == "\n".join(f"Hive {name}: {FILLER}" for name in "ABC")


def test_a_title_that_heads_every_page_is_read_once() -> None:
    pages = [f"Keeping Bees\nHive {name}: {FILLER}\nA. Beekeeper" for name in "ABC"]

    assert flowing(pages) == "\n".join(["Keeping Bees", *(f"Hive {name}: {FILLER}" for name in "ABC")])


def test_a_table_of_contents_goes() -> None:
    assert flowing([f"Hives . . . . . . . . 4\nBees ............ iv\n{FILLER}"]) == FILLER


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([f"{FILLER}\n42"], id="another number"),
        pytest.param([f"{FILLER}\nBees sleep.", f"{FILLER}\nBees fly."], id="a line on two pages"),
        pytest.param(["Bees.\nFly.\nA.\nB.\nC.", "D.\nE.\nA.\nF.\nG.", "H.\nI.\nA.\nJ.\nK."], id="a line within"),
    ],
)
def test_what_is_no_running_head_stays(pages: list[str]) -> None:
    assert flowing(pages).split() == " ".join(pages).split()


def test_no_pages_are_no_text() -> None:
    assert flowing([]) == flowing(["", " \n"]) == ""
