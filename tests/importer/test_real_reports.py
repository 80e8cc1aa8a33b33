"""Real reports, where they are at hand: what stands on their title pages was read by eye and is held to the letter.

The reports lie beside the project, at ../shared/reports, and are no part of it. Without them nothing is tested here.
"""

from __future__ import annotations

import functools
from datetime import date

import pytest
from importer.pdf import RefusedError, read_pdf
from importer.report import Report, read_report
from project import ROOT

from inspections.model import Record
from inspections.reading import read
from inspections.terms import folded

REPORTS = ROOT.parent / "shared" / "reports"

pytestmark = [
    pytest.mark.skipif(not REPORTS.is_dir(), reason="no real reports at ../shared/reports"),
    pytest.mark.xdist_group("real reports"),
]

RI, GOOD, INADEQUATE, OUTSTANDING = "requires-improvement", "good", "inadequate", "outstanding"

FACTS: dict[str, tuple[str, str, tuple[str, ...], str | None, int, dict[str, str]]] = {
    "medway/2013-08-23": (
        "lac-2013", "2013-07-15 2013-07-19", ("Sarah Urding",), "2013-08-23", 26,
        {
            "overall": INADEQUATE, "capacity-to-improve": "adequate", "outcomes": INADEQUATE,
            "quality-of-provision": INADEQUATE, "leadership": INADEQUATE,
        },
    ),
    "hartlepool/2014-02-11": (
        "sif", "2013-11-19 2013-12-11", ("Lynn Radley",), None, 32,
        {
            "help-and-protection": GOOD, "children-looked-after": GOOD, "adoption": GOOD, "care-leavers": GOOD,
            "leadership": GOOD, "overall": GOOD, "lscb": RI,
        },
    ),
    "bolton/2014-03-21": (
        "sif", "2014-01-14 2014-02-05", ("Robert Hackeson",), None, 33,
        {
            "help-and-protection": RI, "children-looked-after": GOOD, "adoption": GOOD, "care-leavers": GOOD,
            "leadership": RI, "overall": RI, "lscb": RI,
        },
    ),
    "kingston-upon-hull/2015-02-10": (
        "sif", "2014-11-18 2014-12-10", ("Gary Lamb",), "2015-02-03", 50,
        {
            "help-and-protection": RI, "children-looked-after": RI, "adoption": RI, "care-leavers": RI,
            "leadership": RI, "overall": RI, "lscb": RI,
        },
    ),
    "isles-of-scilly/2016-06-27": (
        "sif", "2016-04-11 2016-04-28", ("Emmy Tomsett",), "2016-06-27", 30,
        {
            "help-and-protection": GOOD, "children-looked-after": "not-judged", "adoption": "not-judged",
            "care-leavers": "not-judged", "leadership": GOOD, "overall": GOOD, "lscb": RI,
        },
    ),
    "barnet/2017-07-07": (
        "sif", "2017-04-25 2017-05-18", ("Louise Warren",), "2017-07-07", 39,
        {
            "help-and-protection": INADEQUATE, "children-looked-after": INADEQUATE, "adoption": RI,
            "care-leavers": RI, "leadership": INADEQUATE, "overall": INADEQUATE, "lscb": INADEQUATE,
        },
    ),
    "buckinghamshire/2018-01-29": (
        "sif", "2017-11-06 2017-11-30", ("Margaret Burke",), "2018-01-29", 32,
        {
            "help-and-protection": INADEQUATE, "children-looked-after": INADEQUATE, "adoption": GOOD,
            "care-leavers": RI, "leadership": INADEQUATE, "overall": INADEQUATE,
        },
    ),
    "bristol/2018-10-22": (
        "ilacs-2018", "2018-09-10 2018-09-21", ("Joy Howick",), None, 13,
        {"leadership": GOOD, "help-and-protection": RI, "children-in-care-and-care-leavers": RI, "overall": RI},
    ),
    "derbyshire/2019-09-19": (
        "ilacs-2018", "2019-07-08 2019-07-12, 2019-08-07 2019-08-08", ("Julie Knight",), None, 12,
        {"leadership": GOOD, "help-and-protection": RI, "children-in-care-and-care-leavers": RI, "overall": RI},
    ),
    "stoke-on-trent/2022-11-25": (
        "ilacs-2018", "2022-10-03 2022-10-14", ("Rebecca Quested", "Matthew Reed"), None, 11,
        {"leadership": RI, "help-and-protection": RI, "children-in-care-and-care-leavers": GOOD, "overall": RI},
    ),
    "westminster/2025-01-13": (
        "ilacs-2023", "2024-11-11 2024-11-15", ("Naintara Khosla",), None, 12,
        {
            "leadership": OUTSTANDING, "help-and-protection": OUTSTANDING, "children-in-care": OUTSTANDING,
            "care-leavers": OUTSTANDING, "overall": OUTSTANDING,
        },
    ),
    "harrow/2025-03-04": (
        "ilacs-2023", "2025-01-20 2025-01-24", ("Rebekah Tucker",), None, 13,
        {
            "leadership": RI, "help-and-protection": GOOD, "children-in-care": GOOD, "care-leavers": INADEQUATE,
            "overall": INADEQUATE,
        },
    ),
}  # fmt: skip
"""Report → framework, days, lead inspectors, published (None: not printed), pages, and each judgement."""


@functools.cache
def known() -> dict[str, str]:
    """Addresses by folded name and alias, of the real records."""
    found = {}
    for path in sorted((ROOT / "data" / "authorities").glob("*.yml")):
        authority = read(path, Record).part.authority
        found |= {folded(name): path.stem for name in (authority.name, *authority.aliases)}
    return found


@functools.cache
def report_of(name: str) -> Report:
    return read_report(read_pdf(REPORTS / f"{name}.pdf"), known())


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_of_the_title_page_are_read(name: str) -> None:
    report = report_of(name)
    framework, days, leads, published, pages, judgements = FACTS[name]
    assert report.slug.value == name.split("/")[0]
    assert report.framework.value == framework
    assert report.fieldwork.value
    assert ", ".join(f"{start} {end}" for start, end in report.fieldwork.value) == days
    assert report.lead_inspectors.value == leads
    assert report.published.value == (published and date.fromisoformat(published))
    assert report.pages == pages
    assert {key: str(grade.verdict) for key, grade in report.judgements.items()} == judgements


@pytest.mark.parametrize("name", FACTS)
def test_every_grade_but_those_stated_once_has_two_witnesses(name: str) -> None:
    report = report_of(name)
    once = set() if report.form == "lac" else {"overall", "lscb"}
    for key, grade in report.judgements.items():
        if grade.verdict != "not-judged":
            assert bool(grade.heading_page) is (key not in once), key


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("hartlepool/2014-02-11", ["published", "body", "body"]),
        ("derbyshire/2019-09-19", ["kind", "published"]),
        ("harrow/2025-03-04", ["published"]),
        ("barnet/2017-07-07", []),
        ("kingston-upon-hull/2015-02-10", []),
    ],
)
def test_only_what_is_doubtful_is_doubted(name: str, doubts: list[str]) -> None:
    assert [key for key, _ in report_of(name).doubts] == doubts


def test_paragraphs_points_and_references_are_counted_as_a_reader_counts_them() -> None:
    bristol, harrow = report_of("bristol/2018-10-22"), report_of("harrow/2025-03-04")
    hull = report_of("kingston-upon-hull/2015-02-10")
    assert len(bristol.body.points or ()) == 6
    assert len(harrow.body.points or ()) == 8
    assert [point.codes for point in harrow.body.points or ()][:3] == [("enabler-2",), ("outcome-4",), ("outcome-3",)]
    assert [paragraph.number for paragraph in hull.body.paragraphs if paragraph.part == 1] == list(range(1, 141))
    assert [paragraph.number for paragraph in hull.body.paragraphs if paragraph.part == 2] == list(range(1, 22))


def test_careless_footers_are_told_and_not_believed() -> None:
    assert report_of("westminster/2025-01-13").notes == (
        "the footer of page 2 says ‘11 to 15 November 2025’; the title page was taken",
    )


def test_nothing_in_these_reports_is_hidden_from_a_reader() -> None:
    assert not any("cannot be seen" in note for name in FACTS for note in report_of(name).notes)


def test_a_review_of_a_board_alone_is_refused() -> None:
    with pytest.raises(RefusedError, match="review of a safeguarding children board alone"):
        report_of("surrey/2015-08-03")
