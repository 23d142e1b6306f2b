"""Starts the explorer's server: one process, for this machine only unless told otherwise; it reports nothing to anyone."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from aizone.endpoint import CurrentWorkspace, endpoint_routes, endpoint_settings_from, health_routes
from aizone.endpoint.limits import BytesAnHour
from aizone.endpoint.serving import access_logged
from aizone.errors import N_, UsageError
from aizone.i18n import as_lang, preferred_lang, translator
from aizone.settings import STORE_VARIABLE, WORKSPACE_VARIABLE
from aizone.views.look.theme import streamlit_theme
from aizone.workspace import open_to_ask

_SCRIPT = Path(__file__).parent / "streamlit_app.py"
_DEFAULT_PORT = 8501
_HOST = "127.0.0.1"
_EVERYWHERE = frozenset({"0.0.0.0", "::"})
_START_S = 60.0

OPTIONS: dict[str, object] = {
    "server.address": _HOST,
    "server.allowedHosts": [_HOST, "localhost"],
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.enableWebsocketCompression": True,
    "server.maxUploadSize": 64,
    # the whole graph is in memory: looking through it for garbage after every click takes longer than drawing the page
    "runner.postScriptGC": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    **streamlit_theme(),
}
"""Settings of every start; `.streamlit/config.toml` says the same for a plain `streamlit run` (a test compares)."""


def say_failed(stopped: Exception) -> bool:
    """`page.say_failed`, imported when it is needed: its caches complain when they are made before the server runs."""
    from aizone.app import page

    return page.say_failed(stopped)


def run(
    *,
    workspace: Path | str | None = None,
    store: str | None = None,
    port: int | None = None,
    host: str = _HOST,
    lang: str | None = None,
    open_browser: bool = True,
    endpoint: bool = True,
    access_log: Path | None = None,
    allowed_hosts: Sequence[str] = (),
) -> int:
    """Serve the explorer until it is stopped.

    Args:
        workspace: the data folder; the shipped data when None.
        store: the address of a server that a workspace was published to, shown instead of the folder.
        port: to listen on; 8501, or the next free one, when None.
        host: the address to listen on. A browser must ask for this name: another site that points its own name here is
            refused. On 0.0.0.0 any name is answered. Who asks is said by the login of a proxy in front, where AIZONE_USER_HEADER
            is set; else there is none.
        allowed_hosts: more names that a browser may ask for, such as that of a proxy in front; '*.example.org' for all below one.
        lang: language the first page opens in; the browser's when None.
        open_browser: open a window when the server is up.
        endpoint: answer `/sparql` and `/id/…` beside the pages and `/health`.
        access_log: a file that gets a line for each request to those; none when None.

    Returns:
        the exit code.

    Raises:
        UsageError: the port is taken, or a login is half set up.
        WorkspaceError: the folder is not a workspace.
    """
    import streamlit as st

    from aizone.app.first_keys import first_keys
    from aizone.app.gate import door, look_up_nothing, stop_in_time
    from aizone.app.visitor import login

    opened = open_to_ask(workspace, store=store)
    os.environ[WORKSPACE_VARIABLE] = str(opened.paths.root.absolute())
    os.environ.pop(STORE_VARIABLE, None)
    if opened.settings.store is not None:
        os.environ[STORE_VARIABLE] = opened.settings.store.query
    chosen = _free_port(host, port)
    address = f"http://{_local(host)}:{chosen}/" + (f"?lang={lang}" if lang else "")
    _ = translator(as_lang(lang) or preferred_lang(os.environ))
    if port is None and chosen != _DEFAULT_PORT:
        print(_("Port {port} is busy; taking {other}.").format(port=_DEFAULT_PORT, other=chosen), file=sys.stderr)
    print(_("The explorer is at {address} (Ctrl+C stops it).").format(address=address), file=sys.stderr, flush=True)
    if open_browser:
        threading.Thread(target=_open_when_up, args=(address, f"{_local(host)}:{chosen}"), daemon=True).start()
    current = CurrentWorkspace(opened.settings)
    settings = endpoint_settings_from(os.environ, host, login=login())
    routes = endpoint_routes(current, settings) if endpoint else health_routes(current, settings)
    look_up_nothing()
    stop_in_time()
    listening = _listening(host, allowed_hosts)
    apart = [str(getattr(route, "path", "")).partition("{")[0] for route in routes]
    checked = door(_names(host, allowed_hosts), apart, settings.login, BytesAnHour(settings.upload_bytes))
    if settings.login is not None:
        os.environ["FORWARDED_ALLOW_IPS"] = ""  # the address of the proxy is looked at, not what it says of others
    app = st.App(_SCRIPT, routes=routes, middleware=[checked, first_keys()], on_script_error=say_failed)
    with access_logged(access_log) if access_log else nullcontext():
        app.run(config={**OPTIONS, **listening, "server.port": chosen})
    return 0


def _listening(host: str, allowed_hosts: Sequence[str] = ()) -> dict[str, object]:
    """The settings that follow from the address to listen on and the names to answer."""
    return {"server.address": host, "server.allowedHosts": _names(host, allowed_hosts)}


def _names(host: str, allowed_hosts: Sequence[str]) -> list[str]:
    """The names that a browser may ask for."""
    own = [_HOST, "localhost"]
    names = list(dict.fromkeys([*allowed_hosts, *own] if host in _EVERYWHERE else [host, *own, *allowed_hosts]))
    return ["*"] if host in _EVERYWHERE and not allowed_hosts else names


def _local(host: str) -> str:
    """The name under which this machine reaches a server that listens on `host`."""
    return _HOST if host in _EVERYWHERE else f"[{host}]" if ":" in host else host


def _free_port(host: str, wanted: int | None) -> int:
    for candidate in (wanted,) if wanted is not None else range(_DEFAULT_PORT, _DEFAULT_PORT + 50):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except (OSError, OverflowError):
                continue
            return candidate
    raise UsageError(
        f"port {wanted or _DEFAULT_PORT}", N_("is taken or may not be used."), N_("Choose another with --port.")
    )


def _open_when_up(address: str, server: str) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{server}/_stcore/health", timeout=1):
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.1)
