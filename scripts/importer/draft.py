"""A report's facts as an inspection of a record: values in canonical keys, doubts as comments beside what is empty.

No sentence of the report is copied. For the person who goes on, a draft gives paragraph numbers and the first words of
each point as a comment; both are meant to be replaced.
"""

from __future__ import annotations

from collections.abc import Iterator

from importer.report import Report
from inspections.model import Authority
from inspections.reading import FORBIDDEN
from inspections.terms import Relation, Verdict

PRINTED = "Requires improvement to be good"


def inspection_id(report: Report, slug: str) -> str | None:
    """The inspection's id, or None where its first day is not known."""
    periods = report.fieldwork.value
    return f"{slug}-{periods[0][0]:%Y-%m}" if periods else None


def inspected(report: Report, authority: Authority) -> str | None:
    """The predecessor that was inspected, if one that this authority replaced still existed on the first day."""
    periods = report.fieldwork.value
    if not periods:
        return None
    existed = [p for p in authority.predecessors if p.relation is Relation.REPLACED and periods[0][0] <= p.until]
    return existed[0].id if len(existed) == 1 else None


def fact_lines(report: Report, slug: str, predecessor: str | None, url: str | None, *, with_pages: bool) -> list[str]:
    """The lines of the inspection's facts as an item of `inspections`; `with_pages` adds where each was read."""
    return list(_facts(report, slug, predecessor, url, with_pages=with_pages))


def _facts(report: Report, slug: str, predecessor: str | None, url: str | None, *, with_pages: bool) -> Iterator[str]:
    def read_on(page: int) -> str:
        return f"  # page {page}" if with_pages and page else ""

    doubts = dict(report.doubts)

    def empty(key: str) -> str:
        return f"    # {key} is left empty: {_writable(doubts[key])}"

    yield f"  - id: {inspection_id(report, slug) or slug + '-'}"
    yield f"    framework: {report.framework.value}" if report.framework.value else empty("framework")
    if report.kind.value and report.kind_basis:
        yield f"    kind: {report.kind.value}"
        yield f"    kind_basis: {report.kind_basis}"
    else:
        yield empty("kind")
    if predecessor:
        yield f"    inspected: {predecessor}"
    if report.fieldwork.value:
        yield "    fieldwork:"
        for start, end in report.fieldwork.value:
            yield f"      - {{start: {start}, end: {end}}}{read_on(report.fieldwork.page)}"
    else:
        yield empty("fieldwork")
    yield f"    published: {report.published.value}" if report.published.value else empty("published")
    if report.lead_inspectors.value:
        listed = ", ".join(map(_quoted, report.lead_inspectors.value))
        yield f"    lead_inspectors: [{listed}]{read_on(report.lead_inspectors.page)}"
    else:
        yield empty("lead_inspectors")
    if url:
        yield f"    report_url: {url}"
    yield from _source(report, with_pages=with_pages)
    yield "    judgements:"
    for key, grade in report.judgements.items():
        if grade.verdict:
            yield f"      {key}: {grade.verdict}"
        else:
            yield f"      # {key} is left empty: {_writable(grade.doubt)}"
    if any(g.verdict is Verdict.REQUIRES_IMPROVEMENT and g.printed == PRINTED for g in report.judgements.values()):
        yield "    grade_wording:"
        yield f"      {Verdict.REQUIRES_IMPROVEMENT}: {PRINTED}"


def _source(report: Report, *, with_pages: bool) -> Iterator[str]:
    yield "    source:"
    yield "      kind: report"
    yield f"      title: {_quoted(report.title)}"
    page = f"  # page {report.licence.page}" if with_pages and report.licence.page else ""
    yield f"      licence: {report.licence.value}{page}"
    yield f"      pages: {report.pages}"
    if report.body.paragraphs:
        yield f"      paragraphs: {last_number(report)}"
    if report.body.sections and not report.body.doubts_of_sections:
        yield "      sections:"
        for key, (first, last) in report.body.sections.items():
            yield f"        {key}: [{first}, {last}]"
    tables = {grade.table_page for grade in report.judgements.values() if grade.table_page}
    headings = {key: g.heading_page for key, g in report.judgements.items() if g.verdict and g.heading_page}
    if tables:
        yield "      witnesses:"
        yield f"        table: {min(tables)}"
        if headings:
            yield "        headings:"
            for key, number in headings.items():
                yield f"          {key}: {number}"
    yield f"      sha256: {report.sha256}"


def _writable(text: str) -> str:
    """The text without characters that cannot stand in a record, such as bullets of a font of their own."""
    return " ".join(FORBIDDEN.sub(" ", text).split())


def _quoted(text: str) -> str:
    """The text as a scalar in quotes that need no escapes."""
    return "'" + _writable(text).replace("'", "''") + "'"


def last_number(report: Report) -> int:
    """The number of the last paragraph that belongs to the authority's own sequence."""
    return max(paragraph.number for paragraph in report.body.paragraphs if paragraph.part == 1)


def draft_lines(report: Report) -> Iterator[str]:
    """What follows the facts in a draft: the points to reword, and room for the summary and findings."""
    points = report.body.points
    yield "    summary: >-"
    if points:
        yield "    improvements:"
        for point in points:
            codes = f" ({', '.join(point.codes)})" if point.codes else ""
            first_words = " ".join(_writable(point.text).split()[:5])
            yield f"      - n: {point.n}  # page {point.page}{codes}; begins ‘{first_words} …’; reword it"
            yield "        themes: []"
            yield "        text: >-"
    elif points == ():
        yield "    improvements: []"
    yield "    findings: []"
    yield "    record:"
    yield "      status: draft"
