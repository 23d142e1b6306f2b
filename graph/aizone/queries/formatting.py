"""SPARQL in a uniform layout: a statement on each line, braces that indent, comments and words as they were."""

from __future__ import annotations

import re

_INDENT = "  "
# comments, IRIs, strings and everything between white space; what is inside them is never touched
_TOKENS = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<word>[^\s{}()\[\];,\#"'<>]+)
    | (?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)
_OWN_LINE = frozenset({"PREFIX", "BASE", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "FROM", "GROUP", "HAVING", "ORDER", "LIMIT", "VALUES"})  # fmt: skip
_IN_PATTERN = frozenset({"OPTIONAL", "FILTER", "BIND", "GRAPH", "MINUS", "VALUES", "SERVICE"})


def format_query(text: str) -> str:
    """The query with one statement a line; its tokens stay as they are, in their order.

    Examples:
        >>> print(format_query('select ?u {?m az:leadUnit ?u. optional{?u skos:prefLabel ?n}} limit 5'))
        select ?u {
          ?m az:leadUnit ?u .
          optional {
            ?u skos:prefLabel ?n
          }
        }
        limit 5
    """
    tokens = [(found.lastgroup or "", found[0], found.start()) for found in _TOKENS.finditer(text)]
    split = [part for token in tokens for part in _without_stop(token)]
    lines: list[str] = []
    line: list[str] = []
    depth = brackets = 0

    def end() -> None:
        if line:
            lines.append(_INDENT * depth + _joined(line))
            line.clear()

    for place, (kind, word, start) in enumerate(split):
        upper = word.upper()
        is_first_on_its_line = "\n" in text[_end_before(split, place) : start]
        if kind == "comment":
            if is_first_on_its_line or not (line or lines):
                end()
                lines.append(_INDENT * depth + word)
            elif line:
                line.append(word)
                end()
            else:
                lines[-1] += f" {word}"
            continue
        if word in "([":
            brackets += 1
        elif word in ")]":
            brackets -= 1
        if word == "}" and brackets <= 0:
            end()
            depth = max(depth - 1, 0)
            line.append(word)
            after = split[place + 1][1].upper() if place + 1 < len(split) else ""
            if after not in {"UNION", ".", "AS"}:
                end()
            continue
        if brackets <= 0 and line and kind == "word":
            is_sequence = upper == "VALUES" and depth > 0
            if (depth == 0 and upper in _OWN_LINE and not _continues(line, upper)) or (depth > 0 and (upper in _IN_PATTERN or is_sequence) and line[-1].upper() != "NOT"):  # fmt: skip
                end()
        line.append(word)
        if word == "{" and brackets <= 0:
            end_line = _INDENT * depth + _joined(line)
            lines.append(end_line)
            line.clear()
            depth += 1
        elif word == "." and brackets <= 0:
            end()
        elif word == ";" and brackets <= 0:
            end()
            if place + 1 < len(split) and split[place + 1][1] not in "}.":
                line.append(_INDENT.rstrip())
    end()
    return "\n".join(one.rstrip() for one in lines)


def _without_stop(token: tuple[str, str, int]) -> list[tuple[str, str, int]]:
    """'?u.' as a word and a full stop, which ends a statement; '3.5' and 'az:a.b' stay."""
    kind, word, start = token
    if kind == "word" and len(word) > 1 and word.endswith("."):
        return [(kind, word[:-1], start), ("sign", ".", start + len(word) - 1)]
    return [token]


def _end_before(split: list[tuple[str, str, int]], place: int) -> int:
    if place == 0:
        return 0
    _kind, word, start = split[place - 1]
    return start + len(word)


def _continues(line: list[str], word: str) -> bool:
    """'FROM NAMED', 'ORDER BY', 'LIMIT 5 OFFSET 5': words of one clause."""
    return bool(line) and line[-1].upper() in {"GROUP", "ORDER", "FROM"} and word not in _OWN_LINE


def _joined(words: list[str]) -> str:
    """Words of a line with the spaces that people write: none inside brackets, one before ';' and '.'."""
    found = ""
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        if not found or word == "":
            found += word if word else _INDENT
        elif (
            word in ")],"
            or before in "(["
            or (word == "(" and (before.upper().isidentifier() and before.upper() not in _SPACED))
            or (before == "" and place == 1)
        ):
            found += word
        else:
            found += f" {word}"
    return found


_SPACED = frozenset({"FILTER", "BIND", "SELECT", "VALUES", "DISTINCT", "HAVING", "BY", "IN", "A", "WHERE", "REDUCED"})
