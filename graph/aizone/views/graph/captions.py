"""The names beside the nodes: in how many lines, and on which side, so that no line of the graph passes through and no two touch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...i18n import Lang, translator
from ...projections.folded import label_of
from ...text.short_names import without_place
from ...wording import told
from ..look.palette import NODES
from .crossing import Box, Line, passes_through, touches
from .lettering import CHARS, LINE_PX, SIDES, Caption, Side, badge_px, width_px, wrap_label
from .scene import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

MORE_SIZE = 17
"""Half the width of a '+n'."""
_GAP_PX = 5.0
_PASSES = 4
_TOUCH, _COVERED, _CLOSE, _BETWEEN_PX = 40.0, 30.0, 0.6, 4.0
"""What it costs that two names touch, that one covers a sign, out of which no line then leads clear of it, and that less than so many px are between their lines."""
_CELLS = 60_000
"""So many pairs of a line and a room are looked at together."""
_MANY, _SMALLER = 40, 0.6
_CHARS_IN_COLUMN = {3: 8, 2: 9, 1: 9}
"""How many Chinese characters a line holds in a narrow window, when a name takes so many lines."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A node whose caption is to be placed: half its size, its name in one, two or three lines, and the width of what follows it."""

    place: tuple[float, float]
    size: float
    forms: tuple[tuple[str, ...], ...]
    after_px: float


def sign_size(scene: Scene, node: str) -> float:
    """Half the width of a node's sign (px); where many stand close together signs are smaller."""
    size = NODES[scene.graph.nodes[node]["group"]].size
    return size * _SMALLER if len(scene.positions) > _MANY else size


def captions(scene: Scene, lang: Lang) -> dict[str, Caption]:
    """The caption of every node and '+n' of a scene."""
    wanted = _wanted(scene, lang)
    if scene.arrangement == "layers":
        return {node: Caption(one.forms[0], "right", _box(one, one.forms[0], "right")) for node, one in wanted.items()}
    pairs = [(source, target) for source, target in scene.graph.edges() if source != target]
    pairs += [(more.anchor, more.id) for more in scene.more]
    return _placed(wanted, pairs)


def widths(scene: Scene, lang: Lang) -> tuple[dict[str, float], float]:
    """The width of each name when it stands to the right of its sign (px), and the share of names that are cut."""
    wanted = _wanted(scene, lang)
    boxes = {node: _box(one, one.forms[0], "right") for node, one in wanted.items()}
    cut = sum(one.forms[0][-1].endswith("…") for one in wanted.values()) / max(1, len(wanted))
    return {node: right - left for node, (left, _top, right, _bottom) in boxes.items()}, cut


def written_names(scene: Scene, lang: Lang) -> dict[str, str]:
    """The names as they are drawn: those of one city's units leave out its name ('Hefei Municipal'), unless they are of several."""
    names = {node: label_of(scene.graph, node, lang) for node in scene.positions if node in scene.graph}
    units = {node: name for node, name in names.items() if scene.graph.nodes[node]["group"] == "Unit"}
    return names | without_place(units)


def _wanted(scene: Scene, lang: Lang) -> dict[str, _Wanted]:
    """The names to place, with the room that each form of them takes."""
    _ = translator(lang)
    chars = _CHARS_IN_COLUMN if scene.arrangement == "column" else CHARS[lang]
    chars = {scene.form.lines: scene.form.chars} if scene.form else chars
    wanted = {}
    names = written_names(scene, lang)
    for node, place in scene.positions.items():
        if node in scene.graph:
            hidden = scene.hidden_neighbours.get(node, 0)
            size = sign_size(scene, node)
            words, after = names[node], badge_px(f"+{hidden}" if hidden else "")
            wanted[node] = _Wanted(place, size, _forms(words, chars), after)
    for more in scene.more:
        words = told(more.relation[0], more.relation[1] == "out", _)
        wanted[more.id] = _Wanted(scene.positions[more.id], MORE_SIZE, _forms(words, chars), 0.0)
    return wanted


def _forms(label: str, chars: Mapping[int, int]) -> tuple[tuple[str, ...], ...]:
    """The name in three, two and one line: what says most comes first."""
    forms = [tuple(wrap_label(label, lines=lines, chars=most).split("\n")) for lines, most in chars.items()]
    return tuple(dict.fromkeys(forms))


def _box(one: _Wanted, form: Sequence[str], side: Side) -> Box:
    x, y = one.place
    width = (
        max(*(width_px(line) for line in form[:-1]), width_px(form[-1]) + one.after_px)
        if len(form) > 1
        else (width_px(form[0]) + one.after_px)
    )
    height, away = LINE_PX * len(form), one.size + _GAP_PX
    match side:
        case "right":
            return x + away, y - height / 2, x + away + width, y + height / 2
        case "left":
            return x - away - width, y - height / 2, x - away, y + height / 2
        case "below":
            return x - width / 2, y + away, x + width / 2, y + away + height
        case "above":
            return x - width / 2, y - away - height, x + width / 2, y - away


def _placed(wanted: Mapping[str, _Wanted], pairs: Iterable[tuple[str, str]]) -> dict[str, Caption]:
    """Each caption where least is in its way, looked at again while that mends anything."""
    names = list(wanted)
    at = {node: place for place, node in enumerate(names)}
    lines: list[Line] = []
    near: dict[str, list[tuple[float, float]]] = {}
    ends_of = sorted({(min(pair), max(pair)) for pair in pairs})
    for source, target in ends_of:
        one, two = wanted[source].place, wanted[target].place
        lines.append((*one, *two))
        near.setdefault(source, []).append(two)
        near.setdefault(target, []).append(one)

    def is_middle(node: str) -> bool:
        x, y = wanted[node].place
        sides = {(other[0] > x, other[1] > y) for other in near.get(node, ())}
        return len(sides) == 4

    signs = [_around(one.place, one.size) for one in wanted.values()]
    options = {node: _options(wanted[node], near.get(node, [])) for node in names}
    boxes = {node: np.array([caption.box for caption, _cost in options[node]]) for node in names}
    middles = {node for node in names if is_middle(node)}
    own_lines = {node: np.array([node in ends for ends in ends_of]) for node in middles}
    fixed = {}
    for some in _together(names, boxes, len(lines) + len(signs)):  # what lines and signs cost does not change
        rooms = np.concatenate([boxes[node] for node in some])
        lines_hit, signs_hit = passes_through(lines, rooms), touches(rooms, signs)
        start = 0
        for node in some:
            part = slice(start, start := start + len(boxes[node]))
            # what stands among its neighbours has lines on every side: they end at its name
            hit = lines_hit[:, part] & ~own_lines[node][:, None] if node in middles else lines_hit[:, part]
            signs_hit[part, at[node]] = False
            own = np.array([cost for _caption, cost in options[node]])
            fixed[node] = 3.0 * hit.sum(axis=0) + _COVERED * signs_hit[part].sum(axis=1) + own
    # all begin in one line, and take more where there is room
    chosen = {}
    for node in names:
        first = len(fixed[node]) - len(SIDES)
        chosen[node] = first + int(np.argmin(fixed[node][first:]))
    taken = np.array([boxes[node][chosen[node]] for node in names]).reshape(-1, 4)
    apart = np.array([0, -_BETWEEN_PX, 0, _BETWEEN_PX])
    both = {node: np.concatenate([rooms, rooms + apart]) for node, rooms in boxes.items()}
    for _pass in range(_PASSES):
        before = dict(chosen)
        for node, place in at.items():
            hit = touches(both[node], taken)
            hit[:, place] = False
            touched, close = hit.sum(axis=1).reshape(2, -1)
            chosen[node] = int(np.argmin(fixed[node] + _TOUCH * touched + _CLOSE * close))
            taken[place] = boxes[node][chosen[node]]
        if chosen == before:
            break
    return {node: options[node][chosen[node]][0] for node in names}


def _together(names: Sequence[str], boxes: Mapping[str, NDArray[np.float64]], others: int) -> Iterator[Sequence[str]]:
    """Nodes whose ways to be written are compared with so many others at a time, as many as memory is fit for."""
    most = max(1, _CELLS // max(1, others * max(map(len, boxes.values()), default=1)))
    for start in range(0, len(names), most):
        yield names[start : start + most]


def _around(place: tuple[float, float], size: float) -> Box:
    return place[0] - size, place[1] - size, place[0] + size, place[1] + size


def _options(one: _Wanted, near: Sequence[tuple[float, float]]) -> list[tuple[Caption, float]]:
    """Every way to write a name beside its node, with what it costs in itself: a cut name, a side where its lines come from."""
    x, y = one.place
    dx = sum(other[0] - x for other in near) / max(1, len(near))
    dy = sum(other[1] - y for other in near) / max(1, len(near))
    if math.hypot(dx, dy) < 40:  # in the middle of its neighbours
        cost = {"below": 0.0, "above": 0.3, "right": 0.5, "left": 0.5}
    else:
        beside, upright = ("left" if dx > 0 else "right"), ("above" if dy > 0 else "below")
        is_beside = abs(dx) * 2 > abs(dy)
        cost = {side: 0.7 for side in SIDES} | {beside: 0.0 if is_beside else 0.4, upright: 0.3 if is_beside else 0.0}
    return [
        (Caption(form, side, _box(one, form, side)), cost[side] + 0.25 * place + (0.2 if form[-1].endswith("…") else 0))
        for place, form in enumerate(one.forms)
        for side in SIDES
    ]
