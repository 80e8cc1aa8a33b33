"""Script in a record's text must not run: every text field of a record, in Chromium, on every page it reaches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from payloads import as_yaml, with_payload
from playwright.sync_api import Browser
from project import ROOT, good_data
from serving import serving

from inspections.reading import tree_of
from scripts import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "</title><script>window.ran=1</script>",
    "--><script>window.ran=1</script>",
    "' onfocus=window.ran=1 autofocus x='",
    '" onfocus=window.ran=1 autofocus x="',
    "[a](javascript:window.ran=1)",
    "<a href=javascript:window.ran=1>a</a>",
    "{{ config.extra }}{% raw %}<script>window.ran=1</script>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<style>@import 'https://x.example/a.css';</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.ran=1>",
    "![a](x){onerror=window.ran=1}",
    "x {: onclick=window.ran=1 }",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_record_runs(chromium: Browser, tmp_path: Path, payload: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    data = good_data(root)
    path = data / "authorities/exampleshire.yml"
    tree, _ = tree_of(path.read_text(), "x")
    assert tree is not None
    path.write_text(as_yaml(with_payload(tree.plain(), payload)))
    assert build.main(["--root", str(root)]) == 0
    site = root / "site"
    reached = [
        page
        for page in sorted(site.rglob("*.html"))
        if "window.ran" in page.read_text() or "x.example" in page.read_text() or "parent.ran" in page.read_text()
    ]
    assert len(reached) >= 8
    with serving(site) as address:
        page = chromium.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for file in reached:
            page.goto(address + file.relative_to(site).as_posix())
            assert page.evaluate("window.ran") is None, file
        page.close()
        assert all(url.startswith(address) for url in asked)
