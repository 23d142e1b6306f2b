"""The word lists of mentions: `mentions.toml` compiled once."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model import Relation
from ...text.word_lists import alternatives

# '以云江平台为载体' but not '5个以上', '可以', '以及': where 以 is a verb
_BY = "以(?<![可得予加给所足难用]以)(?![上下内外及来前后此往])"
# '下沉至便民服务中心', '归集到平台' but not '报到', '签到': where a thing ends up
_INTO = "至(?!今)|到(?<![报签]到)"


@dataclass(frozen=True, slots=True)
class MentionWords:
    """Compiled word lists of `mentions.toml`; see there what each is for."""

    endings: re.Pattern[str]
    ends: tuple[str, ...]
    types: dict[str, str]
    not_before: dict[str, tuple[str, ...]]
    verbs: re.Pattern[str]
    cuts: re.Pattern[str]
    cut_words: tuple[str, ...]
    compounds: tuple[str, ...]
    in_compounds: frozenset[str]
    relations: dict[str, Relation]
    after_name: tuple[tuple[re.Pattern[str], Relation], ...]
    vague_start: re.Pattern[str]
    vague: re.Pattern[str]
    general: re.Pattern[str]
    praise: tuple[str, ...]
    nominal: frozenset[str]
    committees: tuple[str, ...]
    committee_verbs: frozenset[str]
    activity_verbs: frozenset[str]
    activities: frozenset[str]
    enabling: frozenset[str]
    lasting: re.Pattern[str]
    results: re.Pattern[str]
    stop: frozenset[str]
    stops: tuple[str, ...]
    goes_on: re.Pattern[str]
    not_policy: tuple[str, ...]
    bare_title: re.Pattern[str]
    title_ends: tuple[str, ...]


def read_table() -> dict[str, Any]:
    """The mentions file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("mentions.toml").read_text("utf-8"))


@functools.cache
def mention_words() -> MentionWords:
    """The compiled word lists."""
    table = read_table()
    types = {ending: entry["name"] for entry in table["type"] for ending in entry["endings"]}
    relations: dict[str, Relation] = {verb: name for name, verbs in table["relation"].items() for verb in verbs}
    verbs = [verb for verb in relations if verb != "以"]
    cuts, compounds = [*verbs, *table["cut"]["words"]], tuple(table["cut"]["compounds"])
    stop, title = table["stop"], table["bare_title"]
    endings = alternatives(types)
    return MentionWords(
        endings=re.compile(endings),
        ends=tuple(types),
        types=types,
        not_before={entry["name"]: tuple(entry.get("not_before", ())) for entry in table["type"]},
        verbs=_any_of(verbs, _BY),
        cuts=_any_of(cuts, _BY, _INTO),
        cut_words=tuple(cuts),
        compounds=compounds,
        in_compounds=frozenset(word for word in cuts if any(word in compound for compound in compounds)),
        relations=relations,
        after_name=tuple((re.compile(alternatives(words)), name) for name, words in table["relation_after"].items()),
        vague_start=re.compile(
            f"{alternatives(stop['quantifiers'])}|{stop['counted']}|{stop['deictic']}|{stop['infrastructure']}"
        ),
        vague=re.compile(alternatives(stop["anywhere"])),
        general=re.compile(f"(?:{alternatives(table['general']['words'])})*(?:{endings})"),
        praise=tuple(table["general"]["praise"]),
        activity_verbs=frozenset(table["activity"]["verbs"]),
        activities=frozenset(table["activity"]["types"]),
        nominal=frozenset(table["nominal"]["verbs"]),
        committees=tuple(table["committee"]["endings"]),
        committee_verbs=frozenset(table["committee"]["verbs"]),
        enabling=frozenset(table["enabling"]["verbs"]),
        lasting=re.compile(alternatives(table["enabling"]["lasting"])),
        results=re.compile(alternatives(table["enabling"]["results"])),
        stop=frozenset(stop["labels"]),
        stops=tuple(stop["labels"]),
        goes_on=re.compile(f"[和与](?:{alternatives(stop['labels'])})"),
        not_policy=tuple(table["not_policy"]["endings"]),
        title_ends=tuple(sorted({ending[-2:] for ending in title["endings"]})),
        bare_title=re.compile(
            f"{alternatives(title['verbs'])}(?P<title>{alternatives(title['begins'])}"
            rf"[\u4e00-\u9fff“”（()）\d—-]{{2,36}}?{alternatives(title['endings'])})(?=[，,。；;：:、\n的部要]|$)"
        ),
    )


def _any_of(words: list[str], *patterns: str) -> re.Pattern[str]:
    """A pattern for any of some words or patterns, all in one branch: each begins with a letter, by which `re` skips the rest."""
    return re.compile(f"(?:{alternatives(words).removeprefix('(?:').removesuffix(')')}|{'|'.join(patterns)})")
