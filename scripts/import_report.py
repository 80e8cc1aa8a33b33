"""Reads reports, and writes what they say as drafts or into the records.

    python scripts/import_report.py REPORT.pdf [--authority SLUG] [--published DATE]     a draft on standard output
    python scripts/import_report.py REPORT.pdf --write      into the authority's record; nothing settled is overwritten
    python scripts/import_report.py FOLDER --write --text    every PDF below the folder, two at a time, resumable

A report lies at <authority>/<publication date>.pdf, or says both with the options. With --text the report's paragraphs
are written to data/texts/ (ignored by git) where its licence allows that, or for yourself with --private.
Exit status 0 if all is complete, 3 if a person must look at something, 1 if a file was refused, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from importer.draft import draft_lines, fact_lines, inspected, inspection_id
from importer.merging import Merged, MergeError, merged
from importer.pdf import Pdf, RefusedError, read_pdf
from importer.report import Report, read_report
from importer.texts import write_text
from new_record import day
from tqdm import tqdm

from inspections.model import Authority, Inspection, Record
from inspections.problems import plural
from inspections.reading import read
from inspections.terms import folded

COMPLETE, REFUSED, USAGE, NEEDS_A_PERSON = 0, 1, 2, 3


@dataclass(frozen=True)
class Job:
    """A file to read, with what its place says of it."""

    path: Path
    slug: str | None
    published: date | None


@dataclass(frozen=True)
class Outcome:
    """What became of a file: the status, and a sentence for each thing that a person should know."""

    path: Path
    status: int
    sentences: tuple[str, ...]
    report: Report | None = None


class Library:
    """The authorities of the records: their names, and where each record lies."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.authorities: dict[str, Authority] = {}
        self.recorded: dict[str, Inspection] = {}
        for path in sorted((data / "authorities").glob("*.yml")):
            record = read(path, Record).part
            if record is None:
                raise SystemExit(f"{path} cannot be read; run python scripts/check.py {path}")
            self.authorities[path.stem] = record.authority
            self.recorded |= {i.source.sha256: i for i in record.inspections if i.source.sha256}

    @property
    def names(self) -> Mapping[str, str]:
        """Addresses by folded name and alias."""
        return {folded(n): slug for slug, a in self.authorities.items() for n in (a.name, *a.aliases)}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status."""
    options = _options(arguments)
    library = Library(options.data)
    jobs = list(_jobs(options, library))
    if not jobs:
        print(f"{options.path}: holds no PDF", file=sys.stderr)
        return REFUSED
    if options.path.is_file():
        outcome = _do(jobs[0], _pdf(jobs[0].path), options, library)
        if outcome.report and not options.write:
            print("\n".join(_draft(outcome.report, library)))
        for sentence in outcome.sentences:
            print(f"{outcome.path}: {sentence}", file=sys.stderr)
        return outcome.status
    return _many(jobs, options, library)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="import_report.py", description="Reads reports into records.")
    parser.add_argument("path", type=Path, help="a report, or a folder of them")
    parser.add_argument("--authority", metavar="SLUG", help="the authority, if the title does not tell")
    parser.add_argument("--published", type=day, metavar="DATE", help="the day of publication")
    parser.add_argument("--write", action="store_true", help="write into the authority's record")
    parser.add_argument("--text", action="store_true", help="write the paragraphs to data/texts/")
    parser.add_argument(
        "--private", action="store_true", help="write the text even if its licence does not allow showing it"
    )
    parser.add_argument("--again", action="store_true", help="read reports again that are recorded already")
    parser.add_argument("--jobs", type=_count, default=os.cpu_count() or 1, help="files read at a time")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the folder of records (data)")
    options = parser.parse_args(arguments)
    if not options.path.exists():
        parser.error(f"there is no file or folder '{options.path}'")
    if options.authority and not (options.data / "authorities" / f"{options.authority}.yml").is_file():
        parser.error(f"there is no authority '{options.authority}'")
    return options


def _count(value: str) -> int:
    if re.fullmatch(r"[1-9]\d{0,3}", value, re.ASCII):
        return int(value)
    raise argparse.ArgumentTypeError(f"'{value}' is not a number of files from 1 up")


def _jobs(options: argparse.Namespace, library: Library) -> Iterator[Job]:
    below = (path for path in sorted(options.path.rglob("*")) if path.suffix.lower() == ".pdf" and path.is_file())
    for path in [options.path] if options.path.is_file() else below:
        folder = path.resolve().parent.name
        yield Job(
            path,
            options.authority or (folder if folder in library.authorities else None),
            options.published or _day_of(path),
        )


def _day_of(path: Path) -> date | None:
    """The day that the file is named after, or None."""
    try:
        return day(path.stem)
    except argparse.ArgumentTypeError:
        return None


def _pdf(path: Path) -> Pdf | RefusedError:
    try:
        return read_pdf(path)
    except RefusedError as error:
        return error


def _do(job: Job, pdf: Pdf | RefusedError, options: argparse.Namespace, library: Library) -> Outcome:
    if isinstance(pdf, RefusedError):
        return Outcome(job.path, REFUSED, (f"refused: {pdf}",))
    try:
        report = read_report(pdf, library.names, published=job.published, slug=job.slug)
    except RefusedError as error:
        return Outcome(job.path, REFUSED, (f"refused: {error}",))
    sentences = [f"{key}: {reason}" for key, reason in report.doubts] + list(report.notes) + list(report.body.notes)
    status = NEEDS_A_PERSON if report.doubts else COMPLETE
    slug = report.slug.value
    if slug and options.write:
        try:
            written = _write(report, slug, library)
            sentences += [*written.replaced, *written.unsettled]
            status = NEEDS_A_PERSON if written.unsettled else status
        except MergeError as error:
            sentences += error.sentences
            status = NEEDS_A_PERSON
    if slug and options.text:
        refusal = write_text(report, slug, library.data, private=options.private)
        if refusal:
            sentences.append(refusal)
    return Outcome(job.path, status, tuple(sentences), report)


def _write(report: Report, slug: str, library: Library) -> Merged:
    """Writes the facts into the record; returns what became of it."""
    path = library.data / "authorities" / f"{slug}.yml"
    lines = fact_lines(report, slug, inspected(report, library.authorities[slug]), None, with_pages=False)
    result = merged(path.read_text(encoding="utf-8"), lines, inspection_id(report, slug), str(path))
    path.write_text(result.text, encoding="utf-8", newline="\n")
    return result


def _draft(report: Report, library: Library) -> Iterator[str]:
    slug = report.slug.value or "authority"
    predecessor = inspected(report, library.authorities[slug]) if report.slug.value else None
    yield "# A draft: facts with the page they were read on. Reword, check against the report, then 'reviewed'."
    yield "inspections:"
    yield from fact_lines(report, slug, predecessor, None, with_pages=True)
    yield from draft_lines(report)


def _many(jobs: Sequence[Job], options: argparse.Namespace, library: Library) -> int:
    """Reads many files, says what became of each that is not complete, and how many of each kind there were."""
    outcomes = []
    waiting = [job for job in jobs if options.again or not _is_done(job, options, library)]
    with ThreadPoolExecutor(options.jobs) as pool:
        read_files = pool.map(_pdf, [job.path for job in waiting])
        bar = tqdm(zip(waiting, read_files, strict=True), total=len(waiting), unit="report", disable=None)
        for job, pdf in bar:
            outcomes.append(_do(job, pdf, options, library))
    for outcome in outcomes:
        for sentence in outcome.sentences:
            print(f"{outcome.path}: {sentence}")
    counts = {status: sum(o.status == status for o in outcomes) for status in (COMPLETE, NEEDS_A_PERSON, REFUSED)}
    print(
        f"{plural(counts[COMPLETE], 'report')} complete, {counts[NEEDS_A_PERSON]} need a person, "
        f"{counts[REFUSED]} refused, {len(jobs) - len(waiting)} recorded already"
    )
    return REFUSED if counts[REFUSED] else NEEDS_A_PERSON if counts[NEEDS_A_PERSON] else COMPLETE


def _is_done(job: Job, options: argparse.Namespace, library: Library) -> bool:
    """True if the record already holds this very file, and its text if that is wanted."""
    try:
        inspection = library.recorded.get(hashlib.sha256(job.path.read_bytes()).hexdigest())
    except OSError:
        return False
    if inspection is None:
        return False
    if not options.text or not (options.private or inspection.source.licence.allows_text):
        return True
    texts = library.data / "texts"
    return any((folder / f"{inspection.id}.json").is_file() for folder in (texts, texts / "private"))


if __name__ == "__main__":
    sys.exit(main())
