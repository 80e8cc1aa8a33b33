"""`scripts/new_record.py` adds what can be known, changes nothing else, and refuses with a sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from project import ROOT

from inspections.model import FrameworkList, Record
from inspections.reading import read
from inspections.records import check
from scripts.check import main as check_main
from scripts.new_record import main

TODAY = date(2026, 11, 22)
FRAMEWORKS = read(ROOT / "data" / "frameworks.yml", FrameworkList).part.frameworks

#: Days of fieldwork and what follows from them: framework, kind.
DAYS = [
    ("2026-06-08", "2026-06-12", "ilacs-2026", "short"),
    ("2026-06-08", "2026-06-19", "ilacs-2026", "standard"),
    ("2026-06-08", "2026-06-18", "ilacs-2026", None),
    ("2026-06-09", "2026-06-13", "ilacs-2026", None),
    ("2026-04-01", "2026-04-01", "ilacs-2026", None),
    ("2026-03-30", "2026-04-03", "ilacs-2023", "short"),
    ("2026-03-31", "2026-04-04", "ilacs-2023", None),
    ("2023-01-01", "2023-01-12", "ilacs-2023", None),
    ("2022-12-19", "2022-12-30", "ilacs-2018", "standard"),
    ("2022-12-31", "2023-01-11", "ilacs-2018", None),
    ("2018-07-09", "2018-07-13", "ilacs-2018", "short"),
    ("2017-12-04", "2017-12-08", "sif", None),
    ("2015-06-01", "2015-06-12", "sif", None),
    ("2013-10-31", "2013-11-04", "lac-2013", None),
]


def add(data: Path, slug: str, start: str | None = None, end: str | None = None) -> int:
    days = [] if start is None or end is None else ["--start", start, "--end", end]
    return main([slug, *days, "--data", str(data)], TODAY)


def refused(capsys: pytest.CaptureFixture[str], data: Path) -> str:
    return capsys.readouterr().out.replace(f"{data}/", "").strip()


# A new inspection


@pytest.mark.parametrize(("start", "end", "framework", "kind"), DAYS)
def test_framework_kind_and_id_follow_from_the_days(
    start: str, end: str, framework: str, kind: str | None, data: Path
) -> None:
    assert add(data, "otherton", start, end) == 0
    text = (data / "authorities" / "otherton.yml").read_text(encoding="utf-8")
    assert f"  - id: otherton-{start[:7]}\n    framework: {framework}\n" in text
    basis = " fieldwork-length" if kind else ""
    assert f"    kind:{' ' + kind if kind else ''}\n    kind_basis:{basis}\n" in text
    assert f"      - {{start: {start}, end: {end}}}\n" in text


def test_the_days_above_cover_every_framework() -> None:
    assert {framework for _, _, framework, _ in DAYS} == {framework.id for framework in FRAMEWORKS}


@pytest.mark.parametrize(("start", "end", "framework", "kind"), DAYS)
def test_the_check_names_what_is_missing_and_nothing_that_was_filled_in(
    start: str, end: str, framework: str, kind: str | None, data: Path
) -> None:
    assert add(data, "otherton", start, end) == 0
    path = data / "authorities" / "otherton.yml"
    problems = check(data, [path])
    lines = path.read_text(encoding="utf-8").split("\n")
    missing = {
        lines[problem.place.line - 1].strip().rstrip(":")
        for problem in problems
        if problem.sentence.endswith("has no value; write one, or leave the key out where the source does not say")
    }
    keys = [judgement.key for chosen in FRAMEWORKS if chosen.id == framework for judgement in chosen.judgements]
    assert missing >= {"published", "report_url", "title", "licence", "pages", "paragraphs", "sha256", *keys}
    assert ("kind_basis" in missing) is (kind is None)
    assert missing & {"id", "framework", "fieldwork", "status", "written"} == set()
    allowed = r".*has no value; .*|the list has 0 items; 1 is the least|should be a pair of numbers, .*"
    assert [p for p in problems if not re.fullmatch(allowed, p.sentence)] == []


def test_the_check_of_all_records_names_it_too_and_only_with_sentences(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(data, "exampleshire", "2026-06-08", "2026-06-12") == 0
    capsys.readouterr()
    assert check_main(["--data", str(data)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 15
    assert all(re.fullmatch(r"[^:]+:\d+:\d+: [^A-Z].+", line) for line in lines)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("slug", ["exampleshire", "otherton"])
def test_nothing_else_in_the_record_changes_by_a_byte(slug: str, line_end: str, data: Path) -> None:
    path = data / "authorities" / f"{slug}.yml"
    before = path.read_bytes().replace(b"\n", line_end.encode())
    path.write_bytes(before)
    assert add(data, slug, "2026-06-08", "2026-06-12") == 0
    after = path.read_bytes()
    start = after.index(b"  - id: " + slug.encode() + b"-2026-06")
    end = after.index(b"      written: 2026-11-22") + len(b"      written: 2026-11-22")
    assert after[end : end + len(line_end)] == line_end.encode()
    rest = after[:start] + after[end + len(line_end) :]
    assert rest == before.replace(b"inspections: []", b"inspections:")
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == "\r\n" else 0)


def test_comments_at_the_list_of_inspections_stay(data: Path) -> None:
    path = data / "authorities" / "otherton.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("inspections: []", "inspections: []  # none known"), encoding="utf-8")
    assert add(data, "otherton", "2026-06-08", "2026-06-12") == 0
    assert "\ninspections:  # none known\n  - id: otherton-2026-06\n" in path.read_text(encoding="utf-8")


def test_a_filled_in_record_is_right(data: Path) -> None:
    assert add(data, "otherton", "2026-06-08", "2026-06-12") == 0
    path = data / "authorities" / "otherton.yml"
    text = path.read_text(encoding="utf-8")
    empty = "        themes: []\n        paragraphs: []\n        text: >-\n"
    for old, new in [
        ("published:", "published: 2026-07-20"),
        ("lead_inspectors: []", "lead_inspectors: [Ann Example]"),
        ("report_url:", "report_url: https://files.ofsted.gov.uk/v1/file/90000009"),
        ("title:", "title: Inspection of Otherton"),
        ("licence:", "licence: ogl"),
        ("pages:", "pages: 9"),
        ("      paragraphs:\n", "      paragraphs: 40\n"),
        ("leadership: []", "leadership: [31, 40]"),
        ("help-and-protection: []", "help-and-protection: [1, 10]"),
        ("children-in-care: []", "children-in-care: [11, 20]"),
        ("care-leavers: []", "care-leavers: [21, 30]"),
        ("sha256:", "sha256: " + "0" * 64),
        *((f"      {key}:\n", f"      {key}: good\n") for key in ("leadership", "help-and-protection")),
        *((f"      {key}:\n", f"      {key}: good\n") for key in ("children-in-care", "care-leavers")),
        ("summary: >-\n", "summary: >-\n      All is well.\n"),
        (empty, "        themes: [plans]\n        text: Plans.\n"),
        ("        kind:\n        judgement:\n", "        kind: strength\n        judgement: leadership\n"),
        (empty, "        themes: [plans]\n        paragraphs: [31]\n        text: Leaders lead.\n"),
        ("status: draft\n", "status: reviewed\n      reviewed: 2026-11-22\n"),
    ]:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check(data, [path])] == []
    assert read(path, Record).part.inspections[0].kind == "short"


# A new authority


def test_a_new_authority_is_written_with_every_key_it_needs(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(data, "west-thirdham") == 0
    assert refused(capsys, data) == (
        "authorities/west-thirdham.yml: written; run python scripts/check.py authorities/west-thirdham.yml "
        "to see what is still missing"
    )
    path = data / "authorities" / "west-thirdham.yml"
    assert [str(problem) for problem in check(data, [path])] == [
        f"data/authorities/west-thirdham.yml:{line}:3: '{key}' has no value; write one, or leave the key out where "
        "the source does not say"
        for line, key in enumerate(["ofsted_urn", "dfe_code", "gss_code", "region", "type", "website"], start=5)
    ]
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../schema/authority.json\n")
    assert "  name: West Thirdham\n" in path.read_text(encoding="utf-8")
    assert "checked: 2026-11-22\n" in path.read_text(encoding="utf-8")


def test_a_new_authority_may_come_with_its_first_inspection(data: Path) -> None:
    assert add(data, "west-thirdham", "2026-06-08", "2026-06-12") == 0
    text = (data / "authorities" / "west-thirdham.yml").read_text(encoding="utf-8")
    assert "inspections:\n  - id: west-thirdham-2026-06\n" in text


# What is refused, with nothing written


REFUSED = [
    ("otherton", None, None, "{otherton}: exists already; give --start and --end to add an inspection"),
    ("otherton", "2026-06-12", "2026-06-08", "fieldwork cannot end on 2026-06-08, before it starts on 2026-06-12"),
    ("exampleshire", "2024-02-01", "2024-02-12", "{exampleshire}: has an inspection 'exampleshire-2024-02' already"),
    ("West Thirdham", None, None, "'West Thirdham' is not an address of small letters and hyphens, like {like}"),
    ("../otherton", None, None, "'../otherton' is not an address of small letters and hyphens, like {like}"),
]
NAMES = {
    "otherton": "authorities/otherton.yml",
    "exampleshire": "authorities/exampleshire.yml",
    "like": "north-east-lincolnshire",
}


@pytest.mark.parametrize(("slug", "start", "end", "sentence"), REFUSED)
def test_what_cannot_be_added_is_refused_with_a_sentence(
    slug: str, start: str | None, end: str | None, sentence: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(data)
    assert add(data, slug, start, end) == 1
    assert refused(capsys, data) == sentence.format(**NAMES)
    assert everything(data) == before


def everything(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.parent.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "written", ["- id: otherton-2026-06  # note", "- id: 'otherton-2026-06'", "- {id: otherton-2026-06}"]
)
def test_an_id_is_found_however_it_is_written(written: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "authorities" / "otherton.yml"
    text = path.read_text(encoding="utf-8").replace("inspections: []", f"inspections:\n  {written}")
    path.write_text(text, encoding="utf-8")
    assert add(data, "otherton", "2026-06-08", "2026-06-12") == 1
    assert refused(capsys, data) == "authorities/otherton.yml: has an inspection 'otherton-2026-06' already"
    assert path.read_text(encoding="utf-8") == text


def test_a_day_that_no_framework_covers_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (data / "frameworks.yml").read_text(encoding="utf-8")
    oldest = text.index("  - id: lac-2013")
    (data / "frameworks.yml").write_text(text[:oldest], encoding="utf-8")
    before = everything(data)
    assert add(data, "otherton", "2013-10-31", "2013-11-04") == 1
    assert refused(capsys, data) == "no framework of frameworks.yml is for inspections begun on 2013-10-31"
    assert everything(data) == before


def test_frameworks_that_cannot_be_read_are_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "frameworks.yml").unlink()
    assert add(data, "otherton", "2026-06-08", "2026-06-12") == 1
    assert refused(capsys, data) == "frameworks.yml:1:1: cannot be read: no such file or directory"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("inspections: []\n", "", "has no key 'inspections' to add to"),
        ("inspections: []", "inspections: {}", "has no key 'inspections' to add to"),
        (
            "inspections: []",
            "inspections:\n- id: otherton-2020-01",
            "is not in canonical form; run python scripts/check.py --fix {} first",
        ),
    ],
)
def test_a_record_in_another_form_is_left_alone(
    old: str, new: str, sentence: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "authorities" / "otherton.yml"
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert add(data, "otherton", "2026-06-08", "2026-06-12") == 1
    assert refused(capsys, data) == "authorities/otherton.yml: " + sentence.format("authorities/otherton.yml")
    assert path.read_text(encoding="utf-8") == text


def test_a_record_with_hidden_characters_is_left_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "authorities" / "otherton.yml"
    path.write_bytes(path.read_bytes().replace(b"Otherton", b"Other\xe2\x80\x8bton"))
    before = path.read_bytes()
    assert add(data, "otherton", "2026-06-08", "2026-06-12") == 1
    assert refused(capsys, data) == (
        "authorities/otherton.yml:4:14: U+200B (zero width space) cannot be seen; delete it"
    )
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(tmp_path / "nowhere", "otherton") == 1
    assert (
        refused(capsys, tmp_path / "nowhere")
        == "authorities/otherton.yml: cannot be written: no such file or directory"
    )


@pytest.mark.parametrize("day", ["2026-02-30", "20260608", "8 June 2026", "2026-W24-1", ""])
def test_a_wrong_date_is_a_wrong_call(day: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        add(data, "otherton", day, "2026-06-12")
    assert stop.value.code == 2
    assert f"argument --start: '{day}' is not a date like 2024-05-31" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["--start", "--end"])
def test_one_day_without_the_other_is_a_wrong_call(given: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["otherton", given, "2026-06-08", "--data", str(data)], TODAY)
    assert stop.value.code == 2
    assert "--start and --end go together" in capsys.readouterr().err


def test_the_command_line_adds_an_inspection(data: Path) -> None:
    days = ["--start", "2026-06-08", "--end", "2026-06-12"]
    command = [sys.executable, str(ROOT / "scripts" / "new_record.py"), "otherton", *days]
    days_it_may_be = {datetime.now(UTC).date()}
    done = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False)
    days_it_may_be.add(datetime.now(UTC).date())
    assert (done.returncode, done.stderr) == (0, "")
    text = (data / "authorities" / "otherton.yml").read_text(encoding="utf-8")
    assert "  - id: otherton-2026-06\n" in text
    assert any(f"      written: {day}\n" in text for day in days_it_may_be)
