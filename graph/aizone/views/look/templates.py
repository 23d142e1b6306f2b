"""The Jinja2 environment of every page and export: it escapes whatever it is given and refuses names it does not know.

Templates lie in a folder `templates` beside the code that fills them; the signs, which all of them draw, in this room's.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...i18n import Lang, counted, translator
from ...text.characters import isolated
from ...text.phrases import phrases
from ...wording import class_label, role_label, told
from . import formats
from .palette import GLYPHS, NODES, ROLES, SIGNS
from .theme import TOKENS

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_SIGNS = Path(__file__).parent / "templates"


def _isolated(value: object) -> object:
    """A value as it is shown: text that would turn the direction of what is around it is isolated; markup stays as it is."""
    return isolated(value) if type(value) is str else value


@functools.cache
def environment(lang: Lang, folder: Path = _SIGNS) -> Environment:
    """The environment of one language and one folder of templates, made once.

    Beside the values a template is rendered with, it knows `_` (the translator), `ngettext` (for what is counted), `role_label`, `class_label` and `told` in its
    language, the tables `GLYPHS`, `SIGNS`, `NODES`, `ROLES` and `TOKENS`, and the filters `number`, `percent`, `day`, `listed`,
    `gathered`, `px`, `css_string` and `phrases` (the pieces of Chinese that a line may end after).
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    _ = translator(lang)
    made = Environment(
        loader=FileSystemLoader([folder, _SIGNS]),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        finalize=_isolated,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        _=_,
        gettext=_,
        ngettext=counted(lang),
        lang=lang,
        role_label=lambda role: role_label(role, _),
        class_label=lambda group: class_label(group, _),
        told=lambda relation, forward: told(relation, forward, _),
        GLYPHS=GLYPHS,
        NODES=NODES,
        ROLES=ROLES,
        SIGNS=SIGNS,
        TOKENS=TOKENS,
    )
    for name in ("number", "percent", "day", "quarter", "listed"):
        made.filters[name] = functools.partial(getattr(formats, name), lang=lang)
    made.filters.update(gathered=_gathered, px=_px, css_string=_css_string, phrases=phrases)
    return made


def render(template: str, lang: Lang, folder: Path = _SIGNS, **values: Any) -> str:  # noqa: ANN401 # templates take anything
    """A whole document from a template."""
    return environment(lang, folder).get_template(template).render(values)


def _gathered(items: Iterable[Any], attribute: str) -> list[list[Any]]:
    """Items that share a value, together; in the order in which the values first appear.

    Examples:
        >>> _gathered([1j, 1 + 2j, 3, 2j], "real")
        [[1j, 2j], [(1+2j)], [3]]
    """
    found: dict[Any, list[Any]] = {}
    for item in items:
        found.setdefault(getattr(item, attribute), []).append(item)
    return list(found.values())


def _px(length: float) -> str:
    """A length or coordinate of a drawing, to a tenth.

    Examples:
        >>> _px(12.04), _px(-0.5)
        ('12.0', '-0.5')
    """
    return f"{length:.1f}"


def _css_string(words: str) -> Markup:
    r"""Words as a CSS string, for a `<style>` element: nothing in it can end the string or the element.

    Examples:
        >>> print(_css_string('a "b" </style>'))
        "a \22 b\22  \3c /style\3e "
    """
    from markupsafe import Markup

    escaped = "".join(f"\\{ord(char):x} " if char in '"\\<>&\n' else char for char in words)
    return Markup(f'"{escaped}"')
