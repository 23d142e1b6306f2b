"""Answers of the engine are dropped in the thread that asked, also when reading them fails."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def drops_its_answer(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let an error of a function keep none of its variables.

    The engine complains when an answer that is being read is freed in another thread, and an error holds the variables of all
    functions that it has passed, until somebody lets go of it wherever.

    Args:
        function: reads an answer of the engine.
    """

    @functools.wraps(function)
    def dropping(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            traceback.clear_frames(error.__traceback__)
            raise

    return dropping
