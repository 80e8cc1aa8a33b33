"""Builds the site, or the offline bundle, whole or not at all.

    python scripts/build.py                  site/, for any static host
    python scripts/build.py --offline        dist/inspection-atlas-offline.zip, opened from a folder

The same commit gives the same bytes: times come from the commit (or SOURCE_DATE_EPOCH). Exit status 0, or 1 with one
sentence a problem; the last good site is left as it was then.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from inspections.bundle import read_first, write_bundle
from inspections.catalogue import Catalogue, catalogue
from inspections.pages import pages
from inspections.problems import RecordError, plural
from inspections.records import load
from inspections.site import BuildBusyError, build

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status; what is wrong goes to standard error, one line a problem."""
    parser = argparse.ArgumentParser(prog="build.py", description="Builds the site.")
    parser.add_argument("--offline", action="store_true", help="make the zip that opens from a folder")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    parser.add_argument("--to", type=Path, help="the site's folder, or with --offline the zip")
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    moment = _moment(root)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        known = catalogue(load(root / "data"))
        if options.offline:
            written = bundle(root, options.to or root / "dist" / "inspection-atlas-offline.zip", known, moment)
        else:
            written = site(root, options.to or root / "site", known, directory_urls=True)
    except RecordError as error:
        print(error, file=sys.stderr)
        print(plural(len(error.problems), "problem") + "; nothing was published", file=sys.stderr)
        return 1
    except (BuildBusyError, Abort) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{written}: done")
    return 0


def site(root: Path, target: Path, known: Catalogue, *, directory_urls: bool) -> Path:
    """Builds the site into `target` and returns it."""

    def write(folder: Path) -> None:
        with _setting("DIRECTORY_URLS", "true" if directory_urls else "false"):
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()

    build(target, write, expected(root, known, directory_urls=directory_urls), commit(root))
    return target


def bundle(root: Path, target: Path, known: Catalogue, moment: datetime) -> Path:
    """Builds the site with addresses that name their files, and packs it into the zip `target`."""
    with tempfile.TemporaryDirectory() as folder:
        built = site(root, Path(folder) / "site", known, directory_urls=False)
        name = target.stem
        licence = (root / "LICENSE").read_text(encoding="utf-8")
        title = str(load_config(str(root / "mkdocs.yml")).site_name)
        return write_bundle(built, target, name, read_first(known, title, moment, commit(root), licence), moment)


def expected(root: Path, known: Catalogue, *, directory_urls: bool) -> Iterator[str]:
    """Every page that the finished site must have: those generated and those written by hand."""
    yield "404.html"
    for page in pages(known):
        yield f"{page.address}index.html"
    docs = root / "docs"
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).with_suffix("")
        if name.name == "index" or not directory_urls:
            yield f"{name.as_posix()}.html"
        else:
            yield f"{name.as_posix()}/index.html"


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def commit(root: Path) -> str:
    """The commit the project stands at, or "unknown" outside a checkout."""
    return _git(root, "rev-parse", "HEAD") or "unknown"


def _moment(root: Path) -> datetime:
    """The time a build carries: SOURCE_DATE_EPOCH, else that of the commit, else the beginning of 1980."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _git(root, "log", "-1", "--format=%ct") or "315532800"
    return datetime.fromtimestamp(int(seconds), UTC)


def _git(root: Path, *arguments: str) -> str:
    result = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    return result.stdout.strip() if result.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
