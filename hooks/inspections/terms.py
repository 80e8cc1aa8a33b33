"""The words of the field, each in one place: verdicts, kinds, sources, regions.

They are closed lists on purpose: a record can only use a word that every page, table and check already knows. What
changes with a framework (its judgements, dates and scale) is data, in `data/frameworks.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Verdict(StrEnum):
    """What a source says of one judgement: a grade, or why there is none.

    `NOT_JUDGED` is the report's own statement that it did not judge; `NOT_STATED` means that our source does not say.
    That a framework has no such judgement, or judges it jointly with another, is never written in a record: it follows
    from the framework.
    """

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires-improvement"
    INADEQUATE = "inadequate"
    NOT_JUDGED = "not-judged"
    NOT_STATED = "not-stated"

    @property
    def is_grade(self) -> bool:
        """True for a grade, false for the two reasons why there is none."""
        return self not in (Verdict.NOT_JUDGED, Verdict.NOT_STATED)

    @property
    def words(self) -> str:
        """The verdict as a reader sees it, with a capital."""
        return VERDICT_WORDS[self]


VERDICT_WORDS = {
    Verdict.OUTSTANDING: "Outstanding",
    Verdict.GOOD: "Good",
    Verdict.ADEQUATE: "Adequate",
    Verdict.REQUIRES_IMPROVEMENT: "Requires improvement",
    Verdict.INADEQUATE: "Inadequate",
    Verdict.NOT_JUDGED: "Not judged",
    Verdict.NOT_STATED: "Not stated",
}

#: Grades of the scale in use since November 2013, best first; "adequate" belongs to an older scale.
GRADES = (Verdict.OUTSTANDING, Verdict.GOOD, Verdict.REQUIRES_IMPROVEMENT, Verdict.INADEQUATE)


class Row(StrEnum):
    """A line of the grid in which inspections under different frameworks are set side by side."""

    OVERALL = "overall"
    LEADERSHIP = "leadership"
    HELP_AND_PROTECTION = "help-and-protection"
    CHILDREN_IN_CARE = "children-in-care"
    CARE_LEAVERS = "care-leavers"
    ADOPTION = "adoption"
    LSCB = "lscb"
    CAPACITY_TO_IMPROVE = "capacity-to-improve"
    OUTCOMES = "outcomes"
    QUALITY_OF_PROVISION = "quality-of-provision"

    @property
    def words(self) -> str:
        """The row's name as a reader sees it."""
        return ROW_WORDS[self]


ROW_WORDS = {
    Row.OVERALL: "Overall effectiveness",
    Row.LEADERSHIP: "Leaders and managers",
    Row.HELP_AND_PROTECTION: "Help and protection",
    Row.CHILDREN_IN_CARE: "Children in care",
    Row.CARE_LEAVERS: "Care leavers",
    Row.ADOPTION: "Adoption",
    Row.LSCB: "Local Safeguarding Children Board",
    Row.CAPACITY_TO_IMPROVE: "Capacity to improve",
    Row.OUTCOMES: "Outcomes for looked-after children",
    Row.QUALITY_OF_PROVISION: "Quality of provision",
}


class FindingKind(StrEnum):
    """What a finding is: inspections praise, ask for improvement, demand it, or explain."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    PRIORITY_ACTION = "priority-action"
    CONTEXT = "context"

    @property
    def words(self) -> str:
        """The kind as it stands before a finding."""
        return FINDING_KIND_WORDS[self]


FINDING_KIND_WORDS = {
    FindingKind.STRENGTH: "Strength",
    FindingKind.IMPROVEMENT: "To improve",
    FindingKind.PRIORITY_ACTION: "Priority action",
    FindingKind.CONTEXT: "Context",
}


class InspectionKind(StrEnum):
    """How large an inspection was. ILACS reports never print it (see `KindBasis`)."""

    STANDARD = "standard"
    SHORT = "short"
    FULL = "full"
    REINSPECTION = "reinspection"

    @property
    def words(self) -> str:
        """The kind within a sentence, such as "short inspection"."""
        return INSPECTION_KIND_WORDS[self]


INSPECTION_KIND_WORDS = {
    InspectionKind.STANDARD: "standard inspection",
    InspectionKind.SHORT: "short inspection",
    InspectionKind.FULL: "full inspection",
    InspectionKind.REINSPECTION: "re-inspection",
}


class KindBasis(StrEnum):
    """How we know an inspection's kind."""

    FIELDWORK_LENGTH = "fieldwork-length"
    FRAMEWORK = "framework"
    TITLE = "title"
    TABLE = "table"
    PERSON = "person"

    @property
    def words(self) -> str:
        """The basis as the end of the sentence "We know this from …"."""
        return KIND_BASIS_WORDS[self]


KIND_BASIS_WORDS = {
    KindBasis.FIELDWORK_LENGTH: "the length of the fieldwork; the report does not say",
    KindBasis.FRAMEWORK: "the framework, which has one kind of first inspection",
    KindBasis.TITLE: "the title of the report",
    KindBasis.TABLE: "a table made by others; the report was not available",
    KindBasis.PERSON: "a person’s reading of the dates; the report does not say",
}


class VisitKind(StrEnum):
    """An inspection or visit without the four grades; it never displaces standing grades."""

    FOCUSED_VISIT = "focused-visit"
    MONITORING_VISIT = "monitoring-visit"
    JTAI = "jtai"
    AREA_SEND = "area-send"

    @property
    def words(self) -> str:
        """The visit's name as a reader sees it."""
        return VISIT_KIND_WORDS[self]


VISIT_KIND_WORDS = {
    VisitKind.FOCUSED_VISIT: "Focused visit",
    VisitKind.MONITORING_VISIT: "Monitoring visit",
    VisitKind.JTAI: "Joint targeted area inspection",
    VisitKind.AREA_SEND: "Area SEND inspection",
}


class SourceKind(StrEnum):
    """Where facts come from, best first: the order of the members is the rank."""

    REPORT = "report"
    REGULATOR_DATA = "regulator-data"
    LATER_REPORT = "later-report"
    TABLE = "table"
    COUNCIL = "council"
    PRESS = "press"

    @property
    def rank(self) -> int:
        """1 for the best source; a larger number rests further from the inspection."""
        return list(SourceKind).index(self) + 1

    @property
    def words(self) -> str:
        """The kind of source within a sentence."""
        return SOURCE_KIND_WORDS[self]


SOURCE_KIND_WORDS = {
    SourceKind.REPORT: "Ofsted’s report",
    SourceKind.REGULATOR_DATA: "Ofsted’s published data",
    SourceKind.LATER_REPORT: "a later Ofsted report that mentions this inspection",
    SourceKind.TABLE: "a table made by others from the reports",
    SourceKind.COUNCIL: "the council’s own account",
    SourceKind.PRESS: "a press article",
}


class Licence(StrEnum):
    """The terms under which a source may be used."""

    OGL_3 = "ogl-3.0"
    OGL = "ogl"
    NON_COMMERCIAL = "non-commercial"
    COPYRIGHT = "copyright"
    NOT_STATED = "not-stated"

    @property
    def allows_text(self) -> bool:
        """True where the source's own text may be shown on the site."""
        return self in (Licence.OGL_3, Licence.OGL)

    @property
    def words(self) -> str:
        """The licence as a reader sees it."""
        return LICENCE_WORDS[self]


LICENCE_WORDS = {
    Licence.OGL_3: "Open Government Licence v3.0",
    Licence.OGL: "Open Government Licence (the report names no version)",
    Licence.NON_COMMERCIAL: "Non-commercial use only",
    Licence.COPYRIGHT: "Copyright; facts only are used",
    Licence.NOT_STATED: "Not stated",
}


class Status(StrEnum):
    """How far the record of an inspection has come. A draft is never published."""

    FACTS_ONLY = "facts-only"
    DRAFT = "draft"
    REVIEWED = "reviewed"

    @property
    def words(self) -> str:
        """The status as a reader sees it."""
        return STATUS_WORDS[self]


STATUS_WORDS = {
    Status.FACTS_ONLY: "Facts only; the findings have not been summarised",
    Status.DRAFT: "Draft",
    Status.REVIEWED: "Summarised, and checked against the report by a second reader",
}


class Region(StrEnum):
    """The nine regions of England."""

    EAST_MIDLANDS = "East Midlands"
    EAST_OF_ENGLAND = "East of England"
    LONDON = "London"
    NORTH_EAST = "North East"
    NORTH_WEST = "North West"
    SOUTH_EAST = "South East"
    SOUTH_WEST = "South West"
    WEST_MIDLANDS = "West Midlands"
    YORKSHIRE_AND_THE_HUMBER = "Yorkshire and the Humber"


class AuthorityType(StrEnum):
    """The kinds of local authority that are responsible for children's services."""

    COUNTY_COUNCIL = "county council"
    LONDON_BOROUGH = "London borough"
    METROPOLITAN_BOROUGH = "metropolitan borough"
    UNITARY_AUTHORITY = "unitary authority"
    CITY_OF_LONDON = "City of London"
    ISLES_OF_SCILLY = "Isles of Scilly"


class Relation(StrEnum):
    """What became of a predecessor."""

    REPLACED = "replaced"
    CONTINUED = "continued"


#: Hosts on which Ofsted publishes its reports.
REPORT_HOSTS = ("files.ofsted.gov.uk", "reports.ofsted.gov.uk", "files.api.ofsted.gov.uk")


def folded(name: str) -> str:
    """A name as it is compared: small letters and single spaces, without accents or punctuation, "&" as "and"."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()
