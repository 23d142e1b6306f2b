"""Streamlit's own words on Chinese pages: none is left in English, neither to be seen nor for screen readers."""

import pytest

from aizone.app.components.navigator.frame_words import WORDS, frame_words
from tests.app.conftest import settle

# What a visitor sees or a screen reader says: texts outside our own components, and names, hints and placeholders.
WORDS_ON_PAGE = """() => {
  const words = new Set();
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    if (element.closest(".stHtml")) continue;
    for (const name of ["aria-label", "title", "placeholder"]) if (element.getAttribute(name)) words.add(element.getAttribute(name).trim());
  }
  const walker = document.createTreeWalker(document.querySelector(".stApp"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("style, script, .stHtml")) words.add(walker.currentNode.data.trim());
  return [...words].filter((word) => /^[A-Za-z]+[ /][A-Za-z]|^(Upload|Search|Open|Close|Fullscreen|Increment|Decrement|Sidebar)$/.test(word));
}"""


def test_each_word_has_its_place_and_its_chinese():
    chinese = frame_words("zh")
    assert len(set(WORDS)) == len(WORDS)
    for word in WORDS:
        assert chinese[word].count("{}") == word.count("{}")
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese[word]), word
    assert list(frame_words("en")) == ["Is Streamlit still running? {}"]


@pytest.mark.parametrize(
    "address", ["add", "units", "query", "quality", "findings", "load", "what-if", "matrix", "meeting"]
)
def test_a_chinese_page_has_no_english_of_the_frame(look, address):
    page = look(f"{address}?lang=zh")
    page.locator("h1").first.wait_for()
    settle(page)
    assert page.evaluate(WORDS_ON_PAGE) == []


def test_an_address_without_a_page_is_said_in_chinese(visit):
    page = visit("no-such-page?lang=zh")
    page.get_by_text("没有这个页面", exact=True).wait_for()
    page.get_by_text("这个网址没有对应的页面，已打开总览。").wait_for()


def test_the_frame_speaks_english_again_when_the_language_changes(look):
    page = look("add?lang=zh")
    page.get_by_text(frame_words("zh")["Upload"], exact=True).first.wait_for()
    page.get_by_role("link", name="English").click()
    page.get_by_text("Upload", exact=True).first.wait_for()
    settle(page)
    words = set(frame_words("zh").values())
    left = page.evaluate(
        """(words) => [...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((element) =>
             ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name))).filter((word) => words.includes(word))""",
        sorted(words),
    )
    assert left == []
