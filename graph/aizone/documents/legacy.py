"""Formats that are recognised but not read: an error says what to do with the file instead."""

from __future__ import annotations

import re
from typing import NoReturn

from ..errors import N_, DocumentError
from .archive import encrypted, open_archive

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
# '<?mso-application progid="Word.Document"?>'
_OFFICE_XML = re.compile(rb"<\?mso-application[^>]{0,40}progid=.(Word|Excel)")
_HEAD = 4096

_SAVE_DOCX = N_("Open it in Word or WPS, save it as docx, and try again.")
_SAVE_XLSX = N_("Open it in Excel or WPS, save it as xlsx, and try again.")


def can_read(data: bytes, name: str) -> bool:
    """True if the bytes begin like one of these formats."""
    return data.startswith((_OLE, *_ZIP, *_PICTURES, b"{\\rtf", b"Rar!", b"7z\xbc\xaf")) or bool(
        _OFFICE_XML.search(data[:_HEAD])
    )


def read(data: bytes, name: str) -> NoReturn:
    """Refuse the file.

    Raises:
        DocumentError: always; it says what the file is and how to convert it.
    """
    if data.startswith(_OLE):
        raise _ole(data, name)
    if data.startswith(_ZIP):
        raise _zip(data, name)
    if data.startswith(b"{\\rtf"):
        raise DocumentError(name, N_("is in Rich Text Format, which aizone does not read."), _SAVE_DOCX)
    if (program := _OFFICE_XML.search(data[:_HEAD])) is not None and program[1] == b"Excel":
        raise DocumentError(name, N_("is in an old XML format of Excel, which aizone does not read."), _SAVE_XLSX)
    if program is not None:
        raise DocumentError(name, N_("is in an old XML format of Office, which aizone does not read."), _SAVE_DOCX)
    if data.startswith(_PICTURES):
        raise DocumentError(
            name,
            N_("is a picture, without text."),
            N_("Have its text recognised (OCR), save that as docx or text, check it, and try again."),
        )
    raise DocumentError(name, N_("is an archive, not a document."), N_("Unpack it and give the documents in it."))


def _ole(data: bytes, name: str) -> DocumentError:
    """The error for the binary container of old Office; the names in it are UTF-16."""

    def has(word: str) -> bool:
        return word.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return encrypted(name)
    if has("Workbook") or (has("Book") and not has("WordDocument")):
        return DocumentError(name, N_("is in the old binary format of Excel or WPS (xls, et)."), _SAVE_XLSX)
    return DocumentError(name, N_("is in the old binary format of Word or WPS (doc, wps)."), _SAVE_DOCX)


def _zip(data: bytes, name: str) -> DocumentError:
    members = open_archive(data, name).members
    if "OFD.xml" in members:
        return DocumentError(
            name,
            N_("is an OFD document, which aizone does not read."),
            N_("Open it in an OFD reader, save it as PDF, and try again."),
        )
    if any(member.startswith("xl/") for member in members):
        return DocumentError(name, N_("is in the binary format of Excel (xlsb)."), _SAVE_XLSX)
    if "content.xml" in members:
        return DocumentError(name, N_("is an OpenDocument file, which aizone does not read."), _SAVE_DOCX)
    return DocumentError(
        name,
        N_("is an archive, but neither a Word nor an Excel document."),
        N_("Unpack it and give the documents in it."),
    )
