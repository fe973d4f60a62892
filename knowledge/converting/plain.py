"""Markdown and plain text: kept as it is, or cleaned as text that was copied from a page."""

from knowledge.converting.converted import Converted
from knowledge.converting.decoding import decoded
from knowledge.converting.finishing import without_tags
from knowledge.converting.limits import LONGEST_TEXT
from knowledge.errors import GuideError
from knowledge.markdown import read_markdown
from knowledge.scraped import looks_scraped, to_markdown


def read(data: bytes) -> Converted:
    """Read Markdown as it is, and plain text as a page it was copied from.

    Raises GuideError with the key, heading or encoding that is wrong.
    """
    text, warnings = decoded(data)
    if len(text) > LONGEST_TEXT:
        raise GuideError(f"holds {len(text):,} characters, more than {LONGEST_TEXT:,}: split it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bare = without_tags(text)
    warnings += ("HTML tags are left out",) * (bare != text)
    if looks_scraped(bare) and not bare.startswith("---\n"):
        return Converted(to_markdown(bare), warnings=warnings)
    return Converted(bare, read_markdown(bare, "").title, warnings)
