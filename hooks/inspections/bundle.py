"""A built site → one zip that opens from a folder, and is the same to the byte whenever it is made again.

Names, order, times and modes of the entries are set here, so that neither the clock nor the machine shows. Everything a
person needs who received only the zip lies in it: where to begin, the licence, the sources, and checksums.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from inspections.catalogue import Catalogue
from inspections.output import Output
from inspections.site import MANIFEST, files_of

CHECKSUMS = "SHA256SUMS"
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # the first day a zip can name


def write_bundle(site: Path, target: Path, name: str, extra: Iterable[Output], built: datetime) -> Path:
    """Writes the zip at `target`, everything below one folder `name`; `built` is the time every entry carries."""
    entries = {path.relative_to(site).as_posix(): path.read_bytes() for path in files_of(site)}
    entries[MANIFEST] = (site / MANIFEST).read_bytes()
    entries |= {output.path: output.content.encode() for output in extra}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(entries.items()))
    entries[CHECKSUMS] = sums.encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in sorted(entries.items()):
            archive.writestr(_entry(f"{name}/{path}", built), data)
    fresh.replace(target)
    return target


def _entry(path: str, built: datetime) -> zipfile.ZipInfo:
    moment = max(built.astimezone(UTC), _EARLIEST)
    entry = zipfile.ZipInfo(path, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry


def read_first(catalogue: Catalogue, name: str, built: datetime, commit: str, licence: str) -> Iterator[Output]:
    """The files of the bundle that are not pages: where to begin, the licence, and the sources."""
    yield Output("LICENCE.txt", licence)
    yield Output(
        "READ-ME-FIRST.txt",
        "\n".join(
            [
                name,
                "",
                "Open index.html in any browser. No network is needed and nothing is installed.",
                f"Built on {built:%d %B %Y} from commit {commit}; records checked up to {catalogue.as_of:%d %B %Y}.",
                "Not affiliated with Ofsted. Sources are listed in SOURCES.tsv, licences in LICENCE.txt.",
                f"To see that nothing was changed: sha256sum -c {CHECKSUMS}",
                "",
            ]
        ),
    )
    yield Output("SOURCES.tsv", "".join("\t".join(row) + "\n" for row in _sources(catalogue)))


def _sources(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    yield ("authority", "inspection", "source", "title", "published", "licence", "report")
    for entry in catalogue.inspections:
        inspection = entry.inspection
        yield (
            entry.authority.name,
            inspection.id,
            inspection.source.kind.words,
            inspection.source.title,
            str(inspection.published or ""),
            inspection.source.licence.words,
            inspection.report_url or "",
        )


def checksums(text: str) -> Mapping[str, str]:
    """Checksums by path, from the text of a SHA256SUMS file."""
    return {path: digest for digest, path in (line.split("  ", 1) for line in text.splitlines())}
