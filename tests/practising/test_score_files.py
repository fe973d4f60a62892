"""Practice scores from files and arguments: what is read, what is passed over and named, and what is refused."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.practising.assessing import Score, in_order
from bot.practising.score_files import (
    MOST_BYTES,
    MOST_ROWS,
    Read,
    read_day,
    read_score_file,
    read_scores,
    scores_of,
    text_of,
)
from tests.conftest import Write

TODAY = date(2027, 4, 1)
FIRST, SECOND = Score(date(2027, 3, 1), 228, "UWSA 1"), Score(date(2027, 3, 15), 231, "NBME 12")
BOTH = (FIRST, SECOND)

_NAMES = st.text(max_size=30).map(lambda name: " ".join("".join(filter(str.isprintable, name)).split()))
_SCORES = st.builds(Score, st.dates(date(2020, 1, 1), TODAY), st.integers(1, 300), _NAMES)
MANY = st.lists(_SCORES, min_size=1, max_size=20, unique_by=lambda one: (one.on, one.value, one.test.casefold()))


def read(text: str) -> Read:
    """Read a text as a file of the name a.csv."""
    return read_scores(text, "a.csv", TODAY)


def written(scores: Sequence[Score], separator: str) -> str:
    """Write scores as a spreadsheet does."""
    file = io.StringIO()
    rows = [("Date", "Score", "Test"), *((one.on, one.value, one.test) for one in scores)]
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


@given(scores=MANY, separator=st.sampled_from(",;\t"))
def test_what_was_written_is_read_again(scores: list[Score], separator: str) -> None:
    assert read(written(scores, separator)) == Read(in_order(scores))


@given(scores=MANY, data=st.data())
def test_the_order_of_rows_does_not_matter(scores: list[Score], data: st.DataObject) -> None:
    apart = [Score(TODAY - timedelta(days=n), one.value, one.test) for n, one in enumerate(scores)]

    assert read(written(data.draw(st.permutations(apart)), ",")) == read(written(apart, ","))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2027-03-01,228,UWSA 1\n2027-03-15,231,NBME 12", id="no header"),
        pytest.param("date,score,test\n2027-03-01,228,UWSA 1\n2027-03-15,231,NBME 12\n", id="a header"),
        pytest.param("FORM;Score;DATE\nUWSA 1;228;2027-03-01\nNBME 12;231;2027-03-15\n", id="columns in another order"),
        pytest.param(
            "exam\tform\tscore\tdate\nUWSA\t1\t228\t2027-03-01\nNBME\t12\t231\t2027-03-15", id="in two columns"
        ),
        pytest.param("date,score,mood,name\n2027-03-01,228,good,UWSA 1\n2027-03-15,231,,NBME 12", id="a column more"),
        pytest.param("\ufeffdate,score,test\r\n2027-03-01,228,UWSA 1\r\n2027-03-15,231,NBME 12\r\n", id="BOM and CRLF"),
        pytest.param('"1 Mar 2027","228", "UWSA 1"\n"Mar 15, 2027",231,"NBME 12"', id="quotes"),
        pytest.param('# mine, "all\n2027-03-01,228,UWSA 1\n\n ,,\n  # more\n2027-03-15,231,NBME 12', id="remarks"),
        pytest.param("Mar 1, 2027;228;UWSA 1\nMarch 15, 2027;231;NBME 12", id="commas that part nothing"),
        pytest.param("2027-03-01,228,UWSA 1,,\n2027-03-15,231,NBME\u00a012,", id="commas at the end"),
        pytest.param(
            "2027-03-01, 228 ,UWSA\x1b\x07 1\n2027-03-15,231,  NBME   12", id="blanks and what is not printed"
        ),
    ],
)
def test_a_file_is_read_however_it_is_written(text: str) -> None:
    assert read(text) == Read(BOTH)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(",231", "no date", id="no date"),
        pytest.param("soon,231", "'soon' is no date we can read; write it as in 2027-03-01", id="unreadable date"),
        pytest.param("3/4/2027,231", "'3/4/2027' can be read as two days; write 2027-03-04", id="ambiguous date"),
        pytest.param("13.4.2027,231", "no date we can read", id="figures in another order"),
        pytest.param("2027-02-30,231", "'2027-02-30' is no day of the calendar", id="no such day"),
        pytest.param("2027-04-02,231", "2027-04-02 lies after 2027-04-01", id="a day to come"),
        pytest.param("2027-03-15", "no score", id="no score"),
        pytest.param("2027-03-15,,NBME 12", "no score", id="empty score"),
        pytest.param("2027-03-15,231.5", "score '231.5': give one whole number from 1 to 300", id="half a point"),
        pytest.param("2027-03-15,0", "from 1 to 300", id="zero"),
        pytest.param("2027-03-15,301", "from 1 to 300", id="too high"),
        pytest.param("2027-03-15,-5", "from 1 to 300", id="negative"),
        pytest.param("2027-03-15,pass", "score 'pass'", id="a word"),
        pytest.param("2027-03-15,231,NBME,12", "4 columns instead of 3 at most", id="too many columns"),
        pytest.param('"2027-03-15,231', "is no date", id="an open quote"),
        pytest.param(f"2027-03-15,231,{'N' * 81}", "longer than 80 characters", id="a long name"),
        pytest.param("2027-03-15," + "2" * 200_000, "no date we can read", id="a cell no reader takes"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_rest_is_read(row: str, reason: str) -> None:
    found = read(f"2027-03-01,228,UWSA 1\n# remark\n{row}\n2027-03-15,231,NBME 12\n")

    [skipped] = found.skipped
    assert found.scores == BOTH
    assert skipped.startswith("a.csv, line 3: ")
    assert reason in skipped
    assert len(skipped) < 200


def test_a_score_told_twice_counts_once() -> None:
    found = read("2027-03-01,228,UWSA 1\n2027-03-01,228,uwsa 1\n2027-03-01,229,UWSA 1")

    assert [score.value for score in found.scores] == [228, 229]
    assert found.skipped == ("a.csv, line 2: the same day, score and test again; counted once",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "nothing in it", id="empty"),
        pytest.param("date,score\n", "nothing in it", id="a header alone"),
        pytest.param("soon;228\nlater;231", "line 1: 'soon' is no date", id="no good row"),
        pytest.param("2027-03-01,228\n" * (MOST_ROWS + 1), "more than 500 rows", id="a row too many"),
        pytest.param("date,score\n" + "2027-03-01,228\n" * (MOST_ROWS + 1), "more than 500 rows", id="under a header"),
        pytest.param("2027-03-01,228," + "N" * MOST_BYTES, "more than 500 rows", id="more than 1 MB"),
    ],
)
def test_a_text_without_a_log_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        read(text)

    assert str(refused.value).startswith("a.csv")
    assert "\n" not in str(refused.value)


def test_as_many_rows_as_are_taken_are_taken_under_a_header() -> None:
    rows = "".join(f"{TODAY - timedelta(days=n)},228\n" for n in range(MOST_ROWS))

    assert len(read(f"date,score\n{rows}").scores) == MOST_ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_encodings_of_spreadsheets(write: Write, encoding: str) -> None:
    path = write("scores.csv", written(BOTH, "\t").encode(encoding))

    assert read_score_file(path, TODAY) == Read(BOTH)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "not a text file", id="a picture"),
        pytest.param(b"2027-03-01,228\x00", "not a text file", id="a zero byte"),
        pytest.param(b"\xff\xfe\x00", "not a text file", id="half of UTF-16"),
        pytest.param(b" " * (MOST_BYTES + 1), "larger than 1 MB", id="too large"),
    ],
)
def test_bytes_that_are_no_log_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"^a.csv: {reason}"):
        text_of(content, "a.csv")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read \(No such file"):
        read_score_file(tmp_path / "none.csv", TODAY)
    with pytest.raises(InputError, match="cannot be read"):
        read_score_file(tmp_path, TODAY)


def test_arguments_are_read_in_the_order_of_their_days() -> None:
    found = scores_of(["2027-03-15:231:NBME 12", "1 Mar 2027:228:UWSA 1", "2027-03-15:231:nbme 12"], TODAY)

    assert found.scores == BOTH
    assert found.skipped == ("2027-03-15:231:nbme 12: the same day, score and test again; counted once",)


def test_a_test_may_have_a_colon_in_its_name() -> None:
    assert scores_of(["2027-03-01:228:UWSA: 1"], TODAY).scores == (Score(date(2027, 3, 1), 228, "UWSA: 1"),)


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        pytest.param("228", "write DATE:SCORE", id="undated"),
        pytest.param(":228", "no date", id="an empty date"),
        pytest.param("2027-03-15:", "no score", id="no score"),
        pytest.param("2027-03-15:301", "from 1 to 300", id="out of range"),
        pytest.param("3/4/2027:228", "write 2027-03-04 or 2027-04-03", id="ambiguous"),
        pytest.param("2027-04-02:228", "lies after", id="a day to come"),
    ],
)
def test_a_wrong_argument_is_named_and_nothing_is_read(argument: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        scores_of(["2027-03-01:228", argument], TODAY)

    assert str(refused.value).startswith(repr(argument))


@pytest.mark.parametrize("count", [0, MOST_ROWS + 1])
def test_no_arguments_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(InputError, match="give 1 to 500"):
        scores_of(["2027-03-01:228"] * count, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        *("2027-03-04", "2027-3-4", "4 Mar 2027", "4 march 2027", "4th Mar. 2027", "04-Mar-2027"),
        *("Mar 4, 2027", "MARCH 4th 2027", " mar. 4 2027 "),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text) == date(2027, 3, 4)


@pytest.mark.parametrize(
    "text", ["", "4 Ma 2027", "4 Marvel 2027", "20270304", "2027-13-01", "0004-03-04", "٢٠٢٧-03-04"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no da"):
        read_day(text)
