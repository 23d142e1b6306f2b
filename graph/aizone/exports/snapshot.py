"""A picture with its list and its evidence in one HTML file that opens without network and runs no script at all.

What it shows came from documents and names, so none of it is trusted: every word is escaped, and the page forbids itself
scripts and requests by its Content-Security-Policy. Clicking a node goes to its entry in the list, and back.
"""

from __future__ import annotations

from html import escape

from ..i18n import Lang, translator
from ..projections.folded import label_of
from ..projections.responsibilities import Duty
from ..views.entity.card import Card
from ..views.graph.scene import Scene
from ..views.look.palette import GLYPHS
from ..views.look.theme import TOKENS
from ..wording import class_label, told
from .picture import to_svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def to_html(scene: Scene, card: Card | None, lang: Lang, *, selected: str) -> str:
    """The file.

    Args:
        scene: what is drawn.
        card: of what is selected, with its duties and sentences; None when there is none.
        lang: language of the page.
        selected: the selected node.
    """
    _ = translator(lang)
    name = label_of(scene.graph, selected, lang) if selected in scene.graph else (card.label if card else "")
    title = _("{name} and what it is connected with").format(name=name)
    heading = _("What the picture shows")
    foot = _("Saved from aizone. This file needs no network and runs no program.")
    svg = to_svg(scene, lang, selected=selected, title=title, anchors=True)
    return (
        f'<!doctype html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_styles()}</style></head>'
        f"<body><main><h1>{escape(title)}</h1><figure>{svg}</figure>"
        f"{_evidence(card, lang) if card else ''}<h2>{escape(heading)}</h2>{_entries(scene, lang)}</main>"
        f"<footer>{escape(foot)}</footer></body></html>"
    )


def _styles() -> str:
    light = {name: token.light for name, token in TOKENS.items()}
    return (
        f"body{{margin:0;font:15px/1.6 'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;"
        f"color:{light['ink']};background:{light['ground']}}}main{{max-width:1100px;margin:auto;padding:24px}}"
        "h1{font-size:25px;line-height:1.3}h2{font-size:19px;margin-top:32px}"
        f"figure{{margin:0;border:1px solid {light['line']};border-radius:10px;overflow:auto}}"
        "figure svg{display:block;width:100%;height:auto;max-height:92vh}"
        f"dt{{font-weight:650;margin-top:12px;scroll-margin:40px}}dt:target{{background:{light['mark']}}}"
        f"dd{{margin:0 0 0 1.2em}}.soft,footer{{color:{light['soft']};font-size:13px}}footer{{padding:24px;text-align:center}}"
        f"blockquote{{margin:6px 0;padding:2px 0 2px 12px;border-left:3px solid {light['accent']}}}a{{color:inherit}}"
        f"article{{border-top:1px solid {light['line']};padding:8px 0}}article p{{margin:2px 0}}"
        "@media print{figure{border:0}article,dt{break-inside:avoid}}"
    )


def _entries(scene: Scene, lang: Lang) -> str:
    _ = translator(lang)
    number = {node: place for place, node in enumerate(scene.positions)}
    parts = []
    for node in scene.positions:
        if node not in scene.graph:
            continue
        kind = class_label(scene.graph.nodes[node]["group"], _)
        lines = [(target, key, True) for _s, target, key in sorted(scene.graph.out_edges(node, keys=True))]
        lines += [(source, key, False) for source, _t, key in sorted(scene.graph.in_edges(node, keys=True))]
        related = "".join(
            f'<dd><span class="soft">{escape(told(key, forward, _))}</span> '
            f'<a href="#entry-{number[other]}">{escape(label_of(scene.graph, other, lang))}</a></dd>'
            for other, key, forward in lines
        )
        parts.append(
            f'<dt id="entry-{number[node]}">{escape(label_of(scene.graph, node, lang))} '
            f'<span class="soft">{escape(kind)} · {escape(node)}</span></dt>{related}'
        )
    return f"<dl>{''.join(parts)}</dl>"


def _evidence(card: Card, lang: Lang) -> str:
    _ = translator(lang)
    if not card.duties:
        return ""
    heading = _("Responsibilities and where they stand")
    return f"<h2>{escape(heading)}</h2>" + "".join(_duty(duty, lang) for duty in card.duties)


def _duty(duty: Duty, lang: Lang) -> str:
    _ = translator(lang)
    quote, place = "", ""
    if duty.evidence is not None:
        place = _("characters {start}–{end}").format(start=duty.evidence.start, end=duty.evidence.end)
        quote = f"<blockquote>{escape(duty.evidence.exact)}</blockquote>" if duty.evidence.exact else ""
    how = _("written “{words}”, {basis}").format(words=duty.as_written, basis=duty.basis_label)
    facts = " · ".join(part for part in (how, duty.owner_list, duty.plan_label, place) if part)
    return (
        f"<article><p>{GLYPHS[duty.role]} <b>{escape(duty.unit_label)}</b> — {escape(duty.role_label)} — {escape(duty.item_label)}"
        f"</p>{quote}{f'<p>{escape(duty.summary)}</p>' if duty.summary else ''}<p class='soft'>{escape(facts)}</p></article>"
    )
