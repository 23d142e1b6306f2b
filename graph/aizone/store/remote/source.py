"""The source of a store at an address; opens it in this process and in a child alike."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from ...settings import StoreAddress
from ..base import Store
from ..progress import Tell, tell_nobody
from .copied import answers_rightly, copied
from .store import RemoteStore


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """A server, and the revision of what it holds. It says what `StoreSource` says; there is nothing to prepare.

    `is_copied` says that the server's answers cannot be trusted, so that its graphs are read whole and asked here.
    """

    address: StoreAddress
    revision: str
    is_copied: bool = False

    @classmethod
    def of(cls, address: StoreAddress) -> RemoteSource:
        """A server as it is now.

        Raises:
            RemoteStoreError: it cannot be reached, or holds no published workspace.
        """
        store = RemoteStore(address)
        return cls(address, store.revision, not answers_rightly(store))

    @property
    def is_large(self) -> bool:
        """False: nothing of it is kept here."""
        return False

    @property
    def is_shared(self) -> bool:
        """True for a copy; otherwise every process has its own connections."""
        return self.is_copied

    def prepare(self, tell: Tell = tell_nobody) -> None:
        """Do nothing: the server has its store."""

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Do nothing: the server has its store."""

    def open(self) -> Store:
        """Open the store; nothing is asked before the first question, unless it is copied."""
        store = RemoteStore(self.address, revision=self.revision)
        return copied(store) if self.is_copied else store

    def to_json(self) -> str:
        """The record as one line, for a child process, which it reaches through a pipe."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> RemoteSource:
        """A record that `to_json` wrote."""
        held = json.loads(line)
        return cls(StoreAddress(**held.pop("address")), **held)
