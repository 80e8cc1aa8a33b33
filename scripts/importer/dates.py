"""Days of fieldwork as reports phrase them: thirty ways of writing two dates.

A day whose month or year is left out takes them from what follows, as a reader does. What cannot be read with certainty
is None: an empty field beats a guess.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
_NAME = "|".join([*_MONTHS, *(name[:3] for name in _MONTHS), "Sept"])
_DAY = re.compile(
    rf"(?P<n>\d{{1,2}})/(?P<nm>\d{{1,2}})/(?P<ny>\d{{4}})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?P<month>{_NAME})\b\.?)?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_BETWEEN = r"(?:to|until|and|–|—|-|‐|‑|─|−)"

Found = tuple[tuple[date, date], ...]


def periods(phrase: str) -> Found | None:
    """The periods of fieldwork that a phrase names, oldest first; None if they cannot be told with certainty."""
    phrase = re.sub(r"\s+", " ", phrase).strip(" .")
    days = list(_DAY.finditer(phrase))
    rest = _DAY.sub("", phrase)
    if not days or re.sub(rf"{_BETWEEN}|[\s,;]", "", rest, flags=re.IGNORECASE):
        return None
    dated = _filled(days)
    if dated is None:
        return None
    if len(dated) == 1:
        return ((dated[0], dated[0]),)
    if len(dated) % 2:
        return None
    found = [(dated[i], dated[i + 1]) for i in range(0, len(dated), 2)]
    if any(end < start or end - start > timedelta(days=60) for start, end in found):
        return None
    if any(after[0] <= before[1] for before, after in pairwise(found)):
        return None
    return tuple(found)


def _filled(days: list[re.Match[str]]) -> list[date] | None:
    """Each day as a date, month and year taken from the next day that names them; None if one does not exist."""
    month = year = None
    found: list[date] = []
    for day in reversed(days):
        try:
            if day["n"]:
                found.append(date(int(day["ny"]), int(day["nm"]), int(day["n"])))
                continue
            month = _MONTH[day["month"][:3].lower()] if day["month"] else month
            if day["year"]:
                year = int(day["year"])
            elif found and year is not None and month is not None and month > found[-1].month:
                year -= 1  # a period that runs over New Year names the year once, at its end
            if month is None or year is None:
                return None
            found.append(date(year, month, int(day["day"])))
        except ValueError:
            return None
    return found[::-1]


def day(phrase: str) -> date | None:
    """One date, such as "27 March 2015"; None if it cannot be told."""
    found = periods(phrase)
    return found[0][0] if found and len(found) == 1 and found[0][0] == found[0][1] else None
