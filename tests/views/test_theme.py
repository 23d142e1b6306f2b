import pytest

from aizone.views.look import palette
from aizone.views.look.theme import SCALE, THEMES, TOKENS, contrast, css_variables, streamlit_theme
from aizone.views.look.theme import TEXT_ON_GROUND as PAIRS
from tests.conftest import ROOT


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_its_ground(theme):
    for text, ground in PAIRS:
        assert contrast(getattr(TOKENS[text], theme), getattr(TOKENS[ground], theme)) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_and_fill_that_means_something_can_be_seen(theme):
    for ground in ("ground", "raised", "sunken"):
        for line in ("edge", *palette.ROLES):
            assert contrast(getattr(TOKENS[line], theme), getattr(TOKENS[ground], theme)) >= 3, (line, ground)
    for group, style in palette.NODES.items():
        assert contrast(style.color, "#ffffff") >= 4.5, group
        assert contrast(style.color, getattr(TOKENS["ground"], theme)) >= 3, group


def test_the_style_sheet_uses_no_colour_of_its_own():
    """Every colour has a name in the palette, so that the tests above see it; shadows are black at some strength."""
    import re

    sheet = "".join((ROOT / "app" / name).read_text("utf-8") for name in ("styles.css", "touch.css"))
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", sheet) == []
    used = set(re.findall(r"var\(--az-([a-z0-9-]+)\)", sheet))
    known = {*TOKENS, *(f"t-{name}" for name in SCALE), *(f"s{number}" for number in range(1, 7))}
    assert used <= known
    assert all(f"--az-{name}:" in css_variables() for name in used)


def test_streamlits_own_parts_have_the_same_colours():
    settings = streamlit_theme()
    assert settings["theme.dark.backgroundColor"] == TOKENS["ground"].dark
    assert settings["theme.light.primaryColor"] == TOKENS["accent"].light
