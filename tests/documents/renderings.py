"""One invented plan, written as text, Markdown, Word, PDF, web page and task table by the tests themselves."""

import io
from dataclasses import dataclass

TITLE = "玉河市数字经济发展行动计划（2024—2026年）"
HEAD = ["玉河市人民政府", "2024年3月1日", TITLE]
INTRO = "为加快数字经济发展，培育新的增长点，结合玉河实际，制定本行动计划。"
GOAL = "到2026年，全市数字经济核心产业规模突破120亿元，培育数字经济企业300家以上。"


@dataclass(frozen=True)
class Task:
    heading: str
    words: str
    owners: tuple[tuple[str, str], ...]  # label, names
    deadline: str

    @property
    def bracket(self):
        parts = [f"{label}：{names}" for label, names in self.owners]
        return "（" + "；".join([*parts, f"完成时限：{self.deadline}"]) + "）"


AREAS = [
    ("夯实算力底座", [
        Task("建设玉河智算中心", "分两期建设玉河智算中心，一期先满足训练急需，二期补齐液冷机房和双路供电，到2025年建成智能算力300P以上，接入企业不少于80家，机房余热优先供给周边园区和公共浴室",
             (("牵头单位", "市数据局"), ("配合单位", "市发展改革委、玉河高新区管委会")), "2025年12月底前"),
        Task("盘活公共数据资源", "编制公共数据开放目录，优先开放交通、医疗和气象三类数据，开放前逐项做好脱敏和合规审查，到2026年开放数据集200个以上",
             (("牵头单位", "市数据局"), ("责任单位", "市卫生健康委、市交通运输局"), ("配合单位", "各县（市、区）人民政府")), "2026年6月底前"),
    ]),
    ("拓展应用场景", [
        Task("推广智能网联公交", "在城区主干道开通智能网联公交线路5条以上，配备远程值守员，形成票务、保险和应急处置规程，每次扩大开放范围前听取沿线居民意见",
             (("责任单位", "市交通运输局、市公安局"),), "2025年"),
        Task("改进城市治理", "汇聚路灯、管网、河湖和热线数据，对内涝、占道、井盖缺失等事件自动派单、限时回访，让基层少填表、少跑腿",
             (("牵头单位", "市城管局"), ("责任单位", "市政务服务局、市公安局")), "持续推进"),
    ]),
]  # fmt: skip


def paragraphs():
    """(level, words): level 1 to 3 is numbered 一、（一）1., None is running text."""
    yield from ((None, line) for line in HEAD)
    yield None, INTRO
    yield 1, "主要目标"
    yield None, GOAL
    yield 1, "重点任务"
    for area, tasks in AREAS:
        yield 2, area
        for task in tasks:
            yield 3, f"{task.heading}。{task.words}。{task.bracket}"


def numbered():
    """The paragraphs with their numbers printed; level-3 numbers run on."""
    numerals = "一二三四五六七八九"
    counts = [0, 0, 0]
    for level, words in paragraphs():
        if level is None:
            yield level, words
            continue
        counts[level - 1] += 1
        if level == 1:
            counts[1] = 0
        mark = [f"{numerals[counts[0] - 1]}、", f"（{numerals[counts[1] - 1]}）", f"{counts[2]}."][level - 1]
        yield level, mark + words


def as_txt():
    return "\n".join(words for _, words in numbered()).encode()


def as_md():
    """Marks of Markdown around the words, numbers as typed."""
    marks = {None: "", 1: "## ", 2: "### ", 3: ""}
    lines = [f"{'# ' if words == TITLE else marks[level]}{words}" for level, words in numbered()]
    return "\n\n".join(lines).replace("300P以上", "**300P以上**").replace("1.建设玉河", "1\\.建设玉河").encode()


def as_html():
    parts = []
    for level, words in numbered():
        tag = {None: "p", 1: "h2", 2: "h3", 3: "p"}[level]
        parts.append(f"<{tag}>{words}</{tag}>" if words != TITLE else f"<h1>{words}</h1>")
    links = "".join(
        f'<li><a href="/{name}">{name}</a></li>' for name in ("首页", "要闻动态", "政务公开", "互动交流", "办事服务")
    )
    return f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>{TITLE} - 玉河市人民政府网站</title>
    <style>p {{ color: red }}</style><script>var x = "重点任务（责任单位：市假局）";</script></head>
    <body><div class="header"><ul class="nav">{links}</ul></div>
    <div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
    <div id="main"><div class="left"><ul>{links}</ul></div><div class="article"><div class="TRS_Editor">
    {"".join(parts)}
    </div><div class="share">分享到：<a href="#">微信</a></div></div></div>
    <div class="footer"><p>主办单位：玉河市人民政府办公室 承办单位：市政务服务局</p><p>网站标识码：0000000000</p></div>
    </body></html>""".encode("gb18030")


def as_docx():
    """Word counts the numbers: nothing of them is in the text."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    on = '<w:lvlRestart w:val="0"/>'
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'{on if at == 2 else ""}<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (shape, text) in enumerate(levels)
    )
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="7"><w:abstractNumId w:val="7"/></w:num>'))
    section = document.sections[0]
    section.header.paragraphs[0].text = "玉河市人民政府文件"
    section.footer.paragraphs[0].text = "— 1 —"
    for level, words in paragraphs():
        paragraph = document.add_paragraph(words)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="7"/></w:numPr>')
            )
    last = document.paragraphs[-1]._p
    last.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="9" w:author="某"><w:r><w:delText>（责任单位：市旧局）</w:delText></w:r></w:del>'
        )
    )
    assert last.find(qn("w:del")) is not None
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(page_height=420, indent=True):
    """Lines broken by the measure, a header and a page number on every page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    width, size, left = 420, 14, 50
    canvas = Canvas(buffer, pagesize=(width, page_height))
    state = {"y": 0.0, "page": 0}

    def new_page():
        if state["page"]:
            canvas.showPage()
        state["page"] += 1
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(left, page_height - 30, "玉河市人民政府公报 2024年第3期")
        canvas.drawCentredString(width / 2, 20, f"— {state['page']} —")
        canvas.setFont("STSong-Light", size)
        state["y"] = page_height - 70.0

    def put(x, words):
        if state["page"] == 0 or state["y"] < 50:
            new_page()
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, state["y"], words)
        state["y"] -= size * 1.6

    measure = width - 2 * left
    for level, words in numbered():
        if level is None and words in HEAD:
            put((width - len(words) * size) / 2 if len(words) * size < measure else left, words)
            continue
        line, inset = "", 2 * size if indent else 0
        for char in words:
            if pdfmetrics.stringWidth(line + char, "STSong-Light", size) > measure - inset and char not in "，。；、）":
                put(left + inset, line)
                line, inset = "", 0
            line += char
        put(left + inset, line)
    canvas.save()
    return buffer.getvalue()


def as_columns_pdf(columns=2):
    """Columns below a title across all, as a gazette sets it; the page number at the foot."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    width, height, size, left, gap = 280 * columns, 420, 12, 40, 24
    measure = (width - 2 * left - (columns - 1) * gap) // columns
    canvas = Canvas(buffer, pagesize=(width, height))
    lines, words_of_page = [], {1: [words for _, words in numbered() if words in HEAD]}
    for _, words in numbered():
        if words in HEAD:
            continue
        line, inset = "", 2 * size
        for char in words:
            if pdfmetrics.stringWidth(line + char, "STSong-Light", size) > measure - inset and char not in "，。；、）":
                lines.append((inset, line))
                line, inset = "", 0
            line += char
        lines.append((inset, line))
    page = 0
    while lines:
        page += 1
        top = height - 40
        for words in words_of_page.get(page, ()):
            canvas.setFont("STSong-Light", 14)
            canvas.drawCentredString(width / 2, top, words)
            top -= 24
        canvas.setFont("STSong-Light", size)
        for column in (left + place * (measure + gap) for place in range(columns)):
            y = top - 10
            while lines and y > 50:
                inset, line = lines.pop(0)
                canvas.drawString(column + inset, y, line)
                y -= size * 1.6
        canvas.drawCentredString(width / 2, 20, f"· {page} ·")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


HEADER = ["序号", "重点任务", "牵头单位", "责任单位", "配合单位", "完成时限"]


def table_rows():
    number = 0
    for area, tasks in AREAS:
        for task in tasks:
            number += 1
            owners = dict(task.owners)
            cells = [owners.get(label, "—") for label in ("牵头单位", "责任单位", "配合单位")]
            yield area, [str(number), f"{task.heading}。{task.words}。", *cells, task.deadline]


def as_xlsx():
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells("A1:G1")
    sheet.append(["类别", *HEADER])
    starts = {}
    for row, (area, cells) in enumerate(table_rows(), start=3):
        sheet.append([area if area not in starts else None, int(cells[0]), *cells[1:]])
        starts.setdefault(area, []).append(row)
        if area in starts:
            starts[area].append(row)
    for rows in starts.values():
        sheet.merge_cells(start_row=min(rows), end_row=max(rows), start_column=1, end_column=1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv():
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([TITLE])
    writer.writerow(HEADER)
    writer.writerows(cells for _, cells in table_rows())
    return stream.getvalue().encode("gb18030")


def as_table_md():
    lines = [
        "| " + " | ".join(cells) + " |" for cells in (HEADER, ["---"] * len(HEADER), *(c for _, c in table_rows()))
    ]
    return "\n".join([f"# {TITLE}", "", *lines]).encode()


def as_table_docx():
    """The task table in a Word document, areas merged."""
    import docx

    document = docx.Document()
    document.add_paragraph(TITLE)
    rows = list(table_rows())
    table = document.add_table(rows=1 + len(rows), cols=1 + len(HEADER))
    for cell, words in zip(table.rows[0].cells, ["类别", *HEADER], strict=True):
        cell.text = words
    merged = {}
    for row, (area, cells) in zip(table.rows[1:], rows, strict=True):
        for cell, words in zip(row.cells[1:], cells, strict=True):
            cell.text = words
        merged[area] = merged[area].merge(row.cells[0]) if area in merged else row.cells[0]
    for area, cell in merged.items():
        cell.text = area
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_table_pdf():
    """The task table ruled on several pages, its header repeated, words broken inside the cells."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=13, wordWrap="CJK")
    title = ParagraphStyle("title", fontName="STSong-Light", fontSize=15, leading=20, alignment=1)
    rows = [HEADER, *(cells for _, cells in table_rows())]
    body = [[Paragraph(words, style) for words in row] for row in rows]
    table = Table(
        body, colWidths=[36, 150, 70, 80, 80, 60], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]
    )

    def number(canvas, _):
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(260, 20, f"第 {canvas.getPageNumber()} 页")

    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=(540, 300), leftMargin=30, rightMargin=30, topMargin=40, bottomMargin=40).build(
        [Paragraph(TITLE, title), table], onFirstPage=number, onLaterPages=number
    )
    return buffer.getvalue()
