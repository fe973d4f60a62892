"""`ir-advisor chat`: a conversation in the terminal."""

import sys
from collections import deque

from rich.console import Console

from bot.answering.rendering import as_text
from bot.asking.question import Question
from bot.command_line.answering import answering
from bot.command_line.terminal import Type, applicant_type, following, show_text

_REMEMBERED = 6
_GREETING = "Ask about matching into interventional radiology. An empty line or Ctrl-D ends the conversation."


def chat(applicant: Type = None) -> None:
    """Hold a conversation; each question is read in the light of the ones before."""
    who = applicant_type(applicant)
    turns: deque[str] = deque(maxlen=_REMEMBERED)
    with following() as advice, answering(advice) as answer_to:
        show_text(_GREETING)
        while text := _next_line():
            show_text(f"\n{as_text(answer_to(Question(text, who, tuple(turns))))}\n")
            turns.append(text)


def _next_line() -> str:
    """Return what is typed next; empty at the end of input."""
    try:
        return Console().input("> ").strip() if sys.stdin.isatty() else sys.stdin.readline().strip()
    except EOFError:
        return ""
