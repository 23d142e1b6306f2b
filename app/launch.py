"""Starts the explorer's server: one process, this machine only, nothing reported to anybody."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

from aizone.errors import N_, UsageError
from aizone.i18n import translator
from aizone.settings import WORKSPACE_VARIABLE
from aizone.workspace import open_workspace

_SCRIPT = Path(__file__).parent / "streamlit_app.py"
_DEFAULT_PORT = 8501
_HOST = "127.0.0.1"
_START_S = 60.0

OPTIONS: dict[str, object] = {
    "server.address": _HOST,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.enableWebsocketCompression": True,
    "server.maxUploadSize": 64,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.light.primaryColor": "#0b6598",
    "theme.dark.primaryColor": "#6db7e0",
    "theme.font": "'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
}
"""Settings of every start; `.streamlit/config.toml` says the same for a plain `streamlit run` (a test compares)."""


def run(
    *, workspace: Path | str | None = None, port: int | None = None, lang: str | None = None, open_browser: bool = True
) -> int:
    """Serve the explorer until it is stopped.

    Args:
        workspace: the data folder; the shipped data when None.
        port: to listen on; 8501, or the next free one, when None.
        lang: language the first page opens in; the browser's when None.
        open_browser: open a window when the server is up.

    Returns:
        the exit code.

    Raises:
        UsageError: the port is taken.
        WorkspaceError: the folder is no workspace.
    """
    import streamlit as st

    opened = open_workspace(workspace)
    os.environ[WORKSPACE_VARIABLE] = str(opened.paths.root.absolute())
    chosen = _free_port(port)
    address = f"http://{_HOST}:{chosen}/" + (f"?lang={lang}" if lang else "")
    _ = translator("en" if lang == "en" else "zh")
    print(_("The explorer is at {address} (Ctrl+C stops it).").format(address=address), file=sys.stderr, flush=True)
    if open_browser:
        threading.Thread(target=_open_when_up, args=(address, chosen), daemon=True).start()
    st.App(_SCRIPT).run(config={**OPTIONS, "server.port": chosen})
    return 0


def _free_port(wanted: int | None) -> int:
    for candidate in (wanted,) if wanted is not None else range(_DEFAULT_PORT, _DEFAULT_PORT + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, candidate))
            except (OSError, OverflowError):
                continue
            return candidate
    raise UsageError(
        f"port {wanted or _DEFAULT_PORT}", N_("is taken or may not be used."), N_("Choose another with --port.")
    )


def _open_when_up(address: str, port: int) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{_HOST}:{port}/_stcore/health", timeout=1):
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.1)
