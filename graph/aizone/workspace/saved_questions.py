"""Questions that people keep in the workspace: one `.rq` file each in `questions/`, with a title in its first line."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..errors import N_, MeanwhileError, UsageError
from ..text.characters import printable
from ..text.read_files import read_edited
from .write_log import Deed
from .writer import Writer

_SUFFIX = ".rq"
# '# title: 各目标的牵头单位': the first line of a saved question
_TITLE = re.compile(r"#\s*title:\s*(?P<title>.+)")
# 'leads-per-goal', '各目标的牵头单位': a name that is safe in an address and on every disk
_NAME = re.compile(r"[\w][\w-]{0,79}")
_MOST_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A saved question: the name of its file, its title and its SPARQL."""

    name: str
    title: str
    text: str


class SavedQuestions:
    """The saved questions of a workspace.

    Args:
        writer: of the workspace; their folder is made when the first one is saved.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.folder = writer.paths.questions

    def every(self) -> list[SavedQuestion]:
        """All of them, by title; files that are not text are left out."""
        if not self.folder.is_dir():
            return []
        found = (self._read(path) for path in sorted(self.folder.glob(f"*{_SUFFIX}")))
        return sorted((one for one in found if one is not None), key=lambda one: (one.title, one.name))

    def find(self, name: str) -> SavedQuestion | None:
        """The question of a name; None when there is none."""
        return self._read(self._path(name)) if _NAME.fullmatch(name) and self._path(name).is_file() else None

    def save(self, title: str, text: str, *, instead_of: Collection[str] | None = None) -> SavedQuestion:
        """Keep a question; one of the same name is replaced.

        Args:
            title: what people call it; its name is made from it.
            text: the SPARQL.
            instead_of: the texts that may be replaced, those that the person has seen; None for any.

        Raises:
            MeanwhileError: another question has this name.
            UsageError: the title has no letter or digit, or the text is too long.
            RefusedError: the person may not save any.
            WorkspaceError: the folder cannot be written.
        """
        clean = " ".join(printable(title).split())
        name = re.sub(r"[^\w]+", "-", clean.lower()).strip("-_")[:80]
        if not _NAME.fullmatch(name):
            raise UsageError(
                title or "title", N_("is not a title: it needs a letter or a digit."), N_("Choose another one.")
            )
        body = "\n".join(line for line in text.strip().splitlines() if not _TITLE.fullmatch(line.strip()))
        if len(body.encode()) > _MOST_BYTES:
            raise UsageError(clean, N_("is too long to be saved."), N_("Shorten it."))
        path = self._path(name)
        with self._writer.hold() as person:
            self.folder.mkdir(exist_ok=True)
            before = self.find(name)
            if before is not None and instead_of is not None and before.text not in {body, *instead_of}:
                raise MeanwhileError(
                    f"'{clean}'",
                    N_("is the name of another saved question; nothing was saved."),
                    N_("Choose another name, or open that question first."),
                )
            deed = Deed("question", (name,), (before.title,) if before is not None else (), (clean,))
            self._writer.commit(person, deed, {path: f"# title: {clean}\n{body}\n".encode()})
        return SavedQuestion(name, clean, body)

    def delete(self, name: str) -> None:
        """Remove a question.

        Raises:
            UsageError: there is none of that name.
            WorkspaceError: the folder cannot be written.
        """
        with self._writer.hold() as person:
            found = self.find(name)
            if found is None:
                raise UsageError(name, N_("is not a saved question."), "")
            self._writer.commit(person, Deed("question", (name,), (found.title,)), {self._path(name): None})

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"

    def _read(self, path: Path) -> SavedQuestion | None:
        try:
            text = read_edited(path).decode().replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            return None
        first, _break, rest = text.partition("\n")
        found = _TITLE.fullmatch(first.strip())
        return SavedQuestion(path.stem, printable(found["title"]).strip(), rest.strip()) if found else SavedQuestion(path.stem, path.stem, text.strip())  # fmt: skip
