"""Sentences made from facts, in plain English; the one place where the site's words on grades are put together.

A sentence here never says more than the record. Where a source does not give a judgement, the sentence says so or
leaves it out, and overall effectiveness is named only where the report grades it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup, escape

from inspections.catalogue import AuthorityEntry, Change, InspectionEntry, Line, Movement, Obstacle
from inspections.model import Inspection, Judgement, Period
from inspections.problems import plural
from inspections.terms import GRADES, Row, SourceKind, Verdict

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def number(count: int) -> str:
    """The number in words up to twelve, in figures beyond."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def day(value: date) -> str:
    """`10 March 2023`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(when: str) -> str:
    """`January 2023` for "2023-01", and "2014" as it stands."""
    year, _, number_ = when.partition("-")
    return f"{_MONTHS[int(number_) - 1]} {year}" if number_ else year


def period(value: Period) -> str:
    """`23–27 January 2023`, naming month and year only where they change."""
    start, end = value.start, value.end
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def fieldwork(inspection: Inspection) -> str:
    """When the inspection took place, as exactly as the source says."""
    if inspection.fieldwork:
        return " and ".join(period(value) for value in inspection.fieldwork)
    return f"{month(inspection.when)} (our source gives no days)"


def age(inspection: Inspection, as_of: date) -> str:
    """How long ago fieldwork ended, in years and months; only where the source gives days."""
    if inspection.ended is None:
        return ""
    months = (as_of.year - inspection.ended.year) * 12 + as_of.month - inspection.ended.month
    months -= as_of.day < inspection.ended.day
    if months < 1:
        return "less than a month ago"
    years, months = divmod(months, 12)
    parts = [plural(years, "year")] * bool(years) + [plural(months, "month")] * bool(months)
    return " and ".join(parts) + " ago"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as pairs of first and last."""
    runs: list[tuple[int, int]] = []
    for value in numbers:
        if runs and value == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _noun(runs: Sequence[tuple[int, int]]) -> str:
    return "paragraph " if len(runs) == 1 and runs[0][0] == runs[0][1] else "paragraphs "


def paragraphs(numbers: Iterable[int]) -> str:
    """`paragraph 3`, `paragraphs 3–5, 9`: runs of consecutive numbers are joined."""
    runs = _runs(numbers)
    return _noun(runs) + ", ".join(_run(*run) for run in runs)


def paragraphs_linked(numbers: Iterable[int], address: str) -> Markup:
    """The same, each run a link to its first paragraph on the page of the report's text."""
    runs = _runs(numbers)
    links = [Markup('<a href="{}#p{}">{}</a>').format(address, first, _run(first, last)) for first, last in runs]
    return escape(_noun(runs)) + Markup(", ").join(links)


def grade(verdict: Verdict) -> str:
    """The grade within a sentence."""
    return verdict.words.lower()


def _so_many(count: int, verdict: Verdict, *, noun: str = "") -> str:
    words = f"{number(count)}{noun}"
    if verdict is Verdict.REQUIRES_IMPROVEMENT:
        return f"{words} {'requires' if count == 1 else 'require'} improvement"
    return f"{words} {'is' if count == 1 else 'are'} {grade(verdict)}"


def spread(lines: Sequence[Line]) -> str:
    """`Two of four judgements are outstanding and two are good.`; overall and the safeguarding board are left out."""
    apart = [line for line in lines if not {Row.OVERALL, Row.LSCB} & set(line.judgement.rows)]
    counts = Counter(line.verdict for line in apart if line.verdict.is_grade)
    if not counts:
        return ""
    total = sum(counts.values())
    if total == len(apart) > 1 and len(counts) == 1:
        verdict = next(iter(counts))
        verb = "require improvement" if verdict is Verdict.REQUIRES_IMPROVEMENT else f"are {grade(verdict)}"
        subject = "Both" if total == 2 else f"All {number(total)}"
        return f"{subject} judgements {verb}."
    ordered = [verdict for verdict in (*GRADES, Verdict.ADEQUATE) if counts[verdict]]
    first, *others = ordered
    noun = f" of {number(len(apart))} judgements"
    parts = [_so_many(counts[first], first, noun=noun), *(_so_many(counts[v], v) for v in others)]
    sentence = listed(parts) + "."
    if total < len(apart):
        sentence = sentence[:-1] + "; our source does not give the rest."
    return sentence[0].upper() + sentence[1:]


def movement(change: Change) -> str:
    """`, up from good in 2018`: the end of a sentence that named the grade; empty where nothing is compared."""
    if change.since is None or change.before is None:
        return ""
    year = change.since.when[:4]
    if change.movement is Movement.SAME:
        return f", as in {year}"
    direction = "up" if change.movement is Movement.UP else "down"
    return f", {direction} from {grade(change.before)} in {year}"


def change_note(change: Change) -> str:
    """What stands beside a grade in the table: how it moved, or why that is not said; empty beside no grade."""
    if change.since is None:
        return "first inspection recorded here"
    year = change.since.when[:4]
    match change.obstacle:
        case None if change.movement is Movement.SAME:
            return f"same as in {year}"
        case None:
            direction = "up" if change.movement is Movement.UP else "down"
            return f"{direction} from {grade(change.before or Verdict.NOT_STATED)} in {year}"
        case Obstacle.NO_GRADE_NOW:
            return ""
        case Obstacle.OTHER_BODY:
            return f"another authority in {year}"
        case Obstacle.JOINT_THEN:
            return f"judged jointly in {year}"
        case Obstacle.JOINT_NOW:
            return f"judged separately in {year}"
        case Obstacle.NO_SUCH_JUDGEMENT:
            return f"not a judgement in {year}"
        case Obstacle.OTHER_SCOPE:
            return f"different scope in {year}"
        case Obstacle.NOT_STATED:
            return f"{year}: our source does not say"
        case Obstacle.NOT_JUDGED:
            return f"not judged in {year}"
    raise AssertionError(change.obstacle)


def judged(entry: InspectionEntry) -> str:
    """What was judged, when, and what changed: the sentence below the name."""
    when = month(entry.inspection.when)
    overall = next((line for line in entry.lines if line.judgement.key == Row.OVERALL), None)
    subject = f"Its predecessor, {entry.predecessor.name}, was " if entry.predecessor else ""
    if overall is None:
        first = f"{subject}inspected in {when}, under rules that give no overall grade."
    elif overall.verdict.is_grade:
        first = f"{subject}judged {grade(overall.verdict)} overall in {when}{movement(overall.change)}."
    else:
        first = f"{subject}inspected in {when}; our source does not give the overall grade."
    first = first[0].upper() + first[1:]
    return " ".join(part for part in (first, spread(entry.lines), to_improve(entry)) if part)


def to_improve(entry: InspectionEntry) -> str:
    """`Three things to improve.`, only where they have been summarised."""
    points = entry.inspection.improvements
    if points is None or not entry.is_summarised:
        return ""
    if not points:
        return "The report lists nothing to improve."
    return f"{number(len(points)).capitalize()} {'thing' if len(points) == 1 else 'things'} to improve."


def opening(entry: AuthorityEntry) -> str:
    """The first sentence of an authority's page."""
    if entry.latest is None:
        return "No inspection of this authority is recorded here yet."
    if entry.latest.predecessor:
        return "This authority has not been inspected itself, as far as is recorded here. " + judged(entry.latest)
    return judged(entry.latest)


def basis(entry: InspectionEntry) -> str:
    """A caution where the facts do not rest on the report itself; empty where they do."""
    match entry.inspection.source.kind:
        case SourceKind.REPORT:
            return ""
        case SourceKind.LATER_REPORT:
            return "These grades are known from a later Ofsted report only; what it does not mention is left open."
        case kind:
            return f"These grades rest on {kind.words}; the report itself was not available to us."


def judgement_label(judgement: Judgement) -> str:
    """The judgement as the report prints it, with its number if it has one."""
    return f"{judgement.number} {judgement.label}" if judgement.number else judgement.label
