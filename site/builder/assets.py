"""Scripts and styles, bundled by esbuild from `browser/` and what npm installs."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from pactexit.problem import PactExitError

HERE = Path(__file__).resolve().parents[1]


def write(folder: Path) -> dict[str, str]:
    """Writes them to `assets/` of a folder; returns the path of each by its plain name.

    Raises `PactExitError` where node or npm is missing or fails.
    """
    if not (HERE / "node_modules" / ".package-lock.json").is_file():
        _run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    found: dict[str, str] = json.loads(_run("node", "bundle.mjs", str(folder / "assets")))
    return found


def _run(*words: str) -> str:
    try:
        done = subprocess.run(
            words, cwd=HERE, capture_output=True, text=True, check=True, env=os.environ
        )
    except FileNotFoundError:
        raise PactExitError(
            f"{words[0]} is not installed. Install Node.js 18 or later, which brings npm."
        ) from None
    except subprocess.CalledProcessError as error:
        lines = [line for line in (error.stderr or error.stdout).splitlines() if line.strip()]
        raise PactExitError(f"{' '.join(words)}: {lines[-1] if lines else 'failed'}") from None
    return done.stdout
