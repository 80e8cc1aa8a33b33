"""Adds a new inspection to an authority's record, ready to be filled in.

    python scripts/new_record.py kent --start 2026-06-08 --end 2026-06-12
    python scripts/new_record.py west-surrey             a record for a new authority

The framework, the kind and the id follow from the dates. Run scripts/check.py afterwards: it names everything that is
still missing. Exit status 0, or 1 with a sentence, or 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from inspections.model import FrameworkList
from inspections.reading import read, read_text, tree_of
from inspections.scaffold import authority_text, inspection_lines, with_inspection


def main(arguments: Sequence[str] | None = None, today: date | None = None) -> int:
    """The exit status; the file that was written, or the reason why not, is printed."""
    parser = argparse.ArgumentParser(prog="new_record.py", description="Adds a new inspection to a record.")
    parser.add_argument("authority", help="the file's name without .yml, such as north-east-lincolnshire")
    parser.add_argument("--start", type=day, help="the first day of fieldwork, like 2026-06-08")
    parser.add_argument("--end", type=day, help="the last day of fieldwork")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the folder of records (data)")
    options = parser.parse_args(arguments)
    if (options.start is None) != (options.end is None):
        parser.error("--start and --end go together")
    try:
        path = write(options.data, options.authority, options.start, options.end, today or datetime.now(UTC).date())
    except ValueError as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{error.filename}: cannot be written: {(error.strerror or str(error)).lower()}")
        return 1
    print(f"{path}: written; run python scripts/check.py {path} to see what is still missing")
    return 0


def day(value: str) -> date:
    """The date that an argument gives.

    Raises:
        ArgumentTypeError: with a sentence, if it is none.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{value}' is not a date like 2024-05-31")


def write(data: Path, slug: str, start: date | None, end: date | None, today: date) -> Path:
    """The file to which the inspection, or the new authority, was written.

    Raises:
        ValueError: with a sentence, if it cannot be added; nothing is written then.
        OSError: if the file cannot be written.
    """
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug):
        raise ValueError(f"'{slug}' is not an address of small letters and hyphens, like north-east-lincolnshire")
    path = data / "authorities" / f"{slug}.yml"
    exists = path.is_file()
    if exists and start is None:
        raise ValueError(f"{path}: exists already; give --start and --end to add an inspection")
    text = _existing(path) if exists else authority_text(slug, today)
    if start is not None and end is not None:
        text = _with_inspection(data, path, text, slug, start, end, today)
    path.write_bytes(text.encode())
    return path


def _existing(path: Path) -> str:
    """The record's text with the line ends it has."""
    _, problems = read_text(path, path.as_posix())
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return path.read_bytes().decode("utf-8")


def _with_inspection(data: Path, path: Path, text: str, slug: str, start: date, end: date, today: date) -> str:
    if end < start:
        raise ValueError(f"fieldwork cannot end on {end}, before it starts on {start}")
    vocabulary = read(data / "frameworks.yml", FrameworkList)
    if vocabulary.part is None:
        raise ValueError("\n".join(map(str, vocabulary.problems)))
    framework = next(
        (f for f in vocabulary.part.frameworks if (f.begun_from or date.min) <= start <= (f.begun_until or date.max)),
        None,
    )
    if framework is None:
        raise ValueError(f"no framework of {data / 'frameworks.yml'} is for inspections begun on {start}")
    ids = _inspection_ids(text)
    if f"{slug}-{start:%Y-%m}" in ids:
        raise ValueError(f"{path}: has an inspection '{slug}-{start:%Y-%m}' already")
    try:
        result = with_inspection(text, inspection_lines(slug, framework, start, end, today))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    if _inspection_ids(result) != [f"{slug}-{start:%Y-%m}", *ids]:
        raise ValueError(f"{path}: is not in canonical form; run python scripts/check.py --fix {path} first")
    return result


def _inspection_ids(text: str) -> list[str]:
    """The ids of the inspections in a record's text, in its order; none where it cannot be read."""
    tree, _ = tree_of(text.replace("\r\n", "\n"), "")
    inspections = tree.at(("inspections",)) if tree else None
    if inspections is None or not isinstance(inspections.value, list):
        return []
    ids = (entry.at(("id",)) for entry in inspections.value)
    return [str(id_.value) for id_ in ids if id_]


if __name__ == "__main__":
    sys.exit(main())
