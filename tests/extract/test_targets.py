import pytest

from aizone.extract.targets import extract_targets, read_targets
from aizone.extract.targets.lookalikes import lookalike
from aizone.extract.targets.numbers import may_hold_numbers
from aizone.extract.targets.quantities import find_quantities, read_table
from aizone.model import TextSpan


def targets(text, end_year=2025):
    return extract_targets([TextSpan.whole(text)], end_year=end_year)


def split(whole):
    start = 0
    for position, letter in enumerate(whole.text + "，"):
        if letter == "，":
            yield whole.part(start, position)
            start = position + 1


@pytest.mark.parametrize("example", read_table()["example"], ids=lambda example: example["text"])
def test_the_word_lists_read_their_own_examples(example):
    (target,) = targets(example["text"])
    low, high = ("" if value is None else value for value in (target.minimum, target.maximum))
    assert [target.metric, low, high, target.unit_text, target.comparator] == example["expect"]


def test_every_year_holds_to_the_end_of_its_sentence():
    found = targets("每年形成重大成果2项以上，授权专利50项以上。建设4个以上园区。")
    assert [(target.minimum, target.period) for target in found] == [(2, "year"), (50, "year"), (4, "total")]


def test_a_scope_narrows_what_follows_it():
    found = targets("授权发明专利50项以上，其中智能语音领域发明专利30项以上")
    assert [(target.metric, target.scope) for target in found] == [("授权发明专利", None), ("发明专利", "智能语音领域")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在人工智能领域每年形成重大科技成果2项以上，授权发明专利50项以上", ["人工智能领域", "人工智能领域"]),
        ("在制造、交通等领域，每年形成1-2个应用场景。建成5个平台", ["制造、交通等领域", None]),
        ("在领域内有影响的平台建成5个", [None]),
    ],
)
def test_a_field_named_before_a_number_is_its_scope(text, expected):
    assert [target.scope for target in targets(text)] == expected


def wholes(text):
    """Each target's metric with that of the target it is a share of."""
    found = targets(text)
    by_place = {target.quantity: target.metric for target in found}
    return [(target.metric, by_place.get(target.whole)) for target in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "形成重大成果2项以上，授权发明专利50项以上，其中语音领域形成重大成果1项以上，发明专利30项以上，标准1项以上",
            [
                ("重大成果", None),
                ("授权发明专利", None),
                ("重大成果", "重大成果"),
                ("发明专利", "授权发明专利"),
                ("标准", None),
            ],
        ),
        ("集聚企业200家以上，其中专精特新企业不少于30家", [("企业", None), ("专精特新企业", "企业")]),
        ("数据集不少于50个，其中中医药、航运领域不少于15个", [("数据集", None), ("数据集", "数据集")]),
        ("引进人才500名以上。其中，博士50名以上", [("人才", None), ("博士", "人才")]),
        ("建成平台5个，其中园区企业达到300家", [("平台", None), ("园区企业", None)]),
        ("普及率达到60%，其中设备利用率达到30%", [("普及率", None), ("设备利用率", None)]),
        ("集聚企业20家以上，其中上市企业50家以上", [("企业", None), ("上市企业", None)]),
    ],
)
def test_a_number_after_of_which_is_a_share_of_what_it_counts_too(text, expected):
    assert wholes(text) == expected


def test_a_metric_ends_before_what_is_not_counted():
    (target,) = targets("每年培育形成1-2家细分领域的龙头企业以及一批科技型中小企业")
    assert target.metric == "细分领域的龙头企业"


def test_a_sum_over_years_is_in_all_though_what_was_said_before_is_yearly():
    found = targets("每年引进人才800名以上，三年共培养引进3000名")
    assert [(target.minimum, target.maximum, target.period) for target in found] == [
        (800, None, "year"),
        (3000, 3000, "total"),
    ]


def test_a_year_in_the_sentence_is_the_deadline():
    found = targets("2024年底前建成5个平台。新增企业10家以上。", end_year=2026)
    assert [target.deadline for target in found] == ["2024", "2026"]


def test_an_announced_year_holds_to_the_end_of_its_paragraph():
    text = "到2024年，格局基本形成。建成5个平台；新增企业10家以上。\n培育园区3个。"
    end = text.index("\n")
    found = extract_targets([TextSpan(text, 0, end), TextSpan(text, end + 1, len(text))], end_year=2026)
    assert [target.deadline for target in found] == ["2024", "2024", "2026"]


@pytest.mark.parametrize("rule", read_table()["lookalike"], ids=lambda rule: rule["name"])
def test_each_lookalike_is_known_by_its_example(rule):
    text = rule["example"]
    whole = TextSpan.whole(text)
    clause = next(span for span in split(whole) if any(True for _ in find_quantities(span)))
    names = {lookalike(whole, clause, quantity) for quantity in find_quantities(clause)}
    assert rule["name"] in names
    assert targets(text) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        *(("not-subsidy-ceiling", text) for text in ("最高5万元", "给予5万元", "补助5万元", "奖励5万元", "补贴5万元", "资助5万元")),
        *(("not-subsidy-ceiling", text) for text in ("奖补5万元", "贴息5万元", "罚款5万元", "处罚5万元", "可提高5万元")),
        *(("not-subsidy-ceiling", text) for text in ("不超过5万元的奖励", "每人500元")),
        *(("not-tax-or-fee-rate", text) for text in ("减按5%", "征收率5%", "预征率5%", "税率5%", "加计5%", "税额的5%")),
        *(("not-tax-or-fee-rate", text) for text in ("免征5%", "费率降至5%", "缴费费率5%", "利率5%", "5个百分点的基点")),
        *(("not-eligibility-threshold", text) for text in ("注册资本5万元", "投资额5万元", "销售额5万元", "年收入5万元")),
        *(("not-eligibility-threshold", text) for text in ("月销售额5万元", "单户5万元", "贷款额度5万元", "授信额度5万元")),
        *(("not-eligibility-threshold", text) for text in ("融资需求5万元", "担保额5万元", "信用额度5万元", "总投资5万元")),
        *(("not-share-of-parties", text) for text in ("出资比例5%", "持股占比5%", "参股比例5%", "入股比例5%", "控股比例5%")),
        *(("not-share-of-parties", text) for text in ("认缴比例5%", "分担比例5%", "质押比例5%", "抵押比例5%", "首付比例5%")),
        *(("not-share-of-parties", text) for text in ("资本金比例5%", "承担5%比例", "占股5%")),
        *(("not-status-quo", text) for text in ("已建成5个平台", "目前有5个平台", "现有5个平台", "现已有5个平台")),
        *(("not-status-quo", text) for text in ("截至去年建成5个平台", "累计已建5个平台", "去年建成5个平台", "近年来建成5个平台")),
        *(("not-status-quo", text) for text in ("上年完成，同比增长5%", "上半年，同比增长5%", "下半年，同比增长5%", "季度，同比增长5%")),
        *(("not-status-quo", text) for text in ("6月，同比增长5%", "2024年，同比增长5%")),
    ],
)  # fmt: skip
def test_a_lookalike_is_known_by_each_word_it_may_begin_with(rule, text):
    whole = TextSpan.whole(text)
    names = {lookalike(whole, whole, quantity) for quantity in find_quantities(whole)}
    assert rule in names


@pytest.mark.parametrize(
    "text",
    [
        "给予最高不超过200万元补助",
        "对年销售额1000万元以上的企业开展培训",
        "目前已建成12个平台",
        "全市已培育企业20家，其中小巨人3家",
        "推进5G网络和3D传感器研发",
        "发挥G60科创走廊作用",
        "拨打12345热线",
        "构建“1+4+N”工作体系",
        "创建5A级景区，建设220千伏变电站和2号线",
        "公布事项清单156项",
        "推进餐饮、便利店、药店等28个行业改革",
        "对引进的项目，按投资额的10%给予补助",
        "年产值达到5000万元的，可申请贷款贴息",
        "按不超过1%（小微企业不超过0.5%）收取担保费",
        "60万以上人口的县可增加床位",
        "自2023年1月1日起施行，每月5日前报送进展",
        "信用额度可提高至500万元",
        "适用3%征收率的收入减按1%征收",
        "对毕业2年内的青年发放补贴",
        "构建城市15分钟养老服务圈",
    ],
)
def test_numbers_that_are_no_targets(text):
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("每村有2名专干", ["2名"]),
        ("惠企3000家", ["3000家"]),
        ("新增企业20家", []),
        ("给予50万元补助", []),
        ("整治单机容量30万千瓦以下机组", []),
        ("4类产品不再审查", []),
    ],
)
def test_a_number_that_no_rule_fits_is_told(text, unread):
    read = read_targets([TextSpan.whole(text)], end_year=2025)
    assert [span.of(text) for span in read.unread] == unread


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲率和乙率分别达到30%、35%", [("甲率", 30, 30, "eq"), ("乙率", 35, 35, "eq")]),
        (
            "玉米播种、收获机械化率分别达到90%和85%以上",
            [("玉米播种机械化率", 90, None, "ge"), ("收获机械化率", 85, None, "ge")],
        ),
        (
            "甲县、乙县和丙县分别新增企业30、35、40万户以上",
            [("甲县", 300000, None, "ge"), ("乙县", 350000, None, "ge"), ("丙县", 400000, None, "ge")],
        ),
        ("示范农场和示范社分别达到500家", [("示范农场和示范社", 500, 500, "eq")]),
        ("制修订国家标准2项以上、地方标准10项以上", [("国家标准", 2, None, "ge"), ("地方标准", 10, None, "ge")]),
        ("建成甲平台3个、乙平台2个", [("甲平台", 3, 3, "eq"), ("乙平台", 2, 2, "eq")]),
        ("培育骨干企业10家，专精特新企业5家", [("骨干企业", 10, 10, "eq"), ("专精特新企业", 5, 5, "eq")]),
        (
            "建成面积不少于500平方米、功能齐全的活动中心3个",
            [("面积", 500, None, "ge"), ("功能齐全的活动中心", 3, 3, "eq")],
        ),
        (
            "粮食日加工量达到2000吨（其中：面粉800吨、大米600吨）",
            [("粮食日加工量", 2000, 2000, "eq"), ("面粉", 800, 800, "eq"), ("大米", 600, 600, "eq")],
        ),
        ("3个工作日内办结企业登记", [("办结企业登记", None, 3, "le")]),
        ("能耗强度超1.5吨标准煤的企业全部退出", []),
        ("指数控制在1.15以内", [("指数", None, 1.15, "le")]),
        ("实现10%以上增长", [("增长", 10, None, "ge")]),
        (
            "投资10亿元以上项目10个、亿元以上项目80个",
            [("投资10亿元以上项目", 10, 10, "eq"), ("亿元以上项目", 80, 80, "eq")],
        ),
        ("新签约10亿元以上项目6个", [("10亿元以上项目", 6, 6, "eq")]),
        ("引进总投资10亿元以上的项目12个", [("总投资10亿元以上的项目", 12, 12, "eq")]),
        ("走访企业300家", [("走访企业", 300, 300, "eq")]),
        ("走访300家企业", [("企业", 300, 300, "eq")]),
        ("开行中欧班列200列以上", [("开行中欧班列", 200, None, "ge")]),
        ("力争有3家园区入选", [("园区入选", 3, 3, "eq")]),
        ("集群总量超过五千亿规模", [("集群总量", 500000000000, None, "gt")]),
        ("集群总量超过5000亿规模", [("集群总量", 500000000000, None, "gt")]),
        ("研究与试验发展经费占比2.9%以上", [("研究与试验发展经费占比", 2.9, None, "ge")]),
        ("80%以上县（市、区）建成处理体系", [("县（市、区）建成处理体系", 80, None, "ge")]),
        (
            "2026年70%以上、2027年80%以上机关达到要求",
            [("机关达到要求", 70, None, "ge"), ("机关达到要求", 80, None, "ge")],
        ),
        ("投入3亿元资金", [("资金", 3, 3, "eq")]),
        ("投入资金3亿元", [("投入资金", 3, 3, "eq")]),
        ("带动3亿元投资项目落地", []),
        ("就近5公里内布点", []),
        (
            "建成100个名师工作室、培训900名教师",
            [("名师工作室", 100, 100, "eq"), ("教师", 900, 900, "eq")],
        ),
        (
            "改造70座公厕（其中，城区公厕10座、农村公厕60座）",
            [("公厕", 70, 70, "eq"), ("城区公厕", 10, 10, "eq"), ("农村公厕", 60, 60, "eq")],
        ),
        ("升级完善68个微型消防站", [("微型消防站", 68, 68, "eq")]),
        ("动工兴建1万张养老床位", [("养老床位", 10000, 10000, "eq")]),
        ("发放住房租赁补贴1500套（户）", [("住房租赁补贴", 1500, 1500, "eq")]),
        ("投入4.6亿元就业专项资金", [("就业专项资金", 4.6, 4.6, "eq")]),
        (
            "投入1500万元为约20万困难群众投保",
            [("投入", 1500, 1500, "eq"), ("困难群众投保", 200000, 200000, "approx")],
        ),
        ("帮助超过18万名失业人员就业", [("失业人员就业", 180000, None, "gt")]),
        ("新增就业人数24万以上", [("就业人数", 240000, None, "ge")]),
        ("培训2万农民工", [("农民工", 20000, 20000, "eq")]),
        ("完成危房9万平方米改造任务", [("危房", 9, 9, "eq")]),
        ("每户补贴500元", []),
        ("新增托育机构不少于15所（含民办）", [("托育机构", 15, None, "ge")]),
        ("年底前网站改造率达100%", [("网站改造率", 100, 100, "eq")]),
        ("现有10万居民", []),
        ("下设科室5个", []),
    ],
)
def test_what_one_clause_states(text, expected):
    assert [(t.metric, t.minimum, t.maximum, t.comparator) for t in targets(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "企业数量在“十四五”末、“十五五”末分别达到100家和200家",
        "“十四五”末、“十五五”末企业数量分别达到100家和200家",
        "到“十四五”末、“十五五”末，企业数量分别达到100家和200家",
    ],
)
def test_the_ends_of_five_year_plans_are_shared_out_as_years_are(text):
    found = targets(text)
    assert [(target.minimum, target.deadline) for target in found] == [(100, "2025"), (200, "2030")]
    assert {target.metric.removesuffix("数量") for target in found} == {"企业"}


def test_years_share_out_numbers_too():
    found = targets("智能算力规模2024年、2025年、2026年分别达到300、600、1000P")
    assert [(t.minimum, t.deadline, t.unit_text) for t in found] == [
        (300, "2024", "P"),
        (600, "2025", "P"),
        (1000, "2026", "P"),
    ]


def test_years_share_out_counts_of_one_thing():
    found = targets("2024年、2025年、2026年分别培育企业10家、15家、20家")
    assert [(t.metric, t.minimum, t.deadline) for t in found] == [
        ("企业", 10, "2024"),
        ("企业", 15, "2025"),
        ("企业", 20, "2026"),
    ]


def test_a_ladder_keeps_its_metric_and_an_earlier_year_is_its_baseline():
    text = "算力规模2023年为100P，2024年达到300P，2025年达到600P。2023年，企业5.2万户；2025年，企业达到6万户"
    whole = [TextSpan.whole(text)]
    found = extract_targets(whole, end_year=2026, first_year=2024)
    assert [(t.metric, t.minimum, t.deadline) for t in found] == [
        ("算力规模", 300, "2024"),
        ("算力规模", 600, "2025"),
        ("企业", 60000, "2025"),
    ]
    assert [(t.baseline.value, t.baseline.when) for t in found if t.baseline] == [
        (100, "2023"),
        (100, "2023"),
        (52000, "2023"),
    ]


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("占比由2022年的20%提高到40%", (20, "2022")),
        ("将办理时间从10个工作日压缩至3个工作日", (10, None)),
        ("占比提高到40%", None),
    ],
)
def test_where_a_target_starts_from(text, baseline):
    (target,) = targets(text)
    assert (target.baseline and (target.baseline.value, target.baseline.when)) == baseline


def test_a_reference_year_is_no_deadline():
    (target,) = targets("单位能耗比2020年下降15%以上", end_year=2025)
    assert (target.minimum, target.deadline) == (15, "2025")


@pytest.mark.parametrize("mark", ["\n", "\t", "|"])
def test_a_flattened_table_of_indicators(mark):
    header = ["指标名称", "单位", "2022年", "2025年"]
    rows = [
        ["公共充电桩", "万个", "0.8", "2"],
        ["达标率", "%", "90", "≥95", "约束性"],
        ["托位数", "个", "30", "50以上"],
    ]
    cells = [cell for row in (header, *rows) for cell in row]
    text = mark.join(cells)
    found = extract_targets([TextSpan.whole(text)], end_year=2026, first_year=2023)
    assert [(t.metric, t.minimum, t.maximum, t.unit_text, t.deadline, t.baseline.value) for t in found] == [
        ("公共充电桩", 20000, 20000, "个", "2025", 8000),
        ("达标率", 95, None, "%", "2025", 90),
        ("托位数", 50, None, "个", "2025", 30),
    ]
    assert all(t.quantity.of(text) == t.written for t in found)


def test_one_row_is_no_table():
    assert targets("备注\n无\n托位数\n个\n50\n以上内容") == []


def test_the_span_holds_the_quantity_and_quotes_it():
    text = "前言。到2025年，培育企业20家以上，"
    (target,) = targets(text)
    assert target.written == "20家以上"
    assert target.quantity.of(text) == "20家以上"
    assert target.span.of(text) == "培育企业20家以上"


def test_a_yearly_rate_holds_for_its_own_number_and_a_sum_ends_what_is_yearly():
    found = targets("产业规模年均增长20%，到2024年达到800亿元。每年新建充电桩不少于500个，累计建成2000个。")
    assert [(target.minimum, target.period) for target in found] == [
        (20, "year"),
        (800, "total"),
        (500, "year"),
        (2000, "total"),
    ]


def test_years_in_front_of_a_clause_are_handed_out():
    found = targets("到2023年、2025年，绿色建筑占比分别达到30%和40%以上。")
    assert [(target.metric, target.minimum, target.deadline) for target in found] == [
        ("绿色建筑占比", 30, "2023"),
        ("绿色建筑占比", 40, "2025"),
    ]


def test_two_counts_joined_by_and_each_have_their_noun():
    found = targets("培育形成2个千亿级产业集群和6个省级园区。")
    assert [(target.metric, target.minimum) for target in found] == [("千亿级产业集群", 2), ("省级园区", 6)]


def test_a_share_whose_subject_was_said_before():
    found = targets("服务业增加值突破50亿元，占生产总值比重达到40%")
    assert [target.metric for target in found] == ["服务业增加值", "服务业增加值占生产总值比重"]


def test_years_that_open_a_clause_are_handed_out_with_one_object():
    found = targets("2023年、2024年生产总值分别增长6%、7%。")
    assert [(target.metric, target.minimum, target.deadline) for target in found] == [
        ("生产总值", 6, "2023"),
        ("生产总值", 7, "2024"),
    ]


def test_a_count_after_a_size_is_the_target():
    found = targets("培育年收入2000万元以上企业100家，亿元以上20家，10亿元以上3家。")
    assert [(target.minimum, target.unit_text) for target in found] == [(100, "家"), (20, "家"), (3, "家")]


def test_a_time_goes_on_with_the_times_before_it():
    found = targets("审批时间压减至60个工作日以内，小型项目15个工作日以内。")
    assert [target.maximum for target in found] == [60, 15]


def test_a_bounded_count_that_opens_a_clause_goes_on_with_the_count_before_it():
    found = targets("形成3个以上有竞争力的产业集群，10个左右有影响力的特色园区。")
    assert [target.minimum for target in found] == [3, 10]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("甲率和乙率分别提高到70%和45%以上", [(False, "up"), (False, "up")]),
        ("甲率和乙率分别提高70%和45%", [(True, "up"), (True, "up")]),
        ("能耗、水耗分别降至3吨和5吨", [(False, "down"), (False, "down")]),
        ("能耗、水耗、电耗分别下降3%、5%、7%", [(True, "down"), (True, "down"), (True, "down")]),
        ("甲企业、乙企业分别增加到30、40家", [(False, "up"), (False, "up")]),
        ("甲率和乙率分别达到70%和45%", [(False, None), (False, None)]),
    ],
)
def test_the_verb_beside_a_shared_out_number_is_that_of_all(text, changes):
    assert [(target.is_change, target.direction) for target in targets(text)] == changes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投诉量同比下降20%", [("投诉量", 20, "down")]),
        ("力争2024年投诉量同比下降20%以上", [("投诉量", 20, "down")]),
        ("到2025年，投诉量同比下降20%", [("投诉量", 20, "down")]),
        ("去年投诉量同比下降20%", []),
        ("2023年，投诉量同比下降20%", []),
        ("2024年一季度投诉量同比下降20%", []),
        ("1至6月，投诉量同比下降20%", []),
    ],
)
def test_a_change_on_the_year_before_is_a_target_unless_a_time_gone_by_is_named(text, expected):
    assert [(target.metric, target.minimum, target.direction) for target in targets(text)] == expected


@pytest.mark.parametrize(
    "words", ["持股比例不超过30%", "单户参股比例不高于30%", "国有资本占股达到51%", "首付比例不低于20%"]
)
def test_a_share_that_parties_hold_or_pay_is_not_a_target(words):
    assert targets(words) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到“十四五”末，研发投入强度达到3%", [("研发投入强度", "2025", None)]),
        ("研发投入强度在“十五五”期末达到3%", [("研发投入强度", "2030", None)]),
        ("“十四五”末建成平台5个，“十五五”末建成平台9个", [("平台", "2025", None), ("平台", "2030", None)]),
        ("到“十四五”末，产值比“十三五”末增长20%", [("产值", "2025", "2020")]),
        ("“十五五”期间，培育企业30家", [("企业", "2026", None)]),
        ("自“十三五”末以来，培育企业30家", [("企业", "2026", None)]),
        ("研发投入强度在2025年达到3%", [("研发投入强度", "2025", None)]),
        ("在2020年基础上，产值增长20%", [("产值", "2026", "2020")]),
    ],
)
def test_the_end_of_a_five_year_plan_is_a_year(text, expected):
    found = [(one.metric, one.deadline, one.baseline and one.baseline.when) for one in targets(text, end_year=2026)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("超过一半的企业实现上云", "企业实现上云"),
        ("80%以上的规上企业完成数字化改造", "规上企业完成数字化改造"),
        ("推动60%以上规模以上企业完成改造", "规模以上企业"),
        ("对3万户困难家庭进行适老化改造", "困难家庭"),
    ],
)
def test_a_share_of_what_does_something_keeps_its_verb(text, metric):
    assert [target.metric for target in targets(text)] == [metric]


@pytest.mark.parametrize(
    ("words", "minimum", "maximum", "period"),
    [
        ("引进企业2—3家/年", 2, 3, "year"),
        ("发明专利 ≥ 50 项／年", 50, None, "year"),
        ("举办活动10场（次）/年", 10, 10, "year"),
        ("建成站点 80 个", 80, 80, "total"),
    ],
)
def test_a_number_may_say_itself_that_it_is_per_year(words, minimum, maximum, period):
    (target,) = targets(words)
    assert (target.minimum, target.maximum, target.period) == (minimum, maximum, period)


@pytest.mark.parametrize(
    "text", ["建成5个", "建成５个", "两百家", "翻番", "减半", "倍增", "零事故", "村村全覆盖", "到“十四五”末"]
)
def test_a_passage_with_a_number_or_year_is_looked_through_for_it(text):
    assert may_hold_numbers().search(text) is not None


@pytest.mark.parametrize("text", ["加快建设全市平台", "全面推进", ""])
def test_a_passage_without_one_is_not(text):
    assert may_hold_numbers().search(text) is None
