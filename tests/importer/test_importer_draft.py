"""A draft says what was read and where, names what is empty and why, and copies no sentence of a report.

The drafts to be expected are files in data/; `IMPORT_DRAFTS=write` writes them anew, to be read before they are kept.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cases import CASES
from importer.draft import draft_lines, fact_lines, inspected, inspection_id
from importer.report import Report
from synthetic import FORMS, ILACS_2018, ILACS_2023, ILACS_2026, SIF_2016, invented, reported

from inspections.model import Authority
from inspections.reading import tree_of
from inspections.terms import AuthorityType, Region

FOLDER = Path(__file__).parent / "data"
AUTHORITY = Authority(
    name="Exampleshire",
    ofsted_urn="90001",
    dfe_code="991",
    gss_code="E10000991",
    region=Region.SOUTH_WEST,
    type=AuthorityType.COUNTY_COUNCIL,
    website="https://www.exampleshire.example",
)
REPORTS = {form: FORMS[form] for form in FORMS} | {
    "doubtful": CASES["days that cannot be read"].made,
    "disagreeing": CASES["a heading that differs from the table"].made,
    "prose": CASES["prose instead of points"].made,
    "nothing-to-improve": CASES["neither heading nor points"].made,
}


def draft(report: Report) -> str:
    """The draft, with the checksum left out."""
    lines = [*fact_lines(report, "exampleshire", None, None, with_pages=True), *draft_lines(report)]
    return re.sub(r"[0-9a-f]{64}", "the checksum", "\n".join(lines)) + "\n"


def report_of(name: str) -> Report:
    prints_its_day = name.startswith(("lac", "sif")) and name != "sif-2014"
    return reported(REPORTS[name], None if prints_its_day else date(2026, 6, 30))


@pytest.mark.parametrize("name", REPORTS)
def test_a_draft_is_as_expected_to_the_letter(name: str) -> None:
    path = FOLDER / f"{name}.draft"
    text = draft(report_of(name))
    if os.environ.get("IMPORT_DRAFTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_there_is_no_expected_draft_of_nothing() -> None:
    assert {path.stem for path in FOLDER.glob("*.draft")} == set(REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_a_draft_is_yaml_in_which_only_what_is_to_be_written_is_empty(name: str) -> None:
    text = "inspections:\n" + draft(report_of(name))
    tree, problems = tree_of(text, "draft")
    assert tree is not None
    lines = text.split("\n")
    empty = {lines[problem.place.line - 1].split(":")[0].strip() for problem in problems}
    assert empty <= {"summary", "text"}


@pytest.mark.parametrize("name", REPORTS)
def test_no_sentence_of_the_report_stands_in_its_draft(name: str) -> None:
    report = report_of(name)
    words = " ".join(draft(report).split())
    pieces = [paragraph.text for paragraph in report.body.paragraphs] + [p.text for p in report.body.points or ()]
    for piece in pieces:
        run = piece.split()
        assert not any(" ".join(run[i : i + 6]) in words for i in range(len(run) - 5))


def test_the_page_of_every_fact_stands_behind_it_only_where_it_is_wanted() -> None:
    report = reported(ILACS_2023)
    with_pages = fact_lines(report, "exampleshire", None, None, with_pages=True)
    without = fact_lines(report, "exampleshire", None, None, with_pages=False)
    assert [re.sub(r"  # page \d+$", "", line) for line in with_pages] == without
    assert sum("  # page " in line for line in with_pages) == 3
    assert not any("#" in line for line in without)


def test_an_address_of_the_report_is_written_where_it_is_given() -> None:
    lines = fact_lines(
        reported(ILACS_2023), "exampleshire", None, "https://files.ofsted.gov.uk/v1/file/1", with_pages=False
    )
    assert "    report_url: https://files.ofsted.gov.uk/v1/file/1" in lines


def test_the_id_is_of_the_first_month_and_none_without_days() -> None:
    two_periods = reported(CASES["two periods"].made)
    assert inspection_id(two_periods, "exampleshire") == "exampleshire-2024-02"
    assert inspection_id(reported(CASES["no days"].made), "exampleshire") is None


def test_the_wording_of_a_grade_is_kept_only_where_it_is_not_ours() -> None:
    wording = "      requires-improvement: Requires improvement to be good"
    for made, kept in ((ILACS_2023, True), (ILACS_2018, True), (ILACS_2026, False), (SIF_2016, False)):
        lines = fact_lines(reported(made), "exampleshire", None, None, with_pages=False)
        assert (wording in lines) is kept


def test_a_section_that_is_not_one_run_is_left_out_with_all_sections() -> None:
    report = reported(CASES["a section in two pieces"].made)
    assert "      sections:" not in fact_lines(report, "exampleshire", None, None, with_pages=False)


def test_the_last_paragraph_is_that_of_the_authority_and_not_of_a_board_that_counts_anew() -> None:
    report = reported(CASES["a board whose paragraphs begin at 1 again"].made, None)
    assert "      paragraphs: 75" in fact_lines(report, "exampleshire", None, None, with_pages=False)


def test_bullets_of_a_font_of_their_own_reach_no_draft() -> None:
    made = replace(ILACS_2023, points=("\uf06e\uf02d Odd marks before a point of " + invented(1),))
    assert not re.search("[\ue000-\uf8ff]", draft(reported(made)))


# The authority that was inspected


def replaced_in(*years: int) -> Authority:
    """An authority with a predecessor until the end of each March."""
    names = ("old-county", "old-city")
    return AUTHORITY.model_copy(
        update={
            "predecessors": tuple(
                Authority.model_fields["predecessors"].annotation.__args__[0](
                    id=name, name=name, until=f"{year}-03-31", relation="replaced"
                )
                for name, year in zip(names, years, strict=False)
            )
        }
    )


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((), None),
        ((2023,), None),
        ((2025,), "old-county"),
        ((2025, 2023), "old-county"),
        ((2023, 2025), "old-city"),
        ((2025, 2025), None),
    ],
)
def test_a_predecessor_was_inspected_while_it_existed_and_no_choice_is_made_between_two(
    years: tuple[int, ...], expected: str | None
) -> None:
    assert inspected(reported(ILACS_2023), replaced_in(*years)) == expected


def test_nobody_is_said_to_have_been_inspected_on_unknown_days() -> None:
    assert inspected(reported(CASES["no days"].made), replaced_in(2025)) is None


def test_the_last_day_of_a_predecessor_is_still_its_own() -> None:
    authority = replaced_in(2024)
    for days, expected in (("28 March to 5 April 2024", "old-county"), ("1 April to 5 April 2024", None)):
        report = reported(replace(ILACS_2023, dates=(f"Inspection dates: {days}",), footer=()))
        assert inspected(report, authority) == expected
