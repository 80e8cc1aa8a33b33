"""What must be true of a record beyond its shape: one rule, one function.

A rule yields a `Fault` for everything it finds wrong: where in the record (a path of keys and indices), and one
sentence. It never raises and never looks at a clock. `rests_on` names the part of the record that the rule had to
trust: if reading had to set something aside there, the fault may be a mere consequence, and is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from inspections.model import Finding, Framework, Improvement, Inspection, Record, Theme
from inspections.problems import did_you_mean, one_of, plural
from inspections.terms import REPORT_HOSTS, InspectionKind, KindBasis, Relation, SourceKind, Status, folded

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing that a rule finds wrong; `path` and `rests_on` start at the record's root."""

    path: Steps
    sentence: str
    rests_on: Steps | None = None
    of_key: bool = False


@dataclass(frozen=True)
class World:
    """What a rule may know besides the record: vocabularies, the other authorities' addresses, texts present."""

    frameworks: Mapping[str, Framework]
    themes: Mapping[str, Theme]
    slugs: frozenset[str]
    texts: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Subject:
    """An inspection as a rule sees it: itself, its place in the record, the record and its address."""

    inspection: Inspection
    index: int
    record: Record
    slug: str
    world: World

    def path(self, *steps: str | int) -> Steps:
        """The path of a part of this inspection."""
        return ("inspections", self.index, *steps)

    @property
    def framework(self) -> Framework | None:
        """The framework the record names, or None if it is not known."""
        return self.world.frameworks.get(self.inspection.framework)


InspectionRule = Callable[[Subject], Iterator[Fault]]
RecordRule = Callable[[Record, str, World], Iterator[Fault]]


# Framework, judgements and dates


def framework_is_known(s: Subject) -> Iterator[Fault]:
    """The framework is one of data/frameworks.yml."""
    if s.framework is None:
        known = list(s.world.frameworks)
        yield Fault(
            s.path("framework"),
            f"'{s.inspection.framework}' is not a framework; known are {one_of(known)}"
            + did_you_mean(s.inspection.framework, known),
        )


def framework_fits_the_first_day(s: Subject) -> Iterator[Fault]:
    """The framework was in force on the first day of fieldwork (never decided by publication)."""
    days = _possible_first_days(s.inspection)
    if (framework := s.framework) is None or days is None:
        return
    first, last = days
    too_early = framework.begun_from is not None and last < framework.begun_from
    too_late = framework.begun_until is not None and first > framework.begun_until
    if too_early or too_late:
        bounds = [
            f"from {framework.begun_from}" if framework.begun_from else "",
            f"to {framework.begun_until}" if framework.begun_until else "",
        ]
        yield Fault(
            s.path("framework"),
            f"fieldwork began on {s.inspection.began or s.inspection.held}, "
            f"but '{framework.id}' is for inspections begun " + " ".join(bound for bound in bounds if bound),
            rests_on=s.path("fieldwork"),
        )


def _possible_first_days(inspection: Inspection) -> tuple[date, date] | None:
    """The earliest and the latest day on which the inspection can have begun; None where nothing is known."""
    if inspection.began:
        return inspection.began, inspection.began
    if inspection.held is None:
        return None
    year, _, month = inspection.held.partition("-")
    first = date(max(int(year), 1), int(month or 1), 1)
    return first, date(first.year, int(month or 12), 28)


def days_or_month_are_given(s: Subject) -> Iterator[Fault]:
    """An inspection has days of fieldwork or, where the source gives none, the year in `held`; not both."""
    if bool(s.inspection.fieldwork) == bool(s.inspection.held):
        both = "both 'fieldwork' and 'held' are given; leave out 'held'"
        none = "'fieldwork' is missing; if the source gives no days, write the year in 'held'"
        yield Fault(s.path(), both if s.inspection.held else none)


def a_read_report_gives_its_days(s: Subject) -> Iterator[Fault]:
    """Every report prints its days of fieldwork on the title page."""
    if s.inspection.source.kind is SourceKind.REPORT and s.inspection.held:
        yield Fault(s.path("held"), "the report prints the days of fieldwork; write them in 'fieldwork'", of_key=True)


def kind_has_a_basis(s: Subject) -> Iterator[Fault]:
    """Beside an inspection's kind stands how we know it, since reports do not say."""
    if (s.inspection.kind is None) != (s.inspection.kind_basis is None):
        missing = "kind" if s.inspection.kind is None else "kind_basis"
        yield Fault(s.path(), f"'kind' and 'kind_basis' stand together; '{missing}' is missing")


def kind_fits_the_framework(s: Subject) -> Iterator[Fault]:
    """Short and standard are ILACS words, full and reinspection SIF words."""
    kind = s.inspection.kind
    if (framework := s.framework) and kind and kind not in framework.kinds:
        yield Fault(s.path("kind"), f"'{kind}' is not a kind of '{framework.id}'; it has {one_of(framework.kinds)}")


def kind_follows_from_the_length(s: Subject) -> Iterator[Fault]:
    """Five days from a Monday are a short inspection, twelve a standard one; all else needs a person."""
    inspection = s.inspection
    began, ended, kind = inspection.began, inspection.ended, inspection.kind
    if inspection.kind_basis is not KindBasis.FIELDWORK_LENGTH or not (began and ended and kind):
        return
    days = (ended - began).days + 1
    by_length = {5: InspectionKind.SHORT, 12: InspectionKind.STANDARD}.get(days)
    if len(inspection.fieldwork) > 1 or began.weekday() != 0 or by_length is not kind:
        yield Fault(
            s.path("kind_basis"),
            f"fieldwork of {plural(days, 'day')} from a {began:%A} does not make a {kind.words} "
            "(5 from a Monday are short, 12 standard); if a person decided, write 'person'",
            rests_on=s.path("fieldwork"),
        )


def judgements_belong_to_the_framework(s: Subject) -> Iterator[Fault]:
    """A record has no judgement that its framework does not make; a joint one is not split."""
    if (framework := s.framework) is None:
        return
    keys = [judgement.key for judgement in framework.judgements]
    for key in s.inspection.judgements:
        if key in keys:
            continue
        joint = next((j for j in framework.judgements if j.is_joint and key in [str(row) for row in j.rows]), None)
        if joint:
            reason = f"is judged jointly with another in '{framework.id}'; write '{joint.key}'"
        elif key == "overall":
            reason = f"is not a judgement of '{framework.id}': it gives no overall grade, and none is worked out"
        else:
            reason = f"is not a judgement of '{framework.id}'{did_you_mean(key, keys)}"
        yield Fault(s.path("judgements", key), f"'{key}' {reason}", of_key=True)


def judgements_are_complete(s: Subject) -> Iterator[Fault]:
    """Every judgement that all inspections under the framework make is there, if need be as not-stated."""
    if (framework := s.framework) is None:
        return
    for judgement in framework.judgements:
        if not judgement.optional and judgement.key not in s.inspection.judgements:
            yield Fault(
                s.path("judgements"),
                f"judgement '{judgement.key}' is missing; write not-stated if the source does not say",
            )


def judgements_stand_in_order(s: Subject) -> Iterator[Fault]:
    """Judgements are written in the order of the report's table."""
    if (framework := s.framework) is None:
        return
    order = [judgement.key for judgement in framework.judgements]
    given = [key for key in s.inspection.judgements if key in order]
    for before, after in pairwise(given):
        if order.index(before) > order.index(after):
            yield Fault(
                s.path("judgements", after),
                f"'{after}' stands before '{before}' in the report's table",
                of_key=True,
            )


def grades_are_on_the_scale(s: Subject) -> Iterator[Fault]:
    """'Adequate' belongs to an older scale and is not 'requires improvement'."""
    if (framework := s.framework) is None:
        return
    for key, verdict in s.inspection.judgements.items():
        if verdict.is_grade and verdict not in framework.scale:
            yield Fault(
                s.path("judgements", key),
                f"'{verdict}' is not a grade of '{framework.id}'; its scale is {one_of(framework.scale)}",
            )


def a_read_report_states_its_grades(s: Subject) -> Iterator[Fault]:
    """Every report states its grades; 'not-stated' under a report that was read is an oversight."""
    if s.inspection.source.kind is not SourceKind.REPORT:
        return
    for key, verdict in s.inspection.judgements.items():
        if verdict == "not-stated":
            yield Fault(s.path("judgements", key), f"the report states a grade for '{key}'; read it there")


def grade_wording_is_used(s: Subject) -> Iterator[Fault]:
    """A printed wording is given only for a grade that the inspection has."""
    for verdict in s.inspection.grade_wording or {}:
        if verdict not in s.inspection.judgements.values():
            yield Fault(
                s.path("grade_wording", verdict),
                f"no judgement here is '{verdict}'",
                rests_on=s.path("judgements"),
                of_key=True,
            )


def fieldwork_runs_forward(s: Subject) -> Iterator[Fault]:
    """A period of fieldwork ends on or after its first day."""
    for i, period in enumerate(s.inspection.fieldwork):
        if period.end < period.start:
            yield Fault(s.path("fieldwork", i, "end"), f"ends on {period.end}, before it starts on {period.start}")


def fieldwork_periods_follow_each_other(s: Subject) -> Iterator[Fault]:
    """Several periods stand oldest first and do not overlap."""
    for i, (before, after) in enumerate(pairwise(s.inspection.fieldwork), start=1):
        if after.start <= before.end:
            yield Fault(
                s.path("fieldwork", i, "start"),
                f"starts on {after.start}, not after the period before it, which ends on {before.end}",
            )


def fieldwork_is_of_a_plausible_length(s: Subject) -> Iterator[Fault]:
    """No inspection's fieldwork runs for more than 180 days from first to last; a longer one is a slip in a year."""
    began, ended = s.inspection.began, s.inspection.ended
    if began and ended and (ended - began).days >= 180:
        yield Fault(s.path("fieldwork"), f"runs over {(ended - began).days + 1} days, from {began} to {ended}")


def publication_follows_fieldwork(s: Subject) -> Iterator[Fault]:
    """A report is published after the last day of fieldwork."""
    published, ended = s.inspection.published, s.inspection.ended
    if published and ended and published <= ended:
        yield Fault(
            s.path("published"),
            f"published on {published}, but fieldwork ended on {ended}",
            rests_on=s.path("fieldwork"),
        )


def publication_is_within_a_year(s: Subject) -> Iterator[Fault]:
    """A report appears within months of its fieldwork; more than a year is a slip."""
    published, ended = s.inspection.published, s.inspection.ended
    if published and ended and (published - ended).days > 366:
        yield Fault(
            s.path("published"),
            f"published on {published}, more than a year after fieldwork ended on {ended}",
            rests_on=s.path("fieldwork"),
        )


def no_date_is_after_the_check(s: Subject) -> Iterator[Fault]:
    """No day of an inspection or of its record is later than the day on which the record was checked."""
    checked = s.record.checked
    dated: list[tuple[Steps, date | None]] = [
        *((("fieldwork", i, "end"), period.end) for i, period in enumerate(s.inspection.fieldwork)),
        (("published",), s.inspection.published),
        *((("further_reading", i, "published"), r.published) for i, r in enumerate(s.inspection.further_reading)),
        (("record", "written"), s.inspection.record.written),
        (("record", "reviewed"), s.inspection.record.reviewed),
    ]
    for steps, day in dated:
        if day and day > checked:
            yield Fault(s.path(*steps), f"{day} is after {checked}, when the record was checked; set 'checked' anew")


# Addresses and order


def id_says_where_and_when(s: Subject) -> Iterator[Fault]:
    """An inspection's id is the file's name with year and month of the first day."""
    expected = f"{s.slug}-{s.inspection.when}"
    if s.inspection.id != expected and _possible_first_days(s.inspection):
        yield Fault(
            s.path("id"),
            f"'{s.inspection.id}' should be '{expected}', from the file's name and the first day of fieldwork",
            rests_on=s.path("fieldwork"),
        )


def finding_ids_are_unique(s: Subject) -> Iterator[Fault]:
    """No two findings of an inspection share an id; links depend on it."""
    seen: set[str] = set()
    for i, finding in enumerate(s.inspection.findings):
        if finding.id in seen:
            yield Fault(s.path("findings", i, "id"), f"'{finding.id}' is the id of another finding above")
        seen.add(finding.id)


def improvements_are_numbered_from_one(s: Subject) -> Iterator[Fault]:
    """Improvements carry the report's positions 1, 2, 3 …"""
    for i, improvement in enumerate(s.inspection.improvements or (), start=1):
        if improvement.n != i:
            yield Fault(
                s.path("improvements", i - 1, "n"),
                f"should be {i}, not {improvement.n}: points are numbered in the report's order",
                rests_on=s.path("improvements"),
            )


# Findings, paragraphs, themes


def _points(s: Subject) -> Iterator[tuple[Steps, Finding | Improvement]]:
    for i, improvement in enumerate(s.inspection.improvements or ()):
        yield s.path("improvements", i), improvement
    for i, finding in enumerate(s.inspection.findings):
        yield s.path("findings", i), finding


def themes_are_known(s: Subject) -> Iterator[Fault]:
    """Every theme is one of data/themes.yml."""
    for path, point in _points(s):
        for i, theme in enumerate(point.themes):
            if theme not in s.world.themes:
                yield Fault((*path, "themes", i), f"'{theme}' is not a theme{did_you_mean(theme, s.world.themes)}")


def themes_are_named_once(s: Subject) -> Iterator[Fault]:
    """A finding does not name a theme twice."""
    for path, point in _points(s):
        for i, theme in enumerate(point.themes):
            if theme in point.themes[:i]:
                yield Fault((*path, "themes", i), f"theme '{theme}' is named twice")


def paragraphs_are_in_the_report(s: Subject) -> Iterator[Fault]:
    """A cited paragraph exists in the report."""
    last = s.inspection.source.paragraphs
    if last is None:
        return
    for path, point in _points(s):
        for i, number in enumerate(point.paragraphs or ()):
            if number > last:
                yield Fault((*path, "paragraphs", i), f"paragraph {number} is not in the report; its last is {last}")


def paragraphs_ascend(s: Subject) -> Iterator[Fault]:
    """Paragraph numbers stand in ascending order, each once."""
    for path, point in _points(s):
        for i, (before, after) in enumerate(pairwise(point.paragraphs or ()), start=1):
            if after <= before:
                yield Fault(
                    (*path, "paragraphs", i),
                    f"paragraph {after} stands after {before}; write them in ascending order, each once",
                )


def findings_belong_to_a_judgement(s: Subject) -> Iterator[Fault]:
    """A finding names a judgement that the framework makes."""
    if (framework := s.framework) is None:
        return
    keys = [judgement.key for judgement in framework.judgements]
    for i, finding in enumerate(s.inspection.findings):
        if finding.judgement not in keys:
            yield Fault(
                s.path("findings", i, "judgement"),
                f"'{finding.judgement}' is not a judgement of '{framework.id}'{did_you_mean(finding.judgement, keys)}",
            )


def findings_rest_in_their_section(s: Subject) -> Iterator[Fault]:
    """A finding's paragraphs stand in the section of the judgement it names."""
    sections = s.inspection.source.sections or {}
    for i, finding in enumerate(s.inspection.findings):
        if (section := sections.get(finding.judgement)) is None:
            continue
        for j, number in enumerate(finding.paragraphs):
            if not section[0] <= number <= section[1]:
                yield Fault(
                    s.path("findings", i, "paragraphs", j),
                    f"paragraph {number} is outside the section on {finding.judgement}, "
                    f"paragraphs {section[0]} to {section[1]}",
                    rests_on=s.path("source", "sections"),
                )


def sections_belong_to_the_framework(s: Subject) -> Iterator[Fault]:
    """Sections of a report are named after judgements of its framework."""
    if (framework := s.framework) is None:
        return
    keys = [judgement.key for judgement in framework.judgements]
    for key in s.inspection.source.sections or {}:
        if key not in keys:
            yield Fault(
                s.path("source", "sections", key),
                f"'{key}' is not a judgement of '{framework.id}'{did_you_mean(key, keys)}",
                of_key=True,
            )


def sections_follow_each_other(s: Subject) -> Iterator[Fault]:
    """Sections run forward, one after the other, within the report's paragraphs."""
    source = s.inspection.source
    end = 0
    for key, (first, last) in (source.sections or {}).items():
        path = s.path("source", "sections", key)
        if last < first:
            yield Fault(path, f"ends at paragraph {last}, before it starts at {first}")
        elif first <= end:
            yield Fault(
                path,
                f"starts at paragraph {first}, but the section before ends at {end}",
                rests_on=s.path("source", "sections"),
            )
        if source.paragraphs and last > source.paragraphs:
            yield Fault(path, f"ends at paragraph {last}, but the report's last is {source.paragraphs}")
        end = max(end, last)


# Sources, licence, status


def report_details_come_from_a_report(s: Subject) -> Iterator[Fault]:
    """Only of a report that was read can pages, paragraphs, sections and checksum be known."""
    source = s.inspection.source
    if source.kind is SourceKind.REPORT:
        return
    for key in ("pages", "paragraphs", "sections", "witnesses", "sha256"):
        if getattr(source, key) is not None:
            yield Fault(
                s.path("source", key),
                f"'{key}' is known from a report only, not from {source.kind.words}",
                of_key=True,
            )


def findings_need_the_report(s: Subject) -> Iterator[Fault]:
    """Summaries and findings rest on Ofsted's report, never on a table or an article."""
    inspection = s.inspection
    if inspection.source.kind is SourceKind.REPORT:
        return
    for key in ("summary", "improvements", "findings"):
        if getattr(inspection, key):
            yield Fault(
                s.path(key),
                f"'{key}' needs Ofsted's report; this record rests on {inspection.source.kind.words}",
                of_key=True,
            )


def cited_report_has_its_paragraphs_counted(s: Subject) -> Iterator[Fault]:
    """Where findings cite paragraphs, the record says how many the report has and where its sections are."""
    source = s.inspection.source
    if not s.inspection.findings or source.kind is not SourceKind.REPORT:
        return
    for key in ("paragraphs", "sections"):
        if getattr(source, key) is None:
            yield Fault(s.path("source"), f"findings cite paragraphs, so '{key}' of the report must be given")


def further_reading_ranks_below_the_source(s: Subject) -> Iterator[Fault]:
    """A better source than the one named is the source, not further reading."""
    source = s.inspection.source
    for i, reading in enumerate(s.inspection.further_reading):
        if reading.kind.rank <= source.kind.rank:
            yield Fault(
                s.path("further_reading", i, "kind"),
                f"{reading.kind.words} ranks no lower than {source.kind.words}, on which the record rests",
            )


def further_reading_stands_best_first(s: Subject) -> Iterator[Fault]:
    """Further reading stands in the order of rank."""
    for i, (before, after) in enumerate(pairwise(s.inspection.further_reading), start=1):
        if after.kind.rank < before.kind.rank:
            yield Fault(
                s.path("further_reading", i, "kind"),
                f"{after.kind.words} ranks above {before.kind.words}, which stands before it",
            )


def report_is_at_ofsted(s: Subject) -> Iterator[Fault]:
    """The report's address is one of Ofsted's hosts."""
    url = s.inspection.report_url
    if url and url.split("/")[2] not in REPORT_HOSTS:
        yield Fault(
            s.path("report_url"),
            f"'{url.split('/')[2]}' is not a host of Ofsted's; it has {one_of(REPORT_HOSTS)}",
        )


def text_has_a_licence(s: Subject) -> Iterator[Fault]:
    """A report's text may be shown only under the Open Government Licence."""
    if s.inspection.id in s.world.texts and not s.inspection.source.licence.allows_text:
        yield Fault(
            s.path("source", "licence"),
            f"data/texts holds this report's text, but its licence is '{s.inspection.source.licence}'; "
            "take the text away",
        )


def drafts_are_not_published(s: Subject) -> Iterator[Fault]:
    """A draft is never published."""
    if s.inspection.record.status is Status.DRAFT:
        yield Fault(
            s.path("record", "status"),
            f"{s.inspection.id} is a draft and cannot be published; "
            "a second reader checks it against the report and writes 'reviewed'",
        )


def facts_only_means_no_findings(s: Subject) -> Iterator[Fault]:
    """A record that says it has facts only has no summary, improvements or findings."""
    if s.inspection.record.status is not Status.FACTS_ONLY:
        return
    for key in ("summary", "improvements", "findings"):
        if getattr(s.inspection, key):
            yield Fault(s.path(key), f"'{key}' is given, but the status is 'facts-only'", of_key=True)


def reviewed_means_complete(s: Subject) -> Iterator[Fault]:
    """A reviewed record has its summary, improvements, findings and both dates."""
    if s.inspection.record.status is not Status.REVIEWED:
        return
    for key in ("summary", "improvements", "findings"):
        missing = getattr(s.inspection, key) is None if key != "findings" else not s.inspection.findings
        if missing:
            yield Fault(s.path(), f"the status is 'reviewed', but '{key}' is missing")
    for key in ("written", "reviewed"):
        if getattr(s.inspection.record, key) is None:
            yield Fault(s.path("record"), f"the status is 'reviewed', but the date '{key}' is missing")


def review_follows_writing(s: Subject) -> Iterator[Fault]:
    """A summary is reviewed on or after the day it was written."""
    progress = s.inspection.record
    if progress.written and progress.reviewed and progress.reviewed < progress.written:
        yield Fault(
            s.path("record", "reviewed"),
            f"reviewed on {progress.reviewed}, before it was written on {progress.written}",
        )


def lead_inspectors_are_names(s: Subject) -> Iterator[Fault]:
    """A lead inspector's name stands once and without the title."""
    for i, name in enumerate(s.inspection.lead_inspectors):
        if re.search(r"\bHMI\b|Majesty|Inspector", name):
            yield Fault(s.path("lead_inspectors", i), f"'{name}' should be the name alone, without the title")
        if name in s.inspection.lead_inspectors[:i]:
            yield Fault(s.path("lead_inspectors", i), f"'{name}' stands twice")


# Predecessors


def inspected_is_a_predecessor(s: Subject) -> Iterator[Fault]:
    """`inspected` names a predecessor that this authority replaced, listed in the record."""
    known = [p.id for p in s.record.authority.predecessors if p.relation is Relation.REPLACED]
    if s.inspection.inspected and s.inspection.inspected not in known:
        hint = did_you_mean(s.inspection.inspected, known)
        yield Fault(
            s.path("inspected"),
            f"'{s.inspection.inspected}' is not an authority that this one replaced{hint}",
            rests_on=("authority", "predecessors"),
        )


def inspections_belong_to_whoever_existed(s: Subject) -> Iterator[Fault]:
    """An inspection before a predecessor's last day was of the predecessor; one after it cannot have been."""
    if (days := _possible_first_days(s.inspection)) is None:
        return
    first, last = days
    predecessors = s.record.authority.predecessors
    ended = [p for p in predecessors if p.relation is Relation.REPLACED and last <= p.until]
    for predecessor in predecessors:
        if s.inspection.inspected == predecessor.id and first > predecessor.until:
            yield Fault(
                s.path("inspected"),
                f"{predecessor.name} ended on {predecessor.until}, before this inspection began",
                rests_on=s.path("fieldwork"),
            )
    if s.inspection.inspected is None and ended:
        yield Fault(
            s.path("id"),
            f"{ended[0].name} existed until {ended[0].until}, when this inspection had begun; "
            "name the authority that was inspected in 'inspected'",
            rests_on=s.path(),
        )


# The record as a whole


def inspections_stand_newest_first(record: Record, _slug: str, _world: World) -> Iterator[Fault]:
    """Inspections stand newest first."""
    for i, (before, after) in enumerate(pairwise(record.inspections), start=1):
        if after.when > before.when and _possible_first_days(before) and _possible_first_days(after):
            yield Fault(
                ("inspections", i, "id"),
                f"'{after.id}' is newer than '{before.id}' above it; the newest stands first",
                rests_on=("inspections",),
            )


def inspection_ids_are_unique(record: Record, _slug: str, _world: World) -> Iterator[Fault]:
    """No two inspections or visits of an authority share an id, which is their address."""
    seen: set[str] = set()
    ids = [(("inspections", i, "id"), x.id) for i, x in enumerate(record.inspections)]
    ids += [(("visits", i, "id"), x.id) for i, x in enumerate(record.visits)]
    for path, id_ in ids:
        if id_ in seen:
            yield Fault(path, f"'{id_}' is the id of another inspection or visit above")
        seen.add(id_)


def visits_say_where_and_when(record: Record, slug: str, _world: World) -> Iterator[Fault]:
    """A visit's id is the file's name, the word visit, and its year and month."""
    for i, visit in enumerate(record.visits):
        expected = f"{slug}-visit-{visit.held}"
        if visit.id != expected:
            yield Fault(("visits", i, "id"), f"'{visit.id}' should be '{expected}', from the file's name and 'held'")


def visits_stand_newest_first(record: Record, _slug: str, _world: World) -> Iterator[Fault]:
    """Visits stand newest first."""
    for i, (before, after) in enumerate(pairwise(record.visits), start=1):
        if after.held > before.held:
            yield Fault(
                ("visits", i, "held"),
                f"{after.held} is newer than {before.held} above it; the newest stands first",
            )


def statistical_neighbours_exist(record: Record, slug: str, world: World) -> Iterator[Fault]:
    """A statistical neighbour is another authority of data/authorities, named once."""
    neighbours = record.authority.statistical_neighbours
    for i, neighbour in enumerate(neighbours):
        path = ("authority", "statistical_neighbours", i)
        if neighbour == slug:
            yield Fault(path, "an authority is not its own neighbour")
        elif neighbour not in world.slugs:
            yield Fault(path, f"there is no authority '{neighbour}'{did_you_mean(neighbour, world.slugs)}")
        if neighbour in neighbours[:i]:
            yield Fault(path, f"'{neighbour}' is named twice")


def predecessor_ids_are_unique(record: Record, slug: str, _world: World) -> Iterator[Fault]:
    """Predecessors differ from each other and from the authority itself."""
    ids = [predecessor.id for predecessor in record.authority.predecessors]
    for i, id_ in enumerate(ids):
        if id_ in ids[:i] or id_ == slug:
            yield Fault(("authority", "predecessors", i, "id"), f"'{id_}' names another authority already")


def file_name_is_an_address(_record: Record, slug: str, _world: World) -> Iterator[Fault]:
    """The file's name is an address for good: small letters and hyphens."""
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug):
        yield Fault(
            (),
            f"the file's name '{slug}' is not an address of small letters and hyphens, like north-east-lincolnshire",
        )


INSPECTION_RULES: tuple[InspectionRule, ...] = (
    framework_is_known,
    framework_fits_the_first_day,
    days_or_month_are_given,
    a_read_report_gives_its_days,
    kind_has_a_basis,
    kind_fits_the_framework,
    kind_follows_from_the_length,
    judgements_belong_to_the_framework,
    judgements_are_complete,
    judgements_stand_in_order,
    grades_are_on_the_scale,
    a_read_report_states_its_grades,
    grade_wording_is_used,
    fieldwork_runs_forward,
    fieldwork_periods_follow_each_other,
    fieldwork_is_of_a_plausible_length,
    publication_follows_fieldwork,
    publication_is_within_a_year,
    no_date_is_after_the_check,
    id_says_where_and_when,
    finding_ids_are_unique,
    improvements_are_numbered_from_one,
    themes_are_known,
    themes_are_named_once,
    paragraphs_are_in_the_report,
    paragraphs_ascend,
    findings_belong_to_a_judgement,
    findings_rest_in_their_section,
    sections_belong_to_the_framework,
    sections_follow_each_other,
    report_details_come_from_a_report,
    findings_need_the_report,
    cited_report_has_its_paragraphs_counted,
    further_reading_ranks_below_the_source,
    further_reading_stands_best_first,
    report_is_at_ofsted,
    text_has_a_licence,
    drafts_are_not_published,
    facts_only_means_no_findings,
    reviewed_means_complete,
    review_follows_writing,
    lead_inspectors_are_names,
    inspected_is_a_predecessor,
    inspections_belong_to_whoever_existed,
)

RECORD_RULES: tuple[RecordRule, ...] = (
    inspections_stand_newest_first,
    inspection_ids_are_unique,
    visits_say_where_and_when,
    visits_stand_newest_first,
    statistical_neighbours_exist,
    predecessor_ids_are_unique,
    file_name_is_an_address,
)


def faults(record: Record, slug: str, world: World) -> Iterator[Fault]:
    """Everything the rules find wrong with one record, in the order of the rules."""
    for record_rule in RECORD_RULES:
        yield from record_rule(record, slug, world)
    for index, inspection in enumerate(record.inspections):
        subject = Subject(inspection, index, record, slug, world)
        for rule in INSPECTION_RULES:
            yield from rule(subject)


# All records together


def codes_are_unique(records: Mapping[str, Record]) -> Iterator[tuple[str, Fault]]:
    """No two authorities share a code."""
    for key in ("ofsted_urn", "dfe_code", "gss_code"):
        owners: dict[str, str] = {}
        for slug, record in records.items():
            code = getattr(record.authority, key)
            if code in owners:
                yield slug, Fault(("authority", key), f"'{code}' is the {key} of '{owners[code]}' too")
            owners.setdefault(code, slug)


def names_are_unique(records: Mapping[str, Record]) -> Iterator[tuple[str, Fault]]:
    """No name or alias of an authority is one of another's, whatever its case or accents."""
    owners: dict[str, str] = {}
    for slug, record in records.items():
        authority = record.authority
        own: set[str] = set()
        named: list[tuple[Steps, str]] = [(("authority", "name"), authority.name)]
        named += [(("authority", "aliases", i), alias) for i, alias in enumerate(authority.aliases)]
        for path, name in named:
            owner = owners.setdefault(folded(name), slug)
            if owner != slug:
                yield slug, Fault(path, f"'{name}' is a name of '{owner}' too")
            elif folded(name) in own:
                yield slug, Fault(path, f"'{name}' is the authority's name or alias already")
            own.add(folded(name))


COLLECTION_RULES = (codes_are_unique, names_are_unique)
