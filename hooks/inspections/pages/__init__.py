"""Catalogue → pages: one Jinja template a kind of page, one function that says which pages there are.

A page's body is one block of HTML in which every value is escaped, so Markdown never reads a record's text as markup. A
template loops and chooses; what must be worked out is worked out in `catalogue`, `words` or a view here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from inspections.catalogue import AuthorityEntry, Catalogue, Cell, InspectionEntry, State
from inspections.model import Finding
from inspections.output import Output
from inspections.pages import words
from inspections.pages.coverage import Held, coverage_rows, coverage_totals
from inspections.pages.links import Links
from inspections.terms import GRADES, Region, Row

#: Rows by which authorities can be browsed: the judgements of the frameworks in use since 2018.
BROWSED_ROWS = (Row.OVERALL, Row.LEADERSHIP, Row.HELP_AND_PROTECTION, Row.CHILDREN_IN_CARE, Row.CARE_LEAVERS)


@dataclass(frozen=True)
class Site:
    """What pages need to know of the site around them; `url` ends in a slash."""

    name: str
    url: str
    repository: str
    links: Links


@dataclass(frozen=True)
class Page:
    """A page to be: its address, its template, its front matter and what the template is given."""

    address: str
    template: str
    title: str
    description: str
    values: dict[str, Any]
    source: str | None = None


def outputs(catalogue: Catalogue, site: Site) -> Iterator[Output]:
    """Every page as a Markdown file whose body is escaped HTML."""
    environment = _environment(catalogue, site)
    for page in pages(catalogue):
        link = site.links.on(page.address)
        body = environment.get_template(f"{page.template}.md.jinja").render(
            **page.values, page=page, link=link, permanent=site.url + page.address
        )
        meta = json.dumps(
            {"title": page.title, "description": page.description, "kind": page.template}, ensure_ascii=False
        )
        yield Output(f"{page.address}index.md", f"---\n{meta}\n---\n\n{body}", page.source)


def _environment(catalogue: Catalogue, site: Site) -> Environment:
    environment = Environment(
        loader=PackageLoader("inspections.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": words.day,
        "month": words.month,
        "number": words.number,
        "paragraphs": words.paragraphs,
        "paragraphs_linked": words.paragraphs_linked,
        "fieldwork": words.fieldwork,
        "change_note": words.change_note,
        "judgement_label": words.judgement_label,
        "slug": lambda text: text.lower().replace(" ", "-"),
    }
    environment.globals |= {
        "catalogue": catalogue,
        "site": site,
        "words": words,
        "Row": Row,
        "State": State,
        "BROWSED_ROWS": BROWSED_ROWS,
        "GRADES": GRADES,
    }
    return environment


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every page there is, without rendering it."""
    yield from _home(catalogue)
    yield from _authorities(catalogue)
    yield from _regions(catalogue)
    yield from _judgements(catalogue)
    yield from _years(catalogue)
    yield from _frameworks(catalogue)
    yield _coverage(catalogue)


def _home(catalogue: Catalogue) -> Iterator[Page]:
    inspected, total = len(catalogue.inspected), len(catalogue.authorities)
    yield Page(
        address="",
        template="home",
        title="Children’s services inspections in England",
        description=(
            "What Ofsted found when it inspected the children’s services of England’s local authorities: grades, "
            "strengths and what must improve, in plain words."
        ),
        values={
            "counts": [(row, _counts(catalogue, row)) for row in BROWSED_ROWS],
            "recent": catalogue.inspections[:8],
            "inspected": inspected,
            "summarised": sum(entry.summarised is not None for entry in catalogue.authorities),
            "total": total,
        },
    )


def _authorities(catalogue: Catalogue) -> Iterator[Page]:
    letters = [
        (letter, list(group)) for letter, group in groupby(catalogue.authorities, key=lambda entry: entry.name[0])
    ]
    yield Page(
        address="authorities/",
        template="authorities",
        title="Authorities from A to Z",
        description="Every local authority in England that is responsible for children’s services.",
        values={"letters": letters},
    )
    for entry in catalogue.authorities:
        source = f"authorities/{entry.slug}.yml"
        opening = words.opening(entry)
        yield Page(
            address=entry.address,
            template="authority",
            title=f"{entry.name}: children’s services inspections",
            description=f"{entry.name}: {opening}",
            values={
                "entry": entry,
                "opening": opening,
                "grid": [grid_row(entry, row) for row in entry.rows],
                "findings": _findings(entry.summarised) if entry.summarised else [],
                "neighbours": [catalogue.by_slug[slug] for slug in entry.authority.statistical_neighbours],
                "summarised": entry.summarised,
            },
            source=source,
        )
        for i, inspection in enumerate(entry.inspections):
            when = words.month(inspection.inspection.when)
            yield Page(
                address=inspection.address,
                template="inspection",
                title=f"{entry.name}, {when}: inspection of children’s services",
                description=f"{entry.name}, {when}: {words.judged(inspection)}",
                values={
                    "entry": inspection,
                    "authority": entry,
                    "when": when,
                    "opening": words.judged(inspection),
                    "findings": _findings(inspection),
                    "newer": entry.inspections[i - 1] if i else None,
                    "older": entry.inspections[i + 1] if i + 1 < len(entry.inspections) else None,
                },
                source=source,
            )
            if inspection.text:
                yield _report(entry, inspection, when)


def _report(authority: AuthorityEntry, entry: InspectionEntry, when: str) -> Page:
    """The page of a report's text: every paragraph under the judgement of its section, with an anchor."""
    assert entry.text
    labels = {judgement.key: judgement.short for judgement in entry.framework.judgements}
    groups = [
        (labels.get(section or "", "Before and between the judgements"), list(paragraphs))
        for section, paragraphs in groupby(entry.text.paragraphs, key=lambda paragraph: paragraph.section)
    ]
    return Page(
        address=entry.text_address,
        template="report",
        title=f"{authority.name}, {when}: text of Ofsted’s report",
        description=f"The numbered paragraphs of Ofsted’s report on {authority.name}, {when}.",
        values={"entry": entry, "authority": authority, "when": when, "groups": groups},
        source=f"authorities/{authority.slug}.yml",
    )


@dataclass(frozen=True)
class GridCell:
    """A cell of the grid as it is drawn; a joint judgement spans its rows and is drawn once."""

    cell: Cell
    span: int


def grid_row(entry: AuthorityEntry, row: Row) -> tuple[Row, list[GridCell | None]]:
    """A row of the judgement × inspection grid; None where a joint cell above reaches down."""
    cells: list[GridCell | None] = []
    for inspection in entry.inspections:
        cell = inspection.cell(row)
        rows = cell.judgement.rows if cell.judgement and cell.state is State.JOINT else (row,)
        cells.append(GridCell(cell, len(rows)) if row is rows[0] else None)
    return row, cells


def _findings(entry: InspectionEntry) -> list[tuple[str, list[Finding]]]:
    """Findings under the judgement they belong to, in the order of the report's body."""
    sections = list(entry.inspection.source.sections or {})
    keys = sections + [j.key for j in entry.framework.judgements if j.key not in sections]
    labels = {judgement.key: judgement.short for judgement in entry.framework.judgements}
    found = entry.inspection.findings
    grouped = [(labels[key], [f for f in found if f.judgement == key]) for key in keys if key in labels]
    return [(label, findings) for label, findings in grouped if findings]


def _regions(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        address="regions/",
        template="regions",
        title="Regions of England",
        description="England’s nine regions and the standing grades of the authorities in each.",
        values={"regions": [(region, catalogue.in_region(region)) for region in Region]},
    )
    for region in Region:
        entries = catalogue.in_region(region)
        yield Page(
            address=f"regions/{region.lower().replace(' ', '-')}/",
            template="region",
            title=f"{region}: children’s services inspections",
            description=f"The {len(entries)} local authorities of {_the(region)} and their standing grades.",
            values={"region": region, "the_region": _the(region), "entries": entries},
        )


def _the(region: Region) -> str:
    """The region's name within a sentence."""
    return region if region in (Region.LONDON, Region.YORKSHIRE_AND_THE_HUMBER) else f"the {region}"


def _counts(catalogue: Catalogue, row: Row) -> dict[str, int]:
    """How many authorities stand at each grade in a row, and in each state without one."""
    counts: dict[str, int] = {grade: len(catalogue.standing(row, grade)) for grade in GRADES}
    for state in (State.JOINT, State.NO_SUCH_JUDGEMENT, State.NOT_STATED, State.NOT_JUDGED):
        counts[state] = len(catalogue.in_state(row, state))
    return counts


def _judgements(catalogue: Catalogue) -> Iterator[Page]:
    inspected = len(catalogue.inspected)
    yield Page(
        address="judgements/",
        template="judgements",
        title="Judgements and grades",
        description="How many authorities stand at each grade, judgement by judgement.",
        values={"counts": [(row, _counts(catalogue, row)) for row in BROWSED_ROWS], "inspected": inspected},
    )
    for row in BROWSED_ROWS:
        counts = _counts(catalogue, row)
        without = [
            (state, catalogue.in_state(row, state))
            for state in (State.JOINT, State.NO_SUCH_JUDGEMENT, State.NOT_STATED, State.NOT_JUDGED)
        ]
        yield Page(
            address=f"judgements/{row}/",
            template="judgement",
            title=f"{row.words}: grades",
            description=f"Where authorities stand on {row.words.lower()}, by grade.",
            values={
                "row": row,
                "counts": counts,
                "inspected": inspected,
                "graded": sum(counts[grade] for grade in GRADES),
                "without": [(state, entries) for state, entries in without if entries],
            },
        )
        for grade in GRADES:
            entries = catalogue.standing(row, grade)
            yield Page(
                address=f"judgements/{row}/{grade}/",
                template="grade",
                title=f"{row.words}: {words.grade(grade)}",
                description=f"Authorities whose standing grade for {row.words.lower()} is {words.grade(grade)}.",
                values={
                    "row": row,
                    "grade": grade,
                    "entries": entries,
                    "graded": sum(counts[each] for each in GRADES),
                },
            )


def _years(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        address="years/",
        template="years",
        title="Inspections by year",
        description="Inspections of children’s services by the year in which they began.",
        values={"years": [(year, catalogue.of_year(year)) for year in catalogue.years]},
    )
    for year in catalogue.years:
        yield Page(
            address=f"years/{year}/",
            template="year",
            title=f"Inspections begun in {year}",
            description=f"Inspections of children’s services that began in {year}, newest first.",
            values={"year": year, "entries": catalogue.of_year(year)},
        )


def _frameworks(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        address="frameworks/",
        template="frameworks",
        title="Inspection frameworks",
        description="The sets of rules under which Ofsted has inspected children’s services, and how they differ.",
        values={"frameworks": [(f, catalogue.of_framework(f)) for f in catalogue.frameworks.values()]},
    )
    for framework in catalogue.frameworks.values():
        yield Page(
            address=f"frameworks/{framework.id}/",
            template="framework",
            title=framework.name,
            description=framework.about,
            values={"framework": framework, "entries": catalogue.of_framework(framework)},
        )


def _coverage(catalogue: Catalogue) -> Page:
    """What is held of every authority, and what is missing."""
    return Page(
        address="about/coverage/",
        template="coverage",
        title="Coverage",
        description="Which inspections of which authorities are recorded, from which source, and what is missing.",
        values={"rows": coverage_rows(catalogue), "totals": coverage_totals(catalogue), "marks": list(Held)},
    )
