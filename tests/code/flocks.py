"""Small packages with one table of birds, and the command that judges them under limits."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("pactexit")
#: What stands outside the folder of a package, and must not be seen.
SECRET = "not-for-your-eyes"
#: Far more than any of them needs, far less than what it would take to read without end.
SECONDS, BYTES = 60, 8 << 30
FIELD = {"name": "bird", "type": "string"}


def birds(**changes: object) -> dict[str, Any]:
    """A resource with one integer column, so that any other text in a cell would be reported."""
    fields = [{"name": "bird", "type": "string"}, {"name": "seen", "type": "integer"}]
    return {"name": "birds", "path": "birds.csv", "schema": {"fields": fields}} | changes


def write(folder: Path, *resources: object, **package: object) -> None:
    descriptor = {"name": "flock", "resources": list(resources)} | package
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def run(words: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """A process under limits."""
    return subprocess.run(
        words,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDS,
        stdin=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)),
    )


def judge(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command under limits; it must end by itself, without a traceback or a fault."""
    done = run([COMMAND, "validate", folder, *arguments])
    assert done.returncode in {0, 1, 2}, done.stderr[-1000:]
    assert "Traceback" not in done.stderr
    assert "a fault of pactexit" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    if done.returncode == 2:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert len(done.stderr) < 2000
    return done
