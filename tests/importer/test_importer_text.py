"""Lines become the text that a reader reads: hyphens right, and nothing of the page's furniture."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importer.pdf import Line
from importer.text import body_size, joined, tidy, without_front, without_furniture


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Families are", "met."], "Families are met."),
        (["in multi-", "agency teams"], "in multi-agency teams"),
        (["in multi- ", " agency teams"], "in multi-agency teams"),
        (["16- ", "and 17-year-olds"], "16- and 17-year-olds"),
        (["16- ", "or 17-year-olds"], "16- or 17-year-olds"),
        (["16-", "to 17-year-olds"], "16- to 17-year-olds"),
        (["well-", "ordered homes"], "well-ordered homes"),
        (["up-to-", "date plans"], "up-to-date plans"),
        (["long-", "term care"], "long-term care"),
        (["homes -", "and gardens"], "homes - and gardens"),
        (["homes –", "and gardens"], "homes – and gardens"),
        (["", "a", "", "b", ""], "a b"),
        ([], ""),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_and_joins(lines: list[str], text: str) -> None:
    assert joined(lines) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  children's \u00a0 plans\t", "children’s plans"),
        ("a\nb", "a b"),
        ("‘plan’", "‘plan’"),
        ("\u00a0", ""),
    ],
)
def test_spaces_are_single_and_apostrophes_typographic(raw: str, text: str) -> None:
    assert tidy(raw) == text


@given(st.text(max_size=80))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_very_many_lines_are_joined_in_no_time() -> None:
    began = time.perf_counter()
    assert len(joined(["all the same words"] * 200_000)) == 200_000 * 19 - 1
    assert time.perf_counter() - began < 5


def line(text: str, y: float = 400, size: float = 12, page: int = 3, hidden: str = "") -> Line:
    return Line(page, 71, y, size, text, hidden=hidden)


def test_most_of_the_text_says_what_size_the_text_has() -> None:
    assert body_size([line("A very large heading", size=26), line("text of the report " * 9), line("1", size=9)]) == 12
    assert body_size([]) == 0


def test_furniture_footnotes_and_hidden_text_are_left_out() -> None:
    body = line("Families are met at the door, and somebody knows their names there.")
    heading = line("What needs to improve?", size=14)
    year = line("2024", size=12)
    furniture = [
        line("Inspection of Exampleshire", y=39.6, size=8),
        line("19 February to 1 March 2024 3", y=30, size=20),
        line("Exampleshire Council", y=797.8, size=8),
        line("3", y=400, size=20),
        line("1 A footnote of ten points.", size=10),
        line("1", size=9),
        line("unseen", hidden="white"),
    ]
    assert without_furniture([*furniture, heading, body, year]) == [heading, body, year]


def test_a_text_that_is_small_itself_is_kept() -> None:
    lines = [line("All of this report is set in ten points.", size=10), line("A mark", size=6)]
    assert without_furniture(lines) == lines[:1]


def test_hidden_text_does_not_say_what_size_the_text_has() -> None:
    body = line("Families are met.")
    assert without_furniture([body, *[line("hidden " * 20, size=40, hidden="white")] * 9]) == [body]


def test_the_front_and_the_contents_are_left_out() -> None:
    front, second = line("Title", page=1), line("A row of the table", page=2)
    contents = [line("Contents", page=4, size=26), line("Recommendations 8", page=4)]
    body = [line("Executive summary", page=3), line("Recommendations", page=8)]
    assert without_front([front, second, *contents, *body]) == body


def test_the_word_contents_late_in_a_report_leaves_its_page() -> None:
    late = [line("Contents", page=8), line("Families are met.", page=8)]
    assert without_front(late) == late
