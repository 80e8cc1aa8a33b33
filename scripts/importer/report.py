"""A report's facts, each with the page it was read on; what is doubtful is left empty, with the reason.

The kinds of report are told by the title on the page, never by the file's name. Reports that carry no such grades
(joint targeted inspections, area SEND, focused and monitoring visits, a safeguarding board alone) are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from importer import grades, names
from importer.dates import Found, day, periods
from importer.forms import Form
from importer.grades import Heading, Witness
from importer.paragraphs import Body, read_body
from importer.pdf import Line, Pdf, RefusedError
from importer.text import HIGHEST, LOWEST, joined, tidy, visible, without_front, without_furniture
from inspections.terms import InspectionKind, KindBasis, Licence, Verdict

T = TypeVar("T")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """A value, the page it was read on (0: not from the report), or why it is left empty."""

    value: T | None
    page: int = 0
    doubt: str = ""


@dataclass(frozen=True)
class Grade:
    """A judgement with both its witnesses; the verdict is None where they do not agree or one is missing."""

    verdict: Verdict | None
    printed: str = ""
    table_page: int = 0
    heading_page: int = 0
    doubt: str = ""


@dataclass(frozen=True)
class Report:
    """Everything that was read of one report."""

    sha256: str
    pages: int
    form: Form
    title: str
    printed_name: str
    slug: Fact[str]
    framework: Fact[str]
    kind: Fact[InspectionKind]
    kind_basis: KindBasis | None
    fieldwork: Fact[Found]
    published: Fact[date]
    lead_inspectors: Fact[tuple[str, ...]]
    licence: Fact[Licence]
    judgements: Mapping[str, Grade]
    body: Body
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """Every value that a person must look at: its key and the reason."""
        facts: dict[str, Fact[object]] = {
            "authority": self.slug,  # type: ignore[dict-item]
            "framework": self.framework,  # type: ignore[dict-item]
            "kind": self.kind,  # type: ignore[dict-item]
            "fieldwork": self.fieldwork,  # type: ignore[dict-item]
            "published": self.published,  # type: ignore[dict-item]
            "lead_inspectors": self.lead_inspectors,  # type: ignore[dict-item]
            "licence": self.licence,  # type: ignore[dict-item]
        }
        found = [(key, fact.doubt) for key, fact in facts.items() if fact.doubt]
        found += [(f"judgements.{key}", grade.doubt) for key, grade in self.judgements.items() if grade.doubt]
        found += [("body", doubt) for doubt in self.body.doubts]
        return tuple(found)


_REFUSED = (
    (r"joint targeted area inspection", "a joint targeted area inspection, which gives no such grades"),
    (
        r"area send inspection|special educational needs and(?:/or)? disabilities",
        "an area SEND inspection, which gives no such grades",
    ),
    (r"focused visit", "a letter on a focused visit, which gives no grades"),
    (r"monitoring visit", "a letter on a monitoring visit, which gives no grades"),
    (r"thematic (?:inspection|review)", "a thematic review, which gives no such grades"),
)
_APOSTROPHE = "[’']"


def read_report(
    pdf: Pdf, known: Mapping[str, str], *, published: date | None = None, slug: str | None = None
) -> Report:
    """The report's facts. `known` has addresses by folded name; `published` and `slug` are what the caller knows.

    Raises:
        RefusedError: if it is not a report of a graded inspection of an authority's children's services.
    """
    lines = visible(pdf.lines)
    body_lines = without_furniture(pdf.lines)
    pages = grades.page_texts(body_lines)
    every_page = grades.page_texts(lines)
    title = _title(lines)
    form = _form(title, every_page.get(1, ""))
    front = every_page.get(1, "")
    printed_name = _printed_name(form, title)
    if form is Form.SIF:
        body_lines = without_front(body_lines)
    headings = grades.headings(body_lines, is_sif=form is Form.SIF) if form is not Form.LAC else []
    fieldwork = _fieldwork(front)
    framework = _framework(form, pages, fieldwork)
    board = grades.sif_board(body_lines, lines) if form is Form.SIF else []
    kind, basis = _kind(form, title, fieldwork, has_board=bool(board))
    return Report(
        sha256=pdf.sha256,
        pages=pdf.pages,
        form=form,
        title=title_of(form, title, printed_name),
        printed_name=printed_name,
        slug=_slug(printed_name, known, slug),
        framework=framework,
        kind=kind,
        kind_basis=basis,
        fieldwork=fieldwork,
        published=_published(front, published),
        lead_inspectors=_lead_inspectors(form, lines),
        licence=_licence(every_page),
        judgements=_judgements(form, pages, framework.value, headings, board),
        body=read_body(body_lines, headings, form),
        notes=_hidden_notes(pdf.lines) + _footer_notes(pdf.lines, fieldwork),
    )


LONGEST_TITLE = 2000
"""Characters; the longest title has about 200, a letter has none and is told by its first lines."""


def _title(lines: Sequence[Line]) -> list[str]:
    """The lines of the title, which end at the dates."""
    title: list[str] = []
    for line in lines:
        text = tidy(line.text)[:LONGEST_TITLE]
        is_dates = re.match(r"(inspection|re-?inspection|visit) dates?:?", text, re.IGNORECASE)
        if line.page > 1 or is_dates or sum(map(len, title)) > LONGEST_TITLE:
            break
        if HIGHEST > line.y > LOWEST and not re.fullmatch(r"\d{1,3}", text):
            title.append(text)
    return title


def _form(title: Sequence[str], front: str) -> Form:
    text = joined(title).lower()
    for pattern, what in _REFUSED:
        if re.search(pattern, text):
            raise RefusedError(f"this is {what}")
    if "looked after children services" in text:
        return Form.LAC
    if re.search(r"children in need of help and protection", text):
        return Form.SIF
    if re.search(r"review of the effectiveness of the local safeguarding children", text):
        raise RefusedError("this is a review of a safeguarding children board alone, not of the authority")
    if re.search(rf"inspection of\b.*\bchildren{_APOSTROPHE}s (?:social care )?services", text):
        return Form.ILACS
    for pattern, what in _REFUSED:
        if re.search(pattern, front.lower()):
            raise RefusedError(f"this is {what}")
    raise RefusedError("its title is not that of an inspection of a local authority’s children’s services")


def _printed_name(form: Form, title: Sequence[str]) -> str:
    """The authority's name as the title prints it."""
    text = joined(title)
    if form is Form.LAC:
        match = re.search(r"looked after children services (?P<name>.+)$", text, re.IGNORECASE)
        return match["name"] if match else ""
    before = re.split(r"\b(?:re-?inspection|inspection) of\b", text, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    if before:
        return before
    match = re.search(
        rf"inspection of (?:the )?(?P<name>.+?)(?: local authority)? children{_APOSTROPHE}s (?:social care )?services",
        text,
        re.IGNORECASE,
    )
    return match["name"] if match and match["name"].lower() != "local authority" else ""


def title_of(form: Form, title: Sequence[str], printed_name: str) -> str:
    """The report's title without the name that stands on a line of its own above it."""
    text = joined(title)
    if form is Form.LAC:
        return "Inspection of looked after children services"
    text = text.removeprefix(printed_name).strip() or text
    if form is Form.SIF:
        text = re.split(r" and review of the effectiveness", text, flags=re.IGNORECASE)[0]
        text = re.split(r"(?<=care leavers)\b", text, flags=re.IGNORECASE)[0]
    match = re.match(rf".*?children{_APOSTROPHE}s (?:social care )?services", text, re.IGNORECASE)
    return match[0] if form is Form.ILACS and match else text


def _slug(printed: str, known: Mapping[str, str], given: str | None) -> Fact[str]:
    found = names.resolve(printed, known)
    if found is None and given is None:
        return Fact(None, 1, f"‘{printed}’ is not the name of an authority; give it with --authority")
    if found and given and found != given:
        return Fact(None, 1, f"the title names ‘{printed}’, which is {found}, but {given} was given")
    return Fact(found or given, 1 if found else 0)


def _fieldwork(front: str) -> Fact[Found]:
    match = re.search(
        r"(?:re-?)?inspection dates?:? ?(?P<days>.{4,120}?) ?(?=lead inspectors?|reporting inspector|report published|"
        r"judge?ment\b|age group|the overall|children[’']s services|published)",
        front,
        re.IGNORECASE,
    )
    if match is None:
        return Fact(None, 1, "the title page gives no inspection dates")
    found = periods(match["days"])
    if found is None:
        return Fact(None, 1, f"the inspection dates ‘{match['days'].strip()}’ cannot be read")
    return Fact(found, 1)


def _framework(form: Form, pages: Mapping[int, str], fieldwork: Fact[Found]) -> Fact[str]:
    """By the form and the labels of the table; the first day must agree with both."""
    if form is Form.LAC:
        return Fact("lac-2013", 1)
    if form is Form.SIF:
        return Fact("sif", 1)
    keys = set(grades.ilacs_table(pages).grades)
    began = fieldwork.value[0][0] if fieldwork.value else None
    by_labels = (
        "ilacs-2018"
        if "children-in-care-and-care-leavers" in keys
        else "ilacs-2023"
        if "overall" in keys
        else "ilacs-2026"
    )
    if began is None:
        return Fact(None, 1, "without the first day of fieldwork the framework cannot be confirmed")
    by_day = "ilacs-2018" if began < date(2023, 1, 1) else "ilacs-2023" if began < date(2026, 4, 1) else "ilacs-2026"
    if by_labels != by_day:
        return Fact(None, 1, f"the table is that of {by_labels}, but fieldwork began on {began}")
    return Fact(by_labels, 1)


def _kind(
    form: Form, title: Sequence[str], fieldwork: Fact[Found], *, has_board: bool
) -> tuple[Fact[InspectionKind], KindBasis | None]:
    if form is Form.LAC:
        return Fact(InspectionKind.FULL), KindBasis.FRAMEWORK
    if form is Form.SIF:
        text = joined(title).lower()
        if re.search(r"\bre-?inspection", text):
            return Fact(InspectionKind.REINSPECTION, 1), KindBasis.TITLE
        if has_board:
            return Fact(InspectionKind.FULL, 1), KindBasis.FRAMEWORK
        reason = "the title says inspection, but there is no part on the safeguarding board, as in a re-inspection"
        return Fact(None, 1, reason), None
    if fieldwork.value and len(fieldwork.value) == 1:
        start, end = fieldwork.value[0]
        days = (end - start).days + 1
        if days == 5 and start.weekday() == 0:
            return Fact(InspectionKind.SHORT, 1), KindBasis.FIELDWORK_LENGTH
        if days == 12 and start.weekday() == 0:
            return Fact(InspectionKind.STANDARD, 1), KindBasis.FIELDWORK_LENGTH
    return Fact(
        None, 1, "fieldwork is neither five days nor twelve from a Monday; a person must say if it was short"
    ), None


def _published(front: str, given: date | None) -> Fact[date]:
    match = re.search(r"(?:report )?published:? ?(?P<day>\d{1,2}(?:st|nd|rd|th)? \w+ \d{4})", front, re.IGNORECASE)
    printed = day(match["day"]) if match else None
    if printed and given and printed != given:
        return Fact(None, 1, f"the report prints {printed} as its publication, but {given} was given")
    if printed is None and given is None:
        return Fact(None, 0, "the report does not print when it was published; give it with --published")
    return Fact(printed or given, 1 if printed else 0)


def _lead_inspectors(form: Form, lines: Sequence[Line]) -> Fact[tuple[str, ...]]:
    """The name behind "Lead inspector:", on the title page or, in single inspections, at the back."""
    label = r"(?<!deputy )(?:lead inspectors?(?: on site)?|reporting inspector):?"
    texts = [(line.page, tidy(line.text)) for line in lines]
    for i, (page, text) in enumerate(texts):
        match = re.match(label, text, re.IGNORECASE)
        if match is None or (form is not Form.SIF and page > 1) or (page > 1 and not match[0].endswith(":")):
            continue
        phrase = text[match.end() :].strip(" :")
        for _, following in texts[i + 1 : i + 5]:
            if re.match(
                r"(judge?ment|deputy|team|age group|published|ofsted|inspectors?:|quality|report )", following, re.I
            ):
                break
            goes_on = re.match(r"inspector|and |&|,|.*(?:his|her) majesty|.*\bhmi\b", following, re.IGNORECASE)
            unfinished = form is not Form.SIF and re.search(r"(,|\band|&)$", phrase)
            if phrase and not goes_on and not unfinished and "inspectors" not in match[0].lower():
                break
            phrase += " " + following
        found = names.inspectors(phrase)
        if found is None:
            return Fact(None, page, f"the lead inspector cannot be read from ‘{phrase[:80].strip()}’")
        return Fact(found, page)
    return Fact(None, 0, "the report names no lead inspector")


def _licence(pages: Mapping[int, str]) -> Fact[Licence]:
    for page in sorted(pages, reverse=True):
        text = pages[page].lower()
        if "non-commercial" in text:
            return Fact(Licence.NON_COMMERCIAL, page)
        if "open government licence" in text:
            is_3 = re.search(r"open government licence,? \(?(?:version 3|v ?3)|open-government-licence/version/3", text)
            return Fact(Licence.OGL_3 if is_3 else Licence.OGL, page)
    return Fact(Licence.NOT_STATED)


_SIF_ORDER = ("help-and-protection", "children-looked-after", "adoption", "care-leavers", "leadership")


def _judgements(
    form: Form,
    pages: Mapping[int, str],
    framework: str | None,
    headings: Sequence[Heading],
    board: Sequence[Witness],
) -> dict[str, Grade]:
    """Every judgement of the framework, in the report's order, each from its two witnesses."""
    if form is Form.LAC:
        read = grades.lac_table(pages)
        sections = _lac_headings(pages)
        return {key: _agreed(key, read.grades.get(key), sections.get(key, []), read.doubts) for key in grades.LAC_ROWS}
    by_key: dict[str, list[Witness]] = {}
    for heading in headings:
        if heading.witness:
            by_key.setdefault(heading.key, []).append(heading.witness)
    if form is Form.ILACS:
        read = grades.ilacs_table(pages)
        keys = [key for key in grades.ILACS_ROWS if key in read.grades]
        found = {
            key: _agreed(key, read.grades.get(key), by_key.get(key, []), read.doubts, needs_two=key != "overall")
            for key in keys
        }
        missing = {"leadership", "help-and-protection"} - set(found)
        missing |= (
            set() if "children-in-care-and-care-leavers" in found else {"children-in-care", "care-leavers"} - set(found)
        )
        missing |= {"overall"} - set(found) if framework != "ilacs-2026" else set()
        for key in sorted(missing):
            found[key] = Grade(None, doubt="; ".join(read.doubts) or f"the table on page 1 has no row for {key}")
        return found
    read = grades.table(pages, grades.SIF_ROWS, (1, 2))
    found = {key: _agreed(key, read.grades.get(key), by_key.get(key, []), read.doubts) for key in _SIF_ORDER}
    unknown = "the first page does not say the overall judgement in words that are known"
    found["overall"] = _single(grades.sif_overall(pages), unknown)
    if board:
        found["lscb"] = _single(board, "")
    return found


def _lac_headings(pages: Mapping[int, str]) -> dict[str, list[Witness]]:
    """The grades printed under the headings of a looked-after children report: "Grade 4 (inadequate)"."""
    labels = {
        "overall": r"overall effectiveness of services for looked after children and young people",
        "capacity-to-improve": r"capacity to improve",
        "outcomes": r"outcomes for looked after children and young people",
        "quality-of-provision": r"quality of provision",
        "leadership": r"leadership and management",
    }
    found: dict[str, list[Witness]] = {}
    for page, text in pages.items():
        for key, label in labels.items():
            over_two_pages = joined([text, pages.get(page + 1, "")])
            match = re.search(rf"{label} grade \d \((?P<grade>\w+)\)", over_two_pages, re.IGNORECASE)
            if match and match.start() < len(text):
                found.setdefault(key, []).append(Witness(grades.verdict(match["grade"]), match["grade"], page))
    return found


def _single(witnesses: Sequence[Witness], missing: str) -> Grade:
    """A grade that is stated in sentences, once or more often."""
    if not witnesses:
        return Grade(None, doubt=missing)
    first, *others = witnesses
    for other in others:
        if other.verdict is not first.verdict:
            doubt = f"page {first.page} says {first.printed.lower()}, page {other.page} says {other.printed.lower()}"
            return Grade(None, first.printed, first.page, doubt=doubt)
    return Grade(first.verdict, first.printed, first.page)


def _agreed(
    key: str, in_table: Witness | None, in_headings: Sequence[Witness], doubts: Sequence[str], *, needs_two: bool = True
) -> Grade:
    if doubts:
        return Grade(None, in_table.printed if in_table else "", in_table.page if in_table else 0, 0, "; ".join(doubts))
    if in_table is None:
        return Grade(None, doubt=f"the table of grades has no row for {key}")
    different = [w for w in in_headings if w.verdict is not in_table.verdict]
    if different:
        return Grade(
            None,
            in_table.printed,
            in_table.page,
            different[0].page,
            f"the table on page {in_table.page} says {in_table.printed.lower()}, the heading on page "
            f"{different[0].page} says {different[0].printed.lower()}",
        )
    if not in_headings and needs_two and in_table.verdict is not Verdict.NOT_JUDGED:
        return Grade(None, in_table.printed, in_table.page, doubt=f"no heading repeats the grade of {key}")
    return Grade(in_table.verdict, in_table.printed, in_table.page, in_headings[0].page if in_headings else 0)


def _hidden_notes(lines: Sequence[Line]) -> tuple[str, ...]:
    hidden = [line for line in lines if line.hidden and re.search(r"[^\W\d_]{3}", line.text)]
    return tuple(
        f"text that cannot be seen on page {line.page} ({line.hidden}) was not read: ‘{tidy(line.text)[:50]}’"
        for line in hidden[:5]
    )


def _footer_notes(lines: Sequence[Line], fieldwork: Fact[Found]) -> tuple[str, ...]:
    """Footers whose dates differ from the title page's; the title page is right."""
    if not fieldwork.value:
        return ()
    for line in lines:
        if line.page > 1 and line.y < 56 and line.size <= 20:
            text = re.sub(r" \d{1,3}$", "", tidy(line.text))
            found = periods(text)
            if found and found != fieldwork.value and re.search(r"[a-z]{3}", text, re.IGNORECASE):
                return (f"the footer of page {line.page} says ‘{text}’; the title page was taken",)
    return ()
