"""A whole site or none: builds into a new folder, verifies it, then takes the place of the last one in a single step.

MkDocs writes in place and stops half-way at a fault, so a reader could be served a mixture. Here the generator is
given an empty folder; what it wrote is checked page by page; only then are the two folders exchanged. A build that
fails or is killed leaves the last good site as it was, and the next build clears away what is left of it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import fcntl
import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from inspections.problems import Place, Problem, RecordError

MANIFEST = "manifest.json"
LARGEST_PAGE = 60_000
"""Bytes of HTML, at most, for any page but the text of a report."""
LARGEST_REPORT = 400_000
"""Bytes of HTML, at most, for the page of a report's text."""

#: Attributes whose address a browser fetches by itself.
_FETCHED = {"src", "srcset", "data", "poster", "background"}
_FETCHING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "manifest"}


class BuildBusyError(Exception):
    """Another build of the same site is under way."""


def build(target: Path, write: Callable[[Path], None], expected: Iterable[str], commit: str) -> Mapping[str, str]:
    """Builds a site by `write` into a new folder, verifies it and puts it at `target`; returns its manifest.

    `expected` are paths of pages that must be there, such as "authorities/kent/index.html".

    Raises:
        RecordError: if the finished site is not all right; `target` is untouched then.
        BuildBusyError: if another build holds the lock.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / f".{target.name}.lock"):
        fresh = target.parent / f".{target.name}.new"
        _remove(fresh)
        try:
            write(fresh)
            problems = list(verify(fresh, expected))
            if problems:
                raise RecordError(problems)
            manifest = write_manifest(fresh, commit)
            _flush(fresh)
            exchange(fresh, target)
        finally:
            _remove(fresh)
    return manifest


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildBusyError(f"another build is under way; it holds {path}") from None
        yield


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _flush(folder: Path) -> None:
    """Asks the system to write the folder to the disk before it becomes the site."""
    os.sync()
    if not (folder / MANIFEST).is_file():
        raise FileNotFoundError(folder / MANIFEST)


def exchange(fresh: Path, target: Path) -> None:
    """Puts `fresh` at `target`; the old folder, if any, is at `fresh` afterwards. In one step where the system can."""
    if not target.exists():
        fresh.rename(target)
        return
    if _exchange_at_once(fresh, target):
        return
    aside = target.parent / f".{target.name}.old"
    _remove(aside)
    target.rename(aside)
    fresh.rename(target)
    aside.rename(fresh)


def _exchange_at_once(first: Path, second: Path) -> bool:
    """Exchanges two folders by the system's own call (Linux renameat2, macOS renamex_np); False where it has none."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    names = (os.fsencode(first), os.fsencode(second))
    exchange_flag, at_here = 2, -100
    if platform.system() == "Linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(at_here, names[0], at_here, names[1], exchange_flag) == 0)
    if platform.system() == "Darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(names[0], names[1], exchange_flag) == 0)
    return False


def write_manifest(folder: Path, commit: str) -> Mapping[str, str]:
    """Writes the SHA-256 of every file beside the commit the site was built from; returns the checksums by path."""
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(folder)
    }
    text = json.dumps({"commit": commit, "files": files}, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return files


def files_of(folder: Path) -> Iterator[Path]:
    """Every file of a folder but the manifest, in the order of their paths."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and path.relative_to(folder).as_posix() != MANIFEST:
            yield path


# Verifying


@dataclass(frozen=True)
class _Link:
    line: int
    column: int
    target: str
    fetched: bool


class _PageReader(HTMLParser):
    """Reads a built page: its ids, its links, and whatever must not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: set[str] = set()
        self.links: list[_Link] = []
        self.refused: list[tuple[int, int, str]] = []
        self.titles = 0
        self.headings = 0
        self._script_at: tuple[int, int] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        line, offset = self.getpos()
        if (id_ := given.get("id")) is not None:
            if id_ in self.ids:
                self._refuse(f"two elements have the id '{id_}'")
            self.ids.add(id_)
        self.titles += tag == "title"
        self.headings += tag == "h1"
        if tag == "script" and "src" not in given:
            self._refuse("a script stands within the page")
        if tag in ("iframe", "object", "embed", "base", "style"):
            self._refuse(f"a <{tag}> element")
        for name in given:
            if name.startswith("on"):
                self._refuse(f"an event attribute '{name}'")
            if name == "style":
                self._refuse("a style attribute")
        for name, value in given.items():
            fetching_link = tag == "link" and bool(_FETCHING_LINKS & set(given.get("rel", "").split()))
            if name in _FETCHED or (name == "href" and fetching_link):
                self.links.append(_Link(line, offset + 1, value, fetched=True))
            elif name in ("href", "action") and not (tag == "link" and given.get("rel") == "canonical"):
                self.links.append(_Link(line, offset + 1, value, fetched=False))

    def _refuse(self, what: str) -> None:
        line, offset = self.getpos()
        self.refused.append((line, offset + 1, what))


def verify(folder: Path, expected: Iterable[str]) -> Iterator[Problem]:
    """Everything wrong with a built site: missing pages, dead links and anchors, scripts, addresses of other hosts."""
    pages: dict[str, _PageReader] = {}
    files = {path.relative_to(folder).as_posix() for path in files_of(folder)}
    for path in sorted(set(expected) - files):
        yield Problem(Place(path), "this page is missing from the finished site")
    for path in sorted(files):
        if (folder / path).is_symlink():
            yield Problem(Place(path), "is a symbolic link")
        if path.endswith(".html"):
            pages[path] = reader = _PageReader()
            text = (folder / path).read_text(encoding="utf-8")
            reader.feed(text)
            reader.close()
            size, most = len(text.encode()), LARGEST_REPORT if path.endswith("/report/index.html") else LARGEST_PAGE
            if size > most:
                yield Problem(Place(path), f"has {size} bytes of HTML; {most} are the most")
    for path, page in pages.items():
        yield from _page_problems(path, page, pages, files)


def _page_problems(
    path: str, page: _PageReader, pages: Mapping[str, _PageReader], files: set[str]
) -> Iterator[Problem]:
    for line, column, what in page.refused:
        yield Problem(Place(path, line, column), f"{what} must not stand in a page")
    if page.titles != 1 or page.headings != 1:
        yield Problem(Place(path), f"has {page.titles} titles and {page.headings} main headings; one of each is right")
    for link in page.links:
        place = Place(path, link.line, link.column)
        parts = urlsplit(link.target)
        if parts.scheme or parts.netloc:
            if link.fetched:
                yield Problem(place, f"would fetch '{link.target}' from another host")
            elif parts.scheme not in ("https", "mailto"):
                yield Problem(place, f"links to '{link.target}'; only https and mailto lead out of the site")
            continue
        if path == "404.html" and not link.target.startswith("#"):
            continue  # served for any address, so its links start at the root of the host
        found = _resolve(path, unquote(parts.path), files)
        if found is None:
            yield Problem(place, f"links to '{link.target}', which is not there")
        elif parts.fragment and found in pages and unquote(parts.fragment) not in pages[found].ids:
            yield Problem(place, f"links to '{link.target}', but that page has no '#{parts.fragment}'")


def _resolve(page: str, target: str, files: set[str]) -> str | None:
    """The file that a link on a page leads to, or None if there is none."""
    if not target:
        return page
    parts: list[str] = [] if target.startswith("/") else page.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    path = "/".join(parts)
    if path in files and not target.endswith("/"):
        return path
    index = f"{path}/index.html" if path else "index.html"
    return index if index in files else None
