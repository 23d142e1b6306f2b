"""The sharing of a long task: every piece is done, by other processes where there are several, and errors are not lost."""

import os

import pytest

from aizone.processes import shared_out

PIECES = ["a", "b", "c", "d", "e"]


def test_every_piece_is_done_once_by_forks_of_this_process(tmp_path):
    def work(piece):
        (tmp_path / f"{piece}-{os.getpid()}").touch()

    assert sorted(shared_out(PIECES, work, workers=2)) == PIECES
    made = [path.name.split("-") for path in tmp_path.iterdir()]
    assert sorted(piece for piece, _pid in made) == PIECES
    pids = {int(pid) for _piece, pid in made}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_what_fails_in_a_fork_is_raised_here_and_the_rest_is_done(tmp_path):
    def work(piece):
        if piece == "b":
            raise ValueError(piece)
        (tmp_path / piece).touch()

    with pytest.raises(ValueError, match="b"):
        list(shared_out(PIECES, work, workers=2))
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c", "e"}


def test_a_piece_that_kills_its_process_is_done_here(tmp_path):
    here = os.getpid()

    def work(piece):
        if os.getpid() != here and piece == "c":
            os._exit(9)
        (tmp_path / piece).touch()

    assert sorted(shared_out(PIECES, work, workers=2)) == PIECES
    assert sorted(path.name for path in tmp_path.iterdir()) == PIECES


def test_one_worker_does_all_in_this_process():
    pids = []
    assert list(shared_out(PIECES, lambda piece: pids.append(os.getpid()), workers=1)) == PIECES
    assert pids == [os.getpid()] * len(PIECES)
