"""Addresses within the site, written relative to the page they stand on.

Online a page's address ends in a slash; in the offline bundle, opened from a folder, it must name its file. Both come
from the same addresses, so nothing else in the house knows the difference.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Links:
    """How addresses are written; `directory_urls` is False for the offline bundle."""

    directory_urls: bool = True

    def on(self, page: str) -> Callable[[str], str]:
        """A function that writes an address (`authorities/kent/#i1`) as a link on the page at another address."""

        def link(target: str) -> str:
            address, hash_, anchor = target.partition("#")
            file = "" if address == "" or address.endswith("/") else posixpath.basename(address)
            folder = address.removesuffix(file).rstrip("/") or "."
            relative = posixpath.relpath(folder, page.rstrip("/") or ".")
            path = "" if relative == "." else relative + "/"
            if not file:
                file = "" if self.directory_urls else "index.html"
            if hash_ and address == page:
                return hash_ + anchor
            return (path + file or "./") + hash_ + anchor

        return link
