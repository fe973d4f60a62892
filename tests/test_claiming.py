"""The right to change the versions: one process has it at a time, and finishes what another was kept from."""

from pathlib import Path

import pytest

from knowledge.claiming import claimed
from knowledge.errors import RefreshRunningError
from knowledge.history import Act
from knowledge.library import tidy
from knowledge.models import DEFAULT_MODEL
from knowledge.publishing import discard, publish, roll_back
from knowledge.sources import Sources
from knowledge.versions import CURRENT, DRAFT
from tests.conftest import GUIDES, TOPICS
from tests.elsewhere import HELD, held
from tests.made_versions import drafted, published
from tests.measuring.refresh_kills import left_behind


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Return the invented guides and a home without a version."""
    return Sources(GUIDES, TOPICS, DEFAULT_MODEL, tmp_path / "home")


def test_versions_go_up_though_the_clock_was_put_back(sources: Sources) -> None:
    first = published(sources)
    later = sources.versions.folder / "v29990101-000000-000000"
    sources.versions.folder_of(first.version).rename(later)

    assert drafted(sources).version > later.name


def test_what_was_cut_off_after_the_swap_is_finished_and_told_of_whoever_did_it(sources: Sources) -> None:
    published(sources)
    draft = drafted(sources)
    done = Act("2026-11-29T12:00:00Z", "Ada", "published", draft.version, "1 passages added")
    (sources.versions.folder / CURRENT).write_text(f"{draft.version}\n{done.line}\n", encoding="utf-8")

    assert sources.versions.draft() is None
    with claimed(sources.versions, "somebody else"):
        pass

    assert sources.versions.history.acts()[0] == done
    assert not (sources.versions.folder_of(draft.version) / DRAFT).exists()
    with claimed(sources.versions, "somebody else"):
        pass
    assert len(sources.versions.history.acts()) == 2


def test_who_comes_meanwhile_is_told_who_is_at_it_and_how_far(sources: Sources) -> None:
    version = drafted(sources).version
    with held(sources):
        for act in (lambda: publish(sources, version), lambda: discard(sources), lambda: roll_back(sources)):
            with pytest.raises(RefreshRunningError, match=HELD):
                act()
        tidy(sources.versions)

    assert publish(sources, version).version == version
    assert not left_behind(sources)


def test_who_was_killed_holds_nobody_up_and_is_not_named_any_more(sources: Sources) -> None:
    version = drafted(sources).version
    with held(sources) as process:
        process.kill()
        process.join()

        with claimed(sources.versions, "Ben"), pytest.raises(RefreshRunningError, match="by Ben since"):
            publish(sources, version)
        assert publish(sources, version).version == version
