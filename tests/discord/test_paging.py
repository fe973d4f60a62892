"""Pages: within Discord's limits whatever is put on them, and nothing cut that means something else in halves."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.showing.layout import laid_out, pages_of
from bot.discord.showing.paging import paged, pieces
from bot.discord.showing.sheet import Attached, Button, Sheet

_WORDS = st.sampled_from(
    [
        "away",
        "1,200",
        "[12]",
        "80–120",
        "**IR**",
        "[the guide](https://a.example/b?c=1)",
        "Step 2 CK",
        "\n- ",
        "é" * 9,
        "x" * 90,
    ]
)
TEXTS = st.lists(_WORDS, max_size=400).map(" ".join)


@given(st.lists(TEXTS, max_size=6), st.integers(120, 600), st.integers(1, 5))
def test_pages_keep_to_their_room_and_lose_no_word(blocks: list[str], room: int, most: int) -> None:
    pages = paged(blocks, room, most)

    assert all(sum(map(len, page)) <= room and len(page) <= most for page in pages)
    assert "".join("".join(page) for page in pages).replace("\n", " ").split() != [] or not "".join(blocks).strip()
    assert re.sub(r"\s", "", "".join("".join(page) for page in pages)) == re.sub(r"\s", "", "".join(blocks))


@given(st.lists(st.sampled_from(["in 2027", "80–120 programs. [1][2]", "[guide](https://a.example/b)"]), min_size=40))
def test_numbers_links_and_citations_stay_whole(words: list[str]) -> None:
    for piece in pieces(" ".join(words), 150):
        assert not re.search(r"^(?:–|\d?\])|\d–$|\[\d?$|\[guide\]?$|^\[[12]", piece)
        assert piece.count("[guide]") == piece.count("](https://a.example/b)")


def test_a_heading_is_repeated_on_each_of_its_pieces() -> None:
    found = pieces("### Plan\n" + "\n".join(f"- step {n}" for n in range(60)), 200)

    assert len(found) > 1
    assert all(one.startswith("### Plan\n- step") for one in found)


def test_no_text_is_one_empty_page() -> None:
    assert paged([], 100, 5) == [()]


@given(st.lists(TEXTS, max_size=12), st.booleans())
def test_what_is_sent_keeps_to_discords_limits(blocks: list[str], plain: bool) -> None:
    files = (Attached("chart.png", b"x", "A chart"), Attached("dates.ics", b"y"))
    sheet = Sheet(
        tuple(blocks) or ("-",), "guides", tuple(Button(f"b{n}", "act", str(n)) for n in range(6)), files, "id.a"
    )

    for page in range(len(pages_of(sheet, plain))):
        laid = laid_out(sheet, plain=plain, page=page)
        components = laid["view"].to_components()
        assert len(laid.get("content", "")) <= 2_000
        assert _count(components) <= 40
        assert sum(len(one.get("content", "")) for one in _every(components)) <= 4_000
        ids = [one["custom_id"] for one in _every(components) if "custom_id" in one]
        assert len(set(ids)) == len(ids)
        assert all(len(one) <= 100 for one in ids)


def _every(components: list[dict]) -> list[dict]:
    return [found for one in components for found in (one, *_every(one.get("components", [])))]


def _count(components: list[dict]) -> int:
    return len(_every(components))


def test_a_title_is_not_left_alone_before_what_takes_many_pages() -> None:
    first, *_ = paged(["A title", "### Weeks\n" + "\n".join(f"- week {n}" for n in range(200))], 300, 10)

    assert first[0] == "A title"
    assert first[1].startswith("### Weeks\n- week 0\n")
