"""What a record says: one authority and every inspection of it, as frozen models.

The model knows shapes only (which keys, which kinds of value). What must be true across fields is in `rules`, what
follows from the facts in `catalogue`. `None` always means "the source does not say"; no sentinel stands for it. Every
description here also reaches the JSON Schema that editors use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from inspections.terms import (
    AuthorityType,
    FindingKind,
    InspectionKind,
    KindBasis,
    Licence,
    Region,
    Relation,
    Row,
    SourceKind,
    Status,
    Verdict,
    VisitKind,
)

LONGEST_FINDING = 40
"""Words in a finding or an improvement, at most."""


def mistake(sentence: str) -> PydanticCustomError:
    """An error whose sentence is shown as it stands; braces in it are kept."""
    return PydanticCustomError("sentence", "{sentence}", {"sentence": sentence})


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise mistake(f"'{value}' is not a date like 2024-05-31")


def _whole_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[1-9]\d{0,4}", value, re.ASCII):
        return int(value)
    raise mistake(f"'{value}' is not a whole number from 1 up")


def _https(value: str) -> str:
    if re.fullmatch(r"https://[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(/[!#$&'()*+,./:;=?@\w~%-]*)?", value, re.ASCII):
        return value
    raise mistake(f"'{value}' is not an address like https://www.example.gov.uk/page")


def _shaped(pattern: str, example: str) -> AfterValidator:
    def check(value: str) -> str:
        if re.fullmatch(pattern, value, re.ASCII):
            return value
        raise mistake(f"'{value}' is not written like {example}")

    return AfterValidator(check)


def _short(value: str) -> str:
    words = len(value.split())
    if words > LONGEST_FINDING:
        raise mistake(f"the text has {words} words; {LONGEST_FINDING} are the most")
    return value


def _frozen(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(value))


def _flag(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, str):
        raise mistake(f"'{value}' is neither true nor false")
    return value


Text = Annotated[str, StringConstraints(min_length=1)]
Flag = Annotated[bool, BeforeValidator(_flag)]
ShortText = Annotated[Text, AfterValidator(_short)]
Date = Annotated[date, BeforeValidator(_date)]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=1)]
Url = Annotated[Text, AfterValidator(_https)]
Slug = Annotated[Text, _shaped(r"[a-z]+(-[a-z]+)*", "north-east-lincolnshire")]
Key = Annotated[Text, _shaped(r"[a-z0-9]+(-[a-z0-9]+)*", "care-leavers")]
InspectionId = Annotated[Text, _shaped(r"[a-z]+(-[a-z]+)*-\d{4}(-\d{2})?", "hertfordshire-2023-01")]
VisitId = Annotated[Text, _shaped(r"[a-z]+(-[a-z]+)*-visit-\d{4}(-\d{2})?", "hertfordshire-visit-2021-07")]
FindingId = Annotated[Text, _shaped(r"f\d{2}", "f01")]
Sha256 = Annotated[Text, _shaped(r"[0-9a-f]{64}", "the 64 small hexadecimal digits of a SHA-256")]
Urn = Annotated[Text, _shaped(r"\d{5,7}", "80475")]
DfeCode = Annotated[Text, _shaped(r"\d{3}", "919")]
GssCode = Annotated[Text, _shaped(r"E(06|07|08|09|10)\d{6}", "E10000015")]
YearMonth = Annotated[Text, _shaped(r"(19|20)\d{2}(-(0[1-9]|1[0-2]))?", "2021 or 2021-07")]
Span = Annotated[tuple[Count, Count], Field(description="First and last paragraph number.")]
ThemeIds = Annotated[tuple[Key, ...], Field(min_length=1, max_length=3, description="One to three theme ids.")]
Paragraphs = Annotated[
    tuple[Count, ...], Field(min_length=1, description="Numbers of the report's paragraphs, ascending.")
]


class Part(BaseModel):
    """A part of a record; frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class Predecessor(Part):
    """An authority that this one replaced, in whole or in part."""

    id: Slug = Field(description="Name used by `inspected`, such as cumbria-county-council.")
    name: Text = Field(description="Its name in full.")
    dfe_code: DfeCode | None = Field(None, description="Its three-digit Department for Education code.")
    gss_code: GssCode | None = Field(None, description="Its Government Statistical Service code.")
    until: Date = Field(description="The last day of its existence, or of its old name.")
    relation: Relation = Field(
        Relation.REPLACED,
        description="replaced: another authority, whose results are only inherited; "
        "continued: the same authority to Ofsted (same URN) under a new name or code.",
    )
    note: Text | None = Field(None, description="What else a reader should know, in a sentence.")


class Authority(Part):
    """The local authority itself. Its address is the name of the file."""

    name: Text = Field(description="The name people use, without 'Council'.")
    aliases: tuple[Text, ...] = Field((), description="Other names and short forms that people search for.")
    ofsted_urn: Urn = Field(description="Ofsted's unique reference number.")
    dfe_code: DfeCode = Field(description="The Department for Education's three-digit code.")
    gss_code: GssCode = Field(description="The Government Statistical Service code.")
    region: Region = Field(description="One of England's nine regions.")
    type: AuthorityType = Field(description="The kind of local authority.")
    website: Url = Field(description="The council's own site.")
    statistical_neighbours: tuple[Slug, ...] = Field(
        (), description="The authorities most like this one, nearest first; file names without .yml."
    )
    predecessors: tuple[Predecessor, ...] = Field((), description="Authorities that this one replaced.")
    note: Text | None = Field(None, description="Who runs the services, or another fact a reader needs.")


class Period(Part):
    """Days on which inspectors were at work, first and last included."""

    start: Date = Field(description="The first day.")
    end: Date = Field(description="The last day.")


class Witnesses(Part):
    """The two places of a report in which each grade was read: its table, and the headings of its sections."""

    table: Count = Field(description="The page of the table of judgements.")
    headings: Annotated[Mapping[Key, Count], AfterValidator(_frozen)] | None = Field(
        None, description="For each judgement, the page of the heading that repeats its grade."
    )


class Source(Part):
    """The source on which an inspection's facts rest."""

    kind: SourceKind = Field(description="What sort of source it is; their order is their rank.")
    title: Text = Field(description="Its title as printed.")
    licence: Licence = Field(description="The terms it may be used under.")
    url: Url | None = Field(None, description="Where it is; for a report use `report_url` of the inspection.")
    pages: Count | None = Field(None, description="Pages of the report.")
    paragraphs: Count | None = Field(None, description="The number of the report's last paragraph.")
    sections: Annotated[Mapping[Key, Span], AfterValidator(_frozen)] | None = Field(
        None,
        description="For each judgement, the first and last paragraph of its section, in the report's order.",
    )
    witnesses: Witnesses | None = Field(None, description="The pages on which the grades were read, twice each.")
    sha256: Sha256 | None = Field(None, description="SHA-256 of the PDF that was read.")
    note: Text | None = Field(None, description="What limits this source, in a sentence.")


class Reading(Part):
    """A source of lower rank that readers may want; no grade rests on it."""

    kind: SourceKind = Field(description="What sort of source it is.")
    publisher: Text = Field(description="Who published it.")
    title: Text = Field(description="Its title, or what it is.")
    published: Date | None = Field(None, description="When it was published.")
    url: Url | None = Field(None, description="Where it is.")
    note: Text | None = Field(None, description="What it adds, or where it misleads, in our words.")


class Improvement(Part):
    """One point of the report's "what needs to improve", in our own words."""

    n: Count = Field(description="Its position in the report's list, from 1.")
    themes: ThemeIds
    paragraphs: Paragraphs | None = None
    text: ShortText = Field(description="At most 40 words of our own.")


class Finding(Part):
    """One thing that inspectors found, in our own words, with the paragraphs it rests on."""

    id: FindingId = Field(description="f01, f02 …; never used again once published.")
    kind: FindingKind = Field(description="A strength, something to improve, a priority action, or context.")
    judgement: Key = Field(description="The judgement under which the report says it.")
    themes: ThemeIds
    paragraphs: Paragraphs
    text: ShortText = Field(description="At most 40 words of our own.")


class Progress(Part):
    """How far the record of an inspection has come."""

    status: Status = Field(description="facts-only, draft or reviewed; a draft is never published.")
    written: Date | None = Field(None, description="When the summary was written.")
    reviewed: Date | None = Field(None, description="When a second reader checked it against the report.")


class Inspection(Part):
    """One graded inspection and what its report says."""

    id: InspectionId = Field(description="File name, year and month of the first day; permanent.")
    framework: Key = Field(description="An id of data/frameworks.yml; decided by the first day of fieldwork.")
    kind: InspectionKind | None = Field(None, description="standard or short (ILACS); full or reinspection (SIF).")
    kind_basis: KindBasis | None = Field(None, description="How we know the kind.")
    inspected: Slug | None = Field(
        None, description="The predecessor that was inspected, if it was not this authority."
    )
    fieldwork: tuple[Period, ...] = Field((), description="The days of fieldwork, oldest first.")
    held: YearMonth | None = Field(
        None, description="Year, and month if known, where the source gives no days; otherwise left out."
    )
    published: Date | None = Field(None, description="The day the report was published.")
    lead_inspectors: tuple[Text, ...] = Field((), description="Names as printed, without titles.")
    report_url: Url | None = Field(None, description="Ofsted's own address of the report.")
    source: Source
    further_reading: tuple[Reading, ...] = Field((), description="Sources of lower rank, best first.")
    judgements: Annotated[Mapping[Key, Verdict], AfterValidator(_frozen)] = Field(
        description="Every judgement of the framework with its grade, or not-judged, or not-stated."
    )
    grade_wording: Annotated[Mapping[Verdict, Text], AfterValidator(_frozen)] | None = Field(
        None, description="A grade's words as the report prints them, where they differ from ours."
    )
    summary: Text | None = Field(None, description="Two to four sentences of our own.")
    improvements: tuple[Improvement, ...] | None = Field(
        None, description="Every point of 'what needs to improve'; [] where the report has none."
    )
    findings: tuple[Finding, ...] = Field((), description="Eight to sixteen findings, in the report's order.")
    record: Progress

    @property
    def began(self) -> date | None:
        """The first day of fieldwork, which decides the framework; None where the source gives no days."""
        return self.fieldwork[0].start if self.fieldwork else None

    @property
    def ended(self) -> date | None:
        """The last day of fieldwork; None where the source gives no days."""
        return self.fieldwork[-1].end if self.fieldwork else None

    @property
    def when(self) -> str:
        """Year and month of the first day, such as "2023-01", or only the year where no more is known."""
        return f"{self.began:%Y-%m}" if self.began else str(self.held)


class Visit(Part):
    """A visit or inspection without the four grades."""

    id: VisitId = Field(description="File name, the word visit, year and month if known; permanent.")
    kind: VisitKind = Field(description="What sort of visit it was.")
    held: YearMonth = Field(description="Year, and month where the source gives it.")
    topic: Text | None = Field(None, description="What it looked at, in our words.")
    source: Source


class Record(Part):
    """One file of data/authorities: an authority and every inspection of it."""

    schema_version: Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=1)] = Field(
        alias="schema", description="The form of this file; always 1."
    )
    authority: Authority
    checked: Date = Field(description="When a person last compared this record with its sources.")
    inspections: tuple[Inspection, ...] = Field(description="Graded inspections, newest first.")
    visits: tuple[Visit, ...] = Field((), description="Visits without grades, newest first.")


class TextParagraph(Part):
    """A numbered paragraph of a report, as the importer read it."""

    number: Annotated[int, Field(ge=1)]
    part: Annotated[int, Field(ge=1)] = 1
    page: Annotated[int, Field(ge=1)]
    section: Key | None = None
    text: Text

    @property
    def anchor(self) -> str:
        """Its anchor on the page of the report's text: p32, or p2-32 in a second run of numbers."""
        return f"p{self.number}" if self.part == 1 else f"p{self.part}-{self.number}"


class ReportText(Part):
    """The paragraphs of a report; a file of data/texts, made by the importer."""

    inspection: InspectionId
    sha256: Sha256
    licence: Licence
    paragraphs: Annotated[tuple[TextParagraph, ...], Field(min_length=1)]


class Judgement(Part):
    """One judgement of a framework."""

    key: Key = Field(description="Its name in records.")
    label: Text = Field(description="Its wording in the report's table.")
    short: Text = Field(description="Its name within our sentences.")
    number: Text | None = Field(None, description="The number printed before it.")
    rows: tuple[Row, ...] = Field(min_length=1, description="Rows of the grid it fills; two or more: judged jointly.")
    compared_as: Key | None = Field(None, description="Change is shown only between judgements that share this name.")
    optional: Flag = Field(False, description="true: not every inspection under the framework made it.")

    @property
    def is_joint(self) -> bool:
        """True if it judges together what other frameworks judge apart."""
        return len(self.rows) > 1


class Framework(Part):
    """A set of rules under which inspections were made."""

    id: Key = Field(description="Its name in records and addresses.")
    name: Text = Field(description="Its name in full, set apart from its siblings.")
    short_name: Text = Field(description="Its usual abbreviation.")
    begun_from: Date | None = Field(None, description="First day on which an inspection under it can begin.")
    begun_until: Date | None = Field(None, description="Last day on which an inspection under it can begin.")
    kinds: tuple[InspectionKind, ...] = Field(min_length=1, description="Kinds of inspection it has.")
    scale: tuple[Verdict, ...] = Field(min_length=2, description="Its grades, best first.")
    about: Text = Field(description="What it is, in two or three sentences.")
    note: Text | None = Field(None, description="What could not be established.")
    judgements: tuple[Judgement, ...] = Field(min_length=1, description="In the order of the report's table.")

    def judgement(self, key: str) -> Judgement | None:
        """The judgement with this key, or None where the framework has none such."""
        return next((judgement for judgement in self.judgements if judgement.key == key), None)


class Theme(Part):
    """A subject on which findings are gathered."""

    id: Key = Field(description="Its name in records and addresses.")
    name: Text = Field(description="Its name on pages.")
    area: Key = Field(description="The part of the service it mostly concerns.")
    definition: Text = Field(description="What belongs to it.")


class FrameworkList(Part):
    """The file data/frameworks.yml."""

    schema_version: Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=1)] = Field(alias="schema")
    frameworks: tuple[Framework, ...] = Field(min_length=1)


class ThemeList(Part):
    """The file data/themes.yml."""

    schema_version: Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=1)] = Field(alias="schema")
    themes: tuple[Theme, ...] = Field(min_length=1)
