"""A synthetic workspace: invented cities, each with a registry, a gazetteer and plans that are really read.

    python -m benchmarks.synthetic FOLDER [--plans 1000] [--tasks 60] [--seed 1]

The plans are written as documents and read like those of users, so the graph has the shape of a real one. All names are made
up from syllables and marked fictional; the same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pypinyin import lazy_pinyin

from aizone.documents import read_bytes
from aizone.extract import Knowledge
from aizone.extract.mentions.gazetteer import Gazetteer
from aizone.rdf import reading_quads, to_nquads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.settings import Settings
from aizone.store.seal import sealed
from aizone.units import UnitRegistry
from aizone.workspace import Workspace

_FIRST, _SECOND = "澜岚澄珞霁漪黛翎沅溪汀屿", "麓汐岑渡淀墟陂浒圩堰"
_DEPARTMENTS = [
    ("科学技术局", "科技局", "Bureau of Science and Technology"),
    ("发展和改革委员会", "发展改革委", "Development and Reform Commission"),
    ("工业和信息化局", "工信局", "Bureau of Industry and Information Technology"),
    ("财政局", "财政局", "Finance Bureau"),
    ("教育局", "教育局", "Education Bureau"),
    ("公安局", "公安局", "Public Security Bureau"),
    ("民政局", "民政局", "Civil Affairs Bureau"),
    ("司法局", "司法局", "Justice Bureau"),
    ("人力资源和社会保障局", "人社局", "Bureau of Human Resources and Social Security"),
    ("自然资源和规划局", "自规局", "Bureau of Natural Resources and Planning"),
    ("生态环境局", "环境局", "Ecology and Environment Bureau"),
    ("住房和城乡建设局", "住建局", "Bureau of Housing and Urban-Rural Development"),
    ("交通运输局", "交通局", "Transport Bureau"),
    ("水务局", "水务局", "Water Bureau"),
    ("农业农村局", "农业局", "Agriculture and Rural Affairs Bureau"),
    ("商务局", "商务局", "Commerce Bureau"),
    ("文化和旅游局", "文旅局", "Bureau of Culture and Tourism"),
    ("卫生健康委员会", "卫健委", "Health Commission"),
    ("应急管理局", "应急局", "Emergency Management Bureau"),
    ("市场监督管理局", "市监局", "Market Regulation Bureau"),
    ("数据资源管理局", "数据局", "Data Resources Bureau"),
    ("统计局", "统计局", "Statistics Bureau"),
    ("医疗保障局", "医保局", "Healthcare Security Bureau"),
    ("体育局", "体育局", "Sports Bureau"),
    ("林业和园林局", "林业局", "Bureau of Forestry and Gardens"),
    ("城市管理局", "城管局", "Urban Management Bureau"),
    ("地方金融监督管理局", "金融局", "Local Financial Regulation Bureau"),
    ("投资促进局", "投促局", "Investment Promotion Bureau"),
]  # fmt: skip
_VERBS = ["建设", "搭建", "完善", "推广", "培育", "升级", "布局", "组建"]
_FIELDS = ["智能制造", "智慧农业", "智慧医疗", "智慧教育", "自动驾驶", "智能语音", "智慧物流", "城市治理", "智慧环保", "智慧文旅", "机器人", "智能芯片"]  # fmt: skip
_THINGS = ["公共服务平台", "开放创新平台", "示范园区", "测试基地", "数据资源库", "人才培养体系", "应用场景清单", "产业联盟", "标准体系", "实验室", "安全监测体系", "算力网络"]  # fmt: skip
_QUALITIES = [
    "面向中小企业的",
    "跨部门的",
    "覆盖全市的",
    "开放共享的",
    "安全可控的",
    "分级分类的",
    "基层适用的",
    "绿色低碳的",
]
_AREAS = ["夯实基础支撑", "攻关关键技术", "拓展应用场景", "培育产业生态", "优化发展环境", "强化安全治理"]
_GOALS = ["基础设施更加坚实", "关键技术取得突破", "应用场景持续拓展", "产业生态更加健全"]
_AIM = "每年举办人工智能大会，形成具有影响力的产业品牌"
_DISTRICTS = ("东", "西", "南", "北")
_NUMERALS = "一二三四五六七八九十"
_PLANS_PER_CITY = 10


@dataclass(frozen=True, slots=True)
class City:
    """An invented city: its name, the slug of its IRIs, its English name."""

    name: str
    slug: str
    english: str


def cities(count: int) -> Iterator[City]:
    """Invented cities, each with its own name."""
    pairs = itertools.product(_FIRST, _SECOND)
    for first, second in itertools.islice(pairs, count):
        sound = "".join(lazy_pinyin(first + second))
        yield City(first + second, f"{sound}-{ord(first):x}{ord(second):x}", sound.capitalize())


def registry(city: City) -> str:
    """The city's registry of responsible units, as Turtle."""
    place = f"id:place\\/{city.slug}"
    lines = [
        "@prefix az: <https://w3id.org/aizone/ontology#> . @prefix id: <https://w3id.org/aizone/id/> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix org: <http://www.w3.org/ns/org#> .",
        f'{place} a az:Place ; skos:prefLabel "{city.name}市"@zh, "{city.english}"@en ; skos:altLabel "{city.name}"@zh ; az:level "prefecture" ; az:fictional true .',
    ]
    for number, (full, short, english) in enumerate(_DEPARTMENTS):
        lines.append(
            f"id:unit\\/{city.slug}-{number} a az:GovernmentUnit ; dcterms:spatial {place} ; "
            f'skos:prefLabel "{city.name}市{full}"@zh, "{city.english} Municipal {english}"@en ; '
            f'skos:altLabel "市{full}"@zh, "市{short}"@zh, "{city.name}市{short}"@zh .'
            if full != short
            else f"id:unit\\/{city.slug}-{number} a az:GovernmentUnit ; dcterms:spatial {place} ; "
            f'skos:prefLabel "{city.name}市{full}"@zh, "{city.english} Municipal {english}"@en ; skos:altLabel "市{full}"@zh .'
        )
    members = [f"id:unit\\/{city.slug}-district-{number}" for number in range(len(_DISTRICTS))]
    for member, district in zip(members, _DISTRICTS, strict=True):
        name = f"{city.name}{district}区"
        lines.append(
            f"{member} a az:LocalGovernment ; dcterms:spatial {place} ; "
            f'skos:prefLabel "{name}人民政府"@zh, "{city.english} District Government {member[-1]}"@en ; skos:altLabel "{name}政府"@zh .'
        )
    lines.append(
        f"id:unit-group\\/{city.slug}-districts a az:UnitGroup ; dcterms:spatial {place} ; org:hasMember {', '.join(members)} ; "
        f'skos:prefLabel "{city.name}市各区人民政府"@zh, "All district governments of {city.english}"@en ; skos:altLabel "各区人民政府"@zh, "各区政府"@zh .'
    )
    return "\n".join(lines) + "\n"


def gazetteer(city: City, random_: random.Random) -> str:
    """Named things of the city, as Turtle: four parks and sixteen platforms."""
    lines = [
        "@prefix az: <https://w3id.org/aizone/ontology#> . @prefix id: <https://w3id.org/aizone/id/> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    ]
    for kind, ending, count in (("Park", "产业园", 4), ("Platform", "平台", 16)):
        for number, field in enumerate(
            random_.sample(list(itertools.product(_FIELDS, ["公共", "开放", "共性技术"])), count)
        ):
            lines.append(
                f"id:{kind.lower()}\\/{city.slug}\\/{number} a az:{kind} ; dcterms:spatial id:place\\/{city.slug} ; "
                f'skos:prefLabel "{city.name}{field[0]}{field[1]}{ending}"@zh .'
            )
    return "\n".join(lines) + "\n"


def plan_text(city: City, number: int, tasks: int, random_: random.Random, things: list[str]) -> str:
    """One plan as a document: four goals, six areas, and tasks with one to six owners each.

    Among the tasks is everything that a question of the library asks for: things that are built, supported and relied on, deadlines,
    cited documents, owners that are collective, unknown, without a lead, or many.
    """
    start = 2015 + number
    title = f"{city.name}市人工智能创新应用行动计划（{start}—{start + 2}年）"
    lines = [
        title,
        f"{start}年3月{1 + random_.randrange(28)}日",
        "一、总体要求",
        "坚持场景牵引、小步快跑、先用起来。",
        "二、主要目标",
    ]
    for place, goal in enumerate(_GOALS):
        aim = f"{_AIM}。" if goal == _GOALS[-1] else ""
        lines.append(
            f"（{_NUMERALS[place]}）{goal}。到{start + 2}年，建成示范项目{random_.randrange(3, 90)}个以上。{aim}"
        )
    lines.append("三、重点任务")
    done = 0
    for place, area in enumerate(_AREAS):
        lines.append(f"（{_NUMERALS[place]}）{area}")
        for _task in range((tasks * (place + 1)) // len(_AREAS) - done):
            done += 1
            quality, field, thing = random_.choice(_QUALITIES), random_.choice(_FIELDS), random_.choice(_THINGS)
            lines.append(
                f"{done}.{random_.choice(_VERBS)}{quality}{field}{thing}。{_touched(done, things, random_)}，"
                f"{_cited(done, city)}每年完成{random_.randrange(1, 40)}个项目，"
                f"{_deadline(done, start)}形成可以照着做的经验。（{_owners(done, random_)}）"
            )
    return "\n".join(lines) + "\n"


def _touched(done: int, things: list[str], random_: random.Random) -> str:
    """A named thing and what is done with it: two of six tasks build or support one, the others rely on one."""
    return f"{('建设', '支持', '依托', '依托', '依托', '依托')[done % 6]}{random_.choice(things)}"


def _cited(done: int, city: City) -> str:
    return f"落实《{city.name}市智慧城市建设规划》，" if done % 20 == 9 else ""


def _deadline(done: int, start: int) -> str:
    """When it is to be done: a year, a half-year or a month, or nothing for seven of ten tasks."""
    return {1: f"{start + 1}年底前", 4: f"{start + 1}年上半年", 7: f"{start + 2}年6月底前"}.get(done % 10, "")


def _owners(done: int, random_: random.Random) -> str:
    """A task's owners: mostly one to four with a lead; some others have many, a collective, no lead, or one that is not known."""
    short = [name for _full, name, _english in _DEPARTMENTS]
    owners = [f"市{name}" for name in random_.sample(short, random_.choice((1, 2, 2, 3, 4)))]
    kind = done % 30
    if kind == 3:
        return f"责任单位：{'、'.join(owners)}"
    if kind == 11:
        owners = [f"市{name}" for name in random_.sample(short, 6)]
    elif kind == 17:
        owners.append("各区政府")
    elif kind == 23:
        owners.append("市场景创新促进会")
    rest = f"，{'、'.join(owners[1:])}按职责分工负责" if owners[1:] else ""
    return f"{owners[0]}牵头{rest}"


def write_workspace(folder: Path, *, plans: int = 1000, tasks: int = 60, seed: int = 1) -> Workspace:
    """Write a workspace of invented plans, ten per city.

    Args:
        folder: an empty folder or a new one.
        plans: number of plans.
        tasks: tasks per plan.
        seed: decides everything that is chosen.
    """
    random_ = random.Random(seed)
    for name in ("units", "entities", "plans"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    topics = load_knowledge(Workspace(Settings())).topics
    left = plans
    for city in cities(-(-plans // _PLANS_PER_CITY)):
        units, things = folder / "units" / f"{city.slug}.ttl", folder / "entities" / f"{city.slug}.ttl"
        units.write_text(registry(city), "utf-8")
        things.write_text(gazetteer(city, random_), "utf-8")
        entities = Gazetteer.from_turtle([things])
        knowledge = Knowledge(UnitRegistry.load([units]), topics, entities, order_rule="auto")
        names = [line.split('"')[1] for line in things.read_text("utf-8").splitlines() if "prefLabel" in line]
        for number in range(min(_PLANS_PER_CITY, left)):
            text = plan_text(city, number, tasks, random_, names)
            slug = f"{city.slug}-{2015 + number}"
            reading = read(read_bytes(text.encode(), f"{slug}.txt"), knowledge)
            quads = to_nquads(reading_quads(reading, slug, keep_text=True))
            (folder / "plans" / f"{slug}.nq").write_bytes(sealed(quads))
        left -= _PLANS_PER_CITY
    workspace = Workspace(Settings(workspace=folder))
    workspace.update_layout()
    return workspace


def main() -> None:
    """Write a workspace from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_workspace(arguments.folder, plans=arguments.plans, tasks=arguments.tasks, seed=arguments.seed)


if __name__ == "__main__":
    main()
