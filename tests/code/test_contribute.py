"""A filled form becomes rows, or one line says why not and nothing is written."""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
import yaml
from filled import GOOD, NEW, NOT_VALID, REFUSED, UNNAMED, changed, issue

import pactexit
from pactexit import cli, dataset
from pactexit.canonical import canonical
from pactexit.contributing.form import questions


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    returncode: int | str | None
    stdout: str
    stderr: str


def contribute(folder: Path, form: str, *options: str) -> Done:
    """The command, with the form on standard input."""
    out, err = io.StringIO(), io.StringIO()
    words = ["pactexit", "contribute", "-", "--to", str(folder), *options]
    stdin = io.TextIOWrapper(io.BytesIO(form.encode()))
    with (
        patch("sys.argv", words),
        patch("sys.stdin", stdin),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main()
    return Done(ended.value.code, out.getvalue(), err.getvalue())


def added(folder: Path, before: Path, table: str) -> list[dict[str, str]]:
    known = rows(before, table)
    return [row for row in rows(folder, table) if row not in known]


@pytest.fixture
def before(small: Path, tmp_path: Path) -> Path:
    """The small dataset as it was."""
    return Path(shutil.copytree(small, tmp_path / "before"))


@pytest.mark.parametrize("form", [issue, yaml.safe_dump], ids=["issue", "yaml"])
def test_a_good_form_becomes_rows_with_a_source_and_claims(
    form: object, small: Path, before: Path
) -> None:
    assert callable(form)
    done = contribute(small, form(changed()), "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Written: ")
    (event,) = added(small, before, "events")
    assert event == {
        "event_id": "pol-1995-military-cooperation-rus-notified",
        "agreement_id": "pol-1995-military-cooperation",
        "order_id": "rus-foreign-ministry-2020-05-04",
        "actor_id": "RUS",
        "action": "terminate",
        "stage": "notified",
        "occurred_on": "2020-05-04",
        "date_basis": "published",
        "verb_ru": "уведомила о прекращении",
        "note": "",
    }
    (order,) = added(small, before, "orders")
    assert {name: value for name, value in order.items() if value} == {
        "order_id": "rus-foreign-ministry-2020-05-04",
        "issuing_country_id": "RUS",
        "issuer": "Ministry of Foreign Affairs",
        "kind": "note",
        "number": "7-n",
        "published_on": "2020-05-04",
        "signatory": "Invented Person",
        "text_basis": "reported",
    }
    (source,) = added(small, before, "sources")
    assert source["source_id"] == "agentstvo-e-2020-05-04-polshe-vruchena-nota"
    claimed = {(row["table_name"], row["field"]) for row in added(small, before, "claims")}
    assert claimed == {
        *(("agreements", "*"), ("events", "*"), ("orders", "*")),
        *(("events", field) for field in ("action", "stage", "occurred_on", "verb_ru")),
        *(("orders", field) for field in ("issuer", "kind", "number", "published_on")),
        ("orders", "signatory"),
    }
    assert added(small, before, "agreements") == added(small, before, "parties") == []
    assert pactexit.validate(small).valid
    for table in dataset.read(small).tables.values():
        assert canonical(table) == table.path.read_text(encoding="utf-8")


def test_without_a_terminal_nothing_is_written_unless_yes(small: Path) -> None:
    before = files(small)
    done = contribute(small, issue(changed()))
    assert done.returncode == 0
    for shown in ("notified", "2020-05-04", "Invented Person"):
        assert shown in done.stdout
    assert done.stderr == "Nothing was written; with --yes it is.\n"
    assert files(small) == before


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_form_is_refused_in_one_line_and_nothing_is_written(case: str, small: Path) -> None:
    change, beginning = REFUSED[case]
    before = files(small)
    done = contribute(small, issue(changed(change)), "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"pactexit: standard input: {beginning}")
    assert files(small) == before


@pytest.mark.parametrize("case", NOT_VALID)
def test_what_the_rules_forbid_is_refused_with_the_report(case: str, small: Path) -> None:
    change, rule = NOT_VALID[case]
    before = files(small)
    done = contribute(small, issue(changed(change)), "--yes")
    assert done.returncode == 1, done.stderr
    problem, *_, verdict = done.stdout.splitlines()
    assert rule in problem
    assert "not valid" in verdict
    assert done.stderr == "Nothing was written: with these rows the package is not valid.\n"
    assert files(small) == before


BROKEN = {
    "": "is no form",
    "Just a sentence.": "is no form",
    "- a\n- list\n": "is no form",
    "partner: [a, b]": "Partner country: is a list or a mapping.",
    "partner: Poland\npartner: Japan": "Partner country: is answered twice.",
    "partener: Poland": 'there is no question "partener". Did you mean partner?',
    "### Partner\n\nPoland": 'there is no question "Partner". Did you mean',
    "### Stage\n\ndecided\n\n### Stage\n\neffective": "Stage: is answered twice.",
    "a: &a [*a]": "there is no question",
    "[" * 5000: "is no form",
    "a" * 300_000: "has more than 200,000 characters",
}


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_form_is_said_to_be_none(text: str, small: Path) -> None:
    before = files(small)
    done = contribute(small, text, "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"pactexit: standard input: {BROKEN[text]}")
    assert files(small) == before


def test_a_new_agreement_of_the_ussr_gets_its_parties(small: Path, before: Path) -> None:
    done = contribute(small, issue(changed(NEW, {"partner": "pl"}, UNNAMED)), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    (agreement,) = added(small, before, "agreements")
    assert agreement["agreement_id"] == "pol-1988-the-joint-patrols"
    roles = {row["country_id"]: row["role"] for row in added(small, before, "parties")}
    assert roles == {"POL": "party", "RUS": "successor", "SUN": "predecessor"}
    (event,) = added(small, before, "events")
    assert event["order_id"] == ""
    assert event["event_id"] == "pol-1988-the-joint-patrols-rus-notified"


def test_a_new_agreement_of_several_is_multi_and_its_number_is_free(
    small: Path, before: Path
) -> None:
    several = {"partner": "Norway; Япония;AUT", "agreement_signed_on": "1996-02-29"}
    several |= {"agreement_name": "Inspections"}
    done = contribute(small, issue(changed(NEW, several, UNNAMED)), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    (agreement,) = added(small, before, "agreements")
    assert agreement["agreement_id"] == "multi-1996-inspections-2"
    assert [row["country_id"] for row in added(small, before, "parties")] == [
        *("AUT", "JPN", "NOR", "RUS")
    ]


def test_what_is_on_record_is_found_and_its_empty_cells_are_filled(
    small: Path, before: Path
) -> None:
    known = {
        "act": "Government of Russia",
        "act_kind": "government-order",
        "act_number": "12-o",
        "act_published_on": "2020-03-10",
        "stage": "decided",
        "occurred_on": "2020-03-10",
        "source_url": "http://www.example.org/gazette-a/2020-03-10/#top",
    }
    done = contribute(small, issue(changed(known)), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    (order,) = added(small, before, "orders")
    assert (order["order_id"], order["number"]) == ("rus-government-2020-03-10", "12-o")
    assert len(rows(small, "orders")) == len(rows(before, "orders"))
    assert added(small, before, "sources") == []
    assert {row["source_id"] for row in added(small, before, "claims")} == {
        "gazette-a-2020-03-10-order"
    }


def test_a_second_act_that_takes_the_same_step_gets_a_number(small: Path, before: Path) -> None:
    assert contribute(small, issue(changed()), "--yes").returncode == 0
    later = {"act_number": "9-n", "act_published_on": "2020-06-04", "occurred_on": "2020-06-04"}
    done = contribute(small, issue(changed(later)), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [row["event_id"] for row in added(small, before, "events")] == [
        "pol-1995-military-cooperation-rus-notified",
        "pol-1995-military-cooperation-rus-notified-2",
    ]


def test_a_step_off_the_exit_track_has_the_track_in_its_identifier(
    small: Path, before: Path
) -> None:
    assert contribute(small, issue(changed({"action": "suspend"})), "--yes").returncode == 0
    (event,) = added(small, before, "events")
    assert event["event_id"] == "pol-1995-military-cooperation-rus-suspension-notified"


def test_a_package_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "other", "resources": []}')
    done = contribute(tmp_path, issue(changed()), "--yes")
    assert done.returncode == 2
    assert "Give the datapackage.json of Pact Exit" in done.stderr


class Terminal(io.StringIO):
    """Standard input as if somebody typed it."""

    def isatty(self) -> bool:
        return True


def typed(answers: dict[str, str], *more: str) -> Terminal:
    lines = [
        answers.get(name, "").replace("\n", " ")
        for name, question in questions(dataset.read()).items()
        if not (question.is_only_for_new and answers["agreement_standing"] == "yes")
    ]
    return Terminal("\n".join([*lines, *more]) + "\n")


@pytest.mark.parametrize("answer", ["y", "n"])
def test_the_questions_are_asked_on_a_terminal(
    answer: str, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(small)
    # the number of a choice is an answer too
    monkeypatch.setattr(
        "sys.stdin", typed(GOOD | {"action": "1", "agreement_standing": "yes"}, answer)
    )
    code = cli.pactexit.main(["contribute", "--to", str(small)], standalone_mode=False)
    printed = capsys.readouterr()
    assert not code
    assert "An organ permitted another to take the step" in printed.err
    assert "notified" in printed.out
    assert (files(small) != before) is (answer == "y")


def test_a_wrong_answer_is_asked_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = typed(GOOD, "y").getvalue().splitlines()
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(["Atlantis", "", *lines]) + "\n"))
    cli.pactexit.main(["contribute", "--to", str(small)], standalone_mode=False)
    printed = capsys.readouterr()
    assert '"Atlantis" is no country of tables/countries.csv' in printed.err
    assert "Partner country: has no answer." in printed.err
    assert "Written: " in printed.err


def test_answers_that_do_not_fit_together_are_given_back(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(small)
    monkeypatch.setattr("sys.stdin", typed(GOOD | {"partner": "Japan"}))
    with pytest.raises(pactexit.PactExitError):
        cli.pactexit.main(["contribute", "--to", str(small)], standalone_mode=False)
    kept = capsys.readouterr().err.partition("given as FORM:\n")[2]
    assert yaml.safe_load(kept)["partner"] == "Japan"
    monkeypatch.setattr("sys.stdin", typed(GOOD | {"date_basis": "signed"}))
    code = cli.pactexit.main(["contribute", "--to", str(small)], standalone_mode=False)
    printed = capsys.readouterr()
    assert code == 1
    assert "steps_are_dated_as_their_order" in printed.out
    kept = printed.err.partition("given as FORM:\n")[2].rpartition("Nothing was written")[0]
    assert yaml.safe_load(kept)["date_basis"] == "signed"
    assert files(small) == before
