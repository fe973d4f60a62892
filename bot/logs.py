"""How log lines look, and what never stands in them."""

import logging
import sys
from collections.abc import Sequence

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TELLING = (
    *("alembic", "aiosqlite", "anthropic", "asyncio", "discord", "httpcore", "httpcore2", "httpx", "httpx2"),
    *("langchain", "langsmith", "matplotlib", "ollama", "openai"),
)
"""Parts that would write what members said, or tell nothing, below warnings."""
_HIDDEN = "[secret]"


class Discreet(logging.Formatter):
    """Writes lines in which secrets are hidden, wherever they come from."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__(_FORM)
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, with its traceback."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


def log_to_stderr(level: str, secrets: Sequence[str]) -> None:
    """Send log lines from a level up to standard error, without secrets."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in _TELLING:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
