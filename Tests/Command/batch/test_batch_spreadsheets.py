"""Tables as offices save them: encodings, capitals, Chinese words, dates of spreadsheets, and what is no table."""

import codecs
import json
from datetime import datetime

import pytest

from command import ago, assert_error, made_keys, run, verdict


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return made_keys(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def issue(desk, tmp_path):
    def made(content, name="people.csv", *options):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        result = run("issue", "--batch", tmp_path / name, "--key", desk.secret, "--valid", "24h", "--index-range", "0..99", "-o", tmp_path / "out.ndjson", *options)
        lines = (tmp_path / "out.ndjson").read_text().splitlines() if (tmp_path / "out.ndjson").exists() else []
        return result, [json.loads(line) for line in lines]

    return made


def holder(desk, line):
    return verdict(run("verify", "--json", "--trust", desk.public, "--", line["text"]))


CHINESE = "姓名,健康码,出生日期,检测类型,检测结果,检测时间\r\n张小明,绿码,1985年3月7日,核酸,阴性,{}\r\n李芳,绿码,1990/1/2,抗原,阴性,{}\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-be-mark", "utf-16-le", "utf-16-be"])
def test_a_chinese_table_is_read_in_each_encoding(issue, desk, encoding):
    text = CHINESE.format(ago(hours=3), ago(hours=2)).replace(",", "\t") if encoding.startswith("utf-16") else CHINESE.format(ago(hours=3), ago(hours=2))
    data = codecs.BOM_UTF16_BE + text.encode("utf-16-be") if encoding == "utf-16-be-mark" else text.encode(encoding)
    result, lines = issue(data)
    assert result.returncode == 0, result.stderr.decode()
    found = [holder(desk, line) for line in lines]
    assert [f["holder"]["name"] for f in found] == ["张小明", "李芳"]
    assert [f["holder"]["birth_date"] for f in found] == ["1985-03-07", "1990-01-02"]
    assert [f["evidence"][0]["kind"] for f in found] == ["pcr", "antigen"]
    assert {f["status"] for f in found} == {"green"}


@pytest.mark.parametrize("text, encoding", [
    ("name,status\nJürgen Müller,green\nZoë Gößinger,green\n", "latin-1"), ("name,status\nИван Петров,green\nОльга Щукина,green\n", "cp1251"),
    ("name,status\nΓιώργος Παπαδόπουλος,green\n", "iso8859-7"), ("name,status\nJosé Nuñez,green\n", "cp1252"), ("name,status\nمحمد,green\n", "cp1256"),
    ("name,status\n김민수,green\n이영희,green\n", "euc-kr"), ("이름,status\n김민수,green\n", "cp949"), ("name,status\n山田太郎,green\n鈴木花子,green\n", "euc-jp"),
    ("氏名,status\n山田太郎,green\n", "euc-jp"), ("name,status\n山田太郎,green\n", "shift_jis"), ("姓名,狀態\n張小明,綠碼\n", "big5"),
    ("name,status\n张小明,green\n", "gb18030")])
def test_text_of_another_encoding_is_never_taken_for_chinese(issue, text, encoding):
    result, _ = issue(text.encode(encoding))
    assert result.returncode == 65 and b"UTF-8" in result.stderr


def test_lines_of_json_in_chinese_are_read_as_gb18030(issue, desk):
    result, lines = issue('{"姓名":"张小明","健康码":"绿码"}\n{"姓名":"李芳","健康码":"绿码"}\n'.encode("gb18030"))
    assert result.returncode == 0, result.stderr
    assert holder(desk, lines[1])["holder"]["name"] == "李芳"


def test_the_members_of_a_line_of_json_are_named_as_columns_are(issue, desk):
    result, lines = issue('{"Name":"Ann","健康码":"ＧＲＥＥＮ","Birth Date":"1985-03-07T00:00:00"}\n{"name":"A","Name":"B","status":"green"}\n')
    assert result.returncode == 65, result
    assert holder(desk, lines[0])["holder"] == {"name": "Ann", "birth_date": "1985-03-07"}
    assert lines[1]["error"] == {"column": "Name", "reason": "the column appears twice"} or lines[1]["error"]["column"] == "name", lines


@pytest.mark.parametrize("text, words", [
    ("#N/A", "error of the spreadsheet"), ("#VALUE!", "error of the spreadsheet"), ("#name?", "error of the spreadsheet"), ("#REF!", "error of the spreadsheet"),
    ("#DIV/0!", "error of the spreadsheet"), ("####", "too narrow"), ("#########", "too narrow"), ("1.10101E+17", "shortened"), ("1,10101E+17", "shortened"), ("1e+17", "shortened"),
    ('"=""Ann"""', "formula")])
@pytest.mark.parametrize("column", ["name", "subject", "document_tail", "test_place", "ref"])
def test_what_a_spreadsheet_put_in_the_place_of_a_text_is_refused(issue, column, text, words):
    result, lines = issue(f"{'' if column == 'name' else 'name;'}status;{column}\n{'' if column == 'name' else 'Ann;'}green;{text}\n")
    assert result.returncode == 65, result
    assert lines[0]["error"]["column"] == column and words in lines[0]["error"]["reason"], lines


@pytest.mark.parametrize("name", ["#1 Ann", "=Ann", "Ann E+1", "E+17", "1E17"])
def test_a_name_that_only_looks_like_it_is_signed(issue, name):
    result, _ = issue(json.dumps({"name": name, "status": "green"}) + "\n", "people.ndjson")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("text", ["07031985", "25121985", "20111985", "19850230", "19851307"])
def test_eight_digits_that_are_no_day_of_a_year_that_comes_first_are_refused(issue, text):
    result, lines = issue(f"name;status;birth_date\nAnn;green;{text}\n")
    assert result.returncode == 65 and lines[0]["error"]["column"] == "birth_date", lines


def test_invisible_marks_around_a_cell_are_left_out(issue, desk):
    result, lines = issue("name,status\n\u200fمحمد علي\u200f,green\u200b\nA\u200fnn,green\n")
    assert result.returncode == 65 and holder(desk, lines[0])["holder"] == {"name": "محمد علي"}
    assert lines[1]["error"]["column"] == "name", "what stands within a name is not left out"


def test_blanks_of_any_script_around_the_name_of_a_column_are_left_out(issue, desk):
    result, lines = issue("\u3000姓名\u2003,状态\u3000\n李娜\u3000,绿码\n")
    assert result.returncode == 0 and holder(desk, lines[0])["holder"] == {"name": "李娜"}, result.stderr


@pytest.mark.parametrize("separator", ["|", "，", "；", "、"])
def test_another_separator_is_named(issue, separator):
    result, _ = issue(f"name{separator}status\nAnn{separator}green\n")
    assert result.returncode == 65 and f"{separator} separates the columns" in result.stderr.decode()


@pytest.mark.parametrize("text, encoding", [("홍길동", "euc-kr"), ("山田太郎", "shift_jis"), ("José", "latin-1"), ("张小明", "gb18030")])
def test_a_line_of_json_in_another_encoding_says_what_to_do(issue, text, encoding):
    result, lines = issue(json.dumps({"name": text, "status": "green"}, ensure_ascii=False).encode(encoding) + b"\n", "people.ndjson")
    assert result.returncode == 65 and lines[0]["error"] == {"column": None, "reason": "it is not UTF-8: save the file as UTF-8"}, lines


def test_fixed_words_may_have_capitals(issue, desk):
    result, lines = issue(f"Name;Status;Test Kind;Test Result;Test Time;Reason;Authority\nAnn;Green;PCR;Negative;{ago(hours=2)};;\nBo;YELLOW;;;;Close Contact;Order 1\n")
    assert result.returncode == 0, result.stderr
    assert [line["status"] for line in lines] == ["green", "yellow"]


@pytest.mark.parametrize("text, day", [("1985/3/7", "1985-03-07"), ("1985.03.07", "1985-03-07"), ("07.03.1985", "1985-03-07"), ("7.3.1985", "1985-03-07"),
                                       ("1985-3-7", "1985-03-07"), ("1985年3月7日", "1985-03-07"), ("1985-03-07 00:00:00", "1985-03-07"), ("1985/3/7 0:00", "1985-03-07"),
                                       ("１９８５－０３－０７", "1985-03-07"), ("１９８５／３／７", "1985-03-07"), ("19850307", "1985-03-07"),
                                       ("\u200e1985-03-07\u200f", "1985-03-07")])
def test_a_day_as_spreadsheets_write_it_is_a_day(issue, desk, text, day):
    result, lines = issue(f"name;status;birth_date\nAnn;green;{text}\n")
    assert result.returncode == 0, result.stderr
    assert holder(desk, lines[0])["holder"]["birth_date"] == day


@pytest.mark.parametrize("column, text, words", [
    ("birth_date", "1985-02-30", "no such day"), ("birth_date", "1985/13/1", "no such day"), ("birth_date", "3/7/1985", "spreadsheet"), ("birth_date", "31113", "1985-03-07"),
    ("not_before", "2030-01-01 08:00:00", "time zone"), ("not_before", "2030/1/1 8:00", "time zone"), ("birth_date", "2085-03-07", "lies after"), ("birth_date", "1785-03-07", "1850 to 2199"),
    ("not_before", "1930-01-01T08:00:00Z", "1970 to 9999"), ("name", "\ue863", "shows nothing"), ("name", "\uffff", "shows nothing"),
    ("name", "\u3000\u200d", "shows nothing")])
def test_a_cell_that_is_refused_says_why(issue, tmp_path, column, text, words):
    result, lines = issue(f"{'' if column == 'name' else 'name;'}status;{column}\n{'' if column == 'name' else 'Ann;'}green;{text}\n")
    assert result.returncode == 65, result
    assert lines[0]["error"]["column"] == column and words in lines[0]["error"]["reason"], lines


@pytest.mark.parametrize("valid, hours", [("24H", 24), ("24 h", 24), ("1 d", 24), ("2天", 48), ("12小时", 12), ("90分钟", 1.5), ("36 Ｈ", 36)])
def test_a_length_of_time_is_read_as_people_write_it(issue, desk, valid, hours):
    result, lines = issue(f"name,status,valid\nAnn,绿码,{valid}\nBea,綠碼,{valid}\n")
    assert result.returncode == 0, result.stderr
    for line in lines:
        span = datetime.fromisoformat(line["expires"]) - datetime.fromisoformat(line["issued_at"])
        assert span.total_seconds() == hours * 3600


def test_times_of_a_laboratory_have_fractions(issue):
    people = [{"status": "green", "name": "A", "test_kind": "pcr", "test_result": "negative", "test_time": ago(hours=2)[:-1] + end}
              for end in (".0Z", ".000Z", ".123456Z", ".123456+00:00")]
    result, lines = issue("".join(json.dumps(person) + "\n" for person in people))
    assert result.returncode == 0 and len(lines) == 4, result.stderr


@pytest.mark.parametrize("content, words", [
    (b"PK\x03\x04" + bytes(60), "workbook"), (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "workbook"),
    (b'[{"status":"green","name":"A"}]', "JSON array"), (b'\n [\n{"status":"green"}]', "JSON array"),
    (b'{\n  "status": "green",\n  "name": "A"\n}\n', "several lines"), (b'\xef\xbb\xbf\n{ \r\n"status": "green"}', "several lines"),
    (b"<html><table><tr><td>name</td></tr></table></html>", "HTML"), (b'<?xml version="1.0"?>\n<Workbook/>', "HTML or XML")])
def test_what_is_no_table_is_named_at_the_first_look(issue, tmp_path, content, words):
    result, lines = issue(content)
    assert_error(result, 65, words)
    assert not lines


def test_the_rejects_open_in_the_program_that_wrote_the_people(issue, tmp_path):
    result, _ = issue("name;status\nA;grün\nB;green\n")
    assert result.returncode == 65
    rejects = (tmp_path / "out.ndjson.rejects.csv").read_text("utf-8-sig").splitlines()
    assert rejects[0].startswith("_file;_line;_row;_column;_reason;name;status") and rejects[1].endswith("A;grün")
    assert (tmp_path / "out.ndjson.rejects.csv").stat().st_mode & 0o777 == 0o600


def test_a_subject_that_comes_twice_is_told(issue):
    result, lines = issue("name,status,subject\nA,green,12 3x\nB,green,77\nA,green,123X\n")
    assert result.returncode == 0 and len(lines) == 3
    assert b"row 3" in result.stderr and b"row 1" in result.stderr and b"row 2" not in result.stderr
