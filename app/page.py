"""Parts of every page: the place the visitor is at, styles, templates, titles, and its empty, loading and error states."""

from __future__ import annotations

import contextlib
import logging
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import FragmentHandledException

from aizone.app import address, resources
from aizone.app.here import Here
from aizone.app.visitor import visitor
from aizone.endpoint.veiled import veiled
from aizone.errors import AizoneError, RemoteStoreError, SystemRefusedError
from aizone.i18n import Lang, Translate, as_lang, translator
from aizone.reading.rebuild import update_plans
from aizone.text.characters import isolated
from aizone.views.look.templates import environment
from aizone.views.look.theme import ENGLISH_SIGNS, css_variables
from aizone.views.plan.scope import scope

# '*云江* [市]' shows as it is in a Markdown element only as '\*云江\* \[市\]'; ':material/home:' and '$x$' mean something too
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
# 'https://…', 'www.…', 'a@b.cn': Markdown makes them links, also after an escape; '"市科技局"@zh' is copied into a query as it is
_ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|(?<=[\w.+-])@(?=[\w-])", re.IGNORECASE)
# "Run 'aizone rebuild', which …": a command line
_COMMAND = re.compile("aizone [a-z]|--[a-z]")
_SAID = "said_on_the_page"
_STYLES = tuple(Path(__file__).with_name(name) for name in ("styles.css", "touch.css"))
_TEMPLATES = Path(__file__).parent / "templates"


def language() -> Lang:
    """The language of this visit: that of the address, else the browser's, else Chinese."""
    return as_lang(st.query_params.get("lang")) or as_lang(st.context.locale) or "zh"


def session() -> str:
    """A name for this visit, or the person's where a login says it, by which the query workers keep visitors apart."""
    person = visitor()
    if person.is_logged_in:
        return f"login {person.name}"
    found: str = st.session_state.setdefault("session", uuid.uuid4().hex)
    return found


def here(*, is_exploring: bool = False, with_invented: bool = False) -> Here:
    """The place the visitor is at; read once, at the top of a page.

    Args:
        is_exploring: see `Here`.
        with_invented: see `views.plan.scope.scope`.
    """
    lang, workspace = language(), resources.workspace()
    now = address.read(lang)
    heads = resources.plans(workspace.store.revision, lang, workspace)
    invented = {head.plan: head.named for head in heads if head.fictional}
    return Here(lang, now, scope(now.plans, heads, with_invented=with_invented), is_exploring, invented)


# HTML from templates -------------------------------------------------------------------------------------------------------


def template(name: str, here: Here, **values: Any) -> Any:  # noqa: ANN401 # macros take and return what they like
    """A template with its macros as functions that return HTML: `st.html(page.template("units.html", here).directory(units))`.

    Whatever they are given is text and is escaped; their links lead on from `here`; `values` are what else all of them know.
    """
    return environment(here.lang, _TEMPLATES).get_template(name).make_module({"here": here, **values})


def frame_template(name: str, lang: Lang) -> Any:  # noqa: ANN401 # see `template`
    """A template without links that lead on from a page."""
    return environment(lang, _TEMPLATES).get_template(name).module


def _words() -> Any:  # noqa: ANN401 # see `template`
    """The macros that hold words only, of no language."""
    return frame_template("words.html", "en")


def plain(text: str) -> str:
    """Text for a Markdown element: every character that Markdown would read is escaped, so labels only show.

    Addresses are made links after all escapes are read, so an invisible character (U+2060) takes them apart.
    """
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub("\\g<0>\u2060", isolated(text)))


def styles() -> None:
    """The style sheet, sent by the frame around every page."""
    theme = "dark" if st.context.theme.type == "dark" else "light"  # what opens over the page is outside of its element
    scheme = f'[data-testid="stPopoverBody"] {{ color-scheme: {theme}; }}'
    signs = ENGLISH_SIGNS if language() == "en" else ""
    st.html(_words().styles(css_variables() + signs + "".join(sheet.read_text("utf-8") for sheet in _STYLES) + scheme))


# titles and notes ----------------------------------------------------------------------------------------------------------


def header(title: str, lead: str = "", kicker: str = "") -> None:
    """The title of a page, one sentence under it, and a word above it that says what kind of thing it is."""
    st.html(_words().header(title, lead, kicker))


def section(title: str, note: str = "") -> None:
    """The heading of a section, with a quiet note after it."""
    st.html(_words().h2(title, note))


def subsection(title: str, note: str = "") -> None:
    """The heading of a part of a section, with a quiet note after it."""
    st.html(_words().h3(title, note))


def facts(*words: str) -> None:
    """A line of secondary facts; empty ones are left out."""
    st.html(_words().meta(*words))


def printed(*words: str) -> None:
    """A line that only paper shows: what was chosen in controls, which paper leaves out."""
    st.html(_words().printed(*words))


def paper(size: str) -> None:
    """The paper that this page is printed on, as in CSS: 'A3 landscape'. Other pages are printed on A4 upright."""
    st.html(_words().styles(f"@page {{ size: {size}; margin: 12mm; }}"))


def notice(words: str) -> None:
    """A hint about what is shown, such as what a limit left out."""
    st.html(_words().notice(words))


# states --------------------------------------------------------------------------------------------------------------------


def empty(title: str, words: str = "") -> None:
    """Nothing is here yet: what would be, and how to get it."""
    st.html(_words().empty(title, words))


def error(title: str, what_next: str) -> None:
    """Something did not work: what, and what to do now."""
    st.html(_words().error(title, what_next))


def problem(what: str, what_next: str) -> None:
    """Something did not work, beside what can be shown all the same."""
    st.html(_words().problem(what, what_next))


def notice_read_only(words: str) -> None:
    """Say why nothing can be decided or stored here: by the visitor's login, else for the reason given."""
    person, _ = visitor(), translator(language())
    if not person.may("review"):
        words = _(
            "{name} may look here, but not decide or add anything. Ask the people who run this explorer for more."
        )
        words = words.format(name=person.name)
    notice(words)


def notice_older_workspace() -> None:
    """The hint that the workspace's plan files are older than this version, with the button that updates them."""
    data, _ = resources.workspace(), translator(language())
    if not data.is_older:
        return
    notice(_("The plans were written by an older version. They answer, but load slowly until they are updated once."))
    if data.can_write() and visitor().may("admin"):
        st.button(_("Update the plans now"), key="update-plans", icon=":material/update:", on_click=_update_plans)


def _update_plans() -> None:
    """Write every plan in today's layout; what stops one is said, and the others are updated all the same."""
    for record in update_plans(resources.workspace()):
        if record.error is not None:
            say_failed(record.error)


def notice_damaged_files() -> None:
    """Name the files that are damaged and left out, with the cure; the pages show the others."""
    _ = translator(language())
    for damaged in resources.workspace().store.damaged:
        problem(*words_of(damaged, _))


def words_of(error: AizoneError, _: Translate) -> tuple[str, str]:
    """An error in the reader's language: what is wrong with what, and what to do."""
    error = _as_told(error, _)
    what, next_step = (_(part).format(**error.values) if part else "" for part in (error.what, error.next_step))
    if _COMMAND.search(next_step):  # of no use to somebody at a page
        logging.getLogger(__name__).warning("%s", error)
        next_step = _("The person who looks after the explorer can mend it: the server's log names the command.")
    where, shown = error.where, _("{where}: {what}")
    return (shown.format(where=where, what=what) if where else what), next_step


def line_of(error: AizoneError, _: Translate) -> str:
    """An error in the reader's language, in one line."""
    return _as_told(error, _).line(_)


def _as_told(error: AizoneError, _: Translate) -> AizoneError:
    """The error as a visitor is told of it: the address of a server is for the operator, whose log has it."""
    return veiled(error, _) if isinstance(error, RemoteStoreError) else error


@contextlib.contextmanager
def failing_softly() -> Iterator[None]:
    """Say in our own words what stops a page; the log has the rest."""
    try:
        yield
    except Exception as stopped:
        say_failed(stopped)


def say_failed(stopped: Exception) -> bool:
    """Say in our own words what stopped a page or a click, and log what was not foreseen.

    Returns:
        True, for Streamlit: its own box with links to search engines is not shown.
    """
    _ = translator(language())
    if isinstance(stopped, FragmentHandledException):  # the part of the page that failed says why
        stopped = next((one for one in (stopped.__cause__, stopped.__context__) if isinstance(one, Exception)), stopped)
    if getattr(stopped, _SAID, False):  # by the part of the page that failed
        return True
    setattr(stopped, _SAID, True)
    if isinstance(stopped, AizoneError):
        error(*words_of(stopped, _))
        return True
    logging.getLogger(__name__).error("A page failed", exc_info=stopped)
    if isinstance(stopped, (OSError, MemoryError)):
        error(*words_of(SystemRefusedError(stopped), _))
        return True
    error(
        _("This page could not be drawn."),
        _(
            "Load it again. The server's log says what happened: please report it to the person who looks after the explorer."
        ),
    )
    return True


@contextlib.contextmanager
def loading(words: str) -> Iterator[None]:
    """Say what is being done while long work runs; quick work shows nothing."""
    with st.spinner(plain(words), show_time=False):
        yield


def stop_if_empty(here: Here) -> None:
    """The state of a workspace without a plan: how to add one; the page ends there."""
    if here.plans.heads:
        return
    _ = here.translate
    empty(
        _("This workspace does not hold a plan yet."),
        _("Add a plan, and its units, tasks and goals appear here."),
    )
    st.html(_words().button(address.raw_href("add", [("lang", here.lang)]), _("Add a plan")))
    st.stop()


def without_owners(here: Here) -> None:
    """The state of plans that name no unit for any measure: where their measures are."""
    _ = here.translate
    empty(
        _("No measure of these plans has an owner."),
        _("The gaps list them; what was read wrongly can be corrected."),
    )
    st.html(_words().button(here.page("gaps"), _("Open the gaps")))
