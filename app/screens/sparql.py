"""A query of one's own: the editor, the answer in several views, and the questions that people saved."""

from __future__ import annotations

import streamlit as st

from aizone import queries
from aizone.app import page, resources
from aizone.app.address import fits_address, raw_href
from aizone.app.components.editor import EditorContent, editor
from aizone.app.here import Here
from aizone.app.panels import answer as answers
from aizone.app.panels import query_run
from aizone.app.panels.answer import Shown, facts_of
from aizone.app.panels.query_run import QueryRun
from aizone.errors import AizoneError
from aizone.i18n import Translate
from aizone.names.search import search
from aizone.queries.asked_text import own_python
from aizone.queries.formatting import format_query
from aizone.store.base import Dataset
from aizone.store.guard import names_its_graphs
from aizone.views.ask.limits import cut_words
from aizone.views.ask.vocabulary import closed_terms, prefixes
from aizone.views.look.formats import listed
from aizone.workspace import Workspace

_EDITOR, _REAL = "query-editor", "real"
_TEXT, _SEED, _LINKED, _HITS = "query-text", "query-seed", "query-linked", "query-hits"
_WANTED = "query-wanted"  # a text that waits to be run, and the name of the saved question that it is, if it is one
_SEEN = "query-seen"  # the texts of saved questions that this visit has opened or saved, and may replace
_MOST_HITS = 12


def _put(text: str) -> None:
    """Put a text into the editor, in place of what is there."""
    st.session_state[_TEXT] = text
    st.session_state[_SEED] = st.session_state.get(_SEED, 0) + 1


def _note_text() -> None:
    said = (st.session_state.get(_EDITOR) or {}).get("text")
    if said and said["seed"] == st.session_state.get(_SEED, 0):
        st.session_state[_TEXT] = said["text"]


def _look_up() -> None:
    """Note the name that the visitor is typing in the editor."""
    lookup = (st.session_state.get(_EDITOR) or {}).get("lookup")
    if lookup:
        st.session_state[_HITS] = lookup["text"]


def _act() -> None:
    """Do what the visitor asked of the editor."""
    act = (st.session_state.get(_EDITOR) or {}).get("asked")
    if not act:
        return
    st.session_state[_TEXT] = act["text"]
    if act["act"] == "format":
        _put(format_query(act["text"]))
    elif act["act"] == "run":
        _run(act["text"])


def _run(text: str, saved: str | None = None) -> None:
    """Have a text run, which may be that of a saved question: noted here, because a callback that does more may be cut off.

    Whatever the visitor does next ends a callback or a run of the page where it next reaches Streamlit.
    """
    st.session_state[_TEXT] = text
    st.session_state[_WANTED] = text, saved


def _run_wanted() -> None:
    """Run the text that waits for it, and make the address open it; what is cut off on the way begins again in the next run of the page."""
    text, saved = st.session_state.get(_WANTED, (None, None))
    if text is None:
        return
    pool, graphs, store = resources.query_pool(), _asked_graphs(text), resources.workspace().store
    for key in [key for key in st.session_state if str(key).startswith("own-")]:
        del st.session_state[key]
    if saved is not None:
        st.session_state[_LINKED] = f"saved:{saved}"
        st.query_params.pop("q", None)
        st.query_params["saved"] = saved
    else:
        st.query_params.pop("saved", None)
        if fits_address(text):
            st.query_params["q"] = st.session_state[_LINKED] = text
        else:
            st.query_params.pop("q", None)
    query_run.start(text, pool, page.session(), store, graphs)
    del st.session_state[_WANTED]


def _asked_graphs(text: str) -> Dataset | None:
    """The graphs without invented examples, unless the visitor wants those as well or the query names its own."""
    data = resources.workspace()
    if not _is_real_only() or names_its_graphs(text):
        return None
    graphs = resources.real_graphs(data.store.revision, data)
    return Dataset(graphs, graphs) if graphs else None


def _is_real_only() -> bool:
    """Tell whether invented examples are left out: as everywhere, they count where they are asked for."""
    return st.query_params.get(_REAL) != "no"


def _choose_graphs() -> None:
    """Note in the address whether invented examples count, and ask the last question again."""
    if st.session_state.get(_REAL):
        st.query_params.pop(_REAL, None)
    else:
        st.query_params[_REAL] = "no"
    run = query_run.last_run()
    if run is not None:
        _run(run.text, st.query_params.get("saved"))


def _draw_counted(here: Here, data: Workspace) -> None:
    """Say whether invented examples count, and let the visitor choose."""
    _, heads = here.translate, resources.plans(data.store.revision, here.lang, data)
    if not resources.real_graphs(data.store.revision, data):
        return
    st.session_state[_REAL] = _is_real_only()
    names = listed([head.named for head in heads if head.fictional], here.lang)
    st.toggle(
        _("Real plans only"), key=_REAL, on_change=_choose_graphs,
        help=_("Without this a query asks all plans of the workspace, also {names}.").format(names=page.plain(names)),
    )  # fmt: skip


def _take_link(here: Here, data: Workspace) -> None:
    """The text that the address carries, run once for each address: a query, or the name of a saved question."""
    _ = here.translate
    saved, linked = st.query_params.get("saved"), st.query_params.get("q")
    asked = f"saved:{saved}" if saved else linked
    if not asked or asked == st.session_state.get(_LINKED):
        return
    st.session_state[_LINKED] = asked
    text = linked or ""
    if saved:
        found = data.saved_questions.find(saved)
        if found is None:
            page.problem(
                _("There is no saved question “{name}” here.").format(name=saved),
                _("It may have been deleted, or saved in another workspace."),
            )
            return
        text = found.text
        _note_seen(text)
    _put(text)
    _run(text, saved)


def _draw_editor(here: Here, data: Workspace, run: QueryRun | None) -> None:
    """Draw the editor, with marks where the answered query `run` is mistaken or hardly meant so."""
    text = st.session_state.get(_TEXT)
    typed = st.session_state.get(_HITS, "")
    hits = search(resources.names(data.store.revision, data), typed, here.lang, limit=_MOST_HITS) if typed else []
    editor(
        EditorContent(
            queries.example(here.lang) if text is None else text, st.session_state.get(_SEED, 0), text is None
        ),
        key=_EDITOR,
        terms=resources.editor_terms(data.store.revision, data),
        prefixes=prefixes(),
        closed=closed_terms(),
        mistakes=run.mistakes if run is not None else (),
        mistakes_of=run.text if run is not None else "",
        hits=hits,
        hits_for=typed,
        on_asked=_act,
        on_lookup=_look_up,
        on_text=_note_text,
        _=here.translate,
    )


def _draw_run(run: QueryRun, here: Here, data: Workspace) -> None:
    """The answer of a run, or why there is none."""
    _ = here.translate
    if run.error is not None:
        _draw_error(run, here)
        return
    assert run.answer is not None
    found, settings = run.answer, data.settings
    limit = _("at most {rows} rows, {seconds} seconds").format(
        rows=f"{settings.query_max_rows:,}", seconds=f"{settings.query_timeout_s:g}"
    )
    if not (fits_address(run.text) or st.query_params.get("saved")):
        page.notice(_too_long_for_a_link(_))
    if found.cut:
        st.warning(page.plain(cut_words(found.limit.value, len(found.rows), _)))
    for reason in run.reasons:
        st.warning(page.plain(reason.line(_)))
    if run.mistakes and run.text == st.session_state.get(_TEXT):
        _draw_mistakes(run, here)
    heads = resources.plans(data.store.revision, here.lang, data)
    invented = sum(head.fictional for head in heads)
    counted = (
        _("real plans only")
        if run.is_real_only
        else _("invented examples among the plans: {count}").format(count=invented)
        if invented
        else ""
    )
    facts = (*facts_of(len(found.rows), found.seconds, limit, here), *([counted] if counted else []))
    plans = tuple(head.plan for head in heads if not (run.is_real_only and head.fictional))
    hint = (
        _("Invented examples were left out: switch “Real plans only” off to ask them, too.") if run.is_real_only else ""
    )
    shown = Shown(
        found.to_rows(), run.text, _("query"), found.kind, facts, key="own", plans=plans, hint=hint, is_written=True
    )
    answers.draw(shown, here, data)


def _too_long_for_a_link(_: Translate) -> str:
    return _("It is too long for a link: save it, and send the link of the saved question.")


def _draw_error(run: QueryRun, here: Here) -> None:
    _ = here.translate
    assert run.error is not None
    if run.text != st.session_state.get(_TEXT):
        st.caption(_("The query has changed since it was run."))
        return
    if not run.mistakes:
        st.error(page.plain(page.line_of(run.error, _)))
        return
    _draw_mistakes(run, here)


def _draw_mistakes(run: QueryRun, here: Here) -> None:
    """The mistakes of a query, or hints beside its answer, each with its place, and a button that mends the first that can be mended."""
    _ = here.translate
    lines = [(*one.place(run.text), one.line(_)) for one in run.mistakes]
    are_hints = run.error is None
    shown = page.template("query.html", here)
    st.html(shown.hints(lines) if are_hints else shown.mistakes(lines))
    fix = next((one.fix for one in run.mistakes if one.fix is not None), None)
    if fix is not None:
        mended = fix.apply(run.text)
        words = _("Write it so and run") if are_hints else _("Mend it and run")
        if st.button(words, key="own-mend", type="secondary" if are_hints else "primary"):
            _put(mended)
            _run(mended)
            st.rerun()


def _wait(run: QueryRun, here: Here) -> None:
    """While a query runs: how long it has, and a way to stop it."""
    _, ngettext = here.translate, here.counted

    @st.fragment(run_every=0.5)
    def watch() -> None:
        if not run.is_running:
            st.rerun()
        words, stop = st.columns([5, 1], vertical_alignment="center")
        seconds = round(run.waited)
        words.info(
            ngettext("Running … {seconds} second", "Running … {seconds} seconds", seconds).format(seconds=seconds)
        )
        if stop.button(_("Cancel"), key="query-cancel", width="stretch"):
            run.cancellation.cancel()
            st.rerun()

    watch()


def _note_seen(text: str) -> None:
    st.session_state.setdefault(_SEEN, set()).add(text)


def _draw_saved(here: Here, data: Workspace) -> None:
    """Save, share, open and delete questions of one's own."""
    _, kept = here.translate, data.saved_questions
    text = st.session_state.get(_TEXT) or queries.example(here.lang)
    save, share, elsewhere, opened = st.columns(4)
    can_write = data.can_write()
    with save.popover(_("Save the question"), width="stretch"):
        if not can_write:
            page.notice_read_only(_("This workspace cannot be written, so nothing can be kept."))
        title = st.text_input(_("What is it called?"), key="query-title", disabled=not can_write)
        if st.button(_("Save"), disabled=not (can_write and title.strip()), key="query-save"):
            try:
                saved = kept.save(title, text, instead_of=st.session_state.get(_SEEN, ()))
                _note_seen(saved.text)
                st.session_state[_LINKED] = f"saved:{saved.name}"
                st.query_params.pop("q", None)
                st.query_params["saved"] = saved.name
                st.success(page.plain(_("Saved. The address of this page now opens it: send it to a colleague.")))
            except AizoneError as error:
                st.error(page.plain(page.line_of(error, _)))
    with share.popover(_("Link to this query"), width="stretch"):
        if not fits_address(text):
            st.info(_too_long_for_a_link(_))
        else:
            st.code(raw_href("query", [("q", text), ("lang", here.lang)]), language=None, wrap_lines=True)
            st.caption(_("Append it to the address of the explorer; after a run it is in the address bar."))
    with elsewhere.popover(_("In Python"), width="stretch"):
        st.code(own_python(text), language="python")
    mine = kept.every()
    with opened.popover(_("Saved questions ({count})").format(count=len(mine)), width="stretch"):
        if not mine:
            st.caption(_("None yet. What you save is kept in the workspace, for everybody who opens it."))
        for one in mine:
            name, delete = st.columns([4, 1], vertical_alignment="center")
            if name.button(page.plain(one.title), key=f"open-{one.name}", width="stretch"):
                _note_seen(one.text)
                _put(one.text)
                _run(one.text, one.name)
                st.rerun()
            if can_write and delete.button(
                "✕", key=f"delete-{one.name}", help=page.plain(_("Delete “{title}”").format(title=one.title))
            ):
                try:
                    kept.delete(one.name)
                    st.rerun()
                except AizoneError as error:
                    st.error(page.plain(page.line_of(error, _)))


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.header(
    _("Ask in SPARQL"),
    _(
        "Ask anything in SPARQL; the editor completes terms and names. The question library has questions that are ready."
    ),
)
page.stop_if_empty(here)
_take_link(here, workspace)
_run_wanted()
run = query_run.last_run()
is_done = (
    run is not None and not run.is_running
)  # for the whole page: an answer that comes while it is drawn waits for the next drawing
_draw_editor(here, workspace, run if is_done else None)
_draw_counted(here, workspace)
_draw_saved(here, workspace)
if run is None:
    st.caption(_("Run the query to see its answer here: as a table, a chart, a graph or a file."))
elif is_done:
    _draw_run(run, here, workspace)
else:
    _wait(run, here)
