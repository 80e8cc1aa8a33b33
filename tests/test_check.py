"""`scripts/check.py` says everything that is wrong, marks it on GitHub, and writes records in canonical form."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

from inspections.model import Record
from inspections.reading import read_string
from inspections.schema import schemas
from scripts.check import main

NOT_A_DATE = "'2024-02-30' is not a date like 2024-05-31"


@pytest.fixture(autouse=True)
def _not_in_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def said(capsys: pytest.CaptureFixture[str], data: Path) -> list[str]:
    """The lines of standard output, the data folder's own path left out."""
    return capsys.readouterr().out.replace(f"{data.as_posix()}/", "").splitlines()


# Exit status


def test_right_records_give_status_0_and_no_output(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "all records: all right\n")


def test_problems_give_status_1_and_are_counted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(data / "authorities" / "otherton.yml", "schema: 1", "schema: one")
    assert main(["--data", str(data)]) == 1
    assert capsys.readouterr().err == "1 problem in all records\n"


def test_a_wrong_call_gives_status_2() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--fxi"])
    assert stop.value.code == 2


@pytest.mark.parametrize(("name", "status"), [("exampleshire", 0), ("otherton", 1)])
def test_only_the_records_that_are_named_are_checked(
    name: str, status: int, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced(data / "authorities" / "otherton.yml", "schema: 1", "schema: one")
    assert main(["--data", str(data), str(data / "authorities" / f"{name}.yml")]) == status
    assert capsys.readouterr().err == ("1 record: all right\n" if status == 0 else "1 problem in 1 record\n")


def test_a_record_that_is_not_there_is_a_problem(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), str(data / "authorities" / "nowhere.yml")]) == 1
    assert said(capsys, data) == ["authorities/nowhere.yml:1:1: cannot be read: no such file or directory"]


def test_a_data_folder_that_is_not_there_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "nowhere")]) == 1
    assert said(capsys, tmp_path / "nowhere") == [
        "authorities:1:1: is not a folder; the records belong there",
        "frameworks.yml:1:1: cannot be read: no such file or directory",
        "themes.yml:1:1: cannot be read: no such file or directory",
    ]


def test_a_vocabulary_may_be_named_like_a_record(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), str(data / "frameworks.yml"), str(data / "themes.yml")]) == 0
    assert said(capsys, data) == []


def test_the_command_line_gives_the_status_and_every_problem(data: Path) -> None:
    replaced(data / "authorities" / "exampleshire.yml", "published: 2024-04-22", "published: 2024-02-30")
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--data", "data"]
    wrong = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stderr) == (1, "1 problem in all records\n")
    assert wrong.stdout == f"data/authorities/exampleshire.yml:68:16: {NOT_A_DATE}\n"


# What is said


def test_several_problems_are_told_at_once_in_file_order(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(data / "authorities" / "otherton.yml", "region: North East", "reigon: North East")
    replaced(data / "authorities" / "exampleshire.yml", "published: 2024-04-22", "published: 2024-02-30")
    replaced(data / "authorities" / "exampleshire.yml", "judgement: care-leavers", "judgement: care-leaver")
    replaced(data / "authorities" / "exampleshire.yml", "[Dan Madeup]", "[Dan Madeup HMI]")
    assert main(["--data", str(data)]) == 1
    assert said(capsys, data) == [
        f"authorities/exampleshire.yml:68:16: {NOT_A_DATE}",
        "authorities/exampleshire.yml:136:20: 'care-leaver' is not a judgement of 'ilacs-2023'; "
        "did you mean 'care-leavers'?",
        "authorities/exampleshire.yml:206:23: 'Dan Madeup HMI' should be the name alone, without the title",
        "authorities/otherton.yml:4:3: key 'region' is missing",
        "authorities/otherton.yml:8:3: unknown key 'reigon'; did you mean 'region'?",
    ]


def test_problems_are_marked_on_github_and_nowhere_else(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(data / "authorities" / "otherton.yml", "name: Otherton", "name: [100 %, 'a: b']")
    assert main(["--data", str(data)]) == 1
    assert said(capsys, data) == ["authorities/otherton.yml:4:9: should be a text, not a list"]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["--data", str(data)]) == 1
    assert said(capsys, data) == [
        "authorities/otherton.yml:4:9: should be a text, not a list",
        "::error file=authorities/otherton.yml,line=4,col=9::should be a text, not a list",
    ]


def test_a_value_cannot_forge_a_mark_on_github(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    forged = 'type: "parish\\n::error file=x::50% forged"'
    replaced(data / "authorities" / "otherton.yml", "type: metropolitan borough", forged)
    assert main(["--data", str(data)]) == 1
    marks = [line for line in said(capsys, data) if line.startswith("::")]
    assert len(marks) == 2
    assert all(mark.startswith("::error file=authorities/otherton.yml,line=9,col=9::") for mark in marks)
    assert any("'parish ::error file=x::50%25 forged' is not one of" in mark for mark in marks)


# --fix


UNTIDY = """\
# an invented authority
schema: "1"
checked: 2026-11-22   # today
authority:
    # what people say
    name: 'Otherton'
    ofsted_urn: 90002 # from a list
    dfe_code: "992"
    region: North East
    gss_code: E08000992
    type: metropolitan borough
    website: https://www.otherton.example

inspections: []
"""

TIDY = """\
# an invented authority
schema: 1
authority:
  # what people say
  name: Otherton
  ofsted_urn: "90002"  # from a list
  dfe_code: "992"
  gss_code: E08000992
  region: North East
  type: metropolitan borough
  website: https://www.otherton.example
checked: 2026-11-22  # today
inspections: []
"""


def test_fix_keeps_data_and_comments_and_does_nothing_a_second_time(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "authorities" / "otherton.yml"
    path.write_text(UNTIDY, encoding="utf-8")
    assert main(["--data", str(data), "--fix"]) == 0
    assert path.read_text(encoding="utf-8") == TIDY
    assert read_string(TIDY, Record, "x").part == read_string(UNTIDY, Record, "x").part
    assert capsys.readouterr().err == f"{path.as_posix()}:1:1: written in canonical form\nall records: all right\n"
    written = path.stat().st_mtime_ns
    assert main(["--data", str(data), "--fix"]) == 0
    assert path.stat().st_mtime_ns == written
    assert capsys.readouterr().err == "all records: all right\n"


def test_fix_writes_only_the_files_that_are_named(data: Path) -> None:
    path = data / "authorities" / "otherton.yml"
    path.write_text(UNTIDY, encoding="utf-8")
    assert main(["--data", str(data), "--fix", str(data / "authorities" / "exampleshire.yml")]) == 0
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_fix_turns_windows_line_ends_into_plain_ones(data: Path) -> None:
    path = data / "authorities" / "otherton.yml"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\n", b"\r\n"))
    assert main(["--data", str(data), "--fix", str(path)]) == 0
    assert path.read_bytes() == before


def test_fix_writes_a_vocabulary_by_its_own_keys(data: Path) -> None:
    path = data / "themes.yml"
    path.write_text("themes:\n- definition: What.\n  area: all\n  name: A\n  id: a\nschema: 1\n", encoding="utf-8")
    assert main(["--data", str(data), "--fix", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == (
        "schema: 1\nthemes:\n  - id: a\n    name: A\n    area: all\n    definition: What.\n"
    )


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: text.replace(b"schema: 1", b"schema: 1\nschema: 1"), id="a key twice"),
        pytest.param(lambda text: text.replace(b"Otherton", b"Other\xc2\xa0ton"), id="a space that is none"),
        pytest.param(lambda text: text.replace(b"Otherton", b"Other\xffton"), id="not UTF-8"),
        pytest.param(lambda text: text.replace(b"Otherton", b"'Otherton"), id="no YAML"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_fix_leaves_alone_what_it_cannot_read_and_the_check_says_why(spoil: object, data: Path) -> None:
    path = data / "authorities" / "otherton.yml"
    assert callable(spoil)
    spoilt = spoil(path.read_bytes())
    path.write_bytes(spoilt)
    assert main(["--data", str(data), "--fix", str(path)]) == 1
    assert path.read_bytes() == spoilt


def test_fix_follows_no_symbolic_link(data: Path) -> None:
    target = data.parent / "outside.yml"
    target.write_text(UNTIDY, encoding="utf-8")
    (data / "authorities" / "linked.yml").symlink_to(target)
    assert main(["--data", str(data), "--fix"]) == 1
    assert target.read_text(encoding="utf-8") == UNTIDY


def test_fix_of_a_wrong_record_keeps_what_is_wrong_for_a_person(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "authorities" / "otherton.yml"
    path.write_text(UNTIDY.replace("region: North East", "region: Wessex"), encoding="utf-8")
    assert main(["--data", str(data), "--fix", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == TIDY.replace("region: North East", "region: Wessex")
    assert re.fullmatch(r"authorities/otherton\.yml:9:11: 'Wessex' is not one of .*", *said(capsys, data))


# The real data


def test_the_real_records_pass_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--data", str(ROOT / "data")])
    assert (status, said(capsys, ROOT / "data")) == (0, [])


@pytest.mark.parametrize("output", list(schemas()), ids=lambda output: output.path)
def test_the_schema_beside_the_records_is_the_one_the_model_makes(output: object) -> None:
    path, content = getattr(output, "path", ""), getattr(output, "content", "")
    assert (ROOT / "data" / path).read_text(encoding="utf-8") == content


def test_the_schema_folder_holds_nothing_else() -> None:
    written = {path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data" / "schema").iterdir()}
    assert written == {output.path for output in schemas()}


def test_schema_is_written_anew_below_the_data_folder(data: Path) -> None:
    assert main(["--data", str(data), "--schema"]) == 0
    for output in schemas():
        assert (data / output.path).read_text(encoding="utf-8") == output.content


def test_every_real_record_names_its_schema_for_editors() -> None:
    for path in (ROOT / "data" / "authorities").glob("*.yml"):
        first, *_ = path.read_text(encoding="utf-8").split("\n", 1)
        named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert named, path
        assert (path.parent / named.group(1)).resolve() == ROOT / "data" / "schema" / "authority.json"
