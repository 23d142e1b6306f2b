"""One publisher at a time, from whatever machine: a claim on the server itself, which holds no locks of files.

Who wants to publish looks for claims, puts down a claim, and looks again. A publisher that finds another one beside its own takes its own back and
refuses, so that of two at the same moment at most one goes on; that needs of a server only that it shows what it has taken. A claim
outlives a publisher that was broken off: the next one from the same folder takes it over, another one when it is told to.
"""

from __future__ import annotations

import hashlib
import platform
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from ...errors import N_, MeanwhileError, RemoteStoreError
from ..base import to_python
from .asking import asked
from .client import SparqlClient
from .names import text_of


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's word that they are publishing: which run of which folder, since when, and who."""

    run: str
    folder: str
    since: str
    who: str

    @classmethod
    def of(cls, folder: Path, name: str) -> Claim:
        """A new claim of somebody on this machine."""
        host = platform.node() or "localhost"
        digest = hashlib.blake2b(f"{host}\n{folder.resolve()}".encode(), digest_size=8).hexdigest()
        return cls(uuid.uuid4().hex, digest, datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"), f"{name}@{host}")

    @classmethod
    def read(cls, text: str) -> Claim:
        """A claim as the server has it; one that another program wrote is somebody's, too."""
        run, folder, since, who = (*text.split(" ", 3), "", "", "")[:4]
        return cls(run, folder, since, who)

    @property
    def literal(self) -> ox.Literal:
        """The claim as it is written down."""
        return ox.Literal(f"{self.run} {self.folder} {self.since} {self.who}")


class ClaimedServer:
    """A server while it is published to.

    Args:
        client: sends the requests.
        claim: ours.
    """

    def __init__(self, client: SparqlClient, claim: Claim) -> None:
        self._client = client
        self._claim = claim

    @contextmanager
    def held(self, *, is_alone: bool, take_over: bool) -> Iterator[None]:
        """Hold the claim.

        Args:
            is_alone: no other process can be publishing from this folder; a claim from here was left behind.
            take_over: claims of others were left behind as well.

        Raises:
            MeanwhileError: somebody else is publishing.
            RemoteStoreError: the server cannot be reached, or refuses it.
        """
        for other in self._others():
            if not (take_over or (is_alone and other.folder == self._claim.folder)):
                raise self._taken(other)
            self._client.update(text_of("drop_claim.ru", claim=other.literal))
        self._client.update(text_of("take_claim.ru", claim=self._claim.literal))
        try:
            others = self._others()
            if others:
                raise self._taken(others[0])
            yield
        finally:
            with suppress(RemoteStoreError):  # the next run from this folder takes over what is left
                self._client.update(text_of("drop_claim.ru", claim=self._claim.literal))

    def check(self) -> None:
        """See that the claim is still there.

        Raises:
            MeanwhileError: somebody took over.
        """
        claims = self._claims()
        if self._claim not in claims:
            raise self.changed(claims[0].who if claims else self.last_publisher())

    def changed(self, who: str) -> MeanwhileError:
        """The error when the server does not hold any more what it held."""
        return MeanwhileError(
            self._client.address.query,
            N_("was changed meanwhile by {who}; the graphs that were sent are whole, and no others were sent."),
            N_("Run 'aizone publish' again; look first with --dry-run."),
            who=who or "?",
        )

    def last_publisher(self) -> str:
        """The one who published last; '' when that is not noted."""
        found = asked(self._client, text_of("publisher.rq"))
        return str(to_python(found[0][0])) if found else ""

    def note_publisher(self) -> None:
        """Note that we published."""
        self._client.update(text_of("note_publisher.ru", who=ox.Literal(self._claim.who)))

    def _claims(self) -> list[Claim]:
        found = (to_python(row[0]) for row in asked(self._client, text_of("claims.rq")))
        return sorted((Claim.read(str(text)) for text in found), key=lambda claim: claim.run)

    def _others(self) -> list[Claim]:
        return [claim for claim in self._claims() if claim != self._claim]

    def _taken(self, other: Claim) -> MeanwhileError:
        return MeanwhileError(
            self._client.address.query,
            N_("is being published to by {who}, since {since}; nothing was sent."),
            N_("Try again when that is done; if it was broken off for good, add --take-over."),
            who=other.who or "?",
            since=other.since or "?",
        )
