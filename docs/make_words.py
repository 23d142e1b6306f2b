"""Write graph/aizone/text/words.txt, common Chinese words, from the dictionary of the PyPI package jieba (MIT licence).

Run once when the package changes: `python docs/make_words.py`. Lines of names in pictures end between these words; nothing else needs
the package. Names of people are left out: plans do not have them, and they begin with characters that many words end with.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import jieba

WORDS = Path(__file__).parents[1] / "graph" / "aizone" / "text" / "words.txt"
HEAD = """# Common Chinese words of two to five characters, the most frequent first: from the dictionary of {package}, MIT licence.
# Written by docs/make_words.py, not by hand.
"""
LEAST = 200
"""How often a word is counted in the corpus of the dictionary."""
# '科学技术': no Latin letters, which names keep whole anyway
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,5}")


def main() -> None:
    """Write the file and print how many words it holds."""
    counted = []
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, count, sort = line.split()
        if int(count) >= LEAST and not sort.startswith("nr") and CHINESE.fullmatch(word):
            counted.append((-int(count), word))
    words = [word for _count, word in sorted(counted)]
    WORDS.write_text(HEAD.format(package=f"jieba {version('jieba')}") + "\n".join(words) + "\n", "utf-8")
    print(len(words))


if __name__ == "__main__":
    main()
