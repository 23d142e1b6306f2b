"""The command `aizone` whose queries get the time of `bounds`: ten seconds are few for one that a busy browser is to cancel."""

import sys
from dataclasses import fields

from aizone.cli import main
from aizone.settings import Settings

_TIMES = {"query_timeout_s", "query_wait_s"}


def patient_defaults(seconds):
    """The defaults of settings, in their order, with so much time for queries."""
    return tuple(seconds if one.name in _TIMES else one.default for one in fields(Settings))


if __name__ == "__main__":
    Settings.__init__.__defaults__ = patient_defaults(300)
    sys.exit(main(sys.argv[1:]))
