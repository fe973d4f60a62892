"""Prepare versions in a process beside the bot, so that neither its event loop nor its memory feels it."""

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.curating.golden import Golden
from bot.curating.reviewing import Review, review_of
from bot.errors import AdvisorError

_COMMAND = (sys.executable, "-m", "bot", "refresh", "--dry-run", "--beside", "--json", "--golden", "-")
_ENVIRONMENT = {"PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}
_LONGEST = 1024 * 1024
"""Bytes of a line that it may say."""
_REASON = "ir-advisor: "
"""What stands before the line that says why it could not be done."""
_ASIDE = ("WARNING:", "ERROR:")
"""What stands before lines for the log."""
_STOPPED = "the refresh was stopped before its end: start it again"
log = logging.getLogger(__name__)


Questions = Literal["propose", "keep", "forget"]
"""What becomes of questions that a chat model proposes: more are asked for, they stay as they are, all are removed."""
_OPTIONS: Mapping[Questions, Sequence[str]] = {"propose": ("--propose",), "keep": (), "forget": ("--forget-proposed",)}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was prepared: the review, or none where the version in use holds all, and what came of asking a model."""

    review: Review | None
    proposing: str = ""


class RefreshError(AdvisorError):
    """A version could not be prepared; the message says why."""


class Worker:
    """Prepares one version at a time; what it is doing is told by `how_far`."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._task: asyncio.Task[Any] | None = None
        self.by = ""
        self.how_far = ""

    async def prepare(self, by: str, golden: Sequence[Golden], questions: Questions = "keep") -> Prepared:
        """Build and review the next version.

        Raises RefreshError: somebody else is at it (it names them, and how far they are), or it cannot be done.
        """
        if self._task:
            raise RefreshError(f"a refresh is running: by {self.by}, now {self.how_far}; wait until it is done")
        self._task, self.by, self.how_far = asyncio.current_task(), by, "starting"
        try:
            return await self._prepared(by, golden, questions)
        except OSError as error:
            raise RefreshError(f"the refresh cannot be started ({error}): try again later") from error
        finally:
            self.stop()
            if self._process:
                await _ended(self._process)
            self._task, self.by, self._process = None, "", None

    def stop(self) -> None:
        """Stop what is being done; what it has encoded so far is kept for the next time."""
        if self._process and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()

    async def close(self) -> None:
        """Stop what is being done, and return once that has ended."""
        self.stop()
        if self._task:
            await asyncio.wait((self._task,))

    async def _prepared(self, by: str, golden: Sequence[Golden], questions: Questions) -> Prepared:
        command = (*_COMMAND, *_OPTIONS[questions], f"--by={by}")
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=_LONGEST, env=os.environ | _ENVIRONMENT
        )
        lines = "".join(f"{json.dumps(asdict(one))}\n" for one in golden)
        told, reason = await asyncio.gather(_answer(self._process, lines.encode()), self._listen(self._process))
        if status := await self._process.wait():
            log.error("a refresh ended with status %s: %s", status, reason or self.how_far)
            raise RefreshError(reason or _STOPPED)
        found = json.loads(told)
        return Prepared(found["review"] and review_of(found["review"]), found.get("proposing", ""))

    async def _listen(self, process: Process) -> str:
        """Follow how far it is; return why it cannot be done, where it says so."""
        assert process.stderr is not None  # noqa: S101 - it is a pipe
        reason = ""
        async for line in process.stderr:
            said = line.decode(errors="replace").strip()
            if said.startswith(_REASON):
                reason = said.removeprefix(_REASON)
            elif said.startswith(_ASIDE):
                log.warning("while refreshing: %s", said)
            else:
                self.how_far = said or self.how_far
        return reason


async def _ended(process: Process) -> None:
    """Wait for the end of a process, and let go of its pipes."""
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    process.stdin.close()
    await process.communicate()


async def _answer(process: Process, given: bytes) -> bytes:
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(given)
        await process.stdin.drain()
    process.stdin.close()
    return await process.stdout.read()
