"""What follows from the facts: standing grades, history, change, and who stands with whom.

A catalogue is computed once from records that are right, and only read afterwards. It never looks at a clock: `as_of`
is the newest day on which any record was checked, so the same records give the same pages on any day. Overall
effectiveness is never worked out from other judgements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest

from inspections.model import Authority, Framework, Inspection, Judgement, Predecessor, Record, ReportText, Visit
from inspections.records import Records
from inspections.terms import GRADES, Region, Relation, Row, Status, Verdict, folded

LONGEST_GAP = 5
"""Years between two inspections, at most, without saying that one between them may be missing."""


class State(StrEnum):
    """What a cell of the grid says; the three reasons for having no grade never look alike."""

    GRADED = "graded"
    JOINT = "joint"
    NOT_JUDGED = "not-judged"
    NOT_STATED = "not-stated"
    NO_SUCH_JUDGEMENT = "no-such-judgement"


@dataclass(frozen=True)
class Cell:
    """One row of the grid for one inspection. `verdict` is None only where there is no such judgement."""

    state: State
    judgement: Judgement | None = None
    verdict: Verdict | None = None


class Movement(StrEnum):
    """How a grade moved since the previous inspection."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    FIRST = "first"
    NOT_COMPARED = "not-compared"


class Obstacle(StrEnum):
    """Why a grade is not compared with the previous inspection."""

    OTHER_BODY = "other-body"
    JOINT_THEN = "joint-then"
    JOINT_NOW = "joint-now"
    NO_SUCH_JUDGEMENT = "no-such-judgement"
    OTHER_SCOPE = "other-scope"
    NO_GRADE_NOW = "no-grade-now"
    NOT_STATED = "not-stated"
    NOT_JUDGED = "not-judged"


@dataclass(frozen=True)
class Change:
    """A grade's movement since the previous inspection of the same authority, or why there is none to show."""

    movement: Movement
    since: Inspection | None = None
    before: Verdict | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class Line:
    """A line of the grade table: the judgement, what was said, in whose words, and how it moved."""

    judgement: Judgement
    verdict: Verdict
    printed: str
    change: Change


@dataclass(frozen=True)
class InspectionEntry:
    """An inspection with its framework and its place in the authority's history."""

    slug: str
    authority: Authority
    inspection: Inspection
    framework: Framework
    previous: Inspection | None
    previous_framework: Framework | None
    predecessor: Predecessor | None
    """The authority that was inspected, if it was another, since replaced by this one."""
    text: ReportText | None
    """The report's paragraphs, where they have been imported."""

    @property
    def former_name(self) -> str | None:
        """The name this same authority had at the time, where it has another now."""
        return next(
            (
                p.name
                for p in self.authority.predecessors
                if p.relation is Relation.CONTINUED and self.inspection.when <= f"{p.until:%Y-%m}"
            ),
            None,
        )

    @property
    def address(self) -> str:
        """The page's address below the site's root, ending in a slash."""
        return f"authorities/{self.slug}/{self.inspection.when}/"

    @property
    def text_address(self) -> str:
        """The address of the page of the report's text, where there is one."""
        return f"{self.address}report/"

    @property
    def is_summarised(self) -> bool:
        """True if its findings have been written up and reviewed."""
        return self.inspection.record.status is Status.REVIEWED

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The grade table, in the report's order."""
        wording = self.inspection.grade_wording or {}
        return tuple(
            Line(judgement, verdict, wording.get(verdict, verdict.words), self.change(judgement))
            for judgement in self.framework.judgements
            if (verdict := self.inspection.judgements.get(judgement.key))
        )

    @property
    def is_compared(self) -> bool:
        """True if the previous inspection was of the same authority, so that grades can be set against it."""
        return self.previous is not None and self.previous.inspected == self.inspection.inspected

    @property
    def may_follow_a_gap(self) -> bool:
        """True if so long lies between this inspection and the one before it here that another may be missing."""
        return self.previous is not None and int(self.inspection.when[:4]) - int(self.previous.when[:4]) > LONGEST_GAP

    @property
    def overall(self) -> Verdict | None:
        """The grade for overall effectiveness as the report gives it; None where the framework has none."""
        return self.inspection.judgements.get(Row.OVERALL)

    def cell(self, row: Row) -> Cell:
        """What this inspection says in a row of the grid."""
        made = [j for j in self.framework.judgements if j.key in self.inspection.judgements]
        judgement = next((j for j in made if row in j.rows), None)
        if judgement is None:
            return Cell(State.NO_SUCH_JUDGEMENT)
        verdict = self.inspection.judgements[judgement.key]
        if judgement.is_joint:
            return Cell(State.JOINT, judgement, verdict)
        states = {Verdict.NOT_JUDGED: State.NOT_JUDGED, Verdict.NOT_STATED: State.NOT_STATED}
        return Cell(states.get(verdict, State.GRADED), judgement, verdict)

    def change(self, judgement: Judgement) -> Change:
        """How this judgement moved since the previous inspection; compared like with like only."""
        previous, framework = self.previous, self.previous_framework
        if previous is None or framework is None:
            return Change(Movement.FIRST)
        if not self.is_compared:
            return Change(Movement.NOT_COMPARED, previous, obstacle=Obstacle.OTHER_BODY)
        same = next((j for j in framework.judgements if j.compared_as and j.compared_as == judgement.compared_as), None)
        if same is None or same.key not in previous.judgements:
            return Change(Movement.NOT_COMPARED, previous, obstacle=_obstacle(judgement, framework))
        now, before = self.inspection.judgements[judgement.key], previous.judgements[same.key]
        if not now.is_grade:
            return Change(Movement.NOT_COMPARED, previous, obstacle=Obstacle.NO_GRADE_NOW)
        if not before.is_grade:
            return Change(Movement.NOT_COMPARED, previous, obstacle=Obstacle(before.value))
        steps = GRADES.index(before) - GRADES.index(now)
        movement = Movement.UP if steps > 0 else Movement.DOWN if steps < 0 else Movement.SAME
        return Change(movement, previous, before)


def _obstacle(judgement: Judgement, earlier: Framework) -> Obstacle:
    """Why an earlier framework has nothing to compare this judgement with."""
    related = [j for j in earlier.judgements if set(j.rows) & set(judgement.rows)]
    if not related:
        return Obstacle.NO_SUCH_JUDGEMENT
    if related[0].is_joint:
        return Obstacle.JOINT_THEN
    return Obstacle.JOINT_NOW if judgement.is_joint else Obstacle.OTHER_SCOPE


@dataclass(frozen=True)
class AuthorityEntry:
    """An authority with its inspections, newest first."""

    slug: str
    record: Record
    inspections: tuple[InspectionEntry, ...]

    @property
    def authority(self) -> Authority:
        """The authority itself."""
        return self.record.authority

    @property
    def name(self) -> str:
        """The name people use."""
        return self.record.authority.name

    @property
    def address(self) -> str:
        """The page's address below the site's root, ending in a slash."""
        return f"authorities/{self.slug}/"

    @property
    def latest(self) -> InspectionEntry | None:
        """The newest graded inspection, whose grades stand; visits never displace it."""
        return self.inspections[0] if self.inspections else None

    @property
    def summarised(self) -> InspectionEntry | None:
        """The newest inspection whose findings have been written up."""
        return next((entry for entry in self.inspections if entry.is_summarised), None)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the grid in which any of its inspections has a judgement."""
        used = {row for entry in self.inspections for line in entry.lines for row in line.judgement.rows}
        return tuple(row for row in Row if row in used)

    @property
    def visits_since(self) -> tuple[Visit, ...]:
        """Visits after the newest graded inspection, newest first."""
        return tuple(visit for visit in self.record.visits if self.latest and visit.held > self.latest.inspection.when)

    def standing(self, row: Row) -> Cell | None:
        """The standing answer in a row of the grid; None if no inspection is known."""
        return self.latest.cell(row) if self.latest else None


@dataclass(frozen=True)
class Catalogue:
    """Everything the pages show, computed once."""

    authorities: tuple[AuthorityEntry, ...]
    frameworks: Mapping[str, Framework]
    theme_names: Mapping[str, str]
    as_of: date

    @cached_property
    def by_slug(self) -> Mapping[str, AuthorityEntry]:
        """Authorities by address."""
        return {entry.slug: entry for entry in self.authorities}

    @cached_property
    def inspections(self) -> tuple[InspectionEntry, ...]:
        """Every inspection, newest first, then by authority."""
        every = [entry for authority in self.authorities for entry in authority.inspections]
        every.sort(key=lambda entry: folded(entry.authority.name))
        every.sort(key=lambda entry: entry.inspection.when, reverse=True)
        return tuple(every)

    @cached_property
    def inspected(self) -> tuple[AuthorityEntry, ...]:
        """Authorities of which at least one graded inspection is recorded."""
        return tuple(entry for entry in self.authorities if entry.latest)

    def in_region(self, region: Region) -> tuple[AuthorityEntry, ...]:
        """The authorities of a region."""
        return tuple(entry for entry in self.authorities if entry.authority.region is region)

    def standing(self, row: Row, verdict: Verdict) -> tuple[AuthorityEntry, ...]:
        """Authorities whose standing grade in a row is this one, judged there and not jointly."""
        return tuple(
            entry
            for entry in self.inspected
            if (cell := entry.standing(row)) and cell.state is State.GRADED and cell.verdict is verdict
        )

    def in_state(self, row: Row, state: State) -> tuple[AuthorityEntry, ...]:
        """Authorities whose standing answer in a row is of this state."""
        return tuple(entry for entry in self.inspected if (cell := entry.standing(row)) and cell.state is state)

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years in which a recorded inspection began, newest first."""
        return tuple(sorted({entry.inspection.when[:4] for entry in self.inspections}, reverse=True))

    def of_year(self, year: str) -> tuple[InspectionEntry, ...]:
        """Inspections begun in a year, newest first."""
        return tuple(entry for entry in self.inspections if entry.inspection.when.startswith(year))

    def of_framework(self, framework: Framework) -> tuple[InspectionEntry, ...]:
        """Inspections under a framework, newest first."""
        return tuple(entry for entry in self.inspections if entry.framework is framework)


def catalogue(records: Records) -> Catalogue:
    """The catalogue of these records, authorities in the order of the alphabet."""
    entries = [
        AuthorityEntry(slug, record, tuple(_history(slug, record, records))) for slug, record in records.by_slug.items()
    ]
    entries.sort(key=lambda entry: folded(entry.name))
    return Catalogue(
        authorities=tuple(entries),
        frameworks=records.frameworks,
        theme_names={theme.id: theme.name for theme in records.themes.values()},
        as_of=max(record.checked for record in records.by_slug.values()),
    )


def _history(slug: str, record: Record, records: Records) -> Iterator[InspectionEntry]:
    frameworks = records.frameworks
    predecessors = {predecessor.id: predecessor for predecessor in record.authority.predecessors}
    for inspection, previous in zip_longest(record.inspections, record.inspections[1:]):
        yield InspectionEntry(
            slug=slug,
            authority=record.authority,
            inspection=inspection,
            framework=frameworks[inspection.framework],
            previous=previous,
            previous_framework=frameworks[previous.framework] if previous else None,
            predecessor=predecessors.get(inspection.inspected or ""),
            text=records.texts.get(inspection.id),
        )
