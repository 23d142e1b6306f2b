import pytest

from aizone.errors import MeanwhileError, UsageError, WorkspaceError
from aizone.settings import Settings
from aizone.workspace import Workspace

QUERY = "SELECT ?u {\n  ?m az:leadUnit ?u\n}"


def test_a_question_is_saved_found_and_deleted(workspace):
    kept = workspace.saved_questions
    assert kept.every() == []
    saved = kept.save("各目标的  牵头单位", QUERY)
    assert (saved.name, saved.title) == ("各目标的-牵头单位", "各目标的 牵头单位")
    assert [(one.title, one.text) for one in kept.every()] == [("各目标的 牵头单位", QUERY)]
    assert (
        (workspace.paths.root / "questions" / "各目标的-牵头单位.rq").read_text("utf-8").startswith("# title: 各目标的")
    )
    kept.save("各目标的 牵头单位", f"# title: an older one\n{QUERY}")
    assert kept.find(saved.name).text == QUERY
    kept.delete(saved.name)
    assert kept.every() == []
    with pytest.raises(UsageError):
        kept.delete(saved.name)


@pytest.mark.parametrize("title", ["", "   ", "///", "…"])
def test_a_title_needs_a_letter(workspace, title):
    with pytest.raises(UsageError):
        workspace.saved_questions.save(title, QUERY)


@pytest.mark.parametrize("name", ["../plans/hefei", "/etc/passwd", "a/b", "", ".hidden"])
def test_no_name_leads_out_of_the_folder(workspace, name):
    assert workspace.saved_questions.find(name) is None
    with pytest.raises(UsageError):
        workspace.saved_questions.delete(name)


def test_titles_that_look_like_paths_stay_in_the_folder(workspace):
    saved = workspace.saved_questions.save("../../plans/x", QUERY)
    assert saved.name == "plans-x"
    assert [path.name for path in workspace.saved_questions.folder.iterdir()] == ["plans-x.rq"]


def test_a_file_written_by_hand_is_a_question_too(workspace):
    folder = workspace.saved_questions.folder
    folder.mkdir()
    (folder / "mine.rq").write_text(QUERY, "utf-8")
    (folder / "binary.rq").write_bytes(b"\xff\xfe\x00")
    assert [(one.name, one.title, one.text) for one in workspace.saved_questions.every()] == [("mine", "mine", QUERY)]


def test_a_folder_that_cannot_be_made_is_said(workspace):
    (workspace.paths.root / "questions").write_text("a file", "utf-8")
    with pytest.raises(WorkspaceError):
        workspace.saved_questions.save("x1", QUERY)


def test_two_people_do_not_replace_each_others_question_unseen(workspace, other_person):
    kept = workspace.saved_questions
    kept.save("Goals", QUERY, instead_of=())
    with pytest.raises(MeanwhileError):
        other_person.saved_questions.save("goals!", "ASK {}", instead_of=())
    assert kept.find("goals").text == QUERY
    other_person.saved_questions.save("Goals", "ASK {}", instead_of={QUERY})
    with pytest.raises(MeanwhileError):
        kept.save("Goals", "ASK { ?s ?p ?o }", instead_of={QUERY})
    kept.save("Goals", "ASK {}", instead_of=())
    assert kept.find("goals").text == "ASK {}"
    kept.save("Goals", "ASK { ?s ?p ?o }")
    assert kept.find("goals").text == "ASK { ?s ?p ?o }"


def test_a_title_holds_no_control_characters(workspace):
    saved = workspace.saved_questions.save("Go\x1b[31mals\u202e\x07", QUERY)
    assert saved.title == workspace.saved_questions.find(saved.name).title == "Go[31mals"
    path = workspace.paths.questions / "old.rq"
    path.write_text("# title: a\x9bb\nASK {}", "utf-8")
    assert workspace.saved_questions.find("old").title == "ab"


@pytest.fixture
def other_person(workspace):
    """The same workspace as somebody else has it open."""
    return Workspace(Settings(workspace=workspace.paths.root))
