"""Registries and gazetteers as they travel to a worker: the files themselves, so that it knows what the workspace knows."""

from __future__ import annotations

import hashlib
import tempfile
import threading
import zlib
from dataclasses import dataclass, fields
from pathlib import Path

import msgspec

from ...errors import N_, RegistryError
from ...extract import Knowledge
from ...extract.owners.assignments import OrderRule
from ...workspace import Workspace
from ...workspace.files import names_decided
from ..knowledge import KnowledgeFiles

_Files = dict[str, list[tuple[str, bytes]]]
_MOST_KNOWN = 2
"""Workspaces whose knowledge a worker keeps: the one that is read into, and the one before."""


@dataclass(frozen=True, slots=True)
class PackedKnowledge:
    """The files of some knowledge, compressed, and what else it is made of; `digest` is that of all of it."""

    digest: str
    packed: bytes
    decided: str
    order_rule: OrderRule


def pack(workspace: Workspace, order_rule: OrderRule) -> PackedKnowledge:
    """The knowledge of a workspace as it is now.

    Raises:
        RegistryError: a file cannot be read.
    """
    decided = names_decided(workspace.paths)  # before the files: what is decided meanwhile must be noticed
    files = KnowledgeFiles.of(workspace)
    content = {
        field.name: [(path.name, _bytes(path)) for path in getattr(files, field.name)] for field in fields(files)
    }
    packed = zlib.compress(msgspec.msgpack.encode(content))
    digest = hashlib.sha256(b"\n".join((packed, decided.encode(), order_rule.encode()))).hexdigest()
    return PackedKnowledge(digest, packed, decided, order_rule)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RegistryError(
            str(path), N_("cannot be opened ({detail})."), N_("Check the path."), detail=error.strerror
        ) from error


_known: dict[str, Knowledge] = {}
_lock = threading.Lock()


def unpack(shared: PackedKnowledge) -> Knowledge:
    """The knowledge that was packed; it is made once, and serves all files of a run.

    Raises:
        RegistryError: the files contradict each other.
    """
    with _lock:
        known = _known.pop(shared.digest, None) or _read(shared)
        _known[shared.digest] = known  # the last used comes last
        if len(_known) > _MOST_KNOWN:
            del _known[next(iter(_known))]
        return known


def _read(shared: PackedKnowledge) -> Knowledge:
    content = msgspec.msgpack.decode(zlib.decompress(shared.packed), type=_Files)
    with tempfile.TemporaryDirectory(prefix="aizone-") as folder:
        paths = {kind: _written(Path(folder) / kind, files) for kind, files in content.items()}
        return KnowledgeFiles(**paths).read(decided=shared.decided, order_rule=shared.order_rule)


def _written(folder: Path, files: list[tuple[str, bytes]]) -> tuple[Path, ...]:
    """The files in a folder, in their order; each by its last name only, whatever it says."""
    folder.mkdir()
    paths = tuple(folder / Path(name).name for name, _data in files)
    for path, (_name, data) in zip(paths, files, strict=True):
        path.write_bytes(data)
    return paths
