"""Measure a process from its start to its answer, its memory, and which modules it imports.

A process counts the memory of whoever started it as its own, so a fresh small one starts it:
`python -m tests.measuring.starting COMMAND...`.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

_KILOBYTES = sys.platform != "darwin"
"""Linux counts memory in kilobytes, macOS in bytes."""
_IMPORTED = re.compile(r"^import time:[^|]*\|[^|]*\|\s*([\w.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until the answer was printed, and the most memory held, in megabytes."""

    seconds: float
    megabytes: float


def start(command: Sequence[str]) -> Start:
    """Run a Python command that prints an answer, and measure it.

    Raises CalledProcessError where it fails.
    """
    watching = [sys.executable, "-m", "tests.measuring.starting", *command]
    return Start(**json.loads(subprocess.run(watching, stdout=subprocess.PIPE, text=True, check=True).stdout))


def imported(command: Sequence[str], packages: Iterable[str]) -> list[str]:
    """Return those of the packages that a Python command imports.

    Raises CalledProcessError where it fails.
    """
    done = subprocess.run([sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=True)
    found = {name.split(".")[0] for name in _IMPORTED.findall(done.stderr)}
    return [package for package in packages if package in found]


def _watch(command: Sequence[str]) -> Start:
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE)
    seconds = _seconds_to_answer(process, started)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or seconds is None:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Start(seconds, usage.ru_maxrss / (1_024 if _KILOBYTES else 1_048_576))


def _seconds_to_answer(process: subprocess.Popen[bytes], started: float) -> float | None:
    """Return when the first line came; the rest is read too, so that the process can end."""
    if process.stdout is None or not process.stdout.readline():
        return None
    seconds = time.perf_counter() - started
    process.stdout.read()
    return seconds


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(_watch(sys.argv[1:]))) + "\n")
