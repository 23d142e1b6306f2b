"""Untrusted zip archives and XML (docx and xlsx are both): checked before anything is taken out.

Nothing is ever written to disk. Sizes are checked twice: as the archive's directory states them, and while unpacking.
XML is parsed without document type, entities, network, or depth beyond what libxml2 allows (256), and only when it has
no more tags than a plan can need.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError, MissingExtraError

if TYPE_CHECKING:
    from lxml import etree

# 'word/comments.xml', 'xl/comments1.xml', 'xl/comments/comment1.xml'
_COMMENTS = re.compile(r"/comments?(?:/comment)?\d*\.xml$")
MAX_MEMBERS = 5_000
MAX_TOTAL_BYTES = 256 * 2**20
MAX_PART_BYTES = 48 * 2**20
MAX_RATIO = 250
"""A part that unpacks to more than this many times its size is a bomb; spreadsheets of blanks reach a hundred."""
MAX_TAGS = 1_000_000
"""Tags in one part. Word writes about ten per run of words; each costs us up to 7 µs, even when it holds nothing."""
MAX_REPACKED_TAGS = 500_000
"""Tags in all parts that another library reads. openpyxl needs up to 11 µs for each; a filled cell has four to eight."""

MAX_ATTRIBUTES = 1_000
"""Attributes of one tag, where Word writes a dozen: the parser compares each with all before it."""
# '<w:p a1="" a2="" …>'
_LONG_TAG = re.compile(rb"<[A-Za-z_][^<>]{10000,}")
_SMALL = 2**24  # a ratio means nothing in a part that is too small to do harm
_CHUNK = 2**18
# '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>', also in UTF-16, where each letter has a zero byte
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)
# '../../outside.xml', '/etc/passwd', 'C:\\x.xml': names that point out of the archive
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive with a harmless directory; `name` is used in messages."""

    name: str
    zip: zipfile.ZipFile

    @property
    def members(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self.zip.namelist())

    def read(self, member: str) -> bytes:
        """One part, unpacked.

        Raises:
            DocumentError: it is damaged or larger than the directory says.
        """
        info = self.zip.getinfo(member)
        if info.file_size > MAX_PART_BYTES:
            raise _too_large(self.name, member, info.file_size)
        pieces: list[bytes] = []
        size = 0
        try:
            with self.zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > min(info.file_size, MAX_PART_BYTES):
                        raise _too_large(self.name, member, size)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise damaged(self.name, f"{member}: {error}") from error
        return b"".join(pieces)

    def xml(self, member: str) -> etree._Element:
        """One part, parsed.

        Raises:
            DocumentError: it is damaged, too large, too deep, has too many tags or a document type.
        """
        data = self.read(member)
        _check_tags(data.count(b"<"), MAX_TAGS, self.name)
        return parse_xml(data, f"{self.name}, {member}")

    def comments(self, folder: str) -> Iterator[str]:
        """The words of the comments that readers have put to a document or workbook, one by one."""
        for member in sorted(self.members):
            if member.startswith(folder) and _COMMENTS.search(member):
                for element in self.xml(member).iter():
                    if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "comment":
                        yield "".join(element.itertext())

    def repacked(self, changed: Callable[[bytes], bytes] = bytes) -> bytes:
        """The archive with its XML parts only, each checked and `changed`: for a library that wants to unpack it by itself.

        Raises:
            DocumentError: a part is damaged, too large or has a document type, or all together have too many tags.
        """
        buffer = io.BytesIO()
        tags = 0
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean:
            for member in dict.fromkeys(self.zip.namelist()):
                if member.endswith((".xml", ".rels")):
                    data = self.read(member)
                    if _DOCTYPE.search(data):
                        raise _has_doctype(f"{self.name}, {member}")
                    if any(found[0].count(b"=") > MAX_ATTRIBUTES for found in _LONG_TAG.finditer(data)):
                        raise damaged(f"{self.name}, {member}", "a tag has too many attributes")
                    tags += data.count(b"<")
                    _check_tags(tags, MAX_REPACKED_TAGS, self.name)
                    clean.writestr(member, changed(data))
        return buffer.getvalue()


def open_archive(data: bytes, name: str) -> Archive:
    """Open an archive after checking its directory.

    Raises:
        DocumentError: it is damaged, encrypted, a bomb, or has names that point outside.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(name, str(error)) from error
    members = opened.infolist()
    total = sum(member.file_size for member in members)
    bombs = [m for m in members if m.file_size > _SMALL and m.file_size > MAX_RATIO * max(1, m.compress_size)]
    if len(members) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or bombs:
        raise DocumentError(
            name,
            N_("unpacks to {size} MiB in {parts} parts, far more than a document holds; it was not unpacked."),
            N_("Save it again, without pictures, and try again."),
            size=f"{total / 2**20:.0f}",
            parts=len(members),
        )
    for member in members:
        if _OUTSIDE.search(member.filename):
            raise DocumentError(
                name,
                N_("holds a part that points outside of it ('{part}')."),
                N_("Do not trust this file. Save the document again in Word or Excel."),
                part=member.filename[:80],
            )
        if member.flag_bits & 1:
            raise encrypted(name)
    return Archive(name, opened)


def parse_xml(data: bytes, where: str) -> etree._Element:
    """Parse untrusted XML.

    Raises:
        DocumentError: it is not well-formed, is too deep, or has a document type.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtraError(where, "formats") from error
    if _DOCTYPE.search(data):
        raise _has_doctype(where)
    if any(found[0].count(b"=") > MAX_ATTRIBUTES for found in _LONG_TAG.finditer(data)):
        raise damaged(where, "a tag has too many attributes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(where, str(error)) from error


def damaged(where: str, detail: str) -> DocumentError:
    """The error for a file that breaks the rules of its format."""
    return DocumentError(
        where,
        N_("is damaged ({detail})."),
        N_("Open it in the program it was made with, save it again and retry."),
        detail=" ".join(detail.split())[:120],
    )


def encrypted(name: str) -> DocumentError:
    """The error for a file with a password."""
    return DocumentError(name, N_("is protected by a password."), N_("Save a copy without the password and try again."))


def _too_large(name: str, member: str, size: int) -> DocumentError:
    return DocumentError(
        f"{name}, {member}",
        N_("unpacks to more than {size} MiB; it was not read."),
        N_("Save it again, or split it."),
        size=f"{size / 2**20:.0f}",
    )


def _check_tags(tags: int, most: int, name: str) -> None:
    if tags > most:
        raise DocumentError(
            name,
            N_("has far more cells, paragraphs or formats than any plan, most of them empty; it was not read."),
            N_("Copy the plan's text or table into a new file and try again."),
        )


def _has_doctype(where: str) -> DocumentError:
    return DocumentError(
        where,
        N_("has a document type, which Word and Excel never write; its entities may be an attack."),
        N_("Do not trust this file. Save the document again in Word or Excel."),
    )
