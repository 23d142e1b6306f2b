"""The explorer's pictures: every page on the shipped data, in both languages and themes, at 1440 by 900.

`python docs/make_screenshots.py` writes those that the README and `docs/how-to/find-your-way-in-the-explorer.md` show;
`--all --to FOLDER` writes all four of every page, to look through. It needs Chromium and Playwright, as the browser
tests do.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = Path(__file__).parent / "images"
WIDTH, HEIGHT = 1440, 900
MOST_BYTES = 120_000
COLOURS = (128, 96, 64, 48, 32)
KEPT = (("zh", "light"), ("en", "dark"))
ALL = tuple((lang, theme) for lang in ("zh", "en") for theme in ("light", "dark"))
WAIT_MS, START_S = 60_000, 60.0

HEFEI, YUNJIANG = "plan=id:plan/hefei-2020-2023", "plan=id:plan/yunjiang-2024-2026"
TASK, BUREAU, OTHER = (
    "id:plan/hefei-2020-2023/3/5/2",
    "id:unit/hefei-science-and-technology-bureau",
    "id:unit/hefei-development-and-reform-commission",
)
INVENTED = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能惠民行动计划（2024—2026年）
一、主要目标
到2026年，培育人工智能企业50家以上。
二、重点任务
（一）夯实底座
1.建设算力中心。利用旧厂房建设玉河算力中心，余热供给周边社区。（责任单位：市科创办、市发展改革委）
2.整理公共数据。按季公布目录，做好脱敏。（牵头单位：市数据局；配合单位：市教育局）
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A page: its picture's name, its address, and the element that is there once the page is drawn."""

    name: str
    address: str
    ready: str


SHOTS = (
    Shot("overview", f"?{HEFEI}", ".az-list"),
    Shot("explore-graph", f"explore?id={TASK}&{HEFEI}", ".az-graph canvas"),
    Shot("explore-matrix", f"explore?id={TASK}&{HEFEI}&view=matrix", "td.lead a"),
    Shot("explore-text", f"explore?id=id:plan/yunjiang-2024-2026/3/1/1&{YUNJIANG}&view=text", ".az-outline"),
    Shot("matrix", f"matrix?{HEFEI}", "td.lead a"),
    Shot("units", f"units?{HEFEI}", ".az-list"),
    Shot("unit-profile", f"units?id={BUREAU}&{HEFEI}", ".az-card"),
    Shot("unit-comparison", f"units?id={BUREAU}&id={OTHER}&{HEFEI}", ".az-compare"),
    Shot("time", f"time?{YUNJIANG}&on=2026-03-01", ".az-dues"),
    Shot("search", "find?q=市数据资源局 市发改委", ".az-found"),
    Shot("places", f"places?{HEFEI}", "h1"),
    Shot("plans", "plans?", "h1"),
    Shot("add", "add?", "input[type=file]"),
    Shot("overlaps", f"overlaps?{HEFEI}", ".az-pairs"),
    Shot("overlaps-network", f"overlaps?{HEFEI}&show=network&least=1", ".az-network"),
    Shot("load", f"load?{HEFEI}&unit={BUREAU}&show=sole", ".az-load"),
    Shot("gaps", f"gaps?{HEFEI}&severity=Warning", ".az-gap"),
    Shot("questions", f"questions?question=leads_per_goal&{HEFEI}", "[data-testid=stVegaLiteChart]"),
    Shot(
        "sparql",
        "query?q=SELECT+%3Funit+%28COUNT%28%3Fm%29+AS+%3Fleads%29+%7B%0A++%3Fm+az%3AleadUnit+%3Funit%0A%7D+GROUP+BY+%3Funit+ORDER+BY+DESC%28%3Fleads%29",
        ".az-answer td",
    ),
    Shot("quality", "quality?", "h1"),
    Shot("about", "about?", "h1"),
)
FRONT = Shot("explorer", f"explore?id={TASK}&{HEFEI}", ".az-graph canvas")


def quantised(png: bytes) -> bytes:
    """The same picture in as many colours as fit into `MOST_BYTES`."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = b""
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        small = out.getvalue()
        if len(small) < MOST_BYTES:
            break
    return small


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The explorer on the shipped data, on a free port of this machine; its process ends with the block.

    Raises:
        RuntimeError: it did not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "HOME": str(folder)}
    environ.pop("AIZONE_WORKSPACE", None)
    command = [sys.executable, "-m", "aizone.cli", "app", "--port", str(port), "--no-browser"]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environ)
        try:
            until = time.monotonic() + START_S
            while not _is_up(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((folder / "log.txt").read_text())
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False


def picture(page: Page, url: str, shot: Shot, lang: str, plan: Path) -> bytes:
    """Open the page, wait until it stands still, and take it."""
    join = "" if shot.address.endswith("?") else "&"
    page.goto(f"{url}/{shot.address}{join}lang={lang}")
    page.locator(shot.ready).first.wait_for(state="attached", timeout=WAIT_MS)
    if shot.name == "add":
        page.locator("input[type=file]").set_input_files(str(plan), timeout=WAIT_MS)
        page.locator(".az-read").first.wait_for(timeout=WAIT_MS)
        page.locator(".az-read a.az-chip", has_text="市科创办").click()
        page.locator(".az-picked").wait_for(timeout=WAIT_MS)
    page.locator("[data-testid=stSpinner]").wait_for(state="detached", timeout=WAIT_MS)
    page.wait_for_timeout(1200)  # the fade-in of Streamlit's elements, and the graph's last step to its size
    return page.screenshot()


def take(shots: tuple[Shot, ...], looks: tuple[tuple[str, str], ...], to: Path) -> list[Path]:
    """Take each page in each language and theme; the pictures' paths."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    taken = []
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as url, sync_playwright() as playwright:
        plan = Path(name) / "plan.txt"
        plan.write_text(INVENTED, "utf-8")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for lang, theme in looks:
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT},
                locale="zh-CN" if lang == "zh" else "en-GB",
                color_scheme="dark" if theme == "dark" else "light",
            )
            for shot in shots:
                page = context.new_page()
                path = to / (f"{shot.name}.png" if shot is FRONT else f"{shot.name}-{lang}-{theme}.png")
                path.write_bytes(quantised(picture(page, url, shot, lang, plan)))
                page.close()
                taken.append(path)
            context.close()
        browser.close()
    return taken


def main() -> None:
    """Take what the command line asks for and print each size in bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="both themes of both languages")
    parser.add_argument("--only", action="append", help="only the pictures of this name; may be repeated")
    parser.add_argument("--to", type=Path, default=IMAGES)
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    shots = tuple(shot for shot in SHOTS if not options.only or shot.name in options.only)
    taken = take(shots, ALL if options.all else KEPT, options.to)
    if not options.only or FRONT.name in options.only:
        taken += take((FRONT,), (("en", "light"),), options.to)
    for path in taken:
        print(f"{path.stat().st_size:>7}  {path}")


if __name__ == "__main__":
    main()
