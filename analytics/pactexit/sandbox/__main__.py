"""The process apart: reads a SELECT from standard input, writes its rows or why it is refused."""

from __future__ import annotations

import json
import math
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import Any

from pactexit.problem import PactExitError
from pactexit.sandbox import closed

#: Bytes of memory that a SELECT may take in its process, where the system can limit it.
MOST_MEMORY = 2 << 30


def main(seconds: float) -> None:
    """Runs the SELECT under the limits and writes what came of it, pickled."""
    given = json.load(sys.stdin.buffer)
    # DuckDB can be asked to print; that must not stand between the bytes of the answer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    content: tuple[Any, ...] | str
    try:
        con = closed.connect(given["path"])
        _limit(seconds)
        content = closed.select(con, given["statement"])
    except PactExitError as error:
        content = str(error)
    except MemoryError:
        content = closed.TOO_MUCH_MEMORY
    pickle.dump(content, answers)
    answers.close()
    # a query that was refused may still have threads, for which nobody waits
    os._exit(0)


def _limit(seconds: float) -> None:
    """Bounds memory, files and time by the system, where DuckDB's own bounds leave gaps."""
    try:
        import resource
    except ImportError:  # on Windows
        return
    memory = _held() * resource.getpagesize() + MOST_MEMORY
    for kind, most in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_FSIZE, 0)):
        _, hard = resource.getrlimit(kind)
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (lower, hard))
    # should whoever started this process have ended before it
    signal.alarm(math.ceil(seconds) + 1)


def _held() -> int:
    """Pages of memory that the process has asked for, used or not, where Linux tells."""
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[5]) if told.exists() else 0


if __name__ == "__main__":
    main(float(sys.argv[1]))
