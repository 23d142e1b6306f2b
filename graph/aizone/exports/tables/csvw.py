"""The tables as csv files with a description of them (CSV on the Web): in one zip, or beside a single csv file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

from ...i18n import LANGUAGES, translator
from ...iri import expand
from ...projections.tables import AnswerTable, NodeValue, TableValue
from ...views.ask.headings import heading
from ...vocab import PREFIXES
from ..statement import ExportStatement
from .class_tables import ClassTable

_EPOCH = (2020, 1, 1, 0, 0, 0)
METADATA = "csv-metadata.json"
"""The name that CSVW looks for beside the files."""


def tables_zip(tables: list[ClassTable], statement: ExportStatement) -> bytes:
    """A zip with a csv file for each table, and `csv-metadata.json`; the same data give the same bytes.

    Nodes are full IRIs, so that other data join them; files are UTF-8 without a mark, as CSVW reads them.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            _put(archive, f"{table.name}.csv", _csv(table.answer))
        described = {**_head(statement), "tables": [_table(table, tables) for table in tables]}
        _put(archive, METADATA, _json(described))
    return data.getvalue()


def csv_heads(data: bytes) -> tuple[str, ...]:
    """The heads of a csv file of ours."""
    return tuple(data.partition(b"\n")[0].decode("utf-8-sig").strip().split(","))


def csv_metadata(url: str, columns: tuple[str, ...], statement: ExportStatement, *, curies: bool = True) -> bytes:
    """The description of one csv file, to be put beside it as `<url>-metadata.json`.

    Args:
        url: the name of the file.
        columns: its heads.
        statement: what it holds.
        curies: whether nodes in it are compact IRIs; says so in a comment.
    """
    note = {"rdfs:comment": "Nodes are compact IRIs; id: is <https://w3id.org/aizone/id/>."} if curies else {}
    schema = {"columns": [{"name": _name(column), "titles": [column]} for column in columns]}
    return _json({**_head(statement), "url": url, **note, "tableSchema": schema})


def _head(statement: ExportStatement) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:description": [{"@value": "\n".join(statement.lines(lang)), "@language": lang} for lang in LANGUAGES],
        "dc:license": [{"@id": licence} for licence in statement.licences],
        "dc:hasVersion": statement.revision,
        "dc:creator": f"aizone {statement.version}",
        "dc:source": statement.plan or "all plans",
    }


def _table(table: ClassTable, tables: list[ClassTable]) -> dict[str, Any]:
    known = {other.name: other for other in tables}
    schema: dict[str, Any] = {
        "columns": [_column(table.answer, place) for place in range(len(table.answer.columns))],
        "primaryKey": _name(table.key) if _is_key(table) else None,
        "foreignKeys": [
            {"columnReference": _name(column), "reference": {"resource": f"{name}.csv", "columnReference": _name(known[name].key)}}
            for column, names in table.points_at.items()
            if len(names) == 1 and (name := names[0]) in known and _is_key(known[name]) and _all_found(table, column, known[name])
        ],
    }  # fmt: skip
    described = {name: value for name, value in schema.items() if value}
    return {"url": f"{table.name}.csv", "dc:title": table.title, "tableSchema": described}


def _is_key(table: ClassTable) -> bool:
    """True if no two rows have the same value in the table's key."""
    place = table.answer.columns.index(table.key)
    values = [row[place] for row in table.answer.rows]
    return len(set(values)) == len(values)


def _all_found(table: ClassTable, column: str, other: ClassTable) -> bool:
    """True if every cell of a column is a node with its row in another table, as a foreign key promises: an empty one breaks it."""
    own, theirs = table.answer.columns.index(column), other.answer.columns.index(other.key)
    return {row[own] for row in table.answer.rows} <= {row[theirs] for row in other.answer.rows} - {None}


def _column(answer: AnswerTable, place: int) -> dict[str, Any]:
    column = answer.columns[place]
    titles = {lang: heading(column, translator(lang)) for lang in LANGUAGES}
    return {
        "name": _name(column),
        "titles": {"und": column, **titles},
        "datatype": _datatype([row[place] for row in answer.rows]),
    }


def _datatype(values: list[TableValue]) -> str:
    present = [value for value in values if value is not None]
    for kind, name in ((NodeValue, "anyURI"), (bool, "boolean"), (int, "integer"), ((int, float), "decimal")):
        if present and all(isinstance(value, kind) for value in present):
            return name
    return "string"


def _name(column: str) -> str:
    """A column as CSVW names it: letters, digits and '_' only."""
    return "".join(char if char.isalnum() or char == "_" else "_" for char in column)


def _csv(answer: AnswerTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_cell(value) for value in row] for row in answer.rows)
    return text.getvalue().encode()


def _cell(value: TableValue) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, NodeValue):
        prefix = value.node.partition(":")[0]
        return expand(value.node).value if prefix == "id" or prefix in PREFIXES else value.node
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
