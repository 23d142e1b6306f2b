"""Changes the files of a workspace, each file whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import N_, MeanwhileError, WorkspaceError
from ..store.atomic import held
from ..store.older_layout import has_annotations, is_incomplete, is_older
from ..store.seal import sealed
from ..text.read_files import read_file
from ..verdicts.kinds import Act
from .last_write import without_note
from .layout import layout_text, says_layout
from .paths import Paths
from .stored_plan import StoredPlan, read_stored_plan
from .write_log import Deed
from .writer import Writer


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of people that something was read by: digests of the files of decisions about names and a plan."""

    names: str
    corrections: str

    @classmethod
    def of(cls, paths: Paths, slug: str) -> Decided:
        """The state of a plan's decisions now."""
        return cls(names_decided(paths), _digest_of(paths.corrections(slug)))


def names_decided(paths: Paths) -> str:
    """The state of the decisions about names: '' without any."""
    return _digest_of(paths.decisions)


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan to be stored; the fields are those of `Workspace.replace_plan`."""

    slug: str
    nquads: bytes
    source: tuple[bytes, str] | None = None
    instead_of: Collection[str] | None = None
    seen: StoredPlan | None = None
    decided: Decided | None = None


def put_plans(
    writer: Writer,
    plans: Sequence[NewPlan],
    changes: Sequence[tuple[Path, Callable[[str | None], str]]] = (),
    *,
    act: Act = "ingest",
    decided: Deed | None = None,
) -> None:
    """Put plans into the folder with the decisions that come with them, all or none; see `Workspace.store_plans`.

    A source has a name made from its content. Sources of the plans that they do not refer to any more go at last.

    Args:
        writer: of the workspace.
        plans: the plans.
        changes: files of decisions, and what changes their text.
        act: what the log says is done.
        decided: what it says about the decisions.

    Raises:
        RefusedError: the person may not store plans.
        WorkspaceError: the folder cannot be written, another process is writing, or stored another plan meanwhile.
        MeanwhileError: what people decided is not what a plan was read by.
    """
    paths = writer.paths
    with writer.hold() as person:
        for plan in plans:
            _check_unchanged(paths, plan)
            if plan.instead_of is not None:
                _check_replaces(paths, plan.slug, plan.instead_of, plan.seen)
        puts = _changed(changes)
        gone: list[Path] = []
        before, after = (list(decided.before), list(decided.after)) if decided is not None else ([], [])
        for plan in plans:
            kept = None
            if (old := held(paths.plan(plan.slug))) is not None:
                before.append(counted(plan.slug, old))
            after.append(counted(plan.slug, plan.nquads))
            if plan.source is not None:
                data, suffix = plan.source
                kept = paths.source(plan.slug, hashlib.sha256(data).hexdigest(), suffix)
                if held(kept) != data:
                    puts[kept] = data
            puts[paths.plan(plan.slug)] = sealed(plan.nquads)
            gone += [other for other in paths.sources_of(plan.slug) if other != kept]
        if not says_layout(paths) and {*paths.plan_slugs()} <= {plan.slug for plan in plans}:
            puts[paths.layout] = layout_text()
        about = tuple(plan.slug for plan in plans)
        writer.commit(person, Deed(act, about, tuple(before), tuple(after)), puts, gone)


def counted(slug: str, nquads: bytes) -> str:
    """A plan in a few words for the log."""
    return f"{slug}: {sum(line[:1] == b'<' for line in nquads.splitlines())} statements"


def _check_unchanged(paths: Paths, plan: NewPlan) -> None:
    if plan.decided is None:
        return
    if Decided.of(paths, plan.slug) != plan.decided:
        raise MeanwhileError(
            str(paths.root),
            N_("somebody decided something about '{slug}' or about names in the meantime; nothing was stored."),
            N_("Try again."),
            slug=plan.slug,
        )


def mentions(path: Path, words: str) -> bool:
    """True if a text file of the workspace holds some words; a quick look before it is read in earnest."""
    data = _content(path)
    return data is not None and words.encode() in data


def _digest_of(path: Path) -> str:
    data = _content(path)
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _content(path: Path) -> bytes | None:
    """The content of a file that people may edit; None when it does not exist.

    Raises:
        WorkspaceError: it cannot be read.
    """
    try:
        return held(path)
    except OSError as error:
        raise WorkspaceError(
            str(path),
            N_("cannot be read ({detail})."),
            N_("Check who may read it, or take it from a backup; do not remove it."),
            detail=error.strerror,
        ) from error


def _text_of(path: Path) -> str | None:
    """The text of a file that people may edit; None when it does not exist.

    Raises:
        WorkspaceError: it is not UTF-8 text.
    """
    data = _content(path)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            str(path), N_("is not UTF-8 text ({detail})."), N_("Save it as UTF-8."), detail=error
        ) from error


def update_plan(writer: Writer, slug: str) -> bool:
    """Write a plan that has an older layout as today, and one that was only sealed since with what follows; whole or not at all.

    Returns:
        whether there was anything to do.

    Raises:
        WorkspaceError: its file is damaged, says something that today's layout cannot hold, or cannot be written.
    """
    from ..rdf import to_nquads  # not at the top: a query needs none of the records that these modules import
    from ..rdf.older_facts import completed

    path = writer.paths.plan(slug)
    data = read_file(path)
    if not is_older(data) and not is_incomplete(data):
        return False
    with writer.hold() as person:
        stored = read_stored_plan(path, slug)
        if stored is None or read_file(path) != data:  # another process has written or removed it meanwhile
            return False
        written = to_nquads(completed(stored.quads) if is_incomplete(data) else stored.quads)
        if sealed(written) == data:  # somebody wrote by hand what cannot be completed
            return False
        if has_annotations(written):
            raise WorkspaceError(
                str(path),
                N_("has evidence that cannot be converted to the current form; it stays as it is."),
                N_("Ingest the plan again."),
            )
        writer.commit(person, Deed("update", (slug,)), {path: sealed(written)})
        return True


def update_layout(writer: Writer) -> None:
    """Note today's layout, after every plan file has it.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    with writer.hold() as person:
        if without_note(held(writer.paths.layout) or b"") != layout_text():
            writer.commit(person, Deed("update"), {writer.paths.layout: layout_text()})


def _check_replaces(paths: Paths, slug: str, titles: Collection[str], seen: StoredPlan | None) -> None:
    """Refuse to replace a plan of another title, which another process stored after the caller looked."""
    stored = read_stored_plan(paths.plan(slug), slug, seen=seen)
    if stored is not None and stored.title is not None and stored.title not in titles:
        raise MeanwhileError(
            str(paths.root),
            N_("'{title}' was stored as {slug} by another process in the meantime; nothing was replaced."),
            N_("Ingest the file again."),
            title=stored.title,
            slug=slug,
        )


def rewrite(writer: Writer, changes: Sequence[tuple[Path, Callable[[str | None], str]]], deed: Deed) -> None:
    """Change text files that people may also edit by hand, all or none.

    Args:
        writer: of the workspace, which is held for this one writer meanwhile.
        changes: each file with its text to its new text; None is the text of a file that does not exist. What a change
            raises stops the writing.
        deed: what the log says about it.

    Raises:
        RefusedError: the person may not decide.
        WorkspaceError: the folder cannot be written, another process is writing, or a file is not UTF-8 text.
    """
    with writer.hold() as person:
        writer.commit(person, deed, _changed(changes))


def _changed(changes: Sequence[tuple[Path, Callable[[str | None], str]]]) -> dict[Path, bytes | None]:
    """The new content of those files that a change makes different; their folders are made."""
    puts: dict[Path, bytes | None] = {}
    for path, change in changes:
        before = _text_of(path)
        after = change(before)
        if after != before:
            path.parent.mkdir(exist_ok=True)
            puts[path] = after.encode()
    return puts
