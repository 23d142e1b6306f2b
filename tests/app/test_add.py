"""The page "Add a plan", full, empty and in trouble, without a browser."""

import io
import re
import zipfile

import pytest

pytest.importorskip("streamlit")

from aizone.errors import WorkspaceError
from aizone.reading.ingest import ingest
from aizone.workspace import Workspace, open_workspace
from tests.app.conftest import open_explorer

PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科创办、市发展改革委）
（二）数据。建设数据平台，按季公布目录。（牵头单位：市数据局）
"""
OTHER = PLAN.replace("人工智能行动计划", "机器人行动计划")


def bomb():
    """A workbook that would unpack to more than anybody reads."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 300_000_000)
    return data.getvalue()


@pytest.fixture
def open_add(monkeypatch, tmp_path):
    folder = tmp_path / "workspace"
    folder.mkdir()

    def opened(lang="en", **query):
        return open_explorer(monkeypatch, folder, screen="add", lang=lang, **query)

    opened.folder = folder
    return opened


def give(test, *files):
    values = [
        (name, data.encode() if isinstance(data, str) else data, "application/octet-stream") for name, data in files
    ]
    return test.file_uploader[0].set_value(values).run()


def pick(test, key):
    test.query_params["pick"] = key
    return test.run()


def words(test):
    parts = [*test.markdown, *test.caption, *test.warning, *test.error]
    html = [element.proto.body for element in test.get("html") if "<style>" not in element.proto.body]
    return " ".join([*(str(part.value) for part in parts), *html])


def button(test, label):
    return next(one for one in test.button if one.label.replace("\\", "") == label)


def chips(test):
    """The owners shown, as (role, name)."""
    found = re.findall(r'<a class="az-chip ([^"]*)"[^>]*>(.*?)</a>', words(test))
    return [
        (css.split()[0].removeprefix("az-"), body.rsplit("</span>", 1)[-1])
        for css, body in found
        if "az-add" not in css
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_begins_with_what_to_do(open_add, lang):
    test = open_add(lang)
    assert not test.exception
    assert {"zh": "确认之前不会保存任何内容", "en": "nothing is stored before you say so"}[lang] in words(test)
    assert "64 MiB" in test.file_uploader[0].label


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_read_is_shown_and_nothing_stored(open_add, lang):
    test = give(open_add(lang), ("plan.txt", PLAN))
    assert not test.exception
    assert chips(test) == [
        ("responsible", "市科创办"),
        ("responsible", "玉河市发展和改革委员会"),
        ("lead", "玉河市数据局"),
    ]
    assert {"zh": "未识别的单位名称", "en": "Unrecognised unit names"}[lang] in words(test)
    assert "<mark>市科创办</mark>" in words(test)
    assert not list(open_add.folder.rglob("*.nq"))


def test_corrections_show_at_once_and_are_stored_with_the_plan(open_add):
    test = pick(give(open_add(), ("plan.txt", PLAN)), "0.0.0")
    next(box for box in test.text_input if box.label == "Search for the unit").set_value("市科技局").run()
    next(one for one in test.button if one.label.startswith("玉河市科学技术局")).click().run()
    assert chips(test)[0] == ("responsible", "玉河市科学技术局")
    pick(test, "0.0.1")
    test.segmented_control[0].set_value("lead").run()
    assert chips(test)[1] == ("lead", "玉河市发展和改革委员会")
    pick(test, "1.0")
    next(box for box in test.text_input if box.label == "Search for the unit").set_value("市财政局").run()
    next(one for one in test.button if one.label.startswith("玉河市财政局")).click().run()
    assert chips(test)[3] == ("responsible", "玉河市财政局")
    pick(test, "1.0.0")
    button(test, "Not an owner").click().run()
    assert "Corrected: this is not an owner." in words(test)
    button(test, "Undo what was corrected here").click().run()
    assert "Corrected: this is not an owner." not in words(test)
    assert not list(open_add.folder.rglob("*.nq"))
    button(test, "Add to the workspace").click().run()
    assert not test.exception
    assert "In the workspace" in words(test)
    workspace = open_workspace(open_add.folder)
    (slug,) = workspace.plan_slugs()
    assert [(one.kind, one.written) for one in workspace.corrections(slug)] == [
        ("role", "市发展改革委"),
        ("owner", "玉河市财政局"),
    ]
    assert f"explore?id=id%3Aplan%2F{slug}" in words(test)
    assert "市科创办" in workspace.paths.decisions.read_text("utf-8")
    button(test, "Add another plan").click().run()
    assert test.file_uploader


def test_the_files_of_one_visit_have_a_size_together(open_add, monkeypatch):
    monkeypatch.setattr("aizone.app.intake.desk.MOST_BYTES", len(PLAN.encode()) + 5)
    test = give(open_add(), ("plan.txt", PLAN), ("more.txt", PLAN + "附则"))
    assert not test.exception
    assert "more.txt: The files of this visit are larger than" in words(test)
    assert "玉河市" in words(test), "what fitted is read"
    button(test, "Other files").click().run()
    test = give(test, ("more.txt", PLAN + "附则"[:1]))
    assert "larger than" not in words(test), "another round begins at nothing"


def test_a_name_that_is_nearly_known_has_its_cure_beside_it(open_add):
    typo = PLAN.replace("玉河市", "合肥市").replace("市科创办", "市卫建委").replace("单位：市数据局", "单位：市卫建委")
    test = give(open_add(), ("plan.txt", typo))
    assert "×2" in words(test)
    button(test, "市卫建委 is 合肥市卫生健康委员会").click().run()
    assert not test.exception
    assert [label for _, label in chips(test) if "卫" in label] == ["合肥市卫生健康委员会"] * 2
    assert not any("市卫建委 is" in one.label for one in test.button)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picked_measure_says_folded_why_it_was_read_so(open_add, lang):
    test = pick(give(open_add(lang), ("plan.txt", PLAN)), "1.0.0")
    assert not test.exception
    title = {"zh": "为什么这样读？", "en": "Why was this read so?"}[lang]
    said = words(test)
    assert f'<details class="az-fold"><summary>{title}' in said
    rule = {"zh": "名称前的标签写明是牵头单位。", "en": "A label before the names says that they lead."}[lang]
    assert f"<li>{rule} <q>牵头单位：</q></li>" in said
    test.segmented_control[0].set_value("support").run()
    assert {"zh": "由人工更正确定。", "en": "A person decided this."}[lang] in words(test)


def test_a_plan_that_is_stored_says_what_would_change(open_add, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    (record,) = ingest(open_workspace(open_add.folder), [path])
    assert record.change == "new"
    test = give(open_add(), ("plan.txt", PLAN))
    assert "Already stored, nothing changes" in words(test)
    pick(test, "0.0.1")
    button(test, "Not an owner").click().run()
    pick(test, "")
    assert "Assignments: 1 gone" in words(test)


def test_several_files_good_and_bad(open_add):
    test = give(
        open_add(), ("a.txt", PLAN), ("b.txt", OTHER), ("copy.txt", PLAN), ("empty.txt", b""), ("bomb.xlsx", bomb()), ("x.pdf", b"%PDF-1.7 x")
    )  # fmt: skip
    assert not test.exception
    said = words(test)
    assert "copy.txt is the same as a.txt" in said
    for wrong in ("empty.txt: is empty", "bomb.xlsx: ", "x.pdf: "):
        assert wrong in said
    assert "Save" in said
    assert "机器人行动计划" in said
    test.query_params["part"] = "1.0"
    test.run()
    assert 'class="az-title">玉河市机器人行动计划' in words(test)
    button(test, "Add all 2 plans").click().run()
    assert len(open_workspace(open_add.folder).plan_slugs()) == 2


@pytest.mark.parametrize(
    ("lang", "what", "cure"),
    [("zh", "没有方案标题", "请确认它是方案全文"), ("en", "does not look like a plan", "Check that it is the plan")],
)
def test_a_file_that_is_no_plan_says_what_to_do(open_add, lang, what, cure):
    test = give(open_add(lang), ("letter.txt", "亲爱的朋友：\n你好。\n"))
    assert not test.exception
    assert cure in words(test)
    assert what in words(test)
    button(test, {"zh": "更换文件", "en": "Other files"}[lang]).click().run()
    assert test.file_uploader


def test_options_hold(open_add):
    test = give(open_add(), ("plan.txt", PLAN))
    next(radio for radio in test.radio if radio.label == "What is stored").set_value(False).run()
    next(box for box in test.text_input if box.label == "Name in addresses").set_value("Not A Slug").run()
    assert "is not a valid slug" in words(test)
    next(box for box in test.text_input if box.label == "Name in addresses").set_value("yuhe-ai").run()
    test.switch_page("screens/explore.py").run()
    test.switch_page("screens/add.py").run()
    assert chips(test), "the desk survives a look at another page"
    button(test, "Add to the workspace").click().run()
    workspace = open_workspace(open_add.folder)
    assert workspace.plan_slugs() == ["yuhe-ai"]
    assert workspace.sources("yuhe-ai") == []


def test_a_folder_that_cannot_be_written_is_said_before(open_add, monkeypatch):
    monkeypatch.setattr(Workspace, "can_write", lambda _self: False)
    test = give(open_add(), ("plan.txt", PLAN))
    assert "cannot be written" in words(test)
    assert chips(test)
    assert button(test, "Add to the workspace").disabled


def test_what_goes_wrong_while_storing_is_said_and_the_desk_stays(open_add, monkeypatch):
    def refuse(*_args, **_options):
        raise WorkspaceError("the folder", "is full.", "Make room.")

    test = pick(give(open_add(), ("plan.txt", PLAN)), "0.0.1")
    test.segmented_control[0].set_value("lead").run()
    monkeypatch.setattr("aizone.workspace.workspace.Workspace.store_plans", refuse)
    button(test, "Add to the workspace").click().run()
    assert not test.exception
    assert "is full." in words(test)
    assert chips(test)[1][0] == "lead"


def test_markup_in_a_plan_only_shows(open_add):
    evil = "<img src=x onerror=alert(1)>市科创办"
    test = give(
        open_add(),
        ("<b>plan</b>.txt", PLAN.replace("市科创办", evil).replace("建设算力平台", "建设<script>x</script>平台")),
    )
    assert not test.exception
    said = words(test) + words(pick(test, "0.0.0"))
    assert "<q>" in said
    assert "<script>" not in said
    assert "<img" not in said
    assert "<b>plan" not in said


def test_two_sessions_do_not_mix(open_add):
    one = give(open_add(), ("plan.txt", PLAN))
    other = open_add()
    assert other.file_uploader
    assert chips(one.run())


NO_PLACE = """推进人工智能惠民行动计划
2024年3月1日
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科技局、市卫建委）
（二）数据。建设数据平台，按季公布目录。（责任单位：市数据局）
"""
HEFEI = "https://w3id.org/aizone/id/place/hefei"


def field(test, label):
    return next(one for one in test.text_input if one.label == label)


def test_a_place_chosen_in_one_box_resolves_every_name(open_add):
    test = give(open_add(), ("plan.txt", NO_PLACE))
    assert "The plan does not say which place it is for" in words(test)
    assert [name for _role, name in chips(test)] == ["市科技局", "市卫建委", "市数据局"]
    place = next(box for box in test.selectbox if box.label == "Place of the plan")
    assert "长丰县 · 合肥市" in place.options
    place.set_value(HEFEI).run()
    assert not test.exception
    assert [name for _role, name in chips(test)] == ["合肥市科学技术局", "市卫建委", "合肥市数据局"]
    assert "合肥市卫生健康委员会" in {one.label.rpartition(" ")[2] for one in test.button}, "a typo's nearest unit"
    field(test, "Title").set_value("合肥市惠民行动计划").run()
    field(test, "Last year").set_value("三年").run()
    assert "is not a year" in words(test)
    assert field(test, "Last year").value != "三年", "the field shows again what holds"
    assert "the plan&#39;s place" in words(test)
    button(test, "Add to the workspace").click().run()
    assert not test.exception
    (slug,) = open_workspace(open_add.folder).plan_slugs()
    assert slug.startswith("hefei-2024")
    assert open_workspace(open_add.folder).stored_plan(slug).title == "合肥市惠民行动计划"


def test_text_is_pasted_and_read_like_a_file(open_add):
    test = open_add()
    button(test, "Read this text").click().run()
    assert "Paste the text of the plan first" in words(test)
    test.text_area[0].set_value(PLAN)
    field(test, "Name of the text").set_value("从网页/复制")
    button(test, "Read this text").click().run()
    assert not test.exception
    assert len(chips(test)) == 3
    assert "从网页／复制.txt" in words(test)


def test_a_unit_that_no_registry_has_is_made_on_the_spot(open_add):
    test = pick(give(open_add(), ("plan.txt", PLAN)), "0.0.0")
    assert field(test, "Full name").value == "玉河市科创办公室"
    field(test, "Full name").set_value("玉河市科技创新办公室").run()
    button(test, "Make this unit and use it here").click().run()
    assert not test.exception
    assert chips(test)[0] == ("responsible", "玉河市科技创新办公室")
    assert "new unit: government unit" in words(test)
    button(test, "Add to the workspace").click().run()
    workspace = open_workspace(open_add.folder)
    assert [one.verb for one in workspace.name_ledger().read()] == ["place", "unit", "alias"]
    test = give(open_add(), ("other.txt", OTHER))
    assert chips(test)[0] == ("responsible", "玉河市科技创新办公室"), "the next plan of the place knows it"
