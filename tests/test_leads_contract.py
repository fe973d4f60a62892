"""What both ways of finding leads must do: comparing one and all, and asking Chroma."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.leads import Lead, LeadKind
from knowledge.scanned import ScannedLeads, write_scanned
from knowledge.stored import StoredLeads, write_stored
from knowledge.vectors import Leads, Vectors

AWAYS = Lead(LeadKind.PASSAGE, 0, 0, "Away rotations", "roadmap")
HOW_MANY = Lead(LeadKind.ASKED, 0, 0, "how many aways", "roadmap", point=2)
LETTERS = Lead(LeadKind.STATEMENT, 1, 0, "Letters: ask for four", "letters")
WEATHER = Lead(LeadKind.TOPIC, 0, 0, "will it rain")
ALL = (AWAYS, HOW_MANY, LETTERS, WEATHER)
VECTORS: Vectors = np.eye(4, dtype=np.float32)


@pytest.fixture(params=["scanned", "stored"])
def leads(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Leads]:
    if request.param == "scanned":
        write_scanned(tmp_path, ALL, VECTORS)
        opened: Leads = ScannedLeads(tmp_path)
    else:
        write_stored(tmp_path, ALL, VECTORS)
        opened = StoredLeads(tmp_path)
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


def test_the_store_gives_back_what_was_written(tmp_path: Path) -> None:
    write_stored(tmp_path, ALL, VECTORS)
    with StoredLeads(tmp_path) as stored:
        known = stored.vectors_by_text()

    assert set(known) == {lead.text for lead in ALL}
    assert known["how many aways"].tolist() == VECTORS[1].tolist()
