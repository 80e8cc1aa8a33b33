"""Lines of a PDF → the text that a reader reads: without page furniture and footnotes, hyphens right.

Page numbers, running heads and footnotes are told by size and place, never by what they say, so that a paragraph that
runs over a page stays one paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from importer.pdf import Line

LOWEST, HIGHEST = 56, 782
"""Points from the page's lower edge between which the text stands; head and foot lie outside."""


def tidy(text: str) -> str:
    """The text with single spaces and straight apostrophes made typographic."""
    text = re.sub(r"[\u00a0\s]+", " ", text).strip()
    return text.replace("'", "’")


def joined(lines: Iterable[str]) -> str:
    """Lines as one paragraph, hyphens at their ends kept.

    A hyphen at a line's end is always a real one: "multi-" and "agency" make "multi-agency", but "16-" and
    "and 17-year-olds" keep their space.
    """
    text = ""
    for line in map(tidy, lines):
        if not text or not line or (re.search(r"[^\s–-]-$", text[-2:]) and not re.match(r"(and|or|to)\b", line)):
            text += line
        else:
            text += " " + line
    return text


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most of the text is set, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def visible(lines: Iterable[Line]) -> list[Line]:
    """Lines that a reader of the page sees."""
    return [line for line in lines if not line.hidden]


def without_front(lines: Sequence[Line]) -> list[Line]:
    """Lines after the title page and the table of grades that may run over to page 2, and not of the contents."""
    contents = {line.page for line in lines if line.page < 8 and tidy(line.text).lower() == "contents"}
    return [line for line in lines if line.page > 2 and line.page not in contents]


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Visible lines of the text itself: no page numbers, running heads, footnotes or footnote marks."""
    lines = visible(lines)
    size = body_size(lines)
    return [
        line
        for line in lines
        if LOWEST <= line.y <= HIGHEST
        and line.size >= size - 1.3
        and not (line.size >= 17 and re.fullmatch(r"\s*\d{1,3}\s*", line.text))
    ]
