"""What every writer yields: a file to be, with its path, its content and the record it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """A file to be; `path` is relative with forward slashes, `source` the record behind it (below data/), if one."""

    path: str
    content: str
    source: str | None = None
