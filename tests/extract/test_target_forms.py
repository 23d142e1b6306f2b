"""Forms of targets that plans use beside '建成5个平台': each with variants, and words that look alike and are something else."""

import pytest

from aizone.extract.targets import extract_targets, read_targets
from aizone.model import TextSpan


def targets(text, end_year=2027, first_year=2024):
    return extract_targets([TextSpan.whole(text)], end_year=end_year, first_year=first_year)


def counted(text):
    """Each target as metric, lower bound, unit."""
    return [(one.metric, one.minimum, one.unit_text) for one in targets(text)]


def dated(text):
    return [(one.metric, one.minimum, one.deadline) for one in targets(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("95%的乡镇至少有1个文化站。", [("乡镇至少有1个文化站", 95, "%")]),
        ("九成以上的村都有1间卫生室。", [("村都有1间卫生室", 90, "%")]),
        ("98%的社区设有2个以上充电桩。", [("社区设有2个以上充电桩", 98, "%")]),
        ("全市85%左右县(市、区)创建成示范县(市、区)。", [("县(市、区)创建成示范县(市、区)", 85, "%")]),
        ("50%以上的乡镇所在地达到小镇标准。", [("乡镇所在地达到小镇标准", 50, "%")]),
        ("占地95%的地块。", []),
    ],
)
def test_a_share_that_leads_says_what_its_things_do_or_have(text, expected):
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("污水处理率和自来水普及率分别达到90%和95%。", [("污水处理率", 90, "%"), ("自来水普及率", 95, "%")]),
        ("书屋、剧场、球场达到10个、20个、30个。", [("书屋", 10, "个"), ("剧场", 20, "个"), ("球场", 30, "个")]),
        ("粮食和油料产量稳定在30万吨、2万吨。", [("粮食产量", 30, "万吨"), ("油料产量", 2, "万吨")]),
        ("引进院士、专家5名、8名。", [("院士", 5, "名"), ("专家", 8, "名")]),
        ("水厂、泵站，分别新建3座、7座。", [("水厂", 3, "座"), ("泵站", 7, "座")]),
        ("城镇、农村居民收入分别增长6%、7%左右。", [("城镇居民收入", 6, "%"), ("农村居民收入", 7, "%")]),
        ("居民可支配收入年均分别增长7%和8%。", [("居民可支配收入", 7, "%"), ("居民可支配收入", 8, "%")]),
        ("报装时间分别压缩至3个、5个工作日。", [("报装时间", None, "个工作日")] * 2),
        # as many names as numbers, or the numbers are left as they are
        ("建设甲市、乙市园区5个。", [("甲市、乙市园区", 5, "个")]),
    ],
)
def test_as_many_numbers_as_things_are_handed_out(text, expected):
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("供水普及率、燃气普及率均达到98%。", ["供水普及率", "燃气普及率"]),
        ("供水、燃气普及率均达98%以上。", ["供水普及率", "燃气普及率"]),
        ("到2026年，供水和燃气普及率均稳定在98%以上。", ["供水普及率", "燃气普及率"]),
        ("绿地率、透水率双双达到95%。", ["绿地率", "透水率"]),
        ("PM2.5、PM10浓度均下降5%。", ["PM2.5浓度", "PM10浓度"]),
        ("书屋、剧场均达到98个。", ["书屋", "剧场"]),
        ("新增养老床位和托位各500个。", ["养老床位", "托位"]),
        ("国家级、省级企业均达到100家。", ["国家级企业", "省级企业"]),
        # what each thing is is not clear, or there is one
        ("县（市、区）覆盖率均达到100%。", ["县（市、区）覆盖率"]),
        ("供电、供水等设施覆盖率均达到98%。", ["供电、供水等设施覆盖率"]),
        ("网上办理、掌上办理均压缩至3个工作日。", ["网上办理、掌上办理"]),
        ("各乡镇、街道均建成1个站点。", ["站点"]),
    ],
)
def test_a_number_said_of_each_of_several_things_is_a_target_of_each(text, metrics):
    found = targets(text)
    assert [one.metric for one in found] == metrics
    assert len({(one.minimum, one.maximum, one.unit_text, one.comparator, one.quantity) for one in found}) == 1


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025年、2026年各建成50个示范站。", ["2025", "2026"]),
        ("2025年、2026年，各建成50个示范站。", ["2025", "2026"]),
        ("2025、2026年均新增50家企业。", ["2025", "2026"]),
        ("2025年底、2026年底分别建成50个示范站。", ["2025", "2026"]),
        ("2024—2026年各建成50个示范站。", ["2024", "2025", "2026"]),
        ("2024—2026年每年各建成50个示范站。", ["2024", "2025", "2026"]),
        ("2025年、2026年，各区建成50个示范站。", ["2026"]),
    ],
)
def test_a_number_said_of_each_of_several_years_is_a_target_of_each(text, years):
    assert [(one.minimum, one.deadline, one.period) for one in targets(text)] == [(50, year, "total") for year in years]


def test_all_numbers_after_the_years_are_of_each_of_them():
    assert dated("2025年、2026年各建成50个示范站和30个公园。") == [
        ("示范站", 50, "2025"),
        ("示范站", 50, "2026"),
        ("公园", 30, "2025"),
        ("公园", 30, "2026"),
    ]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("接待游客10万人，旅游收入8亿元，分别增长15%和20%。", ["游客", "旅游收入", "游客", "旅游收入"]),
        ("到2026年，茶园和果园在2023年的基础上稳步扩大，分别超过3万亩和5万亩。", ["茶园", "果园"]),
        ("开设课程60门，培训教师300人，分别增加5门、20人。", ["开设课程", "教师", "开设课程", "教师"]),
        ("接待游客10万人，分别增长15%和20%。", None),
    ],
)
def test_numbers_are_handed_out_to_things_named_before_the_clause(text, metrics):
    found = [one.metric for one in targets(text)]
    assert found == metrics or (metrics is None and found[:1] == ["游客"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年、2025年分别完成改造100个和300个小区。", [("小区", 100, "2024"), ("小区", 300, "2025")]),
        ("2024—2026年每年分别培育5家、8家、9家名店。", [("名店", 5, "2024"), ("名店", 8, "2025"), ("名店", 9, "2026")]),
        ("2025年、2026年分别建成6座、9座首末站。", [("首末站", 6, "2025"), ("首末站", 9, "2026")]),
        ("2025年6月底前，完成修缮10处；12月底前，再完成15处。", [("修缮", 10, "2025-06"), ("修缮", 15, "2025-12")]),
        ("每年6月底前完成检修50处。", [("检修", 50, "2027")]),  # a month of no year
    ],
)
def test_numbers_of_several_years_and_months_are_dated(text, expected):
    assert dated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营业收入达到3万8000亿元以上。", ("营业收入", 38000, "亿元")),
        ("总产值达到2万5000亿元。", ("总产值", 25000, "亿元")),
        ("帮助1万2500户用上天然气。", ("用上天然气", 12500, "户")),
        ("臭氧浓度达到150μg /m³。", ("臭氧浓度", 150, "μg/m³")),
        ("颗粒物浓度达到41ug/ m³。", ("颗粒物浓度", 41, "ug/m³")),
        ("新增变电容量150万千伏安。", ("变电容量", 150, "万千伏安")),
        ("人均受教育年限提高到11.3年。", ("人均受教育年限", 11.3, "年")),
        ("乡村医生平均服务年限不少于6年。", ("乡村医生平均服务年限", 6, "年")),
        ("人均GDP突破10万元。", ("人均GDP", 10, "万元")),
        ("新(改)建公厕12座。", ("公厕", 12, "座")),
        ("改（扩）建卫生院3所。", ("卫生院", 3, "所")),
        ("新建东山、西坡、北桥3座水厂。", ("水厂", 3, "座")),
        ("建成甲、乙、丙6座水厂。", ("甲、乙、丙", 6, "座")),
        ("各区、县(市)至少办1所托儿所。", ("托儿所", 1, "所")),
        ("每个街道各建1个站点。", ("站点", 1, "个")),
        ("地表水优良断面比例100%。", ("地表水优良断面比例", 100, "%")),
        ("入园覆盖面在95%以上。", ("入园覆盖面", 95, "%")),
        ("低保占比巩固在1.3%以上。", ("低保占比", 1.3, "%")),
        ("教师轮岗比例每年不低于在编教师的10%。", ("教师轮岗比例", 10, "%")),
        ("每个社区配备不少于2名专职网格员。", ("专职网格员", 2, "名")),
        ("每年新增就业不少于5000人。", ("就业", 5000, "人")),
        ("新签约7个10亿元以上食品项目。", ("10亿元以上食品项目", 7, "个")),
        ("实施城镇小区改造52个。", ("城镇小区改造", 52, "个")),
        ("解决20万人饮水问题。", ("饮水问题", 200000, "人")),
        ("2024年底完成30%。", ("完成", 30, "%")),
    ],
)
def test_a_number_with_its_unit_and_what_it_counts(text, expected):
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "现有空置率30%。",
        "占年度计划的80%的资金。",
        "实施“2+5”工程。",
        "减半征收土地使用税。",
        "到2025年，",
    ],
)
def test_words_that_look_alike_state_no_target(text):
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年均减少农药使用量1%。", [("农药使用量", True, "down", "year")]),
        (
            "年均减少农药使用量1%，绿化率达43%。",
            [("农药使用量", True, "down", "year"), ("绿化率", False, None, "total")],
        ),
        ("审批时限压缩一半。", [("审批时限", True, "down", "total")]),
        ("建成农田1.2万亩，改造提升0.8万亩。", [("农田", False, None, "total"), ("农田", False, None, "total")]),
        ("土地利用效率提升12%。", [("土地利用效率", True, "up", "total")]),
        (
            "完成投资50亿元，占年度计划的80%。",
            [("投资", False, None, "total"), ("投资占年度计划", False, None, "total")],
        ),
    ],
)
def test_how_a_number_is_meant(text, expected):
    assert [(one.metric, one.is_change, one.direction, one.period) for one in targets(text)] == expected


@pytest.mark.parametrize(
    ("text", "metric", "baseline"),
    [
        ("全产业链产值由“十三五”的1.7万亿元，发展到2.5万亿元。", "全产业链产值", 1.7),
        ("绿化率从35%，提升到41%。", "绿化率", 35),
        ("专家由2024年的40名，逐步增加到60名。", "专家", 40),
    ],
)
def test_a_baseline_before_a_comma(text, metric, baseline):
    (found,) = targets(text)
    assert (found.metric, found.baseline.value, found.direction) == (metric, baseline, "up")


def test_a_measure_of_what_is_built_goes_on_with_a_list():
    assert counted("建设20MW光伏、10万千瓦风电。") == [("光伏", 20, "MW"), ("风电", 10, "万千瓦")]
    assert counted("建设20MW光伏、10亿元产业园。") == [("光伏", 20, "MW")]


def test_a_share_that_is_not_read_says_so():
    read = read_targets([TextSpan.whole("对比例30%县城予以调度")], end_year=2027)
    assert not read.targets
    assert len(read.unread) == 1


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("60%的中心城区道路。", ["60%"]),
        ("对30%的县城予以调度。", ["30%"]),
        ("用3年时间建成。", ["3年"]),
        ("力争三年内建成示范区。", ["三年"]),
        ("未来3—5年，建成高地。", ["3—5年"]),
        ("分2年建成投用。", ["2年"]),
        ("服务期不少于1年。", ["1年"]),
        ("合同期限不少于3年。", ["3年"]),
        ("跟踪服务不少于2年。", ["2年"]),
        ("工期为18个月。", ["18个月"]),
        ("承诺3个工作日内送达。", ["3个工作日内"]),
        ("覆盖人口200万。", ["200万"]),
        ("服务惠及3—5家企业的员工。", []),
    ],
)
def test_a_number_that_is_neither_read_nor_declared_to_stay_out_says_so(text, unread):
    read = read_targets([TextSpan.whole(text)], end_year=2027, first_year=2024)
    if unread:
        assert not read.targets
    assert [span.of(text) for span in read.unread] == unread


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("建立1个中心、3个平台、N个应用的体系。", ["not-parts-of-structure"] * 2),
        ("形成1个核心、2个节点、3条廊道的空间布局。", ["not-parts-of-structure"] * 3),
        ("建设1个平台、N个应用。", ["not-parts-of-structure"]),
        ("实施三年行动计划。", ["not-term"]),
        ("每2年修订一次。", ["not-term"]),
        ("用三年时间走出新路。", ["not-term"]),
        ("签订1年以上劳动合同。", ["not-term"]),
        ("引导1000万元以上项目落地。", ["not-size-of-noun"]),
        ("服务60岁以上老年人。", ["not-age"]),
        ("提供24小时服务。", ["not-duration"]),
        ("小学六年级。", []),
        ("二〇二五年底前完成。", []),
    ],
)
def test_what_stays_out_is_declared(text, rules):
    read = read_targets([TextSpan.whole(text)], end_year=2027, first_year=2024, explain=True)
    assert (read.targets, read.unread) == ([], [])
    assert [why.rule for why in read.left_out] == rules


def test_numbers_of_a_list_are_targets_where_they_make_no_system():
    assert counted("建设5个平台、3个中心、2个基地。") == [("平台", 5, "个"), ("中心", 3, "个"), ("基地", 2, "个")]
    assert counted("完成60%的中心城区道路改造。") == [("中心城区道路改造", 60, "%")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信号灯联网率90%（2024年）、95%（2025年）、100%（2026年）。", [("信号灯联网率", 90, "2024"), ("信号灯联网率", 95, "2025"), ("信号灯联网率", 100, "2026")]),
        ("新建充电桩100个(2024年底)，200个(2025年底)。", [("充电桩", 100, "2024"), ("充电桩", 200, "2025")]),
        ("建成园区5个（2025年）、平台3个（2026年）。", [("园区", 5, "2025"), ("平台", 3, "2026")]),
        ("建成园区5个（2025年，不含在建）。", [("园区", 5, "2027")]),
    ],
)  # fmt: skip
def test_brackets_after_a_number_name_its_own_year(text, expected):
    assert dated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成廊道2条共120公里。", [("廊道", 2, "条"), ("廊道", 120, "公里")]),
        ("新建厂房10栋（共计20万平方米）。", [("厂房", 10, "栋"), ("厂房", 20, "万平方米")]),
        ("培训5期共300人。", [("培训", 5, "期"), ("培训", 300, "人")]),
        ("建设园区3个、合计8平方公里。", [("园区", 3, "个"), ("园区", 8, "平方公里")]),
        ("下设3个小组共20人。", []),
    ],
)
def test_what_all_counted_things_come_to_is_a_target_of_the_same_things(text, expected):
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("氢气零售价降至35元/公斤以下。", "元/公斤"),
        ("平均运费降到2元/吨公里以内。", "元/吨公里"),
        ("亩均税收达到20万元/亩·年。", "万元/亩·年"),
        ("综合电耗控制在90千瓦时/吨以内。", "千瓦时/吨"),
        ("平均奖金不低于300元/人次。", "元/人次"),
    ],
)
def test_what_a_unit_is_per_belongs_to_it(text, unit):
    (target,) = targets(text)
    assert target.unit_text == unit


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("对新购车辆按每辆不超过20万元给予补贴，总额不超过2000万元。", "not-total-of-grants"),
        ("对试点企业给予奖励，单个企业最高不超过50万元。", "not-subsidy-ceiling"),
        ("给予一次性补助，每户不超过3000元。", "not-subsidy-ceiling"),
    ],
)
def test_the_total_of_grants_is_no_target(text, rule):
    read = read_targets([TextSpan.whole(text)], end_year=2027, explain=True)
    assert (read.targets, read.unread) == ([], [])
    assert rule in {why.rule for why in read.left_out}


def test_a_number_whose_clause_only_says_when_is_not_read():
    text = "奖励资金最高50万元，每年不超过3家。"
    read = read_targets([TextSpan.whole(text)], end_year=2027)
    assert read.targets == []
    assert [span.of(text) for span in read.unread] == ["不超过3家"]
