"""Numbers in disguise: spelled out, digit after digit, in another tongue, or as a code; rather too much of them."""

import re
import unicodedata

_I = re.IGNORECASE
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a word of letters and digits begins, and where it ends."""

_ONES = "zero oh o one two three four five six seven eight nine".split()
_TENS = "twenty thirty forty fourty fifty sixty seventy eighty ninety".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen dozen".split()
_LARGE = "hundred thousand".split()
_WORDS = "|".join(sorted((*_ONES, *_TENS, *_TEENS, *_LARGE), key=len, reverse=True))
_PART = rf"(?:{_WORDS}|\d{{1,2}}(?!\d))"
_PARTS = re.compile(rf"({'|'.join(_TENS)})[\s-]*(?:{'|'.join(_ONES)}){_END}|{_PART}", _I)
"""The parts of a number, of which "twenty-five" is one."""
_RUN = rf"(?<!\d){_BEGIN}{_PART}(?:\W{{0,4}}(?:and\W{{1,2}})?{_PART}){{0,8}}"
_NUMBERS = re.compile(rf"{_RUN}(?:(?<!hundred)(?<!thousand)s|ish)?{_END}", _I)
"""Numbers one after another, with what stands between them."""
_COUNTED = (
    r"\s*-?(?:weeks?|wks?|months?|mos?|days?|hours?|hrs?|minutes?|mins?|years?|yrs?|papers?|posters?|publications?|times"
    r"|letters?|lors?|aways?|rotations?|programs?|blocks?|questions?|qs|interviews?|electives?|projects?|points?|pts?)\b"
)
_FROM_TO = re.compile(r"(\d{1,2})\s?[-–—]\s?(\d{1,2})")
_TWO = re.compile(rf"{_PART}(?:\s?[-–—]\s?|,?\sand\s){_PART}", _I)
_ALWAYS = "24/7"
_SCORES = range(150, 301)

_NAMED = re.compile(r"\b((?:step|level|part|uwsa|pgy|ms?|om?s)\s?-?\s?)([1-5])(?![\d.])", _I)
"""Names that hold a number, which counts nothing."""
_FIRST_KEPT = 0xE000
_AWAY = str.maketrans({str(digit): chr(_FIRST_KEPT + digit) for digit in range(10)})
_BACK = {_FIRST_KEPT + digit: str(digit) for digit in range(10)}

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SHARE = r"(?:st|nd|rd|th)?\s?-?(?:%(?:\s?t?iles?)?|per\s?cent(?:iles?)?|pct|[pc]tiles?)"
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_EXAM = r"(?:ck|step\s?\S|level\s?\S|nbme|uwsa\S?|cbs[es]|ccse|shelf|usmle|comlex|scor(?:e[sd]?|ing)|got|made|have)"
_BEFORE = r"\W{0,3}(?:(?:was|is|of|an?|got|at|around|about|like|my)\s+){0,3}"
_HUNDREDS = (
    r"(?:\w*hundert\w*|\w*honderd\w*|\w*hundra\w*|cien|(?:dos|tres|cuatro|seis|sete|ocho|nove)?cient[oa]s?|quinient[oa]s"
    r"|(?:due|tre|quattro|cinque|sei)?cento\w*|du[zc]ent[oa]s?|tre[zc]ent[oa]s?|(?:deux|trois|quatre|cinq|six)[\s-]cents?"
    r"|двести|триста|сто|четыреста|пятьсот|шестьсот|dwie[sś]cie|trzysta|yüz|tr[ăa]m|ratus|sau|सौ|مئتان|مئتين|مائتان"
    r"|مائتين|مئة|مائة|ميتين)"
)
_ELSEWHERE = (
    r"(?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|cero|veinte|veinti\w+|treinta|cuarenta|cincuenta|sesenta|setenta"
    r"|ochenta|noventa|un|deux|trois|quatre|cinq|sept|huit|neuf|vingt|trente|quarante|cinquante|soixante|eins|zwei|drei"
    r"|vier|fünf|fuenf|sechs|sieben|acht|neun|quattro|cinque|sei|sette|otto|nove|dois|quatro|sete|oito|chaar|paanch|saat)"
)
_SPELLED = (
    re.compile(r"[〇零一二两三四五六七八九十百千]{2,}"),
    re.compile(rf"{_BEGIN}(?:[^\W\d_]+[\s-]+)?{_HUNDREDS}(?:[\s-]+[^\W\d_]+){{0,3}}{_END}", _I),
    re.compile(rf"{_BEGIN}{_ELSEWHERE}(?:[\s-]+(?:(?:y|e|et|und)\s)?{_ELSEWHERE})+{_END}", _I),
    re.compile(r"\b\w{0,30}und(?:zwanzig|drei(?:ß|ss)ig|vierzig|f(?:ü|ue)nfzig|(?:sech|sieb|acht|neun)zig)\w*", _I),
    re.compile(rf"{_RUN}{_SHARE}|(?<!\d)\d{{1,3}}(?:\.\d{{1,3}})?{_SHARE}", _I),
    re.compile(rf"{_BEGIN}(?:{'|'.join(_TENS)})\W?(?:{_ORDINAL}){_END}|\b\w{{3,6}}tieth\b", _I),
)
_PLACES = re.compile(
    rf"(\b(?:{_MONTH})[a-z]*\.?\s\d\d[a-z]{{2}}\b)|\b\d\d(?:st|nd|rd|th)\b(?!\s(?:of\s)?(?:{_MONTH}))", _I
)
"""Days of a month, which stay, and places among a hundred, which do not."""
_CUED = (
    (re.compile(rf"\b({_EXAM}{_BEFORE})\d\d{_END}(?!{_COUNTED})", _I), r"\1[score]"),
    (re.compile(rf"{_BEGIN}\d\d(\s+(?:on|in|for)\s+(?:my\s+)?{_EXAM}(?!\w))", _I), r"[score]\1"),
)
_CODES = (
    re.compile(rf"{_BEGIN}0x[\da-f]+{_END}", _I),
    re.compile(rf"{_BEGIN}[^\W_]{{0,40}}?\d[^\W\d_]{{1,20}}\d[^\W_]*"),
    re.compile(rf"{_BEGIN}(?:\d\d[OoQIlSZB]|\d[OoQIlSZB]\d|[OoQIlSZB]\d\d){_END}"),
    re.compile(rf"{_BEGIN}[MNO][DTjz](?:[A-Za-z\d+/]{{2}})(?:[A-Za-z\d+/]{{4}}){{0,20}}={{0,2}}{_END}"),
    re.compile(rf"{_BEGIN}[A-Za-z\d+/]{{6,200}}={{1,2}}"),
    re.compile(
        rf"{_BEGIN}(?=[A-Za-z+/]{{0,99}}\d)(?=[A-Z\d+/]{{0,99}}[a-z])(?=\w[a-z\d+/]{{0,99}}[A-Z])[A-Za-z\d+/]{{6,}}{_END}"
    ),
    re.compile(rf"{_BEGIN}(?=(?:[A-Za-z]{{0,20}}[a-z][A-Z]){{3}})[A-Za-z+/]{{12,}}{_END}"),
    re.compile(r"(?<!\w)(?:[^\W\d_]\W{1,3}){4,}[^\W\d_](?!\w)"),
)
"""Tokens and letters that may be a text, or a number, written as code."""
_ROMAN = re.compile(rf"{_BEGIN}(?=[mdc])m{{0,3}}(c[md]|d?c{{0,3}})(x[lc]|l?x{{0,3}})(i[xv]|v?i{{0,3}}){_END}", _I)
_ROMAN_SCORE = re.compile(r"clxxx\w*|cxc\w*|cc\w+|\w{4,}", _I)


def undisguised(text: str) -> str:
    """Return a text with [score] and [code] for numbers and words in disguise; counts and names of exams stay."""
    text = _NAMED.sub(lambda found: found[1] + found[2].translate(_AWAY), _with_plain_digits(text))
    for pattern in _SPELLED:
        text = pattern.sub("[score]", text)
    text = _NUMBERS.sub(_count, _PLACES.sub(lambda found: found[1] or "[score]", text))
    for cue, instead in _CUED:
        text = cue.sub(instead, text)
    for pattern in _CODES:
        text = pattern.sub("[code]", text)
    return _ROMAN.sub(_roman, text).translate(_BACK)


def _with_plain_digits(text: str) -> str:
    """Write digits of every script and form as those of ASCII."""
    return text if text.isascii() else "".join(map(_plain_digit, text))


def _plain_digit(character: str) -> str:
    digit = None if character.isascii() else unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _count(found: re.Match[str]) -> str:
    """Return numbers that can be no score as they are."""
    run = found[0]
    sizes = [_size(part[0]) for part in _PARTS.finditer(run)]
    if sum(sizes) < len(str(_SCORES.start)) or run == _ALWAYS or _is_range(found):
        return run
    return "[score]"


def _size(part: str) -> int:
    """Return how many digits a part of a number stands for."""
    if part.isdigit():
        return len(part)
    word = part.lower()
    return 1 if word in _ONES else 3 if word in _LARGE else 2


def _is_range(found: re.Match[str]) -> bool:
    """Tell whether two numbers say from where to where something is counted."""
    if _TWO.fullmatch(found[0]) and re.match(_COUNTED, found.string[found.end() :], _I):
        return True
    ends = _FROM_TO.fullmatch(found[0])
    return ends is not None and int(ends[1]) < int(ends[2]) and int(ends[1] + ends[2]) not in _SCORES


def _roman(found: re.Match[str]) -> str:
    return "[score]" if _ROMAN_SCORE.fullmatch(found[0]) else found[0]
