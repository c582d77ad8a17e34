"""The answers of a form: read from the body of an issue or from YAML, and checked one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from pactexit import days, edtf
from pactexit.contributing.countries import country_ids
from pactexit.escaping import flat
from pactexit.problem import PactExitError, did_you_mean
from pactexit.repairs import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pactexit.contributing.form import Question
    from pactexit.contributing.record import Record

#: What GitHub writes where nothing was answered or chosen.
_NO_ANSWER = ("_No response_", "None")
#: A form is a page or two.
_LARGEST = 200_000
#: So many reasons fit into the one line of a command.
_NAMED = 4
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|<!--|&#?\w+;")
_FORMULA = re.compile(r"[=+@]|-\W")


class AnswerError(PactExitError):
    """An answer cannot be taken: its text names the question, and says why and what to write."""


def read(text: str, form: Mapping[str, Question]) -> dict[str, str]:
    """The answers by the name of their question, as they were given, without the empty ones.

    `text` is the body of an issue (`### Label`, then the answer) or YAML (`name: answer`). Raises
    `AnswerError` where it is neither, or answers what was not asked or asks twice.
    """
    if len(text) > _LARGEST:
        raise AnswerError(f"has more than {_LARGEST:,} characters; no form has.")
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    given = _of_issue(text, form) if text.lstrip().startswith("### ") else _of_yaml(text, form)
    answers: dict[str, str] = {}
    for name, answer in given:
        if name in answers:
            raise AnswerError(f"{form[name].label}: is answered twice. Keep one answer.")
        answers[name] = answer
    return {name: answer for name, answer in answers.items() if answer}


def check_all(
    answers: Mapping[str, str], form: Mapping[str, Question], record: Record
) -> dict[str, str]:
    """All answers in the form in which the tables have them, empty where nothing was answered.

    Raises `AnswerError`, in one line, where some cannot be taken.
    """
    checked, reasons = {}, []
    for name, question in form.items():
        try:
            checked[name] = check(answers.get(name, ""), question, record)
        except AnswerError as error:
            reasons.append(str(error))
    if reasons:
        more = f" And {len(reasons) - _NAMED} more." if len(reasons) > _NAMED else ""
        raise AnswerError(" ".join(reasons[:_NAMED]) + more)
    return checked


def check(answer: str, question: Question, record: Record) -> str:
    """One answer in the form in which the tables have it. Raises `AnswerError`."""

    def refused(reason: str, mending: str) -> AnswerError:
        return AnswerError(f"{question.label}: {reason}. {mending}")

    if question.kind == "details":
        return "\n".join(line.strip() for line in answer.splitlines() if line.strip())
    answer = " ".join(answer.split())
    if not answer:
        if question.is_required:
            raise refused("has no answer", f"Write one{_such_as(question)}.")
        return ""
    shown = f'"{flat(answer, 80)}"'
    if question.choices and answer not in question.choices:
        near = did_you_mean(answer, question.choices)
        hint = f"Did you mean {near}?" if near else f"Choose {' or '.join(question.choices)}."
        raise refused(f"{shown} is not offered", hint)
    if reason := _unsafe(answer):
        raise refused(f"{shown} {reason}", "Write plain text.")
    if question.kind in {"country", "countries"}:
        try:
            return ";".join(country_ids(answer, record, several=question.kind == "countries"))
        except ValueError as error:
            raise refused(*error.args) from None
    if question.kind == "russian" and not re.search("[а-яё]", answer, re.IGNORECASE):
        raise refused(f"{shown} is not Russian", "Write the title as you read it, or nothing.")
    return _cell(answer, question, refused)


def _cell(answer: str, question: Question, refused: Callable[[str, str], AnswerError]) -> str:
    """An answer in the form of the cell that it fills."""
    field = question.field
    if field is None:
        return answer
    shown = f'"{flat(answer, 80)}"'
    if field.is_date and not fits(field, answer):
        try:
            answer = days.iso(answer) or answer
        except days.UnclearDayError as error:
            raise refused(
                f"{shown}: {error}", "Write year, month and day, such as 2025-12-19."
            ) from None
        if field.is_edtf and edtf.is_valid(answer):
            return answer
    if not fits(field, answer):
        example = field.example or question.example
        raise refused(f"{shown} has not the form of this answer", f"Write it as {example}.")
    return answer


def _unsafe(answer: str) -> str | None:
    """What an answer holds that is no text of a person, or nothing."""
    if _MARKUP.search(answer):
        return "holds markup"
    if _FORMULA.match(answer):
        return "begins like a spreadsheet formula"
    return None if answer.isprintable() else "holds characters that cannot be seen"


def _such_as(question: Question) -> str:
    if question.choices:
        return f" of: {', '.join(question.choices)}"
    return f", such as {question.example}" if question.example else ""


def _of_issue(text: str, form: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    names = {question.label: name for name, question in form.items()}
    # headings of parts that GitHub leaves out of the body
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        label, _, answer = part.partition("\n")
        label, answer = label.strip(), answer.strip()
        if label not in names:
            near = did_you_mean(label, names)
            hint = f"Did you mean {near!r}?" if near else "Delete it, or use the form."
            raise AnswerError(f'there is no question "{flat(label, 80)}". {hint}')
        yield names[label], "" if answer in _NO_ANSWER else answer


def _of_yaml(text: str, form: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    try:
        # the nodes, not their values: a day stays a text, and an alias is not unfolded
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 1})" if mark else ""
        raise AnswerError(
            f"is no form{place}: begin each answer with `### ` and the question, or write YAML."
        ) from None
    if not isinstance(node, yaml.MappingNode):
        raise AnswerError("is no form: write `### ` and the question above each answer, or YAML.")
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value not in form:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            near = did_you_mean(str(name), form)
            hint = f"Did you mean {near}?" if near else f"Known: {', '.join(form)}."
            raise AnswerError(f'there is no question "{flat(str(name), 80)}". {hint}')
        if not isinstance(value, yaml.ScalarNode):
            raise AnswerError(f"{form[key.value].label}: is a list or a mapping. Write a text.")
        is_null = value.tag == "tag:yaml.org,2002:null"
        yield key.value, "" if is_null else value.value.strip()
