"""Downloads the reports that the records name, and reads their texts.

    python scripts/fetch_reports.py                        every report into .reports/, their texts into data/texts/
    python scripts/fetch_reports.py --authority kent --limit 10
    python scripts/fetch_reports.py --to FOLDER --no-import
    python scripts/fetch_reports.py --mirror https://files.ofsted.gov.uk=https://mirror.example/ofsted

A report comes to <authority>/<publication date>.pdf, where import_report.py understands it. One that is there is not
asked for again; one that broke off, also by Ctrl-C, goes on from where it was. Only the hosts of the records are asked,
at most once a second. A file whose checksum is not that of its record is kept as .pdf.wrong and never imported.
Exit status 0 if all is there (or, with --limit, as much as was wanted), 1 if something failed, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from importer.fetching import (
    Addresses,
    Fate,
    Fetcher,
    FolderError,
    Outcome,
    Politeness,
    Wanted,
    is_loopback,
    locked,
    origin,
    wanted,
)
from importer.pdf import LARGEST_FILE
from mkdocs.utils.yaml import yaml_load
from tqdm import tqdm

from inspections.model import Record
from inspections.problems import did_you_mean, plural
from inspections.reading import read

ROOT = Path(__file__).resolve().parent.parent
ALL_THERE, FAILED = 0, 1
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"({_LABEL}(\.{_LABEL})*|\[::1\])"
_PORT = r"(:[1-9]\d{0,4})?"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    records, problems = _records(options.data)
    if problems:
        print("\n".join(problems))
        return FAILED
    for slug in options.authority:
        if slug not in records:
            parser.error(f"there is no authority '{slug}'{did_you_mean(slug, records)}")
    named = list(wanted(records))
    for instead_of, _ in options.mirror:
        if instead_of not in {origin(each.url) for each in named}:
            parser.error(f"--mirror: no record names {instead_of}")
    addresses = Addresses.of((each.url for each in named), chain(*options.allow_host), dict(options.mirror))
    politeness = Politeness(_agent(parser), LARGEST_FILE, options.rate)
    chosen = [each for each in named if each.slug in (options.authority or records)]
    try:
        with locked(options.to):
            status = _fetch(Fetcher(options.to, addresses, politeness), chosen, options.limit)
        if options.with_import:
            status = max(status, _import(options.to, options.authority, options.data))
    except FolderError as error:
        print(error)
        return FAILED
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here")
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fetch_reports.py", description="Downloads the reports of the records.")
    parser.add_argument(
        "--authority", action="append", default=[], metavar="SLUG", help="only this authority's; may be repeated"
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="ask for N reports at most")
    parser.add_argument("--to", type=Path, default=Path(".reports"), metavar="FOLDER", help="where to (.reports)")
    parser.add_argument("--rate", type=_rate, default=1.0, metavar="N", help="requests a second, at most (1)")
    parser.add_argument(
        "--import", dest="with_import", action=argparse.BooleanOptionalAction, default=True, help="read the texts (yes)"
    )
    parser.add_argument(
        "--mirror",
        type=_mirror,
        action="append",
        default=[],
        metavar="HTTPS://HOST=ADDRESS",
        help="ask this address instead of that host; http only on this machine",
    )
    parser.add_argument(
        "--allow-host",
        type=_allowed,
        action="append",
        default=[],
        metavar="HOST",
        help="a host, beside Ofsted's, that records and redirects may name; http only on this machine",
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="the folder of records (data)")
    return parser


def _count(value: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", value, re.ASCII):
        raise argparse.ArgumentTypeError(f"'{value}' is not a whole number from 1 up")
    return int(value)


def _rate(value: str) -> float:
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not (math.isfinite(rate) and rate > 0):
        raise argparse.ArgumentTypeError(f"'{value}' is not a number above 0")
    return rate


def _mirror(value: str) -> tuple[str, str]:
    """The origin that is not asked, and the address that is asked instead."""
    found = re.fullmatch(
        rf"(?P<origin>https://{_HOST})/?=(?P<address>https?://{_HOST}{_PORT}(/[\w./~-]*)?)", value, re.A
    )
    if not found:
        raise argparse.ArgumentTypeError(
            f"'{value}' is not like https://files.ofsted.gov.uk=https://mirror.example/ofsted"
        )
    address = urlsplit(found["address"])
    if address.scheme == "http" and not is_loopback(address.hostname or ""):
        raise argparse.ArgumentTypeError(f"'{found['address']}' is neither https nor on this machine")
    return found["origin"], found["address"]


def _allowed(value: str) -> tuple[str, ...]:
    """The origins that a host stands for."""
    if not re.fullmatch(f"{_HOST}{_PORT}", value, re.A):
        raise argparse.ArgumentTypeError(f"'{value}' is not a host like www.example.gov.uk")
    secure = f"https://{value}"
    return (secure, f"http://{value}") if is_loopback(urlsplit(secure).hostname or "") else (secure,)


def _records(data: Path) -> tuple[dict[str, Record], list[str]]:
    """The records by address, and a sentence for each that cannot be relied on."""
    records, problems = {}, []
    for path in sorted((data / "authorities").glob("*.yml")):
        result = read(path, Record)
        if result.problems:
            problems.append(
                f"{path}: has {plural(len(result.problems), 'problem')}; run python scripts/check.py {path}"
            )
        records[path.stem] = result.part
    if not records:
        problems.append(f"{data / 'authorities'}: holds no records")
    return records, problems


def _agent(parser: argparse.ArgumentParser) -> str:
    """Who we tell servers that we are: the project, and where it can be found."""
    address = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8")).get("repo_url")
    # What is in front of an @ may be a token.
    if not re.fullmatch(r"https://[!-?A-~]+", str(address)):
        parser.error("repo_url in mkdocs.yml (REPO_URL) is not like https://github.com/you/inspection-atlas")
    return f"inspection-atlas (+{address})"


def _fetch(fetcher: Fetcher, chosen: Sequence[Wanted], limit: int | None) -> int:
    """Fetches what is not there, and says what became of all; the exit status."""
    outcomes: list[Outcome] = []
    waiting: list[Wanted] = []
    for each in chosen:
        known = fetcher.look(each)
        if known:
            outcomes.append(known)
        else:
            waiting.append(each)
    try:
        for each in tqdm(waiting[:limit], unit="report", disable=None):
            outcomes.append(fetcher.ask(each))
    finally:
        for outcome in outcomes:
            if outcome.sentence:
                print(f"{outcome.wanted}: {outcome.sentence}")
        print(_summary(outcomes, len(chosen)))
    return FAILED if any(outcome.fate is Fate.FAILED for outcome in outcomes) else ALL_THERE


def _summary(outcomes: Sequence[Outcome], chosen: int) -> str:
    counts = Counter(outcome.fate for outcome in outcomes)
    left = chosen - len(outcomes)
    return (
        f"{plural(counts[Fate.FETCHED], 'report')} fetched, {counts[Fate.PRESENT]} there already, "
        f"{counts[Fate.FAILED]} failed" + (f", {left} left for another run" if left else "")
    )


def _import(folder: Path, slugs: Sequence[str], data: Path) -> int:
    """Reads the texts of the reports that are there; failed if the import refused one.

    That a person must look at something is no failure: the import says at what.
    """
    from import_report import REFUSED
    from import_report import main as import_reports

    folders = [folder / slug for slug in slugs] if slugs else [folder]
    present = [each for each in folders if any(each.rglob("*.pdf"))]
    statuses = [import_reports([str(each), "--text", "--data", str(data)]) for each in present]
    return FAILED if REFUSED in statuses else ALL_THERE


if __name__ == "__main__":
    sys.exit(main())
