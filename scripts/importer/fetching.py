"""Reports on a server → files in a folder: asked for politely, resumed where they broke off, whole or not at all.

A report's file is there under its own name only once all of it came and it is what the record says; until then it is a
`.part`. A fault that may pass is tried again, and any other is told in one sentence. The standard library's client is
enough: which addresses may be asked, when to ask again and what to believe of an answer must be decided here anyway,
and the libraries that could do the rest are only there because the theme happens to need them.
"""

from __future__ import annotations

import fcntl
import hashlib
import http.client
import os
import re
import secrets
import ssl
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from inspections.model import Record
from inspections.problems import one_of, plural
from inspections.terms import REPORT_HOSTS

MAGIC = b"%PDF-"
TRAILER = b"%%EOF"
TRAILER_WITHIN = 1024
"""Bytes at a PDF's end among which its last mark stands (ISO 32000-1, annex H, note 18)."""
PDF_TYPES = ("application/pdf", "application/octet-stream")
REDIRECTS = (301, 302, 303, 307, 308)
PIECE = 1 << 16


class FinalError(Exception):
    """The report cannot be had, and asking again would not help; the message is one sentence."""


class PassingError(Exception):
    """The report could not be had this time; `asked` is how many seconds the server wants us to wait, if it says."""

    def __init__(self, sentence: str, asked: float | None = None) -> None:
        self.asked = asked
        super().__init__(sentence)


class FolderError(Exception):
    """Nothing can be written to the folder now; the message is one sentence."""


@dataclass(frozen=True)
class Politeness:
    """How we ask, and what we put up with: times in seconds, sizes in bytes."""

    agent: str
    """Who we say that we are."""
    largest: int
    """What a report may have at most."""
    rate: float = 1.0
    """Requests a second, at most; redirects and further tries are requests as well."""
    tries: int = 5
    first_wait: float = 1.0
    """Before the second try; twice as long before each one after it, half of it left to chance."""
    longest_wait: float = 60.0
    longest_asked: float = 120.0
    """What of a server's Retry-After is honoured."""
    connect: float = 10.0
    read: float = 30.0
    """For the head of the answer, and then for each piece of its body."""
    whole: float = 600.0
    """For the body of one answer; what came until then is kept, and the next try goes on from there."""
    redirects: int = 5
    patience: int = 3
    """Reports in a row that may fail at a host before it is left in peace."""


@dataclass(frozen=True)
class Wanted:
    """A report that a record names; `name` is that of its file."""

    slug: str
    inspection: str
    url: str
    name: str
    sha256: str | None = None

    def __str__(self) -> str:
        return f"{self.slug}/{self.inspection}"


class Fate(StrEnum):
    """What became of a wanted report."""

    FETCHED = "fetched"
    PRESENT = "there already"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """A wanted report's fate, with a sentence if it failed."""

    wanted: Wanted
    fate: Fate
    sentence: str = ""


def wanted(records: Mapping[str, Record]) -> Iterator[Wanted]:
    """The reports that the records name, named by the day of publication, else by the month of the inspection."""
    for slug, record in records.items():
        for i in record.inspections:
            if i.report_url:
                day = i.published.isoformat() if i.published else i.when
                yield Wanted(slug, i.id, i.report_url, f"{day}.pdf", i.source.sha256)


# Which addresses may be asked


def origin(url: str) -> str:
    """The address's scheme and host, with its port if that is not the usual one.

    Raises:
        ValueError: if it has none, is neither https nor http, or names a user.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        raise ValueError(url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")


def is_loopback(host: str) -> bool:
    """True for a name or number of this machine itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class Addresses:
    """The origins that may be asked, and what is asked instead of some of them."""

    origins: frozenset[str]
    mirrors: Mapping[str, str]

    @classmethod
    def of(cls, urls: Iterable[str], allowed: Iterable[str], mirrors: Mapping[str, str]) -> Addresses:
        """Those that the records' addresses name where they are Ofsted's, the origins allowed beside, and mirrors."""
        named = {origin(url) for url in urls if urlsplit(url).hostname in REPORT_HOSTS}
        return cls(frozenset({*named, *allowed, *map(origin, mirrors.values())}), mirrors)

    def named(self, url: str) -> str:
        """A record's address as it is asked.

        Raises:
            FinalError: if it may not be.
        """
        if origin(url) not in self.origins:
            host = urlsplit(url).hostname
            raise FinalError(
                f"'{host}' is not a host of Ofsted's; it has {one_of(REPORT_HOSTS)} (--allow-host {host} allows it)"
            )
        return self._mirrored(url)

    def redirected(self, url: str, location: str | None) -> str:
        """The address to which the answer of another leads, as it is asked.

        Raises:
            FinalError: if it may not be.
        """
        # A header comes as Latin-1; whatever is not an address's character is written as one.
        written = quote((location or "").strip(), safe="!#$%&'()*+,/:;=?@[]~", encoding="latin-1")
        try:
            new = urljoin(url, written)
            start = origin(new)
        except ValueError:
            written = ""
        if not written:
            raise FinalError("the server redirects to something that is not an address")
        if start not in self.origins:
            raise FinalError(f"the server redirects to {start}, which is not the host of any record")
        return self._mirrored(new)

    def _mirrored(self, url: str) -> str:
        parts = urlsplit(url)
        mirror = self.mirrors.get(origin(url))
        query = f"?{parts.query}" if parts.query else ""
        return (mirror.rstrip("/") if mirror else origin(url)) + (parts.path or "/") + query


# What a server says


def seconds_asked(retry_after: str | None, now: datetime) -> float | None:
    """The seconds from `now` that a Retry-After header asks for, as a number or a date; None if it says neither."""
    if retry_after is None:
        return None
    if re.fullmatch(r"\d{1,9}", retry_after.strip(), re.ASCII):
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return None
    return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds())


def pause(attempt: int, asked: float | None, politeness: Politeness, chance: float) -> float:
    """Seconds to wait after this attempt (1-based); `chance` is from 0 to 1, so that not all come back at once."""
    longest = min(politeness.longest_wait, politeness.first_wait * 2.0 ** (attempt - 1))
    return max(longest * (1 + chance) / 2, min(asked or 0.0, politeness.longest_asked))


def content_range(header: str | None) -> tuple[int | None, int | None]:
    """The first byte and the size of the whole that a Content-Range header gives; None for what it does not."""
    found = re.fullmatch(r"bytes (?:(\d{1,15})-\d{1,15}|\*)/(?:(\d{1,15})|\*)", header or "", re.ASCII)
    first, total = found.groups() if found else (None, None)
    return int(first) if first else None, int(total) if total else None


def _answered(status: int) -> str:
    try:
        return f"the server answered {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server answered {status}"


def _refuse_type(header: str | None) -> None:
    kind = (header or "").partition(";")[0].strip().lower()
    if not kind:
        raise FinalError("the server does not say what it sends (it gives no content type)")
    if kind not in PDF_TYPES:
        shown = kind if re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", kind) else "something unknown"
        raise FinalError(f"the server sends {shown}, not {one_of(PDF_TYPES)}")


def _not_a_pdf(beginning: bytes) -> FinalError:
    if not beginning:
        return FinalError("the server sent an empty file")
    if beginning.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        return FinalError("the server sent a web page (HTML), not a PDF")
    return FinalError("the server sent something that is not a PDF: it does not begin with %PDF-")


# Files


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Makes the folder, if there is none, and keeps other runs away from it.

    Raises:
        FolderError: if another run is under way, or the folder cannot be made.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            # Reports are not ours to publish; so git never sees them, wherever the folder is.
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        lock = (folder / ".lock").open("a")
    except OSError as error:
        raise FolderError(f"{folder}: cannot be written: {_reason(error)}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(f"{folder}: another run is under way there") from None
        yield


class Part:
    """What has come of a file so far, and the server's mark (ETag or date) of the version to which it belongs."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self.mark_path = target.with_name(f"{target.name}.part.mark")
        self.is_pieced = False

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def mark(self) -> str | None:
        """The mark, as it may stand in a header."""
        try:
            mark = self.mark_path.read_text(encoding="ascii")
        except (OSError, ValueError):
            return None
        return mark if re.fullmatch(r"[\x20-\x7e]{1,200}", mark) else None

    def begin(self, mark: str | None) -> None:
        """Empties it for another version. The mark is never there beside bytes of an older one."""
        self.path.parent.mkdir(exist_ok=True)
        self.drop()
        if mark and re.fullmatch(r"[\x20-\x7e]{1,200}", mark):
            self.mark_path.write_text(mark, encoding="ascii")

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self.mark_path.unlink(missing_ok=True)
        self.is_pieced = False

    def become(self, path: Path) -> None:
        """Takes another name, in one step, once it is on the disk."""
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        self.path.replace(path)
        self.mark_path.unlink(missing_ok=True)

    def usable(self, *, has_checksum: bool, largest: int) -> int:
        """To how many of its bytes the rest may be added; none if nothing could show that the two belong together."""
        size = self.size
        if beginning(self.path) != MAGIC or size > largest:
            return 0
        return size if has_checksum or self.mark else 0


def beginning(path: Path) -> bytes:
    """As many of the file's first bytes as tell a PDF; none if it is not there."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(len(MAGIC))


def is_ended(path: Path) -> bool:
    """True if the file has the mark with which a PDF ends."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TRAILER_WITHIN))
        return TRAILER in file.read()


def checksum(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Fetching


class Fetcher:
    """Brings wanted reports into a folder, at `<authority>/<day of publication>.pdf`."""

    def __init__(self, folder: Path, addresses: Addresses, politeness: Politeness) -> None:
        self.folder = folder.resolve()
        self.addresses = addresses
        self.politeness = politeness
        self._next_request = 0.0
        self._names: dict[Path, Wanted] = {}
        self._failures: Counter[str] = Counter()

    def look(self, wanted: Wanted) -> Outcome | None:
        """What can be said of the report without asking for it; None if it must be asked for.

        A file that is not what the record says is put aside, so that nobody takes it for the report.
        """
        target = self.folder / wanted.slug / wanted.name
        try:
            self._claim(target, wanted)
            if not target.is_file():
                return None
            is_whole = beginning(target) == MAGIC and is_ended(target)
            if checksum(target) == wanted.sha256 if wanted.sha256 else is_whole:
                return Outcome(wanted, Fate.PRESENT)
            target.replace(_aside(target))
        except FinalError as error:
            return Outcome(wanted, Fate.FAILED, str(error))
        except OSError as error:
            return Outcome(wanted, Fate.FAILED, f"cannot be read or put aside: {_reason(error)}")
        return None

    def _claim(self, target: Path, wanted: Wanted) -> None:
        """Raises `FinalError` if the file would lie elsewhere, or is another report's."""
        part = Part(target)
        for path in (target, part.path, part.mark_path, _aside(target)):
            if path.resolve() != path:
                raise FinalError(f"{path} is a link, or outside of {self.folder}; nothing is written there")
        other = self._names.setdefault(target, wanted)
        if other.url != wanted.url:
            raise FinalError(f"has the file name of {other}; they cannot both be published on that day")

    def ask(self, wanted: Wanted) -> Outcome:
        """What became of the report after asking for it, as often as is polite."""
        host = urlsplit(wanted.url).hostname or ""
        if self._failures[host] >= self.politeness.patience:
            before = plural(self.politeness.patience, "report")
            return Outcome(wanted, Fate.FAILED, f"not asked for, since the {before} before it failed at {host}")
        try:
            self._fetch(wanted)
        except PassingError as error:
            self._failures[host] += 1
            return Outcome(
                wanted, Fate.FAILED, f"{error}; gave up after {plural(self.politeness.tries, 'try', 'tries')}"
            )
        except FinalError as error:
            self._failures[host] = 0
            return Outcome(wanted, Fate.FAILED, str(error))
        except OSError as error:
            return Outcome(wanted, Fate.FAILED, f"cannot be written: {_reason(error)}")
        self._failures[host] = 0
        return Outcome(wanted, Fate.FETCHED)

    def _fetch(self, wanted: Wanted) -> None:
        """Writes the report's file.

        Raises:
            PassingError: if the last try failed as well; what came is kept for another run.
            FinalError: if trying again would not help.
            OSError: if the file cannot be written.
        """
        url = self.addresses.named(wanted.url)
        target = self.folder / wanted.slug / wanted.name
        part = Part(target)
        for attempt in range(1, self.politeness.tries + 1):
            try:
                self._receive(url, part, has_checksum=wanted.sha256 is not None)
                self._accept(part, target, wanted.sha256)
            except PassingError as error:
                if attempt == self.politeness.tries:
                    raise
                time.sleep(pause(attempt, error.asked, self.politeness, secrets.randbelow(1001) / 1000))
            else:
                return

    def _receive(self, url: str, part: Part, *, has_checksum: bool) -> None:
        """Asks once for what the part lacks, and adds what comes."""
        have = part.usable(has_checksum=has_checksum, largest=self.politeness.largest)
        headers = {"Range": f"bytes={have}-"} if have else {}
        if have and part.mark:
            headers["If-Range"] = part.mark
        with self._answer(url, headers) as answer:
            first, total = content_range(answer.getheader("Content-Range"))
            if answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
                if total == have:
                    part.is_pieced = True
                    return
                part.drop()
                raise PassingError("what had come before is not a part of what the server has now")
            if answer.status != HTTPStatus.OK and not (answer.status == HTTPStatus.PARTIAL_CONTENT and have):
                raise FinalError(_answered(answer.status))
            _refuse_type(answer.getheader("Content-Type"))
            mark = _mark(answer)
            if answer.status == HTTPStatus.OK:
                have, total = 0, None
                part.begin(mark)
            elif first != have or (mark and part.mark and mark != part.mark):
                part.drop()
                raise PassingError("what had come before is not a part of what the server has now")
            else:
                part.is_pieced = True
            if total is None and answer.length is not None:
                total = have + answer.length
            self._write(answer, part, have, total)

    def _write(self, answer: http.client.HTTPResponse, part: Part, have: int, total: int | None) -> None:
        """Adds the answer's body to the `have` bytes of the part; `total` is the size of the whole, if it is known."""
        largest = self.politeness.largest
        if total is not None and total > largest:
            part.drop()
            raise FinalError(f"the file has {total} bytes; {largest} are the most")
        start = MAGIC if have else b""
        with part.path.open("ab") as file:
            for piece in self._pieces(answer):
                file.write(piece)
                file.flush()  # so that it is there even if this run is killed
                have += len(piece)
                start = start if len(start) >= len(MAGIC) else start + piece
                if start[: len(MAGIC)] != MAGIC[: len(start)]:
                    part.drop()
                    raise _not_a_pdf(start)
                if have > largest:
                    part.drop()
                    raise FinalError(f"the file has more than {largest} bytes")
        if total is not None and have < total:
            raise PassingError(f"the connection broke after {have} of {total} bytes")
        if total is not None and have > total:
            part.drop()
            raise PassingError(f"{have} bytes came, but the server says that there are {total}")

    def _pieces(self, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        """The body as it comes. Where it ends before its stated length, so does this."""
        until = time.monotonic() + self.politeness.whole
        came = 0
        while True:
            try:
                piece = answer.read1(PIECE)
            except TimeoutError:
                raise PassingError(f"nothing came for {self.politeness.read:g} seconds") from None
            except (OSError, http.client.HTTPException):
                if answer.length is None:
                    raise PassingError("the connection broke before the end") from None
                return
            if not piece:
                return
            came += len(piece)
            yield piece
            if time.monotonic() > until:
                raise PassingError(f"only {came} bytes came in {self.politeness.whole:g} seconds")

    def _accept(self, part: Part, target: Path, expected: str | None) -> None:
        """Makes the finished part the report's file, if it is what it should be."""
        start = beginning(part.path)
        if start != MAGIC:
            part.drop()
            raise _not_a_pdf(start)
        if expected is None:
            fault = None if is_ended(part.path) else "the file ends in the middle of a PDF, without %%EOF"
        else:
            found = checksum(part.path)
            fault = None if found == expected else f"the file has the SHA-256 {found}, but the record says {expected}"
        if fault is None:
            part.become(target)
        elif part.is_pieced:
            # The pieces may be of two versions; what the server has now is known only after asking for all of it.
            part.drop()
            raise PassingError(fault)
        else:
            part.become(_aside(target))
            raise FinalError(f"{fault}; it is kept as {_aside(target).name} and not imported")

    # Asking

    @contextmanager
    def _answer(self, url: str, headers: Mapping[str, str]) -> Iterator[http.client.HTTPResponse]:
        """The answer to a request, after all redirects; one that a later try may better is raised."""
        for _ in range(self.politeness.redirects + 1):
            answer = self._request(url, headers)
            try:
                if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= 500:
                    asked = seconds_asked(answer.getheader("Retry-After"), datetime.now(UTC))
                    raise PassingError(_answered(answer.status), asked)
                if answer.status not in REDIRECTS:
                    yield answer
                    return
                url = self.addresses.redirected(url, answer.getheader("Location"))
            finally:
                answer.close()
        raise FinalError(f"the server redirects more than {self.politeness.redirects} times")

    def _request(self, url: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        parts = urlsplit(url)
        host, seconds = parts.hostname or "", self.politeness.connect
        connection = (
            http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=_trusted())
            if parts.scheme == "https"
            else http.client.HTTPConnection(host, parts.port, timeout=seconds)
        )
        self._keep_pace()
        try:
            connection.connect()
            seconds = self.politeness.read
            connection.sock.settimeout(seconds)
            connection.request(
                "GET",
                parts.path + (f"?{parts.query}" if parts.query else ""),
                headers={
                    "User-Agent": self.politeness.agent,
                    "Accept": "application/pdf",
                    "Connection": "close",
                    **headers,
                },
            )
            return connection.getresponse()
        except BaseException as error:
            connection.close()
            if isinstance(error, ssl.SSLCertVerificationError):
                raise FinalError(f"{host} does not prove that it is {host}: {error.verify_message}") from None
            if isinstance(error, TimeoutError):
                raise PassingError(f"{host} did not answer within {seconds:g} seconds") from None
            if isinstance(error, http.client.RemoteDisconnected):
                raise PassingError(f"{host} closed the connection without an answer") from None
            if isinstance(error, http.client.HTTPException):
                raise PassingError(f"{host} answers with something that is not HTTP") from None
            if isinstance(error, OSError):
                raise PassingError(f"{host} cannot be reached: {_reason(error)}") from None
            raise

    def _keep_pace(self) -> None:
        """Waits until the next request may be made."""
        now = time.monotonic()
        start = max(now, self._next_request)
        self._next_request = start + 1 / self.politeness.rate
        time.sleep(start - now)


@cache
def _trusted() -> ssl.SSLContext:
    """What this machine trusts; to read that takes longer than many an answer."""
    return ssl.create_default_context()


def _mark(answer: http.client.HTTPResponse) -> str | None:
    """The version that the server names: an ETag that stands for the same bytes, else the date of the last change."""
    tag = answer.getheader("ETag")
    return tag if tag and tag.startswith('"') else answer.getheader("Last-Modified")


def _aside(target: Path) -> Path:
    return target.with_name(f"{target.name}.wrong")


def _reason(error: OSError) -> str:
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.replace("_", " ").lower()
    return (error.strerror or str(error)).lower()
