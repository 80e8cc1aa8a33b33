"""Reports that nobody wrote: invented text, set as the reports of each form are set, as PDFs.

Places, sizes and the order of what is drawn are those of real reports (furniture first on a page, a table cell by cell,
a paragraph's number in a box of its own); every authority, person and sentence is invented. The font is made here too,
since no font of a package has the private-use bullets, and a bare machine has no other.
"""

from __future__ import annotations

import functools
import tempfile
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fpdf import FPDF
from importer.pdf import Pdf, read_pdf
from importer.report import Report, read_report

KNOWN = {
    "exampleshire": "exampleshire",
    "exshire": "exampleshire",
    "otherton": "otherton",
    "port sample": "port-sample",
}
"""Addresses by folded name and alias."""

TOP, BOTTOM, MARGIN = 748.0, 72.0, 71.0
LEADING = 14.5
_CHARACTERS = [chr(code) for code in range(32, 127)] + [*"’‘“”–—─−◼■•éá©£\u00a0\uf06e\uf02d\uf0a7"]


@functools.cache
def _fonts() -> tuple[Path, Path]:
    """Two fonts, upright and bold, in which every character is a box of half an em."""
    folder = Path(tempfile.mkdtemp(prefix="importer-fonts-"))
    return _font(folder, "Regular"), _font(folder, "Bold")


def _font(folder: Path, style: str) -> Path:
    names = {f"u{ord(character):04X}": ord(character) for character in _CHARACTERS}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({code: name for name, code in names.items()})
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 500), (450, 500), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder.setupGlyf({name: empty if name in ("u0020", "u00A0") else box for name in (".notdef", *names)})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names), (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Invented", "styleName": style, "fullName": f"Invented {style}"})
    builder.setupOS2()
    builder.setupPost()
    builder.updateHead(created=3_800_000_000, modified=3_800_000_000)
    path = folder / f"{style}.ttf"
    builder.save(path)
    return path


class Sheet:
    """Pages on which text is set, from the top down; `furniture` draws what stands on each page first."""

    def __init__(self, furniture: Callable[[Sheet], None]) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_compression(False)
        self.pdf.set_creation_date(datetime(2026, 11, 22, tzinfo=UTC))
        upright, bold = _fonts()
        self.pdf.add_font("Invented", "", upright)
        self.pdf.add_font("Invented", "B", bold)
        self.furniture = furniture
        self.page = 0
        self.y = TOP
        self.turn()

    def turn(self) -> None:
        """Begins a new page."""
        self.pdf.add_page()
        self.page += 1
        self.furniture(self)
        self.y = TOP

    def put(self, text: str, x: float, y: float, size: float = 12, *, bold: bool = False) -> None:
        """One line at a place, in points from the lower left corner."""
        self.pdf.set_font("Invented", "B" if bold else "", size)
        self.pdf.text(x, self.pdf.h - y, text + " ")

    def raw(self, operators: str) -> None:
        """Operators into the page's content as they are."""
        self.pdf._out(operators)

    def lines(self, *lines: str, x: float = MARGIN, size: float = 12, bold: bool = False, gap: float = 12) -> None:
        """Lines below each other, on a new page where this one is full, and a gap below the last."""
        for line in lines:
            if self.y < BOTTOM:
                self.turn()
            self.put(line, x, self.y, size, bold=bold)
            self.y -= max(size * 1.21, LEADING)
        self.y -= gap

    def text(self, text: str, x: float = MARGIN, width: int = 76) -> None:
        """A paragraph, its lines broken by its width and wherever it holds a line break."""
        self.lines(*wrapped(text, width), x=x)

    def heading(self, *lines: str, size: float = 14, bold: bool = True) -> None:
        """A heading, never at the foot of a page."""
        if self.y < BOTTOM + 60:
            self.turn()
        self.lines(*lines, size=size, bold=bold)

    def marked(self, mark: str, text: str, indent: float = 28.3) -> None:
        """Text with a mark before its first line: a paragraph with its number, or a point with its bullet."""
        first, *rest = wrapped(text, 70)
        if self.y < BOTTOM:
            self.turn()
        self.put(mark, MARGIN, self.y)
        self.lines(first, *rest, x=MARGIN + indent)

    def table(self, rows: Sequence[tuple[Sequence[str], Sequence[str]]], *, bold: bool = False) -> None:
        """Rows of a label and a grade, each cell of one line or more, drawn cell by cell."""
        for label, grade in rows:
            top = self.y
            self.lines(*label, x=MARGIN + 6, bold=bold, gap=0)
            below, self.y = self.y, top - 4.0
            self.lines(*grade, x=395, gap=0)
            self.y = min(below, self.y) - 12

    def footnote(self, *lines: str) -> None:
        """Lines of ten points at the foot of the page."""
        for i, line in enumerate(lines):
            self.put(line, MARGIN, 58.7 + 12 * (len(lines) - 1 - i), 10)

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.pdf.output())


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines: broken at its own line breaks, and at words and hyphens where it is too wide."""
    return [line for part in text.split("\n") for line in textwrap.wrap(part, width) or [""]]


@dataclass(frozen=True)
class Numbered:
    """A paragraph whose number is not simply the next, or is printed without its dot."""

    text: str
    number: int | None = None
    dot: bool = True


@dataclass(frozen=True)
class Section:
    """A section: the lines of its heading, and its paragraphs."""

    heading: tuple[str, ...]
    paragraphs: tuple[str | Numbered, ...]
    bold: bool = True
    size: float = 14


_SENTENCES = (
    "Families are met at the door by somebody who knows their name.",
    "Workers write plans that a child can read, and keep to most of them.",
    "In a small number of streets, visits come late and nobody says why.",
    "Managers look at the work each week and put right what is weak.",
    "Children choose the colour of their room and the day of their meeting.",
    "Carers are paid on time, and the council listens to what they ask for.",
    "Partners share what they know within the hour, in multi-agency teams.",
)


def invented(number: int, sentences: int = 4) -> str:
    """The text of a paragraph that nobody wrote, other for each number."""
    return " ".join(_SENTENCES[(number + i * 3) % len(_SENTENCES)] for i in range(sentences))


LEADERS = ("The impact of leaders on social work", "practice with children and families")
HELP = ("The experiences and progress of", "children who need help and protection")
CARE_AND_LEAVERS = ("The experiences and progress of", "children in care and care leavers")
CARE = ("The experiences and progress of", "children in care")
LEAVERS = ("The experiences and progress of care", "leavers")
OVERALL = ("Overall effectiveness",)

_HELP_HEADING = "The experiences and progress of children who need help and"
_JOINT_HEADING = "The experiences and progress of children in care and care"
_LEADERS_HEADING = "The impact of leaders on social work practice with children and"

OGL = (
    "You may reuse this information (not including logos) free of charge in any format",
    "or medium, under the terms of the Open Government Licence. To view this",
    "licence, visit www.nationalarchives.gov.uk/doc/open-government-licence.",
)
OGL_3 = (
    "You may reuse this information free of charge in any format or medium, under the",
    "terms of the Open Government Licence. To view this licence, visit",
    "www.nationalarchives.gov.uk/doc/open-government-licence/version/3.",
)
NON_COMMERCIAL = (
    "You may copy all or parts of this document for non-commercial educational purposes,",
    "as long as you give details of the source and date of publication.",
)


def _end(sheet: Sheet, licence: Sequence[str], year: int) -> None:
    """The last page, which is the same in every report."""
    sheet.turn()
    sheet.y = 670
    sheet.lines("The Office for Standards in Education, Children’s Services and Skills (Ofsted)", size=10, gap=0)
    sheet.lines("regulates and inspects. 1. This is not a paragraph.", "14. Nor is this.", size=10)
    sheet.lines(*licence, size=10)
    sheet.lines("Piccadilly Gate", "Store Street", "Manchester", f"© Crown copyright {year}", size=10)


def _numbered(sheet: Sheet, paragraphs: Sequence[str | Numbered], last: int, indent: float = 28.3) -> int:
    """Sets numbered paragraphs; returns the last number."""
    for each in paragraphs:
        paragraph = each if isinstance(each, Numbered) else Numbered(each)
        last = paragraph.number or last + 1
        sheet.marked(f"{last}{'.' if paragraph.dot else ''}", paragraph.text, indent)
    return last


Hook = Callable[[Sheet], None]
Rows = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def nothing(_: Sheet) -> None:
    """Draws nothing."""


@dataclass(frozen=True)
class Ilacs:
    """An ILACS report; as it stands, one of 2023 with every part."""

    name: str = ""
    title: tuple[str, ...] = ("Inspection of Exampleshire local authority", "children’s services")
    title_size: float = 26
    dates: tuple[str, ...] = ("Inspection dates: 19 February to 1 March 2024",)
    lead: tuple[str, ...] = ("Lead inspector: Ann Example, His Majesty’s Inspector",)
    header: str = "Judgement Grade"
    rows: Rows = (
        (LEADERS, ("Requires improvement to be good",)),
        (HELP, ("Requires improvement to be good",)),
        (CARE, ("Good",)),
        (LEAVERS, ("Outstanding",)),
        (OVERALL, ("Requires improvement to be good",)),
    )
    prose: str = invented(1, 6)
    improve: tuple[str, ...] = ("What needs to improve?",)
    bullet: str = "◼"
    points: tuple[str, ...] = ("How soon families are seen.", "The support of carers who live far away.")
    sections: tuple[Section, ...] = (
        Section((_HELP_HEADING, "protection: requires improvement to be good"), tuple(map(invented, range(1, 15)))),
        Section(("The experiences and progress of children in care: good",), tuple(map(invented, range(15, 25)))),
        Section(("The experiences and progress of care leavers is: Outstanding",), tuple(map(invented, range(25, 32)))),
        Section((_LEADERS_HEADING, "families: requires improvement to be good"), tuple(map(invented, range(32, 41)))),
    )
    footer: tuple[str, ...] = (
        "Inspection of Exampleshire local authority children’s services",
        "19 February to 1 March 2024",
    )
    licence: tuple[str, ...] = OGL
    year: int = 2024
    before_title: Hook = nothing
    in_table: Hook = nothing
    after_table: Hook = nothing
    after_points: Hook = nothing
    after_sections: Hook = nothing

    def pdf(self) -> bytes:
        """The report as a file."""
        sheet = Sheet(self._furniture)
        self.before_title(sheet)
        self._front(sheet)
        sheet.text(self.prose)
        if sheet.page == 1:
            sheet.turn()
        if self.improve:
            sheet.heading(*self.improve)
        for point in self.points:
            sheet.marked(self.bullet, point, 18) if self.bullet else sheet.text(point)
        self.after_points(sheet)
        last = 0
        for section in self.sections:
            sheet.heading(*section.heading, size=section.size, bold=section.bold)
            last = _numbered(sheet, section.paragraphs, last)
        self.after_sections(sheet)
        _end(sheet, self.licence, self.year)
        return sheet.bytes()

    def _front(self, sheet: Sheet) -> None:
        sheet.y = 690
        if self.name:
            sheet.lines(self.name, size=26, gap=10)
        sheet.lines(*self.title, size=self.title_size, bold=self.title_size < 20)
        sheet.lines(*self.dates, bold=True)
        first, *others = self.lead or ("",)
        if first:
            sheet.lines(first, bold=True, gap=0 if others else 12)
            sheet.lines(*others, x=176, bold=True)
        if self.header:
            sheet.lines(self.header, x=MARGIN + 6, bold=True)
        self.in_table(sheet)
        sheet.table(self.rows)
        self.after_table(sheet)

    def _furniture(self, sheet: Sheet) -> None:
        if sheet.page == 1 and self.footer:
            return
        for text, y in zip(self.footer, (39.6, 30.0), strict=False):
            sheet.put(text, MARGIN, y, 8, bold=True)
        sheet.put(str(sheet.page), 512, 29.4, 20)


ILACS_2018 = Ilacs(
    name="Exampleshire Council",
    title=("Inspection of children's social care services",),
    title_size=16,
    dates=("Inspection dates: 10 September 2018 to 21 September 2018",),
    lead=("Lead inspector:  Cara Invented", "Her Majesty's Inspector"),
    rows=(
        (
            ("The impact of leaders on social work practice with children", "and families"),
            ("Good",),
        ),
        (
            ("The experiences and progress of children who need help and", "protection"),
            ("Requires improvement", "to be good"),
        ),
        (
            ("The experiences and progress of children in care and care", "leavers"),
            ("Requires improvement", "to be good"),
        ),
        (OVERALL, ("Requires improvement", "to be good")),
    ),
    improve=("What needs to improve",),
    bullet="\uf06e",
    sections=(
        Section((_HELP_HEADING, "protection requires improvement to be good"), tuple(map(invented, range(1, 12)))),
        Section((_JOINT_HEADING, "leavers requires improvement to be good"), tuple(map(invented, range(12, 24)))),
        Section((_LEADERS_HEADING, "families is good"), tuple(map(invented, range(24, 31)))),
    ),
    footer=(),
    year=2018,
)

ILACS_2022 = Ilacs(
    title=("Inspection of Otherton Council", "children’s services"),
    dates=("Inspection dates: 4 July to 8 July 2022",),
    lead=("Lead inspector: Dan Madeup HMI",),
    rows=(
        (LEADERS, ("Outstanding",)),
        (HELP, ("Outstanding",)),
        (CARE_AND_LEAVERS, ("Good",)),
        (OVERALL, ("Outstanding",)),
    ),
    improve=("What needs to improve:",),
    points=("The homes of children who live far away.",),
    sections=(
        Section((_HELP_HEADING, "protection are: outstanding"), tuple(map(invented, range(1, 9)))),
        Section((_JOINT_HEADING, "leavers: Good."), tuple(map(invented, range(9, 20)))),
        Section((_LEADERS_HEADING, "families: outstanding"), tuple(map(invented, range(20, 27)))),
    ),
    footer=("Inspection of Otherton Council children’s services", "4 July to 8 July 2022"),
    licence=OGL_3,
    year=2022,
)

ILACS_2023 = Ilacs()

ILACS_2025 = Ilacs(
    title=("Inspection of Port Sample local authority", "children’s services"),
    dates=("Inspection dates: 20 to 24 January 2025",),
    lead=("Lead inspector: Eve Notreal, His Majesty’s Inspector",),
    rows=(
        (LEADERS, ("Good",)),
        (HELP, ("Good",)),
        (CARE, ("Good",)),
        (LEAVERS, ("Inadequate",)),
        (OVERALL, ("Inadequate",)),
    ),
    improve=("What needs to improve?1",),
    points=(
        "How soon care leavers are seen (Outcome\nthree).",
        "The number of advisers, and how they are taught (Enabler two).",
        "How risks to care leavers are found (Outcome 3).",
    ),
    sections=(
        Section((_HELP_HEADING, "protection: good"), tuple(map(invented, range(1, 11)))),
        Section(("The experiences and progress of children in care: good",), tuple(map(invented, range(11, 20)))),
        Section(("The experiences and progress of care leavers: inadequate",), tuple(map(invented, range(20, 28)))),
        Section((_LEADERS_HEADING, "families: good"), tuple(map(invented, range(28, 36)))),
    ),
    footer=("Inspection of Port Sample local authority children’s services", "20 to 24 January 2025"),
    year=2025,
    after_points=lambda sheet: sheet.footnote(
        "1 The points have been cross-referenced with outcomes that are explained elsewhere,", "in another document."
    ),
)

ILACS_2026 = Ilacs(
    dates=("Inspection dates: 11 to 15 May 2026",),
    lead=("Lead inspectors: Ann Example, His Majesty’s Inspector", "Ben O’Sample, His Majesty’s Inspector"),
    rows=((LEADERS, ("Good",)), (HELP, ("Outstanding",)), (CARE, ("Good",)), (LEAVERS, ("Inadequate",))),
    sections=(
        Section((_HELP_HEADING, "protection: outstanding"), tuple(map(invented, range(1, 8)))),
        Section(("The experiences and progress of children in care good",), tuple(map(invented, range(8, 14)))),
        Section(("The experiences and progress of care leavers are: Inadequate",), tuple(map(invented, range(14, 20)))),
        Section((_LEADERS_HEADING, "families: good"), tuple(map(invented, range(20, 25)))),
    ),
    footer=("Inspection of Exampleshire local authority children’s services", "11 to 15 May 2026"),
    year=2026,
)


@dataclass(frozen=True)
class Part:
    """A section of a single inspection report: heading, its grade in a box or a sentence, and paragraphs."""

    heading: tuple[str, ...]
    paragraphs: tuple[str | Numbered, ...]
    grade: str = ""
    box: bool = False
    size: float = 14


@dataclass(frozen=True)
class Sif:
    """A single inspection report; as it stands, one of 2016 with recommendations."""

    name: str = "Exampleshire County Council"
    title: tuple[str, ...] = (
        "Inspection of services for children in need of help and",
        "protection, children looked after and care leavers",
    )
    board: tuple[str, ...] = ("Review of the effectiveness of the Local Safeguarding Children", "Board")
    dates: tuple[str, ...] = ("Inspection date: 11 January 2016 – 4 February 2016",)
    published: str = "Report published: 22 March 2016"
    headline: tuple[str, ...] = ("Children’s services in Exampleshire require improvement to be", "good")
    rows: Rows = (
        (("1. Children who need help and protection",), ("Requires improvement",)),
        (("2. Children looked after and achieving", "permanence"), ("Requires improvement",)),
        (("2.1 Adoption performance",), ("Good",)),
        (("2.2 Experiences and progress of care leavers",), ("Good",)),
        (("3. Leadership, management and governance",), ("Requires improvement",)),
    )
    rows_on_page_2: int = 0
    board_on_page_1: tuple[str, ...] = ()
    opening: tuple[str, ...] = ("Executive summary",)
    improve: tuple[str, ...] = ("Recommendations",)
    subheads: tuple[str, ...] = ()
    points: tuple[str | Numbered, ...] = tuple(f"Improve matter {n} of the invented list." for n in range(1, 8))
    numbered: bool = True
    parts: tuple[Part, ...] = (
        Part(
            ("The experiences and progress of", "children who need help and", "protection"),
            tuple(map(invented, range(8, 24))),
            "Requires improvement",
        ),
        Part(
            ("The experiences and progress of", "children looked after and achieving", "permanence"),
            tuple(map(invented, range(24, 44))),
            "Requires improvement",
        ),
        Part(
            ("The graded judgement for adoption performance is that it is good",),
            tuple(map(invented, range(44, 52))),
            size=12,
        ),
        Part(
            ("The graded judgement about the experience and progress of care leavers", "is that it is good"),
            tuple(map(invented, range(52, 60))),
            size=12,
        ),
        Part(("Leadership, management and", "governance"), tuple(map(invented, range(60, 76))), "Requires improvement"),
    )
    board_heading: tuple[str, ...] = ("The Local Safeguarding Children Board is good",)
    board_paragraphs: tuple[str | Numbered, ...] = tuple(map(invented, range(76, 90)))
    team: tuple[str, ...] = (
        "Lead inspector: Fay Fiction",
        "Deputy lead inspector: Gus Figment",
        "Team inspectors: Hal Nobody, Ida Noone",
    )
    licence: tuple[str, ...] = OGL_3
    year: int = 2016
    after_title: Hook = nothing
    after_table: Hook = nothing
    after_parts: Hook = nothing

    def pdf(self) -> bytes:
        """The report as a file."""
        sheet = Sheet(self._furniture)
        self._front(sheet)
        sheet.turn()
        sheet.lines("Contents", size=26)
        sheet.lines("Recommendations 4", "The experiences and progress of children 5", size=14)
        sheet.turn()
        sheet.heading("The local authority", size=16)
        sheet.heading(*self.opening)
        sheet.text(invented(3, 5))
        sheet.turn()
        last = self._points(sheet)
        sheet.heading("Summary for children and young people")
        sheet.marked("\uf06e", invented(4, 2), 18)
        for part in self.parts:
            last = self._part(sheet, part, last)
        self.after_parts(sheet)
        if self.board_heading:
            sheet.turn()
            sheet.heading("The Local Safeguarding Children Board (LSCB)", size=16)
            sheet.heading(*self.board_heading)
            self._paragraphs(sheet, self.board_paragraphs, last)
        sheet.turn()
        sheet.heading("Information about this inspection", size=16)
        sheet.text(invented(5, 3))
        sheet.heading("The inspection team", size=12)
        sheet.lines(*self.team)
        _end(sheet, self.licence, self.year)
        return sheet.bytes()

    def _front(self, sheet: Sheet) -> None:
        sheet.y = 722
        sheet.lines(self.name, size=26)
        sheet.lines(*self.title, size=14, bold=True)
        if self.board:
            sheet.lines("and", size=14)
            sheet.lines(*self.board, size=14, bold=True, gap=0)
            sheet.put("1", 112.5, sheet.y + 21, 9, bold=True)
            sheet.y -= 12
        sheet.lines(*self.dates, size=14)
        if self.published:
            sheet.lines(self.published, size=14)
        self.after_title(sheet)
        sheet.lines(*self.headline, size=14, bold=True)
        sheet.table(self.rows[: len(self.rows) - self.rows_on_page_2])
        self.after_table(sheet)
        if self.board_on_page_1:
            sheet.lines(*self.board_on_page_1, size=14, bold=True)
        sheet.footnote("1 This report is invented, and so is the power under which", "it would have been made.")
        if self.rows_on_page_2:
            sheet.turn()
            sheet.table(self.rows[len(self.rows) - self.rows_on_page_2 :])

    def _points(self, sheet: Sheet) -> int:
        if self.improve:
            sheet.heading(*self.improve)
        half = len(self.points) // 2 if self.subheads else len(self.points)
        if self.subheads:
            sheet.heading(self.subheads[0], size=12)
        last = self._paragraphs(sheet, self.points[:half], 0)
        if self.subheads:
            sheet.heading(self.subheads[1], size=12)
        return self._paragraphs(sheet, self.points[half:], last)

    def _part(self, sheet: Sheet, part: Part, last: int) -> int:
        if part.box:
            sheet.lines("Key judgement Judgement grade", bold=True)
        if sheet.y < 260:
            sheet.turn()
        top = sheet.y
        sheet.lines(*part.heading, size=12 if part.box else part.size, bold=not part.box, gap=0)
        below = sheet.y
        if part.grade:
            sheet.y = (top + below) / 2 + 7
            sheet.lines(part.grade, x=357, size=12 if part.box else 14, bold=not part.box)
        sheet.y = below - 20
        if part.grade:
            sheet.heading("Summary", size=12)
            sheet.text(invented(6, 3))
            sheet.heading("Inspection findings", size=12)
        return self._paragraphs(sheet, part.paragraphs, last)

    def _paragraphs(self, sheet: Sheet, paragraphs: Sequence[str | Numbered], last: int) -> int:
        if self.numbered:
            return _numbered(sheet, paragraphs, last)
        for paragraph in paragraphs:
            sheet.text(paragraph if isinstance(paragraph, str) else paragraph.text)
        return last

    def _furniture(self, sheet: Sheet) -> None:
        sheet.put(f" {sheet.page}", 513, 24.5, 20)


SIF_2016 = Sif()

SIF_2014 = Sif(
    dates=("Inspection date: 14 January – 5 February 2014",),
    published="",
    headline=("The overall judgement is requires improvement",),
    rows=(
        (("1. Children who need help and protection",), ("Requires", "improvement")),
        (("2. Children looked after and achieving permanence",), ("Good",)),
        (("2.1 Adoption performance",), ("Good",)),
        (("2.2 Experiences and progress of care leavers",), ("Inadequate",)),
        (("3. Leadership, management and governance",), ("Requires", "improvement")),
    ),
    board_on_page_1=("The effectiveness of the Local Safeguarding Children Board (LSCB)", "requires improvement"),
    opening=("Summary of findings",),
    improve=("What does the local authority need to improve?",),
    subheads=("Priority and immediate action", "Areas for improvement"),
    parts=(
        Part(
            ("The experiences and progress of children", "who need help and protection"),
            tuple(map(invented, range(8, 24))),
            "Requires improvement",
            box=True,
        ),
        Part(
            ("The experiences and progress of children", "looked after and achieving permanence"),
            tuple(map(invented, range(24, 44))),
            "Good",
            box=True,
        ),
        Part(("The graded judgment on adoption performance is: good",), tuple(map(invented, range(44, 52))), size=12),
        Part(("The graded judgment on care leavers is inadequate",), tuple(map(invented, range(52, 60))), size=12),
        Part(
            ("Leadership, management and governance",),
            tuple(map(invented, range(60, 76))),
            "Requires improvement",
            box=True,
        ),
    ),
    board_heading=("Summary of findings",),
    licence=NON_COMMERCIAL,
    year=2014,
)

SIF_REINSPECTION = Sif(
    title=(
        "Re-inspection of services for children in need of help and",
        "protection, children looked after and care leavers",
    ),
    board=(),
    dates=("Inspection date: 6 November 2017 to 30 November 2017",),
    published="Report published: 29 January 2018",
    board_heading=(),
    year=2018,
)

SIF_REINSPECTION_PLAIN = Sif(
    board=(),
    dates=("Inspection date: 9–24 November 2017",),
    published="Report published: 29 January 2018",
    board_heading=(),
    year=2018,
)


@dataclass(frozen=True)
class Lac:
    """An inspection of looked-after children services, as published in 2013."""

    title: tuple[str, ...] = ("Inspection of looked after children", "services")
    name: str = "Exampleshire Council"
    dates: str = "Inspection dates: 15-19 July 2013"
    lead: str = "Reporting inspector Joy Pretend HMI"
    published: str = "Published: 23 August 2013"
    sections: Mapping[str, str] = field(
        default_factory=lambda: {
            "Overall effectiveness of services for looked after children and young people": "Grade 3 (Adequate)",
            "Capacity to improve": "Grade 2 (Good)",
            "Outcomes for looked after children and young people": "Grade 3 (adequate)",
            "Quality of provision": "Grade 4 (Inadequate)",
            "Leadership and management": "Grade 1 (Outstanding)",
        }
    )
    findings: Mapping[str, str] = field(
        default_factory=lambda: {
            "Overall effectiveness": "Adequate Grade 3",
            "Capacity to improve": "Good Grade 2",
            "Outcomes for looked after children and young people": "Adequate Grade 3",
            "Quality of provision": "Inadequate Grade 4",
            "Leadership and management": "Outstanding Grade 1",
        }
    )

    def pdf(self) -> bytes:
        """The report as a file."""
        sheet = Sheet(self._furniture)
        sheet.y = 670
        sheet.lines(*self.title, size=26)
        sheet.lines(self.name, size=18, gap=200)
        sheet.lines(self.dates, self.lead, "Age group: All", self.published, size=10, bold=True)
        sheet.turn()
        sheet.y = 130
        sheet.lines("This document may be reproduced for non-commercial purposes.", size=10)
        sheet.turn()
        sheet.heading("Contents", size=18)
        sheet.lines(*(f"{heading} 4" for heading in self.sections), "Record of main findings 24", bold=True)
        last = 0
        for heading, grade in self.sections.items():
            sheet.turn()
            sheet.heading(*wrapped(heading, 40), size=18)
            sheet.heading(grade)
            last = _numbered(sheet, tuple(invented(n) for n in range(last + 1, last + 9)), last)
        sheet.turn()
        if self.findings:
            sheet.heading("Record of main findings", size=18)
            sheet.heading("Services for looked after children")
            for label, grade in self.findings.items():
                sheet.table(((tuple(wrapped(label, 40)), (grade,)),), bold=True)
        return sheet.bytes()

    def _furniture(self, sheet: Sheet) -> None:
        if sheet.page > 2:
            sheet.put(f"{self.name} Inspection of safeguarding and looked after children", 85, 797.8, 8, bold=True)
            sheet.put(str(sheet.page - 2), 505, 797.4, 8, bold=True)


LAC_2013 = Lac()

Made = Ilacs | Sif | Lac

FORMS: Mapping[str, Made] = {
    "ilacs-2018": ILACS_2018,
    "ilacs-2022": ILACS_2022,
    "ilacs-2023": ILACS_2023,
    "ilacs-2025": ILACS_2025,
    "ilacs-2026": ILACS_2026,
    "sif-2014": SIF_2014,
    "sif-2016": SIF_2016,
    "sif-reinspection": SIF_REINSPECTION,
    "sif-reinspection-plain": SIF_REINSPECTION_PLAIN,
    "lac-2013": LAC_2013,
}
"""A report of every form."""

PUBLISHED = date(2024, 4, 22)


@functools.cache
def file_of(form: str) -> bytes:
    """The file of one of FORMS."""
    return FORMS[form].pdf()


@functools.lru_cache(maxsize=400)
def seen(pdf: bytes) -> Pdf:
    """What the importer's child reads of a file, once for each content."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return read_pdf(Path(file.name))


def reported(made: Made | bytes, published: date | None = PUBLISHED, slug: str | None = None) -> Report:
    """The facts that the importer finds in a report."""
    pdf = made if isinstance(made, bytes) else made.pdf()
    return read_report(seen(pdf), KNOWN, published=published, slug=slug)
