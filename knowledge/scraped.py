"""Text scraped from a web page, made into Markdown; owns what is a heading, a list or an advert there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

OFFER = re.compile(
    r"(?i)no credit card|free to try|free trial|try (?:it )?(?:for )?free|limited time|book a demo|promo code"
    r"|(?:sign up|get started|subscribe) for free|subscribe (?:now|today)|create (?:a|your) (?:free )?account"
    r"|download (?:our|the) (?:free )?(?:app|e-?book)|upgrade to (?:pro|premium)|take the guesswork out"
)
PRAISE = re.compile(
    r"(?i)makes? it (?:effortless|easy|simple)|made (?:smarter|easy|simple)|personali[sz]ed|no more wasted"
    r"|(?:ai|data).(?:driven|powered)|our (?:\S+ )?(?:algorithm|app|platform)\b|make every \w+ count"
    r"|maximi[sz]es? your|join thousands|trusted by (?:over|thousands|\d)|account creation|effortless"
)
LINKS = re.compile(
    r"(?i)(?:related|similar|popular|recent|latest|more) (?:articles?|posts?|stories|guides):?"
    r"|(?:read|up) next:?|you (?:may|might) also (?:like|enjoy):?|leave a (?:comment|reply)"
)
"""A line with only links below it."""
FURNITURE = re.compile(
    LINKS.pattern + r"|(?:subscribe to|sign up for|join) our (?:\w+ )?(?:blog|mailing list|newsletter)\b.*"
    r"|share (?:this|on|via)(?: (?:article|post|page|facebook|linkedin|x)\b.*)?|.*\buses? cookies\b.*"
    r"|(?:accept|reject) (?:all )?cookies|(?:\xa9|copyright\b).*|.*all rights reserved\W*|follow us\b.*"
    r"|\d+ (?:comments?|min(?:ute)?s? read)|home ?[>\xbb|/\u203a].*|was this (?:page |article )?helpful.*"
    r"|(?:\W*\b(?:about|advertisement|account|and|app|back|blog|careers|close|contact|content|cookies?|copy|email"
    r"|facebook|faq|help|home|in|instagram|link|linkedin|log|login|logout|main|menu|my|navigation|newsletter|of|open"
    r"|out|overview|policy|preferences|pricing|print|privacy|register|search|service|settings|share|sign|to"
    r"|skip|subscribe|support|terms|toggle|top|tweet|twitter|up|us|use|whatsapp|youtube)\b){1,12}\W*"
)
SENTENCE_WORD = re.compile(r"(?i)\b(?:an?|are|be|can|has|have|is|it|not|that|the|this|was|we|will|you)\b")
"""A line of ten words without one of these is no sentence: it may be the page's search keywords."""
SMALL_WORD = re.compile(r"(?i)an?|and|as|at|but|by|for|from|i[fns]|o[fnr]|than|the|to|via|vs\.?|with|your")
BESIDE_A_DOT = re.compile(r"(?i)com|dr|edu|gov|inc|io|jr|js|mrs?|ms|net|no|org|ph|prof|sr|st|vs|www")
"""What a full stop may touch, on either side, without ending a sentence."""
FAQ = re.compile(r"(?i)\bFAQs?\b|(?:frequently asked|common) questions")
BYLINE = re.compile(r"(?:(?:[Ww]ritten |[Rr]eviewed )?[Bb]y [A-Z]\S* [A-Z]\S*(?:,.*)?|[Uu]pdated .*)$")
SERIES = re.compile(r"(?!Figure|Table)([A-Z][a-z]+?)s? \d+(?:[-\u2013]\d+)?:")
IN_TITLE_CASE, IN_SENTENCE_CASE, IN_QUESTION, IN_SECTION, IN_ITEM, IN_PITCH = 16, 10, 32, 5, 12, 20
"""The most words in a heading of each kind, in an item without a bullet and in a short advert."""
ENDING = 40  # lines at the end that may be adverts
TITLE, CHAPTER, SECTION = 1, 2, 3

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_IMAGE_OR_RULE = re.compile(r"(?m)!\[[^\]\n]*\]\([^)\n]*\)|^ *(?:[-_=*~\u2013\u2014] *){3,}$")
_WRAP = re.compile(r"(?m)^(.{40,}[\w,)\u2019]) *\n *(?=[a-z\xdf-\xff](?!\)))")
_RUN_ON_ITEM = re.compile(r"(?<=[:.!?])(?:[-\u2013] | *[\u2022\u25cf\u25aa] *)(?=\S)")
_RUN_ON = re.compile(r"(\b[^\W\d_]{2,}|[)\u201d])[.?!][\u201d\u2019)]?(?=[\u201c(]?([A-Z][a-z\u2019]*),?$)")
_ITEM = re.compile(r"([-*+\u2013](?= )|[\u2022\u2023\u25a0-\u25e6\xb7]|(?:\d\d?[.)]|[a-z]\))(?= )) *(\S.*)")
ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{3}[.!] +[\"\u201c]?[A-Z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, after a gap or not: an item has a mark, a heading a level, a paragraph neither."""

    text: str
    mark: str = ""
    indent: int = 0
    gap: bool = False
    level: int = 0


EDGE = Line("")  # stands before the first line and after the last


def looks_scraped(text: str) -> bool:
    """Tell plain text, which has no Markdown heading, from Markdown."""
    return bool(text.strip()) and not re.search(r"(?m)^ {0,3}#{1,6} +\S", _cleaned(text))


def to_markdown(text: str) -> str:
    """Turn text scraped from a web page into Markdown."""
    content = _without_captions(_without_ending(_without_opening(_lines_of(_cleaned(text)))))
    return _rendered(_levelled(_with_headings(_with_unmarked_items(content))))


def _cleaned(text: str) -> str:
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", _UNSEEN.sub("", text)).expandtabs(4)
    text = re.sub("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]", " ", re.sub("[\u2010\u2011]", "-", text))
    return _WRAP.sub(r"\1 ", _IMAGE_OR_RULE.sub("", text))


def _lines_of(text: str) -> list[Line]:
    raws = [part for raw in text.split("\n") for part in _parted(raw)]
    return [_line(raw, not before.strip()) for before, raw in pairwise(["", *raws]) if raw.strip()]


def _line(raw: str, gap: bool) -> Line:
    text, indent = raw.strip(), len(raw) - len(raw.lstrip())
    item = _ITEM.fullmatch(text)
    return Line(item[2], item[1], indent, gap) if item else Line(text, "", indent, gap)


def _parted(raw: str) -> list[str]:
    """Part items and sentences that have lost the line break between them."""
    return re.sub(r"\S+", _parted_word, _RUN_ON_ITEM.sub("\n- ", raw)).split("\n")


def _parted_word(word: re.Match[str]) -> str:
    found = _RUN_ON.search(word[0])
    # Addresses, initials and "e.g." have marks of their own, or more full stops than one.
    if not found or re.search(r"://|@|\..*\.\w", word[0]):
        return word[0]
    abbreviated = BESIDE_A_DOT.fullmatch(found[1]) or BESIDE_A_DOT.fullmatch(found[2])
    return word[0] if abbreviated else f"{word[0][: found.end()]}\n{word[0][found.end() :]}"


def _without_opening(lines: list[Line]) -> list[Line]:
    """Leave out the menu, logo and keywords that come before the first sentence."""
    opening = list(takewhile(lambda line: _is_menu(line) or not _is_closed(line), lines))
    menu = list(takewhile(_is_menu, opening))
    # One or two words alone are the title, be it "About Us".
    named = opening[len(menu) :] if " ".join(line.text for line in opening).count(" ") > 1 else opening
    return [line for line in named if not _is_keywords(line.text)] + lines[len(opening) :]


def _is_closed(line: Line) -> bool:
    """Say whether a line is an item, a sentence or a lead-in."""
    return bool(line.mark or ENDED.search(line.text))


def _is_menu(line: Line) -> bool:
    words = line.text.lower().split()
    logo = "logo" in words and (words[1:] == ["logo"] or len(set(words)) < len(words))
    return logo or bool(FURNITURE.fullmatch(line.text))


def _is_keywords(text: str) -> bool:
    words = text.lower().split()
    listed = re.match("(?:[^,]+,){4}", text) or len(words) - len(set(words)) > 1
    spoken = SENTENCE_WORD.search(text) or _is_title_case(text)
    return bool(listed and not spoken and re.fullmatch(r"(?:[^\s.:;!?]+ +){9,}[^\s.:;!?]+", text))


def _without_ending(lines: list[Line]) -> list[Line]:
    """Leave out the adverts and links after the last real line."""
    end = len(lines)
    for at in reversed(range(max(0, end - ENDING), end)):
        brand, links = _brand(lines, at), LINKS.fullmatch(lines[at].text)
        if (brand or _is_advert(lines[at])) and all(
            _is_advert(line) or (brand and brand in line.text) or (links and not ENDED.search(line.text))
            for line in lines[at + 1 : end]
        ):
            end = at
    # What a lead-in announces is its list, be it "Email" and "Facebook".
    listed = takewhile(lambda line: line.mark and lines[end - 1].text.endswith(":"), lines[end:])
    return [*lines[:end], *listed]


def _is_advert(line: Line) -> bool:
    offers, praise = ({found.lower() for found in kind.findall(line.text)} for kind in (OFFER, PRAISE))
    # Honest advice may use one such phrase, above all when it is long.
    sells = len(offers | praise) > (not offers or len(line.text.split()) > IN_PITCH)
    return sells or bool(FURNITURE.fullmatch(line.text))


def _brand(lines: Sequence[Line], at: int) -> str:
    """Return the name in a slogan, if it is new here and an advert further down repeats it."""
    name, *slogan = re.split(r" [-|\u2013] ", lines[at].text)
    new = slogan and not ENDED.search(lines[at].text) and not any(name in line.text for line in lines[:at])
    return name if new and any(name in line.text and _is_advert(line) for line in lines[at + 1 :]) else ""


def _without_captions(lines: list[Line]) -> list[Line]:
    tails = {_tail(line) for line in lines} - {""}
    words = Counter(word for line in lines for word in line.text.lower().split())
    cut = {tail for tail in tails if _is_cut(tail, tails, words)}
    return [line for line in lines if _tail(line) not in cut]


def _tail(line: Line) -> str:
    """Return what follows the dash in what may be a caption: the page's keywords, cut to a length."""
    caption = re.fullmatch(r"(?=.{60})(.*?) [-|\u2013] ((?:\S+ +){3,}\S+)", line.text)
    return caption[2] if caption and not (_is_closed(line) or _is_title_case(caption[1])) else ""


def _is_cut(tail: str, tails: set[str], words: Counter[str]) -> bool:
    """Say whether a tail stops within a word used elsewhere, or short of the end of another."""
    last = tail.lower().split()[-1]
    if words[last] == 1 and any(word.startswith(last) and word not in (last, f"{last}s") for word in words):
        return True
    return any(one != tail and (one.startswith(tail) or tail.startswith(one)) for one in tails)


def _with_unmarked_items(lines: list[Line]) -> list[Line]:
    """Mark the short lines under a lead-in as the list that they were."""
    marked, until = [], 0
    for at, line in enumerate(lines, start=1):
        marked.append(replace(line, mark="-") if at <= until else line)
        if at > until and line.text.endswith(":") and not line.mark:
            until = at + _count_items(lines[at:])
    return marked


def _count_items(lines: Sequence[Line]) -> int:
    """Count the short lines at the start that are alike, less the headings of what comes next."""
    found = 0
    while found < len(lines) and _may_be_item(lines, found):
        found += 1
    after = lines[found] if found < len(lines) else EDGE
    found -= bool(after.mark and found)
    while found and after.text and _is_title_case(lines[found - 1].text) > _is_title_case(lines[0].text):
        found -= 1
    return found if found > 1 else 0


def _may_be_item(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    alike = line.gap == lines[min(at, 1)].gap and _is_closed(line) == _is_closed(lines[0])
    return alike and not line.mark and not line.text.endswith(":") and len(line.text.split()) <= IN_ITEM


def _with_headings(lines: list[Line]) -> list[Line]:
    """Give headings a level for now; the title is one that no item, sentence or number precedes."""
    padded, read, level = [EDGE, *lines, EDGE, EDGE], [], TITLE
    for at, line in enumerate(lines, start=1):
        heads = _is_heading(*padded[at - 1 : at + 3])
        level = CHAPTER if line.mark or (_is_closed(line) and not heads) else level
        text = f"{line.mark} {line.text}".strip()
        read.append(replace(line, text=text, mark="", level=level) if heads else line)
        level = CHAPTER if heads else level
    return read


def _is_heading(before: Line, line: Line, after: Line, later: Line) -> bool:
    if not after.text or not _is_headline(line.text):
        return False
    if line.mark:
        return line.mark[0].isdigit() and not _is_numbered_item(before, line, after)
    if line.text.endswith("?"):
        return not before.text.endswith(":") and line.text[0].isalnum()
    if not before.text or _is_title_case(line.text) or SERIES.match(line.text):
        return not before.text or _is_body(after) or (_is_body(later) and _is_headline(after.text))
    apart = line.gap or _is_body(before) or _is_title_case(before.text)
    return apart and _is_body(after) and len(line.text.split()) <= IN_SENTENCE_CASE


def _is_body(line: Line) -> bool:
    return _is_closed(line) or len(line.text.split()) > IN_TITLE_CASE


def _is_numbered_item(before: Line, line: Line, after: Line) -> bool:
    parent = after.mark and after.indent and not after.gap
    return bool(line.indent or parent) or any(beside.mark[:1].isdigit() for beside in (before, after))


def _is_headline(text: str) -> bool:
    words, asks, first = text.split(), text.endswith("?"), text.lstrip("\"'(\u2018\u201c")[:1]
    if len(words) > (IN_QUESTION if asks else IN_TITLE_CASE) or BYLINE.match(text):
        return False
    broken = ENDED.search(text) or _SENTENCE_BREAK.search(text) or SMALL_WORD.fullmatch(words[-1])
    return (asks or not broken) and (first.isupper() or (first.isdigit() and text.lower() != text.upper()))


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W_]\S*", text) if not SMALL_WORD.fullmatch(word)]
    return sum(not word[0].islower() for word in words) >= 0.7 * len(words)


def _levelled(lines: list[Line]) -> list[Line]:
    """Tell chapters from their sections; the parts of a series are alike."""
    levelled, series, highest = [], dict[str, int](), CHAPTER
    for before, line, after in zip([EDGE, *lines], lines, [*lines[1:], EDGE], strict=False):
        level = line.level
        if level > TITLE:
            part = SERIES.match(line.text)
            level = series.setdefault(part[1] if part else line.text, _own_level(before, line, after))
            # Before the first chapter there is nothing to be a section of.
            highest = SECTION if level == CHAPTER else highest
        levelled.append(replace(line, level=min(level, highest)))
    return levelled


def _own_level(before: Line, line: Line, after: Line) -> int:
    numbered = re.match(r"\d\d?[.)] ", line.text)
    if FAQ.search(line.text) and not numbered:
        return CHAPTER
    if numbered or before.level > TITLE or before.text.endswith(":") or not _is_title_case(line.text):
        return SECTION
    return CHAPTER if after.level or len(line.text.split()) > IN_SECTION else SECTION


def _rendered(lines: list[Line]) -> str:
    page, indents = [], list[int]()
    for before, line in pairwise([EDGE, *lines]):
        indents = [*(indent for indent in indents if indent < line.indent), line.indent] if line.mark else []
        start = f"{'  ' * (len(indents) - 1)}- " if line.mark else "#" * line.level + " " * bool(line.level)
        page.append(f"{_break(before, line)}{start}{line.text}")
    return "".join(page) + "\n" * bool(page)


def _break(before: Line, line: Line) -> str:
    """Keep a list together, and under its lead-in."""
    led = line.mark and not before.level and (before.mark or not line.gap or before.text.endswith(":"))
    return "" if before is EDGE else "\n" if led else "\n\n"
