"""Page furniture in a text: page numbers, headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

# '-', '—', '－': the dashes around a page number
_DASH = "[-‐‑–—―─－]"
# '— 3 —', '# Page 3:', '第3页 共9页', '· 3 ·', '3 / 9': a line that is a page number
_MARK = re.compile(
    rf"#?\s?(?:Page|PAGE|page)\s?\d{{1,4}}(?:\s?(?:of|/)\s?\d{{1,4}})?\s?[:：]?"
    rf"|{_DASH}{{1,2}}\s?\d{{1,4}}\s?{_DASH}{{1,2}}"
    r"|[·•]\s?\d{1,4}\s?[·•]"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/、]?\s?[（(]?\s?共\s?\d{1,4}\s?页\s?[)）]?)?"
    r"|共\s?\d{1,4}\s?页\s?[,，/、]?\s?第\s?\d{1,4}\s?页"
    r"|\d{1,4}\s?/\s?\d{1,4}"
)
# '3': a bare number, which counts pages only together with others
_NUMBER = re.compile(r"\d{1,4}")
_LONGEST_MARK = 24
_LONGEST_HEADER = 60
_EDGE = 2
"""Lines on either side of a page's edge that may be its header or footer."""
_TIMES = 3
"""A line at this many edges is a header or footer; at both, in a text of two."""
_FEWEST_COUNTED = 3
"""Bare numbers that count pages among others that do not."""
_LONG_LINE = 20
# '按职责分工负责': words of owner lists
_OWNERS = re.compile("(?:负责|牵头|配合|落实)[)）〕］】]?$|(?:单位|部门)[：:]")
# '（', '）': brackets, of which a header has both or none
_OPENING, _CLOSING = re.compile("[(（〔［【]"), re.compile("[)）〕］】]")
# '省财': the first half of a word that a page's number cuts
_HAN_AT_END = re.compile(rf"[\u4e00-\u9fff].{{{_LONG_LINE},}}[\u4e00-\u9fff]$")
# '政厅': its second half
_HAN_AT_START = re.compile("[\u4e00-\u9fff]")
_FEWEST_LINES_PER_PAGE = 8
"""Bare numbers that count pages are at least this many lines apart."""


def is_page_mark(line: str) -> bool:
    """Tell whether a stripped line is a page number and nothing else.

    Examples:
        >>> [is_page_mark(line) for line in ("— 3 —", "# Page 3:", "第3页 共9页", "-3-", "3", "第3条")]
        [True, True, True, True, False, False]
    """
    return len(line) <= _LONGEST_MARK and _MARK.fullmatch(line) is not None


def page_lines(lines: Sequence[str], breaks: Sequence[int]) -> set[int]:
    """The lines that belong to the page, not to the text.

    Args:
        lines: n stripped lines, none empty.
        breaks: numbers of lines before which a page is known to begin, because of a form feed.

    Returns:
        the numbers of those lines: page numbers, and headers and footers repeated next to them.
    """
    marks = {index for index, line in enumerate(lines) if is_page_mark(line)}
    marks |= _counting(lines)
    edges = marks | set(breaks)
    if len(edges) < 2:
        return marks
    near: dict[str, set[int]] = {}
    for edge in edges:
        for index in range(max(0, edge - _EDGE), min(len(lines), edge + _EDGE + 1)):
            if index not in marks and len(lines[index]) <= _LONGEST_HEADER and not _is_of_text(lines[index]):
                near.setdefault(lines[index], set()).add(index)
    return marks.union(*(found for found in near.values() if len(found) >= min(_TIMES, len(edges))))


def _is_of_text(line: str) -> bool:
    """Tell whether a line is a piece of the text that only happens to be repeated: '、区）政府按职责分工负责）'."""
    if line[-1] in "。；，、：:" or line[0] in "。；，、：:）)〕】》":
        return True
    return _OWNERS.search(line) is not None or len(_OPENING.findall(line)) != len(_CLOSING.findall(line))


def _counting(lines: Sequence[str]) -> set[int]:
    """Bare numbers that rise by one from page to page."""
    bare = [(index, int(line)) for index, line in enumerate(lines) if len(line) <= 4 and _NUMBER.fullmatch(line)]
    steps = Counter(
        later[1] - earlier[1] == 1 and later[0] - earlier[0] >= _FEWEST_LINES_PER_PAGE
        for earlier, later in pairwise(bare)
    )
    if steps[True] >= 1 and not steps[False]:
        return {index for index, _ in bare}
    if len(bare) == 1 and bare[0][1] == 1 and _cuts(lines, bare[0][0]):
        return {bare[0][0]}
    return _longest_count(bare)


def _longest_count(bare: Sequence[tuple[int, int]]) -> set[int]:
    """The longest count from page to page among bare numbers of which some are something else; none where it is short."""
    chains: dict[int, list[int]] = {}  # by the number that ends it
    for index, number in bare:
        before = chains.get(number - 1, [])
        if before and index - before[-1] < _FEWEST_LINES_PER_PAGE:
            continue
        if len(before) >= len(chains.get(number, [])):
            chains[number] = [*before, index]
    longest = max(chains.values(), key=len, default=[])
    return set(longest) if len(longest) >= _FEWEST_COUNTED and 2 * len(longest) >= len(bare) else set()


def _cuts(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line stands between the two halves of a sentence that fills its line, as a page's number does."""
    if index < _FEWEST_LINES_PER_PAGE or index + 1 == len(lines):
        return False
    before, after = lines[index - 1], lines[index + 1]
    return (len(before) >= _LONG_LINE and before[-1] in "、，") or (
        _HAN_AT_END.search(before) is not None and _HAN_AT_START.match(after) is not None
    )
