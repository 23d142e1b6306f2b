"""A file of decisions: blocks of Turtle that are appended, withdrawn by a later block, and read back.

A decision that somebody takes back stays in its file, with a block after it that ends it; comments and lines that people added
by hand stay as they are. Text goes in and text comes out here; `workspace` holds the lock and replaces the file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar

from pyoxigraph import Literal, NamedNode

from ..store.damaged import unreadable
from ..text.read_files import read_file
from ..vocab import AZ, DCTERMS, OA, PROV, RDF, RDFS, XSD
from .attribution import Attribution
from .kinds import Act
from .quote import Quote
from .turtle import Part, Says, Shorthand, Statements


class Verdict(Protocol):
    """The fields that every kind of decision has: an id made from its content, and an attribution."""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits."""
        ...

    @property
    def made(self) -> Attribution:
        """The person, time and reason."""
        ...


V = TypeVar("V", bound=Verdict)


class Ledger(ABC, Generic[V]):
    """The decisions of one kind in one file.

    Args:
        path: the file, which need not exist.
    """

    act: ClassVar[Act]
    """What the log of writes calls such a decision."""
    comment: ClassVar[str]
    """Comment lines at the head of a new file."""
    shorthand: ClassVar[Shorthand]
    """The way IRIs are written in it."""
    node_class: ClassVar[NamedNode]
    """The class of the node that stands for a decision."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held: bytes | None = None
        """What a server holds of these decisions, read instead of the file."""

    # --- what differs between kinds of decisions

    @abstractmethod
    def node(self, verdict: V) -> NamedNode:
        """The IRI of a new decision."""

    @abstractmethod
    def title(self, verdict: V) -> str:
        """A decision in a few words, for the comment above its block."""

    @abstractmethod
    def parts(self, verdict: V) -> list[Part]:
        """The statements of a decision, subject by subject: its body, its target, its attribution."""

    @abstractmethod
    def decode(self, node: NamedNode, said: Statements) -> V | None:
        """The decision of a node; None when the node is not one of this kind.

        Raises:
            WorkspaceError: it is incomplete.
        """

    def without_effect(self, text: str, node: NamedNode, verdict: V) -> str:
        """A file's text without the statements of a decision that are not about its own node; by default there are none."""
        return text

    # --- what is the same for all

    def read(self) -> tuple[V, ...]:
        """The decisions in force, the earliest first (those of one second in the order of the file).

        Raises:
            WorkspaceError: the file is not Turtle, or a decision in it is incomplete.
        """
        try:
            text = self._text()
        except FileNotFoundError:
            return ()
        return tuple(sorted((one for _, one in self._in_force(text)), key=lambda one: one.made.when))

    def _text(self) -> bytes:
        if self.held is not None:
            return self.held
        try:
            return read_file(self.path)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise unreadable(self.path, error) from error

    def taken_back(self) -> tuple[V, ...]:
        """The decisions that somebody took back or that a later one of the same person replaced.

        Raises:
            WorkspaceError: the file is not Turtle, or a decision in it is incomplete.
        """
        try:
            said = Statements(self._text(), self.path)
        except FileNotFoundError:
            return ()
        ended = (node for node in said.of_type(self.node_class) if said.values(node, PROV.invalidatedAtTime))
        return tuple(verdict for node in ended if (verdict := self.decode(node, said)) is not None)

    def changed(self, text: str | None, new: Sequence[V], ended: Mapping[str, Attribution]) -> str:
        """A file's text after more decisions.

        Args:
            text: its text now; None when it does not exist.
            new: decisions to append; those that it already holds are left out.
            ended: ids of decisions that are taken back, with who takes them back, when and why; those that are not in
                force (any more) are left out.
        """
        text = self.comment + self.shorthand.declarations if text is None else text
        blocks = []
        in_force = {one.id: (node, one) for node, one in self._in_force(text)}
        for verdict_id, made in ended.items():
            if verdict_id in in_force:
                node, verdict = in_force[verdict_id]
                text = self.without_effect(text, node, verdict)
                blocks.append(self._withdrawal(node, made))
        blocks += [self.block(verdict) for verdict in new if verdict.id not in in_force]
        return text.rstrip("\n") + "\n" + "".join(blocks) if blocks else text

    def check(self, text: str) -> object:
        """Refuse a changed file that could not be read back.

        Raises:
            AizoneError: says why.
        """
        return list(self._in_force(text))

    def _in_force(self, text: str | bytes) -> Iterator[tuple[NamedNode, V]]:
        said = Statements(text, self.path)
        for node in said.of_type(self.node_class):
            if not said.values(node, PROV.invalidatedAtTime):
                verdict = self.decode(node, said)
                if verdict is not None:
                    yield node, verdict

    def block(self, verdict: V) -> str:
        """The block of a decision."""
        return self._block(f"{verdict.made.when} {self.title(verdict)}", self.parts(verdict))

    def _withdrawal(self, node: NamedNode, made: Attribution) -> str:
        activity = NamedNode(f"{node.value}#withdrawal")
        ended: Says = [
            (PROV.invalidatedAtTime, Literal(made.when, datatype=XSD.dateTime)),
            (PROV.wasInvalidatedBy, activity),
        ]
        said: Says = [(RDF.type, PROV.Activity), (DCTERMS.creator, Literal(made.by)), *reason(made)]
        return self._block(f"{made.when} taken back", [(node, ended), (activity, said)])

    def _block(self, title: str, parts: Sequence[Part]) -> str:
        return "\n".join(["", f"# {title}", *map(self.shorthand.statements, parts), ""])


def reason(made: Attribution) -> Says:
    """The reason of a decision and the account that recorded it, when there is one."""
    words = ((DCTERMS.description, made.why), (AZ.recordedBy, made.account))
    return [(term, Literal(text)) for term, text in words if text]


# --- decisions about words of a document: a verdict (Web Annotation) whose target quotes them


def annotation(node: NamedNode, *, source: NamedNode, quote: Quote, body: Says, made: Attribution) -> list[Part]:
    """A verdict on a passage.

    Args:
        node: its IRI.
        source: the document.
        quote: the passage, as it is found again.
        body: what is decided about it.
        made: who decided, when and why.
    """
    content, target, words, person = (
        NamedNode(f"{node.value}#{part}") for part in ("body", "target", "quote", "person")
    )
    verdict: Says = [
        (RDF.type, AZ.Verdict),
        (OA.motivatedBy, OA.editing),
        (OA.hasTarget, target),
        (OA.hasBody, content),
        (PROV.wasAttributedTo, person),
        (DCTERMS.created, Literal(made.when, datatype=XSD.dateTime)),
        *reason(made),
    ]
    beside = [(term, Literal(text)) for term, text in ((OA.prefix, quote.prefix), (OA.suffix, quote.suffix)) if text]
    return [
        (node, verdict),
        (content, body),
        (target, [(RDF.type, OA.SpecificResource), (OA.hasSource, source), (OA.hasSelector, words)]),
        (words, [(RDF.type, OA.TextQuoteSelector), (OA.exact, Literal(quote.exact)), *beside]),
        (person, [(RDF.type, PROV.Agent), (RDFS.label, Literal(made.by))]),
    ]


def quoted(said: Statements, node: NamedNode) -> Quote | None:
    """The passage that a verdict is about; None when it quotes none."""
    way = (OA.hasTarget, OA.hasSelector)
    exact = said.words(node, *way, OA.exact)
    if exact is None:
        return None
    return Quote(exact, said.words(node, *way, OA.prefix) or "", said.words(node, *way, OA.suffix) or "")


def attributed(said: Statements, node: NamedNode) -> Attribution | None:
    """The person, time and reason of a decision; None when it has no time."""
    when = said.words(node, DCTERMS.created)
    by = said.words(node, PROV.wasAttributedTo, RDFS.label) or said.words(node, DCTERMS.creator)
    if when is None:
        return None
    return Attribution(by or "", when, said.words(node, DCTERMS.description), said.words(node, AZ.recordedBy))
