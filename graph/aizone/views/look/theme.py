"""The look of the explorer as data: one palette for both themes, one type scale, one step of space.

Hues follow Okabe and Ito (Color Universal Design, 2008). Text on each ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3);
lines that carry meaning have 3 or more (1.4.11). A test computes both from these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Token:
    """One colour in both themes."""

    light: str
    dark: str


TOKENS: dict[str, Token] = {
    "ground": Token("#ffffff", "#14191c"),
    "raised": Token("#ffffff", "#1a2125"),
    "sunken": Token("#f3f6f7", "#1e262a"),
    "ink": Token("#1b2529", "#e8eef0"),
    "soft": Token("#526067", "#a8b5bb"),
    "line": Token("#d9e0e3", "#354047"),
    "edge": Token("#7b8a91", "#76868e"),
    "accent": Token("#0b6598", "#79bfe6"),
    "accent-soft": Token("#e3f0f8", "#17323f"),
    "on-accent": Token("#ffffff", "#0d1a22"),
    "mark": Token("#ffefbf", "#4b3b0b"),
    "lead": Token("#0b6598", "#58aadb"),
    "responsible": Token("#37749a", "#7fb2cf"),
    "support": Token("#3f7562", "#86b9a6"),
    "supervise": Token("#8a5a00", "#d9a441"),
    "good": Token("#00664a", "#62c7a4"),
    "good-soft": Token("#e2f3ec", "#12342a"),
    "warn": Token("#815300", "#e5b555"),
    "warn-soft": Token("#fdf1d8", "#3a2d0e"),
    "bad": Token("#a3301b", "#f19c88"),
    "bad-soft": Token("#fbe8e3", "#432019"),
}
"""Colours by what they are for. `*-soft` are grounds for a box of their kind; `edge` is a line that must be seen."""

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "soft", "accent") for ground in ("ground", "raised", "sunken")),
    *((text, ground) for text in ("good", "warn", "bad") for ground in ("ground", "raised", f"{text}-soft")),
    *((role, ground) for role in ("lead", "responsible", "support", "supervise") for ground in ("ground", "raised")),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("ink", "mark"),
    ("on-accent", "accent"),
    ("on-accent", "lead"),
)
"""The pairs in which one is written on the other."""

SCALE: dict[str, float] = {
    "note": 0.867,
    "body": 0.933,
    "base": 1.0,
    "h3": 1.067,
    "h2": 1.2,
    "figure": 1.6,
    "h1": 1.667,
}
"""Type sizes in rem of a 15 px base: one step is a fifth, from notes to the page's title."""
BASE_SIZE_PX = 15
FONT = "'aizone signs', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
ENGLISH_SIGNS = """@font-face { font-family: "aizone signs"; unicode-range: U+2018-2019, U+201C-201D, U+2026;
src: local("Noto Sans"), local("Segoe UI"), local("Helvetica Neue"), local("Arial"), local("Liberation Sans"), local("DejaVu Sans"); }"""
"""A Chinese font has quotation marks and dots as wide as its characters: English pages take theirs from a font of this machine that is not."""
SPACE_PX: tuple[int, ...] = (4, 8, 12, 16, 24, 32)


def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    Examples:
        >>> round(contrast("#000000", "#ffffff"), 1)
        21.0
    """
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def css_variables() -> str:
    """The tables as CSS: `--az-NAME` for colours (following `color-scheme`), `--az-t-NAME` for type, `--az-s1…6` for space."""
    colors = "".join(f"--az-{name}:light-dark({token.light},{token.dark});" for name, token in TOKENS.items())
    plain = "".join(f"--az-{name}:{token.light};" for name, token in TOKENS.items())
    sizes = "".join(f"--az-t-{name}:{size}rem;" for name, size in SCALE.items())
    spaces = "".join(f"--az-s{number}:{size}px;" for number, size in enumerate(SPACE_PX, start=1))
    old = f"@supports not (color:light-dark(red,red)){{:root{{{plain}}}}}"
    return f":root{{{colors}{sizes}{spaces}}}{old}"


def streamlit_theme() -> dict[str, object]:
    """The same look for Streamlit's own parts: settings of `theme.*`."""
    settings: dict[str, object] = {
        "theme.baseFontSize": BASE_SIZE_PX,
        "theme.baseRadius": "6px",
        "theme.buttonRadius": "6px",
        "theme.showWidgetBorder": True,
        "theme.linkUnderline": False,
        "theme.font": FONT,
    }
    parts = {
        "primaryColor": "accent",
        "backgroundColor": "ground",
        "secondaryBackgroundColor": "sunken",
        "textColor": "ink",
        "linkColor": "accent",
        "borderColor": "line",
        "dataframeBorderColor": "line",
        "dataframeHeaderBackgroundColor": "sunken",
        "dataframeHeaderTextColor": "ink",
        "codeBackgroundColor": "sunken",
        "codeTextColor": "ink",
    }
    for theme in THEMES:
        for option, name in parts.items():
            settings[f"theme.{theme}.{option}"] = getattr(TOKENS[name], theme)
    return settings
