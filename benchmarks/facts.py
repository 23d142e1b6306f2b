"""Facts of plain text, part by part: MB/s of targets, mentions, topics, deadlines and contributions on one core.

The text is made of invented paragraphs, repeated; one in four states numbers and most name something, as in real plans.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import aizone
from aizone.documents import read_bytes
from aizone.extract.contributions import links_to_goals
from aizone.extract.mentions import extract_mentions
from aizone.extract.mentions.names_in_text import NamesInText
from aizone.extract.mentions.topics import extract_topics
from aizone.extract.targets import extract_targets
from aizone.model import GoalFact, TextSpan
from aizone.outline import parse_outline
from aizone.reading.knowledge import load_knowledge
from aizone.text.deadlines_in_text import find_deadline

HEAD = "云江市人民政府\n2024年3月1日\n云江市产业行动计划（2024—2026年）\n"
GOALS = "一、主要目标\n到2026年，公共充电桩达到2万个，龙头企业培育10家以上；甲率和乙率分别达到30%、35%，办理时间由10天压缩至3天。\n"
WORK = """二、重点任务
（一）夯实数据底座。围绕制造、医疗、交通等行业需求，统筹归集、清洗和标注环节，明确数据来源和授权边界，健全质量抽检和安全评估办法，推动公共数据按目录有序开放，鼓励企业之间按照合同共享数据，形成可复制的做法。建设云江数据流通平台，依托云江大数据中心开展脱敏试点。（责任单位：市数据局、市经信局）
（二）培育骨干企业。建立梯度培育名单，定期走访企业，帮助解决用地、用能和融资问题。支持企业联合高校组建创新联合体，攻克关键工艺。到2025年底前，新增专精特新企业20家以上，对通过认定的企业给予最高不超过50万元奖励。（责任单位：市经信局、市财政局）
（三）拓展应用场景。在学校、医院和社区布置智能设备，先试点后推广，重视老年人和残疾人的使用习惯，保留人工窗口。加快推进自动驾驶示范区建设，完善道路标识和通信设施，规范测试申请流程。场景清单按季度公布，结果接受社会监督，运营主体应当按规定留存日志。（责任单位：市科技局、市交通局）
（四）优化服务环境。压减审批材料，推行告知承诺，完善好差评制度，畅通投诉渠道，及时回应企业诉求，不得以任何形式变相设置门槛。加强部门协同和信息互通，避免重复检查，做到无事不扰、有求必应。（责任单位：市政务服务局）
"""


def main(times: int = 300) -> None:
    """Print MB/s of each part, medians of five, and of all together."""
    knowledge = load_knowledge(aizone.open())
    outline = parse_outline(read_bytes((HEAD + GOALS + WORK * times).encode(), "plan.txt"))
    text = outline.document.text
    sections = list(outline.walk())
    passages = [TextSpan.at(text, span) for section in sections for span in section.body]
    goal, *work = outline.sections
    whole = TextSpan.whole(text)
    names = NamesInText(whole, knowledge.entities, knowledge.topics)
    parts: dict[str, Callable[[], object]] = {
        "targets": lambda: [extract_targets([passage], end_year=2026, first_year=2024) for passage in passages],
        "names": lambda: NamesInText(whole, knowledge.entities, knowledge.topics),
        "mentions": lambda: [extract_mentions(passage, knowledge.entities, names=names) for passage in passages],
        "topics": lambda: [extract_topics([passage], knowledge.topics, names) for passage in passages],
        "deadlines": lambda: [find_deadline(passage, year=2024) for passage in passages],
        "contributions": lambda: links_to_goals(text, [GoalFact(goal.path, "", goal, ())], work),
    }
    size, total = len(text.encode()) / 1e6, 0.0
    print(f"facts ({size:.2f} MB, {len(passages):,} passages)")
    for name, run in parts.items():
        seconds = statistics.median(_seconds(run) for _ in range(6))
        total += seconds
        print(f"  {name:14} {size / seconds:7.1f} MB/s")
    print(f"  {'together':14} {size / total:7.1f} MB/s")


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began
