"""Limits that a process sets itself before it reads what strangers wrote."""

import contextlib
import math
import os

from knowledge.converting.limits import MEMORY, MOST_OPEN_FILES, SECONDS


def confine() -> None:
    """Let this process neither grow nor run on without end, nor write a file, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: _address_space() + MEMORY,
        resource.RLIMIT_CPU: math.ceil(SECONDS),
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: MOST_OPEN_FILES,
    }
    for name, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(name, (most, most))


def _address_space() -> int:
    """Return what this process has mapped so far, where the system says."""
    try:
        with open("/proc/self/statm", encoding="ascii") as counts:  # noqa: PTH123 - no path to keep
            return int(counts.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return MEMORY
