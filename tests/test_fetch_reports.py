"""`scripts/fetch_reports.py` brings reports whole or not at all, believes no server, and asks politely.

Every test has a real server on this machine that behaves as badly as the test's name says. No other host is asked:
Ofsted's hosts are mirrored to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib
import os
import re
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from project import ROOT

from inspections.model import Record
from inspections.reading import read
from scripts.importer.fetching import (
    Addresses,
    Fate,
    Fetcher,
    Outcome,
    Politeness,
    Wanted,
    content_range,
    is_loopback,
    origin,
    pause,
    seconds_asked,
    wanted,
)

FILES, REPORTS = "https://files.ofsted.gov.uk", "https://reports.ofsted.gov.uk"
#: The two reports of the good records: the record of the second has a checksum.
PLAIN, SUMMED = "/v1/file/90000001", "/v1/file/90000002"
PLAIN_FILE, SUMMED_FILE = "2026-06-24.pdf", "2024-04-22.pdf"
RECORDED_SUM = "0123456789abcdef" * 4

PDF = b"%PDF-1.7\n" + b"".join(b"%% line %06d of a report\n" % n for n in range(10_000)) + b"startxref\n0\n%%EOF\n"
OTHER_PDF = PDF.replace(b"a report", b"A REPORT")
HTML = b"<!DOCTYPE html>\n<html><title>Page not found</title></html>\n"
HALF = len(PDF) // 2

POLITENESS = Politeness(
    agent="inspection-atlas (+https://example.org/atlas)",
    largest=1_000_000,
    rate=1000,
    tries=3,
    first_wait=0.01,
    longest_wait=0.05,
    longest_asked=5,
    connect=2,
    read=2,
    whole=5,
)


def page(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    shown = b"".join(b"0 -16 Td (%b) Tj " % line.encode() for line in lines)
    content = b"BT /F 11 Tf 60 780 Td %bET" % shown
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


PICTURE = page()
REPORT = page(
    "Inspection of Exampleshire local authority children's services",
    "Inspection dates: 11 to 15 May 2026",
    "Lead inspector: Ann Example, His Majesty's Inspector",
    *["This line of the report is here so that there is something to be read."] * 4,
)

# The server


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]
    at: float

    @property
    def range(self) -> str | None:
        return self.headers.get("Range")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append(Asked(self.path, dict(self.headers), time.monotonic()))
        acts = self.server.acts.get(self.path, [status(404)])
        (acts.pop(0) if len(acts) > 1 else acts[0])(self)

    def head(self, code: int, headers: Mapping[str, str]) -> None:
        self.send_response_only(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


Act = Callable[[Handler], None]


class Server(ThreadingHTTPServer):
    """Answers each path by the acts written down for it, in turn, and by the last of them from then on."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts: dict[str, list[Act]] = {}
        self.asked: list[Asked] = []
        self.is_closing = threading.Event()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is what some tests are about."""

    def stop(self) -> None:
        self.is_closing.set()
        self.shutdown()
        self.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def second_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


def pdf(
    body: bytes = PDF,
    kind: str | None = "application/pdf",
    etag: str | None = '"one"',
    *,
    cut: int | None = None,
    reset_after: Path | None = None,
    ranges: bool = True,
    if_range: bool = True,
    length: int | None = None,
    hang: bool = False,
) -> Act:
    """A report; cut after so many bytes of it; without ranges or If-Range if the server knows none; of a false length;
    with a connection that is reset once the cut part lies at a path, or that hangs, instead of being closed.
    """

    def act(handler: Handler) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range") or "") if ranges else None
        if if_range and handler.headers.get("If-Range", etag) != etag:
            asked = None
        first = int(asked[1]) if asked else 0
        headers = {"Content-Type": kind} if kind else {}
        if etag:
            headers["ETag"] = etag
        if asked and first >= len(body):
            handler.head(416, headers | {"Content-Range": f"bytes */{len(body)}", "Content-Length": "0"})
            return
        if asked:
            headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
        headers["Content-Length"] = str(len(body) - first if length is None else length)
        handler.head(206 if asked else 200, headers)
        handler.wfile.write(body[first : len(body) if cut is None else cut])
        if reset_after:
            wait_for(reset_after, cut or 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(handler.connection.detach())
        if hang:
            handler.server.is_closing.wait(10)

    return act


def wait_for(path: Path, size: int) -> None:
    until = time.monotonic() + 10
    while not (path.is_file() and path.stat().st_size >= size):
        assert time.monotonic() < until, path
        time.sleep(0.01)


def chunked(body: bytes = PDF, *, is_whole: bool = True) -> Act:
    def act(handler: Handler) -> None:
        handler.head(200, {"Content-Type": "application/pdf", "Transfer-Encoding": "chunked", "ETag": '"one"'})
        for start in range(0, len(body), 10_000):
            piece = body[start : start + 10_000]
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        if is_whole:
            handler.wfile.write(b"0\r\n\r\n")

    return act


def status(code: int, headers: Mapping[str, str] | None = None, body: bytes = HTML) -> Act:
    def act(handler: Handler) -> None:
        handler.head(code, {"Content-Type": "text/html", "Content-Length": str(len(body))} | dict(headers or {}))
        handler.wfile.write(body)

    return act


def redirect(location: str, code: int = 302) -> Act:
    return status(code, {"Location": location})


def raw(answer: bytes) -> Act:
    def act(handler: Handler) -> None:
        handler.wfile.write(answer)

    return act


def endless(handler: Handler) -> None:
    handler.head(200, {"Content-Type": "application/pdf"})
    handler.wfile.write(PDF)
    while True:
        handler.wfile.write(b"%" * 100_000)


def silent(handler: Handler) -> None:
    handler.server.is_closing.wait(10)


def dripping(handler: Handler) -> None:
    """A report in ten pieces, twenty a second."""
    handler.head(200, {"Content-Type": "application/pdf", "Content-Length": str(len(PDF)), "ETag": '"one"'})
    size = len(PDF) // 9
    for start in range(0, len(PDF), size):
        handler.wfile.write(PDF[start : start + size])
        if handler.server.is_closing.wait(0.05):
            return


# Fetching


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def record(authorities: Path) -> Path:
    """The record with two reports, the second of which has the checksum of PDF."""
    path = authorities / "exampleshire.yml"
    replaced(path, RECORDED_SUM, hashlib.sha256(PDF).hexdigest())
    return path


def reports_of(record: Path) -> list[Wanted]:
    result = read(record, Record)
    assert result.problems == ()
    return list(wanted({record.stem: result.part}))


@pytest.fixture
def plain(record: Path) -> Wanted:
    return reports_of(record)[0]


@pytest.fixture
def summed(record: Path) -> Wanted:
    return reports_of(record)[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


@pytest.fixture
def fetcher(server: Server, folder: Path, record: Path) -> Fetcher:
    return new_fetcher(server, folder, record)


def new_fetcher(server: Server, folder: Path, record: Path, **politeness: float) -> Fetcher:
    """A fetcher as another run would have it."""
    addresses = Addresses.of((each.url for each in reports_of(record)), (), {FILES: server.url})
    return Fetcher(folder, addresses, replace(POLITENESS, **politeness))  # type: ignore[arg-type]


def fetched(fetcher: Fetcher, report: Wanted) -> Outcome:
    return fetcher.look(report) or fetcher.ask(report)


def refused(fetcher: Fetcher, report: Wanted) -> str:
    """The sentence with which the report is refused; nothing lies where the import would find it."""
    outcome = fetched(fetcher, report)
    assert outcome.fate is Fate.FAILED
    assert list(fetcher.folder.rglob("*.pdf")) == []
    return outcome.sentence


def assert_whole(fetcher: Fetcher, report: Wanted, body: bytes = PDF) -> None:
    """Fetched to the byte, and nothing else is left."""
    assert fetched(fetcher, report) == Outcome(report, Fate.FETCHED)
    assert {path.name: path.read_bytes() for path in (fetcher.folder / "exampleshire").iterdir()} == {report.name: body}


def left_behind(folder: Path, name: str, body: bytes, mark: str | None = None) -> Path:
    """A part of a file, as another run left it."""
    path = folder / "exampleshire" / f"{name}.part"
    path.parent.mkdir()
    path.write_bytes(body)
    if mark:
        path.with_name(f"{path.name}.mark").write_text(mark, encoding="ascii")
    return path


def test_a_report_comes_to_where_the_import_looks_for_it(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf()]
    assert_whole(fetcher, plain)
    assert (fetcher.folder / "exampleshire" / "2026-06-24.pdf").read_bytes() == PDF


def test_a_report_without_a_day_of_publication_is_named_by_the_month_of_its_inspection(record: Path) -> None:
    replaced(record, "    published: 2026-06-24\n", "")
    assert [each.name for each in reports_of(record)] == ["2026-05.pdf", SUMMED_FILE]


def test_inspections_without_an_address_want_nothing(record: Path) -> None:
    assert [str(each) for each in reports_of(record)] == [
        "exampleshire/exampleshire-2026-05",
        "exampleshire/exampleshire-2024-02",
    ]


def test_a_request_says_who_asks_and_wants_the_bytes_as_they_are(
    fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf()]
    fetched(fetcher, plain)
    (asked,) = server.asked
    assert asked.headers == {
        "Host": f"127.0.0.1:{server.server_port}",
        "User-Agent": "inspection-atlas (+https://example.org/atlas)",
        "Accept": "application/pdf",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


@pytest.mark.parametrize("kind", ["application/pdf", "application/octet-stream", "Application/PDF; charset=binary"])
def test_a_report_may_be_sent_as_a_pdf_or_as_mere_bytes(
    kind: str, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(kind=kind)]
    assert_whole(fetcher, plain)


def test_a_body_in_chunks_is_put_together(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [chunked()]
    assert_whole(fetcher, plain)


@pytest.mark.parametrize("path", [PLAIN, SUMMED])
def test_a_report_that_is_there_is_not_asked_for_again(
    path: str, fetcher: Fetcher, server: Server, plain: Wanted, summed: Wanted
) -> None:
    report = plain if path == PLAIN else summed
    server.acts[path] = [pdf()]
    assert_whole(fetcher, report)
    assert fetched(fetcher, report) == Outcome(report, Fate.PRESENT)
    assert len(server.asked) == 1


@pytest.mark.parametrize(("name", "body"), [(PLAIN_FILE, HTML), (PLAIN_FILE, PDF[:HALF]), (SUMMED_FILE, OTHER_PDF)])
def test_a_file_that_is_not_the_report_is_put_aside_and_asked_for(
    name: str, body: bytes, fetcher: Fetcher, server: Server, plain: Wanted, summed: Wanted
) -> None:
    path = fetcher.folder / "exampleshire" / name
    path.parent.mkdir()
    path.write_bytes(body)
    server.acts |= {PLAIN: [pdf()], SUMMED: [pdf()]}
    assert fetched(fetcher, plain if name == PLAIN_FILE else summed).fate is Fate.FETCHED
    assert path.read_bytes() == PDF
    assert path.with_name(f"{name}.wrong").read_bytes() == body


# Resuming


@pytest.mark.parametrize("reset", [False, True])
def test_a_connection_that_breaks_goes_on_where_it_was(
    reset: bool, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    part = fetcher.folder / "exampleshire" / f"{PLAIN_FILE}.part"
    server.acts[PLAIN] = [pdf(cut=HALF, reset_after=part if reset else None), pdf()]
    assert_whole(fetcher, plain)
    first, second = server.asked
    assert (first.range, second.range) == (None, f"bytes={HALF}-")
    assert second.headers["If-Range"] == '"one"'


def test_a_connection_may_break_more_than_once(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf(cut=1000), pdf(cut=HALF), pdf()]
    assert_whole(fetcher, plain)
    assert [asked.range for asked in server.asked] == [None, "bytes=1000-", f"bytes={HALF}-"]


def test_a_server_that_ignores_ranges_sends_all_again(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf(cut=HALF), pdf(ranges=False)]
    assert_whole(fetcher, plain)
    assert server.asked[1].range == f"bytes={HALF}-"


def test_another_run_goes_on_where_one_broke_off(server: Server, folder: Path, record: Path, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf(cut=HALF)]
    sentence = refused(new_fetcher(server, folder, record, tries=1), plain)
    assert sentence == f"the connection broke after {HALF} of {len(PDF)} bytes; gave up after 1 try"
    server.acts[PLAIN] = [pdf()]
    assert_whole(new_fetcher(server, folder, record), plain)
    assert server.asked[1].range == f"bytes={HALF}-"


def test_chunks_that_break_off_are_told_and_gone_on_with(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [chunked(PDF[:HALF], is_whole=False)]
    assert refused(fetcher, plain) == "the connection broke before the end; gave up after 3 tries"
    server.acts[PLAIN] = [pdf()]
    assert_whole(fetcher, plain)
    assert server.asked[-1].range == f"bytes={HALF}-"


def test_a_part_of_an_unknown_version_is_not_gone_on_with(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    left_behind(fetcher.folder, PLAIN_FILE, OTHER_PDF[:HALF])
    server.acts[PLAIN] = [pdf(etag=None)]
    assert_whole(fetcher, plain)
    assert server.asked[0].range is None


@pytest.mark.parametrize("mark", ["", "two\r\nX-Injected: yes", "é"])
def test_a_mark_that_cannot_stand_in_a_header_is_none(
    mark: str, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    left_behind(fetcher.folder, PLAIN_FILE, PDF[:HALF]).with_name(f"{PLAIN_FILE}.part.mark").write_text(mark, "utf-8")
    server.acts[PLAIN] = [pdf()]
    assert_whole(fetcher, plain)
    assert server.asked[0].range is None


def test_a_checksum_lets_a_part_of_an_unknown_version_be_gone_on_with(
    fetcher: Fetcher, server: Server, summed: Wanted
) -> None:
    left_behind(fetcher.folder, SUMMED_FILE, PDF[:HALF])
    server.acts[SUMMED] = [pdf(etag=None)]
    assert_whole(fetcher, summed)
    assert server.asked[0].range == f"bytes={HALF}-"
    assert "If-Range" not in server.asked[0].headers


def test_pieces_of_two_versions_are_noticed_by_the_checksum_and_all_is_asked_for(
    fetcher: Fetcher, server: Server, summed: Wanted
) -> None:
    left_behind(fetcher.folder, SUMMED_FILE, OTHER_PDF[:HALF])
    server.acts[SUMMED] = [pdf(etag=None)]
    assert_whole(fetcher, summed)
    assert [asked.range for asked in server.asked] == [f"bytes={HALF}-", None]


@pytest.mark.parametrize("if_range", [True, False])
def test_a_report_that_is_changed_meanwhile_is_of_one_version(
    if_range: bool, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(cut=HALF), pdf(OTHER_PDF, etag='"two"', if_range=if_range)]
    assert_whole(fetcher, plain, OTHER_PDF)


def test_the_date_of_the_last_change_tells_versions_too(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    day = "Mon, 22 Jul 2024 09:30:00 GMT"
    head = b'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nETag: W/"weak"\r\nLast-Modified: %b\r\n'
    head = head % day.encode() + b"Content-Length: %d\r\n\r\n" % len(PDF)
    server.acts[PLAIN] = [raw(head + PDF[:HALF]), pdf(etag=day)]
    assert_whole(fetcher, plain)
    assert server.asked[1].headers["If-Range"] == day


@pytest.mark.parametrize(
    "part",
    [
        b"HTTP/1.1 206 Partial Content\r\nContent-Type: application/pdf\r\n"
        b"Content-Range: bytes 7-99/100\r\nContent-Length: 93\r\n\r\n" + b"%" * 93,
        b"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */100\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=["another part", "another size", "no size"],
)
def test_an_answer_that_does_not_fit_to_what_had_come_makes_it_begin_anew(
    part: bytes, fetcher: Fetcher, server: Server, folder: Path, record: Path, plain: Wanted
) -> None:
    left_behind(folder, PLAIN_FILE, PDF[:HALF], '"one"')
    server.acts[PLAIN] = [raw(part), pdf()]
    assert refused(new_fetcher(server, folder, record, tries=1), plain) == (
        "what had come before is not a part of what the server has now; gave up after 1 try"
    )
    assert_whole(fetcher, plain)
    assert [asked.range for asked in server.asked] == [f"bytes={HALF}-", None]


def test_a_part_to_which_nothing_is_missing_becomes_the_report(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    left_behind(fetcher.folder, PLAIN_FILE, PDF, '"one"')
    server.acts[PLAIN] = [pdf()]
    assert_whole(fetcher, plain)
    assert [asked.range for asked in server.asked] == [f"bytes={len(PDF)}-"]


@pytest.mark.parametrize("body", [b"", b"%PD", HTML, b"%PDF-" + b"%" * POLITENESS.largest])
def test_a_part_that_cannot_become_a_report_is_not_gone_on_with(
    body: bytes, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    left_behind(fetcher.folder, PLAIN_FILE, body, '"one"')
    server.acts[PLAIN] = [pdf()]
    assert_whole(fetcher, plain)
    assert server.asked[0].range is None


# Trying again


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_fault_that_may_pass_is_tried_again(code: int, fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [status(code), pdf()]
    assert_whole(fetcher, plain)


def test_a_server_that_stays_out_of_order_is_told_with_the_number_of_tries(
    fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [status(503)]
    assert refused(fetcher, plain) == "the server answered 503 Service Unavailable; gave up after 3 tries"
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (404, "the server answered 404 Not Found"),
        (403, "the server answered 403 Forbidden"),
        (206, "the server answered 206 Partial Content"),
        (416, f"the server answered 416 {HTTPStatus(416).phrase}"),
        (499, "the server answered 499"),
    ],
)
def test_any_other_answer_is_final(code: int, sentence: str, fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [status(code)]
    assert refused(fetcher, plain) == sentence
    assert len(server.asked) == 1


def test_the_second_try_waits_as_long_as_the_server_asks(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [status(429, {"Retry-After": "1"}), pdf()]
    assert_whole(fetcher, plain)
    first, second = server.asked
    assert 1 <= second.at - first.at < 2


def test_a_server_cannot_make_us_wait_for_ever(server: Server, folder: Path, record: Path, plain: Wanted) -> None:
    server.acts[PLAIN] = [status(503, {"Retry-After": "86400"}), pdf()]
    assert_whole(new_fetcher(server, folder, record, longest_asked=0.2), plain)
    first, second = server.asked
    assert 0.2 <= second.at - first.at < 2


def test_each_pause_is_twice_as_long_as_the_last_up_to_a_limit() -> None:
    usual = Politeness("", 0)
    assert [pause(attempt, None, usual, 1.0) for attempt in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [pause(attempt, None, usual, 0.0) for attempt in range(1, 4)] == [0.5, 1, 2]


@pytest.mark.parametrize(("asked", "seconds"), [(None, 1), (0.0, 1), (0.2, 1), (7, 7), (1e9, 120)])
def test_a_pause_is_as_long_as_was_asked_up_to_a_limit(asked: float | None, seconds: float) -> None:
    assert pause(1, asked, Politeness("", 0), 1.0) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 120 ", 120),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 12:00:30 -0000", 30),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 5000, None),
        ("Sun, 99 Nov 2026 12:00:30 GMT", None),
    ],
)
def test_a_server_may_ask_for_seconds_or_name_a_time(header: str | None, seconds: float | None) -> None:
    assert seconds_asked(header, datetime(2026, 11, 22, 12, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes 500-999/1000", (500, 1000)),
        ("bytes 500-999/*", (500, None)),
        ("bytes */1000", (None, 1000)),
        ("bytes -1-999/1000", (None, None)),
        ("lines 1-2/3", (None, None)),
        (None, (None, None)),
    ],
)
def test_what_a_range_says_is_read(header: str | None, expected: tuple[int | None, int | None]) -> None:
    assert content_range(header) == expected


def test_requests_keep_their_pace_tries_and_redirects_too(
    server: Server, folder: Path, record: Path, plain: Wanted, summed: Wanted
) -> None:
    server.acts |= {PLAIN: [status(503), redirect("/there")], "/there": [pdf()], SUMMED: [pdf()]}
    fetcher = new_fetcher(server, folder, record, rate=10)
    assert [fetched(fetcher, report).fate for report in (plain, summed)] == [Fate.FETCHED, Fate.FETCHED]
    assert len(server.asked) == 4
    assert server.asked[-1].at - server.asked[0].at > 0.29


def test_a_host_that_fails_again_and_again_is_left_in_peace(
    server: Server, folder: Path, record: Path, plain: Wanted, summed: Wanted
) -> None:
    server.acts |= {PLAIN: [status(500)], SUMMED: [pdf()]}
    fetcher = new_fetcher(server, folder, record, patience=2)
    assert refused(fetcher, plain) == refused(fetcher, plain)
    assert refused(fetcher, summed) == "not asked for, since the 2 reports before it failed at files.ofsted.gov.uk"
    assert {asked.path for asked in server.asked} == {PLAIN}


@pytest.mark.parametrize("between", [status(404), pdf()], ids=["refused", "fetched"])
def test_an_answer_in_between_shows_that_the_host_is_well(
    between: Act, server: Server, folder: Path, record: Path, plain: Wanted, summed: Wanted
) -> None:
    fetcher = new_fetcher(server, folder, record, patience=2)
    server.acts |= {PLAIN: [status(500)], SUMMED: [between]}
    for report in (plain, summed, plain):
        fetcher.ask(report)
    server.acts[PLAIN] = [pdf()]
    assert fetched(fetcher, plain).fate is Fate.FETCHED


# Hosts that are slow, away or not themselves


def test_a_server_that_does_not_answer_is_told(server: Server, folder: Path, record: Path, plain: Wanted) -> None:
    server.acts[PLAIN] = [silent]
    begun = time.monotonic()
    sentence = refused(new_fetcher(server, folder, record, read=0.1, tries=2), plain)
    assert sentence == "127.0.0.1 did not answer within 0.1 seconds; gave up after 2 tries"
    assert time.monotonic() - begun < POLITENESS.connect


def test_a_body_that_stops_coming_is_told_and_gone_on_with(
    server: Server, folder: Path, record: Path, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(cut=HALF, hang=True), pdf()]
    fetcher = new_fetcher(server, folder, record, read=0.1, tries=1)
    assert refused(fetcher, plain) == "nothing came for 0.1 seconds; gave up after 1 try"
    assert_whole(fetcher, plain)
    assert server.asked[1].range == f"bytes={HALF}-"


def test_a_body_that_drips_is_not_waited_for_without_end(
    server: Server, folder: Path, record: Path, plain: Wanted
) -> None:
    server.acts[PLAIN] = [dripping, pdf()]
    fetcher = new_fetcher(server, folder, record, whole=0.1, tries=1)
    sentence = refused(fetcher, plain)
    came = re.fullmatch(r"only (\d+) bytes came in 0.1 seconds; gave up after 1 try", sentence)
    assert came
    assert_whole(fetcher, plain)
    assert server.asked[1].range == f"bytes={came[1]}-"


def test_a_slow_server_is_waited_for(server: Server, folder: Path, record: Path, plain: Wanted) -> None:
    server.acts[PLAIN] = [dripping]
    assert_whole(new_fetcher(server, folder, record, read=0.4), plain)
    assert len(server.asked) == 1


def test_a_connection_that_is_closed_without_an_answer_is_told(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [raw(b"")]
    assert refused(fetcher, plain) == "127.0.0.1 closed the connection without an answer; gave up after 3 tries"


def test_an_answer_that_is_not_http_is_told(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [raw(b"220 mail.example ESMTP\r\n\r\n")]
    assert refused(fetcher, plain) == "127.0.0.1 answers with something that is not HTTP; gave up after 3 tries"


def test_a_host_that_is_away_is_told(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.stop()
    assert refused(fetcher, plain) == "127.0.0.1 cannot be reached: connection refused; gave up after 3 tries"


def mirrored_to(fetcher: Fetcher, mirror: str) -> Fetcher:
    return Fetcher(fetcher.folder, Addresses.of([FILES + PLAIN], (), {FILES: mirror}), fetcher.politeness)


def test_a_host_that_does_not_greet_is_told(fetcher: Fetcher, plain: Wanted) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unattended:
        mirrored = mirrored_to(fetcher, f"https://127.0.0.1:{unattended.getsockname()[1]}")
        mirrored.politeness = replace(POLITENESS, connect=0.1, tries=1)
        begun = time.monotonic()
        assert refused(mirrored, plain) == "127.0.0.1 did not answer within 0.1 seconds; gave up after 1 try"
        assert time.monotonic() - begun < POLITENESS.read


def test_a_host_without_encryption_is_not_taken_for_one_with_it(
    fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    sentence = refused(mirrored_to(fetcher, f"https://127.0.0.1:{server.server_port}"), plain)
    assert re.fullmatch(r"127.0.0.1 cannot be reached: [a-z0-9 ]+; gave up after 3 tries", sentence)
    assert server.asked == []


def test_a_host_that_cannot_prove_its_name_is_not_asked(
    fetcher: Fetcher, server: Server, plain: Wanted, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=127.0.0.1"]
    made_by = ["openssl", "req", *kind, "-days", "2", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made_by, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    sentence = refused(mirrored_to(fetcher, f"https://127.0.0.1:{server.server_port}"), plain)
    assert re.fullmatch(r"127.0.0.1 does not prove that it is 127.0.0.1: [a-zA-Z -]+", sentence)
    assert server.asked == []


# What a server sends


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("text/html; charset=utf-8", "the server sends text/html, not 'application/pdf' or 'application/octet-stream'"),
        (None, "the server does not say what it sends (it gives no content type)"),
        ("\x1b[2Jpdf", "the server sends something unknown, not 'application/pdf' or 'application/octet-stream'"),
    ],
)
def test_what_is_not_sent_as_a_pdf_is_refused(
    kind: str | None, sentence: str, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(kind=kind)]
    assert refused(fetcher, plain) == sentence
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (HTML, "the server sent a web page (HTML), not a PDF"),
        (b"\n <HTML></HTML>", "the server sent a web page (HTML), not a PDF"),
        (b"PK\x03\x04", "the server sent something that is not a PDF: it does not begin with %PDF-"),
        (b"\n" + PDF, "the server sent something that is not a PDF: it does not begin with %PDF-"),
        (b"%PD", "the server sent something that is not a PDF: it does not begin with %PDF-"),
        (b"", "the server sent an empty file"),
    ],
)
def test_what_is_called_a_pdf_and_is_none_is_refused_and_not_kept(
    body: bytes, sentence: str, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(body)]
    assert refused(fetcher, plain) == sentence
    assert [path for path in fetcher.folder.rglob("*") if path.is_file()] == []


def test_a_file_with_another_checksum_is_kept_aside(fetcher: Fetcher, server: Server, summed: Wanted) -> None:
    server.acts[SUMMED] = [pdf(OTHER_PDF)]
    assert refused(fetcher, summed) == (
        f"the file has the SHA-256 {hashlib.sha256(OTHER_PDF).hexdigest()}, but the record says "
        f"{hashlib.sha256(PDF).hexdigest()}; it is kept as {SUMMED_FILE}.wrong and not imported"
    )
    assert (fetcher.folder / "exampleshire" / f"{SUMMED_FILE}.wrong").read_bytes() == OTHER_PDF
    assert len(server.asked) == 1


def test_a_length_that_is_too_small_shows_at_the_end_of_the_file(
    fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(length=HALF)]
    assert refused(fetcher, plain) == (
        f"the file ends in the middle of a PDF, without %%EOF; it is kept as {PLAIN_FILE}.wrong and not imported"
    )
    assert (fetcher.folder / "exampleshire" / f"{PLAIN_FILE}.wrong").read_bytes() == PDF[:HALF]


def test_a_length_that_is_too_great_is_put_right_when_the_rest_is_asked_for(
    fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [pdf(length=len(PDF) + 500)]
    assert_whole(fetcher, plain)
    assert [asked.range for asked in server.asked] == [None, f"bytes={len(PDF)}-"]


def test_a_length_that_is_always_too_great_is_told(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf(length=len(PDF) + 500, ranges=False)]
    sentence = refused(fetcher, plain)
    assert sentence == f"the connection broke after {len(PDF)} of {len(PDF) + 500} bytes; gave up after 3 tries"


def test_more_than_there_should_be_is_not_kept(server: Server, folder: Path, record: Path, plain: Wanted) -> None:
    left_behind(folder, PLAIN_FILE, PDF[:100], '"one"')
    head = b"HTTP/1.1 206 Partial Content\r\nContent-Type: application/pdf\r\nContent-Range: bytes 100-149/150\r\n"
    server.acts[PLAIN] = [raw(head + b"Content-Length: 400\r\n\r\n" + PDF[100:500]), pdf()]
    fetcher = new_fetcher(server, folder, record, tries=1)
    assert refused(fetcher, plain) == "500 bytes came, but the server says that there are 150; gave up after 1 try"
    assert_whole(fetcher, plain)
    assert server.asked[1].range is None


def test_a_rest_of_unknown_size_ends_with_its_own_length(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    left_behind(fetcher.folder, PLAIN_FILE, PDF[:HALF], '"one"')
    head = b"HTTP/1.1 206 Partial Content\r\nContent-Type: application/pdf\r\nContent-Range: bytes %d-%d/*\r\n"
    head = head % (HALF, len(PDF) - 1) + b"Content-Length: %d\r\n\r\n" % (len(PDF) - HALF)
    server.acts[PLAIN] = [raw(head + PDF[HALF : HALF + 100]), pdf()]
    assert_whole(fetcher, plain)
    assert server.asked[1].range == f"bytes={HALF + 100}-"


def test_a_body_without_end_is_cut_off(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [endless]
    assert refused(fetcher, plain) == "the file has more than 1000000 bytes"
    assert [path for path in fetcher.folder.rglob("*") if path.is_file()] == []
    assert len(server.asked) == 1


def test_a_file_that_says_that_it_is_too_large_is_not_begun(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf(length=1_000_001)]
    assert refused(fetcher, plain) == "the file has 1000001 bytes; 1000000 are the most"


# Where may be asked


@pytest.fixture
def two_hosts(record: Path, folder: Path, server: Server, second_server: Server) -> Fetcher:
    """The first report is at the first server, and the second is named at Ofsted's other host, which is the second."""
    replaced(record, FILES + SUMMED, REPORTS + SUMMED)
    urls = [each.url for each in reports_of(record)]
    return Fetcher(folder, Addresses.of(urls, (), {FILES: server.url, REPORTS: second_server.url}), POLITENESS)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_of_the_records_is_followed(
    code: int, two_hosts: Fetcher, server: Server, second_server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [redirect(f"{REPORTS}/elsewhere?of=a%20report#page=2", code)]
    second_server.acts["/elsewhere?of=a%20report"] = [pdf()]
    assert_whole(two_hosts, plain)


def test_a_redirect_goes_on_where_the_file_broke_off(
    two_hosts: Fetcher, server: Server, second_server: Server, plain: Wanted
) -> None:
    server.acts[PLAIN] = [redirect(f"{REPORTS}/elsewhere")]
    second_server.acts["/elsewhere"] = [pdf(cut=HALF), pdf()]
    assert_whole(two_hosts, plain)
    assert second_server.asked[1].range == f"bytes={HALF}-"


def test_a_redirect_within_the_host_may_be_written_in_any_way(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts |= {
        PLAIN: [redirect("../two")],
        "/v1/two": [redirect(f"//127.0.0.1:{server.server_port}/thr\xe9e four")],
        "/thr%E9e%20four": [redirect("?five")],
        "/thr%E9e%20four?five": [pdf()],
    }
    assert_whole(fetcher, plain)


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("{second}/report.pdf", "{second}"),
        ("https://files.ofsted.gov.uk.example.org/report.pdf", "https://files.ofsted.gov.uk.example.org"),
        ("https://reports.ofsted.gov.uk/report.pdf", "https://reports.ofsted.gov.uk"),
        ("http://files.ofsted.gov.uk/report.pdf", "http://files.ofsted.gov.uk"),
        ("https://files.ofsted.gov.uk:8443/report.pdf", "https://files.ofsted.gov.uk:8443"),
        ("https://files.ofsted.gov.uk./report.pdf", "https://files.ofsted.gov.uk."),
        ("https://files.ofsted.gov.uk\\.example.org/report.pdf", "https://files.ofsted.gov.uk%5C.example.org"),
        ("//[::1]/report.pdf", "http://[::1]"),
    ],
)
def test_a_redirect_to_a_host_that_no_record_names_is_refused(
    location: str, shown: str, fetcher: Fetcher, server: Server, second_server: Server, plain: Wanted
) -> None:
    second_server.acts["/report.pdf"] = [pdf()]
    server.acts[PLAIN] = [redirect(location.format(second=second_server.url))]
    assert refused(fetcher, plain) == (
        f"the server redirects to {shown.format(second=second_server.url)}, which is not the host of any record"
    )
    assert second_server.asked == []


@pytest.mark.parametrize(
    "location",
    [
        "",
        "https://",
        "https://[::1",
        "https://files.ofsted.gov.uk:99999999/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://files.ofsted.gov.uk@example.org/",
    ],
)
def test_a_redirect_to_no_address_is_refused(location: str, fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [redirect(location)]
    assert refused(fetcher, plain) == "the server redirects to something that is not an address"


def test_a_redirect_without_a_location_is_refused(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [status(302)]
    assert refused(fetcher, plain) == "the server redirects to something that is not an address"


@pytest.mark.parametrize("redirects", [5, 6])
def test_five_redirects_are_followed_and_no_more(
    redirects: int, fetcher: Fetcher, server: Server, plain: Wanted
) -> None:
    server.acts |= {f"/{n}": [redirect(f"/{n + 1}")] for n in range(redirects)}
    server.acts |= {PLAIN: [redirect("/1")], f"/{redirects}": [pdf()]}
    if redirects == 5:
        assert_whole(fetcher, plain)
    else:
        assert refused(fetcher, plain) == "the server redirects more than 5 times"
    assert len(server.asked) == 6


def test_a_report_elsewhere_than_at_ofsted_needs_a_host_that_is_allowed(
    record: Path, folder: Path, server: Server, plain: Wanted
) -> None:
    replaced(record, FILES + PLAIN, "https://www.exampleshire.example" + PLAIN)
    server.acts[PLAIN] = [pdf()]
    (report, _), mirror = reports_of(record), {"https://www.exampleshire.example": server.url}
    addresses = Addresses.of([report.url], (), mirror)
    assert refused(Fetcher(folder, addresses, POLITENESS), report) == (
        "'www.exampleshire.example' is not a host of Ofsted's; it has 'files.ofsted.gov.uk', 'reports.ofsted.gov.uk' "
        "or 'files.api.ofsted.gov.uk' (--allow-host www.exampleshire.example allows it)"
    )
    addresses = Addresses.of([report.url], ["https://www.exampleshire.example"], mirror)
    assert_whole(Fetcher(folder, addresses, POLITENESS), report)


def test_a_mirror_may_have_its_own_folder(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[f"/ofsted{PLAIN}"] = [pdf()]
    assert_whole(mirrored_to(fetcher, f"{server.url}/ofsted/"), plain)


def test_an_origin_is_scheme_host_and_unusual_port() -> None:
    assert origin("HTTPS://Files.Ofsted.gov.uk:443/x?y#z") == FILES
    assert origin("http://127.0.0.1:8000/x") == "http://127.0.0.1:8000"
    assert origin("https://[::1]:8443/") == "https://[::1]:8443"


def test_this_machine_is_known_by_its_numbers_and_its_name() -> None:
    assert [is_loopback(host) for host in ("localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]")] == [True] * 5
    assert [is_loopback(host) for host in ("10.0.0.1", "0.0.0.0", "localhost.example", "files.ofsted.gov.uk", "")] == [
        False
    ] * 5


# Where is written


def test_two_reports_cannot_have_one_file(record: Path, fetcher: Fetcher, server: Server) -> None:
    replaced(record, "published: 2024-04-22", "published: 2026-06-24")
    first, second = reports_of(record)
    server.acts[PLAIN] = [pdf()]
    assert_whole(fetcher, first)
    assert fetched(fetcher, second) == Outcome(
        second,
        Fate.FAILED,
        "has the file name of exampleshire/exampleshire-2026-05; they cannot both be published on that day",
    )


def test_nothing_is_written_outside_of_the_folder(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    server.acts[PLAIN] = [pdf()]
    for slug in ("..", "../elsewhere"):
        sentence = refused(fetcher, replace(plain, slug=slug))
        assert sentence.endswith(f"is a link, or outside of {fetcher.folder}; nothing is written there")
    assert server.asked == []


@pytest.mark.parametrize(
    "name", ["", PLAIN_FILE, f"{PLAIN_FILE}.part", f"{PLAIN_FILE}.part.mark", f"{PLAIN_FILE}.wrong"]
)
def test_nothing_is_written_through_a_link(
    name: str, fetcher: Fetcher, server: Server, plain: Wanted, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = fetcher.folder / "exampleshire" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere if not name else elsewhere / "file")
    server.acts[PLAIN] = [pdf()]
    outcome = fetched(fetcher, plain)
    assert outcome.sentence.endswith(f"is a link, or outside of {fetcher.folder}; nothing is written there")
    assert list(elsewhere.iterdir()) == []
    assert server.asked == []


def test_a_folder_that_cannot_be_made_is_told(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    (fetcher.folder / "exampleshire").write_text("")
    server.acts[PLAIN] = [pdf()]
    assert refused(fetcher, plain) == "cannot be written: file exists"


def test_a_file_that_cannot_be_put_aside_is_told(fetcher: Fetcher, server: Server, plain: Wanted) -> None:
    path = fetcher.folder / "exampleshire" / PLAIN_FILE
    path.with_name(f"{PLAIN_FILE}.wrong").mkdir(parents=True)
    path.write_bytes(HTML)
    assert fetched(fetcher, plain).sentence == "cannot be read or put aside: is a directory"


# The command


def options(data: Path, server: Server | None, folder: Path, *more: str) -> list[str]:
    mirror = ["--mirror", f"{FILES}={server.url}"] if server else []
    return ["--data", str(data), "--to", str(folder), "--rate", "1000", *mirror, *more]


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "scripts" / "fetch_reports.py"), *arguments]


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command within this process, found as if it were started from its folder."""
    monkeypatch.syspath_prepend(ROOT / "scripts")
    main = importlib.import_module("fetch_reports").main

    def call(*arguments: object) -> Said:
        try:
            status = main(options(*arguments))  # type: ignore[arg-type]
        except SystemExit as error:
            status = error.code
        return Said(status, *capsys.readouterr())

    return call


def test_the_command_fetches_what_is_missing_and_sums_up(
    data: Path, record: Path, server: Server, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "reports"
    server.acts |= {PLAIN: [pdf()], SUMMED: [status(404), pdf()]}
    arguments = command(*options(data, server, folder, "--no-import"))
    environment = os.environ | {"REPO_URL": "https://github.com/you/atlas"}
    first = subprocess.run(arguments, capture_output=True, text=True, env=environment, check=False)
    assert (first.returncode, first.stdout, first.stderr) == (
        1,
        "exampleshire/exampleshire-2024-02: the server answered 404 Not Found\n"
        "1 report fetched, 0 there already, 1 failed\n",
        "",
    )
    second = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (second.returncode, second.stdout) == (0, "1 report fetched, 1 there already, 0 failed\n")
    assert [asked.path for asked in server.asked] == [PLAIN, SUMMED, SUMMED]
    assert server.asked[0].headers["User-Agent"] == "inspection-atlas (+https://github.com/you/atlas)"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        ".gitignore",
        ".lock",
        f"exampleshire/{SUMMED_FILE}",
        f"exampleshire/{PLAIN_FILE}",
    ]
    assert (folder / ".gitignore").read_text() == "*\n"


def test_the_command_asks_for_no_more_than_the_limit(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    server.acts |= {PLAIN: [pdf()], SUMMED: [pdf()]}
    limited = ("--no-import", "--limit", "1", "--authority", "otherton", "--authority", "exampleshire")
    assert run(data, server, folder, *limited) == Said(
        0, "1 report fetched, 0 there already, 0 failed, 1 left for another run\n", ""
    )
    assert run(data, server, folder, *limited) == Said(0, "1 report fetched, 1 there already, 0 failed\n", "")


def test_the_command_asks_for_and_imports_only_the_authorities_that_are_named(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    (folder / "exampleshire").mkdir()
    (folder / "exampleshire" / PLAIN_FILE).write_bytes(PICTURE)
    result = run(data, server, folder, "--authority", "otherton")
    assert result == Said(0, "0 reports fetched, 0 there already, 0 failed\n", "")
    assert server.asked == []


def test_a_redirect_to_a_host_that_is_allowed_is_followed(
    run: Run, data: Path, record: Path, server: Server, second_server: Server, folder: Path
) -> None:
    server.acts |= {PLAIN: [redirect(f"{second_server.url}/there")], SUMMED: [pdf()]}
    second_server.acts["/there"] = [pdf()]
    assert run(data, server, folder, "--no-import").status == 1
    allowed = ("--allow-host", f"127.0.0.1:{second_server.server_port}")
    assert run(data, server, folder, "--no-import", *allowed).out == "1 report fetched, 1 there already, 0 failed\n"


def started(data: Path, server: Server, folder: Path) -> subprocess.Popen[str]:
    """The command, half of the first report having come."""
    server.acts |= {PLAIN: [pdf(cut=HALF, hang=True), pdf()], SUMMED: [pdf()]}
    process = subprocess.Popen(
        command(*options(data, server, folder)),
        stdout=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, an interrupt would be ignored, and so by the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for(folder / "exampleshire" / f"{PLAIN_FILE}.part", HALF)
    return process


def assert_goes_on(run: Run, data: Path, server: Server, folder: Path) -> None:
    assert run(data, server, folder, "--no-import") == Said(0, "2 reports fetched, 0 there already, 0 failed\n", "")
    assert server.asked[1].range == f"bytes={HALF}-"
    assert (folder / "exampleshire" / PLAIN_FILE).read_bytes() == PDF


def test_ctrl_c_leaves_what_has_come_and_the_same_command_goes_on(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    process = started(data, server, folder)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=10)
    assert (process.returncode, out) == (
        1,
        "0 reports fetched, 0 there already, 0 failed, 2 left for another run\n"
        "stopped; the same command goes on from here\n",
    )
    assert_goes_on(run, data, server, folder)


def test_what_has_come_is_there_even_if_the_command_is_killed(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    process = started(data, server, folder)
    process.kill()
    process.communicate(timeout=10)
    assert_goes_on(run, data, server, folder)


def test_the_command_imports_what_is_there_and_never_what_is_wrong(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    server.acts |= {PLAIN: [pdf(PICTURE)], SUMMED: [pdf(OTHER_PDF)]}
    result = run(data, server, folder)
    assert result.status == 1
    fetching, failed, imported, summary = result.out.splitlines()
    assert fetching.startswith("exampleshire/exampleshire-2024-02: the file has the SHA-256 ")
    assert failed == "1 report fetched, 0 there already, 1 failed"
    path = folder / "exampleshire" / PLAIN_FILE
    assert imported == f"{path}: refused: the file holds no text; a scanned picture cannot be read"
    assert summary == "0 reports complete, 0 need a person, 1 refused, 0 recorded already"


def test_the_import_is_asked_for_the_texts_and_what_a_person_must_look_at_is_no_failure(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    server.acts |= {PLAIN: [pdf(REPORT)], SUMMED: [pdf()]}
    replaced(record, f"    report_url: {FILES}{SUMMED}\n", "")
    result = run(data, server, folder)
    path = folder / "exampleshire" / PLAIN_FILE
    assert (
        f"{path}: the text was not written: its licence is not-stated; --private writes it for yourself" in result.out
    )
    assert result.out.endswith("0 reports complete, 1 need a person, 0 refused, 0 recorded already\n")
    assert result.status == 0


def test_what_the_import_refuses_is_a_failure_though_all_is_there(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    replaced(record, f"    report_url: {FILES}{SUMMED}\n", "")
    server.acts[PLAIN] = [pdf(PICTURE)]
    result = run(data, server, folder, "--authority", "exampleshire")
    assert result.out.startswith("1 report fetched, 0 there already, 0 failed\n")
    assert result.status == 1


#: Options of a wrong call, and what is said of them.
WRONG_CALLS = {
    ("--authority", "exampelshire"): "there is no authority 'exampelshire'; did you mean 'exampleshire'?",
    ("--limit", "0"): "argument --limit: '0' is not a whole number from 1 up",
    ("--limit", "ten"): "argument --limit: 'ten' is not a whole number from 1 up",
    ("--rate", "0"): "argument --rate: '0' is not a number above 0",
    ("--rate", "nan"): "argument --rate: 'nan' is not a number above 0",
    ("--rate", "fast"): "argument --rate: 'fast' is not a number above 0",
    ("--mirror", f"{FILES}=ftp://mirror.example"): (
        f"argument --mirror: '{FILES}=ftp://mirror.example' is not like "
        "https://files.ofsted.gov.uk=https://mirror.example/ofsted"
    ),
    ("--mirror", f"{FILES}=http://mirror.example/"): (
        "argument --mirror: 'http://mirror.example/' is neither https nor on this machine"
    ),
    ("--mirror", "https://files.ofsted.gov.ku=https://mirror.example"): (
        "--mirror: no record names https://files.ofsted.gov.ku"
    ),
    ("--allow-host", "https://www.example.gov.uk"): (
        "argument --allow-host: 'https://www.example.gov.uk' is not a host like www.example.gov.uk"
    ),
}


@pytest.mark.parametrize("call", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_is_told_and_asks_nobody(
    call: tuple[str, str], run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    result = run(data, server, folder, *call)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[-1] == f"fetch_reports.py: error: {WRONG_CALLS[call]}"
    assert server.asked == []


@pytest.mark.parametrize("address", ["https://secret@github.com/you/atlas", "https://x.example/\nX-Injected: 1", ""])
def test_we_do_not_present_ourselves_by_what_may_be_a_secret(
    address: str,
    run: Run,
    data: Path,
    record: Path,
    server: Server,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REPO_URL", address)
    result = run(data, server, folder)
    assert result.status == 2
    assert result.err.endswith(
        "error: repo_url in mkdocs.yml (REPO_URL) is not like https://github.com/you/inspection-atlas\n"
    )
    assert server.asked == []


def test_records_that_are_wrong_are_told_before_anybody_is_asked(
    run: Run, data: Path, record: Path, server: Server, folder: Path
) -> None:
    replaced(record, hashlib.sha256(PDF).hexdigest(), "ABCD")
    result = run(data, server, folder)
    assert (result.status, result.out) == (
        1,
        f"{record}: has 1 problem; run python scripts/check.py {record}\n",
    )
    assert server.asked == []


def test_a_folder_without_records_is_told(run: Run, tmp_path: Path, folder: Path) -> None:
    result = run(tmp_path, None, folder)
    assert (result.status, result.out) == (1, f"{tmp_path / 'authorities'}: holds no records\n")


def test_two_runs_cannot_write_to_one_folder(run: Run, data: Path, record: Path, server: Server, folder: Path) -> None:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run(data, server, folder)
    assert (result.status, result.out) == (1, f"{folder}: another run is under way there\n")
    assert server.asked == []


def test_a_file_cannot_be_the_folder(run: Run, data: Path, record: Path, server: Server) -> None:
    result = run(data, server, record)
    assert (result.status, result.out) == (1, f"{record}: cannot be written: file exists\n")
