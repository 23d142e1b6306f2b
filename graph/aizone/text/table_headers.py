"""Headers of task tables: what a column is for, and what empty and repeated cells say. Declared in `table_headers.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from ..model import Role
from .lexicon.dates import YEAR
from .lexicon.owner_labels import header, header_of_two

ColumnKind = Literal[
    "number", "area", "task", "content", "owners", "deadline", "target", "place", "unit", "role", "person", "note"
]

_MAX_HEADER = 20
# '主办单位（牵头）', '完成时间（年/月）': a note after the words of a header
_BRACKETS = re.compile(r"[（(［\[【][^（()）]{0,40}[）)］\]】]$")

# '任务 Task', '牵头单位/Lead', '时限（Deadline）': the same in English behind a header
_IN_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff])[/／（(]?[A-Za-z][A-Za-z.&-]{1,40}[)）]?$")

# '责任单位及责任人', '牵头单位/联系人': people beside the bodies of a column
_WITH_PEOPLE = re.compile(
    r"(?<=[单位部门主体])(?:及其?|和|、|/|／|与|[（(])(?:具体)?(?:责任|负责|联系|经办)?(?:人|领导|人员|电话|方式)(?:及?(?:联系)?(?:电话|方式))?[)）]?$"
)
# '责任单位及分工': duties beside the bodies of a column
_WITH_DUTIES = re.compile(r"(?<=[单位部门])(?:及其?|和|、|/)(?:职责|任务|工作|责任)?(?:分工|职责|任务)$")
# '配合单位1', '配合单位②': the number of one of several columns of a kind
_COUNTED = re.compile(r"(?<=[单位部门])[\d一二三四五六①-⑨]{1,2}$")


@dataclass(frozen=True, slots=True)
class Column:
    """The purpose of a column; `role` is set when it names owners, or when its header is a `unit` and its cells are marks.

    The cells of a column of kind `role` say which role the owners of their row have.
    """

    kind: ColumnKind
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TableWords:
    """The compiled words of `table_headers.toml`."""

    columns: tuple[tuple[Column, re.Pattern[str]], ...]
    none: re.Pattern[str]
    same: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The header file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("table_headers.toml").read_text("utf-8"))


@functools.cache
def table_words() -> TableWords:
    """`table_headers.toml` compiled, once."""
    table = read_table()
    return TableWords(
        columns=tuple(
            (Column(one["kind"], one.get("role")), re.compile(_spelled_out(one["pattern"]))) for one in table["column"]
        ),
        none=re.compile(table["none"]["pattern"]),
        same=re.compile(table["same"]["pattern"]),
    )


def _spelled_out(pattern: str) -> str:
    """A declared pattern with what its capital letters stand for."""
    pattern = pattern.replace("YEAR", YEAR).replace("LABELS_OF_TWO_ROLES", header_of_two())
    for role in get_args(Role):
        pattern = pattern.replace(f"LABEL_OF_{role.upper()}", header(role))
    return pattern


def read_header(words: str) -> Column | None:
    """The purpose of a column by its header; None when the header is not known.

    Examples:
        >>> read_header("牵头 单位"), read_header("数量")
        (Column(kind='owners', role='lead'), None)
    """
    words = "".join(words.split()).rstrip(":：")
    words = _BRACKETS.sub("", words) or words
    if words[-1:].isascii():
        words = _IN_ENGLISH.sub("", words)
    words = _WITH_PEOPLE.sub("", words)
    words = _WITH_DUTIES.sub("", words)
    words = _COUNTED.sub("", words) or words
    if not words or len(words) > _MAX_HEADER:
        return None
    return next((column for column, pattern in table_words().columns if pattern.fullmatch(words)), None)
