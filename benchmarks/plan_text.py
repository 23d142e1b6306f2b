"""Invented plan text of any length, varied by a seed so that nothing can be remembered from one run to the next.

It is as dense as the labelled plans: an owner list of one to six names about every 280 characters, a number to reach in
one sentence of five, a named platform or park in one of three.
"""

from __future__ import annotations

import random

HEAD = "云江市人民政府\n2024年3月1日\n云江市产业发展行动计划（2024—2026年）\n"
_VERBS = ("建设", "完善", "推进", "支持", "打造", "健全", "优化", "深化", "培育", "引导", "推广", "规范")
_WHAT = (
    "公共服务体系",
    "要素保障机制",
    "产业协作网络",
    "人才培养渠道",
    "场景开放清单",
    "审批办理流程",
    "质量追溯制度",
    "融资对接渠道",
    "安全评估办法",
    "数据归集目录",
)
_HOW = (
    "分类施策，成熟一批推广一批",
    "先行试点，总结经验后再逐步推开",
    "压实各方责任，定期调度通报",
    "尊重市场规律，不搞一刀切",
    "注重与现有系统衔接，避免重复投入",
    "公开标准和流程，接受社会监督",
)
_FOR = (
    "制造企业",
    "中小微企业",
    "医疗机构",
    "学校和社区",
    "物流园区",
    "农业合作社",
    "科研院所",
    "老旧街区",
    "外贸主体",
    "个体工商户",
)
_THINGS = ("数据流通平台", "产业园", "创新中心", "示范区", "实训基地", "监测系统", "研究院", "公共服务平台")
_BUREAUS = (
    "发展改革委",
    "科技局",
    "经信局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人社局",
    "自然资源局",
    "生态环境局",
    "住建局",
    "交通局",
    "水利局",
    "农业农村局",
    "商务局",
    "文旅局",
    "卫生健康委",
    "应急局",
    "审计局",
    "国资委",
    "市场监管局",
    "统计局",
    "医保局",
    "数据局",
    "税务局",
)
_PLACES = ("青溪", "白石", "东岭", "南湖", "北川", "西山", "长坪", "大河", "小沙", "金桥")
_DIGITS = "一二三四五六七八九十"


def plan_text(characters: int, *, seed: int = 1) -> str:
    """A plan of about the given number of code points."""
    chosen = random.Random(seed)
    parts = [HEAD, "一、主要目标\n到2026年，公共充电桩达到2万个，龙头企业培育10家以上。\n"]
    length, chapter = sum(map(len, parts)), 1
    while length < characters:
        chapter += 1
        lines = [f"{_chinese(chapter)}、{chosen.choice(_VERBS)}{chosen.choice(_WHAT)}\n"]
        for area in range(1, chosen.randint(3, 6)):
            lines.append(f"（{_chinese(area)}）{chosen.choice(_VERBS)}{chosen.choice(_FOR)}{chosen.choice(_WHAT)}\n")
            lines += [f"{task}.{_task(chosen)}\n" for task in range(1, chosen.randint(3, 8))]
        parts += lines
        length += sum(map(len, lines))
    return "".join(parts)


def _task(chosen: random.Random) -> str:
    heading = f"{chosen.choice(_VERBS)}{chosen.choice(_FOR)}{chosen.choice(_WHAT)}。"
    return heading + "".join(_sentence(chosen) for _ in range(chosen.randint(4, 7))) + _owners(chosen)


def _sentence(chosen: random.Random) -> str:
    words = f"围绕{chosen.choice(_FOR)}需求，{chosen.choice(_VERBS)}{chosen.choice(_WHAT)}和{chosen.choice(_WHAT)}，{chosen.choice(_HOW)}"
    luck = chosen.random()
    if luck < 0.2:
        words += f"，到{chosen.randint(2024, 2026)}年底前新增示范点{chosen.randint(2, 400)}个以上"
    elif luck < 0.5:
        words += f"，{chosen.choice(_VERBS)}{chosen.choice(_PLACES)}{chosen.choice(_FOR)[:2]}{chosen.choice(_THINGS)}"
    return words + "。"


def _owners(chosen: random.Random) -> str:
    names = [f"市{bureau}" for bureau in chosen.sample(_BUREAUS, chosen.randint(1, 6))]
    luck = chosen.random()
    if luck < 0.4:
        return f"（责任单位：{'、'.join(names)}）"
    if luck < 0.7 and len(names) > 1:
        return f"（{names[0]}牵头，{'、'.join(names[1:])}按职责分工负责）"
    if luck < 0.85:
        return f"（牵头单位：{names[0]}；责任单位：{'、'.join(names[1:] or names)}，各县（市、区）人民政府；完成时限：2025年12月底前）"
    return f"（{'、'.join(names)}等部门及各县（市、区）人民政府按职责分工负责）"


def _chinese(number: int) -> str:
    """A numeral up to 99; after that, numbering restarts as in a compilation."""
    number = (number - 1) % 99 + 1
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens - 1] + "十") + (_DIGITS[ones - 1] if ones else "")
