"""What is held of every authority: which inspections, from which source, summarised or not; and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspections.catalogue import AuthorityEntry, Catalogue, InspectionEntry
from inspections.terms import SourceKind


class Held(StrEnum):
    """How much is held of an inspection, most first."""

    SUMMARISED = "summarised"
    REPORT = "report"
    TABLE = "table"
    MENTION = "mention"

    @property
    def words(self) -> str:
        """What it means, for the list of marks."""
        return {
            Held.SUMMARISED: "summarised from the report, and checked by a second reader",
            Held.REPORT: "facts from the report; its findings have not been summarised",
            Held.TABLE: "facts from a table made by others; the report was not available",
            Held.MENTION: "known only from a later report that mentions it",
        }[self]


def held(entry: InspectionEntry) -> Held:
    """How much is held of this inspection."""
    if entry.is_summarised:
        return Held.SUMMARISED
    match entry.inspection.source.kind:
        case SourceKind.REPORT:
            return Held.REPORT
        case SourceKind.LATER_REPORT:
            return Held.MENTION
        case _:
            return Held.TABLE


@dataclass(frozen=True)
class CoverageRow:
    """An authority, and for each framework, newest first, what is held of its inspections under it."""

    entry: AuthorityEntry
    cells: tuple[tuple[tuple[InspectionEntry, Held], ...], ...]


def coverage_rows(catalogue: Catalogue) -> list[CoverageRow]:
    """One row an authority, one cell a framework."""
    return [
        CoverageRow(
            entry,
            tuple(
                tuple((inspection, held(inspection)) for inspection in entry.inspections if inspection.framework is f)
                for f in catalogue.frameworks.values()
            ),
        )
        for entry in catalogue.authorities
    ]


@dataclass(frozen=True)
class CoverageTotals:
    """Counts over all authorities; `without` counts authorities without a recorded inspection under a framework."""

    inspections: int
    by_held: Mapping[Held, int]
    latest_by_held: Mapping[Held, int]
    without: Mapping[str, int]


def coverage_totals(catalogue: Catalogue) -> CoverageTotals:
    """The counts of the coverage page."""
    latest = [entry.latest for entry in catalogue.authorities if entry.latest]
    return CoverageTotals(
        inspections=len(catalogue.inspections),
        by_held=Counter(held(entry) for entry in catalogue.inspections),
        latest_by_held=Counter(held(entry) for entry in latest),
        without={
            framework.id: sum(
                all(inspection.framework is not framework for inspection in entry.inspections)
                for entry in catalogue.authorities
            )
            for framework in catalogue.frameworks.values()
        },
    )
