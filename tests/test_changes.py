"""What changes from one version of the guides to the next, as their readers would see it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from knowledge.changes import Changes, Dated, Fresh, Names, changes
from knowledge.index import Index
from knowledge.passages import EVERYONE
from knowledge.reading import read_folder
from knowledge.vectors import Place
from tests.made_versions import write_made

Compare = Callable[[dict[str, str] | None, dict[str, str]], Changes]

RAIN = "# Rain\n\n## Boots\n\nWear boots.\n\n## Coats\n\nWear a coat.\n"
SNOW = "# Snow\n\n## Shovels\n\nBring a shovel.\n"


@pytest.fixture
def compare(tmp_path: Path) -> Iterator[Compare]:
    """Yield a function that compares two folders of guides, each told by names and texts."""
    with ExitStack() as closing:

        def opened(name: str, guides: dict[str, str]) -> Index:
            (tmp_path / name / "guides").mkdir(parents=True)
            for file, text in guides.items():
                (tmp_path / name / "guides" / f"{file}.md").write_text(text, encoding="utf-8")
            write_made(tmp_path / name, read_folder(tmp_path / name / "guides"))
            return closing.enter_context(Index(Place(tmp_path / name, "", name), lambda: date(2026, 11, 29)))

        yield lambda before, after: changes(opened("v1", before) if before else None, opened("v2", after))


def test_where_nothing_changed_nothing_is_told(compare: Compare) -> None:
    assert compare({"rain": RAIN}, {"rain": RAIN}) == Changes(Names(), Names(), ())


def test_against_no_version_everything_is_new_and_no_date_has_changed(compare: Compare) -> None:
    found = compare(None, {"rain": RAIN.replace("Wear boots", "Wear boots from May")})

    assert found == Changes(Names(added=("Rain",)), Names(added=("Rain, Boots", "Rain, Coats")), ())


def test_guides_and_sections_are_added_changed_and_removed(compare: Compare) -> None:
    after = RAIN.replace("Wear boots.", "Wear high boots.").replace(
        "## Coats\n\nWear a coat.", "## Hats\n\nWear a hat."
    )

    found = compare({"rain": RAIN, "snow": SNOW}, {"rain": after, "sun": "# Sun\n\n## Shade\n\nStay in it.\n"})

    assert found.guides == Names(added=("Sun",), changed=("Rain",), removed=("Snow",))
    assert found.sections == Names(
        added=("Rain, Hats", "Sun, Shade"), changed=("Rain, Boots",), removed=("Rain, Coats", "Snow, Shovels")
    )
    assert found.fresh == (
        Fresh("rain#hats", "Rain, Hats", "Hats", EVERYONE, "Wear a hat."),
        Fresh("sun#shade", "Sun, Shade", "Shade", EVERYONE, "Stay in it."),
    )
    assert set(found.touched) == {"rain#hats", "sun#shade", "rain#boots", "rain#coats", "snow#shovels"}


def test_a_section_that_moves_within_its_guide_changes_the_guide_alone(compare: Compare) -> None:
    moved = "# Rain\n\n## Coats\n\nWear a coat.\n\n## Boots\n\nWear boots.\n"

    assert compare({"rain": RAIN}, {"rain": moved}) == Changes(Names(changed=("Rain",)), Names(), ())


def test_a_section_that_moves_to_another_guide_goes_from_one_and_comes_to_the_other(compare: Compare) -> None:
    without, coats = RAIN.replace("## Coats\n\nWear a coat.\n", ""), "\n## Coats\n\nWear a coat.\n"

    found = compare({"rain": RAIN, "snow": SNOW}, {"rain": without, "snow": SNOW + coats})

    assert found.guides == Names(changed=("Rain", "Snow"))
    assert found.sections == Names(added=("Snow, Coats",), removed=("Rain, Coats",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("# Rain\n", "# Heavy rain\n", id="the title"),
        pytest.param("# Rain\n", "---\naudience: us_md\n---\n# Rain\n", id="the audience"),
        pytest.param("# Rain\n", "---\nsource: Somebody\n---\n# Rain\n", id="the source"),
        pytest.param("# Rain\n", "---\nexpires: 2030-01-01\n---\n# Rain\n", id="the day of expiry"),
    ],
)
def test_what_is_said_of_a_guide_changes_each_of_its_sections(compare: Compare, old: str, new: str) -> None:
    found = compare({"rain": RAIN}, {"rain": RAIN.replace(old, new)})

    assert len(found.sections.changed) == 2
    assert (found.sections.added, found.sections.removed) == ((), ())


def test_a_section_that_has_expired_is_told_of_as_if_it_were_gone(compare: Compare) -> None:
    found = compare({"rain": RAIN}, {"rain": RAIN.replace("Wear boots", "<!-- expires: 2026-11-29 -->\nWear boots")})

    assert found.sections == Names(removed=("Rain, Boots",))


DATED = "# Rain\n\n## Boots\n\n{}\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(
            "Wear boots. Buy them in March 2026.",
            "Wear boots. Buy them in April 2026.",
            [("Buy them in March 2026.", "Buy them in April 2026.")],
            id="a month",
        ),
        pytest.param(
            "Order 3 weeks before the rain.",
            "Order 5 weeks before the rain.",
            [("Order 3 weeks before the rain.", "Order 5 weeks before the rain.")],
            id="a time before something",
        ),
        pytest.param(
            "Wear boots. The deadline is near.",
            "Wear boots.",
            [("The deadline is near.", "")],
            id="gone",
        ),
        pytest.param("Wear boots.", "Wear boots. It rains in 2027.", [("", "It rains in 2027.")], id="new"),
        pytest.param(
            "Wear boots in May. Sell them in June.",
            "Sell them in July. Wear boots in May.",
            [("Sell them in June.", "Sell them in July.")],
            id="the others stay what they are",
        ),
        pytest.param(
            "Boots are cheapest in February.",
            "No umbrella survives October.",
            [("", "No umbrella survives October."), ("Boots are cheapest in February.", "")],
            id="too different to be one statement",
        ),
        pytest.param("Wear boots. Marching helps.", "Wear boots. Marching heals.", [], id="no date"),
    ],
)
def test_statements_about_dates_are_told_beside_what_they_were(
    compare: Compare, before: str, after: str, told: list[tuple[str, str]]
) -> None:
    found = compare({"rain": DATED.format(before)}, {"rain": DATED.format(after)})

    assert list(found.dated) == [Dated("Rain, Boots", *pair) for pair in told]


def test_dates_of_a_section_that_is_gone_are_told_as_gone(compare: Compare) -> None:
    before = {"rain": RAIN, "snow": SNOW.replace("Bring a shovel", "Bring a shovel by December")}

    assert compare(before, {"rain": RAIN}).dated == (Dated("Snow, Shovels", "Bring a shovel by December.", ""),)
