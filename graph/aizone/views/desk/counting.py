"""The two ways of counting collective owners, in words."""

from __future__ import annotations

from ...i18n import Translate
from ...queries import Groups


def counting_words(_: Translate) -> dict[Groups, str]:
    """The name of each way."""
    return {"one": _("as one"), "expand": _("as members")}
