"""How fast a package is validated here and by frictionless: paired runs on generated tables.

`python benchmarks/validate.py 100000 5` makes a clean and a damaged package of so many rows of
fifteen columns with three foreign keys, has each judged so many times by both in turn, each run in
a process of its own, and prints the medians of wall time and peak memory and their ratio.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median

WORDS = ["lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed"]
COLUMNS = [
    ("id", "string", {"required": True, "pattern": "^[a-z0-9-]+$"}),
    ("parent", "string", {"required": True}),
    ("other", "string", {}),
    ("third", "string", {}),
    ("kind", "string", {"enum": ["alpha", "beta", "gamma"]}),
    ("count", "integer", {"minimum": 0}),
    ("size", "number", {}),
    ("day", "date", {}),
    ("is_so", "boolean", {}),
    ("title", "string", {"required": True}),
    ("place", "string", {"maxLength": 60}),
    ("person", "string", {}),
    ("remark", "string", {}),
    ("note", "string", {}),
    ("number", "integer", {}),
]
PARENTS = 20_000
RUN = {
    "pactexit": "from pactexit import validate; n = len(validate(path).problems)",
    "frictionless": (
        "from frictionless import Package; "
        "n = sum(len(t.errors) for t in Package(path).validate(limit_errors=10**9).tasks)"
    ),
}
MEASURE = (
    "import json, resource, sys, time; path = sys.argv[1]; t = time.perf_counter(); {run}; "
    "print(json.dumps([time.perf_counter() - t, "
    "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, n]))"
)


def write(folder: Path, rows: int, damage: float) -> None:
    """Writes a package of so many rows, of which a share is damaged."""
    random = Random(1)
    keys = [
        {"fields": [name], "reference": {"resource": "parents", "fields": ["parent_id"]}}
        for name in ("parent", "other", "third")
    ]
    fields = [{"name": n, "type": t, "constraints": c} for n, t, c in COLUMNS]
    schema = {"fields": fields, "primaryKey": ["id"], "foreignKeys": keys}
    parent = {"fields": [{"name": "parent_id", "type": "string"}], "primaryKey": ["parent_id"]}
    resources = [
        {"name": name, "path": f"{name}.csv", "encoding": "utf-8", "dialect": {"delimiter": ","}}
        | {"schema": of_it}
        for name, of_it in (("parents", parent), ("rows", schema))
    ]
    descriptor = {"name": "benchmark", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    parents = [f"p{number}" for number in range(PARENTS)]
    (folder / "parents.csv").write_text("\n".join(["parent_id", *parents, ""]), encoding="utf-8")
    with (folder / "rows.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(name for name, _, _ in COLUMNS) + "\n")
        file.writelines(_row(random, number, parents, damage) for number in range(rows))


def _row(random: Random, number: int, parents: list[str], damage: float) -> str:
    cells = [
        f"row-{number}",
        *(random.choice(parents), random.choice(parents), random.choice(parents)),
        ("alpha", "beta", "gamma")[number % 3],
        *(str(number % 1000), f"{number % 977}.{number % 10}"),
        f"20{number % 25:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "true" if number % 2 else "false",
        *(" ".join(random.choices(WORDS, k=length)) for length in (8, 1, 2, 4, 9)),
        str(number),
    ]
    if random.random() < damage:
        place, wrong = random.choice([(0, "Row 1"), (1, "nobody"), (4, "delta"), (7, "2020-13-01")])
        cells[place] = wrong
    return ",".join(cells) + "\n"


def measure(tool: str, folder: Path) -> tuple[float, float, int]:
    """Seconds, peak MiB and problems found, of one run in a process of its own."""
    code = MEASURE.format(run=RUN[tool])
    words = [sys.executable, "-c", code, str(folder / "datapackage.json")]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    seconds, memory, found = json.loads(done.stdout)
    return seconds, memory, found


def main(rows: int, runs: int) -> None:
    """Prints a Markdown table: medians of paired runs."""
    print("| rows | damaged | tool | seconds | peak MiB | problems | times faster |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for damage in (0.0, 0.001):
        with tempfile.TemporaryDirectory() as place:
            write(Path(place), rows, damage)
            results = [{tool: measure(tool, Path(place)) for tool in RUN} for _ in range(runs)]
        ratio = median(r["frictionless"][0] / r["pactexit"][0] for r in results)
        for tool in RUN:
            seconds = median(r[tool][0] for r in results)
            memory = max(r[tool][1] for r in results)
            shown = f"{ratio:.1f}" if tool == "pactexit" else "1"
            print(
                f"| {rows:,} | {damage:.1%} | {tool} | {seconds:.2f} | {memory:.0f} "
                f"| {results[0][tool][2]} | {shown} |"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
