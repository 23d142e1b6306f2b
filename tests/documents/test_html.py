import pytest

from aizone.documents import read_bytes


def lines(source, name="plan.html", encoding="utf-8"):
    return read_bytes(source.encode(encoding), name).text.splitlines()


BODY = "".join(f"<p>第{n}段，推进数字经济发展，完善配套政策措施。</p>" for n in range(12))
WORDS = [f"第{n}段，推进数字经济发展，完善配套政策措施。" for n in range(12)]


@pytest.mark.parametrize(
    "around",
    [
        "<div class='nav'>首页要闻</div>{}<div class='footer'>主办单位：某办公室</div>",
        "<nav>首页</nav><main><article>{}</article></main><footer>版权所有</footer>",
        "<ul><li><a href=a>要闻</a></li><li><a href=b>公开</a></li><li><a href=c>互动</a></li></ul><div><div>{}</div></div>",
        "<table><tr><td><a href=a>栏目</a></td><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<form><div style='display: none'>隐藏</div><script>var a='脚本'</script>{}</form>",
        "<p hidden>隐藏</p><select><option>选项</option></select>{}<!-- 注释 -->",
    ],
)
def test_the_article_is_found_among_navigation(around):
    assert lines(f"<html><body>{around.format(BODY)}</body></html>") == WORDS


def test_no_part_of_an_article_is_lost_when_it_has_several():
    halves = BODY.replace("<p>第6段", "</div><div><p>第6段")
    assert lines(f"<html><body><div class='menu'>栏目</div><div>{halves}</div></body></html>") == WORDS


def test_a_title_before_the_article_is_kept_once():
    titled = f"<html><head><title>某行动计划 - 某市政府网</title></head><body><h1>某行动计划</h1><div>{BODY}</div></body></html>"
    assert lines(titled) == ["某行动计划", *WORDS]
    assert lines(titled.replace("<h1>某行动计划</h1>", "")) == ["某行动计划", *WORDS]
    assert lines(titled.replace("<h1>某行动计划</h1>", "").replace("<div>", "<div><p>某行动计划</p>")) == [
        "某行动计划",
        *WORDS,
    ]


def test_lines_lists_and_tables():
    source = (
        "<html><body><h2>一、任务</h2><p>第一行<br>第二\n行<b>粗</b>体</p><ol start=3><li>甲<li>乙</ol><ol type=a><li>丙</ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>丁</li></ol><ul><li>戊</ul>"
        "<table><tr><th rowspan=2>己</th><th colspan=2>庚</th></tr><tr><td>辛<p>壬</p></td><td>癸</td></tr></table></body></html>"
    )
    document = read_bytes(source.encode(), "plan.html")
    assert document.text.splitlines() == [
        "一、任务", "第一行", "第二行粗体", "3.甲", "4.乙", "a.丙", "一、丁", "戊", "己\t庚", "\t辛", "壬\t癸"
    ]  # fmt: skip
    (table,) = document.tables
    assert [[cell.of(document.text) for cell in row] for row in table.rows] == [
        ["己", "庚", "庚"],
        ["己", "辛\n壬", "癸"],
    ]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("gb2312", "utf-8"), ("utf-8", "gb18030"), ("big5", "big5")],
)
def test_the_encoding_is_what_fits_even_when_the_page_says_another(charset, encoding):
    body = (
        BODY
        if encoding != "big5"
        else BODY.replace("数字经济发展", "的").replace("完善配套政策措施", "在市").replace("进", "的")
    )
    source = f"<html><head><meta http-equiv=content-type content='text/html; charset={charset}'></head><body>{body}</body></html>"
    assert "".join(lines(source, encoding=encoding)) == body.replace("<p>", "").replace("</p>", "")


def test_a_page_saved_as_one_file():
    import email.message

    message = email.message.EmailMessage()
    message["Subject"] = "某计划"
    message.set_content(f"<html><body>{BODY}</body></html>", subtype="html")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    data = bytes(message)
    assert read_bytes(data, "plan.mhtml").text.splitlines() == WORDS


def test_words_that_a_page_strikes_out_are_left_out_with_an_issue():
    page = "<html><body><p>牵头单位：<del>市教育局、</del>市数据局<s>、市民政局</s></p></body></html>"
    document = read_bytes(page.encode(), "plan.html")
    assert document.text == "牵头单位：市数据局\n"
    assert [issue.code for issue in document.issues] == ["words-left-out"] * 2


def test_a_table_of_tasks_that_holds_tables_names_owners_by_their_headers():
    inner = "<table><tr><td>牵头单位</td><td>市数据局</td></tr><tr><td>配合单位</td><td>市财政局</td></tr></table>"
    rows = f"<tr><td>序号</td><td>任务</td><td>责任分工</td></tr><tr><td>1</td><td>建设平台</td><td>{inner}</td></tr>"
    document = read_bytes(
        f"<html><body><h1>云江市行动计划任务表</h1><table>{rows}</table></body></html>".encode(), "a.html"
    )
    ((_, (*_, cell)),) = (table.rows for table in document.tables)
    assert cell.of(document.text) == "牵头单位：市数据局\n配合单位：市财政局"


def page_table(rows, before="", caption=""):
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body>{before}<table>{caption}{body}</table></body></html>"


def test_the_caption_of_a_table_and_words_beside_its_rows_come_before_it():
    caption = "<caption>云江市养老服务<br>任务清单</caption><center>（2026年）</center>"
    rows = [["序号", "任务", "责任单位"], ["1", "新建食堂", "市民政局"]]
    assert lines(page_table(rows, caption=caption))[:3] == [
        "云江市养老服务任务清单",
        "（2026年）",
        "序号\t任务\t责任单位",
    ]


@pytest.mark.parametrize(
    "field",
    [
        "<input value='市民政局'>",
        "<select><option>市水利局<option selected>市民政局</select>",
        " <input type=text value='市民政局' size=8>",
    ],
)
def test_what_was_filled_in_in_a_cell_of_tasks_is_read(field):
    rows = [["序号", "任务", "责任单位"], ["1", "新建食堂", field]]
    assert lines(page_table(rows))[1] == "1\t新建食堂\t市民政局"


def test_a_search_box_and_what_is_not_chosen_are_not_read():
    box = "<table><tr><td><input value='请输入关键字'></td><td>搜索</td></tr></table>"
    rows = [["序号", "任务", "责任单位"], ["1", "新建食堂", "<select><option>市水利局</select>"]]
    found = "\n".join(lines(page_table(rows, before=box)))
    assert "关键字" not in found
    assert "市水利局" not in found


def test_a_picture_of_a_tick_is_a_tick():
    rows = [
        ["序号", "任务", "市民政局"],
        ["1", "新建食堂", "<img src=a alt='√'>"],
        ["2", "改造", "<img src=b alt='图'>"],
    ]
    assert lines(page_table(rows))[1:] == ["1\t新建食堂\t√", "2\t改造"]


@pytest.mark.parametrize(
    "source",
    [
        "<h1>云江市任务清单</h1><p>甲</p>",
        "<p class=a>云江市任务清单</p>甲",
        "<!DOCTYPE HTML><b>云江市任务清单</b><p>甲",
    ],
)
def test_a_part_of_a_page_that_is_named_as_a_page_has_no_tags_in_its_text(source):
    assert lines(source, "plan.HTML") == ["云江市任务清单", "甲"]


def test_text_that_begins_with_a_sign_is_no_page():
    assert lines("<甲>云江市任务清单\n乙", "plan.html") == ["<甲>云江市任务清单", "乙"]
