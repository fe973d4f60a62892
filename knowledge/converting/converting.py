"""Convert a document in a process of its own: this one only opens the file, looks at its bytes, and waits."""

import logging
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Timer

from knowledge.converting.converted import Converted, heard
from knowledge.converting.limits import LARGEST_FILE, LONGEST_ANSWER, SECONDS
from knowledge.converting.sniffing import Kind, kind_of
from knowledge.errors import GuideError

log = logging.getLogger(__name__)

ENDINGS = {
    Kind.TEXT: {".md", ".markdown", ".txt"},
    Kind.HTML: {".html", ".htm", ".xhtml"},
    Kind.PDF: {".pdf"},
    Kind.DOCX: {".docx"},
}
"""What names of each kind end in."""
_KEPT = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What of the environment the child is given; settings and secrets are none of its business."""


def convert(path: Path, seconds: float = SECONDS) -> Converted:
    """Return a document as Markdown; blocks until the process that reads it has ended.

    Raises GuideError with what is wrong and what to do.
    """
    with _opened(path) as file:
        kind = kind_of(_bytes_of(file))
        warnings = _misnamed(path.suffix.lower(), kind)
        document = _read_apart(kind, file, seconds)
    return replace(document, warnings=warnings + document.warnings)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open a regular file, and neither follow a link nor wait at a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            raise GuideError("is a link to another file: put the document itself here")
        file = os.open(path, flags)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise GuideError(f"cannot be opened ({reason}): check its name and permissions") from error
    try:
        _check(os.fstat(file))
        yield file
    finally:
        os.close(file)


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise GuideError("is not a file but a folder, pipe or device: put a document here")
    if found.st_size > LARGEST_FILE:
        raise GuideError(f"is larger than {LARGEST_FILE // 1024**2} MiB: split it, or leave out its pictures")


def _bytes_of(file: int) -> bytes:
    with os.fdopen(file, "rb", closefd=False) as stream:
        data = stream.read(LARGEST_FILE)
        stream.seek(0)
    return data


def _misnamed(suffix: str, kind: Kind) -> tuple[str, ...]:
    """Return a warning where the name claims another kind; plain text is never a PDF or DOCX document."""
    if suffix in ENDINGS[kind] or suffix not in set().union(*ENDINGS.values()):
        return ()
    if kind is Kind.TEXT and suffix in ENDINGS[Kind.PDF] | ENDINGS[Kind.DOCX]:
        raise GuideError(f"is no {suffix} document but plain text: save it as .md or .txt")
    return (f"read as {kind.upper()}, though its name ends in {suffix}",)


def _read_apart(kind: Kind, file: int, seconds: float) -> Converted:
    command = [sys.executable, "-P", "-m", "knowledge.converting.child", kind]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONUTF8": "1"}
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603
        command,
        env=environment,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        answer = _answer_of(process, seconds)
    return _heard(answer, process.returncode, time.monotonic() - started >= seconds, seconds)


def _answer_of(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """Read what a child says until it ends, or is ended with all that it started."""
    late = Timer(seconds, _end, [process])
    late.start()
    try:
        return process.stdout.read(LONGEST_ANSWER + 1) if process.stdout else b""
    finally:
        late.cancel()
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _heard(answer: bytes, code: int, late: bool, seconds: float) -> Converted:
    try:
        return heard(answer)
    except ValueError as error:
        log.info("reading a document ended with code %s after %s bytes", code, len(answer))
        if late or code == -getattr(signal, "SIGXCPU", 0):
            raise GuideError(f"took more than {seconds:g} seconds to read: split it, or save it as text") from error
        raise GuideError("broke the program that read it: save it again, or save it as .md") from error
