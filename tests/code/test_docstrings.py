"""The functions and the help of the command tell what their query files hold."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pactexit import api, countries
from pactexit import dataset as datasets
from pactexit.asking import questions
from pactexit.cli import pactexit


@pytest.mark.parametrize("name", questions())
def test_a_function_and_its_command_tell_parameters_columns_method_and_errors(name: str) -> None:
    asked = questions()[name]
    docstring = " ".join((getattr(api, name).__doc__ or "").split())
    helped = CliRunner().invoke(pactexit, ["query", name, "--help"], prog_name="pactexit").output
    # the lines of the help are broken at hyphens
    helped = "".join(helped.split())
    tables = datasets.read().tables
    for parameter in asked.params:
        told = parameter.help
        table, _, column = str(parameter.one_of).partition(".")
        if parameter.one_of == "countries.country_id":
            told = f"{told} {countries.ACCEPTED}"
        elif table in tables:
            (field,) = (field for field in tables[table].fields if field.name == column)
            if field.allowed_values:
                told = f"{told} One of {', '.join(field.allowed_values)}."
        assert told in docstring
        assert "".join(told.split()) in helped
    for returned in asked.returns:
        assert f"* {returned.name} ({returned.type}): {returned.meaning}" in docstring
    assert "Raises ------ UnknownNameError" in docstring
    assert ("Notes -----" in docstring) is (asked.method is not None)
    if asked.method:
        assert asked.method in docstring
        assert "".join(f"Method: {asked.method}".split()) in helped
