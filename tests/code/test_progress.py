"""Long work shows on a terminal how far it is, and says nothing to a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from flocks import COMMAND, birds, judge, write

from pactexit.validation import validate

ROWS = 900_000


def test_progress_is_told_the_table_and_its_rows(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("bird,seen\n" + "owl,1\n" * 30, encoding="utf-8")
    write(tmp_path, birds(), birds(name="others"))
    seen: list[tuple[str, int]] = []
    validate(tmp_path, progress=lambda name, rows: seen.append((name, rows)))
    assert seen == [("birds", 30), ("others", 30)]


def in_a_terminal(folder: Path) -> tuple[bytes, bytes, int]:
    """Standard output through a pipe, and what a terminal shows as standard error."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "validate", folder], stdout=subprocess.PIPE, stderr=theirs, stdin=theirs
    )
    os.close(theirs)
    output, _ = process.communicate(timeout=60)
    shown = b""
    # the terminal ends with an error when nobody holds its other side
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    return output, shown, process.returncode


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


def test_a_terminal_shows_the_rows_and_then_a_clean_line(tmp_path: Path) -> None:
    text = "bird,seen\n" + "a bird with a long name and nothing else to say of it,1\n" * ROWS
    (tmp_path / "birds.csv").write_text(text, encoding="utf-8")
    write(tmp_path, birds())
    output, shown, code = in_a_terminal(tmp_path)
    assert (output, code) == (b"flock: valid: 1 table, 900000 rows\n", 0)
    steps = [step.strip() for step in shown.split(b"\r")]
    rows = [int(step.split()[0].replace(b",", b"")) for step in steps if step]
    assert len(rows) > 1
    assert rows == sorted(rows)
    assert rows[-1] == ROWS
    assert all(step.endswith(b" rows of birds") for step in steps if step)
    # at last nothing is left of it
    assert shown.endswith(b" \r")
    assert b"\n" not in shown
    done = judge(tmp_path)
    assert done.stdout.encode() == output
    assert done.stderr == ""


def test_an_error_on_a_terminal_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    output, shown, code = in_a_terminal(tmp_path)
    assert (output, code) == (b"", 2)
    assert shown.split(b"\r")[-2].startswith(b"pactexit: ")


def test_the_name_of_a_table_cannot_drive_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("bird,seen\nowl,1\n", encoding="utf-8")
    write(tmp_path, birds(name="\x1b[2Jbirds\n" + "b" * 500))
    _, shown, _ = in_a_terminal(tmp_path)
    assert b"\x1b" not in shown
    assert all(len(step) < 200 for step in shown.split(b"\r"))
