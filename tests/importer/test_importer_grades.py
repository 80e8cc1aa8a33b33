"""Grades are matched to labels, in every wording of table and heading, and never to a place."""

from __future__ import annotations

import itertools
import re

import pytest
from importer.grades import (
    ILACS_ROWS,
    Heading,
    headings,
    ilacs_table,
    lac_table,
    page_texts,
    sif_board,
    sif_overall,
    table,
    verdict,
)
from importer.pdf import Line
from project import ROOT

from inspections.model import FrameworkList
from inspections.reading import read
from inspections.terms import Verdict

WORDS = {
    "outstanding": Verdict.OUTSTANDING,
    "Good": Verdict.GOOD,
    "GOOD": Verdict.GOOD,
    "requires improvement": Verdict.REQUIRES_IMPROVEMENT,
    "Requires Improvement": Verdict.REQUIRES_IMPROVEMENT,
    "require improvement": Verdict.REQUIRES_IMPROVEMENT,
    "requires improvement to be good": Verdict.REQUIRES_IMPROVEMENT,
    "Requires Improvement to be good": Verdict.REQUIRES_IMPROVEMENT,
    "inadequate": Verdict.INADEQUATE,
    "Adequate": Verdict.ADEQUATE,
    "Not judged": Verdict.NOT_JUDGED,
    "not rated": Verdict.NOT_JUDGED,
}

LABELS = {
    "leadership": "The impact of leaders on social work practice with children and families",
    "help-and-protection": "The experiences and progress of children who need help and protection",
    "children-in-care": "The experiences and progress of children in care",
    "care-leavers": "The experiences and progress of care leavers",
}


def text(*rows: str, before: str = "Title Judgement Grade ", after: str = " Some prose follows.") -> dict[int, str]:
    return {1: before + " ".join(rows) + after}


@pytest.mark.parametrize(("words", "meant"), WORDS.items())
def test_every_wording_of_a_grade_is_understood(words: str, meant: Verdict) -> None:
    assert verdict(words) is meant
    read_table = ilacs_table(text(f"Overall effectiveness {words}"))
    assert (read_table.grades["overall"].verdict, read_table.doubts) == (meant, ())


def test_the_order_of_the_rows_does_not_matter() -> None:
    grades = ("Good", "Inadequate", "Outstanding", "Requires improvement to be good")
    for order in itertools.permutations(zip(LABELS, grades, strict=True)):
        rows = [f"{LABELS[key]} {grade}" for key, grade in order]
        found = ilacs_table(text(*rows, "Overall effectiveness Good"))
        assert {key: witness.printed for key, witness in found.grades.items()} == {**dict(order), "overall": "Good"}
        assert found.doubts == ()


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("The experiences and progress of children in care and care leavers Good", "children-in-care-and-care-leavers"),
        ("The experiences and progress of children in care Good", "children-in-care"),
        ("The experience and progress of care leavers Good", "care-leavers"),
        ("The impact of leaders on social work practice with children and families. Good", "leadership"),
        ("THE EXPERIENCES AND PROGRESS OF CARE LEAVERS GOOD", "care-leavers"),
    ],
)
def test_a_row_fills_one_judgement_and_no_other(row: str, key: str) -> None:
    found = ilacs_table(text(row, "Overall effectiveness Good"))
    assert (set(found.grades), found.doubts) == ({key, "overall"}, ())


@pytest.mark.parametrize(
    "row",
    [
        "The experiences and progress of care leavers See below",
        "The experiences and progress of care leavers",
        "Good",
        "The experiences and progress of pupils Good",
        "The experiences and progress of care leavers are thought to be Good",
        "The experiences and progress of care leavers Goodness",
    ],
)
def test_words_that_fit_no_row_make_the_whole_table_doubtful(row: str) -> None:
    found = ilacs_table(
        text("The experiences and progress of children in care Good", row, "Overall effectiveness Good")
    )
    assert len(found.doubts) == 1
    assert found.doubts[0].startswith("the table on page 1 holds words that fit no row: ‘")


def test_prose_below_the_table_gives_no_grade() -> None:
    rows = [f"{label} Good" for label in LABELS.values()]
    after = " Overall effectiveness is inadequate. Care leavers are good. Overall effectiveness was outstanding."
    found = ilacs_table(text(*rows, after=after))
    assert (set(found.grades), found.doubts) == (set(LABELS), ())


def test_a_row_twice_is_told_only_if_it_differs() -> None:
    rows = {1: "1. Children who need help and protection Good 1. Children who need help and protection Good"}
    labels = {"help": r"1\. children who need help and protection"}
    assert table(rows, labels, (1,)).doubts == ()
    rows = {1: rows[1].removesuffix("Good") + "Inadequate"}
    assert table(rows, labels, (1,)).doubts == ("the table gives help more than once, and differently",)
    assert table(rows, labels, (1,)).grades == {}


def test_a_second_page_is_looked_at_only_for_rows_that_the_first_lacks() -> None:
    labels = {"a": "first row", "b": "second row"}
    pages = {1: "first row Good second row Good", 2: "second row Inadequate"}
    assert {key: w.page for key, w in table(pages, labels, (1, 2)).grades.items()} == {"a": 1, "b": 1}
    pages = {1: "first row Good", 2: "second row Inadequate"}
    assert {key: w.page for key, w in table(pages, labels, (1, 2)).grades.items()} == {"a": 1, "b": 2}


def test_the_labels_of_the_table_are_those_of_the_frameworks() -> None:
    frameworks = read(ROOT / "data" / "frameworks.yml", FrameworkList).part.frameworks
    checked = 0
    for framework in frameworks:
        if framework.id.startswith("ilacs"):
            found = ilacs_table(text(*(f"{judgement.label} Good" for judgement in framework.judgements)))
            assert list(found.grades) == sorted(found.grades, key=list(ILACS_ROWS).index)
            assert set(found.grades) == {judgement.key for judgement in framework.judgements}
            checked += 1
    assert checked == 3


# Headings


def heading(*lines: str, bold: bool = True, size: float = 14, is_sif: bool = False) -> list[Heading]:
    """What is found in lines set as a heading, with text around them."""
    set_lines = [Line(3, 71, 500 - 17 * i, size, line, bold) for i, line in enumerate(lines)]
    prose = Line(3, 99, 300, 12, "The experiences and progress of children in care are good. They are good.")
    return headings([prose, *set_lines, prose], is_sif=is_sif)


RITBG = "Requires improvement to be good"
HEADINGS = {
    "The experiences and progress of children in care: good": "Good",
    "The experiences and progress of children in care: Good.": "Good",
    "The experiences and progress of children in care : good": "Good",
    "The experiences and progress of children in care – good": "Good",
    "The experiences and progress of children in care is good": "Good",
    "The experiences and progress of children in care is: Good": "Good",
    "The experiences and progress of children in care are: outstanding": "Outstanding",
    "The experiences and progress of children in care are good": "Good",
    "The experiences and progress of children in care good": "Good",
    "The experiences and progress of children in care requires improvement to be good": RITBG,
    "The experiences and progress of children in care: requires improvement": "Requires improvement",
    "Experiences and progress of children in care: good": "Good",
    "The experience and progress of children in care: good1": "Good",
    "The experiences and progress of children in care": None,
}  # fmt: skip


@pytest.mark.parametrize(("words", "printed"), HEADINGS.items())
def test_every_phrasing_of_a_heading_is_read(words: str, printed: str | None) -> None:
    (found,) = heading(words)
    assert (found.key, found.witness and found.witness.printed) == ("children-in-care", printed)


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_heading_may_be_broken_after_any_word(cut: int) -> None:
    words = re.findall(r"\S+", "The experiences and progress of children in care: requires improvement to be good")
    (found,) = heading(" ".join(words[:cut]), " ".join(words[cut:]))
    assert found.witness
    assert (found.witness.printed, found.last_line) == (RITBG, 2)


def test_a_heading_may_be_broken_over_five_lines() -> None:
    lines = (
        "The experiences and progress of",
        "children in care and",
        "care leavers: requires",
        "improvement to be",
        "good",
    )
    (found,) = heading(*lines)
    assert found.key == "children-in-care-and-care-leavers"
    assert found.witness
    assert (found.witness.printed, found.first_line, found.last_line) == (RITBG, 1, 5)


def test_the_longest_grade_is_read_and_not_the_good_within_it() -> None:
    (found,) = heading("The experiences and progress of care leavers: requires improvement to be", "good")
    assert found.witness
    assert found.witness.verdict is Verdict.REQUIRES_IMPROVEMENT


@pytest.mark.parametrize(
    "words",
    [
        "The experiences and progress of children in care are good, and many like it",
        "The experiences and progress of children in care homes: good",
        "Children in care: good",
        "What needs to improve?",
    ],
)
def test_a_sentence_that_begins_like_a_heading_is_none(words: str) -> None:
    assert heading(words) == []


def test_a_heading_stands_out_by_weight_or_size() -> None:
    words = "The experiences and progress of children in care: good"
    assert len(heading(words, bold=False)) == 1
    assert len(heading(words, size=12)) == 1
    assert heading(words, bold=False, size=12) == []


def test_two_headings_under_each_other_are_two() -> None:
    start = "The experiences and progress of"
    found = heading(f"{start} children in care: good", f"{start} care leavers: inadequate")
    assert [(each.key, each.witness and each.witness.printed) for each in found] == [
        ("children-in-care", "Good"),
        ("care-leavers", "Inadequate"),
    ]


GRADED, ACHIEVING = "The graded judgement", "children looked after and achieving"
SIF_HEADINGS = [
    (
        ("The experiences and progress of", "children who need help and", "protection", "Inadequate"),
        "help-and-protection",
    ),
    ((f"The experiences and progress of {ACHIEVING} permanence inadequate",), "children-looked-after"),
    (("The experiences and progress of", ACHIEVING, "permanence", "Inadequate"), "children-looked-after"),
    ((f"{GRADED} for adoption performance is that it is inadequate",), "adoption"),
    (("The graded judgment for adoption performance is that", "it is inadequate"), "adoption"),
    ((f"{GRADED} about adoption is inadequate",), "adoption"),
    ((f"{GRADED} on adoption performance is: inadequate",), "adoption"),
    (("Adoption performance inadequate",), "adoption"),
    ((f"{GRADED} about the experience and progress of care leavers", "is that it is inadequate"), "care-leavers"),
    ((f"{GRADED} for care leavers is that they are inadequate",), "care-leavers"),
    (("Experiences and progress of care leavers is inadequate",), "care-leavers"),
    (("Leadership, management and", "governance", "Inadequate"), "leadership"),
    (("Leadership management and governance inadequate",), "leadership"),
]


@pytest.mark.parametrize(("lines", "key"), SIF_HEADINGS)
def test_every_phrasing_of_a_single_inspection_is_read(lines: tuple[str, ...], key: str) -> None:
    (found,) = heading(*lines, is_sif=True)
    assert found.witness
    assert (found.key, found.witness.printed) == (key, "Inadequate")


def test_it_requires_improvement_is_a_wording_of_single_inspections() -> None:
    for words in ("it requires improvement", "it requires improvement to be good"):
        (found,) = heading(f"{GRADED} for adoption performance is that", words, is_sif=True)
        assert found.witness
        assert found.witness.verdict is Verdict.REQUIRES_IMPROVEMENT


def test_a_heading_in_a_box_need_not_stand_out() -> None:
    lines = [
        Line(12, 71, 707, 12, "Key judgement Judgement grade", bold=True),
        Line(12, 71, 680, 12, "The experiences and progress of children "),
        Line(12, 71, 665, 12, "who need help and protection "),
        Line(12, 303, 672, 12, "Requires improvement"),
    ]
    (found,) = headings(lines, is_sif=True)
    assert found.witness
    assert (found.key, found.witness.printed) == ("help-and-protection", "Requires improvement")


def test_a_heading_does_not_run_over_a_page() -> None:
    lines = [
        Line(3, 71, 80, 14, "The experiences and progress of care leavers:", bold=True),
        Line(4, 71, 740, 14, "good", bold=True),
    ]
    (found,) = headings(lines, is_sif=False)
    assert found.witness is None


# Sentences of single inspections, and the record of main findings


def test_every_place_of_a_headline_is_found() -> None:
    words = "Children’s services in Exampleshire are good and children’s services in Exampleshire are inadequate"
    assert [witness.printed for witness in sif_overall({1: words})] == ["Good", "Inadequate"]
    assert sif_overall({1: "Children’s services in Exampleshire are new"}) == []
    assert sif_overall({2: "Children’s services in Exampleshire are good"}) == []


def test_a_board_is_graded_only_where_the_line_stands_out() -> None:
    words = "The Local Safeguarding Children Board is good"
    assert [w.page for w in sif_board([Line(32, 71, 696, 14, words, bold=True)], [])] == [32]
    assert sif_board([Line(32, 71, 696, 12, words)], []) == []
    assert [w.page for w in sif_board([], [Line(1, 71, 200, 12, words)])] == [1]


def test_the_record_of_main_findings_is_looked_for_from_the_end() -> None:
    pages = {
        3: "Contents Record of main findings 24",
        4: "Overall effectiveness Good",
        26: "Record of main findings Overall effectiveness Adequate Grade 3 Capacity to improve Good Grade 2",
    }
    found = lac_table(pages)
    assert {key: (witness.printed, witness.page) for key, witness in found.grades.items()} == {
        "overall": ("Adequate", 26),
        "capacity-to-improve": ("Good", 26),
    }


def test_the_text_of_each_page_is_on_one_line() -> None:
    lines = [Line(1, 0, 9, 12, "a"), Line(2, 0, 9, 12, "b-"), Line(2, 0, 8, 12, "c"), Line(1, 0, 7, 12, "d")]
    assert page_texts(lines) == {1: "a d", 2: "b-c"}
