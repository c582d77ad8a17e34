"""Tables made to take for ever, or all memory: each ends in bounds, with a report that says why."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from flocks import FIELD, birds, judge, run, write

from pactexit import dataset as datasets
from pactexit.validation import bounds, validate

SEEN = {"name": "seen", "type": "integer"}


def table(folder: Path, text: str, **field: object) -> None:
    """Writes a table, of whose columns the first is as it is said."""
    (folder / "birds.csv").write_text(text, encoding="utf-8", newline="")
    write(folder, birds(schema={"fields": [FIELD | field, SEEN]}))


def with_pattern(pattern: str, **changes: object) -> dict[str, Any]:
    return birds(
        schema={"fields": [FIELD | {"constraints": {"pattern": pattern}}, SEEN]}, **changes
    )


EXPLOSIVE = [
    "(a+)+",
    "(a|a)*",
    r"([a-z]+\s?)*",
    "(a?){60}",
    "(.*a){30}",
    r"(?!.*(\w+\d?)+-$)[a\w]+",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("pattern", EXPLOSIVE)
def test_a_pattern_that_explodes_is_judged_nevertheless(
    pattern: str, encoding: str, tmp_path: Path
) -> None:
    bad = "a" * 60 + "!"
    text = f"bird,seen\n{'a' * 60},1\n{bad},2\n"
    (tmp_path / "birds.csv").write_text(text, encoding=encoding)
    write(tmp_path, with_pattern(pattern, encoding=encoding))
    done = judge(tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f'birds.csv:3: pattern: bird "{bad}" does not match')
    assert lines[1] == "flock: not valid: 1 table, 2 rows, 1 error"


def test_a_pattern_that_explodes_in_a_parent_does_not_hold_up_its_children(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("bird,seen\n" + "a" * 60 + "!,1\n", encoding="utf-16")
    (tmp_path / "eggs.csv").write_text("bird\nowl\n", encoding="utf-16")
    key = {"fields": ["bird"], "reference": {"resource": "birds", "fields": ["bird"]}}
    schema = {"fields": [FIELD], "foreignKeys": [key]}
    eggs = birds(name="eggs", path="eggs.csv", encoding="utf-16", schema=schema)
    write(tmp_path, with_pattern("(a+)+", encoding="utf-16"), eggs)
    done = judge(tmp_path)
    assert done.returncode == 1
    assert "eggs.csv:2: foreign_key: " in done.stdout


@pytest.mark.parametrize("pattern", [r"(a+)+\1", "(?=(a+)+$)b|a", "((a{1,1000}){1,1000}){1,1000}"])
def test_a_pattern_that_only_re_knows_and_that_explodes_is_refused(
    pattern: str, tmp_path: Path
) -> None:
    table(tmp_path, "bird,seen\n" + "a" * 60 + "!,1\n", constraints={"pattern": pattern})
    done = judge(tmp_path)
    assert done.returncode == 2
    assert f"resource 'birds': pattern {pattern!r} of 'bird': can take longer" in done.stderr


@pytest.mark.parametrize("pattern", ["(?<=a+)b", "\\", "(" * 5000, "[b-a]"])
def test_a_pattern_that_no_engine_takes_is_reported(pattern: str, tmp_path: Path) -> None:
    table(tmp_path, "bird,seen\nowl,1\n", constraints={"pattern": pattern})
    assert judge(tmp_path).returncode == 1


@pytest.mark.parametrize("number", [1_001, 10_000, 1_000_000])
def test_a_header_of_too_many_labels_is_one_problem_at_line_1(number: int, tmp_path: Path) -> None:
    labels = ",".join(f"c{place}" for place in range(number - 2))
    table(tmp_path, f"bird,seen,{labels}\nowl,1\n")
    done = judge(tmp_path)
    assert done.returncode == 1
    problem = f"birds.csv:1: not_judged: has {number:,} columns, and is not judged"
    assert done.stdout.startswith(problem)
    assert done.stdout.count("\n") == 2


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_row_of_a_million_cells_is_found_at_its_line(end: str, tmp_path: Path) -> None:
    table(tmp_path, f"bird,seen{end}owl,1{end}owl,1{',x' * 1_000_000}{end}owl,x{end}")
    done = judge(tmp_path, "--format", "json")
    report = json.loads(done.stdout)
    assert {problem["line"] for problem in report["problems"] if problem["rule"] == "type"} == {4}
    assert {problem["line"] for problem in report["problems"] if problem["column"] is None} == {3}
    assert 0 < report["counts"]["extra_cell"] < 3_000


def test_a_row_of_millions_of_cells_fills_no_memory(tmp_path: Path) -> None:
    """Where it is the first of what is read at once, it could be taken for the header."""
    table(tmp_path, f"bird,seen\n{',xy' * 12_000_000}\nowl,x\n")
    done = judge(tmp_path)
    assert done.returncode == 1
    assert "birds.csv:3: type: " in done.stdout


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_a_hundred_megabytes_ends_in_a_report(quote: str, tmp_path: Path) -> None:
    cell = quote + "x" * 100_000_000 + quote
    table(tmp_path, f"bird,seen\n{cell},{cell}\n")
    done = judge(tmp_path)
    assert done.returncode == 1
    assert len(done.stdout) < 10_000


CELLS = {
    "deep arrays": "[" * 200_000 + "]" * 200_000,
    "deep objects": '{""a"":' * 100_000 + "1" + "}" * 100_000,
    "arrays that do not end": "[" * 200_000,
    "quotes and commas": '"",""' * 50_000,
    "digits": "1" * 1_000_000,
    "names and dots": "a." * 500_000,
    "apostrophes": " 'x" * 100_000,
}
TYPES = [
    *("object", "array", "geojson", "geopoint", "list", "any", "integer", "number", "boolean"),
    *("date", "datetime", "time", "year", "yearmonth", "duration", "string"),
]


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_that_could_keep_a_reader_busy_is_read_as_every_type(
    kind: str, tmp_path: Path
) -> None:
    fields = [{"name": name, "type": name} for name in TYPES]
    fields += [
        {"name": f"any {t}", "type": t, "format": "any"} for t in ("date", "datetime", "time")
    ]
    fields += [
        {"name": f, "type": "string", "format": f} for f in ("email", "uri", "uuid", "binary")
    ]
    cell = f'"{CELLS[kind]}"'
    header, row = ",".join(str(f["name"]) for f in fields), ",".join(cell for _ in fields)
    (tmp_path / "birds.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    write(tmp_path, birds(schema={"fields": fields}))
    done = judge(tmp_path, "--format", "json")
    wrong = {p["column"] for p in json.loads(done.stdout)["problems"] if p["rule"] == "type"}
    assert {"any date", "boolean", "date", "year"} <= wrong
    assert not {"any", "string"} & wrong


@pytest.mark.parametrize("line", ['"\n', ",x\n", '""x,', "'x',", "\n", "\r", 'x,"y\n'])
def test_many_lines_of_any_odd_kind_end_in_a_report(line: str, tmp_path: Path) -> None:
    table(tmp_path, "bird,seen\n" + line * 20_000)
    assert judge(tmp_path).returncode == 1


def test_a_sample_that_is_too_long_to_sniff_at_loses_no_row(tmp_path: Path) -> None:
    """Where frictionless stops guessing, and after, lines are read on."""
    row = '"' + "it's, " * 2_000 + '",1\n'
    table(tmp_path, "bird,seen\n" + row * 300 + "owl,x\n")
    with mock.patch("pactexit.validation.schema._streamed", return_value={}):
        report = validate(tmp_path)
    (problem,) = [problem for problem in report.problems if problem.rule == "type"]
    assert (problem.line, problem.value) == (302, "x")
    assert report.rows == {"birds": 301}


def test_frictionless_is_as_it_was_outside_of_a_validation(tmp_path: Path) -> None:
    from frictionless import Resource, Schema, system

    table(tmp_path, "bird,seen\nowl,1\n", constraints={"pattern": "(a+)+"})
    assert not validate(tmp_path).valid
    schema = Schema.from_descriptor({"fields": [FIELD]})
    assert type(schema.fields[0]).__module__.startswith("frictionless.")
    for name in ("birds.csv", "birds.json"):
        resource = Resource.from_descriptor({"name": "x", "path": name, "type": "table"})
        assert type(system.create_parser(resource)).__module__.startswith("frictionless.")


@pytest.mark.parametrize(
    ("encoding", "memory", "counts"),
    [
        ("utf-8", 5_800_000, {"missing_cell": 29_900}),
        # frictionless, which alone can judge these, takes its time and keeps all that it finds
        ("utf-16", 1 << 27, {"missing_cell": 10_000, "not_judged": 1}),
        ("utf-16", 5_800_000, {"missing_cell": 1_000, "not_judged": 1}),
    ],
)
def test_a_wrecked_table_is_counted_or_ends_with_a_problem_that_says_so(
    encoding: str, memory: int, counts: dict[str, int], tmp_path: Path
) -> None:
    names = [f"c{place}" for place in range(300)]
    text = ",".join(names) + "\n" + "x\n" * 100
    (tmp_path / "birds.csv").write_text(text, encoding=encoding)
    fields = [{"name": name, "type": "string"} for name in names]
    dialect = {"header": True, "headerRows": [1], "delimiter": ","}
    write(tmp_path, birds(schema={"fields": fields}, encoding=encoding, dialect=dialect))
    with mock.patch.object(bounds, "_MEMORY", memory):
        report = validate(tmp_path)
    assert report.counts == counts
    assert not report.valid


def test_problems_without_end_come_to_an_end(tmp_path: Path) -> None:
    """A file of two megabytes could have a thousand million of them."""
    names = [f"c{place}" for place in range(300)]
    (tmp_path / "birds.csv").write_text(",".join(names) + "\n" + "x\n" * 100, encoding="utf-8")
    dialect = {"header": True, "headerRows": [1], "delimiter": ","}
    fields = [{"name": name, "type": "string"} for name in names]
    write(tmp_path, birds(schema={"fields": fields}, dialect=dialect))
    with mock.patch.object(bounds, "MOST", 1_000):
        report = validate(tmp_path)
    assert report.counts == {"missing_cell": 1_000, "not_judged": 1}


def packed(folder: Path, name: str, inside: str) -> None:
    """A file that is small, and large when it is opened."""
    with (
        zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
        file.open(inside, "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1_000_000))


OTHERS: dict[str, dict[str, object]] = {
    "xlsx": {"path": "birds.xlsx"},
    "xls": {"path": "birds.xls"},
    "ods": {"path": "birds.ods"},
    "parquet": {"path": "birds.parquet"},
    "json": {"path": "birds.json"},
    "json that is a table": {"path": "birds.json", "type": "table", "schema": None},
    "html": {"path": "birds.html", "type": "table"},
    "xlsx without a schema": {"path": "birds.xlsx", "schema": None},
    "format xlsx": {"format": "xlsx"},
    "format json": {"format": "json"},
    "format yaml": {"format": "yaml"},
    "format that there is not": {"format": "owl"},
    "sqlite": {"path": "birds.db", "format": "sqlite"},
}
# A hook that says which files of the package are opened.
HOOK = """
import sys
sys.addaudithook(lambda e, a: e == "open" and print("opened", a[0], file=sys.stderr))
sys.argv = ["pactexit", "validate", sys.argv[1]]
from pactexit.cli import main
main()
"""


@pytest.mark.parametrize("kind", OTHERS)
def test_a_table_that_is_no_csv_is_named_and_not_opened(kind: str, tmp_path: Path) -> None:
    packed(tmp_path, "birds.xlsx", "xl/worksheets/sheet1.xml")
    packed(tmp_path, "birds.ods", "content.xml")
    for name in ("birds.xls", "birds.parquet", "birds.json", "birds.html", "birds.db", "birds.csv"):
        (tmp_path / name).write_text("bird,seen\nowl,x\n", encoding="utf-8")
    resource = {n: v for n, v in (birds() | OTHERS[kind]).items() if v is not None}
    write(tmp_path, resource)
    done = run([sys.executable, "-c", HOOK, tmp_path])
    assert done.returncode == 1
    line, verdict = done.stdout.splitlines()
    path = resource["path"]
    assert line.startswith(f"{path}: not_judged: is no CSV table, and is not judged. Fix: ")
    assert verdict.endswith(" 1 error")
    opened = [line.split()[1] for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert f"{tmp_path}/datapackage.json" in opened
    if path != "birds.csv":
        assert f"{tmp_path}/{path}" not in opened


def test_what_does_not_claim_to_be_a_table_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("bird,seen\nowl,1\n", encoding="utf-8")
    names = ("owl.png", "owl.pdf", "owl.geojson", "owl.md", "owl")
    for name in names:
        (tmp_path / name).write_bytes(b"\x89PNG")
    write(tmp_path, birds(), *({"name": f"n{n}", "path": path} for n, path in enumerate(names)))
    done = judge(tmp_path)
    assert done.returncode == 0
    for name in names:
        assert f"{name}: warning: not_judged: " in done.stdout
    assert done.stdout.endswith("flock: valid: 1 table, 1 row, 5 warnings\n")
    (tmp_path / "owl.pdf").unlink()
    done = judge(tmp_path)
    assert done.returncode == 1
    assert "owl.pdf: scheme: cannot be read" in done.stdout


@pytest.mark.parametrize("becomes", ["nothing", "folder", "link out", "empty"])
def test_a_table_that_changes_after_the_first_look_ends_in_a_report_or_one_line(
    becomes: str, tmp_path: Path
) -> None:
    (tmp_path / "package").mkdir()
    table(folder := tmp_path / "package", "bird,seen\nowl,1\n")
    path = folder / "birds.csv"
    read = datasets.read

    def and_change(*arguments: Any) -> Any:
        dataset = read(*arguments)
        path.unlink()
        if becomes == "folder":
            path.mkdir()
        elif becomes == "link out":
            path.symlink_to(tmp_path / "nowhere.csv")
        elif becomes == "empty":
            path.touch()
        return dataset

    with mock.patch.object(datasets, "read", and_change):
        report = validate(folder)
    assert not report.valid
    assert {problem.rule for problem in report.problems} <= {"scheme", "source", "not_judged"}
