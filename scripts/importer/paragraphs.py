"""The numbered paragraphs of a report, the section each stands in, and the points of what needs to improve.

Numbers run through the whole report; a line is a new paragraph only if it carries the number that comes next, so that a
date or a count at a line's beginning is not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importer.forms import Form
from importer.grades import Heading
from importer.pdf import Line
from importer.text import joined, tidy

_BULLET = re.compile(r"^\s*[◼■▪◾•\uf06e\uf0a7\uf0b7]\s*")
_END = re.compile(r"the office for standards in education|© crown copyright", re.IGNORECASE)
_IMPROVE = re.compile(r"what needs to improve ?\??:? ?\d?$", re.IGNORECASE)
_SIF_IMPROVE = re.compile(r"(recommendations|what does the local authority need to improve\??)$", re.IGNORECASE)
_SIF_IMPROVE_END = re.compile(
    r"(the local authority[’']s strengths|summary for children|information about|progress since|inspection judge?ments"
    r"|the experiences and progress|executive summary)",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"(section 2\b.*|(?:the )?local safeguarding children board(?: \(lscb\))?(?: (?:is|requires) .*)?"
    r"|what the inspection judge?ments mean.*|information about this inspection)$",
    re.IGNORECASE,
)
_CODE = re.compile(r"\((outcome|enabler)\s+(one|two|three|four|five|six|\d)\b[^)]*\)", re.IGNORECASE)
_FIGURES = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph: its number, the page it begins on, its section's judgement (None outside), its text."""

    number: int
    page: int
    section: str | None
    text: str
    part: int = 1
    """2 where the report numbers its second half from 1 again."""


@dataclass(frozen=True)
class Point:
    """A point of what needs to improve: its position from 1, its page, its text, its National Framework codes."""

    n: int
    page: int
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """The paragraphs and points of a report, and what is odd about them."""

    paragraphs: tuple[Paragraph, ...]
    points: tuple[Point, ...] | None
    sections: Mapping[str, tuple[int, int]]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]
    doubts_of_sections: tuple[str, ...] = ()


def read_body(lines: Sequence[Line], headings: Sequence[Heading], form: Form) -> Body:
    """The report's body. `points` is None where the report has a list that could not be read."""
    end = next((i for i, line in enumerate(lines) if line.page > 2 and _END.search(tidy(line.text))), len(lines))
    lines = lines[:end]
    starts = _sections(lines, headings, is_sif=form is Form.SIF)
    paragraphs, notes = _paragraphs(lines, starts)
    doubts = []
    if not paragraphs:
        doubts.append("the paragraphs are not numbered")
    sections, section_doubts = _ranges(paragraphs)
    points: tuple[Point, ...] | None = None
    point_doubts: list[str] = []
    if form is Form.SIF:
        points, point_doubts = _sif_points(lines, paragraphs)
    elif form is Form.ILACS:
        points, point_doubts = _points(lines, headings)
    return Body(
        tuple(paragraphs),
        points,
        sections,
        tuple(doubts + section_doubts + point_doubts),
        tuple(notes),
        tuple(section_doubts),
    )


def _sections(lines: Sequence[Line], headings: Sequence[Heading], *, is_sif: bool) -> dict[int, str | None]:
    """The section that begins at each line index; None where the sections of judgements end."""
    starts: dict[int, str | None] = {heading.first_line: heading.key for heading in headings}
    if is_sif and headings:
        first = headings[0].first_line
        for i, line in enumerate(lines):
            text = tidy(line.text)
            if i > first and (line.size >= 13.4 or line.bold) and _BOARD.match(text):
                is_board = re.match(r"section 2|(?:the )?local safeguarding", text, re.IGNORECASE)
                starts[i] = "lscb" if is_board else None
    return starts


def _paragraphs(lines: Sequence[Line], starts: Mapping[int, str | None]) -> tuple[list[Paragraph], list[str]]:
    found: list[Paragraph] = []
    notes: list[str] = []
    section: str | None = None
    opened: tuple[int, int, str | None, list[str]] | None = None
    margin = 0.0

    def close() -> None:
        nonlocal opened
        if opened:
            number, page, its_section, parts = opened
            found.append(Paragraph(number, page, its_section, joined(parts), part))
        opened = None

    last, part = 0, 1
    for i, line in enumerate(lines):
        if i in starts:
            close()
            section = starts[i]
        text = line.text.strip()
        match = re.match(r"(\d{1,3})(\.?)(?![\d.])\s*", text)
        number = int(match[1]) if match else 0
        is_next = bool(match) and (
            (match is not None and match[2] == "." and number in (last + 1, last + 2))
            or (match is not None and not match[2] and number == last + 1 and last > 0 and abs(line.x - margin) < 6)
        )
        restarts = number == 1 and last > 20 and section == "lscb" and match is not None and match[2] == "."
        if match and (restarts or (is_next and (last == 0 or abs(line.x - margin) < 25))):
            if last == 0 and number != 1:
                continue
            close()
            if restarts:
                part += 1
                notes.append(f"paragraphs are numbered from 1 again on page {line.page}")
            elif number == last + 2:
                notes.append(f"paragraph {last + 1} is missing between {last} and {number} on page {line.page}")
            last, margin = number, line.x
            opened = (number, line.page, section, [text[match.end() :]])
        elif opened:
            if line.bold and (line.x < margin + 8 or line.size >= 13.4) and not _continues(opened[3], line):
                close()
            else:
                opened[3].append(text)
    close()
    return found, notes


def _continues(parts: Sequence[str], line: Line) -> bool:
    """True if a bold line goes on with the paragraph, which has no end yet, rather than heading what follows."""
    return line.size < 13.4 and not re.search(r"[.!?:;”’)]\s*$", tidy(parts[-1])) and tidy(line.text)[:1].islower()


def _ranges(paragraphs: Sequence[Paragraph]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """The first and last paragraph of each section, in the order of the body."""
    numbers: dict[str, list[int]] = {}
    for paragraph in paragraphs:
        if paragraph.section and paragraph.part == 1:
            numbers.setdefault(paragraph.section, []).append(paragraph.number)
    doubts = [
        f"the section on {key} is not one run of paragraphs"
        for key, run in numbers.items()
        if run != sorted(run) or run[-1] - run[0] - len(run) > 2
    ]
    return {key: (min(run), max(run)) for key, run in numbers.items()}, doubts


def _points(lines: Sequence[Line], headings: Sequence[Heading]) -> tuple[tuple[Point, ...] | None, list[str]]:
    first = headings[0].first_line if headings else len(lines)
    start = next((i for i, line in enumerate(lines[:first]) if _IMPROVE.match(tidy(line.text))), None)
    if start is None:
        return (), ["there is no heading “What needs to improve”"] if not _all_well(lines, first) else []
    groups: list[tuple[int, list[str]]] = []
    stray: list[str] = []
    for line in lines[start + 1 : first]:
        parts = [part for part in re.split(r"(?=[◼■▪◾\uf06e])", line.text) if part.strip()]
        for part in parts:
            if _BULLET.match(part):
                groups.append((line.page, [_BULLET.sub("", part)]))
            elif groups:
                groups[-1][1].append(part)
            else:
                stray.append(part)
    if not groups:
        return None, ["what needs to improve is written as prose, not as a list"]
    doubts = [f"before the first point stands ‘{joined(stray)[:60]}’"] if stray else []
    return tuple(_point(n, page, parts) for n, (page, parts) in enumerate(groups, start=1)), doubts


def _all_well(lines: Sequence[Line], first: int) -> bool:
    """True if no list of points stands before the first section, so that the missing heading leaves nothing out."""
    return not any(_BULLET.match(line.text) for line in lines[:first])


def _point(n: int, page: int, parts: Sequence[str]) -> Point:
    text = joined(parts)
    codes = tuple(f"{kind.lower()}-{_FIGURES.get(figure.lower(), figure)}" for kind, figure in _CODE.findall(text))
    return Point(n, page, re.sub(rf" ?{_CODE.pattern}", "", text, flags=_CODE.flags).strip(), codes)


def _sif_points(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> tuple[tuple[Point, ...] | None, list[str]]:
    """The recommendations of a single inspection report: the numbered paragraphs below their heading."""
    start = next(
        (
            i
            for i, line in enumerate(lines)
            if line.page > 1 and (line.size >= 13.4 or line.bold) and _SIF_IMPROVE.match(tidy(line.text))
        ),
        None,
    )
    if start is None:
        return None, ["there is no heading over the recommendations"]
    end = next(
        (
            i
            for i, line in enumerate(lines)
            if i > start and (line.bold or line.size >= 13.4) and _SIF_IMPROVE_END.match(tidy(line.text))
        ),
        len(lines),
    )
    begins = {re.sub(r"\s", "", line.text)[:40] for line in lines[start:end]}
    points = [
        paragraph
        for paragraph in paragraphs
        if any(begin.startswith(f"{paragraph.number}.") for begin in begins)
        and lines[start].page <= paragraph.page <= lines[min(end, len(lines) - 1)].page
        and paragraph.section is None
    ]
    if not points:
        return None, ["the recommendations are not numbered"]
    return tuple(Point(n, p.page, p.text) for n, p in enumerate(points, start=1)), []
