"""Words that Streamlit itself puts around our widgets, in English only; the navigator puts the reader's language in their place.

Streamlit has no setting for its language. A word is replaced where it is the whole of a text, a name for screen readers, a hint
or a placeholder; `{}` stands for what changes in it. A word that a later Streamlit words differently stays English, and a test
that looks for English on Chinese pages says so.
"""

from __future__ import annotations

from aizone.errors import N_
from aizone.i18n import Lang, translator

WORDS: tuple[str, ...] = (
    N_("Press Enter to apply"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press ⌘+Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Select all"),
    N_("Deselect all"),
    N_("Choose options"),
    N_("Choose an option"),
    N_("Choose or add options"),
    N_("Choose or add an option"),
    N_("No results"),
    N_("No options to select"),
    N_("Add: {}"),
    N_("Clear all"),
    N_("Clear value"),
    N_("Remove {}"),
    N_("Choose date"),
    N_("Clear date"),
    N_("Previous month"),
    N_("Next month"),
    N_("Vega visualization"),
    N_("Copy Vega-Lite spec"),
    N_("Selected values"),
    N_("Open"),
    N_("Close"),
    N_("Search"),
    N_("Type to search"),
    N_("Close Search"),
    N_("Previous Result"),
    N_("Next Result"),
    N_("Show/hide columns"),
    N_("Download as CSV"),
    N_("Fullscreen"),
    N_("Close fullscreen"),
    N_("Toggle fullscreen"),
    N_("Show data"),
    N_("Show chart"),
    N_("Download as PNG"),
    N_("Clear selection"),
    N_("Dataframe column menu"),
    N_("Copy column name"),
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Format"),
    N_("Autosize"),
    N_("Pin column"),
    N_("Unpin column"),
    N_("Hide column"),
    N_("Statistics"),
    N_("Copy to clipboard"),
    N_("Copied"),
    N_("Upload"),
    N_("Add files"),
    N_("file upload"),
    N_("{} per file"),
    N_("Drag and drop file here"),
    N_("Drag and drop files here"),
    N_("Remove file"),
    N_("Increment"),
    N_("Decrement"),
    N_("Main menu"),
    N_("Sidebar"),
    N_("App pages"),
    N_("Expand sidebar"),
    N_("Collapse sidebar"),
    N_("Notifications"),
    N_("Skip to main content"),
    N_("Shortcut {}"),
    N_("Help for {}"),
    N_("Running..."),
    N_("Stop"),
    N_("Stop script"),
    N_("Connecting"),
    N_("Connection error"),
    N_("Page not found"),
    N_("The page that you have requested does not seem to exist. Running the app's main page."),
)
_STILL_RUNNING = "Is Streamlit still running? {}"


def frame_words(lang: Lang) -> dict[str, str]:
    """Streamlit's words and ours for them; none where the page is in English, but for what names Streamlit."""
    _ = translator(lang)
    lost = {_STILL_RUNNING: _("The explorer does not answer. Start it again where it ran, then load this page again.")}
    return lost if lang == "en" else lost | {word: _(word) for word in WORDS}
