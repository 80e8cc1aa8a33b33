"""Addresses within the site, online and in the offline bundle."""

from __future__ import annotations

import pytest

from inspections.pages.links import Links


@pytest.mark.parametrize(
    ("page", "target", "online", "offline"),
    [
        ("", "authorities/kent/", "authorities/kent/", "authorities/kent/index.html"),
        ("authorities/kent/", "", "../../", "../../index.html"),
        ("authorities/kent/", "authorities/kent/2023-01/#f01", "2023-01/#f01", "2023-01/index.html#f01"),
        ("authorities/kent/2023-01/", "authorities/kent/", "../", "../index.html"),
        ("authorities/kent/2023-01/", "authorities/kent/2023-01/#i1", "#i1", "#i1"),
        ("regions/", "regions/", "./", "index.html"),
        ("", "", "./", "index.html"),
        ("a/b/", "images/favicon.svg", "../../images/favicon.svg", "../../images/favicon.svg"),
    ],
)
def test_an_address_is_written_relative_to_its_page(page: str, target: str, online: str, offline: str) -> None:
    assert Links(directory_urls=True).on(page)(target) == online
    assert Links(directory_urls=False).on(page)(target) == offline
