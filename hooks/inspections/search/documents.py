"""What can be found: one document a finding, improvement, summary, authority and, where it was imported, paragraph.

A document of our own words and one of a report's own text are told apart by their kind, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from inspections.catalogue import AuthorityEntry, Catalogue, InspectionEntry
from inspections.terms import Verdict


class Kind(StrEnum):
    """What a document is; the first four are in our own words."""

    AUTHORITY = "authority"
    SUMMARY = "summary"
    IMPROVEMENT = "improvement"
    FINDING = "finding"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Document:
    """One thing that can be found; `address` leads to its anchor, below the site's root."""

    kind: Kind
    address: str
    authority: AuthorityEntry
    text: str
    inspection: InspectionEntry | None = None
    label: str = ""
    judgement: str = ""
    grade: Verdict | None = None
    themes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def names(self) -> str:
        """The authority's name and aliases."""
        return " ".join((self.authority.name, *self.authority.authority.aliases))


def documents(catalogue: Catalogue) -> Iterator[Document]:
    """Every document, authorities in the order of the alphabet, inspections newest first."""
    for authority in catalogue.authorities:
        yield Document(Kind.AUTHORITY, authority.address, authority, _about(authority))
        for entry in authority.inspections:
            yield from _of_inspection(catalogue, authority, entry)


def _about(authority: AuthorityEntry) -> str:
    """What an authority's own document says: the words by which it can be told."""
    return f"{authority.authority.type} {authority.authority.region}"


def _of_inspection(catalogue: Catalogue, authority: AuthorityEntry, entry: InspectionEntry) -> Iterator[Document]:
    inspection = entry.inspection
    short = {judgement.key: judgement.short for judgement in entry.framework.judgements}

    def grade(key: str) -> Verdict | None:
        return inspection.judgements.get(key)

    if entry.is_summarised and inspection.summary:
        yield Document(
            Kind.SUMMARY,
            f"{entry.address}#summary",
            authority,
            inspection.summary,
            entry,
            grade=grade("overall"),
        )
        for point in inspection.improvements or ():
            yield Document(
                Kind.IMPROVEMENT,
                f"{entry.address}#i{point.n}",
                authority,
                point.text,
                entry,
                grade=grade("overall"),
                themes=tuple(catalogue.theme_names[theme] for theme in point.themes),
            )
        for finding in inspection.findings:
            yield Document(
                Kind.FINDING,
                f"{entry.address}#{finding.id}",
                authority,
                finding.text,
                entry,
                label=finding.kind.words,
                judgement=short[finding.judgement],
                grade=grade(finding.judgement),
                themes=tuple(catalogue.theme_names[theme] for theme in finding.themes),
            )
    for paragraph in entry.text.paragraphs if entry.text else ():
        yield Document(
            Kind.PARAGRAPH,
            f"{entry.text_address}#{paragraph.anchor}",
            authority,
            paragraph.text,
            entry,
            label=f"Paragraph {paragraph.number}",
            judgement=short.get(paragraph.section or "", ""),
            grade=grade(paragraph.section or ""),
        )
