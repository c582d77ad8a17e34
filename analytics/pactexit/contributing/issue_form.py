"""The form "report a step" as a form for issues on GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pactexit.contributing.form import sections

if TYPE_CHECKING:
    from pactexit.contributing.form import Question
    from pactexit.dataset import Dataset

_WELCOME = (
    "Thank you for a step that is missing from the dataset. You need one publication that you have "
    "read, and no knowledge of git. Nobody is expected to answer every question: an empty answer "
    'means "not established", and that is better than a guess. A maintainer turns your answers '
    "into rows."
)


def issue_form(dataset: Dataset) -> str:
    """The YAML of the form, by GitHub's syntax for issue forms."""
    body = [_markdown(_WELCOME)]
    for part in sections(dataset):
        body.append(_markdown(f"## {part.title}\n\n{part.about}\n"))
        body += [_element(question) for question in part.questions]
    form = {
        "name": "Report a step",
        "description": "A step by which a state leaves, suspends or limits an agreement.",
        "title": "Step: ",
        "labels": ["contribution"],
        "body": body,
    }
    return yaml.dump(form, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as people do."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text)


def _markdown(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: Question) -> dict[str, Any]:
    meanings = [f"* `{value}`: {text}" for value, text in question.choices.items() if text]
    attributes: dict[str, Any] = {
        "label": question.label,
        "description": "\n\n".join((question.about, "\n".join(meanings))).strip(),
    }
    if question.choices:
        attributes["options"] = list(question.choices)
    elif question.example:
        attributes["placeholder"] = question.example
    kind = "dropdown" if question.choices else "textarea" if question.is_long else "input"
    return {
        "type": kind,
        "id": question.name,
        "attributes": attributes,
        "validations": {"required": question.is_required},
    }
