"""The wheel by itself: data, ontology and app are in it, and a query needs nothing but the SPARQL engine."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_what_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "aizone/py.typed",
        "aizone/ontology/aizone.ttl",
        "aizone/ontology/shapes.ttl",
        "aizone/data/plans/hefei-2020-2023.nq",
        "aizone/data/units/hefei.ttl",
        "aizone/data/workspace.toml",
        "aizone/app/streamlit_app.py",
        "aizone/app/components/graph/graph.js",
        "aizone/app/components/graph/graph.html",
        "aizone/app/templates/parts.html",
        "aizone/queries/duties_of_unit.rq",
        "aizone/exports/templates/snapshot.html",
        "aizone/endpoint/templates/entity.html",
        "aizone/endpoint/alive.rq",
        "aizone/views/look/templates/sign.svg",
        "aizone/locale/zh_CN/LC_MESSAGES/aizone.mo",
        "aizone/extract/owners/grammar.toml",
    ):
        assert needed in names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".lock") or "/app/app" in name]


def test_the_source_distribution_builds_the_same_wheel(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path)
    (source,) = (path for path in tmp_path.iterdir() if path.is_dir())
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "out")]
    subprocess.run(command, check=True, cwd=source, capture_output=True)
    (wheel,) = (tmp_path / "out").glob("*.whl")
    assert "aizone/data/plans/hefei-2020-2023.nq" in zipfile.ZipFile(wheel).namelist()


def test_it_answers_from_another_folder_in_a_bare_environment(wheel, tmp_path):
    bare = tmp_path / "bare"
    venv.create(bare)
    python = str(bare / "bin" / "python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = bare.glob("lib/python*/site-packages")
    engine = Path(find_spec("pyoxigraph").origin).parent
    shutil.copytree(engine, packages / "pyoxigraph")
    environ = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "AIZONE_WORKSPACE"}}
    done = subprocess.run(
        [str(bare / "bin" / "aizone"), "query", "duties_of_unit", "unit=市科技局", "--format", "json"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env=environ,
    )  # fmt: skip
    assert len(json.loads(done.stdout)) == 37
    done = subprocess.run(
        [str(bare / "bin" / "aizone"), "app"], capture_output=True, text=True, check=False, cwd=tmp_path, env=environ
    )
    assert done.returncode == 2
    assert "pip install 'aizone-graph[app]'" in done.stderr
