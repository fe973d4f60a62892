"""Whether a statement puts the words of its sources together in another way than they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verifying.meanings import meaning
from bot.writing.sequences import FAR, Wording
from bot.writing.straying import strays

ANYTHING = st.text(st.characters(), max_size=200)
OTHERWISE, EXCEPTIONS, ANOTHER_WAY, OTHER_THINGS, ADDS = (
    "its sources say otherwise",
    "its sources leave exceptions",
    "it puts the words of its sources together in another way",
    "its figures belong to other things in its sources",
    "it adds what its sources do not say",
)
AWAYS = "Most competitive candidates for IR do 1–2 away rotations, on top of their home Sub-I."
BACKUP = "Applying to diagnostic radiology as a backup usually makes sense, but avoid generic statements."
DOES_NOT = "Programs do not rank poster presentations."
WEEKS = "In the morning do a 40-question block, then spend 3 hours on review and 20 minutes on flashcards."
ROUTES = "Integrated positions take six years from school, while independent fellowships follow diagnostic training."


def strayed(said: str, *sources: str) -> str:
    """Return how a statement strays from the first of its sources, or from all of them."""
    first, *others = map(Wording, sources)
    return strays(Wording(said), first, [first, *others])


@pytest.mark.parametrize("source", [AWAYS, BACKUP, DOES_NOT, WEEKS, ROUTES])
def test_a_source_does_not_stray_from_itself(source: str) -> None:
    assert strayed(source, source, AWAYS, DOES_NOT) == ""


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Competitive applicants usually do 1–2 away rotations beside a home Sub-I.", AWAYS),
        ("A backup in diagnostic radiology usually makes sense.", BACKUP),
        ("They do not rank poster presentations.", DOES_NOT),
        ("Do a 40-question block in the morning and review it for 3 hours.", WEEKS),
        ("Independent fellowships follow diagnostic training.", ROUTES),
    ],
)
def test_the_same_in_other_words_does_not_stray(said: str, source: str) -> None:
    assert strayed(said, source) == ""


@pytest.mark.parametrize(
    ("said", "source", "says"),
    [
        ("Programs rank poster presentations.", DOES_NOT, OTHERWISE),
        ("Competitive applicants do not do away rotations.", AWAYS, OTHERWISE),
        ("Competitive applicants never do 1–2 away rotations.", AWAYS, OTHERWISE),
        ("Applying with a backup in diagnostic radiology, use generic statements.", BACKUP, OTHERWISE),
        ("Competitive applicants always do 1–2 away rotations.", AWAYS, EXCEPTIONS),
        ("Competitive applicants must do 1–2 away rotations.", AWAYS, EXCEPTIONS),
        ("Doing 1–2 away rotations guarantees a competitive application.", AWAYS, EXCEPTIONS),
        ("A backup in diagnostic radiology is the only thing that makes sense.", BACKUP, EXCEPTIONS),
        ("Independent positions take six years from school.", ROUTES, ANOTHER_WAY),
        ("Diagnostic training follows independent fellowships.", ROUTES, ANOTHER_WAY),
    ],
)
def test_what_turns_overstates_or_mixes_up_its_source_is_told(said: str, source: str, says: str) -> None:
    assert strayed(said, source) == says


@pytest.mark.parametrize(
    "said",
    [
        "Competitive applicants do 1–2 away rotations, and surgeons love espresso machines.",
        "Competitive applicants do 1–2 away rotations; bring chocolate.",
        "Competitive applicants do 1–2 away rotations at Stanford.",
        "Competitive applicants do 1–2 away rotations a decade.",
        "Competitive applicants do 1–2 “audition” rotations away.",
        "Enthusiastic gardeners juggle penguins.",
    ],
)
def test_what_is_added_to_a_source_is_told(said: str) -> None:
    assert strayed(said, AWAYS) == ADDS


def test_what_a_source_only_tells_to_call_it_wrong_is_not_taken_from_it() -> None:
    rumor = "Poster presentations settle the rank list."
    source = f"{rumor} That is wrong."

    assert strayed(rumor, rumor, source) == OTHERWISE
    assert strayed(rumor, rumor) == ""


def test_figures_stay_with_the_words_they_stand_beside() -> None:
    assert strayed("Spend 20 minutes on flashcards.", WEEKS) == ""
    assert strayed("Review flashcards before a morning block of 20.", WEEKS) in {ANOTHER_WAY, OTHER_THINGS}


def test_a_word_that_leaves_no_exception_may_stand_in_any_source() -> None:
    said = "Competitive applicants must do 1–2 away rotations."

    assert strayed(said, AWAYS) == EXCEPTIONS
    assert strayed(said, AWAYS, "You must attend every day.") == ""


def test_what_every_source_denies_is_denied() -> None:
    other = "Programs never count poster presentations of others."

    assert strayed("Programs rank presentations.", "Programs rank applicants.", DOES_NOT, other) == OTHERWISE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("And so it is.", ()),
        ("Step 1 and Step 2 CK scores", (meaning("stepone"), meaning("steptwo"), "score")),
        ("4–8 weeks", ("4", "8")),
        ("Scoring letters, LORs & scores", ("score", "letter", "letter", "score")),
    ],
)
def test_a_text_is_read_as_meanings_and_figures_in_their_order(text: str, words: tuple[str, ...]) -> None:
    assert Wording(text).words == words


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Do not ask strangers for letters.", {"ask", "stranger", "letter"}),
        ("Ask for letters, not favors.", {"favor"}),
        ("Avoid generic statements; show interest.", {"generic", "statement"}),
        ("Programs rank posters.", set()),
        ("Not only posters but papers.", {"poster"}),
        ("", set()),
    ],
)
def test_a_denial_reaches_to_the_end_of_its_clause(text: str, denied: set[str]) -> None:
    assert Wording(text).denied == denied


def test_how_far_words_are_apart_is_counted_at_the_least() -> None:
    text = Wording("letters mentors research letters posters")

    assert text.between("letter", "poster") == 1
    assert text.between("mentor", "research") == 1
    assert text.between("letter", "letter") == 0
    assert text.between("letter", "surgery") == FAR


@given(ANYTHING, ANYTHING, st.lists(ANYTHING, max_size=3))
def test_any_text_strays_or_not(said: str, closest: str, sources: list[str]) -> None:
    assert strayed(said, closest, *sources) in {"", OTHERWISE, EXCEPTIONS, ANOTHER_WAY, OTHER_THINGS, ADDS}


@given(ANYTHING)
def test_no_text_strays_from_itself_in_what_it_leaves_open(text: str) -> None:
    assert strayed(text, text) not in {OTHERWISE, EXCEPTIONS}
