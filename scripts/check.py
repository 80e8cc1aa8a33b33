"""Checks records, and says everything that is wrong with them at once.

    python scripts/check.py                      all records, and the rules across them
    python scripts/check.py data/authorities/kent.yml
    python scripts/check.py --fix [FILE …]       writes records in canonical form, keeping comments
    python scripts/check.py --schema             writes data/schema/ anew from the model
    python scripts/check.py --facts              writes data/facts.tsv anew, after a change of facts

Exit status 0 if all is right, 1 with problems, 2 for a wrong call. In GitHub Actions each problem also marks its line.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from inspections.facts import facts
from inspections.formatting import formatted
from inspections.model import FrameworkList, Part, Record, ThemeList
from inspections.problems import Place, Problem, RecordError, plural
from inspections.reading import read_text
from inspections.records import check, load
from inspections.schema import schemas

VOCABULARIES: dict[str, type[Part]] = {"frameworks.yml": FrameworkList, "themes.yml": ThemeList}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status; what is wrong goes to standard output, one line a problem."""
    parser = argparse.ArgumentParser(prog="check.py", description="Checks records.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="records; without any, all of them")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the folder of records (data)")
    parser.add_argument("--fix", action="store_true", help="write records in canonical form")
    parser.add_argument("--schema", action="store_true", help="write the JSON Schema of records anew")
    parser.add_argument("--facts", action="store_true", help="write the list of all facts anew")
    options = parser.parse_args(arguments)
    if options.schema:
        for output in schemas():
            path = options.data / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(output.content, encoding="utf-8")
    if options.fix:
        fix(options.data, options.files or sorted((options.data / "authorities").glob("*.yml")))
    problems = found(options.data, options.files, renew_facts=options.facts)
    for problem in problems:
        print(problem)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(problem.annotation)
    checked = plural(len(options.files), "record") if options.files else "all records"
    print(
        f"{plural(len(problems), 'problem')} in {checked}" if problems else f"{checked}: all right",
        file=sys.stderr,
    )
    return 1 if problems else 0


def found(data: Path, files: Sequence[Path], *, renew_facts: bool = False) -> tuple[Problem, ...]:
    """Every problem of these files, or of all records and the list of facts if none are given."""
    shown_as = data.as_posix()
    if files:
        return check(data, files, shown_as)
    try:
        listed = facts(load(data, shown_as))
    except RecordError as error:
        return error.problems
    path = data / "facts.tsv"
    if renew_facts:
        path.write_text(listed, encoding="utf-8", newline="\n")
    return tuple(fact_problems(path, listed))


def fact_problems(path: Path, listed: str) -> Iterator[Problem]:
    """The first line in which the list of facts differs from the records."""
    if not path.is_file():
        return
    kept = path.read_text(encoding="utf-8").splitlines()
    for number, (before, now) in enumerate(zip_longest(kept, listed.splitlines()), start=1):
        if before != now:
            shown = (now or before or "").replace("\t", " ")
            yield Problem(
                Place(path.as_posix(), number),
                f"facts have changed from here on ('{shown}'); if that is right, run check.py --facts",
            )
            return


def fix(data: Path, files: Sequence[Path]) -> None:
    """Writes files in canonical form where they can be read; what cannot is reported by the check that follows."""
    for path in files:
        text, _ = read_text(path, path.as_posix())
        raw = path.read_bytes() if text is not None else b""
        if text is None or raw.decode("utf-8").replace("\r\n", "\n") != text:
            continue
        model = VOCABULARIES.get(path.name, Record) if path.parent.resolve() == data.resolve() else Record
        result = formatted(text, model, path.as_posix())
        if result is not None and result.encode() != raw:
            path.write_text(result, encoding="utf-8", newline="\n")
            print(Problem(Place(path.as_posix()), "written in canonical form"), file=sys.stderr)


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `check.py | head` ends quietly
    sys.exit(main())
