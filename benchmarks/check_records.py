"""How long the check takes: all records, and one record, as an editor's save or a commit hook would check it.

    python benchmarks/check_records.py [--data FOLDER] [--runs N]

Prints the median of N runs in milliseconds, with the fastest and the slowest, and the ratio of one record to all.
Reading the vocabularies is part of both, as it is in use; starting Python is part of neither.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from inspections.problems import RecordError
from inspections.records import check, load


def main() -> None:
    """Measures, and prints one line a case."""
    parser = argparse.ArgumentParser(description="Times the check of records.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the folder of records (data)")
    parser.add_argument("--runs", type=int, default=9, help="runs of each case (9)")
    options = parser.parse_args()
    paths = sorted((options.data / "authorities").glob("*.yml"), key=lambda path: path.stat().st_size)
    if not paths:
        parser.error(f"{options.data / 'authorities'} holds no records")
    middle, largest = paths[len(paths) // 2], paths[-1]
    everything = measured(f"all {len(paths)} records", options.runs, lambda: all_records(options.data))
    for label, path in (("of middle size", middle), ("the largest", largest)):
        one = measured(
            f"one record, {label} ({path.stem})", options.runs, lambda path=path: check(options.data, [path])
        )
        print(f"    one to all: 1 : {everything / one:.1f} ({one / everything:.1%})")


def all_records(data: Path) -> None:
    """Checks every record; problems are as good as none, since time is what counts here."""
    try:
        load(data)
    except RecordError as error:
        print(f"    (with {len(error.problems)} problems)")


def measured(label: str, runs: int, case: Callable[[], object]) -> float:
    """The median in milliseconds, after one run that does not count."""
    case()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        case()
        times.append((time.perf_counter() - began) * 1000)
    median = statistics.median(times)
    print(f"{label}: {median:.1f} ms (from {min(times):.1f} to {max(times):.1f}, {runs} runs)")
    return median


if __name__ == "__main__":
    main()
