"""Measures the importer: time and memory of one report's child process, and the time of many.

    python benchmarks/import_reports.py [FOLDER]

FOLDER holds reports as PDFs, and is `.reports/` if none is given; without any report there is nothing to measure, which
is said. Memory is the most that any child used. Prints medians, and the ratio of the longest to the median.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from importer.pdf import RefusedError, read_pdf  # noqa: E402


def main(folder: Path) -> None:
    """Prints the figures."""
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        print(f"{folder} holds no reports, so the importer was not measured; make texts downloads them")
        return
    times, refused = [], 0
    for path in paths:
        began = time.perf_counter()
        try:
            read_pdf(path)
        except RefusedError:
            refused += 1
        times.append(time.perf_counter() - began)
    median, longest = statistics.median(times), max(times)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(paths)} reports, one at a time: {sum(times):.0f} s ({refused} refused)")
    print(f"    one: {median:.2f} s in the median, {longest:.2f} s at most (1 : {longest / median:.1f})")
    print(f"    memory of a child: {memory:.0f} MB at most")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".reports")
