"""`app`: the explorer."""

from __future__ import annotations

import argparse

from ...errors import MissingExtraError
from ...i18n import Lang


def run_app(options: argparse.Namespace, lang: Lang) -> int:
    """Open the explorer; runs until it is stopped."""
    try:
        from ...app import launch
    except ModuleNotFoundError as error:
        if error.name in {"streamlit", "pyvis"}:
            raise MissingExtraError("aizone app", "app") from error
        raise
    return launch.run(
        workspace=options.workspace, port=options.port, lang=options.lang and lang, open_browser=not options.no_browser
    )
