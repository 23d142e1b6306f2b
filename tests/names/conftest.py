import pytest

from aizone.cli import main
from aizone.settings import Settings
from aizone.workspace import Workspace

PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）建设算力平台，服务企业发展。（责任单位：市科技局、市科创办、国家发展改革委）
（二）建设数据平台，服务企业发展。（责任单位：市科创办、省科技厅）
"""


@pytest.fixture(scope="session")
def yuhe(tmp_path_factory):
    """A workspace with one plan of a real-looking city that no registry describes; registries are the shipped ones."""
    folder = tmp_path_factory.mktemp("yuhe")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    assert main(["ingest", str(folder / "plan.txt"), "--workspace", str(folder / "workspace"), "--slug", "yuhe"]) == 0
    return Workspace(Settings(workspace=folder / "workspace"))
