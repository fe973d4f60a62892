"""Show documents: what was read of one, what is wrong with what was typed, and those that were added."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.discord.knowledge.describing import Described
from bot.discord.knowledge.naming import day_named
from bot.discord.knowledge.standing import Standing
from bot.discord.showing.answers import bulleted, headed, small
from bot.discord.showing.sheet import Attached, Button, Sheet
from bot.echoing import echoed
from bot.strategy.inputs import APPLICANT_NAMES
from knowledge.converting.converted import Converted
from knowledge.markdown import read_markdown, without_front_matter
from knowledge.passages import EVERYONE, Applicant, Guide, Section

_BEGINNING, _LONGEST, _LONGEST_LISTED, _MOST = 600, 200, 100, 10
_NEXT = "It is not kept yet: say what it is first. It waits for a day."
_WRONG = "**Not kept yet: {}.** What you typed stands below, and in the form when you open it again."
_KEPT = "Kept as `{}`{}. It is not in use yet: `/knowledge refresh` shows what it would change."
_INSTEAD = ", in place of the document of that name, which is below as it was"
_REMOVED = (
    "Removed: `{}`. It goes out of use once a `/knowledge refresh` is published. Below is what it held:"
    " `/knowledge add` takes it in again, as it is or as you change it."
)
_NO_DOCUMENTS = "No documents were added. `/knowledge add` adds one."
_WAITS = "A version waits to be published: `/knowledge review` shows it. "
_REMOVE = "`/knowledge remove` removes a document, and gives it back as a file."


def read_sheet(read: Converted, button: Button) -> Sheet:
    """Return what was read of a document, with the button that leads on."""
    sections = read_markdown(read.text, "document").sections
    named = [one.heading[-1] for one in sections if one.heading]
    more = [f"and {len(named) - _MOST} more"] if len(named) > _MOST else []
    listed = "\n".join(f"- {_listed(one)}" for one in [*named[:_MOST], *more])
    begins = headed("How it begins", echoed(without_front_matter(read.text), _BEGINNING))
    warned = headed("To be looked at", bulleted(echoed(one, _LONGEST) for one in read.warnings))
    blocks = (headed("What I read", f"{_size(sections)}.\n{listed}"), warned, begins, small(_NEXT))
    return Sheet(tuple(filter(None, blocks)), "plain", (button,))


def wrong_sheet(error: Exception, typed: Described, button: Button) -> Sheet:
    """Return what is wrong, what was typed, and the button that opens the form again."""
    lines = {
        "Title": typed.title,
        "Source": typed.source,
        "For": _audience(typed.audience),
        "Not to be used from": typed.expires,
    }
    told = "\n".join(f"- {name}: {echoed(value, _LONGEST, one_line=True)}" for name, value in lines.items() if value)
    files = (Attached("text.txt", typed.text.encode("utf-8", "replace")),) if typed.text else ()
    return Sheet((_WRONG.format(echoed(str(error), _LONGEST)), told), "wrong", (button,), files)


def documents_sheet(documents: Sequence[Guide], standing: Standing, today: date) -> Sheet:
    """Return the documents that were added, and how each stands to what is in use."""
    leaving = "\n".join(f"- {_listed(one)}" for one in standing.leaving)
    gone = headed("Removed, and in use until a refresh is published", leaving)
    if not documents:
        return Sheet((_NO_DOCUMENTS, *filter(None, (gone,))), "plain")
    lines = "\n".join(_document(one, standing.of.get(one.id, ""), today) for one in documents)
    below = small(f"{_WAITS if standing.waits else ''}{_REMOVE}")
    return Sheet(tuple(filter(None, (headed("Documents that were added", lines), gone, below))), "plain")


def kept_sheet(id: str, kept: Sequence[Guide], before: str, today: date) -> Sheet:
    """Return what was kept, unless it is gone again already, with the file that gave way to it."""
    said = _KEPT.format(id, _INSTEAD if before else "")
    return Sheet((said, *(small(_about(one, today)) for one in kept)), "plain", files=_file(before))


def removed_sheet(id: str, held: str) -> Sheet:
    """Return what was removed, with its file, so that nothing is lost by a slip."""
    return Sheet((_REMOVED.format(id),), "plain", files=_file(held))


def _file(held: str) -> tuple[Attached, ...]:
    return (Attached("document.md", held.encode()),) if held else ()


def _about(one: Guide, today: date) -> str:
    until = "".join(_until(one, today))
    return f"{_listed(one.source)}, for {_audience(one.audience)}, {_size(one.sections)}{until}"


def _document(one: Guide, stands: str, today: date) -> str:
    standing = f"{stands}; " if stands else ""
    return f"**{_listed(one.title)}**\n{small(f'{standing}{_about(one, today)}; `{one.id}`')}"


def _until(one: Guide, today: date) -> Iterator[str]:
    """Yield when a document expires, and how much of it where that is not all."""
    days = sorted(section.expires for section in one.sections if section.expires)
    if days:
        some = "" if len(days) == len(one.sections) else f"{len(days)} of them "
        yield f", {some}{'expired' if days[0] <= today else 'expires'} on {day_named(days[0])}"


def _audience(kinds: Iterable[str | Applicant]) -> str:
    named = [str(one) for one in kinds]
    if not named or len(named) == len(EVERYONE):
        return "everybody"
    return ", ".join(APPLICANT_NAMES.get(one, one) for one in named)


def _size(sections: Sequence[Section]) -> str:
    words = sum(len(section.text.split()) for section in sections)
    return f"{_counted(len(sections), 'section')}, {_counted(words, 'word')}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _listed(text: str) -> str:
    return echoed(text, _LONGEST_LISTED, one_line=True)
