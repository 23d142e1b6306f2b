"""The words of a Word paragraph as they are seen: symbols, equations and raised digits as characters, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from ..model import Issue
from .content import left_out
from .docx_numbering import attribute, child, children, local

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED = frozenset([
    "del", "moveFrom", "rPr", "pPr", "delText", "delInstrText", "rt", "fldData", "sectPr", "tblPr",
    "tblGrid", "trPr", "tcPr", "commentReference", "sdtPr", "oMathParaPr", "ctrlPr", "fPr", "sSupPr", "sSubPr", "radPr",
])  # fmt: skip
OFF = frozenset({"0", "false", "off", "none"})
_SYMBOL_FONT = dict(zip(
    "\x22\x24\x2d\xa3\xa4\xa5\xae\xac\xb0\xb1\xb2\xb3\xb4\xb7\xb8\xb9\xba\xbb\x6d\x61\x62",
    "∀∃−≤/∞→←°±″≥×·÷≠≡≈μαβ",
    strict=True,
))  # fmt: skip
_WINGDINGS = dict(zip(
    "\x6c\x6d\x6e\x6f\x71\x72\x75\x77\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95"
    "\x9e\x9f\xa1\xa4\xa7\xa8\xab\xaf\xd8\xfb\xfc\xfd\xfe",
    "●○■□❑❒◆◆①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿·•○◎▪□★✦➢✗√☒☑",
    strict=True,
))  # fmt: skip
_WINGDINGS_2 = dict(zip("\x4f\x50\x51\x52\x53\x54\x97\x98\x99\xa2\xa3\xea", "✗√☒☑☒☒●●●■□★", strict=True))
_FONTS = {"symbol": _SYMBOL_FONT, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
"""Characters of the fonts that show signs where others have letters, by their code below 256."""
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
# 'EQ \f(1,3)': a field that draws a fraction
_FRACTION = re.compile(r"\\f\s?\(([^(),;]{1,20})[,;，]([^(),;]{1,20})\)", re.IGNORECASE)
# 'EQ \o\ac(○,1)': a field that draws a number in a circle
_OVERSTRUCK = re.compile(r"\\o(?:\\a[a-z])*\s?\([^(),;]{1,4}[,;，]\s?([^(),;]{1,4})\)", re.IGNORECASE)
# 'EQ \f(1,3)', ' eq \o(…)': a field that draws what it says
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The place of a footnote ('footnotes') or endnote ('endnotes') and its number in that part."""

    part: str
    number: str


Piece: TypeAlias = "str | etree._Element | Issue | NoteReference"
"""Words, a text box, what was left out, or the mark of a note."""


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """Words of a run that are not read, and why, in each language."""

    words: str
    why: tuple[str, str]

    def remark(self) -> Issue:
        return left_out(self.words, zh=self.why[0], en=self.why[1])


@dataclass(frozen=True, slots=True)
class _Instruction:
    """A part of a field's instruction, which Word may split over several runs."""

    words: str


_RawPiece: TypeAlias = "Piece | _LeftOut | _Instruction"


@dataclass(frozen=True, slots=True)
class StyleMarks:
    """The styles whose words are hidden or struck through, and the runs that are prompts of empty controls."""

    hidden: frozenset[str]
    struck: frozenset[str]
    prompts: frozenset[etree._Element]


def read_marks(body: etree._Element, styles: etree._Element | None) -> StyleMarks:
    """Find the styles that hide or strike out, also by the styles they are based on, and the prompts of controls."""
    hidden, struck = _styles_with(styles, "vanish"), _styles_with(styles, "strike", "dstrike")
    prompts = (
        run
        for control in body.iter("{*}sdt")
        if _is_on(child(control, "sdtPr", "showingPlcHdr"))
        for run in control.iter("{*}r")
    )
    return StyleMarks(hidden, struck, frozenset(prompts))


def _styles_with(styles: etree._Element | None, *names: str) -> frozenset[str]:
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in children(styles, "style"):
        identifier = attribute(style, "styleId")
        if identifier is None:
            continue
        found = [mark for name in names if (mark := child(style, "rPr", name)) is not None]
        own[identifier] = any(map(_is_on, found)) if found else None
        based[identifier] = attribute(child(style, "basedOn")) or ""

    def has(identifier: str, seen: frozenset[str] = frozenset()) -> bool:
        if identifier not in own or identifier in seen:
            return False
        said = own[identifier]
        return said if said is not None else has(based[identifier], seen | {identifier})

    return frozenset(filter(has, own))


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and attribute(mark) not in OFF


def run_pieces(element: etree._Element, marks: StyleMarks) -> Iterator[Piece]:
    """The visible words of a paragraph or a part of it; between them text boxes, notes, and remarks about what is left out."""
    style = attribute(child(element, "pPr", "pStyle"))
    whole = _left_out_by(None, style, marks) if style is not None else None
    if whole is not None:
        words = "".join(piece for piece in _pieces(element, marks) if isinstance(piece, str))
        if words.strip():
            yield left_out(words, zh=whole[0], en=whole[1])
        return
    yield from _joined(_pieces(element, marks))


def _joined(pieces: Iterator[_RawPiece]) -> Iterator[Piece]:
    """The pieces, neighbouring words that were left out for one reason as one remark, instructions as what they draw."""
    for kind, group in groupby(pieces, key=lambda piece: piece.why if isinstance(piece, _LeftOut) else type(piece)):
        found = list(group)
        if kind is _Instruction:
            yield from _equation_field("".join(one.words for one in found if isinstance(one, _Instruction)))
            continue
        left = [one for one in found if isinstance(one, _LeftOut)]
        if "".join(one.words for one in left).strip():
            yield _LeftOut("".join(one.words for one in left), left[0].why).remark()
        yield from (one for one in found if not isinstance(one, _LeftOut | _Instruction))


_STRUCK = ("带删除线", "is struck through")
_HIDDEN = ("是隐藏文字", "is hidden")
_WHITE = ("是白色文字", "is white on white")
_PROMPT = ("是未填写控件的提示文字", "is the prompt of a control that was not filled in")


def _left_out_by(properties: etree._Element | None, style: str | None, marks: StyleMarks) -> tuple[str, str] | None:
    """The reason why the words of a run with these properties are not read."""
    hidden = child(properties, "vanish")
    if _is_on(hidden) or (hidden is None and style in marks.hidden):
        return _HIDDEN
    if attribute(child(properties, "color")) == "FFFFFF" and _on_white(properties):
        return _WHITE
    struck = [mark for name in ("strike", "dstrike") if (mark := child(properties, name)) is not None]
    if any(map(_is_on, struck)) or (not struck and style in marks.struck):
        return _STRUCK
    return None


def _on_white(properties: etree._Element | None) -> bool:
    """Tell whether nothing is drawn behind a run that is not in a table, whose cells may be dark."""
    assert properties is not None
    shaded = any(child(properties, name) is not None for name in ("shd", "highlight"))
    around = properties.iterancestors("{*}p", "{*}tc", "{*}txbxContent")
    return not shaded and all(local(one) == "p" and child(one, "pPr", "shd") is None for one in around)


def _pieces(element: etree._Element, marks: StyleMarks) -> Iterator[_RawPiece]:
    for part in element:
        kind = local(part)
        if kind in _SKIPPED:
            continue
        if kind == "r" and not part.tag.endswith("math}r"):
            yield from _run(part, marks)
        elif kind in {"f", "sSup", "sSub", "rad"}:
            yield _formula(part, kind, marks)
        elif kind in _LEAVES:
            yield from _leaf(part, kind, "")
        elif kind == "AlternateContent":
            yield from _pieces(alternative(part), marks)
        else:
            yield from _pieces(part, marks)


def _run(run: etree._Element, marks: StyleMarks) -> Iterator[_RawPiece]:
    properties = child(run, "rPr")
    why = _PROMPT if run in marks.prompts else _left_out_by(properties, attribute(child(properties, "rStyle")), marks)
    font = attribute(child(properties, "rFonts"), "ascii") or ""
    raised = attribute(child(properties, "vertAlign")) == "superscript"
    for part in run:
        kind = local(part)
        if kind in _SKIPPED:
            continue
        found = _leaf(part, kind, font) if kind in _LEAVES else _pieces_of(part, kind, marks)
        for piece in found:
            if why is not None and isinstance(piece, str):
                yield _LeftOut(piece, why)
            elif raised and isinstance(piece, str):
                yield piece.translate(_RAISED)
            else:
                yield piece


def _pieces_of(part: etree._Element, kind: str, marks: StyleMarks) -> Iterator[_RawPiece]:
    yield from _pieces(alternative(part) if kind == "AlternateContent" else part, marks)


_LEAVES = frozenset([
    "t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "instrText", "txbxContent", "footnoteReference",
    "endnoteReference", "ffData",
])  # fmt: skip


def _leaf(part: etree._Element, kind: str, font: str) -> Iterator[_RawPiece]:
    """The words of an element that holds no runs."""
    if kind == "t":
        yield _in_font(part.text or "", font)
    elif kind in {"tab", "ptab"}:
        yield "\t"
    elif kind in {"br", "cr"}:
        yield "\n"
    elif kind == "noBreakHyphen":
        yield "-"
    elif kind == "txbxContent":
        yield part
    elif kind == "sym":
        yield from _symbol(part)
    elif kind == "instrText":
        yield _Instruction(part.text or "")
    elif kind == "ffData":
        box = child(part, "checkBox")
        if box is not None:
            state = child(box, "checked")
            yield "☑" if _is_on(state if state is not None else child(box, "default")) else "☐"
        chosen = child(part, "ddList")
        if chosen is not None:
            yield _chosen(chosen)
    else:
        yield NoteReference(f"{kind.removesuffix('Reference')}s", attribute(part, "id") or "")


def _chosen(choices: etree._Element) -> str:
    """The entry that an old form field of Word shows: the one chosen, else its default, else the first."""
    entries = [attribute(one, "val") or "" for one in choices if local(one) == "listEntry"]
    said = next((one for name in ("result", "default") if (one := attribute(child(choices, name)))), "0")
    return entries[int(said)] if said.isdecimal() and int(said) < len(entries) else ""


def _symbol(part: etree._Element) -> Iterator[str | Issue]:
    """The sign that a font shows for a code: Symbol F0B3 is ≥."""
    code = attribute(part, "char") or ""
    font = attribute(part, "font") or ""
    sign = _sign(int(code, 16), font) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else None
    if sign is not None:
        yield sign
    else:
        yield left_out(f"{font} {code}", zh="是 aizone 不认识的符号", en="is a symbol that aizone does not know")


def _sign(code: int, font: str) -> str | None:
    below = chr(code & 0xFF) if 0xF000 <= code <= 0xF0FF else chr(code)
    signs = _FONTS.get(font.lower())
    if signs is None:
        return None if 0xE000 <= code <= 0xF8FF else below
    return signs.get(below, below if font.lower() == "symbol" and below.isascii() and below.isprintable() else None)


def _in_font(words: str, font: str) -> str:
    """Words typed in a font of signs, as the signs it shows for its private codes; Wingdings shows some for letters, too ('ü' is √)."""
    known = _FONTS.get(font.lower())
    if known is None:
        return words
    letters = known if known is not _SYMBOL_FONT else {}
    return "".join(
        (_sign(ord(char), font) or char) if "\uf000" <= char <= "\uf0ff" else letters.get(char, char) for char in words
    )


def _equation_field(words: str) -> Iterator[str | Issue]:
    r"""The words that an EQ field draws; other fields show their result, and that is in the text."""
    if not _EQUATION.match(words):
        return
    drawn = _OVERSTRUCK.sub(r"（\1）", _FRACTION.sub(r"\1/\2", words))
    rest = _EQUATION.sub("", drawn, count=1).strip()
    if "\\" in rest:
        yield left_out(words, zh="是 aizone 不能读取的公式", en="is an equation that aizone cannot read")
    else:
        yield rest


def _formula(part: etree._Element, kind: str, marks: StyleMarks) -> str:
    """A fraction, power, index or root of an equation, on one line."""

    def words(name: str) -> str:
        inner = child(part, name)
        return "".join(one for one in _pieces(inner, marks) if isinstance(one, str)) if inner is not None else ""

    if kind == "f":
        return f"{words('num')}/{words('den')}"
    if kind == "sSup":
        raised = words("sup")
        plain = raised.translate(_RAISED)
        return words("e") + (plain if plain != raised else f"^{raised}")
    return f"√{words('e')}" if kind == "rad" else words("e") + words("sub")


def alternative(element: etree._Element) -> etree._Element:
    """One of the alternatives of a passage; they say the same."""
    fallback, choice = child(element, "Fallback"), child(element, "Choice")
    return choice if choice is not None else fallback if fallback is not None else element
