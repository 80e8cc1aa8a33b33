"""Sentences made from facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspections.catalogue import catalogue
from inspections.model import Inspection, Period
from inspections.pages import words
from inspections.records import load
from inspections.terms import Verdict


@pytest.fixture
def sentences(data: Path) -> dict[str, str]:
    """The sentence of every inspection of Exampleshire, by its month."""
    entries = catalogue(load(data)).by_slug["exampleshire"].inspections
    return {entry.inspection.when: words.judged(entry) for entry in entries}


def test_a_sentence_says_what_was_judged_when_and_what_is_to_improve(sentences: dict[str, str]) -> None:
    assert sentences["2024-02"] == (
        "Judged requires improvement overall in February 2024. One of four judgements is outstanding, one is good and "
        "two require improvement. Two things to improve."
    )


def test_a_sentence_names_no_overall_grade_where_there_is_none(sentences: dict[str, str]) -> None:
    assert sentences["2026-05"] == (
        "Inspected in May 2026, under rules that give no overall grade. One of four judgements is outstanding, two are "
        "good and one requires improvement."
    )


def test_a_sentence_names_the_predecessor_that_was_judged(sentences: dict[str, str]) -> None:
    assert sentences["2021-11"] == (
        "Its predecessor, Exampleshire County Council, was judged inadequate overall in November 2021, down from "
        "requires improvement in 2019. One of three judgements requires improvement and two are inadequate."
    )


def test_a_sentence_leaves_out_what_the_source_does_not_say(sentences: dict[str, str]) -> None:
    assert sentences["2019-06"] == (
        "Its predecessor, Exampleshire County Council, was judged requires improvement overall in June 2019, "
        "as in 2016."
    )


def test_the_safeguarding_boards_own_judgement_is_not_counted_as_the_authoritys(sentences: dict[str, str]) -> None:
    assert "Two of five judgements are good and three require improvement." in sentences["2016-01"]


def test_a_grade_of_the_older_scale_keeps_its_word(sentences: dict[str, str]) -> None:
    assert sentences["2011"] == (
        "Its predecessor, Exampleshire County Council, was judged adequate overall in 2011. One of four judgements is "
        "good and three are adequate."
    )


def test_an_authority_without_inspections_says_so(data: Path) -> None:
    known = catalogue(load(data))
    assert words.opening(known.by_slug["otherton"]) == "No inspection of this authority is recorded here yet."


def test_an_authority_known_only_by_its_predecessor_says_so(data: Path) -> None:
    path = data / "authorities/exampleshire.yml"
    text = path.read_text()
    first, kept = text.index("  - id: exampleshire-2026-05"), text.index("  - id: exampleshire-2021-11")
    path.write_text(text[:first] + text[kept:])
    opening = words.opening(catalogue(load(data)).by_slug["exampleshire"])
    assert opening.startswith(
        "This authority has not been inspected itself, as far as is recorded here. Its predecessor, Exampleshire "
        "County Council, was judged inadequate overall"
    )


def test_all_alike_and_only_some_given_are_said_in_one_sentence(data: Path) -> None:
    entry = catalogue(load(data)).by_slug["exampleshire"].inspections[1]
    lines = [line for line in entry.lines if line.judgement.key != "overall"]

    def as_(*verdicts: Verdict) -> str:
        return words.spread([replace(line, verdict=v) for line, v in zip(lines, verdicts, strict=False)])

    ri, good, unknown = Verdict.REQUIRES_IMPROVEMENT, Verdict.GOOD, Verdict.NOT_STATED
    assert as_(ri, ri, ri, ri) == "All four judgements require improvement."
    assert as_(good, good) == "Both judgements are good."
    assert as_(good, good, good, unknown) == "Three of four judgements are good; our source does not give the rest."
    assert as_(unknown, unknown) == ""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-01-23", "2023-01-27", "23–27 January 2023"),
        ("2021-09-27", "2021-10-08", "27 September – 8 October 2021"),
        ("2014-12-15", "2015-01-08", "15 December 2014 – 8 January 2015"),
        ("2016-07-28", "2016-07-28", "28 July 2016"),
    ],
)
def test_a_period_names_month_and_year_only_where_they_change(start: str, end: str, expected: str) -> None:
    assert words.period(Period(start=date.fromisoformat(start), end=date.fromisoformat(end))) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((3,), "paragraph 3"),
        ((3, 4, 5), "paragraphs 3–5"),
        ((1, 3, 4, 9), "paragraphs 1, 3–4, 9"),
    ],
)
def test_paragraph_numbers_are_joined_into_runs(numbers: tuple[int, ...], expected: str) -> None:
    assert words.paragraphs(numbers) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-03-01", "less than a month ago"),
        ("2024-04-01", "1 month ago"),
        ("2025-03-01", "1 year ago"),
        ("2026-11-22", "2 years and 8 months ago"),
    ],
)
def test_an_inspections_age_is_told_in_years_and_months(data: Path, as_of: str, expected: str) -> None:
    entry = catalogue(load(data)).by_slug["exampleshire"].inspections[1]
    assert words.age(entry.inspection, date.fromisoformat(as_of)) == expected


def test_an_inspection_without_days_has_no_age_and_says_why(data: Path) -> None:
    inspection: Inspection = catalogue(load(data)).by_slug["exampleshire"].inspections[-1].inspection
    assert words.age(inspection, date(2026, 1, 1)) == ""
    assert words.fieldwork(inspection) == "2011 (our source gives no days)"
