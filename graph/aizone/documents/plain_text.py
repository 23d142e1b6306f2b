"""Plain text and Markdown: UTF-8, UTF-16 with a mark, GB18030, Big5."""

from __future__ import annotations

import codecs

from ..errors import N_, DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE_BYTES = 64 * 1024
_MAX_CONTROL_SHARE = 0.01


def can_read(data: bytes, name: str) -> bool:
    """Whether the bytes look like text: no NULs (unless marked UTF-16) and hardly any control characters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = data[:_SAMPLE_BYTES]
    if b"\0" in sample or data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
    return control <= len(sample) * _MAX_CONTROL_SHARE


def read(data: bytes, name: str) -> tuple[str, str, str]:
    """Decode the bytes.

    Returns:
        the text with line feeds as line endings, its media type, and the encoding found.

    Raises:
        DocumentError: no Chinese encoding fits the bytes.
    """
    encoding = detect_encoding(data, name)
    text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    media_type = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    return text.replace("\0", " "), media_type, encoding


def detect_encoding(data: bytes, name: str) -> str:
    """The encoding of a text: by mark, by being valid UTF-8, else the likeliest Chinese one.

    Raises:
        DocumentError: none fits; the message says where UTF-8 breaks.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            _decodable(data, encoding, name)
            return encoding
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
    """Whether decoded text is mostly common Chinese: common function characters occur, rare planes do not."""
    sample = text[:20_000]
    ideographs = sum("\u4e00" <= char <= "\u9fff" for char in sample)
    common = sum(char in "的和在为市一各建国人工展责、，。,." for char in sample)
    odd = sum(char >= "\ue000" for char in sample if not "\uff00" <= char <= "\uffef")
    return ideographs > 0 and common * 40 > len(sample) and odd * 50 < len(sample)
