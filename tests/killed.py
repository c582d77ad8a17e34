"""Downloads two versions in turns to one folder, and is killed at one moment after the other.

Run with the folder, the published folder, and how many moments; as JSON it says what was at the
folder after each. A moment is one thing that the process asks of the system.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

import pactexit
from pactexit.releasing import published  # noqa: F401 - loaded before anybody is killed
from pactexit.releasing.formats import FORMATS  # noqa: F401
from servers import files

ASKED = ("open", "os.", "shutil.", "tempfile.", "ctypes.", "fcntl.")


def child(folder: Path, source: Path, version: str, moment: int) -> tuple[int, int]:
    """A process that is killed at a moment: how it ended, and how many moments it came to."""
    with tempfile.TemporaryFile() as counter:
        process = os.fork()
        if process == 0:
            seen = 0

            def count(event: str, _: object) -> None:
                nonlocal seen
                if event.startswith(ASKED):
                    seen += 1
                    os.pwrite(counter.fileno(), seen.to_bytes(8, "big"), 0)
                    if seen == moment:
                        os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(count)
            pactexit.download(folder, version, source=source)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        return status, int.from_bytes(os.pread(counter.fileno(), 8, 0), "big")


def main(place: str, release: str, times: str) -> None:
    folder, source = Path(place), Path(release)
    known = {}
    for version in ("1.0.0", "1.1.0"):
        pactexit.download(folder, version, source=source)
        known[version] = files(folder)
    _, moments = child(folder, source, "1.0.0", 0)
    seen = []
    for number in range(int(times)):
        # from the first moment to the last
        moment = 1 + number * (moments - 1) // (int(times) - 1)
        version = ("1.1.0", "1.0.0")[number % 2]
        status, _ = child(folder, source, version, moment)
        found = files(folder)
        whole = [version for version, content in known.items() if content == found]
        seen.append([os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, whole])
        # and the next command is well
        pactexit.download(folder, version, source=source)
        assert files(folder) == known[version]
    left = sorted(path.name for path in folder.parent.iterdir())
    sys.stdout.write(json.dumps({"moments": moments, "seen": seen, "left": left}))


if __name__ == "__main__":
    main(*sys.argv[1:])
