"""The reference, written from the code: commands, questions, settings, issue codes, measures, the Python interface.

`make docs` writes `docs/reference.md`; a test fails while the file differs from what this module returns.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import aizone
from aizone import errors, queries
from aizone.analysis import registry
from aizone.analysis.gaps.rule import GapRule
from aizone.analysis.gaps.rules import RULES
from aizone.cli.parser import build_parser
from aizone.extract.rules import About, rules
from aizone.i18n import translator
from aizone.model import ISSUE_CODES
from aizone.queries import records
from aizone.settings import Settings
from aizone.workspace import Workspace

JSON_KEYS = Path(__file__).with_name("json_keys.toml")
_ENVIRONMENT = {
    "AIZONE_WORKSPACE": "the data folder, when a command gets no `--workspace` and `aizone.open()` no path",
    "AIZONE_SERVICE_HOSTS": "hosts that SERVICE in a query may ask, separated by commas; none when it is not set",
    "AIZONE_BACKEND": "what computes betweenness: `networkx` (the default), `rustworkx` (extra `graph`; some twenty times faster from a few hundred units on) or `parallel` (nx-parallel, which needs NetworkX 3.4); the numbers are the same",
    "AIZONE_ENDPOINT_TOKEN": "what clients of the endpoint must send as bearer token or password; no login when it is not set",
    "AIZONE_ENDPOINT_CORS": "origins whose pages may ask the endpoint from a browser, separated by commas; `*` for all, none when it is not set",
    "AIZONE_ENDPOINT_HOSTS": "names under which the endpoint may be asked, separated by commas; the address it listens on when it is not set",
    "AIZONE_STORE": "the address of a SPARQL server that a workspace was published to, asked where a command gets neither `--store` nor `--workspace`, and `aizone.open()` nothing",
    "AIZONE_STORE_UPDATE": "the server's address for updates, when `aizone publish` gets no `--store-update`",
    "AIZONE_STORE_GRAPHS": "its graph store (Graph Store Protocol), when `aizone publish` gets no `--store-graphs`",
    "AIZONE_STORE_USER": "a name for the server's basic authentication",
    "AIZONE_STORE_PASSWORD": "its password",
    "AIZONE_STORE_TOKEN": "a bearer token for the server, instead of name and password",
    "AIZONE_STORE_TIMEOUT": "seconds to wait for an answer of the server; 60 when it is not set",
    "AIZONE_USER_HEADER": "the header in which a proxy in front says who asks; no login when it is not set ([deploy](deploy.md))",
    "AIZONE_GROUPS_HEADER": "the header in which it says their groups, separated by commas",
    "AIZONE_TRUSTED_PROXIES": "addresses and networks of the proxy, separated by commas: the only ones that are answered where there is a login",
    "AIZONE_ROLES": "the TOML file that says who may view, review or admin; everybody may view when it is not set",
    "AIZONE_PERSON_QUERIES": "queries of one person, or of one address without a login, that run or wait at once (64)",
    "AIZONE_PERSON_UPLOAD_MIB": "MiB of files that one person may give to the explorer in an hour (2048)",
    "AIZONE_LOG_BYTES": "bytes at which a file of the log of writes is full (8388608)",
    "AIZONE_LOG_FILES": "full files of the log of writes that are kept (100)",
    "AIZONE_LANG": "`zh` or `en`: language of the command line, before the terminal's own (LC_ALL, LC_MESSAGES, LANG); Chinese when none says English",
}
_EXIT_CODES = {
    0: "done; for `validate`: the data conform",
    1: "the data do not conform, or some of several files could not be read",
    2: "could not run: one line on standard error says where, what, and what to do next",
    130: "interrupted; what was stored until then is whole",
}


_ABOUT_RULES: dict[About, str] = {
    "list": "Rules about owner lists",
    "role": "Rules about roles",
    "name": "Rules about names",
    "group": "Rules about collective owners",
    "deadline": "Rules about deadlines",
    "target": "Rules about targets",
    "mention": "Rules about named things",
    "left-out": "Rules that leave words out",
}


def reference() -> str:
    """The whole page."""
    parts = {
        "Commands": _commands(),
        "Questions": _questions(),
        "Settings": _settings(),
        "Issue codes": _issues(),
        "Reading rules": _rules(),
        "Measures": _measures(),
        "Gap rules": _gap_rules(),
        "Python": _python(),
    }
    lines = ["# Reference", "", "Written by `make docs` from the code; do not edit.", ""]
    lines += [f"- [{title}](#{title.lower().replace(' ', '-')})" for title in parts]
    for title, part in parts.items():
        lines += ["", f"## {title}", "", *part]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _table(*heads: str, rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table; bars in cells are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines] + [""]


# --- commands


def _commands() -> Iterator[str]:
    yield from [
        "Exit codes:",
        "",
        *_table("code", "meaning", rows=((str(n), words) for n, words in _EXIT_CODES.items())),
    ]
    parser = build_parser(translator("en"), "")
    yield from ["Options of every command:", "", *_options(parser)]
    common = {item.dest for item in parser._actions}
    for name, command in _subcommands(parser):
        yield from [f"### aizone {name}", "", _sentence(command.description), "", *_options(command, common)]
        for inner, part in _subcommands(command):
            yield from [f"#### aizone {name} {inner}", "", _sentence(part.description), "", *_options(part, common)]
        yield from _json_keys(name)


def _subcommands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for item in parser._actions:
        if isinstance(item, argparse._SubParsersAction):
            yield from item.choices.items()


def _sentence(text: str | None) -> str:
    words = str(text)
    return f"{words[:1].upper()}{words[1:]}."


def _options(command: argparse.ArgumentParser, known: Iterable[str] = ()) -> list[str]:
    rows = []
    for item in command._actions:
        if item.dest in {"help", "version", "command", *known}:
            continue
        words = ", ".join(item.option_strings) or str(item.metavar or item.dest)
        values = ", ".join(map(str, item.choices)) if item.choices else ""
        rows.append(
            (
                f"`{words}`",
                values or (f"`{item.metavar}`" if item.option_strings and item.metavar else ""),
                str(item.help),
            )
        )
    return _table("argument", "values", "meaning", rows=rows) if rows else []


def json_keys(command: str) -> dict[str, str]:
    """The key paths that a command's JSON may have, shapes written out; empty when it prints none.

    Args:
        command: a title of `json_keys.toml`: 'extract', 'units search'.
    """
    declared = tomllib.loads(JSON_KEYS.read_text("utf-8"))
    return dict(_expanded(declared[command], declared["shapes"], ""))


def _expanded(keys: dict[str, str], shapes: dict[str, dict[str, str]], prefix: str) -> Iterator[tuple[str, str]]:
    for key, meaning in keys.items():
        if meaning.startswith("@"):
            yield from _expanded(shapes[meaning[1:]], shapes, f"{prefix}{key}")
        else:
            yield f"{prefix}{key}", meaning


def json_titles() -> list[str]:
    """The commands whose JSON keys are declared."""
    return [title for title in tomllib.loads(JSON_KEYS.read_text("utf-8")) if title != "shapes"]


def _json_keys(name: str) -> Iterator[str]:
    declared = tomllib.loads(JSON_KEYS.read_text("utf-8"))
    for title in (title for title in json_titles() if title.split()[0] == name):
        rows = []
        for key, meaning in declared[title].items():
            shape = re.fullmatch(r"@(\w+)", meaning)
            words = f"the keys of a [{shape[1]}](#{shape[1]})" if shape else meaning
            rows.append((f"`{key}{'…' if shape else ''}`", words))
        yield from [f"JSON keys of `aizone {title} --format json`:", "", *_table("key", "meaning", rows=rows)]
    if name == "extract":
        for shape_name, shape in declared["shapes"].items():
            rows = [
                (f"`{key}`", "the keys of a [place](#place)" if words.startswith("@") else words)
                for key, words in shape.items()
            ]
            yield from [f"#### {shape_name}", "", *_table("key", "meaning", rows=rows)]


# --- questions


def _questions() -> Iterator[str]:
    yield "`aizone query NAME param=value`, `workspace.query(NAME, param=value)`. A value is a name as plans write it, a path, a slug, a compact IRI or an IRI."
    for question in queries.every():
        yield from ["", f"### {question.name}", "", f"{question.title['en']} ({question.title['zh']})", ""]
        if question.params:
            yield from _table(
                "parameter", "type", "", "meaning", "含义",
                rows=(
                    (f"`{param.name}`", f"`{param.kind}`", "required" if param.required else "optional",
                     param.description["en"], param.description["zh"])
                    for param in question.params
                ),
            )  # fmt: skip
        types = {field.name: str(field.type) for field in dataclasses.fields(getattr(records, question.record))}
        columns = (f"`{column}`" + (f" {types[column]}" if column in types else "") for column in question.columns)
        yield f"Columns: {', '.join(columns)}."


# --- settings, issues, measures


def _settings() -> Iterator[str]:
    yield "Fields of `aizone.settings.Settings`, given to `aizone.Workspace`, and variables of the environment."
    described = _docstring(Settings)["Args"]
    for field in dataclasses.fields(Settings):
        default = (
            f"`{field.default.name}/` of the package"
            if isinstance(field.default, Path)
            else "none"
            if field.default in ((), None)
            else f"`{field.default}`"
            if isinstance(field.default, str)
            else f"`{field.default:,}`".replace(",", "_")
        )
        yield from ["", f"### {field.name}", "", f"`{field.type}`, default {default}: {described[field.name]}"]
    for name, meaning in _ENVIRONMENT.items():
        yield from ["", f"### {name}", "", _sentence(meaning)]


def _issues() -> Iterator[str]:
    yield "Unclear passages that reading a plan reports; `aizone query findings` lists those of the workspace."
    for code, declared in ISSUE_CODES.items():
        yield from ["", f"### {code}", "", f"{declared.severity}: {declared.title['en']} ({declared.title['zh']})."]
        yield from ["", declared.cure["en"], "", declared.cure["zh"]]


def _rules() -> Iterator[str]:
    yield 'Why something was read so: `aizone extract FILE --explain`, and the page "Add a plan", name the rules that fired for each owner, target, deadline and mention, with the words they fired on.'
    for about, title in _ABOUT_RULES.items():
        rows = ((f"`{r.name}`", r.sentence["en"], r.sentence["zh"]) for r in rules().values() if r.about == about)
        yield from ["", f"### {title}", "", *_table("rule", "meaning", "含义", rows=rows)]


def _measures() -> Iterator[str]:
    yield "Numbers and orders that analyses compute, each from one declared record in `aizone.analysis`."
    for measure in registry.every():
        if isinstance(measure, GapRule):
            continue
        yield from ["", f"### {measure.id}", "", f"{measure.title['en']} ({measure.title['zh']})", ""]
        yield f"- Formula: {measure.formula['en']}"
        yield f"- Unit: {measure.unit['en'] or 'none, a pure number'}"
        yield f"- Cost: {measure.cost}"
        if measure.source:
            yield f"- Source: {measure.source}"
        yield f"- Function: `{measure.function.__module__}.{measure.function.__qualname__}`"
        if measure.parameters:
            rows = (
                (
                    f"`{item.name}`",
                    item.kind,
                    "required" if item.default is None else f"`{item.default}`" if item.default else "none",
                    item.description["en"],
                )
                for item in measure.parameters
            )
            yield from ["", *_table("parameter", "type", "default", "meaning", rows=rows)]


def _gap_rules() -> Iterator[str]:
    yield "What `aizone gaps` and the page *Gaps* look for; each is one file of `aizone/analysis/gaps/rules/`."
    for rule in RULES:
        yield from ["", f"### {rule.id}", "", f"{rule.severity}: {rule.title['en']} ({rule.title['zh']}).", ""]
        yield from [f"- Found: {rule.formula['en']}", f"- Fix: {rule.fix['en']} {rule.fix['zh']}"]
        if rule.source:
            yield f"- Source: {rule.source}"


# --- Python


def public_members(owner: type) -> list[str]:
    """The names of a class's public methods and properties, those it inherits included, in the order of the source."""
    ours = [base for base in reversed(owner.__mro__) if base.__module__.startswith("aizone.")]
    members = {name: member for base in ours for name, member in vars(base).items()}
    return [
        name
        for name, member in members.items()
        if not name.startswith("_") and (callable(member) or isinstance(member, property) or hasattr(member, "func"))
    ]


def _python() -> Iterator[str]:
    yield "What `import aizone` offers. Types are those of the signatures; every deliberate error is an `AizoneError`."
    for name in aizone.__all__:
        value = getattr(aizone, name)
        if inspect.isclass(value):
            yield from _class(f"aizone.{name}", value)
        elif callable(value):
            yield from _callable(f"aizone.{name}", value)
        else:
            yield from ["", f"### aizone.{name}", "", f"`{type(value).__name__}`: the version of the package."]
    yield from ["", "### aizone.errors", "", "```text", *_tree(errors.AizoneError), "```"]


def _class(title: str, owner: type) -> Iterator[str]:
    yield from _callable(title, owner)
    for member in public_members(owner):
        value = inspect.getattr_static(owner, member)
        function = value.fget if isinstance(value, property) else getattr(value, "func", value)
        is_method = function is value
        yield from _callable(
            f"workspace.{member}" if owner is Workspace else f"{title}.{member}",
            function,
            heading="####",
            call=is_method,
        )


def _callable(title: str, function: Any, *, heading: str = "###", call: bool = True) -> Iterator[str]:  # noqa: ANN401 - a class or function
    doc = _docstring(function)
    signature = inspect.signature(function)
    parameters = [item for item in signature.parameters.values() if item.name != "self"]
    shown = signature.replace(parameters=parameters) if call else None
    returns = (
        ""
        if inspect.isclass(function) or signature.return_annotation in {inspect.Signature.empty, "None"}
        else str(signature.return_annotation)
    )
    yield from ["", f"{heading} {title}", "", "```python"]
    yield f"{title}{_plain(shown) if shown is not None else f': {returns}'}"
    yield from ["```", "", doc["summary"], ""]
    if parameters and call:
        yield from _table(
            "parameter", "type", "default", "meaning",
            rows=(
                (f"`{item.name}`", f"`{item.annotation}`", "required" if item.default is item.empty else f"`{item.default!r}`", doc["Args"].get(item.name, ""))
                for item in parameters
            ),
        )  # fmt: skip
    if doc["Returns"]:
        yield from [f"Returns {_lower(doc['Returns'])}", ""]
    if doc["Raises"]:
        yield from _table("raises", "when", rows=((f"`{name}`", words) for name, words in doc["Raises"].items()))


def _plain(signature: inspect.Signature) -> str:
    """A signature as it is in the source: annotations are kept as text there."""
    return re.sub(r": '([^']*)'", r": \1", str(signature)).replace("-> '", "-> ").rstrip("'")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[:2].istitle() else text


def _docstring(value: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever has a docstring
    """The parts of a docstring in Google's form: summary, Args, Returns, Raises."""
    text = inspect.getdoc(value) or ""
    head, *parts = re.split(r"^(Args|Returns|Raises|References|Examples|Yields):\n", text, flags=re.MULTILINE)
    found: dict[str, Any] = {"summary": head.strip(), "Args": {}, "Raises": {}, "Returns": ""}
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        body = textwrap.dedent(body)
        if name in {"Args", "Raises"}:
            entries = re.split(r"^(\w+): ", body, flags=re.MULTILINE)[1:]
            found[name] = {key: " ".join(words.split()) for key, words in zip(entries[::2], entries[1::2], strict=True)}
        elif name == "Returns":
            found[name] = " ".join(body.split())
    return found


def _tree(error: type, depth: int = 0) -> Iterator[str]:
    summary = (error.__doc__ or "").splitlines()[0]
    yield f"{'    ' * depth}{error.__name__}: {summary}"
    for child in error.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _tree(child, depth + 1)


if __name__ == "__main__":
    Path(__file__).with_name("reference.md").write_text(reference(), "utf-8")
