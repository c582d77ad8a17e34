"""The commands that ask: tables, queries, query, sql, show and explain."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from conftest import ROOT
from pactexit.asking import ask, questions
from pactexit.cli import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = Path(sys.executable).with_name("pactexit")
FLAGSHIP = "terminations_by_nato_accession_year"
RECORD = "pol-1993-military-cooperation"
# every command that prints rows, each with arguments that find some
PRINTING = {
    "tables": ["tables"],
    "tables TABLE": ["tables", "events"],
    "queries": ["queries"],
    "query": ["query", FLAGSHIP, "--order-id", "rus-government-2025-12-19"],
    "sql": ["sql", "select country_id, nato_acceded_on, borders_russia, cow_code from countries"],
    "show": ["show", RECORD],
    "explain": ["explain", "agreements", RECORD, "signed_on"],
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pactexit", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return run


def process(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *arguments], capture_output=True, check=False)


def rows_of_json(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


@pytest.mark.parametrize("arguments", PRINTING.values(), ids=PRINTING)
def test_every_format_prints_the_same_rows_to_standard_output_alone(
    run: Callable[..., tuple[int, str, str]], arguments: list[str]
) -> None:
    printed = {}
    for form in ("table", "csv", "json", "markdown"):
        code, printed[form], errors = run(*arguments, "--format", form)
        assert (code, errors) == (0, "")
        assert printed[form].endswith("\n")
    rows = rows_of_json(printed["json"])
    from_csv = list(csv.DictReader(io.StringIO(printed["csv"], newline="")))
    assert len(rows) == len(from_csv) > 0
    assert run(*arguments)[1] == printed["table"]
    if arguments != ["queries"]:  # whose JSON holds the parameters and columns as well
        words = {None: "", True: "true", False: "false"}
        as_text = [
            {k: words[v] if v is None or isinstance(v, bool) else str(v) for k, v in row.items()}
            for row in rows
        ]
        assert as_text == from_csv
    header, rule, *lines = printed["markdown"].splitlines()
    assert [cell.strip() for cell in header.strip("|").split("|")] == list(from_csv[0])
    assert set(rule) <= set("|-:")
    assert len(lines) == len(rows)


def test_tables_counts_the_rows_of_each_file(run: Callable[..., tuple[int, str, str]]) -> None:
    rows = rows_of_json(run("tables", "--format", "json")[1])
    folder = Path(__file__).resolve().parents[2] / "tables"
    for row in rows:
        with (folder / f"{row['table']}.csv").open(encoding="utf-8", newline="") as file:
            assert row["rows"] == sum(1 for _ in csv.reader(file)) - 1
    assert {row["table"] for row in rows} == {path.stem for path in folder.glob("*.csv")}


def test_queries_as_json_is_the_contract(run: Callable[..., tuple[int, str, str]]) -> None:
    found = rows_of_json(run("queries", "--format", "json")[1])
    assert [row["name"] for row in found] == list(questions())
    for row in found:
        assert list(row) == ["name", "title", "description", "params", "returns"]
        assert all(list(param) == ["name", "type", "default", "help"] for param in row["params"])
        assert all(list(column) == ["name", "type", "meaning"] for column in row["returns"])


def test_a_real_process_prints_the_answer_of_the_function() -> None:
    done = process("query", FLAGSHIP, "--published-from", "2025-12-01", "--format", "json")
    answer = ask(FLAGSHIP, published_from="2025-12-01")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [tuple(row.values()) for row in json.loads(done.stdout)] == answer.fetchall()
    assert list(json.loads(done.stdout)[0]) == answer.columns


@pytest.mark.parametrize("arguments", [["query", "agreement_statu"], ["sql", "drop table events"]])
def test_a_real_process_that_fails_says_one_line_on_standard_error(arguments: list[str]) -> None:
    done = process(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"pactexit: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["querys"], "querys"),
        (["query"], ""),
        (["query", "agreement_statu"], "Did you mean agreement_status?"),
        (["query", FLAGSHIP, "--as-off", "2025-01-01"], "--as-of"),
        (["query", FLAGSHIP, "--order-id", "rus-government-2025-12-18"], "Did you mean rus-gov"),
        (["query", FLAGSHIP, "--as-of", "19.12.2025"], "'19.12.2025' is no day. Write it as 2025-"),
        (["query", FLAGSHIP, "--format", "parquet"], "--format parquet needs --output FILE."),
        (["query", FLAGSHIP, "--format", "svg"], "--format svg needs --output FILE."),
        (["query", "claims_on_a_cell", "--format", "svg"], "'svg' is not one of"),
        (
            ["query", FLAGSHIP, "--as-of", "1950-01-01", "--format", "svg", "--output", "no.svg"],
            f"The answer to {FLAGSHIP} has no rows: there is nothing to draw.",
        ),
        (["query", FLAGSHIP, "--output", "/no/such/folder/a.csv"], "/no/such/folder"),
        (["sql", "selec 1"], "DuckDB: "),
        (["sql", "delete from events"], "Write one SELECT statement"),
        (["sql", "select * from read_csv('/etc/passwd')"], "disabled by configuration"),
        (["sql", "with x as (delete from events returning *) select * from x"], "read-only"),
        (["sql"], "SELECT"),
        (["tables", "evnts"], "There is no table 'evnts'. Did you mean events?"),
        (["show", "pol-1993-military-coperation"], f"Did you mean {RECORD}?"),
        (["explain", "agreement", RECORD, "signed_on"], "Did you mean agreements?"),
        (["explain", "agreements", RECORD, "signed"], "Did you mean signed_on?"),
        (["explain", "agreements", "pol-1993", "signed_on"], "There is no record_id 'pol-1993'."),
        (["explain", "agreements", RECORD], "FIELD"),
        (["show", RECORD, "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_an_error_is_exit_code_2_and_one_line_that_helps(
    run: Callable[..., tuple[int, str, str]], arguments: list[str], reason: str
) -> None:
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert errors.startswith("pactexit: ")
    assert errors.count("\n") == 1
    assert reason in errors


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_command_has_a_help_text(
    run: Callable[..., tuple[int, str, str]], command: list[str]
) -> None:
    for option in ("--help", "-h"):
        code, output, errors = run(*command, option)
        assert (code, errors) == (0, "")
        assert output.startswith(" ".join(["Usage: pactexit", *command]))
        assert len(output.splitlines()) > 5


def test_the_help_of_the_command_lists_every_command(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    output = run("--help")[1]
    listed = [line.split()[0] for line in output.partition("Commands:")[2].splitlines()[1:]]
    assert set(COMMANDS) <= set(listed)
    assert run("--version")[:2] == (0, process("--version").stdout.decode())


@pytest.mark.parametrize("name", questions())
def test_the_help_of_a_question_tells_each_parameter_and_each_column(
    run: Callable[..., tuple[int, str, str]], name: str
) -> None:
    code, output, errors = run("query", name, "--help")
    assert (code, errors) == (0, "")
    asked, words = questions()[name], " ".join(output.split())
    assert asked.title in words
    for parameter in asked.params:
        assert f"--{parameter.name.replace('_', '-')} " in words
        assert parameter.help in words
    for column in asked.returns:
        assert f"{column.name} {column.meaning}" in words


@pytest.mark.parametrize(
    ("form", "begins", "ends"),
    [
        ("svg", b"<svg", b"</svg>"),
        ("png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
        ("html", b"<!doctype html>", b"</html>"),
        ("csv", b"nato_accession_year,", b",,,"),
        ("parquet", b"PAR1", b"PAR1"),
    ],
)
def test_a_file_is_written_whole_and_nothing_is_printed(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, form: str, begins: bytes, ends: bytes
) -> None:
    target = tmp_path / f"answer.{form}"
    target.write_text("an older answer")
    order = "rus-government-2025-12-19"
    done = run("query", FLAGSHIP, "--order-id", order, "--format", form, "--output", str(target))
    assert done == (0, "", "")
    content = target.read_bytes()
    assert content.startswith(begins)
    assert content.rstrip().endswith(ends)
    assert list(tmp_path.iterdir()) == [target]
    if form == "parquet":
        frame, answer = pl.read_parquet(target), ask(FLAGSHIP, order_id=order)
        assert frame.rows() == answer.fetchall()
        assert frame.schema == answer.pl().schema


def test_null_is_told_apart_in_each_format(run: Callable[..., tuple[int, str, str]]) -> None:
    sql = "select null as nothing, '' as empty, date '2025-12-19' as day, true as yes, 1.5 as part"
    printed = {form: run("sql", sql, "--format", form)[1] for form in ("csv", "json", "markdown")}
    assert printed["csv"] == "nothing,empty,day,yes,part\n,,2025-12-19,true,1.5\n"
    assert [cell.strip() for cell in printed["markdown"].splitlines()[2].split("|")[1:6]] == (
        ["NULL", "", "2025-12-19", "true", "1.5"]
    )
    (row,) = rows_of_json(printed["json"])
    assert row["nothing"] is None
    assert (row["empty"], row["day"], row["yes"]) == ("", "2025-12-19", True)
    assert run("sql", "select null as nothing")[1].split()[::2] == ["nothing", "NULL"]


def test_a_written_file_can_be_read_by_whom_the_umask_allows(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "usual").touch()
    run("query", FLAGSHIP, "--format", "csv", "--output", str(tmp_path / "answer.csv"))
    modes = {path.name: path.stat().st_mode for path in tmp_path.iterdir()}
    assert modes["answer.csv"] == modes["usual"]


@pytest.mark.parametrize(
    ("sql", "row"),
    [("select 1.5 as part", '"part": 1.5'), ("select 'nan'::double as x", '"x": null')],
)
def test_numbers_are_numbers_of_json(
    run: Callable[..., tuple[int, str, str]], sql: str, row: str
) -> None:
    assert row in run("sql", sql, "--format", "json")[1]


def test_a_table_without_rows_prints_its_header(run: Callable[..., tuple[int, str, str]]) -> None:
    sql = "select event_id from events where false"
    assert run("sql", sql, "--format", "json") == (0, "[]\n", "")
    assert run("sql", sql, "--format", "csv") == (0, "event_id\n", "")
    assert run("sql", sql)[1].split()[0] == "event_id"


def test_explain_says_so_where_no_source_speaks(run: Callable[..., tuple[int, str, str]]) -> None:
    code, output, errors = run("explain", "coverage", "rus-orders-nato-or-eu-2025-12", "note")
    assert code == 0
    assert errors == "No source on record says anything of this cell.\n"
    assert len(output.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["duckdb", "pandas", "polars", "frictionless", "pandera", "numpy", "yaml"]),
        (["query", FLAGSHIP], ["pandas", "polars", "frictionless", "pandera", "pyarrow"]),
        (["sql", "select 1"], ["pandas", "polars", "frictionless", "pandera", "pyarrow"]),
        (["diff", str(ROOT), str(ROOT)], ["duckdb", "pandas", "polars", "frictionless", "yaml"]),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], absent: list[str]) -> None:
    program = (
        "import sys, atexit; sys.argv = ['pactexit', *sys.argv[1:]]; "
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
        "from pactexit.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, check=True, text=True
    )
    loaded = set(done.stderr.split())
    assert "pactexit.cli" in loaded
    assert not loaded.intersection(absent)


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    sql = ["sql", "select * from claims", "--format", "csv"]
    with subprocess.Popen([COMMAND, *sql], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline().startswith(b"table_name,")
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0
