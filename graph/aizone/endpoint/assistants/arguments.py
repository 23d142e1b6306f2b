"""Arguments of a tool that do not fit, in words: which one, what was given, and what the tool takes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from ...errors import N_, UsageError

_MOST = 60
_KINDS = {
    "string": N_("{tool}: '{argument}' must be a text, not {given}."),
    "integer": N_("{tool}: '{argument}' must be a whole number, not {given}."),
    "object": N_("{tool}: '{argument}' must be an object of texts by name, not {given}."),
}


def unknown_tool(name: str, tools: Collection[str]) -> UsageError:
    """The error for a tool that does not exist."""
    return UsageError(
        "", N_("there is no tool '{tool}'."), N_("The tools are: {tools}."), tool=name[:_MOST], tools=", ".join(tools)
    )


def check_names(tool: str, schema: Mapping[str, Any], given: Collection[str]) -> None:
    """Refuse arguments that a tool does not take: ignored, they would seem to have had an effect.

    Args:
        tool: its name.
        schema: the JSON schema of its arguments.
        given: the names of those it was given.

    Raises:
        UsageError: one of them is not in the schema.
    """
    for name in given:
        if name not in schema["properties"]:
            raise UsageError(
                "",
                N_("{tool}: there is no argument '{argument}'."),
                N_("Its arguments are: {arguments}."),
                tool=tool,
                argument=name[:_MOST],
                arguments=_listed(schema),
            )


def _listed(schema: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} ({'required' if name in schema.get('required', ()) else 'optional'})" for name in schema["properties"]
    )


def argument_errors(tool: str, schema: Mapping[str, Any], error: ValidationError) -> UsageError:
    """The first thing that is wrong with the arguments of a tool.

    Args:
        tool: its name.
        schema: the JSON schema of its arguments.
        error: what the SDK found.
    """
    first = error.errors(include_url=False)[0]
    argument = str(first["loc"][0]) if first["loc"] else ""
    given = json.dumps(first.get("input"), ensure_ascii=False, default=str)
    values: dict[str, object] = {"tool": tool, "argument": argument}
    values["given"] = given if len(given) <= _MOST else given[: _MOST - 1] + "…"
    values["arguments"] = _listed(schema)
    taken = _taken(schema["properties"].get(argument, {}))
    if first["type"] == "missing":
        what = N_("{tool}: the argument '{argument}' is missing.")
    elif "enum" in taken:
        what, values["choices"] = (
            N_("{tool}: '{argument}' must be one of {choices}, not {given}."),
            ", ".join(str(one) for one in taken["enum"]),
        )
    elif taken.get("type") == "integer" and "maximum" in taken:
        what = N_("{tool}: '{argument}' must be a whole number from {least} to {most}, not {given}.")
        values |= {"least": taken["minimum"], "most": taken["maximum"]}
    elif taken.get("type") == "integer" and "minimum" in taken:
        what, values["least"] = (
            N_("{tool}: '{argument}' must be a whole number from {least}, not {given}."),
            taken["minimum"],
        )
    else:
        what = _KINDS.get(taken.get("type", ""), N_("{tool}: '{argument}' does not take {given}."))
    return UsageError("", what, N_("Its arguments are: {arguments}."), **values)


def _taken(property: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of an argument, apart from none: `anyOf [a text, null]` is a text."""
    kinds = [kind for kind in property.get("anyOf", [property]) if kind.get("type") != "null"]
    return kinds[0] if kinds else property
