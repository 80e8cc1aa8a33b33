"""Text that a reader of the page does not see is never read as if it were there, and a person is told of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hostile import FONT, PAGE, file_of, stream
from importer.pdf import Line
from importer.report import Report
from importer.text import visible
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from synthetic import ILACS_2023, SIF_2016, Hook, Made, Sheet, reported, seen

from inspections.terms import Verdict

SAID = "Overall effectiveness Outstanding"

WAYS: dict[str, tuple[str, str]] = {
    "white, as grey": ("white", "1 g {at}({text}) Tj"),
    "white, as red, green and blue": ("white", "1 1 1 rg {at}({text}) Tj"),
    "white, as inks": ("white", "0 0 0 0 k {at}({text}) Tj"),
    "almost white": ("white", ".97 .95 .96 rg {at}({text}) Tj"),
    "white of a space with a name": ("white", "/DeviceRGB cs 1 1 1 sc {at}({text}) Tj"),
    "inks of a space with a name": ("white", "/DeviceCMYK cs 0 0 0 0 scn {at}({text}) Tj"),
    "white of a profile": ("white", "/Profile cs 1 1 1 scn {at}({text}) Tj"),
    "white of a calibrated space": ("white", "/Calibrated cs 1 scn {at}({text}) Tj"),
    "none of a spot colour": ("in a colour that cannot be told", "/Spot cs 0 scn {at}({text}) Tj"),
    "a pattern": ("in a colour that cannot be told", "/Pattern cs /None scn {at}({text}) Tj"),
    "a space that is not there": ("in a colour that cannot be told", "/Nonsuch cs 0 scn {at}({text}) Tj"),
    "invisible": ("invisible", "3 Tr {at}({text}) Tj"),
    "only for clipping": ("invisible", "7 Tr {at}({text}) Tj"),
    "a white outline": ("white", "1 Tr 1 G {at}({text}) Tj"),
    "white, and its outline too": ("white", "2 Tr 1 G 1 g {at}({text}) Tj"),
    "transparent": ("transparent", "/Clear gs {at}({text}) Tj"),
    "transparent, and a state that says nothing of it": ("transparent", "/Clear gs /Wide gs {at}({text}) Tj"),
    "a transparent outline": ("transparent", "/ClearLine gs 1 Tr {at}({text}) Tj"),
    "behind a mask": ("transparent", "/Masked gs {at}({text}) Tj"),
    "left of the page": ("off the page", "{at} 1 0 0 1 -900 {y} Tm ({text}) Tj"),
    "right of the page": ("off the page", "{at} 1 0 0 1 900 {y} Tm ({text}) Tj"),
    "below the page": ("off the page", "{at} 1 0 0 1 77 -30 Tm ({text}) Tj"),
    "above the page": ("off the page", "{at} 1 0 0 1 77 999 Tm ({text}) Tj"),
    "within the sheet and outside the page": ("off the page", "{at} 1 0 0 1 77 12 Tm ({text}) Tj"),
    "moved off the page": ("off the page", "1 0 0 1 0 5000 cm {at}({text}) Tj"),
    "moved off by a string’s own spaces": ("off the page", "{at}[(Seen) -90000 ({text})] TJ"),
    "moved back beyond the page": ("off the page", "{at}[(Seen) 90000 ({text})] TJ"),
    "letters too far apart": ("off the page", "9000 Tc {at}({text}) Tj"),
    "words too far apart": ("off the page", "700 Tw {at}({text}) Tj"),
    "behind seen words of the same line": ("off the page", "{at}(Seen ) Tj 5000 0 Td ({text}) Tj"),
    "one point high": ("too small to see", "{at} /F1 1 Tf ({text}) Tj"),
    "one point high by the matrix": ("too small to see", "{at} .05 0 0 .05 77 {y} Tm ({text}) Tj"),
    "one point high by the page": ("too small to see", ".05 0 0 .05 60 {y} cm BT 1 0 0 1 77 0 Tm ({text}) Tj"),
    "of no width": ("too small to see", "1 Tz {at}({text}) Tj"),
    "small among words of the same line": ("too small to see", "{at}(Seen ) Tj .05 0 0 .05 200 {y} Tm ({text}) Tj"),
    "on a layer": ("in a layer that can be switched off", "/OC /Layer BDC {at}({text}) Tj ET EMC BT"),
    "by the operator that begins a line": ("invisible", "{at}({seen}) Tj 14 TL 3 Tr ({text}) '"),
    "by the operator that begins a line and spreads it": ("invisible", '{at}({seen}) Tj 14 TL 3 Tr 0 0 ({text}) "'),
    "begun in letters from right to left": ("invisible", "{at}/F2 12 Tf 3 Tr (\\001\\001 {text}) Tj"),
    "in a form that is white already": ("white", "1 g BT ET /WayForm Do BT"),
    "in a form moved off the page": ("off the page", "1 0 0 1 0 3000 cm BT ET /WayForm Do BT"),
    "in a form that moves itself off the page": ("off the page", "BT ET /FarForm Do BT"),
    "after a form that was black": ("white", "1 g BT ET /BlackForm Do {at}({text}) Tj"),
    "in a form with a state of its own": ("transparent", "BT ET /ClearForm Do BT"),
}
"""How text can be kept from the eye: the reason to be given, and operators; {at} begins text at the way’s place."""


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    """What is read of one page on which each way hides a text of its own, with seen words before and after."""
    content, forms = [], {}
    for number, (_, operators) in enumerate(WAYS.values()):
        y = 810 - 16 * number
        at = f"BT /F1 12 Tf 1 0 0 1 77 {y} Tm "
        text = f"Hidden{number:02} words"
        filled = operators.format(at=at, y=y, text=text, seen=f"Before{number:02}")
        for name in ("WayForm", "FarForm", "BlackForm", "ClearForm"):
            if f"/{name}" in filled:
                filled = filled.replace(f"/{name}", f"/{name}{number}")
                forms[f"{name}{number}"] = _form(name, at, text)
        content.append(f"q {filled} ET Q BT /F1 12 Tf 1 0 0 1 300 {y} Tm (Seen{number:02}) Tj ET")
    return list(seen(_page(" ".join(content), forms)).lines)


def _form(name: str, at: str, text: str) -> bytes:
    resources = b"/Resources << /Font << /F1 5 0 R >> /ExtGState << /Clear << /ca 0 >> >> >>"
    matrix = b"/Matrix [1 0 0 1 0 3000] " if name == "FarForm" else b""
    before = {"ClearForm": "/Clear gs ", "BlackForm": "0 g "}.get(name, "")
    shown = "Blackform" if name == "BlackForm" else text
    content = f"{before}{at}({shown}) Tj ET".encode()
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + matrix + resources)


def _page(content: str, forms: dict[str, bytes]) -> bytes:
    rtl = FONT.replace(b"/WinAnsiEncoding", b"<< /Type /Encoding /Differences [1 /afii57664] >>")
    named = b" ".join(b"/%b %d 0 R" % (name.encode(), 20 + i) for i, name in enumerate(forms))
    resources = (
        b"<< /Font << /F1 5 0 R /F2 6 0 R >> /XObject << %b >> /ExtGState << "
        b"/Clear << /ca 0 >> /ClearLine << /CA 0 >> /Wide << /LW 3 >> /Masked << /SMask << /S /Alpha >> >> >> "
        b"/ColorSpace << /Profile [/ICCBased 7 0 R] /Calibrated [/CalGray << >>] "
        b"/Spot [/Separation /Gold /DeviceCMYK 8 0 R] >> "
        b"/Properties << /Layer << /Type /OCG /Name (Layer) >> >> >>" % named
    )
    page = PAGE.replace(b"<< /Font << /F1 5 0 R >> >>", resources).replace(
        b"/MediaBox", b"/CropBox [0 20 595 842] /MediaBox"
    )
    objects = {
        3: page,
        4: stream(content.encode()),
        6: rtl,
        7: stream(b"", b"/N 3"),
        8: stream(b"{}", b"/FunctionType 4"),
    }
    return file_of(objects | {20 + i: form for i, form in enumerate(forms.values())})


@pytest.mark.parametrize("way", WAYS)
def test_text_that_cannot_be_seen_is_marked_with_the_reason(way: str, lines: list[Line]) -> None:
    reason, _ = WAYS[way]
    text = f"Hidden{list(WAYS).index(way):02}"
    assert [line.hidden for line in lines if text in line.text] == [reason]


@pytest.mark.parametrize("way", WAYS)
def test_text_after_it_is_seen_again(way: str, lines: list[Line]) -> None:
    text = f"Seen{list(WAYS).index(way):02}"
    assert [line.hidden for line in lines if text in line.text] == [""]


def test_text_on_a_line_before_it_is_seen(lines: list[Line]) -> None:
    before = [line.hidden for line in lines if line.text.startswith("Before")]
    assert before == ["", ""]


SEEN: dict[str, str] = {
    "black": "0 g {at}({text}) Tj",
    "grey": ".5 g {at}({text}) Tj",
    "blue": "0 0 1 rg {at}({text}) Tj",
    "black ink": "0 0 0 1 k {at}({text}) Tj",
    "black of a profile": "/Profile cs 0 0 0 scn {at}({text}) Tj",
    "black again": "1 g /DeviceGray cs {at}({text}) Tj",
    "a black outline of white letters": "2 Tr 1 g 0 G {at}({text}) Tj",
    "an outline, the filling being white": "1 Tr 1 g {at}({text}) Tj",
    "half transparent": "/Half gs {at}({text}) Tj",
    "slanted": "{at} 1 0 .3 1 77 {y} Tm ({text}) Tj",
    "turned": "{at} 0 1 -1 0 77 {y} Tm ({text}) Tj",
    "small": "{at} /F1 6 Tf ({text}) Tj",
    "large by the matrix": "{at} /F1 1 Tf 12 0 0 12 77 {y} Tm ({text}) Tj",
    "spaced": "1 Tc 4 Tw {at}({text}) Tj",
    "kerned": "{at}[(H) 20 (idden) -300 ({text})] TJ",
    "marked": "/P << /MCID 0 >> BDC {at}({text}) Tj ET EMC BT",
    "spaces of no size around it": "{at} /F1 .1 Tf ( ) Tj /F1 12 Tf ({text}) Tj",
    "spaces off the page behind it": "{at} ({text}) Tj 1 0 0 1 900 {y} Tm (  ) Tj",
    "spaces of an array off the page": "{at} [({text}) -90000 ( )] TJ",
}
"""What a reader sees, though something about it is as in hidden text."""


def test_text_that_can_be_seen_is_not_marked() -> None:
    content = []
    for number, operators in enumerate(SEEN.values()):
        y = 800 - 30 * number
        at = f"BT /F1 12 Tf 1 0 0 1 77 {y} Tm "
        content.append(f"q {operators.format(at=at, y=y, text=f'Shown{number:02} words')} ET Q")
    page = _page(" ".join(content) + " " + "BT /F1 12 Tf 72 60 Td (Enough words to be read.) Tj ET " * 9, {})
    read = {line.text: line.hidden for line in seen(page.replace(b"/Clear <<", b"/Half << /ca .5 >> /Clear <<")).lines}
    for number, name in enumerate(SEEN):
        assert [hidden for text, hidden in read.items() if f"Shown{number:02}" in text] == [""], name


# Whole reports


def white(sheet: Sheet, text: str, y: float) -> None:
    """Words in the colour of the page."""
    sheet.pdf.set_text_color(255, 255, 255)
    sheet.put(text, 77, y, 14, bold=True)
    sheet.pdf.set_text_color(0)


def invisible(sheet: Sheet, text: str, y: float) -> None:
    """Words that are neither filled nor outlined."""
    with sheet.pdf.local_context(text_mode=3):
        sheet.put(text, 77, y, 14, bold=True)


def off_the_page(sheet: Sheet, text: str, y: float) -> None:
    """Words to the right of the sheet."""
    sheet.put(text, 2000, y, 14, bold=True)


def transparent(sheet: Sheet, text: str, y: float) -> None:
    """Words of no opacity."""
    with sheet.pdf.local_context(fill_opacity=0):
        sheet.put(text, 77, y, 14, bold=True)


def tiny(sheet: Sheet, text: str, y: float) -> None:
    """Words of one point."""
    sheet.put(text, 77, y, 1, bold=True)


HIDING = (white, invisible, off_the_page, transparent, tiny)


def hook(hide: object, text: str, y: float) -> Hook:
    """Draws the text hidden."""
    assert callable(hide)
    return lambda sheet: hide(sheet, text, y)


def facts(report: Report) -> Iterator[object]:
    """What a record would hold of a report, without its checksum and pages."""
    yield from (report.title, report.slug.value, report.framework.value, report.kind.value, report.fieldwork.value)
    yield from (report.lead_inspectors.value, report.licence.value, report.doubts, report.body.sections)
    yield {key: (grade.verdict, grade.printed) for key, grade in report.judgements.items()}
    yield [paragraph.text for paragraph in report.body.paragraphs]
    yield [point.text for point in report.body.points or ()]


@pytest.mark.parametrize("hide", HIDING, ids=lambda hide: hide.__name__)
def test_no_hidden_word_changes_a_fact_and_each_is_told(hide: object) -> None:
    spoilt = replace(
        ILACS_2023,
        before_title=hook(hide, "Inspection dates: 1 to 5 March 2021", 760),
        in_table=hook(hide, SAID, 600),
        after_table=hook(hide, "Lead inspector: Zed Zero, His Majesty’s Inspector", 300),
        after_points=hook(hide, "The experiences and progress of children in care: outstanding", 500),
        after_sections=hook(hide, "41. Everything is outstanding. Non-commercial.", 400),
    )
    report = reported(spoilt)
    assert list(facts(report)) == list(facts(reported(ILACS_2023)))
    reason = {"off_the_page": "off the page", "tiny": "too small to see"}.get(getattr(hide, "__name__", ""))
    reason = reason or getattr(hide, "__name__", "")
    assert [note.partition(" was not read")[0] for note in report.notes] == [
        f"text that cannot be seen on page {page} ({reason})" for page in (1, 1, 1, 2, report.pages - 1)
    ]
    assert f"‘{SAID}’" in report.notes[1]


@pytest.mark.parametrize("hide", HIDING, ids=lambda hide: hide.__name__)
def test_a_hidden_grade_fills_no_empty_row(hide: object) -> None:
    report = reported(replace(ILACS_2023, rows=ILACS_2023.rows[:4], in_table=hook(hide, SAID, 600)))
    assert report.judgements["overall"].verdict is None
    assert report.judgements["overall"].doubt == "the table on page 1 has no row for overall"
    assert any(SAID in note for note in report.notes)


@pytest.mark.parametrize("hide", HIDING, ids=lambda hide: hide.__name__)
def test_a_hidden_headline_of_a_single_inspection_is_not_read(hide: object) -> None:
    report = reported(replace(SIF_2016, after_title=hook(hide, "The overall judgement is outstanding", 500)), None)
    assert report.judgements["overall"].verdict is Verdict.REQUIRES_IMPROVEMENT
    assert "outstanding" in report.notes[0]


def test_the_same_words_are_noticed_where_they_can_be_seen() -> None:
    """Else the tests above would hold whatever the importer did."""
    shown = replace(ILACS_2023, in_table=lambda sheet: sheet.put(SAID, 77, 600))
    assert reported(shown).judgements["overall"].verdict is None
    alone = replace(ILACS_2023, rows=ILACS_2023.rows[:4], after_table=lambda sheet: sheet.put(SAID, 77, sheet.y))
    assert reported(alone).judgements["overall"].verdict is Verdict.OUTSTANDING


def test_hidden_words_without_end_do_not_change_what_is_taken_for_the_text() -> None:
    def much(sheet: Sheet) -> None:
        sheet.pdf.set_text_color(255, 255, 255)
        for i in range(3000):
            sheet.put("Large white words that nobody sees at all", 77, 700 - i % 600, 30)
        sheet.pdf.set_text_color(0)

    report = reported(replace(ILACS_2023, after_sections=much))
    assert report.doubts == ()
    assert len(report.body.paragraphs) == 40
    assert len(report.notes) == 5


def test_a_note_or_a_field_laid_over_the_page_is_not_read() -> None:
    report = reported(_with_notes(ILACS_2023))
    assert report.judgements["overall"].verdict is Verdict.REQUIRES_IMPROVEMENT
    assert report.doubts == ()


def _with_notes(made: Made) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.pdf())))
    look = DecodedStreamObject()
    look.set_data(b"BT /Helv 12 Tf 0 0 Td (" + SAID.encode() + b") Tj ET")
    look.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): _numbers(0, 0, 400, 20)})
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): _numbers(77, 600, 477, 620),
            NameObject("/Contents"): TextStringObject(SAID),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            NameObject("/F"): NumberObject(4),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


def test_visible_lines_are_those_without_a_reason() -> None:
    shown, hidden = Line(1, 0, 0, 12, "a"), Line(1, 0, 0, 12, "b", hidden="white")
    assert visible([shown, hidden]) == [shown]
