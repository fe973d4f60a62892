"""Take out of a question what could tell who asked it, before it is kept: rather too much than too little."""

import re
import unicodedata
from enum import Enum

from bot.echoing import visible

_LONGEST = 4_000
"""Characters that are read: some letters become many when they are written plainly."""
_I, _M = re.IGNORECASE, re.MULTILINE
_Replaced = tuple[tuple[re.Pattern[str], str], ...]


def _any(text: str) -> str:
    """Return a pattern for any of some phrases; a space in one stands for any white space."""
    phrases = sorted((" ".join(phrase.split()) for phrase in text.split(",")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases) + ")"


_TOP = "(?:com|org|net|edu|gov|io|gg|me|co|uk|us|ca|in|pk|de|fr|app|dev|info|ly|be|tv)"
_AT, _DOT = r"\s?(?:\(at\)|\[at\]|\sat\s)\s?", r"\s?(?:\(dot\)|\[dot\]|\sdot\s|\.)\s?"
_ADDRESSES: _Replaced = (
    (re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,80}\.[^\W\d_]{2,}[^\s<>()\[\],;]*"), "[email]"),
    (re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,64}}(?:{_DOT}[a-z]{{2,4}}\b)+", _I), "[email]"),
    (re.compile(r"[a-z][a-z0-9+.-]{0,15}:/{2}\S+|\bwww\.\S+", _I), "[link]"),
    (re.compile(rf"\b(?:[a-z0-9-]{{1,63}}\.){{1,5}}{_TOP}\b(?:/\S*)?", _I), "[link]"),
)

_ACCOUNT = _any(
    """
    discord, instagram, insta, ig, telegram, whatsapp, twitter, reddit, snapchat, snap, linkedin, facebook,
    username, user name, handle
    """
)
_OF_ACCOUNT = r"(?:\s+(?:id|name|username|handle|user))?(?:\s*[:=]\s*|\s+is\s+)"
_ACCOUNTS: _Replaced = (
    (re.compile(r"<@[!&]?\d+>"), "[name]"),
    (re.compile(r"<(?:#|id:|a?:\w+:|/[^<>:]{1,100}:|t:)[\w:-]*>", _I), "[id]"),
    (
        re.compile(rf"\b({_ACCOUNT}(?:\s+(?:id|name|username|handle|user))?(?:\s*[:=]\s*|\s+is\s+))@?[\w.#-]+", _I),
        r"\1[name]",
    ),
    (re.compile(r"[\w.]{2,32}#\d{4}(?!\d)"), "[name]"),
    (re.compile(r"(?<!\w)/?u/[\w-]{3,}", _I), "[name]"),
    (re.compile(r"(?<![\w@])@(?!everyone\b|here\b)[^\W_][\w.-]*", _I), "[name]"),
)

_REGISTRY = _any(
    """
    aamc, eras, usmle, ecfmg, nrmp, nbme, nbome, comlex, passport, visa, sevis, ssn, student, applicant, candidate,
    member
    """
)
_NUMBERS: _Replaced = (
    (
        re.compile(
            rf"\b({_REGISTRY}(?:/\w+)?\s*(?:id|number|no\.?|num|#)(?:\s+is)?\s*[:#=]?\s*)[a-z]{{0,3}}[-\s]?\d[\d-]*", _I
        ),
        r"\1[id]",
    ),
    (re.compile(r"(?<![\w-])\d-\d{3}-\d{3}-\d(?!\d)|(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)"), "[id]"),
    (re.compile(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)"), "[date]"),
    (re.compile(r"\+\d[\d\s().-]{5,}\d|(?<!\d)\(?\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}(?!\d)"), "[phone]"),
    (re.compile(r"(?<!\d)0\d{1,4}[\s./-]\d{3,}(?:[\s./-]?\d{2,})*|(?<!\d)\d{2}(?:[\s.-]\d{2}){3,}(?!\d)"), "[phone]"),
    (re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)"), "[number]"),
    (re.compile(r"\b[a-z]{1,3}-?\d{5,}\b|\d{5,}", _I), "[id]"),
)

_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TEEN = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = "(?:twent|thirt|fort|fourt|fift|sixt|sevent|eight|ninet)(?:y|ies)"
_BELOW = rf"(?:{_TENS}(?:[\s-]+{_UNIT})?|{_TEEN})"
_HUNDREDS = rf"hundred(?:[\s-]+(?:and[\s-]+)?(?:{_BELOW}|{_UNIT}))?"
_COUNTED = (
    "(?:weeks?|wks?|months?|mos?|days?|hours?|hrs?|minutes?|mins?|points?|questions?|qs|programs?|letters?|percent|%)"
)

_AGE = rf"(?:\d{{2}}|{_BELOW})"
_AGES: _Replaced = (
    (re.compile(rf"\b{_AGE}[\s-]*(?:years?[\s-]*old|yrs?[\s-]*old|y/?o\b)", _I), "[age]"),
    (re.compile(rf"\b((?:age[ds]?(?:\s+(?:of|is))?|turn(?:s|ed|ing)?)\s*:?\s*){_AGE}(?![\w%])", _I), r"\1[age]"),
    (re.compile(rf"\b((?:i['’]?m|i\s+am)\s+){_AGE}(?![\w%-])(?!\s*{_COUNTED})", _I), r"\1[age]"),
    (re.compile(r"\b\d{2}\s?(?:[MF]\b|\([mf]\))"), "[age]"),
    (re.compile(r"\b(in\s+my\s+(?:early\s+|mid\s+|late\s+)?)(?:\d0['’]?s|[a-z]{3,7}ties)\b", _I), r"\1[age]"),
    (re.compile(r"\b(born\s+(?:in|on)\s+)[\w\s,]{0,15}?\d{2,4}\b", _I), r"\1[date]"),
)

_SCORED = (
    r"(?:scor(?:e[ds]?|ing)|c?gpa|marks?|grades?)(?:\s+(?:of|is|was|a|an|at|around|about|only|just|like))*\s*[:=~]?\s*"
)
_SCORES: _Replaced = (
    (re.compile(rf"\b{_UNIT}[\s-]+(?:{_HUNDREDS}|oh?[\s-]+{_UNIT}|{_BELOW})\b", _I), "[score]"),
    (re.compile(rf"\b(?:{_UNIT}|zero|oh)(?:[\s-]+(?:{_UNIT}|zero|oh)){{2}}\b", _I), "[score]"),
    (re.compile(r"(?<!\d)\d(?:[\s._-]\d){2}(?!\d)"), "[score]"),
    (
        re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?\s?(?:%|percent(?:ile)?\b)|\b\d{1,2}(?:st|nd|rd|th)\s+percentile", _I),
        "[score]",
    ),
    # The Free 120 is an exam; whatever else has three digits may be a score, and so may four that are no year.
    (re.compile(r"(?<!\d)(?!(?<=free )120(?!\d))\d{3}(?!\d)", _I), "[score]"),
    (re.compile(r"(?<!\d)(?!(?:19[5-9]|20[0-4])\d)\d{4}(?!\d)"), "[score]"),
    (re.compile(rf"\b({_SCORED})\d{{1,2}}(?:\.\d+)?(?![\w%])(?!\s*{_COUNTED})", _I), r"\1[score]"),
)


class _Written(Enum):
    """How a name must be written to be taken for one."""

    ANYHOW = "anyhow"
    FIRST_ANYHOW = "first anyhow"
    CAPITAL = "capital"
    """With capitals, if its letters have any."""


_TITLES = _any(
    """
    prof, professor, doctor, mr, mrs, ms, mx, dra, profa, dott, herr, frau, sra, señor, señora, monsieur, madame,
    д-р, доктор, профессор
    """
)
_TITLES_ELSEWHERE = _any("الدكتورة, الدكتور, دكتورة, دكتور, डॉ, डॉक्टर")
_TOLD = _any(
    """
    my name is, my name's, my name’s, my names, name is, full name, call me, they call me, i go by, me llamo, mi
    nombre es, je m'appelle, je m’appelle, mon nom est, ich heiße, ich heisse, mein name ist, mi chiamo, il mio nome
    è, meu nome é, me chamo, benim adım, adım, mera naam, jag heter, jeg heter, nazywam się, меня зовут, мене звати,
    моё имя, tên tôi là, nama saya
    """
)
_TOLD_ELSEWHERE = _any("انا اسمي, اسمي, मेरा नाम, 私の名前は, 名前は, 제 이름은, 我的名字是, 我的名字叫, 我叫, 我名叫")
_PERSONS = _any(
    """
    i'm, i’m, i am, im, this is, my mentor, my attending, my advisor, my friend, my wife, my husband, my partner, my
    pi, my pd, my chair, my chief, my brother, my sister, my colleague, my classmate, my roommate, my dean, program
    director, division chief, letter from, letters from, lor from, lors from, worked with, work with, working with,
    rotated with, shadowed, shadowing, emailed, contacted, supervised by, mentored by, written by
    """
)
_SIGNED = _any(
    """
    thanks, thank you, thx, best, all the best, best wishes, best regards, kind regards, regards, sincerely, cheers,
    yours
    """
)
_CUES = (
    (re.compile(r"(?<!\w)dr(?:\.\s*|\s+)", _I), _Written.FIRST_ANYHOW),
    (re.compile(rf"(?<!\w){_TITLES}\.?\s+", _I), _Written.CAPITAL),
    (re.compile(rf"{_TITLES_ELSEWHERE}[.\s/]+"), _Written.CAPITAL),
    (re.compile(rf"(?<!\w)(?:{_TOLD}(?:\s*[:=]\s*|\s+)|name\s?:\s*)", _I), _Written.ANYHOW),
    (re.compile(rf"{_TOLD_ELSEWHERE}\s*:?\s*"), _Written.ANYHOW),
    (re.compile(r"(?<!\w)(?:hi|hey|hello)[\s,!.]+(?:i['’]?m|i\s+am|this\s+is)\s+", _I), _Written.FIRST_ANYHOW),
    (re.compile(rf"(?<!\w){_PERSONS},?\s+(?:(?:is|named|called)\s+)?", _I), _Written.CAPITAL),
    (re.compile(r"^[^\S\n]*(?:-{2,}|[—–~])[^\S\n]*(?=[^\n]{1,40}$)", _M), _Written.ANYHOW),
    (re.compile(r"(?:--|[—–~]|\n-)[^\S\n]*(?=[^\n]{1,40}\Z)"), _Written.CAPITAL),
    (re.compile(rf"(?<!\w){_SIGNED}[,!.]*[^\S\n]*\n\s*(?=[^\n]{{1,40}}\Z)", _I), _Written.ANYHOW),
    (re.compile(rf"(?<!\w){_SIGNED}[,!.]*[^\S\n]+(?=[^\n]{{1,40}}\Z)", _I), _Written.CAPITAL),
)
"""What comes before a name."""

_BETWEEN = frozenset("van von der den de la del della di da dos bin ibn al el abu bint".split())
_NO_NAMES = frozenset(
    """
    a an the and but or if so i i'm i’m im my me we you he she they it is are was were be am not no in on at to for
    from with of as by who what how why when where which please can could should would will do does did have has had
    here there currently looking hoping trying applying interested worried sure just still very really also then
    than first second third last after before because about too only both either neither planning studying going
    thinking failed scored passed graduated student students applicant graduate resident fellow physician non us usa
    img imgs md dr ir step match matched residency program programs radiology radiologist interventional diagnostic
    integrated independent applicants application applications apps attending attendings faculty backup back-up
    board boards department elective electives exposure fellowship interview interviews letter letters list lists
    path pathway plan plans rank ranks residencies residents rotation rotations route side signal signals spot spots
    slots sub-i surgery track training vs versus year years chair director directors division one two three some any
    all people anyone everyone someone mine this that these those caribbean new free prof professor doctor mr mrs ms mx
    """.split()
)
_MOST_WORDS = 4
_LONGEST_ABBREVIATION = 4
_UNSPACED, _LONGEST_UNSPACED = "\u3040", 4
"""Letters from there on are written without spaces between words; a name has up to four of them."""
_WORD = r"[^\W\d_](?:\.(?=\s|\Z)|[^\s\d,.;:!?()\[\]<>\"/—–…।。、،؛؟]*)"
_NAME_WORD = re.compile(rf"[^\S\n]*({_WORD})")
_FULL_NAME = re.compile(rf"(?<![^\s(]){_WORD}(?:[^\S\n]+{_WORD}){{1,2}}(?=,\s*(?:MD|DO|PhD|MBBS|MPH)\b)")
_HERE = re.compile(rf"^{_WORD}(?:[^\S\n]+{_WORD})?(?=\s+here\b)", _M)
_NAMES_ELSEWHERE: _Replaced = (
    (re.compile(r"[\u3400-\u9fff]{1,3}(医生|教授|先生|女士|老师|主任|大夫)"), r"[name]\1"),
    (re.compile(r"[\uac00-\ud7a3]{2,4}\s?(교수|선생|박사)"), r"[name] \1"),
)


def redacted(text: str) -> str:
    """Return a text with [name], [score], [age], [email] and the like for what could tell who wrote it."""
    text = visible(unicodedata.normalize("NFKC", text)[:_LONGEST])
    for pattern, instead in (*_ADDRESSES, *_ACCOUNTS, *_NUMBERS, *_AGES, *_SCORES, *_NAMES_ELSEWHERE):
        text = pattern.sub(instead, text)
    for cue, written in _CUES:
        text = _nameless_after(cue, written, text)
    for pattern in (_FULL_NAME, _HERE):
        text = pattern.sub(_nameless_words, text)
    return text


def _nameless_words(found: re.Match[str]) -> str:
    """Take out the name that some words hold, from the first that is written as one."""
    tries = (_nameless(found[0], word.start(1), _Written.CAPITAL) for word in _NAME_WORD.finditer(found[0]))
    return next((text for text in tries if text != found[0]), found[0])


def _nameless_after(cue: re.Pattern[str], written: _Written, text: str) -> str:
    """Take out every name that follows a cue."""
    place = 0
    while found := cue.search(text, place):
        place = max(found.end(), place + 1)
        text = _nameless(text, found.end(), written)
    return text


def _nameless(text: str, start: int, written: _Written) -> str:
    """Take out the name that begins at a place, if one does."""
    end = place = start
    for _ in range(_MOST_WORDS):
        word = _NAME_WORD.match(text, place)
        if word is None:
            break
        anyhow = written is _Written.ANYHOW or (written is _Written.FIRST_ANYHOW and end == start)
        place = word.end()
        if _is_name(word[1], anyhow=anyhow):
            end = place if word[1] < _UNSPACED else min(place, word.start(1) + _LONGEST_UNSPACED)
        elif word[1].casefold() not in _BETWEEN:
            break
    return f"{text[:start]}[name]{text[end:]}" if end > start else text


def _is_name(word: str, *, anyhow: bool) -> bool:
    if word.casefold() in _NO_NAMES:
        return False
    shouted = word.isupper() and 1 < len(word) <= _LONGEST_ABBREVIATION
    return anyhow or not (shouted or word[0].islower())
