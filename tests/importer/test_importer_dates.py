"""Days of fieldwork are read in every phrasing that reports use, and in no other way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importer.dates import day, periods

PHRASES = {
    "19 November 2018 to 30 November 2018": "2018-11-19 2018-11-30",
    "23 to 27 January 2023": "2023-01-23 2023-01-27",
    "27 September to 8 October 2021": "2021-09-27 2021-10-08",
    "6 July 2015 – 30 July 2015": "2015-07-06 2015-07-30",
    "14 January – 5 February 2014": "2014-01-14 2014-02-05",
    "05 July 2016–27 July 2016": "2016-07-05 2016-07-27",
    "3 June 2014 - 25 June 2014": "2014-06-03 2014-06-25",
    "28 January–5 February 2014": "2014-01-28 2014-02-05",
    "8 – 12 July 2013": "2013-07-08 2013-07-12",
    "9–24 November 2017": "2017-11-09 2017-11-24",
    "15-19 July 2013": "2013-07-15 2013-07-19",
    "14 January 2014- 5 February 2014": "2014-01-14 2014-02-05",
    "24 November - 17 December 2015": "2015-11-24 2015-12-17",
    "20 June 2017 ─ 13 July 2017": "2017-06-20 2017-07-13",
    "12/09/2016 to 06/10/2016": "2016-09-12 2016-10-06",
    "1/06/2015 – 25/06/2015": "2015-06-01 2015-06-25",
    "28 July 2016": "2016-07-28 2016-07-28",
    "14 January to 5 Feb 2014": "2014-01-14 2014-02-05",
    "3 Sept to 14 Sept. 2018": "2018-09-03 2018-09-14",
    "22nd to 26th January 2024": "2024-01-22 2024-01-26",
    "1st and 2nd March 2021": "2021-03-01 2021-03-02",
    "9 until 13 May 2022.": "2022-05-09 2022-05-13",
    "9  to\n13 May\u00a02022": "2022-05-09 2022-05-13",
    "9 to 13 MAY 2022": "2022-05-09 2022-05-13",
    "9 to 13 May, 2022": "2022-05-09 2022-05-13",
    "12 December 2022 to 13 January 2023": "2022-12-12 2023-01-13",
    "12 December to 13 January 2023": "2022-12-12 2023-01-13",
    "28 to 29 February 2024": "2024-02-28 2024-02-29",
    "3 to 7 June 2019 and 17 to 18 June 2019": "2019-06-03 2019-06-07, 2019-06-17 2019-06-18",
    "12 to 16 December 2022 and 9 to 10 January 2023": "2022-12-12 2022-12-16, 2023-01-09 2023-01-10",
    "3 to 7 and 17 to 18 June 2019": "2019-06-03 2019-06-07, 2019-06-17 2019-06-18",
    "3 to 7 June; 17 to 18 June 2019": "2019-06-03 2019-06-07, 2019-06-17 2019-06-18",
}

UNREADABLE = [
    "",
    "in spring",
    "January 2023",
    "23 to 27",
    "23 to 27 January",
    "23 January to 2023",
    "30 February 2024",
    "19 to 31 June 2024",
    "32 January 2024",
    "0 January 2024",
    "27 to 23 January 2023",
    "27 January 2023 to 23 January 2023",
    "1 January to 30 April 2023",
    "3, 5 and 7 June 2019",
    "17 to 18 June 2019 and 3 to 7 June 2019",
    "3 to 7 June 2019 and 6 to 8 June 2019",
    "3 to 7 June 2019 (remote)",
    "week of 3 to 7 June 2019",
    "3 to 7 June 1819",
    "13/13/2016 to 14/13/2016",
    "3 to 7 Juno 2019",
    "three to seven June 2019",
]


def shown(phrase: str) -> str | None:
    found = periods(phrase)
    return found and ", ".join(f"{start} {end}" for start, end in found)


@pytest.mark.parametrize(("phrase", "expected"), PHRASES.items())
def test_every_phrasing_of_reports_is_read(phrase: str, expected: str) -> None:
    assert shown(phrase) == expected


@pytest.mark.parametrize("phrase", UNREADABLE)
def test_what_cannot_be_told_with_certainty_is_left_open(phrase: str) -> None:
    assert periods(phrase) is None


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # not from the importer, which is what is tested
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def written(start: date, end: date, between: str, form: int) -> str:
    """The period in one of five forms; a form that would be ambiguous is not used."""
    one, two = f"{start.day} {MONTHS[start.month - 1]}", f"{end.day} {MONTHS[end.month - 1]}"
    if form == 0:
        return f"{one} {start.year}{between}{two} {end.year}"
    if form == 1 and (start.year == end.year or (start.month > end.month)):
        return f"{one}{between}{two} {end.year}"
    if form == 2 and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{between}{two} {end.year}"
    if form == 3:
        return f"{start.day:02}/{start.month:02}/{start.year}{between}{end.day:02}/{end.month:02}/{end.year}"
    return f"{one[: one.index(' ') + 4]} {start.year}{between}{two[: two.index(' ') + 4]} {end.year}"


@given(
    DAYS,
    st.integers(1, 60),
    st.sampled_from([" to ", " – ", "–", "-", " - ", " and ", "─", " until "]),
    st.integers(0, 4),
)
def test_a_period_that_is_written_is_read_as_it_was(start: date, length: int, between: str, form: int) -> None:
    end = start + timedelta(days=length)
    assert periods(written(start, end, between, form)) == ((start, end),)


@given(st.text(alphabet="0123456789 /–-,.JanuryFebMchApilgstOobNvmdto", max_size=60))
def test_whatever_is_given_days_come_in_order_or_not_at_all(phrase: str) -> None:
    found = periods(phrase)
    if found is not None:
        assert found
        days = [each for period in found for each in period]
        assert days == sorted(days)
        assert all(end - start <= timedelta(days=60) for start, end in found)


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_looked_at(phrase: str) -> None:
    assert periods(phrase) is None or day(phrase) is None or len(periods(phrase) or ()) == 1


def test_one_day_is_read_and_two_are_not_one() -> None:
    assert day("27 March 2015") == date(2015, 3, 27)
    assert day("27 to 28 March 2015") is None
    assert day("March 2015") is None
