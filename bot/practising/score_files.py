"""Practice scores as people hand them over: a CSV file, or arguments like 2027-03-01:228:NBME 12."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.days import read_day, shown
from bot.errors import InputError
from bot.practising.assessing import Score, in_order
from bot.strategy.inputs import HIGHEST, LOWEST

MOST_BYTES, MOST_ROWS = 1_000_000, 500
"""How large a file, and how long a log, is taken."""
_LONGEST_TEST = 80
"""Characters of a test's name."""
_SEPARATORS = "\t;,"
_TEST_NAMES = frozenset(("test", "exam", "form", "name"))
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_VALUE = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Read:
    """The scores that could be read, in the order of their days, and a line for each that was passed over."""

    scores: tuple[Score, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row the day, the score and the name of the test stand, and how many columns it may have."""

    day: int
    score: int
    tests: tuple[int, ...]
    most: int


_BY_POSITION = _Columns(0, 1, (2,), 3)


def read_score_file(path: Path, today: date) -> Read:
    """Return the scores of a CSV file.

    Raises InputError where it cannot be read, is too large, is no text, or holds no good row.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    return read_scores(text_of(content, str(path)), str(path), today)


def text_of(content: bytes, name: str) -> str:
    """Return the text of a file's bytes: UTF-8, or UTF-16 where it begins as such.

    Raises InputError where there are more than 1 MB of them, or they are no text.
    """
    if len(content) > MOST_BYTES:
        raise InputError(f"{name}: larger than {MOST_BYTES // 1_000_000} MB; give the rows with your scores alone")
    try:
        text = content.decode("utf-16" if content.startswith(_BOMS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name}: not a text file; save it as CSV (UTF-8)") from None
    if "\0" in text:
        raise InputError(f"{name}: not a text file; save it as CSV (UTF-8)")
    return text


def read_scores(text: str, name: str, today: date) -> Read:
    """Return the scores of a CSV text; a bad row is named with its line and passed over.

    Raises InputError with the file's name where it is too long or no row is good.
    """
    lines = tuple(_lines(text.removeprefix("\ufeff")))
    if len(text) > MOST_BYTES or len(lines) > MOST_ROWS + 1:
        raise InputError(_too_long(name))
    readings = {separator: _read(lines, separator, name, today) for separator in _SEPARATORS}
    # Good rows tell the separator; where there are none, the one that most lines hold.
    told = max(_SEPARATORS, key=lambda one: (len(readings[one].scores), sum(one in line for _, line in lines)))
    read = readings[told]
    if not read.scores:
        reason = read.skipped[0] if read.skipped else f"{name}: nothing in it"
        raise InputError(f"{reason}; no row holds a score: write rows like 2027-03-01,228,NBME 12")
    if len(read.scores) + len(read.skipped) > MOST_ROWS:
        raise InputError(_too_long(name))
    return read


def scores_of(arguments: Sequence[str], today: date) -> Read:
    """Return the scores of arguments like 2027-03-01:228 or 2027-03-15:231:NBME 12.

    Raises InputError with the first argument that is wrong: all of them count or none.
    """
    if not 1 <= len(arguments) <= MOST_ROWS:
        raise InputError(f"practice scores: give 1 to {MOST_ROWS}, as in 2027-03-01:228 or 2027-03-15:231:NBME 12")
    return _each_once((argument, _of_argument(argument, today)) for argument in arguments)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; blank ones and remarks are passed over."""
    for number, line in enumerate(_LINE_ENDS.split(text), start=1):
        if line.strip(f"{_SEPARATORS} ") and not line.lstrip().startswith("#"):
            yield number, line


def _too_long(name: str) -> str:
    return f"{name}: more than {MOST_ROWS} rows; give your last scores alone"


def _read(lines: Sequence[tuple[int, str]], separator: str, name: str, today: date) -> Read:
    """Return what the lines hold if this is their separator."""
    rows = [(f"{name}, line {number}", _cells(line, separator)) for number, line in lines]
    columns = _columns(rows[0][1]) if rows else None
    body = rows[1:] if columns else rows
    return _each_once((place, _of_row(cells, columns or _BY_POSITION, today)) for place, cells in body)


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of a line; each line is taken alone, so that an open quote costs one row and not the file."""
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    except csv.Error:
        return [line]
    while cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _columns(header: Sequence[str]) -> _Columns | None:
    """Return where a header puts what; None where it is none."""
    names = [cell.casefold() for cell in header]
    if not {"date", "score"}.issubset(names):
        return None
    tests = tuple(place for place, name in enumerate(names) if name in _TEST_NAMES)
    return _Columns(names.index("date"), names.index("score"), tests, len(names))


def _each_once(found: Iterable[tuple[str, Score | str]]) -> Read:
    """Gather scores, each with its place; a reason stands for one that is bad, and one told twice counts once."""
    kept: dict[tuple[date, int, str], Score] = {}
    skipped: list[str] = []
    for place, score in found:
        if isinstance(score, str):
            skipped.append(f"{place}: {score}")
        elif kept.setdefault((score.on, score.value, score.test.casefold()), score) is not score:
            skipped.append(f"{place}: the same day, score and test again; counted once")
    return Read(in_order(kept.values()), tuple(skipped))


def _of_argument(argument: str, today: date) -> Score:
    if ":" not in argument:
        raise InputError(f"{shown(argument)}: write DATE:SCORE, as in 2027-03-01:228")
    cells = [cell.strip() for cell in argument.split(":", 2)]
    score = _of_row(cells, _BY_POSITION, today)
    if isinstance(score, str):
        raise InputError(f"{shown(argument)}: {score}")
    return score


def _of_row(cells: Sequence[str], columns: _Columns, today: date) -> Score | str:
    """Return the score of a row, or the reason why it holds none."""
    if len(cells) > columns.most:
        return f"{len(cells)} columns instead of {columns.most} at most; put quotes around what holds the separator"
    cell = dict(enumerate(cells))
    try:
        on = _day(cell.get(columns.day, ""), today)
        test = " ".join(filter(None, (cell.get(place, "") for place in columns.tests)))
        return Score(on, _value(cell.get(columns.score, "")), _test(test))
    except InputError as error:
        return str(error)


def _day(cell: str, today: date) -> date:
    if not cell:
        raise InputError("no date; write it first, as in 2027-03-01")
    on = read_day(cell)
    if on > today:
        raise InputError(f"{on} lies after {today}")
    return on


def _value(cell: str) -> int:
    if not cell:
        raise InputError("no score")
    if not _VALUE.fullmatch(cell) or not LOWEST <= int(cell) <= HIGHEST:
        raise InputError(f"score {shown(cell)}: give one whole number from {LOWEST} to {HIGHEST}")
    return int(cell)


def _test(name: str) -> str:
    """Return a test's name on one line; what cannot be printed goes."""
    clean = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    if len(clean) > _LONGEST_TEST:
        raise InputError(f"the test's name is longer than {_LONGEST_TEST} characters")
    return clean
