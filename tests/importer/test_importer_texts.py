"""The text of a report is written where its licence allows it, or for oneself, whole or not at all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cases import CASES
from importer.report import Report
from importer.texts import text_of, write_text
from synthetic import ILACS_2022, ILACS_2023, SIF_2014, SIF_2016, reported

from inspections.records import load


def test_every_paragraph_is_written_on_a_line_of_its_own() -> None:
    report = reported(ILACS_2023)
    text = text_of(report, "exampleshire-2024-02")
    assert text.endswith("\n]}\n")
    assert text.count("\n") == len(report.body.paragraphs) + 2
    read = json.loads(text)
    assert {key: read[key] for key in ("inspection", "sha256", "licence")} == {
        "inspection": "exampleshire-2024-02",
        "sha256": report.sha256,
        "licence": "ogl",
    }
    assert read["paragraphs"] == [
        {"number": p.number, "part": p.part, "page": p.page, "section": p.section, "text": p.text}
        for p in report.body.paragraphs
    ]


def test_the_text_is_written_below_its_inspection_and_nothing_beside_it(tmp_path: Path) -> None:
    assert write_text(reported(ILACS_2022), "otherton", tmp_path, private=False) is None
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert files == ["texts/otherton-2022-07.json"]


def test_a_text_is_written_again_in_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "texts" / "otherton-2022-07.json"
    path.parent.mkdir()
    path.write_text("old", encoding="utf-8")
    assert write_text(reported(ILACS_2022), "otherton", tmp_path, private=False) is None
    assert json.loads(path.read_text(encoding="utf-8"))["inspection"] == "otherton-2022-07"


REFUSED: dict[str, tuple[Report, str]] = {
    "a licence that forbids it": (
        reported(SIF_2014),
        "the text was not written: its licence is non-commercial; --private writes it for yourself",
    ),
    "a licence that is not stated": (
        reported(replace(ILACS_2022, licence=("Nothing is said here.",))),
        "the text was not written: its licence is not-stated; --private writes it for yourself",
    ),
    "no first day": (
        reported(CASES["no days"].made),
        "the text was not written: without the first day of fieldwork the inspection has no id",
    ),
    "paragraphs without numbers": (
        reported(replace(SIF_2016, numbered=False), None),
        "the text was not written: the paragraphs are not numbered",
    ),
}


@pytest.mark.parametrize(("report", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_text_is_refused_with_the_reason_and_no_folder_is_made(report: Report, sentence: str, tmp_path: Path) -> None:
    assert write_text(report, "exampleshire", tmp_path, private=False) == sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a licence that forbids it", "a licence that is not stated"])
def test_what_may_not_be_shown_is_written_apart_for_oneself(name: str, tmp_path: Path) -> None:
    assert write_text(REFUSED[name][0], "exampleshire", tmp_path, private=True) is None
    (path,) = (path for path in tmp_path.rglob("*.json"))
    assert path.parent == tmp_path / "texts" / "private"


def test_what_may_be_shown_is_written_to_the_same_place_with_and_without_private(tmp_path: Path) -> None:
    assert write_text(reported(ILACS_2022), "otherton", tmp_path, private=True) is None
    assert (tmp_path / "texts" / "otherton-2022-07.json").is_file()


def test_the_site_takes_the_text_that_the_importer_writes(data: Path) -> None:
    report = reported(ILACS_2023)
    record = data / "authorities" / "exampleshire.yml"
    text = record.read_text(encoding="utf-8").replace("0123456789abcdef" * 4, report.sha256)
    record.write_text(text, encoding="utf-8")
    assert write_text(report, "exampleshire", data, private=False) is None
    assert write_text(reported(SIF_2014), "exampleshire", data, private=True) is None
    assert load(data).by_slug["exampleshire"].authority.name == "Exampleshire"


def test_letters_are_written_as_they_are() -> None:
    text = text_of(reported(ILACS_2023), "exampleshire-2024-02")
    assert "\\u" not in text
    assert re.search("[’–]", text_of(reported(SIF_2014), "x")) or "’" not in text
