"""Every kind of page as a reader gets it: at two widths, in two colour schemes, over HTTP and from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from inspections.catalogue import Catalogue, catalogue
from inspections.pages import pages
from inspections.records import load

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).resolve().parents[2]


def known() -> Catalogue:
    return catalogue(load(ROOT / "data"))


def one_of_each_kind() -> list[str]:
    """The address of one page of each kind: the one with the most to show, and every page written by hand."""
    richest: dict[str, tuple[int, str]] = {}
    for page in pages(known()):
        entry = page.values.get("entry")
        weight = len(getattr(entry, "inspections", ())) + 10 * bool(page.values.get("findings"))
        richest[page.template] = max(richest.get(page.template, (-1, "")), (weight, page.address))
    chosen = [address for _, address in richest.values()]
    without_inspections = next((e.address for e in known().authorities if not e.inspections), None)
    docs = ROOT / "docs"
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).with_suffix("").as_posix()
        chosen.append(name.removesuffix("index") if name.endswith("index") else name + "/")
    return sorted({*chosen, *([without_inspections] if without_inspections else []), "no-such-page/"})


ADDRESSES = one_of_each_kind()


@contextmanager
def opened(
    browser: Browser, url: str, width: int, scheme: str, *, offline: bool = False, script: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """The page, and everything that went wrong while it loaded."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        offline=offline,
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    page = context.new_page()
    wrong: list[str] = []
    host = url.split("/")[2]
    page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(f"script: {e}"))
    page.on("requestfailed", lambda r: wrong.append(f"failed: {r.url}"))
    page.on("request", lambda r: wrong.append(f"other host: {r.url}") if r.url.split("/")[2] != host else None)
    page.goto(url)
    yield page, wrong
    context.close()


def problems_of(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    found = [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_accessible_and_complete_over_http(
    chromium: Browser, served: str, address: str, width: int, scheme: str
) -> None:
    with opened(chromium, served + address, width, scheme) as (page, wrong):
        assert problems_of(page) == []
        expected = ["console: Failed to load resource: the server responded with a status of 404 (Not Found)"]
        assert wrong == (expected if address == "no-such-page/" else [])


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (360, "dark"), (1280, "dark")])
@pytest.mark.parametrize("address", [address for address in ADDRESSES if address != "no-such-page/"])
def test_a_page_opens_from_a_folder_without_a_network(
    chromium: Browser, unzipped: Path, address: str, width: int, scheme: str
) -> None:
    path = unzipped / address / "index.html" if not address or address.endswith("/") else unzipped / address
    if not path.is_file():
        path = unzipped / f"{address.rstrip('/')}.html"
    with opened(chromium, path.as_uri(), width, scheme, offline=True) as (page, wrong):
        assert wrong == []
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.styleSheets.length") == 1
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if width == 1280 and scheme == "light":
            assert problems_of(page) == []


def test_a_reader_walks_from_home_to_a_finding_and_its_link_opens_there(chromium: Browser, unzipped: Path) -> None:
    with opened(chromium, (unzipped / "index.html").as_uri(), 360, "light", offline=True) as (page, wrong):
        page.get_by_role("link", name="Find an authority").click()
        page.get_by_role("link", name="Hampshire", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == "Hampshire"
        page.get_by_role("link", name="Link to finding f01").click()
        assert page.url.endswith("/authorities/hampshire/2024-06/index.html#f01")
        assert page.locator("#f01").is_visible()
        assert wrong == []


def test_grades_stand_above_the_fold_on_a_phone(chromium: Browser, served: str) -> None:
    with opened(chromium, served + "authorities/hertfordshire/", 360, "light") as (page, _):
        bottom = page.locator("table.grades").bounding_box()
        assert bottom is not None
        assert bottom["y"] + bottom["height"] <= 800


def test_a_page_reads_in_full_without_script(chromium: Browser, served: str) -> None:
    with opened(chromium, served + "authorities/hampshire/", 1280, "light", script=False) as (page, wrong):
        assert page.locator("table.grades tbody tr").count() == 5
        assert page.locator("ul.points li").count() >= 8
        assert page.locator("[data-scheme-switch]").is_hidden()
        page.get_by_text("Menu", exact=True).click()
        assert page.get_by_role("link", name="Glossary").is_visible()
        assert wrong == []


def test_the_colour_switch_is_remembered_on_the_next_page(chromium: Browser, served: str) -> None:
    with opened(chromium, served, 1280, "light") as (page, _):
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Dark colours").click()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != light
        page.get_by_role("link", name="Regions", exact=True).first.click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
        assert page.get_by_role("button", name="Light colours").is_visible()


def test_the_menu_opens_by_keyboard_and_every_focus_stop_can_be_seen(chromium: Browser, served: str) -> None:
    with opened(chromium, served + "authorities/hampshire/", 360, "light") as (page, _):
        seen = []
        for _step in range(26):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                """() => { const e = document.activeElement, b = e.getBoundingClientRect();
                return {text: e.innerText, wide: b.width, high: b.height, left: b.left, right: b.right,
                top: b.top, bottom: b.bottom}; }"""
            )
            if focused["text"] == "Menu":
                page.keyboard.press("Enter")
                assert page.get_by_role("link", name="Glossary").is_visible()
            assert focused["wide"] > 0
            assert focused["high"] > 0
            assert focused["left"] >= 0
            assert focused["right"] <= 360
            assert focused["top"] < 800
            assert focused["bottom"] > 0
            seen.append(focused["text"])
        assert seen[0] == "Skip to the content"
        assert "Authorities" in seen


def test_nothing_is_stored_but_a_chosen_colour_scheme(chromium: Browser, served: str) -> None:
    with opened(chromium, served, 1280, "light") as (page, _):
        assert page.context.cookies() == []
        assert page.evaluate("Object.keys(localStorage)") == []


def test_a_page_prints_without_head_and_links_and_keeps_its_grades(chromium: Browser, served: str) -> None:
    with opened(chromium, served + "authorities/hampshire/", 1280, "dark") as (page, _):
        page.emulate_media(media="print")
        assert page.locator(".masthead").is_hidden()
        assert page.locator("table.grades .grade").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
