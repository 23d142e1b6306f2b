"""Pictures of whole plans as drawings (SVG): the flow from goals to leads, the network of units, the responsibility matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..i18n import Lang, translator
from ..projections.responsibility_matrix import Matrix, MatrixCell, RowHead
from ..views.desk.network import NetworkNode, NetworkPicture
from ..views.graph.layout import Place
from ..views.graph.lettering import width_px, wrapped
from ..views.look.palette import GLYPHS, ROLES
from ..views.look.templates import render
from ..views.plan.flows import COLUMNS, FlowNode, FlowPicture
from ..wording import role_label
from .picture import TEMPLATES
from .picture_frame import FrameWords, frame

_FLOW_PX, _FLOW_NAME_PX, _BAR_PX = 1120.0, 300.0, 22.0
_TEXT_PX, _LINE_PX, _LETTER_PX = 13, 17.0, 15
_NAME_PX = 118.0
_ROW_PX, _CELL_PX, _LABEL_PX, _TOTAL_PX = 22.0, 24.0, 340.0, 70.0
_KIND_PX, _LEGEND_PX, _SIDE_PX = 24.0, 30.0, 14.0
_KEY_PX = 130.0


@dataclass(frozen=True, slots=True)
class PictureText:
    """Words at (x, y); `anchor` is as SVG has it."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class PictureBar:
    """A bar of the flow, with its name in lines and its number of measures."""

    x: float
    y: float
    height: float
    column: int
    lines: tuple[PictureText, ...]


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A cell of the matrix: the sign of a role, with a line under it where the role is inferred."""

    x: float
    glyph: str
    color: str
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of the matrix: a head alone, or a work item with its marks and its number of owners."""

    label: str
    is_head: bool = False
    total: int = 0
    marks: tuple[PictureMark, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureBand:
    """Columns of one kind of unit: from where to where, and its name."""

    x: float
    width: float
    label: str


def flow_svg(picture: FlowPicture, lang: Lang, words: FrameWords) -> str:
    """The flow from goals over task areas to lead units.

    Args:
        picture: bars and streams.
        lang: language of the column heads.
        words: what stands above and below it.
    """
    _ = translator(lang)
    scale = _FLOW_PX - _FLOW_NAME_PX
    places = [_SIDE_PX + scale * at / COLUMNS[-1] for at in COLUMNS]
    heads = [
        PictureText(x, 16, label)
        for x, label in zip(places, (_("Goals"), _("Task areas"), _("Lead units, with led measures")), strict=True)
    ]
    streams = []
    for stream in picture.streams:
        begin, end = places[stream.column] + _BAR_PX, places[stream.column + 1]
        points = tuple((begin + (end - begin) * x / 100, y + _LEGEND_PX) for x, y in stream.outline)
        streams.append((stream.column, points, stream.words))
    return render(
        "flow.svg",
        lang,
        TEMPLATES,
        frame=frame(words, words.title, left=0, top=0, width=_FLOW_PX, height=picture.height + _LEGEND_PX + 10),
        heads=heads,
        streams=streams,
        bars=[_bar(node, places[node.column]) for node in picture.nodes],
    )


def _bar(node: FlowNode, x: float) -> PictureBar:
    lines = wrapped(f"{node.label} {node.measures}", _FLOW_NAME_PX - 60, _TEXT_PX)
    middle = _LEGEND_PX + node.top + node.height / 2
    first = middle - _LINE_PX * (len(lines) - 1) / 2 + 4.5
    texts = tuple(PictureText(x + _BAR_PX + 7, first + _LINE_PX * at, line) for at, line in enumerate(lines))
    return PictureBar(x, _LEGEND_PX + node.top, node.height, node.column, texts)


def network_svg(picture: NetworkPicture, lang: Lang, words: FrameWords) -> str:
    """The network of units that share measures.

    Args:
        picture: circles and lines.
        lang: language of the legend.
        words: what stands above and below it.
    """
    import math

    lines: list[tuple[Place, Place, float, int]] = []
    for edge in picture.edges:
        turn = math.radians(edge.angle)
        end = (edge.x + edge.length * math.cos(turn), edge.y + edge.length * math.sin(turn))
        lines.append(((edge.x, edge.y), end, edge.width, edge.shared))
    return render(
        "network.svg",
        lang,
        TEMPLATES,
        frame=frame(words, words.title, left=0, top=0, width=picture.width, height=picture.height + _LEGEND_PX),
        lines=lines,
        nodes=[(node, _below(node)) for node in picture.nodes],
        legend_y=picture.height + _LEGEND_PX / 2,
    )


def _below(node: NetworkNode) -> tuple[PictureText, ...]:
    """The name of a unit under its circle."""
    lines = wrapped(node.label, _NAME_PX, _TEXT_PX)
    return tuple(
        PictureText(node.x, node.y + node.radius + 15 + _LINE_PX * at, line, "middle") for at, line in enumerate(lines)
    )


def matrix_svg(matrix: Matrix, lang: Lang, words: FrameWords, *, grouped: bool, plans: dict[str, str]) -> str:
    """The responsibility matrix.

    Args:
        matrix: filtered and in order.
        lang: language of its words.
        words: what stands above and below it.
        grouped: whether rows and columns are in groups that get a head.
        plans: names of the plans whose rows follow one another; a head names each where there are several.
    """
    _ = translator(lang)
    columns = {column.unit: _LABEL_PX + _CELL_PX * (at + 0.5) for at, column in enumerate(matrix.columns)}
    names = max((width_px(column.short) for column in matrix.columns), default=0.0) * _TEXT_PX / _LETTER_PX
    begin = _LEGEND_PX + _KIND_PX + names + 16
    rows, y = [], begin
    for row in _rows(matrix, columns, lang, grouped=grouped, plans=plans):
        rows.append((y, row))
        y += _ROW_PX
    width = _LABEL_PX + _CELL_PX * len(columns) + _TOTAL_PX
    roles = {cell.role for cell in matrix.cells.values()}
    keys = [(GLYPHS[role], ROLES[role].color.light, role_label(role, _)) for role in ROLES if role in roles]
    return render(
        "matrix.svg",
        lang,
        TEMPLATES,
        frame=frame(words, words.title, left=0, top=0, width=width, height=y + _SIDE_PX),
        keys=[(_SIDE_PX + _KEY_PX * at, *key) for at, key in enumerate(keys)],
        has_inferred=any(not cell.stated for cell in matrix.cells.values()),
        inferred_x=_SIDE_PX + _KEY_PX * len(keys),
        bands=list(_bands(matrix)) if grouped else [],
        names=[(columns[column.unit], column.short) for column in matrix.columns],
        rows=rows,
        sizes={"begin": begin, "end": y, "width": width, "row": _ROW_PX, "kinds": _LEGEND_PX + _KIND_PX, "label": _LABEL_PX},
    )  # fmt: skip


def _bands(matrix: Matrix) -> Iterator[PictureBand]:
    """The kinds of unit above the columns, cut to the width of their columns."""
    x = _LABEL_PX
    for kind, heads in groupby(column.kind for column in matrix.columns):
        width = _CELL_PX * len(list(heads))
        lines = wrapped(matrix.kind_labels.get(kind, kind), width, 11)
        yield PictureBand(
            x, width, lines[0] if len(lines) == 1 and width_px(lines[0]) * 11 / _LETTER_PX <= width else ""
        )
        x += width


def _rows(
    matrix: Matrix, columns: dict[str, float], lang: Lang, *, grouped: bool, plans: dict[str, str]
) -> Iterator[PictureRow]:
    _ = translator(lang)
    by_row: dict[str, list[tuple[float, MatrixCell]]] = {}
    for (item, unit), cell in matrix.cells.items():
        if unit in columns:
            by_row.setdefault(item, []).append((columns[unit], cell))
    before: RowHead | None = None
    for row in matrix.rows:
        is_other = before is None or row.plan != before.plan
        if grouped and is_other and len(plans) > 1:
            yield PictureRow(plans.get(row.plan, row.plan_label), is_head=True)
        if grouped and (is_other or before is None or row.area != before.area):
            yield PictureRow(row.area_label or _("Safeguards and other tasks"), is_head=True)
        before = row
        marks = tuple(
            PictureMark(x, GLYPHS[cell.role], ROLES[cell.role].color.light, not cell.stated)
            for x, cell in by_row.get(row.item, [])
        )
        label = _cut(" ".join(filter(None, (row.path, row.label))), _LABEL_PX - 2 * _SIDE_PX)
        yield PictureRow(label, total=matrix.row_total(row.item), marks=marks)


def _cut(text: str, room: float) -> str:
    """Text on one line, with an ellipsis where it does not fit."""
    lines = wrapped(text, room - _TEXT_PX, _TEXT_PX)
    return text if len(lines) == 1 else f"{lines[0]}…"
