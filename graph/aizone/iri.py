"""Minting, compacting and expanding IRIs.

Instance IRIs are minted from content (a plan's slug, a clause's numbering, a unit's slug), never from a counter, so
that reading a document twice names the same things. A name may hold Chinese characters: RDF 1.1 identifies by IRI
(RFC 3987), and an analyst can read `id:platform/hefei/教育大数据平台`; what RFC 3987 forbids is percent-encoded.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from .errors import N_, UsageError
from .vocab import PREFIXES

ID = "https://w3id.org/aizone/id/"
"""Base of every instance IRI."""
KNOWN_PREFIXES: dict[str, str] = {**PREFIXES, "id": ID}
"""Prefixes that a query may use without declaring them."""

ONTOLOGY_GRAPH = NamedNode("https://w3id.org/aizone/ontology")
VERDICTS_GRAPH = NamedNode(f"{ID}verdicts")
BODIES_GRAPH = NamedNode(f"{ID}units/named")
"""Bodies and places that plans name and no registry of the graph describes; each plan's file carries those it names."""

GAZETTEER_GRAPHS = f"{ID}entities/"
"""The beginning of the IRI of a gazetteer's graph."""

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SAFE = "-._~!$&'()*+,;=:@"  # RFC 3987, ipchar
# '教育大数据平台': a name that needs no encoding, as nearly all do, so that it is not checked character by character
_PLAIN = re.compile(r"[\u4e00-\u9fa5A-Za-z0-9._~-]+")


def _is_ucschar(char: str) -> bool:
    """Tell whether RFC 3987 (rule `ucschar`) allows `char` unencoded; format and white-space characters never are."""
    point = ord(char)
    allowed = (
        0xA0 <= point <= 0xD7FF
        or 0xF900 <= point <= 0xFDCF
        or 0xFDF0 <= point <= 0xFFEF
        or (0x10000 <= point <= 0xEFFFD and point & 0xFFFF <= 0xFFFD and not 0xE0000 <= point <= 0xE0FFF)
    )
    return allowed and unicodedata.category(char) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Zs", "Zl", "Zp"}


def encode_segment(text: str) -> str:
    """Make one path segment of an IRI from any text: NFC, with percent-encoding of what RFC 3987 forbids, '/' included."""
    if _PLAIN.fullmatch(text):
        return text
    normal = unicodedata.normalize("NFC", text.strip())
    return "".join(char if _is_ucschar(char) else quote(char, safe=_SAFE, errors="replace") for char in normal)


def last_segment(node: NamedNode) -> str:
    """The last path segment of an IRI as it was before `encode_segment`."""
    return unquote(node.value.rsplit("/", 1)[-1])


def mint(*segments: str | int) -> NamedNode:
    """Mint an instance IRI from path segments.

    Args:
        segments: each becomes one segment below `ID`; a segment may itself hold slashes, which separate.

    Raises:
        UsageError: a segment is empty.

    Examples:
        >>> mint("plan", "hefei-2020-2023", "3/1", "m2").value
        'https://w3id.org/aizone/id/plan/hefei-2020-2023/3/1/m2'
    """
    parts = [part for segment in segments for part in str(segment).split("/")]
    if not parts or not all(part.strip() for part in parts):
        raise UsageError("iri", N_("cannot mint from {segments}: a segment is empty."), segments=repr(segments))
    return NamedNode(ID + "/".join(encode_segment(part) for part in parts))


def plan_iri(slug: str) -> NamedNode:
    """The IRI of a plan, which also names its graph."""
    return mint("plan", slug)


def chinese_number(text: str) -> int | None:
    """Read a Chinese numeral below 100 ('十二' is 12); None for any other text.

    Examples:
        >>> chinese_number("二十三"), chinese_number("十"), chinese_number("计")
        (23, 10, None)
    """
    if not text:
        return None
    if "十" not in text:
        return _CHINESE_DIGITS.get(text) if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    high = _CHINESE_DIGITS.get(tens) if tens else 1
    low = _CHINESE_DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low


# '(十二)', '第三章', '专栏1', '7': one level of a printed path
_NUMERAL = re.compile(
    r"^[(（]?(?:第|专栏|任务)?(?P<n>\d{1,4}|[一二三四五六七八九十百〇零]{1,4})(?:[章节条篇编部]|部分)?[)）]?$"
)


def numeral_value(printed: str) -> int | None:
    """The value of a number as a path prints it; None for any other text.

    Examples:
        >>> numeral_value("(十二)"), numeral_value("第三章"), numeral_value("7"), numeral_value("①")
        (12, 3, 7, 1)
    """
    found = _NUMERAL.match(printed)
    if found is None:
        return ord(printed) - ord("①") + 1 if len(printed) == 1 and "①" <= printed <= "⑳" else None
    return int(found["n"]) if found["n"].isdecimal() else chinese_number(found["n"])


def path_slug(path: str) -> str:
    """Turn a printed path into the one used in IRIs: digits without brackets.

    Examples:
        >>> path_slug("三/(一)/12")
        '3/1/12'
    """
    numbers = ((part, numeral_value(part)) for part in path.split("/"))
    return "/".join(part if number is None else str(number) for part, number in numbers)


def expand(curie: str) -> NamedNode:
    """Expand a CURIE ('az:Task', 'id:unit/…') or pass a full IRI through.

    Raises:
        UsageError: the prefix is not one of `vocab.PREFIXES`, or there is none.
    """
    if "://" in curie:
        return NamedNode(curie)
    prefix, colon, local = curie.partition(":")
    base = ID if prefix == "id" else PREFIXES.get(prefix)
    if not colon or base is None:
        raise UsageError(
            f"'{curie}'", N_("is neither an IRI nor a CURIE with a known prefix."), N_("Write id:… or a full IRI.")
        )
    return NamedNode(base + local)


def compact(node: NamedNode | str) -> str:
    """Shorten an IRI to a CURIE, with the longest prefix that fits; unknown IRIs come back whole.

    Examples:
        >>> compact("https://w3id.org/aizone/id/unit/hefei")
        'id:unit/hefei'
    """
    value = node.value if isinstance(node, NamedNode) else node
    return f"id:{value[len(ID) :]}" if value.startswith(ID) else _compacted(value)


@functools.lru_cache(maxsize=4_096)  # terms of vocabularies, which are few and asked for again and again
def _compacted(value: str) -> str:
    fitting = [(len(base), prefix, base) for prefix, base in PREFIXES.items() if value.startswith(base)]
    if not fitting:
        return value
    _, prefix, base = max(fitting)
    return f"{prefix}:{value[len(base) :]}"
