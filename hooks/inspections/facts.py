"""Every fact of every record, one a line, sorted: so that no fact changes without a line of a diff showing it.

Summaries and findings are words, not facts, and are left to the diff of the records themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspections.model import Inspection
from inspections.records import Records

HEADER = "authority\tinspection\tfact\tvalue"


def facts(records: Records) -> str:
    """The facts as lines of tab-separated values, with a header."""
    lines = sorted("\t".join(row) for slug in records.by_slug for row in _rows(records, slug))
    return "\n".join([HEADER, *lines]) + "\n"


def _rows(records: Records, slug: str) -> Iterator[tuple[str, str, str, str]]:
    record = records.by_slug[slug]
    authority = record.authority
    for key in ("name", "ofsted_urn", "dfe_code", "gss_code", "region", "type"):
        yield slug, "", key, getattr(authority, key)
    for predecessor in authority.predecessors:
        yield slug, "", f"predecessor.{predecessor.id}", f"{predecessor.relation} {predecessor.until}"
    for inspection in record.inspections:
        for key, value in _facts(inspection):
            yield slug, inspection.when, key, value


def _facts(inspection: Inspection) -> Iterator[tuple[str, str]]:
    yield "framework", inspection.framework
    for key in ("kind", "kind_basis", "inspected", "published", "report_url"):
        value = getattr(inspection, key)
        if value is not None:
            yield key, str(value)
    for number, period in enumerate(inspection.fieldwork, start=1):
        yield f"fieldwork.{number}", f"{period.start} {period.end}"
    for number, name in enumerate(inspection.lead_inspectors, start=1):
        yield f"lead_inspector.{number}", name
    source = inspection.source
    for key in ("kind", "licence", "pages", "paragraphs", "sha256"):
        value = getattr(source, key)
        if value is not None:
            yield f"source.{key}", str(value)
    for judgement, (first, last) in (source.sections or {}).items():
        yield f"section.{judgement}", f"{first} {last}"
    for judgement, verdict in inspection.judgements.items():
        yield f"judgement.{judgement}", verdict
    yield "status", inspection.record.status
    yield "improvements", "" if inspection.improvements is None else str(len(inspection.improvements))
    yield "findings", str(len(inspection.findings))
