"""Pact Exit: how the Russian Federation left its military and security agreements."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pactexit.answers import Answer
    from pactexit.api import *  # noqa: F403 - the names of the questions, for editors and mypy
    from pactexit.asking import ask, questions, table
    from pactexit.asking_on_spark import on_spark
    from pactexit.changes import Change, Difference, diff
    from pactexit.database import connect
    from pactexit.problem import PactExitError, Problem
    from pactexit.releasing.citation import cite
    from pactexit.releasing.download import download
    from pactexit.releasing.exporting import export
    from pactexit.releasing.loading import load
    from pactexit.sandbox import Selection, sql
    from pactexit.validation import Report, validate

_HOMES = {
    "Answer": "answers",
    "ask": "asking",
    "questions": "asking",
    "table": "asking",
    "on_spark": "asking_on_spark",
    "Change": "changes",
    "Difference": "changes",
    "diff": "changes",
    "connect": "database",
    "PactExitError": "problem",
    "Problem": "problem",
    "cite": "releasing.citation",
    "download": "releasing.download",
    "export": "releasing.exporting",
    "load": "releasing.loading",
    "Selection": "sandbox",
    "sql": "sandbox",
    "Report": "validation",
    "validate": "validation",
}

__all__ = [
    "Answer",
    "Change",
    "Difference",
    "PactExitError",
    "Problem",
    "Report",
    "Selection",
    "ask",
    "cite",
    "connect",
    "diff",
    "download",
    "export",
    "load",
    "on_spark",
    "questions",
    "sql",
    "table",
    "validate",
]


def __getattr__(name: str) -> Any:
    # DuckDB, polars and frictionless are loaded when they are needed, not by `import pactexit`
    if name not in _HOMES and (_is_no_question(name) or name not in __dir__()):
        raise AttributeError(f"module 'pactexit' has no attribute {name!r}", name=name)
    value = getattr(import_module(f"pactexit.{_HOMES.get(name, 'api')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *import_module("pactexit.api").__all__})


def _is_no_question(name: str) -> bool:
    # `from pactexit import dataset` asks here first, and must not load the questions
    return name.startswith("__") or find_spec(f"pactexit.{name}") is not None
