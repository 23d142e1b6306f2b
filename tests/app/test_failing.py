"""What stops a part of a page is said once, in our own words."""

import pytest

pytest.importorskip("streamlit")

from streamlit.errors import FragmentHandledException

from aizone.app import page
from aizone.errors import UsageError


@pytest.fixture
def said(monkeypatch):
    boxes = []
    monkeypatch.setattr(page, "error", lambda title, _next: boxes.append(title))
    monkeypatch.setattr(page, "language", lambda: "en")
    return boxes


@pytest.mark.parametrize("stopped", [UsageError("the port", "is taken.", "Choose another."), ValueError("no")])
def test_a_part_that_fails_says_so_once(said, stopped):
    """Streamlit tells the handler of a failing fragment first, and then lets the whole page stop as well."""
    with page.failing_softly():
        try:
            raise stopped
        except Exception as error:
            page.say_failed(error)
            raise FragmentHandledException(error)  # noqa: B904 # as Streamlit does
    assert len(said) == 1


def test_two_failures_are_two_boxes(said):
    for number in range(2):
        page.say_failed(UsageError("the port", f"{number} is taken.", "Choose another."))
    assert len(said) == 2
