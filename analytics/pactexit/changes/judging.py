"""Judges whether a version of a package may follow another one: ids, facts and the version."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pactexit.changes import identity, semver, weighing
from pactexit.changes.comparing import difference
from pactexit.changes.evidence import Evidence
from pactexit.changes.opening import opened
from pactexit.changes.values import shown
from pactexit.dataset import NAME
from pactexit.escaping import flat
from pactexit.problem import PactExitError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pactexit.changes.difference import Change, Difference
    from pactexit.dataset import Dataset


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Every rule about change, by its name."""
    import yaml

    text = files("pactexit").joinpath("rules", "between_versions.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def check(base: Path | str, dataset: Dataset) -> list[Problem]:
    """Every rule about change that a package breaks against an older version of itself.

    `base` is a place as `pactexit.diff` takes it. Raises `PactExitError` where it is no version
    of this package, or cannot be read.
    """
    with opened(base) as old:
        if old.name != dataset.name:
            raise PactExitError(
                f"{base}: is the package {old.name!r}, not {dataset.name!r}. Compare with an older "
                "version of the same package."
            )
        # a table that is missing is a problem of its own
        there = {name for name, table in dataset.tables.items() if table.path.is_file()}
        before, new = (
            replace(each, tables={name: t for name, t in each.tables.items() if name in there})
            for each in (old, dataset)
        )
        found = difference(before, new)
        problems = [*_removed(found, new), *_reused(found, before, new), *_version(found, new)]
        if new.name == NAME:
            problems += _without_claim(found, Evidence(before, new), new)
    return problems


def _removed(found: Difference, new: Dataset) -> Iterator[Problem]:
    corrected = weighing.read_again(found.changes) if new.name == NAME else set()
    # where a key stood twice, another row of that key may be left
    come = {(change.table, change.key) for change in found.changes if change.kind == "added"}
    for change in found.changes:
        if (change.of, change.kind) == ("table", "withdrawn"):
            yield _problem("no_id_is_removed", new, None, change.table)
        elif (
            (change.of, change.kind) == ("row", "withdrawn")
            and change.record
            and identity.is_of_things(new, str(change.table))
            and weighing.place(change) not in corrected
            and (change.table, change.key) not in come
        ):
            yield _problem("no_id_is_removed", new, change, change.key)


def _reused(found: Difference, old: Dataset, new: Dataset) -> Iterator[Problem]:
    for change, facts in identity.reused(found, old, new):
        named = ", ".join(facts)
        problem = _problem("no_id_is_reused", new, change, change.key, facts=named)
        # of the tables of others nobody here knows by what a thing is known
        yield problem if new.name == NAME else replace(problem, severity="warning")


def _without_claim(found: Difference, evidence: Evidence, new: Dataset) -> Iterator[Problem]:
    for change in found.changes:
        if change.of != "cell" or change.before is None:
            continue
        place = str(change.table), str(change.key), str(change.column)
        # of a cell that is emptied no source speaks: the note of its claim says why
        is_explained = change.after is None and evidence.is_marked(*place)
        if evidence.is_endorsed(*place) and not evidence.fresh(*place) and not is_explained:
            yield _problem(
                "changed_facts_have_a_new_claim",
                new,
                change,
                change.after,
                column=place[2],
                before=shown(change.before),
                does="is emptied, was" if change.after is None else "replaces",
            )


def _version(found: Difference, new: Dataset) -> Iterator[Problem]:
    old = semver.parse(found.old_version)
    # a package that has no such versions is not held to them
    if old is None:
        return
    step, reason = weighing.step(found, new)
    wanted = semver.least(old, step)
    now = semver.parse(found.new_version)
    if now is None:
        wrong = f"is no version of semantic versioning, as {old} was"
    elif now < old:
        wrong = f"goes back behind {old}"
    elif now.core < wanted.core:
        how = "stays the same" if now.core == old.core else f"is too small a step from {old}"
        wrong = f"{how}, but a {step.name.lower()} step is asked for by this change: {reason}"
    else:
        return
    value = found.new_version or None
    problem = _problem(
        "version_moves_with_the_data", new, None, value, column="version", wrong=wrong, least=wanted
    )
    yield replace(problem, line=_line(new))


def _problem(
    rule: str,
    new: Dataset,
    change: Change | None,
    value: str | None,
    *,
    column: str | None = None,
    **words: object,
) -> Problem:
    """A problem at the row of a change, or at the descriptor."""
    table = new.tables[str(change.table)] if change else None
    key = change.key if change else None
    record = [*(change.record or ())] if change else []
    words |= {"table": table.name if table else "", "key": key, "column": column}
    said = {part: " ".join(rules()[rule][part].split()) for part in ("message", "fix")}
    return Problem(
        path=table.shown_path if table else new.path.name,
        rule=rule,
        message=flat(said["message"].format(**words)),
        fix=flat(said["fix"].format(**words)),
        table=table.name if table else None,
        line=change.line if change else None,
        row=change.row if change else None,
        # an identifier stands in the column of the key, if that is one
        column=column or (record[0] if len(record) == 1 else None),
        key=key,
        value=value,
    )


def _line(dataset: Dataset) -> int | None:
    """The line on which the descriptor has its version, or None where that is not plain."""
    version = re.compile(rf'^\s*"version"\s*:\s*"{re.escape(dataset.version)}"')
    lines = dataset.path.read_text(encoding="utf-8-sig").splitlines()
    found = [number for number, line in enumerate(lines, 1) if version.match(line)]
    return found[0] if len(found) == 1 else None
