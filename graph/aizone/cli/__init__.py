"""The command line: turn a command into one call, print what comes back.

Exit codes: 0 done (and the data conform), 1 the data do not conform or a file could not be taken in, 2 could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ..errors import AizoneError, SystemRefusedError
from ..i18n import Lang, as_lang, preferred_lang, translator
from ..version import __version__

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` without the program's name, the process's own when None. Returns the exit code."""
    from .terminal import clean_streams

    words = list(sys.argv[1:] if argv is None else argv)
    with clean_streams():
        return _run(words, _wanted_lang(words) or preferred_lang(os.environ))


def _run(words: list[str], lang: Lang) -> int:
    from .parser import build_parser

    try:
        options = build_parser(translator(lang), __version__, words).parse_args(words)
        from . import commands

        return commands.run(options, lang)
    except AizoneError as error:
        print(f"aizone: {error.line(translator(lang))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, MemoryError) as error:  # that no command expected: a folder in a file's place, a disk that fails
        print(f"aizone: {SystemRefusedError(error).line(translator(lang))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _wanted_lang(words: Sequence[str]) -> Lang | None:
    """The value of --lang, read before the parser is built because it decides the language of --help."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return as_lang(words[index + 1])
        if word.startswith("--lang="):
            return as_lang(word.partition("=")[2])
    return None
