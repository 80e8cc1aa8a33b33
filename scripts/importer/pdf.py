"""A PDF → lines of text with page, place and size, read in a child process that cannot hang or exhaust the machine.

pypdf is used because it is permissive in licence, pure Python, and keeps table cells in reading order. Text that a
reader of the printed page would not see (invisible, white, transparent, off the page) is marked with the reason, so
that nothing is ever read from it without a person knowing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MEMORY = 1 << 30
"""Bytes of address space that the child may use."""
CPU_SECONDS = 20
WALL_SECONDS = 30
LARGEST_FILE = 60_000_000
MOST_PAGES = 400
_WHITE = 0.97


class RefusedError(Exception):
    """The file is not a report that can be read; the message is a sentence for the person who gave it."""


@dataclass(frozen=True)
class Line:
    """A line of text as it stands in the PDF's own order; places in points from the page's lower left corner."""

    page: int
    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    hidden: str = ""


@dataclass(frozen=True)
class Pdf:
    """What was read of a file."""

    sha256: str
    pages: int
    lines: tuple[Line, ...]


def read_pdf(path: Path) -> Pdf:
    """The file's lines.

    Raises:
        RefusedError: with one sentence, if the file is no PDF, is encrypted or damaged, holds no text, or takes more
            than the memory and time that a real report needs.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise RefusedError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    if size == 0:
        raise RefusedError("the file is empty")
    if size > LARGEST_FILE:
        raise RefusedError(f"the file has {size} bytes; {LARGEST_FILE} are the most")
    if b"%PDF-" not in head:
        kind = (
            "a web page (HTML) named .pdf" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "not a PDF"
        )
        raise RefusedError(f"the file is {kind}")
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(path.resolve())]
    try:
        child = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise RefusedError(f"reading took more than {WALL_SECONDS} seconds") from None
    if child.returncode != 0:
        raise RefusedError("reading it takes more memory or time than a report needs, or fails")
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    return Pdf(answer["sha256"], answer["pages"], tuple(Line(**line) for line in answer["lines"]))


# The child


@dataclass
class _Look:
    """What decides whether text can be seen: fill colour, rendering mode, opacity."""

    white: bool = False
    mode: int = 0
    transparent: bool = False

    @property
    def hidden(self) -> str:
        if self.mode in (3, 7):
            return "invisible"
        return "white" if self.white else "transparent" if self.transparent else ""


@dataclass
class _PageReader:
    """Gathers one page's fragments into lines, in the order of the page's content."""

    number: int
    box: tuple[float, float, float, float]
    states: dict[str, float]
    look: _Look = field(default_factory=_Look)
    saved: list[_Look] = field(default_factory=list)
    shown: str = ""
    lines: list[Line] = field(default_factory=list)
    open_line: Line | None = None

    def operand(self, operator: bytes, operands: Any, *_: Any) -> None:
        match operator:
            case b"q":
                self.saved.append(_Look(**asdict(self.look)))
            case b"Q":
                self.look = self.saved.pop() if self.saved else _Look()
            case b"Tr":
                self.look.mode = int(operands[0])
            case b"g":
                self.look.white = float(operands[0]) >= _WHITE
            case b"rg" | b"sc" | b"scn" if _numbers(operands):
                values = [float(value) for value in operands]
                self.look.white = max(values) <= 0.03 if len(values) == 4 else min(values) >= _WHITE
            case b"k":
                self.look.white = max(float(value) for value in operands) <= 0.03
            case b"gs":
                self.look.transparent = self.states.get(str(operands[0]), 1.0) <= 0.03
            case b"Tj" | b"TJ" | b"'" | b'"':
                self.shown = self.shown or self.look.hidden

    def text(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        hidden, self.shown = self.shown, ""
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        size = abs(size * tm[3] * cm[3]) or abs(size * tm[0] * cm[0])
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for i, piece in enumerate(text.split("\n")):
            if i:
                self.close()
            if not piece:
                continue
            if piece.strip():
                left, bottom, right, top = self.box
                if not (left - 2 <= x <= right + 2 and bottom - 2 <= y <= top + 2):
                    hidden = hidden or "off the page"
                if size < 2:
                    hidden = hidden or "too small to see"
            self.add(Line(self.number, round(x, 1), round(y, 1), round(size, 1), piece, bold, hidden))

    def add(self, piece: Line) -> None:
        line = self.open_line
        if line is None:
            self.open_line = piece
            return
        if piece.text.strip() and line.text.strip() and (abs(piece.y - line.y) > 4 or piece.hidden != line.hidden):
            self.close()
            self.open_line = piece
            return
        first = line if line.text.strip() else piece
        self.open_line = Line(
            line.page,
            min(line.x, piece.x) if line.text.strip() and piece.text.strip() else first.x,
            first.y,
            max(line.size, piece.size) if line.text.strip() and piece.text.strip() else first.size,
            line.text + piece.text,
            first.bold,
            line.hidden or piece.hidden,
        )

    def close(self) -> None:
        if self.open_line is not None and self.open_line.text.strip():
            self.lines.append(self.open_line)
        self.open_line = None


def _numbers(operands: Any) -> bool:
    return bool(operands) and all(isinstance(value, int | float) for value in operands)


def _states(page: Any) -> dict[str, float]:
    """The fill opacity of each graphics state that the page names."""
    found: dict[str, float] = {}
    states = (page.get("/Resources") or {}).get("/ExtGState") or {}
    for name in states:
        state = states[name].get_object()
        found[str(name)] = float(state.get("/ca", 1.0))
    return found


def _read(path: Path) -> dict[str, Any]:
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    data = path.read_bytes()
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            return {"refused": "the file is encrypted"}
        count = len(reader.pages)
        if count == 0:
            return {"refused": "the file has no pages"}
        if count > MOST_PAGES:
            return {"refused": f"the file has {count} pages; {MOST_PAGES} are the most"}
        lines = [line for number, page in enumerate(reader.pages, start=1) for line in _page_lines(number, page)]
    except (
        PdfReadError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        return {"refused": f"the file is damaged ({type(error).__name__})"}
    except Exception as error:
        return {"refused": f"the file is damaged ({type(error).__name__})"}
    if sum(len(line.text) for line in lines if not line.hidden) < 200:
        return {"refused": "the file holds no text; a scanned picture cannot be read"}
    return {"sha256": hashlib.sha256(data).hexdigest(), "pages": count, "lines": [asdict(line) for line in lines]}


def _page_lines(number: int, page: Any) -> Iterator[Line]:
    box = page.mediabox
    bounds = tuple(sorted((float(box.left), float(box.right))) + sorted((float(box.bottom), float(box.top))))
    reader = _PageReader(number, (bounds[0], bounds[2], bounds[1], bounds[3]), _states(page))
    page.extract_text(visitor_text=reader.text, visitor_operand_before=reader.operand)
    reader.close()
    return iter(reader.lines)


def _main() -> None:
    logging.disable(logging.CRITICAL)
    if sys.platform != "darwin":  # macOS does not enforce a limit of address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        answer = _read(Path(sys.argv[1]))
    except MemoryError:
        answer = {"refused": "reading it takes more memory than a report needs"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
