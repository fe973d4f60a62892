"""What every way of finding leads must do: comparing one and all, asking Chroma in a folder, and on a server."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.leads import Lead, LeadKind
from knowledge.scanned import ScannedLeads, write_scanned
from knowledge.stored import StoredLeads, _steps, write_stored
from knowledge.vectors import Leads, Place, Vectors
from tests.chroma_server import shared_server

AWAYS = Lead(LeadKind.PASSAGE, 0, 0, "Away rotations", "roadmap", owned_by="aways")
HOW_MANY = Lead(LeadKind.ASKED, 0, 0, "how many aways", "roadmap", point=2, owned_by="aways")
LETTERS = Lead(LeadKind.STATEMENT, 1, 0, "Letters: ask for four", "letters", owned_by="four")
WEATHER = Lead(LeadKind.TOPIC, 0, 0, "will it rain", owned_by="weather")
ALL = (AWAYS, HOW_MANY, LETTERS, WEATHER)
VECTORS: Vectors = np.eye(4, dtype=np.float32)
NUMBERS = {"aways": 0, "four": 1, "weather": 0}


@pytest.fixture(params=["scanned", "embedded", "server"])
def leads(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Leads]:
    opened: Leads
    if request.param == "scanned":
        write_scanned(tmp_path, ALL, VECTORS)
        opened = ScannedLeads(tmp_path)
    else:
        place = Place(tmp_path, shared_server().address if request.param == "server" else "", tmp_path.name)
        write_stored(place, ALL, VECTORS)
        opened = StoredLeads(place, NUMBERS, len(ALL))
    yield opened
    opened.close()


def near(*weights: float) -> Vectors:
    vector = np.array(weights, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def test_the_closest_come_first_with_their_cosines(leads: Leads) -> None:
    first, second = leads.closest(near(3, 4, 0, 0), 2)

    assert (first.kind, first.owner, first.point) == (LeadKind.ASKED, 0, 2)
    assert (second.kind, second.owner, second.point) == (LeadKind.PASSAGE, 0, -1)
    assert first.likeness == pytest.approx(0.8, abs=1e-5)
    assert second.likeness == pytest.approx(0.6, abs=1e-5)


def test_a_guide_named_leaves_out_the_others(leads: Leads) -> None:
    assert [hit.owner for hit in leads.closest(near(1, 1, 1, 1), 4, "letters")] == [1]


def test_more_wanted_than_there_are_gives_all(leads: Leads) -> None:
    assert len(leads.closest(near(1, 2, 3, 4), 50)) == len(ALL)


@pytest.mark.parametrize("leads", [1_001, 8_327, 50_000, 50_001, 123_457, 698_916])
def test_a_graph_is_saved_at_its_last_step_and_seldom_before(leads: int) -> None:
    steps = _steps(leads)
    saves = unsaved = 0
    for start in range(0, leads, steps.size):
        unsaved += min(steps.size, leads - start)
        if unsaved >= steps.saved_after:
            saves, unsaved = saves + 1, 0

    assert unsaved == 0
    assert saves <= leads // 50_000 + 1
