"""The descriptor: what the standard asks, what every column owes its reader, and nothing silent."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

# What frictionless 5 enforces or shows; a property outside is silently ignored by it.
PACKAGE = {"$schema", "name", "title", "description", "version", "created", "keywords"} | {
    *("licenses", "contributors", "resources")
}
RESOURCE = {"name", "type", "path", "title", "description", "format", "mediatype", "encoding"} | {
    *("dialect", "schema")
}
SCHEMA = {"$schema", "fields", "missingValues", "primaryKey", "foreignKeys"}
FIELD = {"name", "type", "format", "description", "example", "constraints", "rdfType"} | {
    *("trueValues", "falseValues")
}
CONSTRAINTS = {"required", "enum", "pattern", "minimum", "maximum"}


@pytest.fixture(scope="module")
def descriptor(live: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((live / "datapackage.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def profile() -> dict[str, Any]:
    """The official profile of Data Package v2, as dplib carries it."""
    spec = find_spec("dplib")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / "profiles" / "2.0" / "datapackage.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_it_keeps_the_profile_of_data_package_version_2(
    descriptor: dict[str, Any], profile: dict[str, Any]
) -> None:
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    jsonschema.validate(descriptor, profile)


def test_the_profile_is_really_applied(descriptor: dict[str, Any], profile: dict[str, Any]) -> None:
    resource = descriptor["resources"][0]
    field = resource["schema"]["fields"][0] | {"constraints": {"required": "perhaps"}}
    schema = resource["schema"] | {"fields": [field]}
    broken = descriptor | {"resources": [resource | {"schema": schema}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, profile)


def test_it_uses_no_property_that_tools_ignore(descriptor: dict[str, Any]) -> None:
    assert descriptor.keys() <= PACKAGE
    for resource in descriptor["resources"]:
        assert resource.keys() <= RESOURCE
        assert resource["schema"].keys() <= SCHEMA
        for field in resource["schema"]["fields"]:
            assert field.keys() <= FIELD
            assert field["constraints"].keys() <= CONSTRAINTS
        for key in resource["schema"].get("foreignKeys", []):
            assert key.keys() == {"fields", "reference"}


def test_every_column_has_a_description_an_example_and_says_whether_it_is_required(
    descriptor: dict[str, Any],
) -> None:
    for resource in descriptor["resources"]:
        assert resource["description"]
        for field in resource["schema"]["fields"]:
            place = f"{resource['name']}.{field['name']}"
            assert len(field["description"]) > 8, place
            assert field["example"], place
            assert isinstance(field["constraints"]["required"], bool), place


def test_keys_have_one_name_everywhere(descriptor: dict[str, Any]) -> None:
    keys = {r["name"]: r["schema"]["primaryKey"] for r in descriptor["resources"]}
    for resource in descriptor["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            reference = key["reference"]
            assert reference["fields"] == keys[reference["resource"] or resource["name"]]


def test_patterns_are_anchored_on_both_sides(descriptor: dict[str, Any]) -> None:
    patterns = [
        field["constraints"]["pattern"]
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
        if "pattern" in field["constraints"]
    ]
    assert len(patterns) > 20
    for pattern in patterns:
        assert pattern.startswith("^")
        assert pattern.endswith("$")
        # an alternative at the top would be anchored on one side only
        assert "|" not in pattern or pattern.startswith("^(")


def test_every_example_keeps_the_rules_of_its_column(descriptor: dict[str, Any]) -> None:
    import frictionless

    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            schema = frictionless.Schema.from_descriptor({"fields": [field]})
            _, notes = schema.fields[0].read_cell(field["example"])
            assert not notes, (resource["name"], field["name"], notes)


def test_neither_hashes_nor_counts_nor_remote_resources(descriptor: dict[str, Any]) -> None:
    for resource in descriptor["resources"]:
        assert not {"hash", "bytes", "stats", "rowCount"} & resource.keys()
        assert resource["path"].startswith("tables/")
