"""Reports with something doubtful about each, and every sentence that the importer must say of them; nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import hostile
from pypdf import PdfWriter
from synthetic import (
    CARE_AND_LEAVERS,
    ILACS_2023,
    ILACS_2026,
    LAC_2013,
    LEADERS,
    LEAVERS,
    OVERALL,
    PUBLISHED,
    SIF_2016,
    SIF_REINSPECTION,
    SIF_REINSPECTION_PLAIN,
    Made,
    Numbered,
    Sheet,
    invented,
)

GOOD = ("Good",)
FIRST, CARE_SECTION, LEAVERS_SECTION, LEADERS_SECTION = ILACS_2023.sections


@dataclass(frozen=True)
class Case:
    """A report, what is given with it, and what must be said of it: doubts with their keys, and notes."""

    made: Made
    says: tuple[str, ...]
    published: date | None = PUBLISHED
    slug: str | None = None


def put(text: str, y: float, *, size: float = 12, bold: bool = False) -> Callable[[Sheet], None]:
    """Draws one line."""
    return lambda sheet: sheet.put(text, 77, y, size, bold=bold)


def ilacs(*says: str, published: date | None = PUBLISHED, slug: str | None = None, **changes: object) -> Case:
    """An ILACS report of 2023 with changes."""
    return Case(replace(ILACS_2023, **changes), says, published, slug)


def sif(*says: str, made: Made = SIF_2016, published: date | None = None, **changes: object) -> Case:
    """A single inspection report of 2016, or another, with changes."""
    return Case(replace(made, **changes), says, published)


def dated(phrase: str, *says: str) -> Case:
    """An ILACS report with these dates on its title page, and others in its footers nowhere."""
    return ilacs(*says, dates=(f"Inspection dates: {phrase}",), footer=())


_NO_DAY = "without the first day of fieldwork the framework cannot be confirmed"
_SHORT = "kind: fieldwork is neither five days nor twelve from a Monday; a person must say if it was short"

CASES: Mapping[str, Case] = {
    # The authority
    "a name that no record has": ilacs(
        "authority: ‘Wessex’ is not the name of an authority; give it with --authority",
        title=("Inspection of Wessex local authority", "children’s services"),
    ),
    "a name that no record has, given": ilacs(
        title=("Inspection of Wessex local authority", "children’s services"), slug="otherton"
    ),
    "a title of one authority in the folder of another": ilacs(
        "authority: the title names ‘Exampleshire’, which is exampleshire, but otherton was given", slug="otherton"
    ),
    # Days
    "days that cannot be read": dated(
        "in the spring of 2024",
        "framework: " + _NO_DAY,
        _SHORT,
        "fieldwork: the inspection dates ‘in the spring of 2024’ cannot be read",
    ),
    "a day that does not exist": dated(
        "19 to 31 February 2024",
        "framework: " + _NO_DAY,
        _SHORT,
        "fieldwork: the inspection dates ‘19 to 31 February 2024’ cannot be read",
    ),
    "no days": ilacs(
        "framework: " + _NO_DAY,
        _SHORT,
        "fieldwork: the title page gives no inspection dates",
        dates=(),
        footer=(),
    ),
    "six days": dated("19 to 24 February 2024", _SHORT),
    "five days from a Tuesday": dated("20 to 24 February 2024", _SHORT),
    "two periods": dated("19 to 23 February 2024 and 4 to 8 March 2024", _SHORT),
    "a footer with other days": ilacs(
        "the footer of page 2 says ‘19 February to 2 March 2024’; the title page was taken",
        footer=(ILACS_2023.footer[0], "19 February to 2 March 2024"),
    ),
    "a footer with the same days in other words": ilacs(
        footer=(ILACS_2023.footer[0], "19th February 2024 – 1st March 2024")
    ),
    "days of the old framework over a table of the new one": dated(
        "14 to 25 November 2022",
        "framework: the table is that of ilacs-2023, but fieldwork began on 2022-11-14",
    ),
    "a table without overall effectiveness before April 2026": ilacs(
        "framework: the table is that of ilacs-2026, but fieldwork began on 2024-02-19",
        "judgements.overall: the table on page 1 has no row for overall",
        rows=ILACS_2023.rows[:4],
    ),
    "overall effectiveness after April 2026": Case(
        replace(ILACS_2026, rows=(*ILACS_2026.rows, (OVERALL, GOOD))),
        ("framework: the table is that of ilacs-2023, but fieldwork began on 2026-05-11",),
    ),
    # Publication
    "no day of publication": ilacs(
        "published: the report does not print when it was published; give it with --published", published=None
    ),
    "another day of publication than was given": sif(
        "published: the report prints 2016-03-22 as its publication, but 2016-03-23 was given",
        published=date(2016, 3, 23),
    ),
    "the same day of publication as was given": sif(published=date(2016, 3, 22)),
    # Lead inspectors
    "no lead inspector": ilacs("lead_inspectors: the report names no lead inspector", lead=()),
    "a lead inspector who is no name": ilacs(
        "lead_inspectors: the lead inspector cannot be read from ‘7 people of the team’",
        lead=("Lead inspector: 7 people of the team",),
    ),
    "two lead inspectors": Case(ILACS_2026, ()),
    "a deputy only": sif(
        "lead_inspectors: the report names no lead inspector", team=("Deputy lead inspector: Gus Figment",)
    ),
    # The table
    "no table": ilacs(
        "framework: the table is that of ilacs-2026, but fieldwork began on 2024-02-19",
        *(
            f"judgements.{key}: page 1 has no table of judgements and grades"
            for key in ("care-leavers", "children-in-care", "help-and-protection", "leadership", "overall")
        ),
        rows=(),
        header="",
    ),
    "a table whose heading is missing": ilacs(
        "framework: the table is that of ilacs-2026, but fieldwork began on 2024-02-19",
        *(
            f"judgements.{key}: page 1 has no table of judgements and grades"
            for key in ("care-leavers", "children-in-care", "help-and-protection", "leadership", "overall")
        ),
        header="",
    ),
    "a row for care leavers without a grade": ilacs(
        *(
            f"judgements.{key}: the table on page 1 holds words that fit no row: "
            "‘The experiences and progress of care leavers See page 5’"
            for key in ("leadership", "help-and-protection", "children-in-care", "overall", "care-leavers")
        ),
        rows=(*ILACS_2023.rows[:3], (LEAVERS, ("See page 5",)), ILACS_2023.rows[4]),
    ),
    "overall effectiveness twice": ilacs(
        *(
            f"judgements.{key}: the table gives overall more than once, and differently"
            for key in ("leadership", "help-and-protection", "children-in-care", "care-leavers", "overall")
        ),
        after_table=lambda sheet: sheet.table(((OVERALL, ("Outstanding",)),)),
    ),
    "overall effectiveness twice and alike": ilacs(after_table=lambda sheet: sheet.table((ILACS_2023.rows[4],))),
    "a joint judgement, and care leavers apart": ilacs(
        "framework: the table is that of ilacs-2018, but fieldwork began on 2024-02-19",
        "judgements.children-in-care-and-care-leavers: no heading repeats the grade of "
        "children-in-care-and-care-leavers",
        rows=(*ILACS_2023.rows[:2], (CARE_AND_LEAVERS, GOOD), *ILACS_2023.rows[3:]),
    ),
    "leaders inadequate where overall requires improvement": ilacs(
        rows=((LEADERS, ("Inadequate",)), *ILACS_2023.rows[1:]),
        sections=(
            *ILACS_2023.sections[:3],
            replace(LEADERS_SECTION, heading=(LEADERS_SECTION.heading[0], "families: inadequate")),
        ),
    ),
    "one row that is not judged": ilacs(
        rows=(*ILACS_2023.rows[:3], (LEAVERS, ("Not judged",)), ILACS_2023.rows[4]),
        sections=(
            FIRST,
            CARE_SECTION,
            replace(LEAVERS_SECTION, heading=("The experiences and progress of care leavers",)),
            LEADERS_SECTION,
        ),
    ),
    # The second witness
    "a heading that differs from the table": ilacs(
        "judgements.children-in-care: the table on page 1 says good, the heading on page 3 says inadequate",
        sections=(
            FIRST,
            replace(CARE_SECTION, heading=("The experiences and progress of children in care: inadequate",)),
            LEAVERS_SECTION,
            LEADERS_SECTION,
        ),
    ),
    "a heading that differs in its words only": ilacs(
        sections=(
            replace(FIRST, heading=(FIRST.heading[0], "protection require improvement")),
            *ILACS_2023.sections[1:],
        ),
    ),
    "a heading without a grade": ilacs(
        "judgements.children-in-care: no heading repeats the grade of children-in-care",
        sections=(
            FIRST,
            replace(CARE_SECTION, heading=("The experiences and progress of children in care",)),
            LEAVERS_SECTION,
            LEADERS_SECTION,
        ),
    ),
    "a heading set like the text": ilacs(
        "judgements.children-in-care: no heading repeats the grade of children-in-care",
        sections=(FIRST, replace(CARE_SECTION, bold=False, size=12), LEAVERS_SECTION, LEADERS_SECTION),
    ),
    # What needs to improve
    "prose instead of points": ilacs(
        "body: what needs to improve is written as prose, not as a list", bullet="", points=(invented(3),)
    ),
    "no heading over the points": ilacs("body: there is no heading “What needs to improve”", improve=()),
    "neither heading nor points": ilacs(improve=(), points=()),
    "words before the first point": ilacs(
        "body: before the first point stands ‘In this order:’", improve=("What needs to improve", "In this order:")
    ),
    # Paragraphs
    "paragraphs without numbers": sif(
        "body: the paragraphs are not numbered", "body: the recommendations are not numbered", numbered=False
    ),
    "a number that is missing": ilacs(
        "paragraph 3 is missing between 2 and 4 on page 2",
        sections=(
            replace(
                FIRST,
                paragraphs=(invented(1), invented(2), Numbered(invented(4), number=4), *map(invented, range(5, 15))),
            ),
            *ILACS_2023.sections[1:],
        ),
    ),
    "a section in two pieces": ilacs(
        "body: the section on help-and-protection is not one run of paragraphs",
        sections=(*ILACS_2023.sections, replace(FIRST, paragraphs=tuple(map(invented, range(41, 44))))),
    ),
    "a board whose paragraphs begin at 1 again": sif(
        "paragraphs are numbered from 1 again on page 13",
        board_paragraphs=(Numbered(invented(1), number=1), *map(invented, range(2, 9))),
    ),
    # Single inspections
    "a title of an inspection without a board": Case(
        SIF_REINSPECTION_PLAIN,
        ("kind: the title says inspection, but there is no part on the safeguarding board, as in a re-inspection",),
        None,
    ),
    "a headline in words that nobody knows": sif(
        "judgements.overall: the first page does not say the overall judgement in words that are known",
        headline=("Children’s services in Exampleshire are coming along",),
    ),
    "two headlines that differ": sif(
        "judgements.overall: page 1 says require improvement to be good, page 1 says inadequate",
        headline=(*SIF_2016.headline, "Children’s services in Exampleshire are inadequate"),
    ),
    "a board with two grades": sif(
        "judgements.lscb: page 1 says inadequate, page 13 says good",
        board_on_page_1=("The effectiveness of the Local Safeguarding Children Board (LSCB)", "is inadequate"),
    ),
    "a single inspection without a row": sif(
        "judgements.adoption: the table of grades has no row for adoption", rows=SIF_2016.rows[:2] + SIF_2016.rows[3:]
    ),
    "a single inspection with a row twice": sif(
        *(
            f"judgements.{key}: the table gives adoption more than once, and differently"
            for key in ("help-and-protection", "children-looked-after", "adoption", "care-leavers", "leadership")
        ),
        rows=(*SIF_2016.rows, (("2.1 Adoption performance",), ("Inadequate",))),
    ),
    "a table over two pages": sif(rows_on_page_2=2),
    "adoption that is not judged": sif(
        rows=(*SIF_2016.rows[:2], (("2.1 Adoption performance",), ("Not judged",)), *SIF_2016.rows[3:]),
        parts=(*SIF_2016.parts[:2], replace(SIF_2016.parts[2], heading=("Adoption performance",)), *SIF_2016.parts[3:]),
    ),
    "leadership with the number of another row": sif(
        rows=(*SIF_2016.rows[:4], (("1. Leadership, management and governance",), ("Requires improvement",)))
    ),
    "an earlier grade under the same label, pages later": sif(
        made=SIF_REINSPECTION,
        opening=("Executive summary", "1. Children who need help and protection Inadequate"),
    ),
    "no heading over the recommendations": sif(
        "body: there is no heading over the recommendations", improve=("What comes next",)
    ),
    "a heading of a single inspection that differs": sif(
        "judgements.adoption: the table on page 1 says good, the heading on page 8 says inadequate",
        parts=(
            *SIF_2016.parts[:2],
            replace(
                SIF_2016.parts[2], heading=("The graded judgement for adoption performance is that it is inadequate",)
            ),
            *SIF_2016.parts[3:],
        ),
    ),
    # Looked-after children
    "no record of main findings": Case(
        replace(LAC_2013, findings={}),
        tuple(
            f"judgements.{key}: the report has no record of main findings"
            for key in ("overall", "capacity-to-improve", "outcomes", "quality-of-provision", "leadership")
        ),
        None,
    ),
    "a looked-after heading that differs": Case(
        replace(LAC_2013, sections=dict(LAC_2013.sections) | {"Capacity to improve": "Grade 4 (Inadequate)"}),
        ("judgements.capacity-to-improve: the table on page 9 says good, the heading on page 5 says inadequate",),
        None,
    ),
    # Text that a reader of the page does not see
    "white words": ilacs(
        "text that cannot be seen on page 1 (white) was not read: ‘Overall effectiveness Outstanding’",
        in_table=lambda sheet: (
            sheet.pdf.set_text_color(255, 255, 255),
            sheet.put("Overall effectiveness Outstanding", 77, 600),
            sheet.pdf.set_text_color(0),
        ),
    ),
}


def titled(*lines: str, dates: str = "Inspection dates: 11 to 15 May 2026", text: str = "") -> bytes:
    """A report or letter of another sort, with this title."""
    sheet = Sheet(lambda _: None)
    sheet.lines(*lines, size=26)
    if dates:
        sheet.lines(dates, bold=True)
    sheet.text(text or invented(1, 9))
    return sheet.bytes()


def page_without_text() -> bytes:
    """A scanned page: a picture and no letter."""
    sheet = Sheet(lambda _: None)
    sheet.pdf.rect(50, 50, 400, 600, style="F")
    return sheet.bytes()


def no_pages() -> bytes:
    """A PDF without a page."""
    result = io.BytesIO()
    PdfWriter().write(result)
    return result.getvalue()


def pages_of(count: int) -> bytes:
    """A PDF of so many empty pages."""
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def cut(pdf: bytes) -> bytes:
    """The first half of a file, as a broken download leaves it."""
    return pdf[: len(pdf) // 2]


REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a joint targeted area inspection": (
        lambda: titled("Joint targeted area inspection of Exampleshire"),
        "this is a joint targeted area inspection, which gives no such grades",
    ),
    "a letter on a joint targeted area inspection": (
        lambda: titled("Dear colleague", dates="", text="Joint targeted area inspection of services. " + invented(2)),
        "this is a joint targeted area inspection, which gives no such grades",
    ),
    "an area SEND inspection": (
        lambda: titled("Area SEND inspection of Exampleshire", "Local Area Partnership"),
        "this is an area SEND inspection, which gives no such grades",
    ),
    "a letter on special educational needs": (
        lambda: titled("Joint inspection of special educational needs and/or disabilities", "in Exampleshire"),
        "this is an area SEND inspection, which gives no such grades",
    ),
    "a focused visit": (
        lambda: titled(
            "Focused visit to Exampleshire children’s services",
            dates="",
            text="This letter says what inspectors found. " + invented(3),
        ),
        "this is a letter on a focused visit, which gives no grades",
    ),
    "a focused visit that only its text names": (
        lambda: titled(
            "Dear director",
            dates="Visit dates: 3 to 4 June 2025",
            text="At this focused visit to Exampleshire, inspectors looked at one thing. " + invented(3),
        ),
        "this is a letter on a focused visit, which gives no grades",
    ),
    "a monitoring visit": (
        lambda: titled("Monitoring visit of Exampleshire children’s services", dates=""),
        "this is a letter on a monitoring visit, which gives no grades",
    ),
    "a thematic review": (
        lambda: titled("A thematic review of children’s services in Exampleshire"),
        "this is a thematic review, which gives no such grades",
    ),
    "a safeguarding board alone": (
        lambda: titled("Exampleshire", "Review of the effectiveness of the Local Safeguarding Children Board"),
        "this is a review of a safeguarding children board alone, not of the authority",
    ),
    "a school": (
        lambda: titled("Inspection of Exampleshire Primary School"),
        "its title is not that of an inspection of a local authority’s children’s services",
    ),
    "a web page named .pdf": (
        lambda: b"<!DOCTYPE html>\n<html><title>Not found</title></html>\n" + b" " * 7000,
        "the file is a web page (HTML) named .pdf",
    ),
    "a web page without a declaration": (
        lambda: b"<HTML><body>Not found</body></HTML>",
        "the file is a web page (HTML) named .pdf",
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000, "the file is not a PDF"),
    "an empty file": (lambda: b"", "the file is empty"),
    "a file that is too large": (
        lambda: b"%PDF-1.7\n" + b"\x00" * 60_000_000,
        "the file has 60000009 bytes; 60000000 are the most",
    ),
    "an encrypted file": (lambda: hostile.encrypted(ILACS_2023.pdf()), "the file is encrypted"),
    "half a file": (lambda: cut(ILACS_2023.pdf()), "the file is damaged (PdfStreamError)"),
    "no pages": (no_pages, "the file has no pages"),
    "too many pages": (lambda: pages_of(401), "the file has 401 pages; 400 are the most"),
    "no text": (page_without_text, "the file holds no text; a scanned picture cannot be read"),
}
