"""The process that reads one document: `python -m knowledge.converting.child KIND < FILE`, one line of JSON out."""

import contextlib
import sys
from collections.abc import Callable

from knowledge.converting.confining import confine
from knowledge.converting.converted import Converted, told
from knowledge.converting.finishing import TANGLED, finished
from knowledge.converting.limits import LARGEST_FILE
from knowledge.converting.sniffing import Kind
from knowledge.errors import GuideError

_TOO_LARGE = "needs too much memory to read: split it, or save it as text"
Reader = Callable[[bytes], Converted]


def main() -> None:
    """Read standard input as the kind that the first argument names, and tell what it comes to."""
    kind = Kind(sys.argv[1])
    with contextlib.redirect_stdout(sys.stderr):
        read = _reader(kind)
        confine()
        outcome = _outcome(read, kind)
    sys.stdout.write(f"{told(outcome)}\n")


def _reader(kind: Kind) -> Reader:
    """Load the converter that is needed, and no other."""
    if kind is Kind.HTML:
        from knowledge.converting.page import read  # noqa: PLC0415
    elif kind is Kind.PDF:
        from knowledge.converting.pdf import read  # noqa: PLC0415
    elif kind is Kind.DOCX:
        from knowledge.converting.word import read  # noqa: PLC0415
    else:
        from knowledge.converting.plain import read  # noqa: PLC0415
    return read


def _outcome(read: Reader, kind: Kind) -> Converted | GuideError:
    try:
        return finished(read(sys.stdin.buffer.read(LARGEST_FILE + 1)), markdown=kind is Kind.TEXT)
    except GuideError as error:
        return error
    except MemoryError:
        return GuideError(_TOO_LARGE)
    except RecursionError:
        return GuideError(TANGLED)
    except Exception as error:  # noqa: BLE001 - a converter may fail in any way at what is broken
        return GuideError(
            f"cannot be read as {kind.upper()} ({type(error).__name__}): save it again, or save it as .md"
        )


if __name__ == "__main__":
    main()
