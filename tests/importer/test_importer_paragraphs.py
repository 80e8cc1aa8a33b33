"""Paragraphs keep their numbers, their pages and every word, and points are found whatever marks stand before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from importer.forms import Form
from importer.grades import Heading
from importer.paragraphs import Body, read_body
from importer.pdf import Line
from synthetic import ILACS_2018, ILACS_2022, ILACS_2023, SIF_2014, SIF_2016, Numbered, Section, invented, reported

FIRST = ILACS_2023.sections[0]
NUMBER, TEXT = 71.0, 99.3


def body(lines: Sequence[Line], *, form: Form = Form.ILACS, headings: Sequence[Heading] = ()) -> Body:
    return read_body(lines, headings, form)


def lines_of(*texts: str | tuple[float, str], page: int = 3) -> list[Line]:
    """Lines below each other: at the margin of numbers if they begin with one, else where text stands."""
    placed = [text if isinstance(text, tuple) else (NUMBER if text[:1].isdigit() else TEXT, text) for text in texts]
    return [Line(page, x, 740 - 14.5 * i, 12, text) for i, (x, text) in enumerate(placed)]


def texts_of(found: Body) -> list[tuple[int, str]]:
    return [(paragraph.number, paragraph.text) for paragraph in found.paragraphs]


def test_a_paragraph_runs_on_over_lines_and_pages() -> None:
    lines = lines_of("1. Families are met in multi-", "agency teams", "2. Children")
    lines += lines_of("choose.", "3. Carers", page=4)
    found = body(lines)
    assert texts_of(found) == [(1, "Families are met in multi-agency teams"), (2, "Children choose."), (3, "Carers")]
    assert [paragraph.page for paragraph in found.paragraphs] == [3, 3, 4]


@pytest.mark.parametrize(
    "line",
    [
        (TEXT, "2. April is named in the text."),
        (TEXT, "2 children were met."),
        (NUMBER, "2024. That year was good."),
        (NUMBER, "7. Not the next number."),
        (NUMBER, "1. Not the next number."),
        (NUMBER + 40, "2. A list within the paragraph."),
        (NUMBER, "2.5 per cent of children"),
        (NUMBER + 10, "2 children were met."),
    ],
)
def test_a_number_in_the_text_begins_no_paragraph(line: tuple[float, str]) -> None:
    found = body(lines_of("1. Families are met.", line))
    assert texts_of(found) == [(1, f"Families are met. {line[1]}")]


@pytest.mark.parametrize("text", ["2 Children choose.", "2  Children choose.", "2.Children choose."])
def test_a_number_may_lack_its_dot_or_its_space(text: str) -> None:
    assert texts_of(body(lines_of("1. Families.", text, "3. Carers."))) == [
        (1, "Families."),
        (2, "Children choose."),
        (3, "Carers."),
    ]


def test_a_gap_of_one_is_told_and_a_larger_one_is_no_paragraph() -> None:
    found = body(lines_of("1. Families.", "3. Carers.", "6. Nobody."))
    assert texts_of(found) == [(1, "Families."), (3, "Carers. 6. Nobody.")]
    assert found.notes == ("paragraph 2 is missing between 1 and 3 on page 3",)


def test_numbers_begin_at_1() -> None:
    found = body(lines_of("2. Not a paragraph.", "1. Families."))
    assert texts_of(found) == [(1, "Families.")]


def test_the_boilerplate_at_the_end_belongs_to_no_paragraph() -> None:
    lines = lines_of("1. Families.", "The Office for Standards in Education regulates.", "2. Nobody.")
    assert texts_of(body(lines)) == [(1, "Families.")]


def test_a_bold_line_ends_a_paragraph_unless_the_sentence_goes_on() -> None:
    bold = [Line(3, TEXT, 600, 12, "in bold letters", bold=True), Line(3, TEXT, 585, 12, "and on.")]
    assert texts_of(body([*lines_of("1. Families are met"), *bold])) == [
        (1, "Families are met in bold letters and on.")
    ]
    bold[0] = replace(bold[0], text="Other matters", x=NUMBER)
    assert texts_of(body([*lines_of("1. Families are met."), *bold])) == [(1, "Families are met.")]


# Whole reports


def test_a_number_without_its_dot_in_a_report_is_a_paragraph() -> None:
    paragraphs = (invented(1), Numbered(invented(2), dot=False), *map(invented, range(3, 15)))
    report = reported(replace(ILACS_2023, sections=(replace(FIRST, paragraphs=paragraphs), *ILACS_2023.sections[1:])))
    assert [paragraph.text for paragraph in report.body.paragraphs[:3]] == [invented(1), invented(2), invented(3)]
    assert report.doubts == ()


def test_hyphens_at_the_ends_of_lines_are_kept_in_a_report() -> None:
    text = "Help for 16-\nand 17-year-olds comes from multi-\nagency teams, which are up-to-\ndate and\nwell known."
    report = reported(replace(ILACS_2023, sections=(replace(FIRST, paragraphs=(text,)), *ILACS_2023.sections[1:])))
    assert report.body.paragraphs[0].text == (
        "Help for 16- and 17-year-olds comes from multi-agency teams, which are up-to-date and well known."
    )


def test_a_long_paragraph_runs_over_three_pages_without_their_feet() -> None:
    long = " ".join(map(invented, range(60)))
    report = reported(replace(ILACS_2023, sections=(replace(FIRST, paragraphs=(long,)), *ILACS_2023.sections[1:])))
    assert report.body.paragraphs[0].text == long
    assert report.body.paragraphs[1].page - report.body.paragraphs[0].page >= 3


def test_a_footnote_in_the_middle_of_a_paragraph_is_no_part_of_it() -> None:
    long = " ".join(map(invented, range(30)))
    made = replace(
        ILACS_2023,
        after_points=lambda sheet: sheet.footnote("1 A footnote says where this comes from,", "and 2. nothing more."),
        sections=(replace(FIRST, paragraphs=(long,)), *ILACS_2023.sections[1:]),
    )
    assert reported(made).body.paragraphs[0].text == long


def test_a_board_that_counts_from_1_again_is_a_part_of_its_own() -> None:
    made = replace(SIF_2016, board_paragraphs=(Numbered("The board meets.", number=1), "It meets often.", "So it is."))
    found = reported(made, None).body
    assert [(p.part, p.number, p.section) for p in found.paragraphs[-4:]] == [
        (1, 75, "leadership"),
        (2, 1, "lscb"),
        (2, 2, "lscb"),
        (2, 3, "lscb"),
    ]
    assert "lscb" not in found.sections
    assert found.doubts == ()


# Points


IMPROVE = "What needs to improve"


@pytest.mark.parametrize("improve", [IMPROVE, f"{IMPROVE}?", f"{IMPROVE}:", f"{IMPROVE}?1", f"{IMPROVE}? 1"])
@pytest.mark.parametrize("bullet", ["◼", "\uf06e", "■"])
def test_points_are_found_under_every_heading_and_bullet(improve: str, bullet: str) -> None:
    lines = [Line(2, NUMBER, 700, 14, improve, bold=True)]
    lines += [Line(2, NUMBER, 680, 12, f"{bullet} How soon families"), Line(2, 89, 666, 12, "are seen. ")]
    lines += [Line(2, NUMBER, 640, 12, f"{bullet} The rest.")]
    points = body(lines).points
    assert points
    assert [(point.n, point.text) for point in points] == [(1, "How soon families are seen."), (2, "The rest.")]


def test_a_heading_over_the_points_need_not_be_bold() -> None:
    lines = [Line(2, NUMBER, 700, 14, "What needs to improve"), Line(2, NUMBER, 680, 12, "◼ All.")]
    assert [point.text for point in body(lines).points or ()] == ["All."]


def test_points_on_two_pages_have_the_page_they_begin_on() -> None:
    many = tuple(f"Point {n} of a long list. " + invented(n, 2) for n in range(1, 21))
    points = reported(replace(ILACS_2023, points=many)).body.points
    assert points
    assert [point.text for point in points] == list(many)
    assert {point.page for point in points} == {2, 3}


def test_a_point_may_hold_lines_of_its_own() -> None:
    lines = [Line(2, NUMBER, 700, 14, "What needs to improve"), Line(2, NUMBER, 680, 12, "◼ The quality of:")]
    lines += [Line(2, 90, 660, 12, "− plans"), Line(2, 90, 645, 12, "− homes"), Line(2, NUMBER, 630, 12, "◼ Visits.")]
    assert [point.text for point in body(lines).points or ()] == ["The quality of: − plans − homes", "Visits."]


def test_two_points_on_one_line_are_two() -> None:
    lines = [Line(2, NUMBER, 700, 14, "What needs to improve"), Line(2, NUMBER, 680, 12, "◼ Plans. ◼ Homes.")]
    assert [point.text for point in body(lines).points or ()] == ["Plans.", "Homes."]


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("Visits (Outcome three).", ("outcome-3",), "Visits."),
        ("Visits (Outcome 3).", ("outcome-3",), "Visits."),
        ("Visits (Enabler two)", ("enabler-2",), "Visits"),
        ("Visits (outcome one and two).", ("outcome-1",), "Visits."),
        ("Visits (Outcome one) and plans (Enabler 3).", ("outcome-1", "enabler-3"), "Visits and plans."),
        ("Visits (Outcomes).", (), "Visits (Outcomes)."),
        ("Visits (see page three).", (), "Visits (see page three)."),
    ],
)
def test_references_to_the_national_framework_become_codes(text: str, codes: tuple[str, ...], rest: str) -> None:
    lines = [Line(2, NUMBER, 700, 14, "What needs to improve"), Line(2, NUMBER, 680, 12, f"◼ {text}")]
    (point,) = body(lines).points or ()
    assert (point.codes, point.text) == (codes, rest)


def test_no_points_and_no_heading_is_an_empty_list_and_prose_is_unknown() -> None:
    assert reported(replace(ILACS_2022, improve=(), points=())).body.points == ()
    assert reported(replace(ILACS_2022, bullet="", points=("All is said in prose.",))).body.points is None


def test_recommendations_are_the_paragraphs_below_their_heading_alone() -> None:
    for made in (SIF_2014, SIF_2016):
        points = reported(made).body.points
        assert points
        assert [point.text for point in points] == list(made.points)


def test_recommendations_over_two_pages_are_all_found() -> None:
    points = tuple(f"Improve matter {n}. {invented(n, 3)}" for n in range(1, 25))
    found = reported(replace(SIF_2016, points=points), None).body.points
    assert found
    assert [point.text for point in found] == list(points)
    assert len({point.page for point in found}) > 1


def test_sections_are_found_in_the_order_of_the_body_and_not_of_the_table() -> None:
    assert list(reported(ILACS_2018).body.sections) == [
        "help-and-protection",
        "children-in-care-and-care-leavers",
        "leadership",
    ]


def test_a_heading_split_in_two_blocks_begins_one_section() -> None:
    split = Section(("The experiences and progress of children in care", "is: good"), ILACS_2023.sections[1].paragraphs)
    report = reported(replace(ILACS_2023, sections=(FIRST, split, *ILACS_2023.sections[2:])))
    assert report.body.sections["children-in-care"] == (15, 24)
    assert report.doubts == ()
