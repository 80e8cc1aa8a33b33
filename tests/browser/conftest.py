"""One built site, served over HTTP and unzipped in a folder, and one Chromium, for all browser tests."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright
from serving import serving

from scripts import build

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KNOWN_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """An installed Chromium or Chrome, else Playwright's own; its absence is an error, never a skip."""
    installed = os.environ.get("CHROMIUM") or next(
        (path for name in KNOWN_BROWSERS if (path := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        except Error as error:
            pytest.fail(
                "the browser tests need Chromium: install chromium or google-chrome, or run "
                f".venv/bin/playwright install chromium ({error.message.splitlines()[0]})"
            )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of the project's own records, as it goes to a host."""
    target = tmp_path_factory.mktemp("built") / "site"
    assert build.main(["--to", str(target)]) == 0
    return target


@pytest.fixture(scope="session")
def unzipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline bundle, unzipped into a read-only folder with a space and an é in its name."""
    folder = tmp_path_factory.mktemp("bundle")
    target = folder / "inspection-atlas-offline.zip"
    assert build.main(["--offline", "--to", str(target)]) == 0
    place = folder / "à lire été"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(place)
    for path in place.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return place / "inspection-atlas-offline"


@pytest.fixture(scope="session")
def served(built_site: Path) -> Iterator[str]:
    """The address of the built site on a server that, like a host, answers unknown addresses with 404.html."""
    with serving(built_site) as address:
        yield address
