"""An answer as people look at it: as a table, a graph, a chart or raw, with files to take away."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pandas as pd
import pyoxigraph as ox
import streamlit as st

from aizone.app import page, resources
from aizone.app.address import Address, href
from aizone.app.components.graph import Button, Chrome
from aizone.app.components.graph import graph as draw_graph
from aizone.app.here import Here
from aizone.app.panels import pictures
from aizone.exports.tables.workbook import answer_xlsx
from aizone.i18n import Lang, Translate
from aizone.projections.answer_evidence import with_evidence
from aizone.projections.tables import AnswerTable, NodeValue, TableValue, to_table
from aizone.store import Rows
from aizone.store.sandbox.formats import ROW_FORMATS
from aizone.text.characters import isolated
from aizone.text.csv_cells import guarded
from aizone.version import __version__
from aizone.views.ask.headings import heading
from aizone.views.ask.results import (
    CHART_KINDS,
    ChartChoice,
    answer_graph,
    cells,
    chart_spec,
    chosen_view,
    node_columns,
    nodes_of,
    number_columns,
    readable_columns,
    sorted_answer,
    usual_chart,
    view_mistakes,
)
from aizone.views.ask.tables import plain_value, said
from aizone.views.graph.building import captioned
from aizone.views.graph.drawing import to_pyvis
from aizone.views.graph.scene import Scene
from aizone.views.graph.spread import layout_of_any_size
from aizone.views.look.formats import number
from aizone.vocab import PREFIXES
from aizone.workspace import Workspace

_PAGE = 1_000
_MOST_DRAWN = 300
"""Larger answers are spread evenly."""
_MOST_RAW = 200_000
_MOST_LABELLED = 20_000
_MOST_IN_CHART, _MOST_ACROSS = 60, 24
_NAME_PX, _FEW_COLUMNS = 210, 2
"""The width of a column of names where there are more than a few columns, so that those after it are in sight."""
_WITH_CARDS = ("id:", "aztech:", "azfield:")
"""The beginnings of nodes that have a card."""
_VIEWS = ("table", "chart", "graph", "raw")


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer to be shown: its rows, its SPARQL, a name for files, what is known of it in words, a title for pictures, the plans it counts, what to try where it is empty, the view that a link asks for, and whether somebody writes its query, who is told how it asks for a chart."""

    rows: Rows
    sparql: str
    name: str
    kind: str = "select"
    facts: tuple[str, ...] = ()
    key: str = "answer"
    hidden: frozenset[str] = field(default_factory=frozenset)
    title: str = ""
    plans: tuple[str, ...] = ()
    hint: str = ""
    view: str | None = None
    is_written: bool = False


def draw(shown: Shown, here: Here, data: Workspace) -> str | None:
    """Draw an answer in the view that its query asks for, or the one that the visitor chose, which is returned."""
    _ = here.translate
    table = to_table(shown.rows)
    page.facts(*shown.facts)
    if not table.rows:
        st.info(page.plain(" ".join(filter(None, (_("No answer: nothing in the workspace matches."), shown.hint)))))
        return shown.view
    words = {"table": _("Table"), "chart": _("Chart"), "graph": _("Graph"), "raw": _("Raw")}
    asked = chosen_view(shown.sparql)
    first = asked.get("kind", "table")
    first = "chart" if first in CHART_KINDS else first if first in _VIEWS else "table"
    for line in view_mistakes(asked, table, _):
        page.notice(line)
    possible = [view for view in _VIEWS if view != "graph" or node_columns(table)]
    first = first if first in possible else "table"
    begun = shown.view if shown.view in possible else first
    chosen = st.segmented_control(
        _("View"), possible, default=begun, format_func=words.__getitem__, key=f"{shown.key}-view", label_visibility="collapsed"
    )  # fmt: skip
    labels = _labels(table, here, data)
    drawn: dict[str, Callable[[], None]] = {
        "table": lambda: _table(table, shown, labels, here),
        "chart": lambda: _chart(table, shown, labels, asked, here),
        "graph": lambda: _graph(table, shown, labels, here, data),
        "raw": lambda: _raw(shown, _),
    }
    drawn[chosen or first]()
    _files(table, shown, labels, here, data)
    return chosen if chosen != first else None


def _labels(table: AnswerTable, here: Here, data: Workspace) -> dict[str, str]:
    nodes = nodes_of(table)[:_MOST_LABELLED]
    known = tuple(node for node in nodes if node.partition(":")[0] in {"id", *PREFIXES})
    return resources.labels(data.store.revision, known, here.lang, data) if known else {}


def _table(table: AnswerTable, shown: Shown, labels: dict[str, str], here: Here) -> None:
    _ = here.translate
    columns = [column for column in table.columns if column not in shown.hidden]
    sort, order, pages = st.columns([2, 1.4, 3], vertical_alignment="bottom")
    by = sort.selectbox(
        _("Sort by"), ["", *columns], format_func=lambda one: heading(one, _, beside=columns) if one else _("as answered"), key=f"{shown.key}-sort"
    )  # fmt: skip
    descending = order.toggle(_("Largest first"), key=f"{shown.key}-down", disabled=not by)
    ordered = sorted_answer(table, by, descending=descending) if by else table
    count = -(-len(ordered.rows) // _PAGE)
    at = 1
    if count > 1:
        with pages:
            at = st.pagination(count, key=f"{shown.key}-page")
    rows = ordered.rows[(at - 1) * _PAGE : at * _PAGE]
    frame, config = _frame(AnswerTable(ordered.columns, rows), columns, labels, here)
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        column_config=config,
        height=min(36 * (len(rows) + 1) + 3, 560),
        placeholder="",
    )
    heads, lines = (
        [heading(column, _, beside=columns) for column in columns],
        _on_paper(ordered, rows, columns, labels, here),
    )
    st.html(page.template("query.html", here).printed_answer(heads, lines))


def _on_paper(
    table: AnswerTable, rows: Sequence[Sequence[TableValue]], columns: list[str], labels: dict[str, str], here: Here
) -> list[list[str | int | float]]:
    """The cells of some rows as they are printed, where the table of the screen would be cut: names and words, and numbers as numbers."""
    places = [table.columns.index(column) for column in columns]

    def words(value: TableValue) -> str | int | float:
        plain = labels.get(value.node) or value.node if isinstance(value, NodeValue) else value
        return "" if plain is None else plain

    return [[words(said(table.columns[at], row[at], here.lang)) for at in places] for row in rows]


def _frame(
    table: AnswerTable, columns: list[str], labels: dict[str, str], here: Here
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """One page of rows as a frame: nodes as links to their cards, numbers as numbers; and how its columns are drawn."""
    _ = here.translate
    nodes = set(node_columns(table))
    width = _NAME_PX if len(columns) > _FEW_COLUMNS else None
    held: dict[str, Any] = {}
    config: dict[str, Any] = {}
    for column in columns:
        place = table.columns.index(column)
        values = [said(column, row[place], here.lang) for row in table.rows]
        title = heading(column, _, beside=columns)
        if column in nodes and any(isinstance(value, NodeValue) for value in values):
            held[column] = [_link(value, labels, here) for value in values]
            config[column] = st.column_config.LinkColumn(title, display_text=r"#(.*)$", width=width)
        else:
            held[column] = pd.Series([_shown(plain_value(value)) for value in values], dtype=_dtype(values))
            config[column] = st.column_config.Column(title)
    return pd.DataFrame(held), config


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
    """A cell's value; text that would turn the direction of what is around it is isolated."""
    return isolated(value) if isinstance(value, str) else value


def _dtype(values: list[TableValue]) -> str:
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, bool) for value in present):
        return "boolean"
    if present and all(isinstance(value, int) and not isinstance(value, bool) for value in present):
        return "Int64"
    if present and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in present):
        return "Float64"
    return "object"


def _link(value: TableValue, labels: dict[str, str], here: Here) -> str | None:
    if not isinstance(value, NodeValue):
        return None if value is None else f"#{isolated(str(value))}"
    label = quote(isolated(labels.get(value.node) or value.node), safe=" /:()（）")
    if not value.node.startswith(_WITH_CARDS):
        return f"#{label}"
    return f"{href('explore', Address(id=value.node, lang=here.lang))}#{label}"


def _chart(table: AnswerTable, shown: Shown, labels: dict[str, str], asked: dict[str, str], here: Here) -> None:
    _ = here.translate
    usual = usual_chart(table, asked)
    columns = [column for column in table.columns if column not in shown.hidden]
    if usual is None:
        st.info(_("There is nothing to draw: a chart needs rows that differ."))
        return
    columns = columns or list(table.columns)
    usual = ChartChoice(usual.kind, _drawn(usual.x, columns), _drawn(usual.y, columns), usual.value)
    kinds = {"bar": _("Bars"), "line": _("Line"), "matrix": _("Heat matrix")}
    numbers = ["", *number_columns(table)]
    left, across, up, figures = st.columns(4)
    kind = left.selectbox(
        _("Chart"), CHART_KINDS, index=CHART_KINDS.index(usual.kind), format_func=kinds.__getitem__, key=f"{shown.key}-kind"
    )  # fmt: skip
    x = across.selectbox(
        _("Across") if kind == "matrix" else _("Names"), columns, index=_at(columns, usual.x), format_func=lambda one: heading(one, _), key=f"{shown.key}-x"
    )  # fmt: skip
    ys = columns if kind == "matrix" else ["", *columns]
    second = usual.y or (next((one for one in readable_columns(table) if one != x and one not in numbers), columns[0]) if kind == "matrix" else "")  # fmt: skip
    y = up.selectbox(
        _("Down") if kind == "matrix" else _("Colours"), ys, index=_at(ys, second), format_func=lambda one: heading(one, _) if one else "—", key=f"{shown.key}-y-{kind}"
    )  # fmt: skip
    value = figures.selectbox(
        _("Value"), numbers, index=_at(numbers, usual.value), format_func=lambda one: heading(one, _) if one else _("count of rows"), key=f"{shown.key}-value"
    )  # fmt: skip
    choice = ChartChoice(kind, x, y, value)
    most_across = _MOST_ACROSS if kind == "matrix" else _MOST_IN_CHART
    drawn, left_out = cells(_worded(table, here.lang), choice, labels, across=most_across, down=_MOST_IN_CHART)
    titles = {
        "x": heading(x, _),
        "y": heading(y, _) if y else "",
        "value": heading(value, _) if value else _("count of rows"),
    }
    with st.container(key=f"{kind}-of-{shown.key}"), st.container(key=f"chart-{shown.key}"):
        st.vega_lite_chart(chart_spec(drawn, choice, titles), width="stretch")
    pictures.chart_buttons(
        f"chart-{shown.key}", shown.title or shown.name, here, name=f"chart-{shown.key}", plans=shown.plans
    )
    for column, count, most in ((x, left_out[0], most_across), (y, left_out[1], _MOST_IN_CHART)):
        if count:
            words = _(
                "{column}: the {most} with the largest figures are drawn, {count} are not; the table has all of them."
            )
            page.notice(words.format(column=heading(column, _), most=most, count=count))
    if not shown.is_written:
        return
    directive = " ".join(part for part in (f"#view:{kind} x={_short(x)}", f"y={_short(y)}" if y else "", f"value={value}" if value else "") if part)  # fmt: skip
    st.caption(_("In the query, this line asks for this chart: {line}").format(line=page.plain(directive)))


def _drawn(column: str, columns: list[str]) -> str:
    """A column, or the one of the nodes that it names, where that is shown instead."""
    return column if column in columns else _short(column)


def _short(column: str) -> str:
    return column.removesuffix("_label")


def _worded(table: AnswerTable, lang: Lang) -> AnswerTable:
    """The table with roles, classes and other closed terms in words."""
    rows = [
        tuple(said(column, value, lang) for column, value in zip(table.columns, row, strict=True)) for row in table.rows
    ]
    return AnswerTable(table.columns, tuple(rows))


def _at(options: list[str], wanted: str) -> int:
    return options.index(wanted) if wanted in options else 0


def _graph(table: AnswerTable, shown: Shown, labels: dict[str, str], here: Here, data: Workspace) -> None:
    _, ngettext, lang = here.translate, here.counted, here.lang
    groups = resources.groups(data.store.revision, nodes_of(table)[:_MOST_LABELLED], data)
    found, left_out = answer_graph(table, labels, groups, most=_MOST_DRAWN)
    scene = captioned(Scene(found, layout_of_any_size(found), (), (), left_out), lang)
    key = f"{shown.key}-graph"
    chrome = Chrome(
        name=_("Graph of the answer: {count} entities. Arrow keys move, Space selects.").format(count=len(found)),
        tools=(Button("gap"), Button("fit", _("Fit to the window"))),
        menu_name="", menu=(), legend_name="", legend=(), export_name="", exports=(), near_name="", near=(), several=_("{count} selected"),
        wheel=_("Click the graph or hold Ctrl to zoom with the wheel"),
    )  # fmt: skip
    act = (st.session_state.get(key) or {}).get("act") or {}
    selected = act.get("node") if act.get("node") in found else None
    draw_graph(to_pyvis(scene, lang, selected=selected), chrome, key=key, selected=selected, edge=None, file=None, on_act=lambda: None)  # fmt: skip
    if left_out:
        page.notice(
            ngettext(
                "{count} more entity is not drawn: at most {most} are.",
                "{count} more entities are not drawn: at most {most} are.",
                left_out,
            ).format(count=left_out, most=_MOST_DRAWN)
        )
    if selected:
        st.html(page.template("query.html", here).chosen_node(selected, labels.get(selected, selected)))


def _raw(shown: Shown, _: Translate) -> None:
    text = _turtle(shown.rows) if shown.kind == "graph" else _json(shown)
    st.code(text[:_MOST_RAW], language="turtle" if shown.kind == "graph" else "json", height=480)
    if len(text) > _MOST_RAW:
        page.notice(_("Only the beginning is shown; the file has everything."))


def _files(table: AnswerTable, shown: Shown, labels: dict[str, str], here: Here, data: Workspace) -> None:
    """Buttons that write the files when they are clicked."""
    _ = here.translate
    forms: list[tuple[str, str, str, Callable[[], bytes]]] = [
        ("CSV", "csv", "text/csv", lambda: _separated(table, ",").encode("utf-8-sig")),
        ("TSV", "tsv", "text/tab-separated-values", lambda: _separated(table, "\t").encode("utf-8-sig")),
        ("JSON", "json", "application/sparql-results+json", lambda: _json(shown).encode()),
        ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda: _workbook(table, shown, here, data)),
    ]  # fmt: skip
    if _is_triples(table):
        forms.append(("Turtle", "ttl", "text/turtle", lambda: _turtle(shown.rows).encode()))
    places = st.columns([1] * len(forms) + [max(1, 8 - len(forms))])
    for place, (label, suffix, mime, made) in zip(places, forms, strict=False):
        place.download_button(
            label, made, file_name=f"{shown.name}.{suffix}", mime=mime, on_click="ignore", key=f"{shown.key}-{suffix}", width="stretch"
        )  # fmt: skip


def _is_triples(table: AnswerTable) -> bool:
    return table.columns == ("subject", "predicate", "object")


def _separated(table: AnswerTable, sign: str) -> str:
    rows = [[guarded(plain_value(value)) for value in row] for row in table.rows]
    frame = pd.DataFrame(
        rows, columns=list(table.columns), dtype=object
    )  # each cell as it is, whatever its column holds
    return frame.to_csv(index=False, sep=sign)


def _workbook(table: AnswerTable, shown: Shown, here: Here, data: Workspace) -> bytes:
    _ = here.translate
    notes = (
        *shown.facts,
        _("Data: aizone {version}, data version {revision}").format(version=__version__, revision=data.revision),
        "",
        *shown.sparql.splitlines(),
    )
    return answer_xlsx(with_evidence(data.store, table), shown.name, notes, here.lang)


def _json(shown: Shown) -> str:
    form, rows = ROW_FORMATS["application/sparql-results+json"], shown.rows
    if shown.kind == "ask":
        return form.truth(rows.values()[0][0] is True)
    body = form.between.join(form.row(rows.columns, row) for row in rows.rows)
    return json.dumps(json.loads(form.head(rows.columns) + body + form.tail), ensure_ascii=False, indent=1)


def _turtle(rows: Rows) -> str:
    triples = [ox.Triple(*row) for row in rows.rows]  # type: ignore[arg-type]
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode()


def facts_of(rows: int, seconds: float, limit: str, here: Here) -> tuple[str, ...]:
    """How many rows an answer has, how long it took, and the limit that holds, in words."""
    _, ngettext = here.translate, here.counted
    return (
        ngettext("{count} row", "{count} rows", rows).format(count=number(rows, here.lang)),
        _("{seconds} seconds").format(seconds=f"{seconds:.2f}"),
        limit,
    )
