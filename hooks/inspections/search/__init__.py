"""Catalogue → documents → index → shards: what the browser's search reads.

The index is lunr's own, so that lunr.js in the browser gives exactly the answers it would give with the whole of it; it
is cut into shards so that a browser loads only what a query needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspections.catalogue import Catalogue
from inspections.output import Output
from inspections.search.documents import documents
from inspections.search.index import whole_index
from inspections.search.shards import shards


def outputs(catalogue: Catalogue) -> Iterator[Output]:
    """Every file of the index, below search/index/."""
    found = tuple(documents(catalogue))
    yield from shards(found, whole_index(found), catalogue)
