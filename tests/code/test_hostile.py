"""Packages made to harm: nothing outside the folder is read, and the command ends in bounds."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import jsonschema
import pytest
from flocks import FIELD, SECRET, birds, judge, write

from conftest import ROOT

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a package, with the secret beside it."""
    (tmp_path / "secret.csv").write_text(f"bird\n{SECRET}\n", encoding="utf-8")
    (tmp_path / "secret.json").write_text(
        json.dumps({"fields": [{"name": SECRET, "type": "string"}]}), encoding="utf-8"
    )
    inside = tmp_path / "package"
    inside.mkdir()
    (inside / "birds.csv").write_text("bird,seen\nowl,1\n", encoding="utf-8")
    return inside


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine, and what it has been asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Nothing: the test looks at `paths`."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


PATHS_THAT_LEAD_OUT = [
    "/etc/passwd",
    "../secret.csv",
    "inner/../../secret.csv",
    "link.csv",
    "inner/secret.csv",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "http://127.0.0.1:9/birds.csv",
    "s3://bucket/birds.csv",
    "sqlite:///birds.csv",
    "/dev/zero",
    "zero.csv",
    "pipe.csv",
    "folder.csv",
    "*.csv",
    "b\0.csv",
    "loop.csv",
    "birds.csv.gz",
    "birds.zip",
    "b" * 5000 + ".csv",
]


@pytest.mark.parametrize("path", PATHS_THAT_LEAD_OUT, ids=lambda path: repr(path)[:40])
@pytest.mark.parametrize("form", ["text", "list"])
def test_a_path_that_leads_out_is_refused_in_one_line(path: str, form: str, folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    (folder / "inner").symlink_to(folder.parent)
    (folder / "zero.csv").symlink_to("/dev/zero")
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    write(folder, birds(), birds(name="other", path=[path] if form == "list" else path))
    done = judge(folder)
    assert done.returncode == 2
    assert "resource 'other': path " in done.stderr


@pytest.mark.parametrize("name", ["schema", "dialect"])
@pytest.mark.parametrize("path", ["/etc/passwd", "../secret.json", "link.json", "pipe.json"])
def test_a_schema_or_dialect_that_leads_out_is_refused(name: str, path: str, folder: Path) -> None:
    (folder / "link.json").symlink_to(folder.parent / "secret.json")
    os.mkfifo(folder / "pipe.json")
    write(folder, birds(**{name: path}))
    done = judge(folder)
    assert done.returncode == 2
    assert f"resource 'birds': {name} '{path}': " in done.stderr


def test_nothing_is_fetched_from_the_network(folder: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    url = f"{address}/thing.json"
    schema = birds()["schema"]
    for part in (
        birds(path=f"{address}/birds.csv"),
        birds(path=["birds.csv", f"{address}/birds.csv"]),
        birds(extrapaths=[f"{address}/birds.csv"]),
        birds(schema=url),
        birds(dialect=url),
        birds(profile=url),
        birds(schema=schema | {"profile": url}),
        birds(schema=schema | {"fields": [url]}),
        birds(scheme="http", path=address.removeprefix("http://") + "/birds.csv"),
        url,
    ):
        write(folder, part)
        assert judge(folder).returncode == 2, part
    write(folder, birds(), profile=url)
    assert judge(folder).returncode == 2
    # names of a version, which nobody needs to fetch
    schema = schema | {"$schema": url, "foreignKeys": []}
    write(folder, birds(schema=schema, **{"$schema": url, "sources": [{"path": url}]}))
    judge(folder)
    write(folder, birds(), **{"$schema": url, "licenses": [{"name": "x", "path": url}]})
    judge(folder)
    assert paths == []


def test_a_package_inside_a_package_is_not_followed(folder: Path) -> None:
    inner = {"name": "inner", "resources": [{"name": "passwd", "path": "../secret.csv"}]}
    (folder / "datapackage.inner.json").write_text(json.dumps(inner), encoding="utf-8")
    write(folder, {"name": "inner", "type": "package", "path": "datapackage.inner.json"})
    assert judge(folder).returncode == 2
    write(folder, {"name": "inner", "path": "datapackage.inner.json"})
    judge(folder)


def test_a_descriptor_within_a_package_is_not_followed(folder: Path) -> None:
    inner = {"resources": [{"name": "x", "path": "../secret.csv"}], "fields": [], "name": "x"}
    (folder / "inner.json").write_text(json.dumps(inner), encoding="utf-8")
    (folder / "inner.yaml").write_text(json.dumps(inner), encoding="utf-8")
    write(
        folder,
        {"name": "one", "path": "inner.json"},
        {"name": "two", "path": "inner.yaml"},
        {"name": "three", "path": "birds.csv", "format": "json"},
    )
    done = judge(folder)
    assert done.returncode == 0
    assert done.stdout.count("not_judged") == 3


def test_a_schema_of_the_folder_is_read_and_its_table_judged(folder: Path) -> None:
    (folder / "schema.json").write_text(json.dumps(birds()["schema"]), encoding="utf-8")
    (folder / "birds.csv").write_text("bird,seen\nowl,x\n", encoding="utf-8")
    write(folder, birds(schema="schema.json"))
    done = judge(folder)
    assert done.returncode == 1
    assert done.stdout.startswith('birds.csv:2: type: seen "x" is no integer. ')


def test_the_folder_itself_may_be_a_link(folder: Path) -> None:
    write(folder, birds())
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert judge(link).returncode == 0


DESCRIPTORS = {
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep but legal": '{"resources": [], "x": ' + "[" * 900 + "]" * 900 + "}",
    "one string of 50 MB": json.dumps({"name": "x" * 50_000_000, "resources": []}),
    "a number of many digits": '{"resources": [], "x": ' + "9" * 10_000 + "}",
    "half a surrogate pair": '{"resources": [], "name": "\\ud800"}',
    "no text": "\0\1\2",
    "nothing": "",
}


@pytest.mark.parametrize("kind", DESCRIPTORS)
def test_a_monstrous_descriptor_is_refused_in_one_line(kind: str, folder: Path) -> None:
    (folder / "datapackage.json").write_text(DESCRIPTORS[kind], encoding="utf-8")
    assert judge(folder).returncode == 2


@pytest.mark.parametrize("place", ["/dev/zero", "pipe"])
def test_a_descriptor_that_never_ends_is_refused(place: str, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    path = folder / "datapackage.json"
    path.symlink_to(place)
    assert judge(folder).returncode == 2
    assert judge(path).returncode == 2


STRANGE_RESOURCES: dict[str, object] = {
    "number for a resource": 7,
    "nothing for a resource": None,
    "number for a name": birds(name=7),
    "list for a name": birds(name=["birds"]),
    "slashes in a name": birds(name="../../etc/birds"),
    "line break in a name": birds(name="a\n::error::b"),
    "no name": {"path": "birds.csv"},
    "empty name": birds(name=""),
    "number for a path": birds(path=7),
    "no path": birds(path=""),
    "list in a list of paths": birds(path=[["birds.csv"]]),
    "number for a schema": birds(schema=7),
    "list for a schema": birds(schema=[]),
    "number for fields": birds(schema={"fields": 7}),
    "number for a field": birds(schema={"fields": [7]}),
    "number for the name of a field": birds(schema={"fields": [{"name": 7}]}),
    "field twice": birds(schema={"fields": [FIELD, FIELD]}),
    "number for a type": birds(schema={"fields": [{"name": "bird", "type": 7}]}),
    "list for constraints": birds(schema={"fields": [FIELD | {"constraints": []}]}),
    "number for a pattern": birds(schema={"fields": [FIELD | {"constraints": {"pattern": 7}}]}),
    "key of nothing": birds(schema={"fields": [FIELD], "primaryKey": "nothing"}),
    "number for a key": birds(schema={"fields": [FIELD], "primaryKey": 7}),
    "object for a key": birds(schema={"fields": [FIELD], "primaryKey": [{"a": 1}]}),
    "number for references": birds(schema={"fields": [FIELD], "foreignKeys": 7}),
    "reference to nothing": birds(
        schema={
            "fields": [FIELD],
            "foreignKeys": [{"fields": "bird", "reference": {"resource": "no", "fields": "no"}}],
        }
    ),
    "list for a reference": birds(
        schema={
            "fields": [FIELD],
            "foreignKeys": [{"fields": "bird", "reference": {"resource": [], "fields": [{}]}}],
        }
    ),
    "missing values that are a number": birds(schema={"fields": [FIELD], "missingValues": 7}),
    "column with the name of ours": birds(schema={"fields": [{"name": "_row"}, FIELD]}),
    "number for an encoding": birds(encoding=7),
    "encoding that there is not": birds(encoding="utf-99"),
    "codec that is no encoding": birds(encoding="zlib_codec"),
    "encoding of names": birds(encoding="idna"),
    "number for a dialect": birds(dialect=7),
    "number for a delimiter": birds(dialect={"delimiter": 7}),
    "delimiter of two characters": birds(dialect={"delimiter": ";;"}),
    "delimiter of two bytes": birds(dialect={"delimiter": "ж"}),
    "delimiter that ends lines": birds(dialect={"delimiter": "\n"}),
    "delimiter that is the quote": birds(dialect={"delimiter": '"'}),
    "empty quote": birds(dialect={"quoteChar": ""}),
    "rows of header that are far": birds(dialect={"headerRows": [10**12]}),
    "number for a format": birds(format=7),
    "format of a database": birds(format="sql"),
    "packed": birds(compression="gz"),
}


@pytest.mark.parametrize("kind", STRANGE_RESOURCES)
def test_a_resource_of_wrong_types_ends_in_a_report_or_one_line(kind: str, folder: Path) -> None:
    write(folder, STRANGE_RESOURCES[kind])
    done = judge(folder, "--format", "json")
    if done.returncode < 2:
        jsonschema.validate(json.loads(done.stdout), SCHEMA)


@pytest.mark.parametrize("name", [7, None, [], {}, "a\x1b[31m\n::error::b"])
def test_a_package_name_of_any_kind_stays_on_its_line(name: object, folder: Path) -> None:
    write(folder, birds(), name=name)
    for form in ("text", "markdown", "github"):
        done = judge(folder, "--format", form)
        assert "\x1b" not in done.stdout
        assert "\n::error::b" not in done.stdout


def test_two_resources_of_one_name_are_a_problem(folder: Path) -> None:
    write(folder, birds(), birds())
    assert judge(folder).returncode == 1


def test_a_schema_of_ten_thousand_columns_is_refused_and_one_of_a_thousand_is_judged(
    folder: Path,
) -> None:
    for number, code in ((10_000, 2), (1_000, 0)):
        names = [f"c{place}" for place in range(number)]
        table = f"{','.join(names)}\n" + f"{','.join('1' for _ in names)}\n" * 3
        (folder / "birds.csv").write_text(table, encoding="utf-8")
        write(folder, birds(schema={"fields": [{"name": n, "type": "integer"} for n in names]}))
        assert judge(folder).returncode == code
