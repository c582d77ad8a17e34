"""`python -m builder` builds the site into a folder; `--serve` also shows it on loopback."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from builder.build import build
from builder.serving import serve
from pactexit.problem import PactExitError

HERE = Path(__file__).resolve().parents[1]


def main(words: list[str]) -> int:
    """Builds, and serves where asked to; where it cannot, one line says why, and it returns 2."""
    parser = argparse.ArgumentParser(prog="python -m builder", description=__doc__)
    parser.add_argument("--to", type=Path, default=HERE / "dist", help="folder of the site")
    parser.add_argument("--data", type=Path, help="dataset to show; left out, that of the checkout")
    parser.add_argument("--address", default="", help="where the site will be published")
    offered = parser.add_mutually_exclusive_group()
    offered.add_argument("--release", type=Path, help="release to offer; left out, a draft is made")
    offered.add_argument("--without-release", action="store_true", help="offer none")
    parser.add_argument("--serve", type=int, metavar="PORT", help="serve it on 127.0.0.1")
    asked = parser.parse_args(words)
    try:
        built = build(
            asked.to,
            asked.data,
            asked.address,
            _tell,
            release=asked.release,
            with_release=not asked.without_release,
        )
        print(
            f"{asked.to}: {built.pages} pages, {built.bytes / 1e6:.1f} MB in {built.files} files."
        )
        if asked.serve is not None:
            serve(asked.to, asked.serve)
    except PactExitError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    return 0


def _tell(part: str) -> None:
    print(part, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
