"""`ir-advisor ask`: one question, or a file of them."""

from typing import Annotated, Any

import typer

from bot.answering.rendering import as_json, as_text
from bot.asking.question import Question
from bot.command_line.answering import answering
from bot.command_line.terminal import (
    AsJson,
    Batch,
    Type,
    applicant_type,
    id_of,
    json_lines,
    opened,
    show_json,
    show_text,
)
from bot.errors import InputError

Asked = Annotated[str | None, typer.Argument(help="What you would like to know.")]


def ask(question: Asked = None, applicant: Type = None, batch: Batch = None, json: AsJson = False) -> None:
    """Answer one question from the guides, or each line of a file."""
    if (question is None) == (batch is None):
        raise InputError('ask: give one question, as in `ir-advisor ask "How many letters?"`, or --batch FILE')
    lines = [{"question": question, "applicant": applicant}] if batch is None else json_lines(batch)
    questions = [_question(line) for line in lines]
    with opened() as advice, answering(lambda: advice) as answer_to:
        for line, asked in zip(lines, questions, strict=True):
            answer = answer_to(asked)
            if json:
                show_json(id_of(line) | as_json(answer))
            else:
                show_text(as_text(answer))


def _question(line: dict[str, Any]) -> Question:
    """Read a line of a batch; where only turns are given, the last one is the question."""
    turns = line.get("turns") or []
    if not isinstance(turns, list):
        raise InputError(f"line {line.get('id', '?')}: turns must be a list of texts")
    texts = [*turns, line["question"]] if "question" in line else list(turns)
    if not texts or not all(isinstance(text, str) for text in texts):
        raise InputError(f"line {line.get('id', '?')}: question and turns must be text")
    return Question(texts[-1], applicant_type(line.get("applicant")), tuple(texts[:-1]))
