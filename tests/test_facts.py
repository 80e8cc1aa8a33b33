"""The list of all facts, and what the table made by others says differently from the reports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from project import ROOT

from inspections.facts import facts
from inspections.model import Inspection
from inspections.records import load
from scripts.check import main

TABLE = ROOT.parent / "shared" / "facts" / "latest-inspections.csv"
DISAGREEMENTS = Path(__file__).parent / "table_disagreements.tsv"


def test_the_list_of_facts_is_that_of_the_records() -> None:
    kept = (ROOT / "data" / "facts.tsv").read_text(encoding="utf-8")
    assert kept == facts(load(ROOT / "data")), "run python scripts/check.py --facts, and read the difference"


def test_every_grade_of_every_record_is_a_line_of_the_list() -> None:
    lines = set((ROOT / "data" / "facts.tsv").read_text(encoding="utf-8").splitlines())
    grades = [
        f"{slug}\t{inspection.when}\tjudgement.{key}\t{verdict}"
        for slug, record in load(ROOT / "data").by_slug.items()
        for inspection in record.inspections
        for key, verdict in inspection.judgements.items()
    ]
    assert len(grades) > 1500
    assert set(grades) <= lines


def test_a_changed_grade_is_told_with_its_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "--facts"]) == 0
    record = data / "authorities" / "exampleshire.yml"
    before, after = ("      care-leavers: outstanding\n    findings", "      care-leavers: good\n    findings")
    record.write_text(record.read_text().replace(before, after))
    capsys.readouterr()
    assert main(["--data", str(data)]) == 1
    told = capsys.readouterr().out
    assert "facts.tsv:" in told
    assert (
        "facts have changed from here on ('exampleshire 2026-05 judgement.care-leavers good'); "
        "if that is right, run check.py --facts" in told
    )
    assert main(["--data", str(data), "--facts"]) == 0


def in_records(inspection: Inspection) -> dict[str, str]:
    """What the table's columns would be if the table were right."""
    judgements = inspection.judgements
    joint = judgements.get("children-in-care-and-care-leavers")
    return {
        "inspection_start": str(inspection.began),
        "inspection_end": str(inspection.ended),
        "published": str(inspection.published),
        "inspection_type": str(inspection.kind),
        "lead_inspector": "; ".join(inspection.lead_inspectors),
        "overall": str(judgements.get("overall", "")),
        "leadership": str(judgements["leadership"]),
        "help_and_protection": str(judgements["help-and-protection"]),
        "in_care": str(judgements.get("children-in-care", joint)),
        "care_leavers": str(judgements.get("care-leavers", "")),
    }


GRADE_COLUMNS = ("overall", "leadership", "help_and_protection", "in_care", "care_leavers")


@pytest.mark.skipif(not TABLE.is_file(), reason="the table of latest inspections is not beside this checkout")
def test_each_disagreement_of_the_table_with_a_report_is_listed_with_the_page_of_the_report() -> None:
    records = load(ROOT / "data").by_slug
    found = []
    compared = 0
    for row in csv.DictReader(TABLE.open(encoding="utf-8")):
        days = (row["inspection_start"], row["published"])
        inspection = next(
            (
                i
                for i in records[row["authority"]].inspections
                if str(i.began) == days[0] or str(i.published) == days[1]
            ),
            None,
        )
        assert inspection is not None, row["authority"]
        if inspection.source.kind != "report":
            continue
        compared += 1
        for column, ours in in_records(inspection).items():
            theirs = row[column].strip()
            if column in GRADE_COLUMNS:
                theirs = theirs.lower().replace(" to be good", "").replace(" ", "-")
            if theirs != ours:
                page = inspection.source.witnesses.table if inspection.source.witnesses else 1
                found.append("\t".join((inspection.id, column, theirs, ours, f"page {page}")))
    listed = DISAGREEMENTS.read_text(encoding="utf-8").splitlines()
    assert compared == 100
    assert sorted(found) == sorted(line.rsplit("\t", 1)[0] for line in listed[1:])
