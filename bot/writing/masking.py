"""Mask what somebody wrote before it leaves this program: names, ids and scores, rather too much than too little."""

import re
import unicodedata

from bot.asking.cleaning import clean
from bot.redacting import redacted
from bot.writing.disguises import undisguised

_I = re.IGNORECASE
_PERSON = (
    r"(?:doctor|dr|therapist|psychiatrist|mentor|attending|advis[eo]r|friend|wife|husband|partner|girlfriend|boyfriend"
    r"|fianc[eé]e?|pi|pd|chair|chief|boss|brother|sister|cousin|son|daughter|mom|mum|dad|mother|father|colleague|classmate"
    r"|roommate|dean|resident|fellow|professor|prof|letter\s+writer|program\s+director|supervisor|interviewer)"
)
_NAMED_LOW = re.compile(
    rf"(?<!\w)((?:i['’]?m|i\s+am|it['’]?s\s+me,?|my\s+{_PERSON},?(?:\s+(?:is|called|named))?)\s+)"
    r"([^\W\d_][^\W\d_'’-]+(?:\s+[^\W\d_][^\W\d_'’-]{2,}(?=\s*(?:[,.!?;:]|$|and\b|from\b|here\b)))?)",
    _I,
)
_THIS_IS = re.compile(r"(?<!\w)(this\s+is\s+)([^\W\d_]+(?:\s+[^\W\d_]+)?)(?=\s*(?:,|from\b|here\b|again\b))", _I)
"""Somebody, and what may be their name in small letters."""
_NO_NAMES = frozenset(
    """
    a able about above afraid after again against agreed all almost already also always am an and anxious any anyone
    applying are around as asked asking asks at average aware away back bad based be because been before behind
    being below best better bored both bring brings broke built burned burnt busy but by can caribbean certain close
    comfortable coming committed completely concerned confident confused considering cooked could curious currently
    cut dead depressed desperate did disappointed do does doing done dr dreading dumb early either else embarrassed
    even excited exhausted failing far father fine finished finishing first fluent for foreign foreign-trained
    freaking free fresh from frozen full gave genuinely getting giving glad going gonna good got graduate graduated
    graduating great had happy hard has have having he hello help her here high him his honestly hopeful hoping how i if
    im img in in-between inclined incoming indian insecure interested intern international into ir is it its just
    keen keeps kind knows late leaning least leaving left lets like limited literally living lost low made making
    matched matching may maybe me mediocre might missing moving mr mrs ms my near nearly neither nervous never new
    nice no nobody non not now numb obviously of off offered ok okay old older on one only open or osteopathic
    others our out over overwhelmed passionate past planning poor preparing pretty probably prof quiet quite ready
    really reapplying recommended recommends redoing reliable right rn sad said saying says scared scheduled screwed
    second self sending serious set severely she short should shy sick side since sitting slow so solid some
    somebody someone soon sooo sorry sort stable starting still stressed strong struggling stuck student studying
    stupid such suggested suggests suitable supposed sure surprised taking tempted terrified than that the their
    them then there they think thinks third this though three tied tired to today told too torn totally towards
    traumatized trying two unable uncertain undecided under unhappy unlikely unmatched unsure until up upset us used
    useless usually very waiting wants was we weak weaker well were what when where which while who why will willing
    with within without wondering working works worried would writing wrong wrote year you younger your
    """.split()
)
"""Words that often follow, and are no names."""
_LONGEST_OF_ING = 5
_TWO_NAMES = re.compile(r"(?<=[\w,;:'’] )[A-Z][a-zà-öø-ÿ'’-]+(?: [A-Z][a-zà-öø-ÿ'’-]+){1,2}(?![\w'’-])")
_IN_NAMES_OF_THINGS = frozenset(
    """
    step two one level first aid free anki board boards beyond pathoma sketchy usmle match day letter letters of
    recommendation personal statement program programs director directors radiology radiologist interventional
    diagnostic vascular surgery medicine internal emergency family critical care clinic clinical hospital university
    medical center centre school college american society integrated independent early specialization residency sub
    away home rotation india pakistan egypt nigeria canada mexico england united states kingdom new york south north
    africa saudi arabia sri lanka question questions what when where which who how why should could can do does is
    are the my for in and or if i a
    """.split()
)


def masked(text: str) -> str:
    """Return what somebody wrote as it may leave this program: on one line, names, ids and scores masked."""
    return _once(clean(_once(text)))


def _once(text: str) -> str:
    return _nameless(undisguised(redacted(undisguised(text))))


def _nameless(text: str) -> str:
    """Take out names in small letters, names of two words, and words of two scripts."""
    text = _THIS_IS.sub(_without_name, _NAMED_LOW.sub(_without_name, text))
    text = _TWO_NAMES.sub(lambda found: found[0] if _names_a_thing(found[0]) else "[name]", text)
    return text if text.isascii() else re.sub(r"[^\W\d_]+", lambda found: _of_one_script(found[0]), text)


def _without_name(found: re.Match[str]) -> str:
    first, *others = found[2].split()
    if not _may_be_name(first):
        return found[0]
    kept = [word for word in others if not _may_be_name(word)]
    return " ".join((f"{found[1]}[name]", *kept))


def _may_be_name(word: str) -> bool:
    """Tell whether a word in small letters may be a name: none of those that usually follow."""
    low = word.casefold()
    return word == low and low not in _NO_NAMES and not (low.endswith("ing") and len(low) > _LONGEST_OF_ING)


def _names_a_thing(words: str) -> bool:
    return not _IN_NAMES_OF_THINGS.isdisjoint(words.casefold().split())


def _of_one_script(word: str) -> str:
    """Return a word, or [code] for one that mixes letters of the Latin script with others that look like them."""
    scripts = {unicodedata.name(one, "").startswith("LATIN ") for one in word if one.isalpha()}
    return "[code]" if len(scripts) > 1 else word
