"""Numbers that look like targets and were not read as one: each is an issue where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Issue, Span, TextSpan


def numbers_not_read(text: str, spans: Iterable[Span]) -> Iterator[Issue]:
    """An issue for each number of a text that may be meant as a target, but that no rule reads."""
    for span in spans:
        words = TextSpan.at(text, span).words
        message = {
            "zh": f"数字“{words}”未读作目标。",
            "en": f"The number '{words}' was not read as a target.",
        }
        yield Issue("number-not-read", message, span)
