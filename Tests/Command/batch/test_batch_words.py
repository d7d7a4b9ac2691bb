"""What a clerk reads of rejected rows is in the clerk's language; the file of results stays as it is for programs."""

import json
import re

import command
import pytest

HEADER = "status,valid,not_before,name,birth_date,reason,authority,category,itinerary,stays,test_kind,test_result,test_time,vaccination_dose,vaccination_of,vaccination_date"
ROWS = [
    {"status": ""}, {"status": "blue"}, {"status": "green", "valid": "soon"}, {"not_before": "24/11/2026 08:00"}, {"not_before": "2026-11-24 08:00"},
    {"not_before": "45000"}, {"birth_date": "1985-02-30"}, {"birth_date": "0985"}, {"status": "yellow"}, {"status": "yellow", "reason": "bored"},
    {"status": "yellow", "reason": "close-contact"}, {"reason": "close-contact"}, {"category": "king"}, {"itinerary": "14d:registered"},
    {"stays": "CN-410105"}, {"itinerary": "x", "stays": "CN-410105"}, {"itinerary": "14d:registered", "stays": "nowhere"},
    {"itinerary": "7d:registered", "stays": "CN-410105:2020-01-01"}, {"test_kind": "pcr"}, {"test_kind": "pcr", "test_result": "fine"},
    {"vaccination_dose": "99", "vaccination_of": "1", "vaccination_date": "2026-11-24"}, {"name": "#NAME?"}, {"name": "######"}, {"name": "a\tb"},
    {"name": "x" * 300}, {"birth_date": "2199-01-01"}, {"status": "red", "reason": "close-contact", "authority": "A 1"},
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ",".join(f"{a}={b[:12]}" for a, b in row.items()))
def test_why_a_row_is_rejected_is_said_in_chinese(row, tmp_path, key):
    names = HEADER.split(",")
    cells = {"status": "green", "valid": "24h", "name": "张小明"} | row
    (tmp_path / "p.csv").write_text(HEADER + "\n" + ",".join(cells.get(name, "") for name in names) + "\n", "utf-8")
    result = command.run("issue", "--batch", tmp_path / "p.csv", "--key", key, "-o", tmp_path / "p.ndjson", "--index-range", "0..9",
                         env=command.environment(command.NO_SUCH_PLACE, LANG="zh_CN.UTF-8"))
    line = next(line for line in result.stderr.decode().splitlines() if line.startswith("hcode: row 1: "))
    # Beside the words that a cell takes, such as pcr, no English is left.
    assert re.search("[\u4e00-\u9fff]", line) and not re.search(r"\b(it|is|the|takes|has|does|lies|holds|such|and)\b", line), line
    assert json.loads((tmp_path / "p.ndjson").read_text("utf-8").splitlines()[0])["error"]["reason"].isascii()


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    folder = tmp_path_factory.mktemp("key")
    assert command.run("keygen", "--issuer", "ZZ-T1", "--name", "批", "--no-passphrase", "-o", folder).returncode == 0
    return folder / "ZZ-T1.key"
