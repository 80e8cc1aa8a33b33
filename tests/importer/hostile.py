"""PDFs that a careless or hostile hand might give, each made of its objects: damaged, endless, enormous or lying."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from pypdf import PdfReader, PdfWriter

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
WORDS = b"BT /F1 12 Tf 72 700 Td " + b"(Nothing here was written by an inspector.) Tj 0 -14 Td " * 20 + b"ET"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object, with its right length unless the entries give another."""
    length = b"" if b"/Length" in entries else b"/Length %d " % len(content)
    return b"<< " + length + entries + b" >>\nstream\n" + content + b"\nendstream"


def flate(content: bytes, rounds: int = 1) -> bytes:
    """A stream compressed this often."""
    for _ in range(rounds):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [" + b"/FlateDecode " * rounds + b"]")


def file_of(
    objects: Mapping[int, bytes] | None = None, *, root: bytes = b"/Root 1 0 R", trailer: bytes = b"", head: bytes = b""
) -> bytes:
    """A file of one page of text in which some objects are others, with a right table of where each object is."""
    every = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(WORDS), 5: FONT} | dict(objects or {})
    body = io.BytesIO()
    body.write(head + b"%PDF-1.7\n")
    places = {}
    for number, content in every.items():
        places[number] = body.tell()
        body.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = body.tell()
    body.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        body.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(every) + 1
    body.write(b"trailer\n<< /Size %d %b %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start))
    return body.getvalue()


def _nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def _deep_tree(depth: int) -> bytes:
    objects = {2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"}
    for level in range(depth):
        objects[10 + level] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (
            9 + level if level else 2,
            11 + level,
        )
    objects[10 + depth] = PAGE
    return file_of(objects)


def _cycle_of_tables() -> bytes:
    whole = file_of()
    start = whole.rindex(b"xref\n0 1")
    return file_of(trailer=b"/Prev %d" % start)


def _chain_of_tables(links: int) -> bytes:
    """A table that names an older one, and so on, each naming the next."""
    body = bytearray(file_of())
    previous = body.rindex(b"xref\n0 1")
    for _ in range(links):
        start = len(body)
        body += b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (previous, start)
        previous = start
    return bytes(body)


def _object_streams_in_a_circle() -> bytes:
    table = bytes.fromhex("01000a000200070002000600")  # 0: at 10; 6 in 7; 7 in 6
    entries = b"/Type /XRef /Size 8 /W [1 2 1] /Index [5 3] /Root 6 0 R"
    body = b"%PDF-1.7\n"
    start = len(body)
    return body + b"5 0 obj\n" + stream(table, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (10 + i) for i in range(count))
    return file_of(
        {2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)} | {10 + i: PAGE for i in range(count)}
    )


def _short_texts(lines: int, pages: int) -> bytes:
    """Pages that all show one stream of very many lines, small in the file."""
    content = b"BT /F1 12 Tf 72 700 Td " + b"(x) Tj 0 -14 Td (y) Tj 0 14 Td " * (lines // 2) + b"ET"
    return same_page(content, pages)


def same_page(content: bytes, pages: int) -> bytes:
    """Pages that all have one content, small in the file."""
    kids = b" ".join([b"3 0 R"] * pages)
    return file_of({2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages), 4: flate(content)})


def _long_string(letters: int) -> bytes:
    return b"BT /F1 12 Tf (" + b"a" * letters + b") Tj ET"


SLOW = same_page(b"1 0 0 1 0 0 cm\n" * 280_000 + WORDS, 300)
"""Minutes of work for whoever reads it to its end."""
LARGE = file_of({4: flate(_long_string(70_000_000))})
"""A gigabyte for whoever reads it to its end."""


def _fonts_without_widths() -> bytes:
    return file_of({5: b"<< /Type /Font /Subtype /TrueType /BaseFont /None /FirstChar 0 /LastChar 999999999 >>"})


def _to_unicode(mapping: bytes) -> bytes:
    font = FONT[:-2] + b"/ToUnicode 6 0 R >>"
    return file_of({5: font, 6: stream(b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" + mapping)})


def _form(operators: bytes, inside: bytes) -> bytes:
    page = PAGE.replace(b"/Font", b"/XObject << /X1 6 0 R >> /Font")
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >>"
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources
    return file_of({3: page, 4: stream(WORDS + operators), 6: stream(inside, entries)})


def _filtered(name: bytes, content: bytes, more: bytes = b"") -> bytes:
    return file_of({4: stream(content, b"/Filter /%b %b" % (name, more))})


BOMB = b"\x00" * 20_000_000

HOSTILE: dict[str, Callable[[], bytes]] = {
    "a page tree that holds itself": lambda: file_of({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
    "a page tree in a circle of two": lambda: file_of(
        {2: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>", 6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"}
    ),
    "a page that is its own parent": lambda: file_of({3: PAGE.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")}),
    "a page tree of a thousand floors": lambda: _deep_tree(1000),
    "a count of pages beyond all": lambda: file_of({2: PAGES.replace(b"/Count 1", b"/Count 999999999999")}),
    "a count of pages below nothing": lambda: file_of({2: PAGES.replace(b"/Count 1", b"/Count -7")}),
    "the same page a hundred thousand times": lambda: file_of(
        {2: b"<< /Type /Pages /Kids [%b] /Count 100000 >>" % (b"3 0 R " * 100_000)}
    ),
    "pages that are numbers": lambda: file_of({2: b"<< /Type /Pages /Kids [1 2 3] /Count 3 >>"}),
    "pages that are a text": lambda: file_of({2: b"(pages)"}),
    "no root": lambda: file_of(root=b""),
    "a root that is not there": lambda: file_of(root=b"/Root 99 0 R"),
    "a hundred thousand lists within each other": lambda: file_of({4: _nested(100_000)}),
    "lists within each other among the operators": lambda: file_of({4: stream(WORDS + _nested(50_000) + b" TJ")}),
    "dictionaries within each other": lambda: file_of({6: b"<</a" * 50_000 + b">>" * 50_000}, trailer=b"/Info 6 0 R"),
    "a stream of 20 million bytes": lambda: file_of({4: flate(BOMB)}),
    "a stream compressed again and again": lambda: file_of({4: flate(BOMB, 4)}),
    "a stream of more bytes than any": lambda: file_of({4: flate(b"\x00" * 80_000_000)}),
    "a stream with twenty filters": lambda: file_of({4: flate(WORDS, 20)}),
    "one string of four million letters": lambda: file_of({4: flate(_long_string(4_000_000))}),
    "a million short texts": lambda: _short_texts(60_000, 1),
    "texts without end on every page": lambda: _short_texts(9_000, 300),
    "tables in a circle": _cycle_of_tables,
    "two thousand tables behind each other": lambda: _chain_of_tables(2000),
    "object streams in a circle": _object_streams_in_a_circle,
    "a table that points nowhere": lambda: file_of().replace(b"startxref\n", b"startxref\n9"),
    "a table of lies": lambda: file_of().replace(b"00000 n", b"00000 f"),
    "a length that is too long": lambda: file_of({4: stream(WORDS, b"/Length 999999999")}),
    "a length that is too short": lambda: file_of({4: stream(WORDS, b"/Length 3")}),
    "a length below nothing": lambda: file_of({4: stream(WORDS, b"/Length -1")}),
    "a length that is the stream itself": lambda: file_of({4: stream(WORDS, b"/Length 4 0 R")}),
    "a filter that is a picture's": lambda: _filtered(b"JBIG2Decode", b"\x97JB2\r\n\x1a\n" + b"\xff" * 999),
    "a filter for faxes": lambda: _filtered(b"CCITTFaxDecode", b"\x00" * 999, b"/DecodeParms << /Columns 999999999 >>"),
    "a filter for photographs": lambda: _filtered(b"DCTDecode", b"\xff\xd8\xff" + b"\x00" * 999),
    "a filter that nobody knows": lambda: _filtered(b"NonsuchDecode", WORDS),
    "a filter that lies": lambda: _filtered(b"FlateDecode", WORDS),
    "a run-length bomb": lambda: _filtered(b"RunLengthDecode", b"\x81\x00" * 1_000_000),
    "an LZW stream of nothing": lambda: _filtered(b"LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 9999),
    "a predictor with columns beyond all": lambda: file_of(
        {4: stream(zlib.compress(WORDS), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 >>")}
    ),
    "a script that runs when opened": lambda: file_of(
        {1: CATALOG[:-2] + b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"}
    ),
    "a programme to be started": lambda: file_of({1: CATALOG[:-2] + b"/OpenAction << /S /Launch /F (/bin/sh) >> >>"}),
    "a page as large as a country": lambda: file_of({3: PAGE.replace(b"595 842", b"1e38 1e38")}),
    "a page of no size": lambda: file_of({3: PAGE.replace(b"595 842", b"0 0")}),
    "a page of sizes below nothing": lambda: file_of({3: PAGE.replace(b"0 0 595 842", b"595 842 -595 -842")}),
    "a page whose sides are words": lambda: file_of({3: PAGE.replace(b"[0 0 595 842]", b"[/a (b) null 842]")}),
    "a page of two sides": lambda: file_of({3: PAGE.replace(b"[0 0 595 842]", b"[0 0]")}),
    "a font without widths": _fonts_without_widths,
    "a font that is a text": lambda: file_of({5: b"(Helvetica)"}),
    "a font that is its own descendant": lambda: file_of(
        {5: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [5 0 R] /Encoding /Identity-H >>"}
    ),
    "a font of sizes beyond all": lambda: file_of({4: stream(WORDS.replace(b"12 Tf", b"1e300 Tf"))}),
    "a font of negative size": lambda: file_of({4: stream(WORDS.replace(b"12 Tf", b"-12 Tf"))}),
    "a range of letters beyond all": lambda: _to_unicode(b"1 beginbfrange\n<0000> <FFFFFFFF> <0041>\nendbfrange\n"),
    "letters that are half a letter": lambda: _to_unicode(b"1 beginbfchar\n<4E> <D800>\nendbfchar\n"),
    "letters that steer a terminal": lambda: _to_unicode(b"1 beginbfchar\n<4E> <001B005D0030003B0000>\nendbfchar\n"),
    "operators without operands": lambda: file_of(
        {4: stream(WORDS + b" BT Tj TJ ' \" Tf Tr g rg k gs Do cm Tm Td Tz ET")}
    ),
    "operands that are words": lambda: file_of({4: stream(WORDS + b" (a) Tr (b) g /c Tf [/d] cm /e Do (f) gs")}),
    "states restored that were never saved": lambda: file_of({4: stream(b"Q " * 9999 + WORDS + b"q " * 99_999)}),
    "a form that shows itself": lambda: _form(b" /X1 Do", b"/X1 Do " + WORDS),
    "a form shown six thousand times": lambda: _form(b" /X1 Do" * 6000, b"BT /F1 12 Tf (x) Tj ET"),
    "nothing but null bytes": lambda: b"%PDF-1.7\n" + b"\x00" * 1_000_000,
    "null bytes between all": lambda: file_of().replace(b" ", b"\x00"),
    "a beginning and no more": lambda: b"%PDF-1.7\n",
    "an end and no more": lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF",
    "half a file": lambda: file_of()[: len(file_of()) // 2],
    "a file within a file": lambda: file_of(head=file_of()[:500]),
    "a million comments": lambda: file_of({4: stream(b"%\n" * 1_000_000 + WORDS)}),
    "an inline picture without end": lambda: file_of({4: stream(WORDS + b" BI /W 9 /H 9 ID " + b"x" * 999_999)}),
    "marks that never end": lambda: file_of({4: stream(WORDS + b" /a BMC" * 100_000)}),
}
"""Each a function, since some of them are large."""


def encrypted(pdf: bytes) -> bytes:
    """The file with a password before it can be read."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("secret")
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def compressed(pdf: bytes) -> bytes:
    """The same file with its content compressed, as most are."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for page in writer.pages:
        page.compress_content_streams()
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def mutations(pdfs: Sequence[bytes], count: int, seed: int = 20261122) -> Iterator[tuple[int, bytes]]:
    """Files with bytes changed, cut out, doubled or taken from another, and which file each was; always the same."""
    chance = random.Random(seed)
    for _ in range(count):
        which = chance.randrange(len(pdfs))
        data = bytearray(pdfs[which])
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            _mutate(data, pdfs, chance)
        yield which, bytes(data)


def _mutate(data: bytearray, pdfs: Sequence[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(data))
    length = min(chance.choice((1, 2, 8, 64, 1024)), len(data) - place)
    other = chance.choice(pdfs)
    start = chance.randrange(len(other))
    match chance.randrange(7):
        case 0:
            data[place] ^= 1 << chance.randrange(8)
        case 1:
            data[place : place + length] = chance.randbytes(length)
        case 2:
            del data[place : place + length]
        case 3:
            data[place:place] = data[place : place + length]
        case 4:
            data[place : place + length] = other[start : start + length]
        case 5:
            digits = [i for i, byte in enumerate(data) if byte in b"0123456789"]
            data[chance.choice(digits)] = chance.choice(b"0123456789-.")
        case 6 if chance.random() < 0.3:
            del data[max(place, 200) :]
