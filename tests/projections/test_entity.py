"""What is told of an entity that a real and an invented plan name: the invented one's measures do not add up with the real one's."""

import pytest

from aizone.cli import main
from aizone.projections.entity import read_entity
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace

REAL = """合肥市数据治理行动方案（2024—2026年）
一、重点任务
（一）建设目录。编制数据目录。（市数据资源局牵头，国家数据局指导）
（二）开放共享。推进公共数据开放。（市数据资源局牵头，国家数据局、市科技局配合）
"""
INVENTED = """云江市数据治理行动方案（2024—2026年）
一、重点任务
（一）建设目录。编制数据目录。（市数据局牵头，国家数据局配合）
（二）开放共享。推进公共数据开放。（市数据局牵头，国家数据局配合）
（三）培育市场。设立交易场所。（国家数据局牵头，市数据局配合）
"""
BODY, BUREAU = "id:unit/china-national-data-administration", "id:unit/yunjiang-data-bureau"


@pytest.fixture
def two(tmp_path):
    (tmp_path / "data").mkdir()
    workspace = Workspace(Settings(workspace=tmp_path / "data"))
    for slug, text in (("real", REAL), ("invented", INVENTED)):
        source = tmp_path / f"{slug}.txt"
        source.write_text(text, "utf-8")
        (result,) = ingest(workspace, [source], slug=slug)
        assert result.error is None
    return workspace


def test_a_unit_of_both_is_counted_in_the_real_plan(two):
    both = read_entity(two.store, BODY, "zh")
    assert (both.measure_count, dict(both.roles), len(both.partners)) == (
        5,
        {"lead": 1, "support": 3, "supervise": 1},
        3,
    )
    own = read_entity(two.store, BODY, "zh", without=["id:plan/invented"])
    assert (own.measure_count, own.left_out) == (2, 3)
    assert dict(own.roles) == {"support": 1, "supervise": 1}
    assert [(one.label, one.count) for one in own.partners] == [("合肥市数据资源局", 2), ("合肥市科学技术局", 1)]
    assert {duty.plan for duty in own.duties} == {"id:plan/real"}
    alone = read_entity(two.store, BUREAU, "zh", without=["id:plan/invented"])
    assert (alone.measure_count, alone.left_out) == (3, 0)


def test_the_command_tells_the_plans_apart(two, capsys):
    assert main(["unit", "国家数据局", "--lang", "zh", "--workspace", str(two.paths.root)]) == 0
    head, duties = capsys.readouterr().out.split("职责")
    lines = head.splitlines()
    assert [line.split("  ")[-1] for line in lines[1:3]] == ["督查指导 1，配合 1", "配合 2，牵头 1"]
    assert "（虚构示例）" in lines[2]
    assert "配合 3" not in head
    assert duties.count("（虚构示例）") == 3
    first, invented = duties.split("虚构示例中的协作单位")
    assert "云江市数据局" in invented
    assert "云江市数据局" not in first.split("协作单位")[1]
