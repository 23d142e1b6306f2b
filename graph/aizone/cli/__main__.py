"""`python -m aizone.cli`: the same as the command `aizone`."""

from __future__ import annotations

import sys

from . import main

sys.exit(main())
