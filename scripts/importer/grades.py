"""Grades as two witnesses give them: the table on the title page, and the headings of the sections.

A grade is matched to its label, never to a position: the order of the table and of the body differ. Where the witnesses
disagree, or one is missing where the form has both, the grade is left empty with the reason; nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from importer.pdf import Line
from importer.text import joined, tidy
from inspections.terms import Verdict

_WORDS = (
    r"(?P<grade>outstanding|good|requires? improvement to be good|requires? improvement|inadequate|adequate"
    r"|not judged|not rated)"
)
_VERDICTS = {
    "outstanding": Verdict.OUTSTANDING,
    "good": Verdict.GOOD,
    "adequate": Verdict.ADEQUATE,
    "inadequate": Verdict.INADEQUATE,
    "not judged": Verdict.NOT_JUDGED,
    "not rated": Verdict.NOT_JUDGED,
}

ILACS_ROWS = {
    "leadership": r"the impact of leaders on social work practice with children and families",
    "help-and-protection": r"the experiences? and progress of children who need help and protection",
    "children-in-care-and-care-leavers": r"the experiences? and progress of children in care and care leavers",
    "children-in-care": r"the experiences? and progress of children in care(?! and care)",
    "care-leavers": r"the experiences? and progress of care leavers",
    "overall": r"overall effectiveness",
}
SIF_ROWS = {
    "help-and-protection": r"1\. children who need help and protection",
    "children-looked-after": r"2\. children looked after and achieving permanence",
    "adoption": r"2\.1\.? adoption performance",
    "care-leavers": r"2\.2\.? experiences? and progress of care leavers",
    "leadership": r"[13]\. leadership, management and governance",
}
LAC_ROWS = {
    "overall": r"overall effectiveness",
    "capacity-to-improve": r"capacity to improve",
    "outcomes": r"outcomes for looked after children and young people",
    "quality-of-provision": r"quality of provision",
    "leadership": r"leadership and management",
}
_IS = r"(?: ?: ?| ?[–-] ?| (?:is|are|is that it is|is that it|is that they are|is that they)(?: ?:)? | )"
_ILACS_HEADINGS = {
    "leadership": r"(?:the )?impact of leaders on social work practice with children and families",
    "help-and-protection": r"(?:the )?experiences? and progress of children who need help and protection",
    "children-in-care-and-care-leavers": r"(?:the )?experiences? and progress of children in care and care leavers",
    "children-in-care": r"(?:the )?experiences? and progress of children in care(?! and care)",
    "care-leavers": r"(?:the )?experiences? and progress of care leavers",
}
_SIF_HEADINGS = {
    "help-and-protection": r"(?:the )?experiences? and progress of children who need help and protection",
    "children-looked-after": (r"(?:the )?experiences? and progress of children looked after and achieving permanence"),
    "adoption": r"(?:the graded judge?ment (?:for|about|on) adoption(?: performance)?|adoption performance)",
    "care-leavers": (
        r"(?:the graded judge?ment (?:for|about|on) )?(?:the )?experiences? and progress of care leavers"
        r"|the graded judge?ment (?:for|about|on) care leavers"
    ),
    "leadership": r"leadership,? management and governance",
}


@dataclass(frozen=True)
class Witness:
    """A grade as it stands in one place: the verdict, its words, and the page."""

    verdict: Verdict
    printed: str
    page: int


def verdict(words: str) -> Verdict:
    """The verdict that printed words mean; every form of "requires improvement" is one grade."""
    return _VERDICTS.get(words.lower(), Verdict.REQUIRES_IMPROVEMENT)


def _witness(match: re.Match[str], page: int) -> Witness:
    words = match["grade"]
    return Witness(verdict(words), words[0].upper() + words[1:].lower(), page)


@dataclass(frozen=True)
class Table:
    """The grades of the title page; `doubts` says what is odd about the table."""

    grades: Mapping[str, Witness]
    doubts: tuple[str, ...] = ()


def table(pages: Mapping[int, str], rows: Mapping[str, str], within: tuple[int, ...]) -> Table:
    """The table of grades, from the text of the first pages it may stand on.

    A label must have exactly one grade right behind it, and no grade may stand there without a label.
    """
    found: dict[str, list[Witness]] = {}
    for page in within:
        text = pages.get(page, "")
        for key, label in rows.items():
            for match in re.finditer(rf"{label}\.? ?{_WORDS}\b", text, re.IGNORECASE):
                found.setdefault(key, []).append(_witness(match, page))
        if len(found) == len(rows):
            break
    doubts = [
        f"the table gives {key} more than once, and differently"
        for key, witnesses in found.items()
        if len({witness.verdict for witness in witnesses}) > 1
    ]
    single = {key: ws[0] for key, ws in found.items() if len({w.verdict for w in ws}) == 1}
    return Table(single, tuple(doubts))


def ilacs_table(pages: Mapping[int, str]) -> Table:
    """The grades on page 1 of an ILACS report, from "Judgement Grade" to "Overall effectiveness"."""
    first = re.split(r"judge?ment grade ", pages.get(1, ""), maxsplit=1, flags=re.IGNORECASE)
    if len(first) == 1:
        return Table({}, ("page 1 has no table of judgements and grades",))
    end = re.search(rf"overall effectiveness ?{_WORDS}\b", first[1], re.IGNORECASE)
    region = first[1][: end.end()] if end else _rows_only(first[1])
    read = table({1: region}, ILACS_ROWS, (1,))
    elsewhere = table(pages, ILACS_ROWS, (1,))
    left = region
    for label in ILACS_ROWS.values():
        left = re.sub(rf"{label}\.? ?{_WORDS}\b", "", left, flags=re.IGNORECASE)
    left = left.strip(" .")
    doubts = elsewhere.doubts + ((f"the table on page 1 holds words that fit no row: ‘{left[:60]}’",) if left else ())
    return Table(read.grades, doubts)


def _rows_only(text: str) -> str:
    """The rows at the beginning of a text, for a table without overall effectiveness."""
    end = 0
    while True:
        ends = [
            match.end()
            for label in ILACS_ROWS.values()
            if (match := re.match(rf" ?{label}\.? ?{_WORDS}\b", text[end:], re.IGNORECASE))
        ]
        if not ends:
            return text[:end]
        end += max(ends)


def sif_overall(pages: Mapping[int, str]) -> list[Witness]:
    """Every place where the first page of a single inspection report says the overall grade in a sentence."""
    text = pages.get(1, "")
    for pattern in (
        rf"the overall judge?ment is(?: that children[’']s services)?(?: (?:is|are))? ?{_WORDS}\b",
        rf"children[’']s services (?:in (?:the )?[^.]{{3,60}}? )?(?:are |is )?{_WORDS}\b",
    ):
        if found := [_witness(match, 1) for match in re.finditer(pattern, text, re.IGNORECASE)]:
            return found
    return []


def sif_board(body: Sequence[Line], front: Sequence[Line]) -> list[Witness]:
    """The safeguarding board's own grades: on page 1 (2014), or as a heading in the second half."""
    pattern = (
        r"(?:the )?(?:effectiveness of the )?local safeguarding children board (?:\(lscb\) )?"
        rf"(?:is |that it is )?{_WORDS}\b"
    )
    first_page = joined(line.text for line in front if line.page == 1)
    found = [_witness(match, 1) for match in re.finditer(pattern, first_page, re.IGNORECASE)]
    lines = [line for line in body if _stands_out(line)]
    for first, second in zip_longest(lines, lines[1:]):
        text = joined([first.text] + ([second.text] if second and second.page == first.page else []))
        if match := re.match(pattern, text, re.IGNORECASE):
            found.append(_witness(match, first.page))
    return found


def lac_table(pages: Mapping[int, str]) -> Table:
    """The record of main findings on the last pages of a looked-after children report."""
    for page in sorted(pages, reverse=True):
        parts = re.split(r"record of main findings", pages[page], flags=re.IGNORECASE)
        if len(parts) > 1 and re.search(rf"overall effectiveness ?{_WORDS}", parts[-1], re.IGNORECASE):
            return table({page: parts[-1]}, LAC_ROWS, (page,))
    return Table({}, ("the report has no record of main findings",))


@dataclass(frozen=True)
class Heading:
    """The heading of a section: its judgement, its grade if it names one, and the index of its first line."""

    key: str
    witness: Witness | None
    page: int
    first_line: int
    last_line: int


def headings(lines: Sequence[Line], is_sif: bool) -> list[Heading]:
    """The headings of sections, in the order of the body. A sentence that begins alike is not bold and not larger."""
    patterns = _SIF_HEADINGS if is_sif else _ILACS_HEADINGS
    return list(_headings(lines, patterns))


def _headings(lines: Sequence[Line], patterns: Mapping[str, str]) -> Iterator[Heading]:
    taken, boxed = -1, -10
    for i, line in enumerate(lines):
        if re.fullmatch(r"key judge?ment judge?ment grade", tidy(line.text), re.IGNORECASE):
            boxed = i
        in_box = i - boxed < 3
        if i <= taken or not (in_box or _stands_out(line)):
            continue
        start = tidy(line.text)
        if not re.match(
            r"(the |)(experience|impact of leaders|graded judg|adoption performance|leadership)", start, re.I
        ):
            continue
        best: tuple[str, re.Match[str], int] | None = None
        for length in range(1, 6):
            group = lines[i : i + length]
            if any(other.page != line.page or not (in_box or _stands_out(other)) for other in group):
                break
            text = joined(other.text for other in group)
            for key, label in patterns.items():
                match = re.fullmatch(rf"(?:{label})(?:{_IS}{_WORDS})?[.: ]*(?:\d{{1,2}})?", text, re.IGNORECASE)
                if match and (best is None or match["grade"] or not best[1]["grade"]):
                    best = (key, match, i + length - 1)
        if best:
            key, match, taken = best
            witness = _witness(match, line.page) if match["grade"] else None
            yield Heading(key, witness, line.page, i, taken)


def _stands_out(line: Line) -> bool:
    """True for a line set as headings are: bold, or larger than the text."""
    return line.bold or line.size >= 13.4


def page_texts(lines: Iterable[Line]) -> dict[int, str]:
    """The text of each page on one line, in the PDF's own order."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        texts.setdefault(line.page, []).append(line.text)
    return {page: joined(parts) for page, parts in texts.items()}
