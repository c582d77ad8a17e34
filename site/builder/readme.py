"""Code of the README that pages show, so that it is written once."""

from __future__ import annotations

import re
from pathlib import Path

from pactexit.problem import PactExitError

_README = Path(__file__).resolve().parents[2] / "README.md"


def code(heading: str, language: str) -> str:
    """The first block of code in that language below that heading.

    Raises `PactExitError` where the README has none.
    """
    text = _README.read_text(encoding="utf-8")
    _, _, section = text.partition(f"\n## {heading}\n")
    section, _, _ = section.partition("\n## ")
    found = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    if found is None:
        raise PactExitError(f"README.md has no {language} below the heading {heading}.")
    return found.group(1)
