"""The one writer of files: the old content or the new one, and nothing left beside it."""

import os
import stat

import pytest

from aizone.store.atomic import write_atomically


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.nq"


def test_a_file_is_made_and_replaced(path):
    for data in (b"old", b"new"):
        write_atomically(path, data)
        assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_whatever_fails_leaves_the_old_content_and_nothing_else(path, monkeypatch, step):
    write_atomically(path, b"old")

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]
