"""Each form of report, read whole: every fact, with the page it stands on."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from importer.forms import Form
from importer.report import Report
from pypdf import PdfReader
from synthetic import (
    FORMS,
    ILACS_2018,
    ILACS_2022,
    ILACS_2023,
    LAC_2013,
    NON_COMMERCIAL,
    OGL,
    OGL_3,
    SIF_2014,
    SIF_2016,
    Ilacs,
    Lac,
    Sif,
    file_of,
    invented,
    reported,
)

from inspections.terms import InspectionKind, KindBasis, Licence

GIVEN = date(2018, 10, 30)
PRINTED = {"sif-2016", "sif-reinspection", "sif-reinspection-plain", "lac-2013"}
"""Forms that print the day of publication."""

SIF_TITLE = "Inspection of services for children in need of help and protection, children looked after and care leavers"

FACTS: dict[str, tuple[Form, str, str, str, str | None, str | None, str, str, tuple[str, ...], str]] = {
    # form, title, name as printed, framework, kind, basis, days, published, lead inspectors, licence
    "ilacs-2018": (
        Form.ILACS, "Inspection of children’s social care services", "Exampleshire Council", "ilacs-2018",
        "standard", "fieldwork-length", "2018-09-10 2018-09-21", "2018-10-30", ("Cara Invented",), "ogl",
    ),
    "ilacs-2022": (
        Form.ILACS, "Inspection of Otherton Council children’s services", "Otherton Council", "ilacs-2018",
        "short", "fieldwork-length", "2022-07-04 2022-07-08", "2018-10-30", ("Dan Madeup",), "ogl-3.0",
    ),
    "ilacs-2023": (
        Form.ILACS, "Inspection of Exampleshire local authority children’s services", "Exampleshire", "ilacs-2023",
        "standard", "fieldwork-length", "2024-02-19 2024-03-01", "2018-10-30", ("Ann Example",), "ogl",
    ),
    "ilacs-2025": (
        Form.ILACS, "Inspection of Port Sample local authority children’s services", "Port Sample", "ilacs-2023",
        "short", "fieldwork-length", "2025-01-20 2025-01-24", "2018-10-30", ("Eve Notreal",), "ogl",
    ),
    "ilacs-2026": (
        Form.ILACS, "Inspection of Exampleshire local authority children’s services", "Exampleshire", "ilacs-2026",
        "short", "fieldwork-length", "2026-05-11 2026-05-15", "2018-10-30", ("Ann Example", "Ben O’Sample"), "ogl",
    ),
    "sif-2014": (
        Form.SIF, SIF_TITLE, "Exampleshire County Council", "sif",
        "full", "framework", "2014-01-14 2014-02-05", "2018-10-30", ("Fay Fiction",), "non-commercial",
    ),
    "sif-2016": (
        Form.SIF, SIF_TITLE, "Exampleshire County Council", "sif",
        "full", "framework", "2016-01-11 2016-02-04", "2016-03-22", ("Fay Fiction",), "ogl-3.0",
    ),
    "sif-reinspection": (
        Form.SIF, f"Re-i{SIF_TITLE[1:]}", "Exampleshire County Council", "sif",
        "reinspection", "title", "2017-11-06 2017-11-30", "2018-01-29", ("Fay Fiction",), "ogl-3.0",
    ),
    "sif-reinspection-plain": (
        Form.SIF, SIF_TITLE, "Exampleshire County Council", "sif",
        None, None, "2017-11-09 2017-11-24", "2018-01-29", ("Fay Fiction",), "ogl-3.0",
    ),
    "lac-2013": (
        Form.LAC, "Inspection of looked after children services", "Exampleshire Council", "lac-2013",
        "full", "framework", "2013-07-15 2013-07-19", "2013-08-23", ("Joy Pretend",), "non-commercial",
    ),
}  # fmt: skip

RI, RITBG = "Requires improvement", "Requires improvement to be good"
GRADES: dict[str, dict[str, str]] = {
    "ilacs-2018": {
        "leadership": "Good",
        "help-and-protection": RITBG,
        "children-in-care-and-care-leavers": RITBG,
        "overall": RITBG,
    },
    "ilacs-2022": {
        "leadership": "Outstanding",
        "help-and-protection": "Outstanding",
        "children-in-care-and-care-leavers": "Good",
        "overall": "Outstanding",
    },
    "ilacs-2023": {
        "leadership": RITBG,
        "help-and-protection": RITBG,
        "children-in-care": "Good",
        "care-leavers": "Outstanding",
        "overall": RITBG,
    },
    "ilacs-2025": {
        "leadership": "Good",
        "help-and-protection": "Good",
        "children-in-care": "Good",
        "care-leavers": "Inadequate",
        "overall": "Inadequate",
    },
    "ilacs-2026": {
        "leadership": "Good",
        "help-and-protection": "Outstanding",
        "children-in-care": "Good",
        "care-leavers": "Inadequate",
    },
    "sif-2014": {
        "help-and-protection": RI,
        "children-looked-after": "Good",
        "adoption": "Good",
        "care-leavers": "Inadequate",
        "leadership": RI,
        "overall": RI,
        "lscb": RI,
    },
    "sif-2016": {
        "help-and-protection": RI,
        "children-looked-after": RI,
        "adoption": "Good",
        "care-leavers": "Good",
        "leadership": RI,
        "overall": "Require improvement to be good",
        "lscb": "Good",
    },
    "lac-2013": {
        "overall": "Adequate",
        "capacity-to-improve": "Good",
        "outcomes": "Adequate",
        "quality-of-provision": "Inadequate",
        "leadership": "Outstanding",
    },
}
GRADES["sif-reinspection"] = {key: words for key, words in GRADES["sif-2016"].items() if key != "lscb"}
GRADES["sif-reinspection-plain"] = GRADES["sif-reinspection"]

ONE_WITNESS = {"ilacs": {"overall"}, "sif": {"overall", "lscb"}, "lac": set()}
"""Judgements that only one place of a form states."""

SECTIONS: dict[str, dict[str, tuple[int, int]]] = {
    "ilacs-2018": {
        "help-and-protection": (1, 11),
        "children-in-care-and-care-leavers": (12, 23),
        "leadership": (24, 30),
    },
    "ilacs-2022": {"help-and-protection": (1, 8), "children-in-care-and-care-leavers": (9, 19), "leadership": (20, 26)},
    "ilacs-2023": {
        "help-and-protection": (1, 14),
        "children-in-care": (15, 24),
        "care-leavers": (25, 31),
        "leadership": (32, 40),
    },
    "ilacs-2025": {
        "help-and-protection": (1, 10),
        "children-in-care": (11, 19),
        "care-leavers": (20, 27),
        "leadership": (28, 35),
    },
    "ilacs-2026": {
        "help-and-protection": (1, 7),
        "children-in-care": (8, 13),
        "care-leavers": (14, 19),
        "leadership": (20, 24),
    },
    "sif-2016": {
        "help-and-protection": (8, 23),
        "children-looked-after": (24, 43),
        "adoption": (44, 51),
        "care-leavers": (52, 59),
        "leadership": (60, 75),
        "lscb": (76, 89),
    },
    "lac-2013": {},
}
SECTIONS["sif-2014"] = SECTIONS["sif-2016"]
SECTIONS["sif-reinspection"] = {key: span for key, span in SECTIONS["sif-2016"].items() if key != "lscb"}
SECTIONS["sif-reinspection-plain"] = SECTIONS["sif-reinspection"]


def read(form: str) -> Report:
    return reported(file_of(form), None if form in PRINTED else GIVEN)


def test_every_form_is_asked_for() -> None:
    assert set(FORMS) == set(FACTS) == set(GRADES) == set(SECTIONS)


@pytest.mark.parametrize("form", FORMS)
def test_every_fact_is_as_printed(form: str) -> None:
    report = read(form)
    assert report.fieldwork.value
    assert (
        report.form,
        report.title,
        report.printed_name,
        report.framework.value,
        report.kind.value,
        report.kind_basis,
        " ".join(f"{start} {end}" for start, end in report.fieldwork.value),
        str(report.published.value),
        report.lead_inspectors.value,
        report.licence.value,
    ) == FACTS[form]
    expected = {"Exampleshire": "exampleshire", "Otherton": "otherton", "Port": "port-sample"}
    assert report.slug.value == expected[report.printed_name.split()[0]]


@pytest.mark.parametrize("form", FORMS)
def test_every_grade_is_as_printed_and_no_other_is_given(form: str) -> None:
    assert {key: grade.printed for key, grade in read(form).judgements.items()} == GRADES[form]


@pytest.mark.parametrize("form", FORMS)
def test_every_grade_that_is_printed_twice_has_two_witnesses(form: str) -> None:
    single = ONE_WITNESS[form.split("-")[0]]
    for key, grade in read(form).judgements.items():
        assert grade.verdict
        assert grade.table_page
        assert bool(grade.heading_page) is (key not in single), key


@pytest.mark.parametrize("form", FORMS)
def test_the_page_of_each_witness_holds_the_grade_beside_its_label(form: str) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(file_of(form))).pages]
    for key, grade in read(form).judgements.items():
        word = grade.printed.split()[0].lower().removesuffix("s")
        assert word in pages[grade.table_page - 1].lower(), key
        if grade.heading_page:
            assert word in pages[grade.heading_page - 1].lower(), key
            assert grade.heading_page != grade.table_page


@pytest.mark.parametrize("form", FORMS)
def test_pages_and_days_are_said_to_stand_where_they_stand(form: str) -> None:
    report = read(form)
    assert report.pages == len(PdfReader(io.BytesIO(file_of(form))).pages)
    assert (report.fieldwork.page, report.slug.page) == (1, 1)
    assert report.published.page == (1 if form in PRINTED else 0)
    at_the_back = form.startswith("sif")
    assert report.lead_inspectors.page == (report.pages - 1 if at_the_back else 1)
    assert report.licence.page == (2 if form == "lac-2013" else report.pages)


@pytest.mark.parametrize("form", FORMS)
def test_the_paragraphs_of_each_section_are_found(form: str) -> None:
    report = read(form)
    assert dict(report.body.sections) == SECTIONS[form]
    last = max((span[1] for span in SECTIONS[form].values()), default=40)
    assert [paragraph.number for paragraph in report.body.paragraphs] == list(range(1, last + 1))
    for paragraph in report.body.paragraphs:
        spans = [key for key, (first, end) in SECTIONS[form].items() if first <= paragraph.number <= end]
        assert [paragraph.section] == (spans or [None])


@pytest.mark.parametrize("form", FORMS)
def test_every_paragraph_is_read_to_its_end_and_no_further(form: str) -> None:
    made = FORMS[form]
    if isinstance(made, Ilacs):
        written = [each for section in made.sections for each in section.paragraphs]
    elif isinstance(made, Sif):
        board = made.board_paragraphs if made.board_heading else ()
        written = [*made.points, *(each for part in made.parts for each in part.paragraphs), *board]
    else:
        written = [invented(number) for number in range(1, 41)]
    assert [paragraph.text for paragraph in read(form).body.paragraphs] == written


@pytest.mark.parametrize("form", FORMS)
def test_the_points_to_improve_are_found(form: str) -> None:
    points = read(form).body.points
    if form == "lac-2013":
        assert points is None
        return
    assert points is not None
    made = FORMS[form]
    assert isinstance(made, Ilacs | Sif)
    if form == "ilacs-2025":
        assert [(point.text, point.codes) for point in points] == [
            ("How soon care leavers are seen.", ("outcome-3",)),
            ("The number of advisers, and how they are taught.", ("enabler-2",)),
            ("How risks to care leavers are found.", ("outcome-3",)),
        ]
    else:
        assert [(point.text, point.codes) for point in points] == [(text, ()) for text in made.points]
    assert [point.n for point in points] == list(range(1, len(points) + 1))


# Titles and names


@pytest.mark.parametrize(
    ("name", "title", "printed"),
    [
        ("Exampleshire", ("Inspection of local authority children’s services",), "Exampleshire"),
        ("Exampleshire City Council", ("Inspection of children's social care services",), "Exampleshire City Council"),
        ("Exampleshire City of", ("Inspection of children's social care services",), "Exampleshire City of"),
        (
            "Exampleshire Children’s Services",
            ("Inspection of children’s social care services",),
            "Exampleshire Children’s Services",
        ),
        ("", ("Inspection of the Exampleshire local authority", "children’s services"), "Exampleshire"),
        ("", ("Inspection of London Borough of Exampleshire", "children’s services"), "London Borough of Exampleshire"),
        ("", ("Inspection of Exshire local authority children’s", "social care services"), "Exshire"),
    ],
)  # fmt: skip
def test_the_name_is_found_in_every_form_of_title(name: str, title: tuple[str, ...], printed: str) -> None:
    report = reported(replace(ILACS_2018, name=name, title=title, title_size=26 if not name else 16))
    assert (report.printed_name, report.slug.value) == (printed, "exampleshire")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("Inspection date: 19 February to 1 March 2024",), "2024-02-19 2024-03-01"),
        (("Inspection dates:", "19 February to", "1 March 2024"), "2024-02-19 2024-03-01"),
        (("Inspection dates: 19 February", "2024 to 1 March 2024"), "2024-02-19 2024-03-01"),
    ],
)
def test_days_are_found_however_their_lines_are_broken(dates: tuple[str, ...], expected: str) -> None:
    value = reported(replace(ILACS_2023, dates=dates, footer=())).fieldwork.value
    assert value
    assert " ".join(f"{start} {end}" for start, end in value) == expected


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        (("Lead inspector: Ann Example HMI",), ("Ann Example",)),
        (("Lead inspector: Ann Example, HMI",), ("Ann Example",)),
        (("Lead inspector: Ann Example", "Her Majesty’s Inspector"), ("Ann Example",)),
        (("Lead inspector:", "Ann Example, Her Majesty's Inspector"), ("Ann Example",)),
        (("Lead inspector: Máire O'Sample, Her Majesty’s Inspector",), ("Máire O’Sample",)),
        (
            ("Lead inspectors: Ann Example, His Majesty’s Inspector, and Ben Sample,", "His Majesty’s Inspector"),
            ("Ann Example", "Ben Sample"),
        ),
        (
            ("Lead inspectors: Ann Example, His Majesty’s Inspector", "Ben Sample, His Majesty’s Inspector"),
            ("Ann Example", "Ben Sample"),
        ),
        (
            ("Lead inspector: Ann Example, His Majesty’s Inspector", "Ben Sample, His Majesty’s Inspector"),
            ("Ann Example", "Ben Sample"),
        ),
        (("Lead inspectors: Ann Example HMI and", "Ben Sample HMI"), ("Ann Example", "Ben Sample")),
    ],
)
def test_lead_inspectors_are_read_in_every_form(lead: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert reported(replace(ILACS_2023, lead=lead)).lead_inspectors.value == names


@pytest.mark.parametrize(
    "team",
    [
        ("Lead inspector: Fay Fiction HMI", "Deputy lead inspector: Gus Figment HMI", "Team inspectors: Hal Nobody"),
        ("Lead inspector: Fay Fiction", "deputy lead inspector: Gus Figment", "Quality assurance manager: Hal Nobody"),
        ("Lead inspector on site: Fay Fiction", "Deputy lead inspector: Gus Figment"),
        ("Deputy lead inspector: Gus Figment", "Lead inspector: Fay Fiction"),
        ("Lead inspector:", "Fay Fiction", "Deputy lead inspector: Gus Figment"),
    ],
)
def test_the_lead_of_a_single_inspection_is_not_the_deputy(team: tuple[str, ...]) -> None:
    assert reported(replace(SIF_2016, team=team), None).lead_inspectors.value == ("Fay Fiction",)


# Kind, licence, headlines


def test_a_word_for_the_inspection_is_taken_from_the_title_with_or_without_a_hyphen() -> None:
    for word in ("Re-inspection", "Reinspection"):
        title = (f"{word} of services for children in need of help and", SIF_2016.title[1])
        report = reported(replace(SIF_2016, title=title, board=(), board_heading=()), None)
        assert (report.kind.value, report.kind_basis) == (InspectionKind.REINSPECTION, KindBasis.TITLE)


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (OGL, Licence.OGL),
        (OGL_3, Licence.OGL_3),
        (("under the terms of the Open Government Licence v3.0.",), Licence.OGL_3),
        (("under the terms of the Open Government Licence, version 3.",), Licence.OGL_3),
        (NON_COMMERCIAL, Licence.NON_COMMERCIAL),
        (("No licence is named here.",), Licence.NOT_STATED),
    ],
)
def test_the_licence_is_that_of_the_last_page(lines: tuple[str, ...], licence: Licence) -> None:
    assert reported(replace(ILACS_2022, licence=lines)).licence.value is licence


@pytest.mark.parametrize(
    ("headline", "printed"),
    [
        (("Children’s services in Exampleshire are inadequate",), "Inadequate"),
        (("Children's services in the county of Exampleshire are good",), "Good"),
        (("Children’s services in Exampleshire require improvement",), "Require improvement"),
        (("Children’s services in Exampleshire requires improvement to be", "good"), "Requires improvement to be good"),
        (("Children’s services require improvement to be good",), "Require improvement to be good"),
        (("The overall judgement is outstanding",), "Outstanding"),
        (("The overall judgment is requires improvement",), "Requires improvement"),
        (("The overall judgement is that children’s services are good",), "Good"),
        (("The overall judgement is that children’s services require", "improvement"), "Require improvement"),
    ],
)
def test_the_headline_of_a_single_inspection_is_read_in_every_wording(headline: tuple[str, ...], printed: str) -> None:
    assert reported(replace(SIF_2016, headline=headline), None).judgements["overall"].printed == printed


def test_the_board_is_graded_on_page_1_or_in_a_heading() -> None:
    in_heading = reported(SIF_2016, None).judgements["lscb"]
    on_page_1 = reported(SIF_2014).judgements["lscb"]
    assert (in_heading.printed, on_page_1.printed) == ("Good", "Requires improvement")
    assert (in_heading.table_page, on_page_1.table_page) == (13, 1)


def test_a_board_whose_heading_runs_over_two_lines_is_graded() -> None:
    heading = ("The effectiveness of the Local Safeguarding Children Board (LSCB)", "requires improvement")
    assert reported(replace(SIF_2016, board_heading=heading), None).judgements["lscb"].printed == "Requires improvement"


def test_a_table_over_two_pages_gives_the_page_of_each_row() -> None:
    report = reported(replace(SIF_2016, rows_on_page_2=2), None)
    pages = {key: grade.table_page for key, grade in report.judgements.items()}
    assert (pages["adoption"], pages["care-leavers"], pages["leadership"]) == (1, 2, 2)


def test_the_words_of_a_looked_after_grade_may_be_small() -> None:
    sections = {heading: grade.lower().replace("grade", "Grade") for heading, grade in LAC_2013.sections.items()}
    report = reported(replace(LAC_2013, sections=sections), None)
    assert {key: grade.printed for key, grade in report.judgements.items()} == GRADES["lac-2013"]


def test_forms_are_told_by_the_title_alone() -> None:
    assert {type(made) for made in FORMS.values()} == {Ilacs, Sif, Lac}
    for form in FORMS:
        assert re.match(form.split("-")[0], read(form).form)
