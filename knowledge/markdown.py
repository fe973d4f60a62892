"""From the text of one document to a guide: front matter, headings, and the notes under each heading."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.errors import GuideError
from knowledge.passages import EVERYONE, Applicant, Asked, Guide, Section
from knowledge.statements import split

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_COMMENT = re.compile(r"\A\s*<!--(?P<yaml>.*?)-->[ \t]*\n?", re.S)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)[ \t]*\n?")
_FRONT_KEYS = {"id", "title", "audience", "source", "reviewed", "known_as", "expires"}
_NOTE_KEYS = {"slug", "audience", "asked_as", "expires"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader in C where there is one: it takes a tenth of the time."""


@dataclass(slots=True)
class _Part:
    """A heading with the lines below it, before it becomes a section."""

    level: int
    heading: str
    lines: list[str] = field(default_factory=list)


def read_markdown(text: str, stem: str) -> Guide:
    """Read Markdown with or without front matter; `stem` names the guide where the text does not.

    Raises GuideError with the key or heading that is wrong.
    """
    front, body = front_matter(text)
    parts = list(_parts(body))
    titles = [part.heading for part in parts if part.level == 1]
    title = _text(front, "title") or (titles[0] if titles else stem.replace("-", " ").capitalize())
    audience = _audience(front, "front matter") or EVERYONE
    expires = _expires(front, "front matter")
    return Guide(
        id=slug_of(_text(front, "id") or stem),
        title=title,
        source=_source(front) or title,
        sections=_unique(_sections(parts, title, audience, expires)),
        audience=audience,
        known_as=_lines(front, "known_as", "front matter"),
    )


def slug_of(heading: str) -> str:
    """Return a heading as an anchor: lower-case words joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", heading.lower())) or "section"


def without_front_matter(text: str) -> str:
    """Return a text without what it says of itself at its beginning, whether or not that can be read."""
    return _FRONT.sub("", text)


def front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Return what a text says of itself at its beginning, and the rest.

    Raises GuideError with the key that is wrong.
    """
    found = _FRONT.match(text)
    if found is None:
        if text.startswith("---\n"):
            raise GuideError("the front matter is not closed: end it with a line of three hyphens")
        return {}, text
    return _mapping(found["yaml"], _FRONT_KEYS, "front matter"), text[found.end() :]


def _mapping(text: str, known: set[str], where: str) -> Mapping[str, Any]:
    try:
        read = yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - it is the safe one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise GuideError(f"{where}: not valid YAML ({_first_line(error)}); quote a line that holds a colon") from error
    if not isinstance(read, dict):
        raise GuideError(f"{where}: write `key: value` lines")
    if unknown := sorted(str(key) for key in read.keys() - known):
        raise GuideError(f"{where}: unknown key {unknown[0]!r} (known: {', '.join(sorted(known))})")
    return read


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:160]


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise GuideError(f"{key}: write text, not {value!r}")
    return value.strip()


def _audience(values: Mapping[str, Any], where: str) -> tuple[Applicant, ...]:
    given = values.get("audience", [])
    try:
        return tuple(Applicant(name) for name in ([given] if isinstance(given, str) else given))
    except (ValueError, TypeError) as error:
        raise GuideError(f"{where}: audience takes {', '.join(EVERYONE)}, not {given!r}") from error


def _expires(values: Mapping[str, Any], where: str) -> date | None:
    given = values.get("expires")
    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    raise GuideError(f"{where}: expires takes a day as 2027-03-01, not {given!r}")


def _source(front: Mapping[str, Any]) -> str:
    source = front.get("source", "")
    if isinstance(source, dict):
        return ", ".join(str(source[key]) for key in ("title", "publisher") if source.get(key))
    return str(source)


def _parts(body: str) -> Iterator[_Part]:
    """Cut the body at its headings, as a Markdown parser sees them (a `#` in a code block is none)."""
    lines = body.split("\n")
    tokens = MarkdownIt("commonmark").parse(body)
    headings = [(t, tokens[i + 1].content) for i, t in enumerate(tokens) if t.type == "heading_open"]
    starts = [_lines_of(token) for token, _ in headings]
    first = starts[0][0] if starts else len(lines)
    yield _Part(0, "", lines[:first])
    ends = [*(start for start, _ in starts[1:]), len(lines)]
    for (token, heading), (_, below), end in zip(headings, starts, ends, strict=False):
        yield _Part(int(token.tag[1]), heading.strip(), lines[below:end])


def _lines_of(token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 0)
    return start, end


def _sections(
    parts: list[_Part], title: str, audience: tuple[Applicant, ...], expires: date | None
) -> Iterator[tuple[Section, bool]]:
    """Yield each section that says something, and whether its author chose the anchor."""
    path: list[tuple[int, str]] = []
    for part in parts:
        path = [step for step in path if step[0] < part.level]
        if part.level > 1:
            path.append((part.level, part.heading))
        note, text = _note(part)
        if text:
            heading = tuple(name for _, name in path) or (part.heading or title,)
            anchor = _text(note, "slug")
            yield (
                Section(
                    heading=heading,
                    anchor=anchor or slug_of(heading[-1]),
                    text=text,
                    audience=_audience(note, heading[-1]) or audience,
                    asked_as=_asked_as(note, heading[-1], text),
                    expires=_expires(note, heading[-1]) or expires,
                ),
                bool(anchor),
            )


def _note(part: _Part) -> tuple[Mapping[str, Any], str]:
    """Separate a section's note (a comment right below the heading) from its text."""
    body = "\n".join(part.lines)
    found = _COMMENT.match(body)
    note: Mapping[str, Any] = {}
    if found and any(f"{key}:" in found["yaml"] for key in _NOTE_KEYS):
        note = _mapping(found["yaml"], _NOTE_KEYS, f"note under {part.heading!r}")
        body = body[found.end() :]
    body = re.sub(r"<!--.*?-->\n?", "", body, flags=re.S)
    return note, _IMAGE.sub("", body).strip()


def _asked_as(note: Mapping[str, Any], heading: str, text: str) -> tuple[Asked, ...]:
    """Read questions; one written as `2: question` asks for the section's second statement."""
    given = note.get("asked_as") or []
    if not isinstance(given, list):
        raise GuideError(f"{heading}: asked_as takes a list of questions")
    statements = len(split(text))
    return tuple(dict.fromkeys(_asked(line, heading, statements) for line in given))


def _asked(line: Any, heading: str, statements: int) -> Asked:
    if isinstance(line, str):
        return Asked(line.strip())
    point, question = next(iter(line.items())) if isinstance(line, dict) and len(line) == 1 else (None, None)
    if not isinstance(point, int) or not isinstance(question, str):
        raise GuideError(f"{heading}: asked_as: write a question, or `2: question`, and quote it if it holds a colon")
    if not 1 <= point <= statements:
        raise GuideError(f"{heading}: asked_as: there is no statement {point}, only {statements}")
    return Asked(question.strip(), point - 1)


def _lines(values: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    lines = values.get(key) or []
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise GuideError(f"{where}: {key} takes a list of lines (quote a line that holds a colon)")
    return tuple(dict.fromkeys(line.strip() for line in lines))


def _unique(sections: Iterator[tuple[Section, bool]]) -> tuple[Section, ...]:
    """Refuse an anchor chosen twice; number the anchors that headings repeat."""
    taken: Counter[str] = Counter()
    kept: list[Section] = []
    for section, chosen in sections:
        taken[section.anchor] += 1
        if chosen and taken[section.anchor] > 1:
            raise GuideError(f"two sections share the slug {section.anchor!r}: give one another slug")
        kept.append(section if taken[section.anchor] == 1 else _numbered(section, taken))
    return tuple(kept)


def _numbered(section: Section, taken: Counter[str]) -> Section:
    anchor = f"{section.anchor}-{taken[section.anchor]}"
    while taken[anchor]:
        taken[section.anchor] += 1
        anchor = f"{section.anchor}-{taken[section.anchor]}"
    taken[anchor] += 1
    return replace(section, anchor=anchor)
