import io
import zipfile

import pytest

from aizone.documents import read_bytes
from aizone.documents.docx_numbering import format_number

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def package(body, numbering="", styles="", namespace=W, extra=()):
    """A Word document of these XML pieces and nothing else."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-'
        f'compatibility/2006"><w:body>{body}</w:body></w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{namespace}">{numbering}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>',
        "word/header1.xml": f'<w:hdr xmlns:w="{namespace}"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>',
        "word/comments.xml": f'<w:comments xmlns:w="{namespace}"><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comments>',
        **dict(extra),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return buffer.getvalue()


def p(words, num=None, level=None, style=None, inside=""):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        at = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        properties += f'<w:numPr>{at}<w:numId w:val="{num}"/></w:numPr>'
    run = f"<w:r><w:t>{words}</w:t></w:r>" if words else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def level(at, shape, text, more=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number, *levels):
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def instance(number, of, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def lines(*args, **more):
    return read_bytes(package(*args, **more), "plan.docx").text.splitlines()


LEVELS = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)


def test_lower_levels_restart():
    body = p("甲", 1, 0) + p("乙", 1, 1) + p("丙", 1, 2) + p("丁", 1, 2) + p("戊", 1, 1) + p("己", 1, 2) + p("庚", 1, 0)
    assert lines(body, LEVELS + instance(1, 0)) == [
        "一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚"
    ]  # fmt: skip


def test_a_level_that_never_restarts_runs_on():
    run_on = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = p("甲", 1, 0) + p("乙", 1, 1) + p("丙", 1, 0) + p("丁", 1, 1)
    assert lines(body, run_on + instance(1, 0)) == ["一、甲", "1. 乙", "二、丙", "2. 丁"]


def test_instances_share_counters_until_one_overrides_the_start():
    again = instance(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    body = p("甲", 1, 0) + p("乙", 3, 0) + p("丙", 2, 0) + p("丁", 2, 0)
    assert lines(body, LEVELS + instance(1, 0) + again + instance(3, 0)) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_numbers_come_from_styles_and_are_taken_away_by_zero():
    styles = (
        '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2a"><w:basedOn w:val="H2"/></w:style>'
    )
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/><w:isLgl/>'),
    )
    body = p("甲", style="H1") + p("乙", style="H2") + p("丙", style="H2a") + p("丁", num=0, style="H1")
    assert lines(body, numbering + instance(1, 0), styles) == ["一、甲", "1.1 乙", "1.2 丙", "丁"]


def test_a_list_style_is_followed_to_its_levels():
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>' + level(0, "decimalEnclosedCircle", "%1") + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="L"/></w:abstractNum>'
    )  # fmt: skip
    assert lines(p("甲", 1, 0) + p("乙", 1, 0), linked + instance(1, 6)) == ["① 甲", "② 乙"]


@pytest.mark.parametrize(
    ("number", "shape", "written"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (101, "chineseCountingThousand", "一百〇一"),
        (110, "japaneseCounting", "一百一十"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (7, "decimalZero", "07"),
        (15, "decimalFullWidth", "１５"),
        (25, "decimalEnclosedCircle", "25"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (5, "bullet", ""),
        (5, "somethingNew", "5"),
    ],
)
def test_number_formats(number, shape, written):
    assert format_number(number, shape) == written


def test_what_the_page_does_not_show_is_left_out():
    inside = (
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>zhe</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>者</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>行</w:t></w:r>"
    )
    styles = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    assert lines(p("目录项", style="T1") + p("字", inside=inside), styles=styles) == ["字增者链", "行"]


def test_a_deleted_paragraph_end_joins_the_next_one():
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>"
    document = read_bytes(package(gone + p("后半。")), "plan.docx")
    assert document.text == "前半，后半。\n"
    assert [anchor.paragraph for anchor in document.anchors] == [1, 2]


def test_content_controls_and_text_boxes_are_read_once():
    box = "<w:txbxContent>" + p("框中") + "</w:txbxContent>"
    alternative = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    body = "<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>" + p("正文", inside=alternative)
    assert lines(body) == ["控件", "正文", "框中"]


def test_tables_stand_where_they_are_with_merged_cells():
    def tc(words, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    table = (
        "<w:tbl><w:tr>" + tc("甲", '<w:vMerge w:val="restart"/>') + tc("乙", '<w:gridSpan w:val="2"/>') + "</w:tr>"
        "<w:tr>" + tc("", "<w:vMerge/>") + tc("丙") + tc("丁") + "</w:tr></w:tbl>"
    )
    document = read_bytes(package(p("前") + table + p("后")), "plan.docx")
    assert document.text == "前\n甲\t乙\n\t丙\t丁\n后\n"
    (found,) = document.tables
    assert [[cell.of(document.text) for cell in row] for row in found.rows] == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]
    assert found.rows[0][0] == found.rows[1][0]
    third = document.anchor_of(found.rows[1][1])
    assert third is not None
    assert third.paragraph == 5  # 前, 甲, 乙, the empty continuation, 丙


def test_a_deleted_cell_is_empty_and_moves_no_other():
    def tc(words, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    gone = '<w:cellDel w:id="1" w:author="a"/>'
    rows = [tc("任务") + tc("牵头单位", gone) + tc("责任单位"), tc("建设甲") + tc("市教育局", gone) + tc("市财政局")]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    document = read_bytes(package(table), "plan.docx")
    shown = [[cell.of(document.text) if cell else "" for cell in row] for row in document.tables[0].rows]
    assert shown == [["任务", "", "责任单位"], ["建设甲", "", "市财政局"]]
    assert "市教育局" not in document.text


def test_strict_documents_and_wrong_names_are_read():
    assert lines(p("甲", 1, 0), LEVELS + instance(1, 0), namespace=STRICT) == ["一、甲"]
    assert read_bytes(package(p("甲")), "plan.pdf").text == "甲\n"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
            "占1/3",
        ),
        ("<w:r><w:instrText> EQ \\f(1,</w:instrText></w:r><w:r><w:instrText>3)</w:instrText></w:r>", "占1/3"),
        ('<w:r><w:t>10m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "占10m²"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "占√"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>', "占≥"),
    ],
)
def test_equations_and_symbols_keep_their_meaning(inside, words):
    assert lines(p("占", inside=inside)) == [words]


def test_words_that_a_style_hides_are_left_out_with_an_issue():
    styles = '<w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    run = '<w:r><w:rPr><w:rStyle w:val="B"/></w:rPr><w:t>市教育局</w:t></w:r>'
    document = read_bytes(package(p("甲", inside=run) + p("市财政局", style="B") + p("乙"), styles=styles), "plan.docx")
    assert document.text.splitlines() == ["甲", "乙"]
    assert [issue.code for issue in document.issues] == ["words-left-out"] * 2
    assert [issue.span.of(document.text) for issue in document.issues] == ["甲", ""]


def test_letters_of_wingdings_are_the_signs_that_it_shows():
    run = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>'
    circled = '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>'
    assert lines(p("市数据局", inside=run) + p("", inside=circled)) == ["市数据局√", "①"]


def test_white_words_are_left_out_with_an_issue_except_on_a_dark_ground():
    run = '<w:r><w:rPr><w:color w:val="FFFFFF"/>{}</w:rPr><w:t>市教育局</w:t></w:r>'
    white, shaded = run.format(""), run.format('<w:shd w:fill="000000"/>')
    cell = f"<w:tbl><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
    document = read_bytes(package(p("一", inside=white) + p("二", inside=shaded) + cell), "plan.docx")
    assert document.text.splitlines() == ["一", "二市教育局", "市教育局"]
    assert [issue.code for issue in document.issues] == ["words-left-out"]


def test_an_unknown_symbol_or_equation_is_an_issue():
    run = '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r><w:r><w:instrText>EQ \\i(a,b,c)</w:instrText></w:r>'
    document = read_bytes(package(p("甲", inside=run)), "plan.docx")
    assert document.text == "甲\n"
    assert [issue.code for issue in document.issues] == ["words-left-out"] * 2


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ('<w:result w:val="1"/>', "市商务局"),
        ('<w:default w:val="1"/>', "市商务局"),
        ("", "市民政局"),
        ('<w:result w:val="9"/>', ""),
    ],
)
def test_an_old_form_field_shows_the_entry_that_was_chosen(chosen, shown):
    entries = '<w:listEntry w:val="市民政局"/><w:listEntry w:val="市商务局"/>'
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{chosen}{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
    field += '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(p("责任单位：", inside=field)) == [f"责任单位：{shown}"]
