"""What is doubtful stays empty and is told, in these sentences and no others; what is merely odd is told and stays."""

from __future__ import annotations

from importlib import import_module

import pytest
from cases import CASES, Case
from importer.report import Report
from synthetic import FORMS, ILACS_2023, PUBLISHED, reported

from inspections.terms import Verdict


def told(report: Report) -> tuple[str, ...]:
    """Every sentence that a person is told of a report."""
    return (*(f"{key}: {reason}" for key, reason in report.doubts), *report.notes, *report.body.notes)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_exactly_this_is_told(case: Case) -> None:
    assert told(reported(case.made, case.published, case.slug)) == case.says


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_doubted_is_empty_and_what_is_not_doubted_is_filled(case: Case) -> None:
    report = reported(case.made, case.published, case.slug)
    doubted = dict(report.doubts)
    for key in ("framework", "kind", "fieldwork", "published", "lead_inspectors"):
        assert (getattr(report, key).value is None) is (key in doubted), key
    assert (report.slug.value is None) is ("authority" in doubted)
    for key, grade in report.judgements.items():
        assert (grade.verdict is None) is (f"judgements.{key}" in doubted), key


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_told_of_a_report_that_is_whole(form: str) -> None:
    printed = form.startswith(("lac", "sif")) and form != "sif-2014"
    expected = CASES["a title of an inspection without a board"].says if form.endswith("plain") else ()
    assert told(reported(FORMS[form], None if printed else PUBLISHED)) == expected


def test_leaders_may_be_inadequate_where_overall_is_not() -> None:
    report = reported(CASES["leaders inadequate where overall requires improvement"].made)
    assert report.judgements["leadership"].verdict is Verdict.INADEQUATE
    assert report.judgements["overall"].verdict is Verdict.REQUIRES_IMPROVEMENT


def test_not_judged_is_what_the_report_says_and_no_gap() -> None:
    for name, key in (("one row that is not judged", "care-leavers"), ("adoption that is not judged", "adoption")):
        case = CASES[name]
        assert reported(case.made, case.published).judgements[key].verdict is Verdict.NOT_JUDGED


def test_an_earlier_grade_on_a_later_page_changes_nothing() -> None:
    case = CASES["an earlier grade under the same label, pages later"]
    assert reported(case.made, None).judgements["help-and-protection"].verdict is Verdict.REQUIRES_IMPROVEMENT


def test_two_lead_inspectors_are_both_read() -> None:
    report = reported(CASES["two lead inspectors"].made)
    assert report.lead_inspectors.value == ("Ann Example", "Ben O’Sample")


def test_the_title_page_is_right_where_a_footer_differs() -> None:
    report = reported(CASES["a footer with other days"].made)
    assert report.fieldwork == reported(ILACS_2023).fieldwork


def test_a_given_authority_stands_where_the_title_names_none() -> None:
    case = CASES["a name that no record has, given"]
    fact = reported(case.made, slug=case.slug).slug
    assert (fact.value, fact.page) == ("otherton", 0)


def test_two_periods_are_both_read() -> None:
    periods = reported(CASES["two periods"].made).fieldwork.value
    assert periods
    assert [f"{start} {end}" for start, end in periods] == ["2024-02-19 2024-02-23", "2024-03-04 2024-03-08"]


def test_the_importer_reads_no_clock() -> None:
    for name in ("pdf", "text", "dates", "names", "grades", "paragraphs", "report", "draft", "merging", "texts"):
        module = import_module(f"importer.{name}")
        assert not {"datetime", "time"} & set(vars(module)), name
