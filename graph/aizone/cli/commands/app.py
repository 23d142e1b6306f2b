"""`app`: the explorer."""

from __future__ import annotations

import argparse
import importlib

from ...errors import MissingExtraError
from ...i18n import Lang
from ..opening import open_to_ask


def run_app(options: argparse.Namespace, lang: Lang) -> int:
    """Open the explorer; runs until it is stopped."""
    try:
        launch = importlib.import_module("aizone.app.launch")
        open_to_ask(options, lang).prepare_store()  # told here, rather than to the first visitor
        code: int = launch.run(
            workspace=options.workspace,
            store=getattr(options, "store", None),
            port=options.port,
            host=options.host,
            lang=options.lang and lang,
            open_browser=not options.no_browser,
            endpoint=not options.no_endpoint,
            access_log=options.access_log,
            allowed_hosts=options.allow_host,
        )
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"streamlit", "pyvis", "starlette", "uvicorn", "anyio"}:
            raise MissingExtraError("aizone app", "app") from error
        raise
    return code
