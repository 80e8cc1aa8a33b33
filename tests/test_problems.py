"""A problem is one line: file, line, column, sentence; and GitHub is told the same."""

from __future__ import annotations

import pytest

from inspections.problems import Place, Problem, RecordError, did_you_mean, one_of, plural

WORDS = ["strength", "improvement", "priority-action", "context"]


def test_a_problem_is_written_as_file_line_column_and_sentence() -> None:
    assert str(Problem(Place("data/authorities/kent.yml", 18, 14), "'x' is wrong")) == (
        "data/authorities/kent.yml:18:14: 'x' is wrong"
    )


def test_a_problem_of_a_whole_file_stands_at_its_first_character() -> None:
    assert str(Problem(Place("x.yml"), "is empty")) == "x.yml:1:1: is empty"


def test_problems_stand_in_file_order_with_lines_as_numbers() -> None:
    places = [Place("b.yml", 1, 1), Place("a.yml", 10, 1), Place("a.yml", 9, 20), Place("a.yml", 9, 3)]
    assert sorted(places) == [places[3], places[2], places[1], places[0]]


def test_a_record_error_holds_every_problem_once_and_in_order() -> None:
    first, second = Problem(Place("a.yml", 2), "b"), Problem(Place("a.yml", 10), "a")
    error = RecordError(iter([second, first, second]))
    assert error.problems == (first, second)
    assert str(error) == "a.yml:2:1: b\na.yml:10:1: a"


def test_an_annotation_marks_the_line_for_github() -> None:
    assert Problem(Place("data/authorities/kent.yml", 18, 14), "'x' is wrong").annotation == (
        "::error file=data/authorities/kent.yml,line=18,col=14::'x' is wrong"
    )


def test_an_annotation_escapes_what_github_would_take_for_its_own() -> None:
    problem = Problem(Place("a,b:c%d\n\r.yml"), "100 % of it,\r\n::error::forged: yes")
    assert problem.annotation == (
        "::error file=a%2Cb%3Ac%25d%0A%0D.yml,line=1,col=1::100 %25 of it,%0D%0A::error::forged: yes"
    )
    assert len(problem.annotation.splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("strenght", "strength"),
        ("Strength", "strength"),
        ("improvment", "improvement"),
        ("priority action", "priority-action"),
        ("CONTEXT ", "context"),
    ],
)
def test_the_nearest_word_is_offered(written: str, meant: str) -> None:
    assert did_you_mean(written, WORDS) == f"; did you mean '{meant}'?"


def test_the_nearest_word_is_offered_as_it_is_written() -> None:
    assert did_you_mean("south west", ["North East", "South West"]) == "; did you mean 'South West'?"


@pytest.mark.parametrize("written", ["", "xyzzy", "s"])
def test_no_word_is_offered_where_none_is_near(written: str) -> None:
    assert did_you_mean(written, WORDS) == ""
    assert did_you_mean(written, []) == ""


@pytest.mark.parametrize(
    ("words", "listed"), [(["a"], "'a'"), (["a", "b"], "'a' or 'b'"), (["a", "b", "c"], "'a', 'b' or 'c'")]
)
def test_known_words_are_listed_with_or_before_the_last(words: list[str], listed: str) -> None:
    assert one_of(words) == listed


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 findings"), (1, "1 finding"), (2, "2 findings"), (1000, "1000 findings")]
)
def test_a_count_stands_with_its_noun(count: int, said: str) -> None:
    assert plural(count, "finding") == said


def test_an_irregular_noun_is_given_in_both_forms() -> None:
    assert [plural(count, "authority", "authorities") for count in (1, 2)] == ["1 authority", "2 authorities"]
