"""Questions to the invented guides: what is cited, what is withheld, and what is declined."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, AnswerKind, Citation, Statement
from bot.answering.checking import checked
from bot.answering.grounding import Composed
from bot.answering.rendering import as_json, as_text
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.lexicon import Lexicon
from knowledge.passages import EVERYONE, Applicant
from knowledge.reading import passages_of, read_folder

MD, DO, US_IMG, NON_US_IMG = Applicant
SHELF = read_folder(Path(__file__).parent / "guides")
ASKED = [asked.text for _, questions in passages_of(SHELF.guides) for asked in questions]
FIRST_DAY = "What should I do on day one of my away rotation?"
LONGEST_MESSAGE = 2_000
DIGIT = re.compile(r"\d")


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def markers(text: str) -> set[int]:
    """Return the citation markers of a text."""
    return {int(n) for n in re.findall(r"\[(\d+)\]", text)}


def sections(answer: Answer) -> list[tuple[str, str]]:
    """List the guides and anchors that an answer cites."""
    return [(citation.guide, citation.anchor) for citation in answer.citations]


def stands_in(text: str, quote: str) -> bool:
    """Tell whether words are quoted: in one piece, or as the line that leads into a list and one of its items."""
    lead, _, item = text.partition(": ")
    below = squeezed(quote).partition(squeezed(f"{lead}:"))[2]
    return squeezed(text) in squeezed(quote) or (bool(item) and squeezed(item) in below)


def assert_holds_together(adviser: Adviser, answer: Answer) -> None:
    """Check what is true of every answer: markers, quotes, numbers, length."""
    text = as_text(answer)
    quotes = {citation.n: citation.quote for citation in answer.citations}
    assert list(quotes) == list(range(1, len(quotes) + 1))
    assert markers(text) == set(quotes)
    assert len(text) <= LONGEST_MESSAGE
    assert len(answer.passages) <= 10
    for citation in answer.citations:
        section = "\n\n".join(entry.passage.text for entry in adviser.section(citation.guide, citation.anchor))
        assert squeezed(citation.quote) in squeezed(section)
    for statement in answer.statements:
        assert statement.citations
        assert any(stands_in(statement.text, quotes[n]) for n in statement.citations)
    assert bool(answer.statements) == (answer.kind is AnswerKind.ANSWER) == (not answer.refused)


@pytest.mark.parametrize(
    ("question", "section", "words"),
    [
        pytest.param("How many away rotations should I do?", "away-rotations", "Two away rotations", id="aways"),
        pytest.param("how many letters of recommendation do i need", "letters", "Four letters", id="letters"),
        pytest.param("my letter writer is not answering, what now", "silent-writer", "Remind", id="silence"),
        pytest.param("no research yet, where do i begin", "finding-a-first-project", "case report", id="research"),
        pytest.param("how many practice exams before step 2", "practice-exams", "Sit 5 practice exams", id="exams"),
        pytest.param("how do imgs get us clinical experience", "hands-on", "hands-on elective", id="hands-on"),
    ],
)
def test_an_answer_cites_the_section_that_answers(adviser: Adviser, question: str, section: str, words: str) -> None:
    answer = adviser.ask(Question(question))

    assert answer.kind is AnswerKind.ANSWER
    assert sections(answer)[0][1] == section
    assert words in as_text(answer)
    assert_holds_together(adviser, answer)


@pytest.mark.parametrize("applicant", [None, *Applicant])
@pytest.mark.parametrize("question", ASKED)
def test_every_answer_holds_together(adviser: Adviser, question: str, applicant: Applicant | None) -> None:
    assert_holds_together(adviser, adviser.ask(Question(question, applicant)))


WORDS = st.sampled_from(" ".join(ASKED).split()) | st.text(max_size=12)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.lists(st.sampled_from(ASKED), max_size=2))
def test_whatever_is_asked_is_answered_or_declined(adviser: Adviser, text: str, turns: list[str]) -> None:
    assert_holds_together(adviser, adviser.ask(Question(text, turns=tuple(turns))))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n", id="white space"),
        pytest.param("\x00", id="a NUL"),
        pytest.param("\ud800", id="half a surrogate pair"),
        pytest.param("👍", id="a thumb"),
        pytest.param("<@123> @everyone", id="mentions"),
        pytest.param("https://example.org", id="a link"),
    ],
)
def test_what_holds_no_question_is_asked_again(adviser: Adviser, text: str) -> None:
    answer = adviser.ask(Question(text))

    assert (answer.kind, answer.refused) == (AnswerKind.CLARIFY, True)
    assert (answer.citations, answer.statements, answer.passages) == ((), (), ())
    assert as_text(answer)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("how many letters do i need \x00", id="a NUL"),
        pytest.param("how many letters do i need \ud800", id="half a surrogate pair"),
        pytest.param("\x1b[31mhow many letters do i need", id="colours of a terminal"),
        pytest.param("how many letters do i need " + "\u202e" * 50, id="writing turned about"),
        pytest.param("how many letters do i need" + "?" * 3_000, id="impatience"),
        pytest.param("'; DROP TABLE passages; -- how many letters do i need", id="a database's language"),
        pytest.param('how many "letters" do i (need OR want) NEAR*', id="a search engine's language"),
    ],
)
def test_odd_characters_do_not_hide_a_question(adviser: Adviser, text: str) -> None:
    answer = adviser.ask(Question(text))

    assert ("lantern-path", "letters") in sections(answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("How much money do interventional radiologists make?", "earn", id="what is not covered"),
        pytest.param("what is the starting salary of an ir attending", "How many letters", id="the nearest section"),
        pytest.param("how do i bake sourdough bread", "cooking", id="another matter"),
        pytest.param("thank you very much for all your help", "You are welcome", id="a reply of its own"),
        pytest.param("my leg is swollen, should i take aspirin", "health", id="somebody's health"),
        pytest.param("i failed and want to die, how many letters do i need", "lantern line", id="a crisis"),
    ],
)
def test_what_the_guides_do_not_hold_is_declined(adviser: Adviser, question: str, words: str) -> None:
    answer = adviser.ask(Question(question))

    assert (answer.kind, answer.refused) == (AnswerKind.REFUSAL, True)
    assert (answer.citations, answer.statements) == ((), ())
    assert words in as_text(answer)


@pytest.mark.parametrize("applicant", Applicant)
@pytest.mark.parametrize("question", ASKED)
def test_numbers_for_other_applicants_are_withheld(
    adviser: Adviser, lexicon: Lexicon, question: str, applicant: Applicant
) -> None:
    answer = adviser.ask(Question(question, applicant))
    tracks = lexicon.tracks_in(question) or {applicant}
    for_others = {citation.n for citation in answer.citations if not tracks & set(citation.audience)}

    withheld = [statement for statement in answer.statements if for_others & set(statement.citations)]
    assert not [statement.text for statement in withheld if DIGIT.search(statement.text)]
    assert all(any(f"[{n}]" in note for note in answer.notes) for n in for_others)


def test_a_section_for_others_is_said_to_be(adviser: Adviser) -> None:
    answer = adviser.ask(Question("Which visa should I put in my application?", MD))

    assert ("crossing-guide", "visa-to-name") in sections(answer)
    assert "Naming both visas costs nothing." in as_text(answer)
    assert "J-1" not in "".join(statement.text for statement in answer.statements)
    assert any("US MDs" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "applicant", "score"),
    [
        pytest.param("what step 2 score do i need as a us md", None, "247", id="said to be an MD"),
        pytest.param("what step 2 score do i need", MD, "247", id="given as an MD"),
        pytest.param("what step 2 score do i need", NON_US_IMG, "258", id="given as an IMG"),
        pytest.param("what step 2 score does an img need", MD, "258", id="words count over what was given"),
    ],
)
def test_each_applicant_gets_their_own_number(
    adviser: Adviser, question: str, applicant: Applicant | None, score: str
) -> None:
    assert score in adviser.ask(Question(question, applicant)).statements[0].text


def test_guides_named_side_by_side_both_speak(adviser: Adviser) -> None:
    answer = adviser.ask(Question("Compare the score ladder and the crossing guide: which Step 2 score do they name?"))

    assert {guide for guide, _ in sections(answer)} >= {"score-ladder", "crossing-guide"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("the first one?", "lead aprons", id="the first"),
        pytest.param("the second one?", "list of cases", id="the second"),
        pytest.param("the last one?", "consult note", id="the last"),
    ],
)
def test_an_ordinal_points_into_the_list_before(adviser: Adviser, text: str, words: str) -> None:
    answer = adviser.ask(Question(text, turns=(FIRST_DAY,)))

    assert words in answer.statements[0].text


def test_a_follow_up_stays_with_what_it_leans_on(adviser: Adviser) -> None:
    answer = adviser.ask(Question("and when?", turns=("How many away rotations should I do?",)))

    assert sections(answer)[0] == ("lantern-path", "away-rotations")


@pytest.mark.parametrize(
    ("question", "private"),
    [
        pytest.param("i failed step 1, how do i explain it", True, id="a failure"),
        pytest.param("is 250 enough for an img", True, id="a score"),
        pytest.param("which visa should i put in my application", True, id="a visa"),
        pytest.param("how many letters of recommendation do i need", False, id="nothing of the kind"),
    ],
)
def test_private_matters_are_flagged(adviser: Adviser, question: str, private: bool) -> None:
    assert adviser.ask(Question(question)).private is private


def test_nobody_is_called_even_where_a_guide_does(adviser: Adviser) -> None:
    text = as_text(adviser.ask(Question("how do i call a meeting of the interest group")))

    assert "everyone before a meeting" in text
    assert "@everyone" not in text
    assert "<@" not in text


@pytest.mark.parametrize("call", ["@everyone", "@here", "@EVERYONE", "@Here", "<@1>", "<@!1>", "<@&1>", "<#1>"])
def test_no_call_is_printed(call: str) -> None:
    statements = (Statement(f"Write {call} first.", (1,)),)

    assert call not in as_text(Answer("", AnswerKind.ANSWER, private=False, statements=statements))


def test_answers_have_the_fields_that_scripts_rely_on(adviser: Adviser) -> None:
    found = as_json(adviser.ask(Question("How many away rotations should I do?")))

    assert found["kind"] == "answer"
    assert found.keys() >= {"question", "kind", "refused", "private", "text", "statements", "citations", "seconds"}
    assert found.keys() >= {"recommendations", "passages"}
    assert found["statements"][0].keys() >= {"text", "source", "citations"}
    assert found["citations"][0].keys() >= {"n", "guide", "title", "section", "anchor", "quote", "audience", "source"}
    assert [passage["rank"] for passage in found["passages"]] == list(range(1, len(found["passages"]) + 1))
    assert all(len(passage["text"]) <= 1_500 for passage in found["passages"])


def citation(n: int, quote: str, anchor: str = "hives") -> Citation:
    """Return a citation of the bee guide."""
    return Citation(n, "bees", "Bees", "Hives", anchor, quote, EVERYONE, "Bees")


TEXTS = {("bees", "hives"): "Keep 1,200 bees. Feed 2.5 cups.", ("bees", "honey"): "Take 40 jars."}


@pytest.mark.parametrize(
    ("text", "quote", "held"),
    [
        pytest.param("Keep 1,200 bees.", "Keep 1,200 bees.", True, id="a number as it stands"),
        pytest.param("Keep 1200 bees.", "Keep 1,200 bees.", True, id="without its separator"),
        pytest.param("Feed 2.5 cups.", "Feed 2.5 cups.", True, id="a decimal"),
        pytest.param("Feed the bees.", "Feed 2.5 cups.", True, id="no number"),
        pytest.param("Keep 1,300 bees.", "Keep 1,200 bees.", False, id="an invented number"),
        pytest.param("Feed 25 cups.", "Feed 2.5 cups.", False, id="a point lost"),
        pytest.param("Feed 5 cups.", "Feed 2.5 cups.", False, id="part of a number"),
        pytest.param("Feed 2.5 cups.", "Keep 1,200 bees.", False, id="a number from outside the quote"),
        pytest.param("Take 40 jars.", "Take 40 jars.", False, id="a quote from another section"),
        pytest.param("Keep 9 bees.", "Keep 9 bees.", False, id="an invented quote"),
    ],
)
def test_a_statement_holds_only_with_its_numbers_in_its_quote(text: str, quote: str, held: bool) -> None:
    composed = checked(Composed((Statement(text, (1,)),), (citation(1, quote),)), TEXTS)

    assert bool(composed.statements) is held
    assert bool(composed.citations) is held


def test_what_is_left_is_numbered_anew() -> None:
    statements = (Statement("Keep 9 bees.", (1,)), Statement("Take 40 jars.", (2,)), Statement("Feed them.", (3, 2)))
    citations = (citation(1, "Keep 1,200 bees."), citation(2, "Take 40 jars.", "honey"), citation(3, "Not there."))

    composed = checked(Composed(statements, citations), TEXTS)

    assert [(s.text, s.citations) for s in composed.statements] == [("Take 40 jars.", (1,)), ("Feed them.", (1,))]
    assert [(c.n, c.anchor) for c in composed.citations] == [(1, "honey")]


def test_a_statement_that_cites_nothing_is_dropped() -> None:
    assert checked(Composed((Statement("Feed them.", ()),), ()), TEXTS) == Composed((), ())
