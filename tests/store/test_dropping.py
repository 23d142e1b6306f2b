"""An error while an answer is read keeps nothing of it: the engine wants its answers freed where they were made."""

import weakref

import pytest

from aizone.store.dropping import drops_its_answer


class Answer:
    """Stands for an answer that is being read."""


def test_an_error_holds_no_answer():
    seen = []

    def read(answer):
        seen.append(weakref.ref(answer))
        raise ValueError("broken off")

    @drops_its_answer
    def asked(words):
        """A question."""
        answer = Answer()
        return words, read(answer)

    with pytest.raises(ValueError, match="broken off") as caught:
        asked("x")
    assert seen[0]() is None
    assert caught.value.__traceback__ is not None  # where it happened is still told
    assert asked.__doc__ == "A question."
