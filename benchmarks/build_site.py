"""Measures the whole build of the site: time, memory, pages, and what one page more costs.

    python benchmarks/build_site.py [RUNS]

Prints medians over runs side by side: the check of all records against the build of all pages.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(runs: int = 3) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        checks = [seconds([sys.executable, "scripts/check.py"]) for _ in range(runs)]
        builds = [seconds([sys.executable, "scripts/build.py", "--to", str(site)]) for _ in range(runs)]
        pages = list(site.rglob("*.html"))
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        largest = max(path.stat().st_size for path in pages if path.parent.name != "report")
    check, build = (statistics.median(cpu for _, cpu in times) for times in (checks, builds))
    print(f"checking all records: {check:.1f} s CPU (wall {statistics.median(w for w, _ in checks):.1f} s)")
    print(f"building {len(pages)} pages: {build:.1f} s CPU (wall {statistics.median(w for w, _ in builds):.1f} s)")
    print(f"    check to build: 1 : {build / check:.1f}; {1000 * build / len(pages):.1f} ms CPU a page")
    print(f"    {size / 1e6:.1f} MB in all; the largest page but reports' texts has {largest / 1000:.1f} kB of HTML")
    print(f"    memory at most {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
