"""What a form would change, judged in a copy of the package before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.changes import difference
from pactexit.contributing.answers import check_all
from pactexit.contributing.entry import enter
from pactexit.contributing.form import questions
from pactexit.contributing.record import Record
from pactexit.contributing.writing import write_all
from pactexit.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.dataset import Dataset
    from pactexit.validation import Report


@dataclass(frozen=True)
class Proposal:
    """The tables with the rows of a form, not yet written.

    `contents` has the tables that change, `before` what they were; `report` judges the whole
    package as it would be, and `difference` says what would change.
    """

    dataset: Dataset
    contents: Mapping[Path, bytes]
    before: Mapping[Path, bytes]
    report: Report
    difference: str

    def write(self) -> None:
        """Writes all tables that change, or none. Raises as `write_all` does."""
        write_all(self.dataset.path.parent, self.contents, self.before)


def propose(dataset: Dataset, answers: Mapping[str, str]) -> Proposal:
    """What the answers of a form would change in a dataset; nothing is written there.

    Raises `AnswerError`, one line, where an answer cannot be taken, and `PactExitError` where the
    dataset cannot be read.
    """
    form = questions(dataset)
    record = Record(dataset)
    before = {table.path: table.path.read_bytes() for table in dataset.tables.values()}
    enter(check_all(answers, form, record), form, record)
    changed = record.changed()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copyfile(dataset.path, copy / "datapackage.json")
        for name, table in dataset.tables.items():
            target = copy / table.shown_path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(changed.get(name, before[table.path]))
        return Proposal(
            dataset=dataset,
            contents={dataset.tables[name].path: content for name, content in changed.items()},
            before=before,
            report=validate(copy),
            difference=difference(dataset, datasets.read(copy)).to_text(),
        )
