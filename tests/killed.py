"""Downloads two versions in turns to one folder, and is killed at one moment after the other.

Run with the folder, the published folder, and how many moments; as JSON it says what was at the
folder after each. A moment is one thing that the process asks of the system. So many are spread
over all of the download, and as many lie around the step that puts the new copy in its place.
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

#: What is asked of the system to move a folder.
MOVING = ("os.rename", "ctypes.dlsym")
ASKED = ("open", "os.", "shutil.", "tempfile.", "ctypes.", "fcntl.")


def child(folder: Path, source: Path, version: str, moment: int) -> tuple[int, int, int]:
    """A process that is killed at a moment: how it ended, its last moment, and its last move."""
    with tempfile.TemporaryFile() as counter:
        process = os.fork()
        if process == 0:
            seen = 0

            def count(event: str, _: object) -> None:
                nonlocal seen
                if event.startswith(ASKED):
                    seen += 1
                    os.pwrite(counter.fileno(), seen.to_bytes(8, "big"), 0)
                    if event in MOVING:
                        os.pwrite(counter.fileno(), seen.to_bytes(8, "big"), 8)
                    if seen == moment:
                        os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(count)
            pactexit.download(folder, version, source=source)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        last, moved = (os.pread(counter.fileno(), 8, place) for place in (0, 8))
        return status, int.from_bytes(last, "big"), int.from_bytes(moved, "big")


def main(place: str, release: str, times: str) -> None:
    folder, source = Path(place), Path(release)
    known = {}
    for version in ("1.0.0", "1.1.0"):
        pactexit.download(folder, version, source=source)
        known[version] = files(folder)
    _, last, moved = child(folder, source, "1.0.0", 0)
    number = int(times)
    spread = [1 + each * (last - 1) // (number - 1) for each in range(number)]
    around = range(moved - number // 2, moved - number // 2 + number)
    seen = []
    for turn, moment in enumerate([*spread, *around]):
        version = ("1.1.0", "1.0.0")[turn % 2]
        status, _, _ = child(folder, source, version, moment)
        found = files(folder)
        whole = [version for version, content in known.items() if content == found]
        seen.append([os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, whole])
        # and the next command is well
        pactexit.download(folder, version, source=source)
        assert files(folder) == known[version]
    left = sorted(path.name for path in folder.parent.iterdir())
    sys.stdout.write(json.dumps({"moments": last, "seen": seen, "left": left}))


if __name__ == "__main__":
    main(*sys.argv[1:])
