"""`aizone due`: what is overdue and soon due as of a day, for a plan or a unit."""

import json

from tests.cli.test_cli import run  # noqa: F401 # a fixture

EXAMPLE = "yunjiang-2024-2026"


def test_what_is_due_is_listed_as_of_a_day(run):  # noqa: F811
    code, out, err = run("due", "--plan", EXAMPLE, "--on", "2025-10-15", "--lang", "en")
    assert (code, err) == (0, "")
    assert "Overdue" in out
    assert "2025Q4" in out
    assert "People trained" in out
    assert "Self-driving shuttle" not in out
    assert "Self-driving shuttle" in run("due", "--plan", EXAMPLE, "--on", "2025-10-15", "--all", "--lang", "en")[1]
    assert "No measure has a deadline of its own." in run("due", "--plan", "hefei-2020-2023", "--lang", "en")[1]


def test_a_unit_has_its_own_dates(run):  # noqa: F811
    def lines(*words):
        return json.loads(run("due", "--plan", EXAMPLE, "--on", "2025-10-15", "--format", "json", *words)[1])[0][
            "lines"
        ]

    own = lines("--unit", "市财政局")
    assert 0 < len(own) < len(lines())
    assert all("id:unit/yunjiang-finance-bureau" in {one["unit"] for one in line["owners"]} for line in own)
    assert [stage["state"] for stage in own[0]["stages"]] == ["overdue", "soon", "later"]
    assert [stage["state"] for stage in lines("--days", "30")[0]["stages"]] == ["overdue", "later", "later"]


def test_a_number_of_days_out_of_range_is_refused(run):  # noqa: F811
    code, _out, err = run("due", "--days", "0")
    assert code == 2
    assert "--days" in err


def test_a_calendar_file_is_of_one_plan(run, tmp_path):  # noqa: F811
    path = tmp_path / "finance.ics"
    code, out, _err = run("due", "--unit", "市财政局", "--plan", EXAMPLE, "--format", "ics", "-o", path, "--lang", "en")
    assert (code, "dates written" in out) == (0, True)
    printed = run("due", "--unit", "市财政局", "--plan", EXAMPLE, "--format", "ics", "--on", "2026-01-02")[1]
    assert printed.count("BEGIN:VEVENT") == path.read_text("utf-8").count("BEGIN:VEVENT") > 0
    assert "--plan" in run("due", "--format", "ics")[2]
    assert run("due", "-o", path)[0] == 2
