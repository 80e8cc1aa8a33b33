"""A PDF → lines of text with page, place and size, read in a child process that cannot hang or exhaust the machine.

pypdf is used because it is permissive in licence, pure Python, and keeps table cells in reading order. Text that a
reader of the printed page would not see (invisible, white, transparent, off the page) is marked with the reason, so
that nothing is ever read from it without a person knowing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

MEMORY = 1 << 30
"""Bytes of address space that the child may use."""
CPU_SECONDS = 20
WALL_SECONDS = 30
LARGEST_FILE = 60_000_000
MOST_PAGES = 400
MOST_LINES = 50_000
"""The longest report has about 2,700."""
MOST_CHARACTERS = 3_000_000
_SMALLEST = 2
"""Points of type; what is smaller, nobody sees."""
_WHITE = 0.9
_CLEAR = 0.1
_TOO_MUCH = "the file holds far more text than a report"
_NO_COLOUR = "in a colour that cannot be told"
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
    "|[\U000e0000-\U0010ffff]"
)
"""Characters that a terminal or a record must not be given: controls, directions, and what is no character."""


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
        if not path.is_file():
            raise RefusedError("it is not a file" if path.exists() else "there is no such file")
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


@dataclass(frozen=True)
class _Look:
    """What decides whether text can be seen: the paint of fill and stroke, the mode, the size and the spread."""

    fill: str = ""
    stroke: str = ""
    fill_space: str = "light"
    stroke_space: str = "light"
    is_fill_clear: bool = False
    is_stroke_clear: bool = False
    is_masked: bool = False
    mode: int = 0
    size: float = 0.0
    stretch: float = 1.0
    spread: float = 0.0
    word_spread: float = 0.0

    @property
    def hidden(self) -> str:
        if self.mode % 4 == 3:
            return "invisible"
        fill = self.fill or ("transparent" if self.is_fill_clear or self.is_masked else "")
        stroke = self.stroke or ("transparent" if self.is_stroke_clear or self.is_masked else "")
        painted = {0: [fill], 1: [stroke], 2: [fill, stroke]}[self.mode % 4]
        return painted[0] if all(painted) else ""


@dataclass(frozen=True)
class _Scope:
    """Content with resources of its own, a page or a form on it, and how it lies on the page."""

    resources: Any
    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    look: _Look = _Look()
    saved: int = 0
    layers: int = 0


@dataclass
class _PageReader:
    """Gathers one page's fragments into lines, in the order of the page's content.

    Whether text can be seen is decided where it is shown, operator by operator, since pypdf gives out text later and in
    larger pieces: a piece is hidden if any part of it is.
    """

    number: int
    box: tuple[float, float, float, float]
    scopes: list[_Scope]
    entered: _Scope | None = None
    look: _Look = _Look()
    saved: list[_Look] = field(default_factory=list)
    layers: list[bool] = field(default_factory=list)
    showing: bytes = b""
    shown: str = ""
    pending: str = ""
    lines: list[Line] = field(default_factory=list)
    open_line: Line | None = None

    def before(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        if self.entered:
            self.scopes.append(self.entered)
            self.entered = None
        match operator:
            case b"q":
                self.saved.append(self.look)
            case b"Q":
                self.look = self.saved.pop() if len(self.saved) > self.scopes[-1].saved else self.look
            case b"BMC" | b"BDC":
                self.layers.append(operator == b"BDC" and str(operands[0]) == "/OC")
            case b"EMC":
                del self.layers[max(self.scopes[-1].layers, len(self.layers) - 1) :]
            case b"Do":
                self.entered = self.form(operands, cm)
            case b"Tj" | b"TJ" | b"'" | b'"':
                self.showing = operator
                self.shown = self.unseen(operator, operands, cm, tm)
            case _:
                self.look = _looking(self.look, operator, operands, self.scopes[-1].resources)

    def after(self, operator: bytes, *_: Any) -> None:
        if operator in (b"Tj", b"TJ", b"'", b'"'):
            self.pending, self.shown, self.showing = self.pending or self.shown, "", b""
        elif operator == b"Do" and self.entered:
            self.entered = None
        elif operator == b"Do":
            scope = self.scopes.pop()
            self.look = scope.look
            del self.saved[scope.saved :], self.layers[scope.layers :]

    def form(self, operands: Any, cm: list[float]) -> _Scope:
        resources = self.scopes[-1].resources
        form = _entry(resources, "/XObject", operands[0])
        matrix = _product(cm, self.scopes[-1].matrix)
        own = [float(value) for value in form.get("/Matrix") or ()]
        return _Scope(
            form.get("/Resources") or resources,
            _product(own, matrix) if len(own) == 6 else matrix,
            self.look,
            len(self.saved),
            len(self.layers),
        )

    def unseen(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> str:
        """Why what is shown here cannot be seen, or an empty text."""
        look, (left, bottom, right, top) = self.look, self.box
        if not operands or _is_blank(operands[-1]):
            return ""
        if look.hidden:
            return look.hidden
        if any(self.layers):
            return "in a layer that can be switched off"
        matrix = _product(tm, _product(cm, self.scopes[-1].matrix))
        across, up = _scale(matrix)
        across *= look.stretch
        if min(across, up) * look.size < _SMALLEST:
            return "too small to see"
        spread = max(abs(look.spread) / 4, abs(look.word_spread)) * across
        moved = _furthest(operands[0]) / 1000 * look.size * across if operator == b"TJ" else 0.0
        if max(spread, abs(moved)) > right - left or matrix[4] + moved > right + 2:
            return "off the page"
        if not (left - 2 <= matrix[4] <= right + 2 and bottom - 2 <= matrix[5] <= top + 2):
            return "off the page"
        return ""

    def text(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        # "'" first ends the line before it, and only then shows its own text
        is_before = self.showing in (b"'", b'"') and text.endswith("\n")
        hidden = self.pending if is_before else self.pending or self.shown
        self.pending = self.shown
        matrix = _product(tm, _product(cm, self.scopes[-1].matrix))
        x, y = matrix[4], matrix[5]
        size = abs(size) * _scale(matrix)[1]
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for i, piece in enumerate(_UNPRINTABLE.sub(_space_or_nothing, text).split("\n")):
            if i:
                self.close()
            if not piece:
                continue
            if piece.strip():
                left, bottom, right, top = self.box
                if not (left - 2 <= x <= right + 2 and bottom - 2 <= y <= top + 2):
                    hidden = hidden or "off the page"
                if size < _SMALLEST:
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
        if len(self.lines) > MOST_LINES:
            raise RefusedError(_TOO_MUCH)


def _looking(look: _Look, operator: bytes, operands: Any, resources: Any) -> _Look:
    """The look after an operator that may change it."""
    which = "stroke" if operator.isupper() else "fill"
    match operator:
        case b"Tr":
            return replace(look, mode=int(operands[0]))
        case b"Tf":
            return replace(look, size=abs(float(operands[1])))
        case b"Tz":
            return replace(look, stretch=abs(float(operands[0])) / 100)
        case b"Tc":
            return replace(look, spread=float(operands[0]))
        case b"Tw":
            return replace(look, word_spread=float(operands[0]))
        case b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K":
            space = "ink" if operator in (b"k", b"K") else "light"
            return replace(look, **{which: _colour(space, operands), f"{which}_space": space})
        case b"sc" | b"SC" | b"scn" | b"SCN":
            return replace(look, **{which: _colour(getattr(look, f"{which}_space"), operands)})
        case b"cs" | b"CS":
            space = _space(operands[0], resources)
            return replace(look, **{which: "" if space else _NO_COLOUR, f"{which}_space": space})
        case b"gs":
            state = _entry(resources, "/ExtGState", operands[0])
            return replace(
                look,
                is_fill_clear=float(state["/ca"]) <= _CLEAR if "/ca" in state else look.is_fill_clear,
                is_stroke_clear=float(state["/CA"]) <= _CLEAR if "/CA" in state else look.is_stroke_clear,
                is_masked=str(state["/SMask"]) != "/None" if "/SMask" in state else look.is_masked,
            )
    return look


def _colour(space: str, operands: Any) -> str:
    """Why text of this colour cannot be seen on white paper, or an empty text."""
    if not space or not operands or not all(isinstance(value, int | float) for value in operands):
        return _NO_COLOUR
    is_white = max(operands) <= 1 - _WHITE if space == "ink" else min(operands) >= _WHITE
    return "white" if is_white else ""


def _space(name: Any, resources: Any) -> str:
    """What the numbers of a colour space mean: more is lighter, more is ink, or (empty) something else."""
    if str(name) in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK"):
        return "ink" if str(name) == "/DeviceCMYK" else "light"
    space = _entry(resources, "/ColorSpace", name)
    kind = str(space[0]) if isinstance(space, list) and space else ""
    if kind == "/ICCBased":
        return "ink" if space[1].get_object().get("/N") == 4 else "light"
    return "light" if kind in ("/CalGray", "/CalRGB") else ""


def _entry(resources: Any, kind: str, name: Any) -> Any:
    """What the resources hold under this name, or nothing."""
    held = (resources.get_object().get(kind) if resources is not None else None) or {}
    found = held.get_object().get(name) if held else None
    return {} if found is None else found.get_object()


def _is_blank(shown: Any) -> bool:
    """True for spaces alone, in either of the codes that they have in real reports; Word sets them anywhere."""
    if isinstance(shown, list):
        return all(_is_blank(item) for item in shown if not isinstance(item, int | float))
    return isinstance(shown, bytes) and (not shown.strip(b" ") or not shown.replace(b"\x00\x03", b""))


def _furthest(array: Any) -> float:
    """How far from the beginning of an array a string of it is shown at most, in thousandths and without widths."""
    moved = furthest = 0.0
    for item in array if isinstance(array, list) else ():
        if isinstance(item, int | float):
            moved -= item
        elif not _is_blank(item):
            furthest = max(furthest, moved, key=abs)
    return furthest


def _product(a: Sequence[float], b: Sequence[float]) -> tuple[float, ...]:
    """The matrix that does what `a` does, and then what `b` does."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _scale(matrix: Sequence[float]) -> tuple[float, float]:
    """How much wider and higher text becomes, however it is turned or slanted."""
    across = math.hypot(matrix[0], matrix[1])
    return across, abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) / across if across else 0.0


def _space_or_nothing(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else ""


def _read(path: Path) -> dict[str, Any]:
    from pypdf import PdfReader

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
        lines: list[Line] = []
        for number, page in enumerate(reader.pages, start=1):
            lines += _page_lines(number, page)
            if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_CHARACTERS:
                return {"refused": _TOO_MUCH}
    except MemoryError:
        raise
    except RefusedError as error:
        return {"refused": str(error)}
    except Exception as error:  # a hostile file can raise anything in pypdf
        return {"refused": f"the file is damaged ({type(error).__name__})"}
    if sum(len(line.text) for line in lines if not line.hidden) < 200:
        return {"refused": "the file holds no text; a scanned picture cannot be read"}
    return {"sha256": hashlib.sha256(data).hexdigest(), "pages": count, "lines": [asdict(line) for line in lines]}


def _page_lines(number: int, page: Any) -> Iterator[Line]:
    media, crop = (
        sorted((float(box.left), float(box.right))) + sorted((float(box.bottom), float(box.top)))
        for box in (page.mediabox, page.cropbox)
    )
    box = (max(media[0], crop[0]), max(media[2], crop[2]), min(media[1], crop[1]), min(media[3], crop[3]))
    reader = _PageReader(number, box, [_Scope(page.get("/Resources"))])
    page.extract_text(
        visitor_text=reader.text, visitor_operand_before=reader.before, visitor_operand_after=reader.after
    )
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
