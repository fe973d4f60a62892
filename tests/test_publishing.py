"""Publishing, throwing away and going back: one swap each, by one process at a time, and said who did it."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import DraftError, IndexBrokenError
from knowledge.listing import listed
from knowledge.models import DEFAULT_MODEL
from knowledge.publishing import discard, publish, roll_back
from knowledge.sources import Sources
from knowledge.versions import CURRENT, KEPT, in_use
from tests.conftest import TOPICS
from tests.made_versions import drafted, published
from tests.measuring.refresh_kills import left_behind


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Return a guide to edit and a home without a version."""
    made = Sources(tmp_path / "guides", TOPICS, DEFAULT_MODEL, tmp_path / "home")
    made.guides.mkdir()
    say(made, "Bring an umbrella.")
    return made


def say(sources: Sources, text: str) -> None:
    """Let the only section of the only guide say something."""
    (sources.guides / "rain.md").write_text(f"# Rain\n\n## What to bring\n\n{text}\n", encoding="utf-8")


def several(sources: Sources, count: int) -> list[str]:
    """Publish some versions, each of another text; return their names, the oldest first."""
    names = []
    for n in range(count):
        say(sources, f"Bring {n} umbrellas.")
        names.append(published(sources).version)
    return names


def acts(sources: Sources) -> list[tuple[str, str, str]]:
    """Return who did what with which version, newest first."""
    return [(act.by, act.act, act.version) for act in sources.versions.history.acts()]


def test_a_draft_is_not_in_use_until_it_is_published(sources: Sources) -> None:
    before = published(sources).version
    say(sources, "Bring two umbrellas.")

    draft = drafted(sources)

    assert sources.versions.current_name() == before
    assert sources.versions.draft() == draft
    assert [one.version for one in sources.versions.usable()] == [before]
    assert publish(sources, draft.version, "Ada") == draft
    assert sources.versions.current_name() == draft.version
    assert sources.versions.draft() is None
    assert acts(sources)[0] == ("Ada", "published", draft.version)
    assert sources.versions.history.acts()[0].what == "0 passages added, 1 changed, 0 removed"


def test_a_draft_that_is_thrown_away_is_gone_and_the_version_in_use_stays(sources: Sources) -> None:
    before = published(sources).version
    say(sources, "Bring two umbrellas.")
    draft = drafted(sources)

    discard(sources)

    assert not sources.versions.folder_of(draft.version).exists()
    assert sources.versions.current_name() == before
    with pytest.raises(DraftError, match="not there any more"):
        publish(sources, draft.version)


def test_a_newer_draft_takes_the_place_of_the_one_before(sources: Sources) -> None:
    first = drafted(sources)
    say(sources, "Bring two umbrellas.")

    second = drafted(sources)

    assert sources.versions.draft() == second
    assert not sources.versions.folder_of(first.version).exists()


def test_what_is_published_cannot_be_published_again(sources: Sources) -> None:
    version = published(sources).version

    with pytest.raises(DraftError, match="in use already"):
        publish(sources, version)


def test_a_draft_is_overtaken_by_whatever_else_is_put_to_use(sources: Sources) -> None:
    several(sources, 2)
    say(sources, "Bring a boat.")
    draft = drafted(sources)
    roll_back(sources)

    with pytest.raises(DraftError, match="another version was published since"):
        publish(sources, draft.version)

    assert sources.versions.draft() == draft


def test_a_draft_that_was_damaged_is_named_and_not_published(sources: Sources) -> None:
    before = published(sources).version
    draft = drafted(sources)
    (sources.versions.folder_of(draft.version) / "words.sqlite").write_bytes(b"half")

    with pytest.raises(IndexBrokenError, match=r"words\.sqlite"):
        publish(sources, draft.version)

    assert sources.versions.current_name() == before


def test_five_versions_are_kept_beside_the_one_in_use_and_a_draft_is_none_of_them(sources: Sources) -> None:
    names = several(sources, KEPT + 3)
    say(sources, "Bring a boat.")
    draft = drafted(sources)

    assert [one.version for one in sources.versions.usable()] == names[: -KEPT - 2 : -1]
    assert sources.versions.draft() == draft
    assert not left_behind(sources)


def test_without_a_name_it_goes_back_one_version_after_the_other(sources: Sources) -> None:
    first, second, third = several(sources, 3)

    assert [roll_back(sources).version for _ in range(2)] == [second, first]
    with pytest.raises(DraftError, match=f"there are: {third}, {second}"):
        roll_back(sources)
    assert roll_back(sources, third, "Ada").version == third
    assert acts(sources)[:2] == [("Ada", "went back", third), ("somebody at the command line", "went back", first)]


def test_the_oldest_version_stays_while_it_is_in_use(sources: Sources) -> None:
    names = several(sources, KEPT + 1)
    roll_back(sources, names[0])
    draft = drafted(sources)

    assert sources.versions.current_name() == names[0]
    publish(sources, draft.version)
    assert names[0] not in {one.version for one in sources.versions.usable()}


@pytest.mark.parametrize("version", ["v19990101-000000-000000", "../guides", "current", " "])
def test_going_back_to_what_is_no_version_is_refused(sources: Sources, version: str) -> None:
    before = several(sources, 2)[-1]

    with pytest.raises(DraftError, match="to go back to"):
        roll_back(sources, version)

    assert sources.versions.current_name() == before


def test_going_back_to_a_draft_is_refused(sources: Sources) -> None:
    published(sources)
    draft = drafted(sources)

    with pytest.raises(DraftError, match="to go back to"):
        roll_back(sources, draft.version)


def test_going_back_to_a_damaged_version_is_refused(sources: Sources) -> None:
    first, second = several(sources, 2)
    (sources.versions.folder_of(first) / "leads.npy").write_bytes(b"half")

    with pytest.raises(IndexBrokenError, match=r"leads\.npy"):
        roll_back(sources)

    assert sources.versions.current_name() == second


def test_going_back_to_a_version_of_another_encoder_is_refused(sources: Sources) -> None:
    _, second = several(sources, 2)
    other = sources.home / "another-model"
    other.mkdir()

    with pytest.raises(DraftError, match="IR_ADVISOR_ENCODER"):
        roll_back(replace(sources, model=str(other)))

    assert sources.versions.current_name() == second


def test_where_the_pointer_is_lost_it_can_be_gone_back_to_the_newest(sources: Sources) -> None:
    _, second = several(sources, 2)
    (sources.versions.folder / CURRENT).write_text("", encoding="utf-8")

    assert roll_back(sources).version == second


def test_after_going_back_a_damaged_version_is_followed_by_the_one_before_it(sources: Sources) -> None:
    first, second, third = several(sources, 3)
    roll_back(sources)
    (sources.versions.folder_of(second) / "manifest.json").unlink()

    serves = in_use(sources.versions)

    assert serves is not None
    assert serves.version == first
    assert [one.version for one in sources.versions.in_turn()] == [first, third]


def test_versions_are_listed_with_what_each_is(sources: Sources) -> None:
    first, second = several(sources, 2)
    draft = drafted(sources).version

    found = listed(sources.versions)

    states = [(one["version"], one["state"]) for one in found["versions"]]
    assert states == [(draft, "draft"), (second, "in use"), (first, "kept")]
    assert found["versions"][0] | {"version": ""} == {
        "version": "",
        "state": "draft",
        "guides": 1,
        "sections": 1,
        "passages": 1,
    }
    assert [act["version"] for act in found["history"]] == [second, first]
