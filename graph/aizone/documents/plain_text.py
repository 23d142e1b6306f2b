"""Plain text in UTF-8, UTF-16 with or without a byte order mark, GB18030 or Big5."""

from __future__ import annotations

import codecs

from ..errors import N_, DocumentError
from .content import Content, ContentBuilder
from .drawn_tables import has_drawn_tables, write_drawn
from .emphasis import without_emphasis

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE_BYTES = 64 * 1024
_MAX_CONTROL_SHARE = 0.01


def can_read(data: bytes, name: str) -> bool:
    """True if the bytes look like text: UTF-16, or hardly any control characters and NULs."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _unmarked_utf16(data):
        return True
    sample = data[:_SAMPLE_BYTES]
    control = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\f")
    return control <= len(sample) * _MAX_CONTROL_SHARE


def read(data: bytes, name: str) -> Content:
    """Decode the bytes; line endings become line feeds, NULs and marks of emphasis are dropped, drawn tables become tables.

    Everything else stays.

    Raises:
        DocumentError: no Chinese encoding fits the bytes.
    """
    text, encoding = decode(data, name)
    text = without_emphasis(text)
    if has_drawn_tables(text):
        builder = ContentBuilder()
        if write_drawn(text, builder):
            return builder.content("text/plain", encoding)
    return Content(text, "text/plain", encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of the bytes with line feeds as line endings and without NULs, and its encoding.

    Raises:
        DocumentError: no Chinese encoding fits the bytes.
    """
    encoding = detect_encoding(data, name)
    text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "").removeprefix("\ufeff"), encoding


def detect_encoding(data: bytes, name: str) -> str:
    """The encoding of a text: by its mark, UTF-8 if it is valid, otherwise the likeliest Chinese one.

    Raises:
        DocumentError: none fits; the message says where UTF-8 breaks.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            _decodable(data, encoding, name)
            return encoding
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        _decodable(data, unmarked, name)
        return unmarked
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        broken_at = error.start
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=["gb18030", "big5"]).best()
    for encoding in dict.fromkeys(([best.encoding] if best else []) + ["gb18030", "big5"]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_chinese(text):
            return encoding
    line = data[:broken_at].count(b"\n") + 1
    raise DocumentError(
        f"{name}, line {line}",
        N_("byte {broken_at} is not UTF-8, and neither GB18030 nor Big5 gives readable Chinese."),
        N_("Save the file as UTF-8 and try again."),
        broken_at=broken_at,
    )


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: bytes that read as Chinese in one byte order, which no 8-bit encoding of Chinese does."""
    if len(data) % 2 or b"\0" not in data[:_SAMPLE_BYTES]:  # line feeds and digits have a zero byte
        return None
    sample = data[:_SAMPLE_BYTES]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if _reads_as_chinese(text) and text.count("\0") * 50 < len(text):
            return encoding
    return None


def _decodable(data: bytes, encoding: str, name: str) -> None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            name,
            N_("says it is {encoding} but breaks at byte {start}."),
            N_("Save the file as UTF-8 and try again."),
            encoding=encoding,
            start=error.start,
        ) from error


def _reads_as_chinese(text: str) -> bool:
    """True if decoded text is mostly common Chinese: it has common function characters and nothing from rare planes."""
    sample = text[:20_000]
    ideographs = sum("\u4e00" <= char <= "\u9fff" for char in sample)
    common = sum(char in "的和在为市一各建国人工展责、，。,." for char in sample)
    odd = sum(char >= "\ue000" for char in sample if not "\uff00" <= char <= "\uffef" and char != "\ufeff")
    return ideographs > 0 and common * 40 > len(sample) and odd * 50 < len(sample)
