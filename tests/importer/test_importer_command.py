"""The command: what it prints where, what it writes, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cases import CASES, titled
from import_report import COMPLETE, NEEDS_A_PERSON, REFUSED, main
from project import ROOT
from synthetic import ILACS_2018, ILACS_2022, ILACS_2026, LAC_2013, SIF_2014, Made, file_of

from inspections.records import check

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on the data folder; its status, and what it printed, without the folder's name."""

    def command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([*map(str, arguments), "--data", str(data)])
        out, err = capsys.readouterr()
        return status, out, err.replace(f"{data.parent}/", "")

    return command


def put(data: Path, made: Made | bytes, path: str = "report.pdf") -> Path:
    """The report as a file beside the data folder."""
    target = data.parent / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made if isinstance(made, bytes) else made.pdf())
    return target


def record(data: Path, slug: str) -> str:
    return (data / "authorities" / f"{slug}.yml").read_text(encoding="utf-8")


# One report


def test_a_draft_is_printed_and_nothing_is_written(run: Run, data: Path) -> None:
    before = record(data, "exampleshire")
    status, out, err = run(put(data, file_of("ilacs-2023")), "--published", "2024-04-22")
    assert (status, err) == (COMPLETE, "")
    lines = out.splitlines()
    assert lines[0] == (
        "# A draft: facts with the page they were read on. Reword, check against the report, then 'reviewed'."
    )
    assert lines[1:4] == ["inspections:", "  - id: exampleshire-2024-02", "    framework: ilacs-2023"]
    assert lines[-2:] == ["    record:", "      status: draft"]
    assert record(data, "exampleshire") == before
    assert not (data / "texts").exists()


def test_a_draft_of_a_predecessor_names_it(run: Run, data: Path) -> None:
    _, out, _ = run(put(data, file_of("ilacs-2018")), "--published", "2018-10-30")
    assert "    inspected: exampleshire-county-council\n" in out


def test_what_is_doubtful_goes_to_standard_error_one_sentence_a_line_and_the_status_is_3(run: Run, data: Path) -> None:
    case = CASES["days that cannot be read"]
    status, out, err = run(put(data, case.made), "--published", "2024-04-22")
    assert status == NEEDS_A_PERSON == 3
    assert err.splitlines() == [f"report.pdf: {sentence}" for sentence in case.says]
    assert "    # fieldwork is left empty: the inspection dates ‘in the spring of 2024’ cannot be read\n" in out


def test_a_note_alone_needs_no_person(run: Run, data: Path) -> None:
    case = CASES["white words"]
    status, _, err = run(put(data, case.made), "--published", "2024-04-22")
    assert (status, err) == (COMPLETE, f"report.pdf: {case.says[0]}\n")


def test_a_refusal_is_one_sentence_and_the_status_is_1(run: Run, data: Path) -> None:
    status, out, err = run(put(data, b"<!DOCTYPE html><html></html>"))
    assert (status, out) == (REFUSED, "")
    assert err == "report.pdf: refused: the file is a web page (HTML) named .pdf\n"
    status, out, err = run(put(data, titled("Joint targeted area inspection of Exampleshire")))
    assert (status, out) == (1, "")
    assert err == "report.pdf: refused: this is a joint targeted area inspection, which gives no such grades\n"


def test_an_authority_that_no_record_has_gives_a_draft_to_be_completed(run: Run, data: Path) -> None:
    case = CASES["a name that no record has"]
    status, out, err = run(put(data, case.made), "--published", "2024-04-22", "--write")
    assert (status, out) == (3, "")
    assert err == f"report.pdf: {case.says[0]}\n"
    status, out, err = run(put(data, case.made), "--published", "2024-04-22")
    assert "  - id: authority-2024-02\n" in out


@pytest.mark.parametrize("where", ["option", "folder", "option against folder"])
def test_the_authority_comes_from_the_option_or_the_folder(where: str, run: Run, data: Path) -> None:
    made = CASES["a name that no record has, given"].made
    path = put(data, made, "report.pdf" if where == "option" else "otherton/report.pdf")
    slug = "exampleshire" if where == "option against folder" else "otherton"
    option = [] if where == "folder" else ["--authority", slug]
    status, out, _ = run(path, "--published", "2024-04-22", *option)
    assert status == 0
    assert f"  - id: {slug}-2024-02\n" in out


@pytest.mark.parametrize(
    ("name", "option", "expected"),
    [
        ("2024-04-22.pdf", (), "    published: 2024-04-22\n"),
        ("2024-04-22.pdf", ("--published", "2024-05-01"), "    published: 2024-05-01\n"),
        ("2024-02-30.pdf", (), "    # published is left empty: the report does not print when it was published; "),
        ("20240422.pdf", (), "    # published is left empty: "),
        ("report.pdf", (), "    # published is left empty: "),
    ],
)
def test_the_day_of_publication_comes_from_the_option_or_the_name(
    name: str, option: tuple[str, ...], expected: str, run: Run, data: Path
) -> None:
    _, out, _ = run(put(data, file_of("ilacs-2023"), name), *option)
    assert expected in out


# Writing


def test_a_report_is_written_into_its_record_and_the_record_is_right(run: Run, data: Path) -> None:
    status, out, err = run(put(data, file_of("ilacs-2022")), "--write", "--published", "2022-08-30")
    assert (status, out, err) == (0, "", "")
    assert "\ninspections:\n  - id: otherton-2022-07\n" in record(data, "otherton")
    assert check(data, [data / "authorities" / "otherton.yml"]) == ()


def test_written_records_keep_every_other_byte(run: Run, data: Path) -> None:
    before = record(data, "exampleshire")
    run(put(data, file_of("ilacs-2018")), "--write", "--published", "2018-10-30")
    after = record(data, "exampleshire")
    start = after.index("  - id: exampleshire-2018-09\n")
    end = after.index("  - id: exampleshire-2016-01\n")
    assert after[:start] + after[end:] == before


def test_what_is_replaced_is_told_and_complete(run: Run, data: Path) -> None:
    status, _, err = run(put(data, ILACS_2026), "--write", "--published", "2026-06-24")
    assert status == 0
    assert err.splitlines() == [
        "report.pdf: judgements.help-and-protection: the record said requires-improvement, the report says outstanding",
        "report.pdf: judgements.care-leavers: the record said outstanding, the report says inadequate",
    ]


def test_what_differs_from_a_reviewed_record_is_told_and_needs_a_person(run: Run, data: Path) -> None:
    before = record(data, "exampleshire")
    status, _, err = run(put(data, file_of("ilacs-2023")), "--write", "--published", "2024-04-22")
    assert status == 3
    assert "report.pdf: source.pages: the record says 11, the report says 7; nothing was changed\n" in err
    assert record(data, "exampleshire") == before


def test_a_report_without_days_is_not_written_and_the_reason_is_told(run: Run, data: Path) -> None:
    before = record(data, "exampleshire")
    status, _, err = run(put(data, CASES["no days"].made), "--write", "--published", "2024-04-22")
    assert status == 3
    assert err.splitlines()[-1] == (
        "report.pdf: not written: without the first day of fieldwork the inspection has no id"
    )
    assert record(data, "exampleshire") == before


def test_a_report_with_a_doubt_is_written_with_the_doubt_in_its_place(run: Run, data: Path) -> None:
    case = CASES["a heading that differs from the table"]
    made = replace(case.made, dates=("Inspection dates: 15 to 26 January 2024",), footer=())
    status, _, _ = run(put(data, made), "--write", "--published", "2024-04-22")
    assert status == 3
    comment = (
        "      # children-in-care is left empty: the table on page 1 says good, the heading on page 3 says inadequate"
    )
    assert f"{comment}\n" in record(data, "exampleshire")
    problems = check(data, [data / "authorities" / "exampleshire.yml"])
    assert any("children-in-care" in problem.sentence for problem in problems)


def test_a_record_that_cannot_be_read_ends_the_command_with_a_sentence(run: Run, data: Path) -> None:
    (data / "authorities" / "exampleshire.yml").write_text("schema: [\n", encoding="utf-8")
    path = data / "authorities" / "exampleshire.yml"
    with pytest.raises(SystemExit) as ended:
        run(put(data, file_of("ilacs-2022")))
    assert ended.value.code == f"{path} cannot be read; run python scripts/check.py {path}"


# Texts


def test_a_text_is_written_where_it_may_be_shown_and_refused_elsewhere(run: Run, data: Path) -> None:
    status, _, err = run(put(data, file_of("ilacs-2022")), "--text", "--published", "2022-08-30")
    assert (status, err) == (0, "")
    assert json.loads((data / "texts" / "otherton-2022-07.json").read_text(encoding="utf-8"))["licence"] == "ogl-3.0"
    path = put(data, file_of("sif-2014"))
    status, _, err = run(path, "--text", "--published", "2014-03-21")
    assert (status, err) == (
        0,
        "report.pdf: the text was not written: its licence is non-commercial; --private writes it for yourself\n",
    )
    assert run(path, "--text", "--private", "--published", "2014-03-21")[0::2] == (0, "")
    assert [p.name for p in (data / "texts").rglob("*2014*")] == ["exampleshire-2014-01.json"]


# Folders


def folder(data: Path) -> Path:
    """Four reports, of which one is refused and one needs a person, and files that are none."""
    put(data, file_of("ilacs-2022"), "reports/otherton/2022-08-30.pdf")
    put(data, file_of("sif-2014"), "reports/exampleshire/2014-03-21.PDF")
    put(data, CASES["six days"].made, "reports/exampleshire/2024-04-22.pdf")
    put(data, b"", "reports/otherton/2023-01-01.pdf")
    put(data, b"not a report", "reports/notes.txt")
    (data.parent / "reports" / "folder.pdf").mkdir()
    return data.parent / "reports"


def test_a_folder_is_read_whole_and_summed_up_in_one_line(run: Run, data: Path) -> None:
    status, out, _ = run(folder(data), "--write", "--text", "--jobs", 2)
    lines = out.replace(f"{data.parent}/", "").splitlines()
    assert status == 1
    assert lines[-1] == "2 reports complete, 1 need a person, 1 refused, 0 recorded already"
    assert "reports/otherton/2023-01-01.pdf: refused: the file is empty" in lines
    assert sum(line.startswith("reports/exampleshire/2024-04-22.pdf: ") for line in lines) >= 1
    assert "otherton-2022-07" in record(data, "otherton")
    assert "exampleshire-2014-01" in record(data, "exampleshire")


def test_a_second_run_reads_only_what_is_not_recorded(run: Run, data: Path) -> None:
    reports = folder(data)
    run(reports, "--write", "--text")
    first = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    status, out, _ = run(reports, "--write", "--text")
    assert out.splitlines()[-1] == "0 reports complete, 1 need a person, 1 refused, 2 recorded already"
    assert status == 1
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == first
    status, out, _ = run(reports, "--write", "--again")
    assert out.splitlines()[-1] == "2 reports complete, 1 need a person, 1 refused, 0 recorded already"


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(run: Run, data: Path) -> None:
    reports = folder(data)
    run(reports / "otherton" / "2022-08-30.pdf", "--write")
    _, out, _ = run(reports, "--write")
    assert out.splitlines()[-1] == "1 report complete, 1 need a person, 1 refused, 1 recorded already"


def test_a_text_that_is_missing_is_written_though_the_report_is_recorded(run: Run, data: Path) -> None:
    reports = folder(data)
    run(reports, "--write")
    _, out, _ = run(reports, "--write", "--text")
    assert out.splitlines()[-1] == "1 report complete, 1 need a person, 1 refused, 1 recorded already"
    assert (data / "texts" / "otherton-2022-07.json").is_file()
    _, out, _ = run(reports, "--write", "--text", "--private")
    assert out.splitlines()[-1] == "1 report complete, 1 need a person, 1 refused, 1 recorded already"
    _, out, _ = run(reports, "--write", "--text", "--private")
    assert out.splitlines()[-1] == "0 reports complete, 1 need a person, 1 refused, 2 recorded already"


@pytest.mark.parametrize(
    ("files", "status", "counts"),
    [
        ({"otherton/2022-08-30.pdf": ILACS_2022}, 0, "1 report complete, 0 need a person, 0 refused"),
        ({"a.pdf": b"x"}, 1, "0 reports complete, 0 need a person, 1 refused"),
        ({"b.pdf": ILACS_2022}, 3, "0 reports complete, 1 need a person, 0 refused"),
        ({"a.pdf": b"x", "b.pdf": ILACS_2022}, 1, "0 reports complete, 1 need a person, 1 refused"),
    ],
)
def test_the_status_of_a_folder_is_that_of_the_worst_in_it(
    files: dict[str, Made | bytes], status: int, counts: str, run: Run, data: Path
) -> None:
    for name, made in files.items():
        put(data, made, f"reports/{name}")
    found, out, _ = run(data.parent / "reports")
    assert (found, out.splitlines()[-1]) == (status, f"{counts}, 0 recorded already")


def test_a_folder_gives_the_same_whatever_the_number_of_files_at_a_time(run: Run, data: Path) -> None:
    for made, name in ((ILACS_2018, "2018-10-30"), (SIF_2014, "2014-03-21"), (LAC_2013, "2013-08-23")):
        put(data, made, f"reports/exampleshire/{name}.pdf")
    before = record(data, "exampleshire")
    results = []
    for jobs in (1, 3):
        (data / "authorities" / "exampleshire.yml").write_text(before, encoding="utf-8")
        results.append((run(data.parent / "reports", "--write", "--jobs", jobs), record(data, "exampleshire")))
    assert results[0] == results[1]


def test_a_folder_without_reports_is_a_sentence(run: Run, data: Path) -> None:
    (data.parent / "empty").mkdir()
    assert run(data.parent / "empty") == (1, "", "empty: holds no PDF\n")


# Wrong calls


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.pdf"], "there is no file or folder 'nowhere.pdf'"),
        ([".", "--authority", "wessex"], "there is no authority 'wessex'"),
        ([".", "--published", "30 May"], "argument --published: '30 May' is not a date like 2024-05-31"),
        ([".", "--published", "20240531"], "argument --published: '20240531' is not a date like 2024-05-31"),
        ([".", "--published", "2024-02-30"], "argument --published: '2024-02-30' is not a date like 2024-05-31"),
        ([".", "--jobs", "0"], "argument --jobs: '0' is not a number of files from 1 up"),
        ([".", "--jobs", "many"], "argument --jobs: 'many' is not a number of files from 1 up"),
        ([], "the following arguments are required: path"),
        ([".", "--nonsense"], "unrecognized arguments: --nonsense"),
    ],
)
def test_a_wrong_call_is_told_and_the_status_is_2(
    arguments: list[str], sentence: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--data", str(data)])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"import_report.py: error: {sentence}"


def test_it_runs_as_a_command_of_its_own(data: Path) -> None:
    path = put(data, file_of("ilacs-2023"))
    command = [sys.executable, "scripts/import_report.py", str(path), "--data", str(data), "--published", "2024-04-22"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^  - id: exampleshire-2024-02$", done.stdout, re.MULTILINE)
