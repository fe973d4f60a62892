"""The words of a text that tell what it is about."""

import re

_WORD = re.compile(r"[^\W_]+")
_COMMON_WORDS = frozenset(
    (
        "a about am an and any are as at be been but by can could d did do does for from get got had has have he "
        "her his how i if im in into is it its just ll m may me might must my no not of on or our over re s shall "
        "she should so some t than that the their them then there these they this those to u ur ve was we were "
        "what when where which who whom whose why will with would you your"
    ).split()
)


def content_words(text: str) -> list[str]:
    """Return a text's words in lower case, each once, the most common words of English left out."""
    words = dict.fromkeys(word for word in _WORD.findall(text.lower()) if word not in _COMMON_WORDS)
    return list(words)[:200]
