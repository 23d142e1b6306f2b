"""Each rule on invented documents, as they are read: one that triggers it, and a like one that stays quiet."""

import itertools

import pytest

from aizone.analysis.gaps.rules import RULES
from aizone.projections.gap_facts import read_gap_facts
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import plans_of_file
from aizone.store import OxigraphStore

HEAD = "云江市人民政府办公室\n{start}年2月6日\n云江市{subject}实施方案（{start}—{end}年）\n"

# what is said below the head; {start} and {end} are the plan's years
CASES = {
    "no-owner": (
        "一、重点任务\n1.清淤河道。疏浚城区内河，淤泥集中晾晒。\n2.修缮闸门。更换老旧启闭机。（市水利局负责）\n",
        "一、重点任务\n1.清淤河道。疏浚城区内河，淤泥集中晾晒。（市城管局负责）\n2.修缮闸门。更换老旧启闭机。（市水利局负责）\n",
    ),
    "no-lead": (
        "一、重点任务\n1.整修步道。沿江步道补齐护栏。（市城管局、市文化和旅游局按职责分工负责）\n",
        "一、重点任务\n1.整修步道。沿江步道补齐护栏。\n牵头单位：市城管局\n配合单位：市文化和旅游局\n",
    ),
    "several-leads": (
        "一、重点任务\n1.整治集市。划定摊位，明码标价。（市城管局、市商务局牵头，市公安局配合）\n",
        "一、重点任务\n1.整治集市。划定摊位，明码标价。（市城管局牵头，市商务局、市公安局配合）\n",
    ),
    "lead-by-order": (
        "一、重点任务\n1.修复古桥。加固桥墩。（责任单位：市文化和旅游局、市城管局）\n"
        "二、组织实施\n各牵头单位每年报送修缮清单。\n",
        "一、重点任务\n1.修复古桥。加固桥墩。（责任单位：市文化和旅游局、市城管局）\n"
        "二、组织实施\n各项任务由排在第一位的责任单位牵头，其他单位配合。\n",
    ),
    "many-owners": (
        "一、重点任务\n1.开展普查。登记古树名木。（责任单位：市城管局、市农业农村局、市教育局、市水利局、市财政局、市文化和旅游局、市商务局）\n",
        "一、重点任务\n1.开展普查。登记古树名木。（责任单位：市城管局、市农业农村局、市教育局）\n",
    ),
    "collective-owners-only": (
        "一、重点任务\n1.排查危房。逐户建档。（各县（市、区）人民政府负责）\n",
        "一、重点任务\n1.排查危房。逐户建档。（市城管局牵头，各县（市、区）人民政府落实）\n",
    ),
    "self-supervision": (
        "一、重点任务\n1.铺设管道。改造老旧水管。（市水利局牵头，市城管局配合）\n"
        "二、保障措施\n2.加强督导。按季通报任务进展，对滞后的约谈。（市水利局负责）\n",
        "一、重点任务\n1.铺设管道。改造老旧水管。（市水利局牵头，市城管局配合）\n"
        "二、保障措施\n2.加强督导。按季通报任务进展，对滞后的约谈。（市政府办公室负责）\n",
    ),
    "reversed-owners": (
        "一、重点任务\n1.栽种行道树。补植树穴。（市城管局、市农业农村局负责）\n2.养护草坪。雨季排涝。（市农业农村局、市城管局负责）\n",
        "一、重点任务\n1.栽种行道树。补植树穴。（市城管局牵头，市农业农村局配合）\n2.养护草坪。雨季排涝。（市农业农村局牵头，市城管局配合）\n",
    ),
    "unresolved-name": (
        "一、重点任务\n1.巡护湿地。记录候鸟。（责任单位：市候鸟救护站筹备处、市农业农村局）\n",
        "一、重点任务\n1.巡护湿地。记录候鸟。（责任单位：市教育局、市农业农村局）\n",
    ),
    "blanket-clause": (
        "一、重点任务\n1.改造路灯。换装光源。（市城管局牵头，市教育局、市商务局为以下各项任务的责任单位，不再列出）\n2.清洗外墙。分批作业。（市城管局牵头）\n",
        "一、重点任务\n1.改造路灯。换装光源。（市城管局牵头）\n2.清洗外墙。分批作业。（市城管局牵头）\n",
    ),
    "goal-without-task": (
        "一、工作目标\n（一）养殖更规范。到{end}年，建成标准化鱼塘30口以上。\n二、重点任务\n（一）整治街巷\n1.清洗外墙。分批作业。（市城管局负责）\n",
        "一、工作目标\n（一）养殖更规范。到{end}年，建成标准化鱼塘30口以上。\n二、重点任务\n（一）推进养殖规范\n"
        "1.改造鱼塘。建成标准化鱼塘30口以上，统一投喂。（市农业农村局负责）\n",
    ),
    "field-without-task": (
        "一、工作目标\n（一）应用更广。到{end}年，在教育、养老领域建成应用场景20个以上。\n二、重点任务\n（一）发展智慧教育\n"
        "1.改进课堂。配备助教工具。（市教育局负责）\n",
        "一、工作目标\n（一）应用更广。到{end}年，在教育、养老领域建成应用场景20个以上。\n二、重点任务\n（一）发展智慧教育\n"
        "1.改进课堂。配备助教工具。（市教育局负责）\n（二）改善养老服务\n2.上门照护。配备呼叫器。（市民政局负责）\n",
    ),
    "target-without-unit": (
        "一、工作目标\n（一）游客更多。到{end}年，接待研学游客9万人次以上。\n二、重点任务\n（一）整治街巷\n1.清洗外墙。分批作业。（市城管局负责）\n",
        "一、工作目标\n（一）游客更多。到{end}年，接待研学游客9万人次以上。\n二、重点任务\n（一）发展研学旅游\n"
        "1.接待研学游客。开设渔村课堂，接待研学游客9万人次以上。（市文化和旅游局负责）\n",
    ),
    "target-instruments": (
        "一、工作目标\n（一）平台更多。到{end}年，建成公共服务平台5个以上。\n二、重点任务\n（一）建设公共服务平台\n"
        "1.搭建平台。建设云江鱼病诊断平台。（市农业农村局负责）\n",
        "一、工作目标\n（一）平台更多。到{end}年，建成公共服务平台1个以上。\n二、重点任务\n（一）建设公共服务平台\n"
        "1.搭建平台。建设云江鱼病诊断平台。（市农业农村局负责）\n",
    ),
    "target-arithmetic": (
        "一、工作目标\n（一）人才更多。每年培训渔民800人次以上。到{end}年，累计培训渔民1000人次以上。\n",
        "一、工作目标\n（一）人才更多。每年培训渔民800人次以上。到{end}年，累计培训渔民2600人次以上。\n",
    ),
    "thing-without-owner": (
        "一、重点任务\n1.保鲜运输。建设云江水产冷链调度平台，按车计费。\n2.清洗外墙。分批作业。（市城管局负责）\n",
        "一、重点任务\n1.保鲜运输。建设云江水产冷链调度平台，按车计费。（市商务局负责）\n2.清洗外墙。分批作业。（市城管局负责）\n",
    ),
    "usual-body-absent": (
        "一、重点任务\n1.改造老街。增设消防栓和烟感器，每月演练。（市文化和旅游局负责）\n",
        "一、重点任务\n1.改造老街。增设消防栓和烟感器，每月演练。（市文化和旅游局、市消防救援支队负责）\n",
    ),
    "support-only-unit": (
        "一、重点任务\n1.修筑堤防。加高三段。\n主责单位：市水利局\n协办单位：市财政局\n2.疏浚河口。清淤两处。\n主责单位：市水利局\n协办单位：市财政局\n",
        "一、重点任务\n1.修筑堤防。加高三段。\n主责单位：市水利局\n协办单位：市财政局\n2.兑付补助。按亩核算。（市财政局负责）\n",
    ),
    "no-deadline": (
        "一、重点任务\n1.修筑堤防。加高三段。（市水利局负责）\n",
        "一、重点任务\n1.修筑堤防。加高三段。（市水利局负责，{end}年10月底前完成）\n",
    ),
    "deadline-outside": (
        "一、重点任务\n1.修筑堤防。加高三段。（市水利局负责，2099年10月底前完成）\n",
        "一、重点任务\n1.修筑堤防。加高三段。（市水利局负责，{end}年10月底前完成）\n",
    ),
    "duplicate-tasks": (
        "一、重点任务\n1.巡查鱼塘。每月上旬抽检塘水溶氧和氨氮，超标的张贴黄牌并限时换水，复检合格后摘牌。（市农业农村局负责）\n"
        "2.抽检鱼塘。每月上旬抽检塘水溶氧和氨氮，超标的张贴黄牌并限时换水，复检合格后方可摘牌。（市水利局负责）\n",
        "一、重点任务\n1.巡查鱼塘。每月上旬抽检塘水溶氧和氨氮，超标的张贴黄牌并限时换水，复检合格后摘牌。（市农业农村局负责）\n"
        "2.整修塘埂。组织农机队夯土护坡，汛前加装溢流口，雨后逐口登记塌方。（市水利局负责）\n",
    ),
}  # fmt: skip
QUIET_TOO = {
    "self-supervision": (
        "一、重点任务\n1.铺设管道。改造老旧水管。（市水利局牵头，市城管局配合）\n"
        "2.规范水费。开展涉企水费专项督查，退还多收的费用。（市水利局负责）\n"
    ),
    "usual-body-absent": (
        "一、重点任务\n1.改造老街。铺设青石板，每月清扫，并配合消防检查。（市文化和旅游局负责）\n"
        "2.简化消防验收。一次勘查，当场告知。（市住房城乡建设局负责）\n"
    ),
    "no-owner": "一、重点任务\n1.清淤河道。淤泥集中晾晒。（市水利局负责）\n2.各镇要制定清淤计划。每季上报。\n",
    "thing-without-owner": (
        "一、指导思想\n建设云江水产冷链调度平台。\n二、重点任务\n1.清洗外墙。分批作业。（市城管局负责）\n"
    ),
    "goal-without-task": (
        "一、工作目标\n到{end}年，建成标准化鱼塘30口以上。\n二、重点任务\n1.清洗外墙。分批作业。（市城管局负责）\n"
    ),
    "target-instruments": (
        "一、工作目标\n（一）平台更多。到{end}年，建成公共服务平台5个以上。\n二、重点任务\n1.清洗外墙。分批作业。（市城管局负责）\n"
    ),
}
FOUND_TOO = {"usual-body-absent": "一、重点任务\n1.提升消防能力。增配水带和梯子，每月演练。（市文化和旅游局负责）\n"}
"""A heading speaks for its only measure."""
KINDS = ("found", "quiet")
BY_ID = {rule.id: rule for rule in RULES}


@pytest.fixture(scope="module")
def checked(shipped, tmp_path_factory):
    """What each rule finds in its two documents, all of which are read into one store with the shipped registries."""
    folder, knowledge = tmp_path_factory.mktemp("documents"), load_knowledge(shipped)
    store, plans = OxigraphStore(), {}
    store.bulk_load(file for file in shipped.source.files if file[0].suffix != ".nq")
    years = itertools.count(2031)
    bodies = {(rule, kind): body for rule, cases in CASES.items() for kind, body in zip(KINDS, cases, strict=True)}
    bodies |= {(rule, "quiet too"): body for rule, body in QUIET_TOO.items()}
    bodies |= {(rule, "found too"): body for rule, body in FOUND_TOO.items()}
    for (rule, kind), body in bodies.items():
        start = next(years)
        path = folder / f"{rule}-{kind}.txt"
        path.write_text((HEAD + body).format(subject=f"{rule}{kind}", start=start, end=start + 2), "utf-8")
        (plan,) = plans_of_file(path, knowledge, shipped)
        store.add(plan.quads)
        plans[rule, kind] = f"id:plan/{plan.slug}"
    store.add_super_types()
    assert len(set(plans.values())) == len(plans)
    return {(rule, kind): BY_ID[rule].check(read_gap_facts(store, plan)) for (rule, kind), plan in plans.items()}


def test_every_rule_has_two_documents():
    assert set(CASES) == set(BY_ID)


@pytest.mark.parametrize("rule", BY_ID)
def test_a_rule_finds_its_document(checked, rule):
    assert checked[rule, "found"].gaps


@pytest.mark.parametrize("rule", BY_ID)
def test_a_rule_stays_quiet_on_a_like_document(checked, rule):
    assert checked[rule, "quiet"].gaps == ()


@pytest.mark.parametrize("rule", FOUND_TOO)
def test_a_rule_reads_the_heading_of_a_measure(checked, rule):
    assert checked[rule, "found too"].gaps


@pytest.mark.parametrize("rule", QUIET_TOO)
def test_a_rule_knows_what_is_not_meant(checked, rule):
    assert checked[rule, "quiet too"].gaps == ()
