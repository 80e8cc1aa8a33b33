"""The search in a browser: the same answers as unmodified lunr.js with the whole index, and what a reader sees."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from project import ROOT
from serving import serving

from inspections.catalogue import catalogue
from inspections.records import load
from inspections.search.documents import documents
from inspections.search.index import FIELDS, whole_index
from inspections.search.stemmer import stem
from inspections.search.words import words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GENERATED = 5_000


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return whole_index(tuple(documents(catalogue(load(ROOT / "data")))))


@pytest.fixture(scope="module")
def searching(chromium: Browser, served: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served + "search/")
    yield page
    context.close()


def generated_queries(terms: list[str], surface: list[str], seed: int) -> list[str]:
    """Queries of every kind that lunr's language has, most of them sensible, some of them odd."""
    pick = random.Random(seed)
    odd = [
        "",
        "+",
        "-",
        "*",
        "~",
        "^",
        ":",
        "text:",
        "nofield:x",
        "a~x",
        "b^y",
        "\u0000",
        "é’s",
        "“care”",
        "+-x",
        "**",
        "a:b:c",
    ]

    def clause() -> str:
        word = pick.choice(surface if pick.random() < 0.7 else terms)
        form = pick.randrange(9)
        if form == 0:
            word = word[: pick.randint(1, len(word))] + "*"
        elif form == 1:
            word = "*" + word[-3:]
        elif form == 2:
            word = f"{word}~{pick.randint(0, 2)}"
        elif form == 3:
            word = f"{word}^{pick.randint(1, 10)}"
        elif form == 4:
            word = f"{pick.choice(list(FIELDS))}:{word}"
        elif form == 5 and len(word) > 2:
            word = word[0] + "*" + word[-1]
        return pick.choice(["", "", "", "+", "-"]) + word

    queries = [" ".join(clause() for _ in range(pick.randint(1, 4))) for _ in range(GENERATED - len(odd) * 3)]
    return queries + [f"{pick.choice(surface)} {piece}" for piece in odd] + odd + [piece * 3 for piece in odd]


def test_the_partial_index_answers_exactly_as_lunr_js_with_the_whole_index(
    searching: Page, whole: dict[str, Any]
) -> None:
    """References in the same order, scores within 1e-9, and the same refusals, for every query."""
    known = catalogue(load(ROOT / "data"))
    terms = [term for term, _ in whole["invertedIndex"]]
    surface = sorted({word for document in documents(known) for word in words(f"{document.text} {document.names}")})
    names = [name for entry in known.authorities for name in (entry.name, *entry.authority.aliases)]
    queries = [*terms, *surface, *names, *generated_queries(terms, surface, seed=20)]
    assert len(queries) > GENERATED + len(terms) + 153
    searching.evaluate("whole => { window.whole = lunr.Index.load(whole) }", whole)
    differences = searching.evaluate(
        """async queries => {
            const answer = async search => {
                try { return (await search()).map(r => [r.ref, r.score]); }
                catch (error) { return String(error.message ?? error); }
            };
            const found = [];
            let results = 0;
            for (const q of queries) {
                const theirs = await answer(async () => window.whole.search(q));
                const ours = await answer(() => inspectionSearch.index.search(q));
                const same = typeof theirs === "string" ? theirs === ours : Array.isArray(ours) &&
                    theirs.length === ours.length &&
                    new Set(theirs.map(r => r[0])).size === theirs.length &&
                    theirs.every(([ref, score]) => ours.some(r => r[0] === ref && Math.abs(r[1] - score) < 1e-9));
                if (!same && found.length < 10)
                    found.push([q, JSON.stringify(theirs).slice(0, 200), JSON.stringify(ours).slice(0, 200)]);
                results += Array.isArray(theirs) ? theirs.length : 0;
            }
            return {found, results};
        }""",
        queries,
    )
    assert differences["found"] == []
    assert differences["results"] > 100_000


def test_stems_and_words_are_the_same_where_the_index_is_made_and_where_it_is_asked(
    searching: Page, whole: dict[str, Any]
) -> None:
    sentences = [document.text for document in documents(catalogue(load(ROOT / "data")))]
    sentences += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    sentences += ["ﬁnd İstanbul ß Å ǅ x’s x‘s' ''s 's1 o’brien’s", "\u0301a e\u0301 ½ ² Ⅳ １２", "a\u200bb"]
    theirs = searching.evaluate("texts => texts.map(text => inspectionSearch.words(text))", sentences)
    assert theirs == [words(sentence) for sentence in sentences]
    vocabulary = sorted({word for sentence in sentences for word in words(sentence)})
    stems = searching.evaluate(
        "words => words.map(word => lunr.stemmer(new lunr.Token(word, {})).toString())", vocabulary
    )
    assert len(vocabulary) > 2_000
    assert dict(zip(vocabulary, stems, strict=True)) == {word: stem(word) for word in vocabulary}


def answer(page: Page, text: str, **options: object) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "async ([text, options]) => inspectionSearch.query(text, options)", [text, options]
    )
    return found


def test_every_authority_comes_first_by_its_name_and_by_each_alias(searching: Page) -> None:
    for entry in catalogue(load(ROOT / "data")).authorities:
        for name in (entry.name, *entry.authority.aliases, entry.name.upper()):
            found = answer(searching, name, limit=1)["authority"]
            assert found is not None, name
            assert found["name"] == entry.name
            assert found["url"].endswith(f"/authorities/{entry.slug}/")


def test_straight_and_curly_apostrophes_find_the_same(searching: Page) -> None:
    refs = [
        [result["ref"] for result in answer(searching, text, limit=50)["results"]]
        for text in ("children's homes", "children’s homes", "childrens homes"[:8] + " homes")
    ]
    assert refs[0] == refs[1] == refs[2]
    assert refs[0]


def test_documents_with_all_words_come_before_those_with_some(searching: Page) -> None:
    found = answer(searching, "return home interviews ", limit=100)
    flags = [result["hasAll"] for result in found["results"]]
    assert flags == sorted(flags, reverse=True)
    assert flags.count(True) == found["all"] > 0
    assert flags.count(False) > 0


def test_a_phrase_finds_only_texts_that_hold_it(searching: Page) -> None:
    found = answer(searching, '"personal advisers"', limit=100)
    assert found["total"] > 3
    assert all("personal adviser" in result["text"].lower() for result in found["results"])


def test_a_word_with_a_minus_is_left_out(searching: Page) -> None:
    every = answer(searching, "homes ", limit=200)
    fewer = answer(searching, "homes -foster", limit=200)
    assert 0 < fewer["total"] < every["total"]
    assert all("foster" not in result["text"].lower() for result in fewer["results"])


def test_the_counts_of_every_facet_equal_the_rows_shown(searching: Page) -> None:
    for filters in ({}, {"kind": ["finding"]}, {"kind": ["finding"], "grade": ["good", "inadequate"]}):
        found = answer(searching, "care leavers", filters=filters, limit=500)
        assert len(found["results"]) == found["total"]
        for facet, values in found["counts"].items():
            for value, count in values.items():
                narrowed = answer(searching, "care leavers", filters=filters | {facet: [value]}, limit=1)
                assert narrowed["total"] == count, (facet, value)


def test_no_query_whatever_is_an_exception(searching: Page) -> None:
    pick = random.Random(3)
    characters = 'abc é’"-+*~^:()[]{}\\/<>&|\u0000\u200b\u202e\ud83d\ude00中文ßǅ\n\t'
    texts = ["".join(pick.choice(characters) for _ in range(pick.randint(0, 10_000))) for _ in range(60)]
    texts += ["a" * 10_000, '"' * 10_000, "- " * 5_000, "care " * 2_000, "*" * 100]
    outcomes = searching.evaluate(
        """async texts => {
            const times = [];
            for (const text of texts) {
                const began = performance.now();
                await inspectionSearch.query(text);
                times.push(performance.now() - began);
            }
            return times;
        }""",
        texts,
    )
    assert len(outcomes) == len(texts)


@pytest.fixture(scope="module")
def journeys(chromium: Browser, served: str, unzipped: Path) -> dict[str, str]:
    """The search page's address over HTTP and from a folder."""
    return {"http": served + "search/", "folder": (unzipped / "search/index.html").as_uri()}


def shown(page: Page) -> str:
    page.wait_for_function("!/^$|Searching/.test(document.querySelector('.search-status').textContent)")
    return page.locator(".search-status").inner_text()


def test_a_search_over_http_and_from_a_folder_without_a_network_gives_the_same(
    chromium: Browser, journeys: dict[str, str]
) -> None:
    told = []
    for place, address in journeys.items():
        context = chromium.new_context(viewport={"width": 360, "height": 800}, offline=place == "folder")
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda e, wrong=wrong: wrong.append(str(e)))
        page.on("requestfailed", lambda r, wrong=wrong: wrong.append(r.url))
        page.goto(address)
        page.get_by_role("searchbox").fill("return home interview")
        page.get_by_role("button", name="Search").click()
        sentence = shown(page)
        hits = page.locator(".hit").all_inner_texts()
        assert "q=return+home+interview" in page.url
        page.locator(".hit a").first.click()
        page.wait_for_load_state()
        anchor = page.url.rsplit("#", 1)[1]
        assert page.locator(f"#{anchor}").is_visible()
        page.go_back()
        assert shown(page) == sentence
        assert page.get_by_role("searchbox").input_value() == "return home interview"
        assert wrong == []
        told.append((sentence, hits))
        context.close()
    assert told[0] == told[1]
    assert len(told[0][1]) > 5


def test_filters_are_in_the_address_and_come_back_with_it(chromium: Browser, served: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(served + "search/?q=care+leavers")
    before = shown(page)
    page.get_by_label("Inadequate").check()
    page.wait_for_function("before => document.querySelector('.search-status').textContent !== before", arg=before)
    after = shown(page)
    assert "grade=inadequate" in page.url
    other = chromium.new_page(viewport={"width": 1280, "height": 900})
    other.goto(page.url)
    assert shown(other) == after
    assert other.get_by_label("Inadequate").is_checked()
    page.go_back()
    page.wait_for_function("after => document.querySelector('.search-status').textContent !== after", arg=after)
    assert shown(page) == before
    page.close()
    other.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("query", ["care leavers", "zzzzz", ""])
def test_every_state_of_the_search_page_is_accessible(
    chromium: Browser, served: str, query: str, width: int, scheme: str
) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto(served + f"search/?q={query.replace(' ', '+')}")
    if query:
        assert ("Nothing was found" in shown(page)) == (query == "zzzzz")
        if width == 360:
            page.get_by_text("Filters").click()
    found = [f"{v['id']}: {n['html'][:100]}" for v in Axe().run(page).response["violations"] for n in v["nodes"]]
    assert found == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.close()


def test_a_shard_that_does_not_load_is_told_and_can_be_asked_for_again(chromium: Browser, served: str) -> None:
    page = chromium.new_page()
    page.route("**/search/index/t*.js", lambda route: route.abort())
    page.goto(served + "search/?q=leavers")
    assert shown(page) == ("A part of the search index did not load, so results would be incomplete. Please try again.")
    assert page.locator(".hit").count() == 0
    page.unroute("**/search/index/t*.js")
    page.get_by_role("button", name="Search").click()
    page.wait_for_function(
        "/result/.test(document.querySelector('.search-status').textContent) && document.querySelector('.hit')"
    )
    page.close()


def test_a_shard_of_another_build_and_a_damaged_one_are_told(
    chromium: Browser, built_site: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    build = json.loads("[" + (site / "search/index/start.js").read_text().split("(", 1)[1].split(",", 1)[0] + "]")[0]
    for change, sentence in (
        (
            lambda text: text.replace(build, "0" * 12),
            "The search index has been renewed since this page was opened. Please load the page again.",
        ),
        (lambda _: "/* cut off", "A part of the search index is damaged."),
    ):
        for path in (site / "search/index").glob("t*.js"):
            path.write_text(change((built_site / "search/index" / path.name).read_text()))
        with serving(site) as address:
            page = chromium.new_page()
            page.goto(address + "search/?q=leavers")
            assert shown(page) == sentence
            page.close()


def test_the_box_on_the_home_page_leads_to_the_results(chromium: Browser, served: str, unzipped: Path) -> None:
    for address in (served, (unzipped / "index.html").as_uri()):
        page = chromium.new_page(viewport={"width": 360, "height": 800})
        page.goto(address)
        page.get_by_role("searchbox").fill("BCP")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/**q=BCP*")
        shown(page)
        assert page.locator(".hit a").first.inner_text() == "Bournemouth, Christchurch and Poole"
        page.close()


def test_without_script_the_page_says_why_and_leads_on(chromium: Browser, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "search/")
    assert page.get_by_text("The search runs in your browser and needs its script").is_visible()
    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("link", name="Authorities from A to Z").is_visible()
    context.close()


def test_text_of_a_record_reaches_the_results_as_text_only(chromium: Browser, built_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    for path in (site / "search/index").glob("d*.js"):
        if path.name != "documents.js":
            path.write_text(path.read_text().replace("care leavers", "care leavers <img src=x onerror=window.ran=1>"))
    with serving(site) as address:
        page = chromium.new_page()
        page.goto(address + 'search/?q="care+leavers"')
        shown(page)
        assert "<img" in page.locator(".hits").inner_text()
        assert page.evaluate("window.ran") is None
        page.close()
