"""Pages from records: every kind against a page read by a person, every grade of every record, and escaping."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from payloads import as_yaml, with_payload

from inspections.catalogue import Catalogue, State, catalogue
from inspections.output import Output
from inspections.pages import Site, outputs, pages
from inspections.pages.coverage import Held, coverage_rows, coverage_totals
from inspections.pages.links import Links
from inspections.reading import tree_of
from inspections.records import load
from inspections.terms import Row

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "pages"
SITE = Site("Inspection Atlas", "https://atlas.example/", "https://code.example/atlas", Links())


def written(known: Catalogue, site: Site = SITE) -> dict[str, Output]:
    return {output.path: output for output in outputs(known, site)}


def body(output: Output) -> ET.Element:
    """The page's body; it is well-formed, or this raises."""
    return ET.fromstring(output.content.split("---\n\n", 1)[1])


def text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


GOLDEN_PAGES = {
    "home": "index.md",
    "authorities": "authorities/index.md",
    "authority": "authorities/exampleshire/index.md",
    "authority-without-inspections": "authorities/otherton/index.md",
    "inspection-summarised": "authorities/exampleshire/2024-02/index.md",
    "inspection-without-overall": "authorities/exampleshire/2026-05/index.md",
    "inspection-of-a-predecessor": "authorities/exampleshire/2021-11/index.md",
    "inspection-mentioned-only": "authorities/exampleshire/2019-06/index.md",
    "inspection-sif": "authorities/exampleshire/2016-01/index.md",
    "inspection-older-scale": "authorities/exampleshire/2011/index.md",
    "regions": "regions/index.md",
    "region": "regions/south-west/index.md",
    "judgements": "judgements/index.md",
    "judgement": "judgements/overall/index.md",
    "grade": "judgements/care-leavers/outstanding/index.md",
    "grade-without-authorities": "judgements/care-leavers/good/index.md",
    "years": "years/index.md",
    "year": "years/2021/index.md",
    "frameworks": "frameworks/index.md",
    "framework": "frameworks/ilacs-2018/index.md",
    "coverage": "about/coverage/index.md",
}


@pytest.mark.parametrize(("name", "path"), GOLDEN_PAGES.items())
def test_each_kind_of_page_is_as_it_was_read_and_approved(data: Path, name: str, path: str) -> None:
    """To approve a change: WRITE_GOLDEN=1 pytest tests/test_pages.py, then read the difference."""
    content = written(catalogue(load(data)))[path].content
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(content, encoding="utf-8")
    assert content == golden.read_text(encoding="utf-8")


def test_coverage_counts_every_inspection_once_by_what_is_held(real: Catalogue) -> None:
    totals = coverage_totals(real)
    assert totals.inspections == len(real.inspections) == sum(totals.by_held.values())
    assert sum(totals.latest_by_held.values()) == len(real.inspected) == 153
    shown = [cell for row in coverage_rows(real) for group in row.cells for cell in group]
    assert Counter(kind for _, kind in shown) == totals.by_held
    assert totals.by_held[Held.REPORT] == sum(
        entry.inspection.source.kind == "report" and not entry.is_summarised for entry in real.inspections
    )


def test_every_kind_of_page_has_a_golden_page(data: Path) -> None:
    templates = {page.template for page in pages(catalogue(load(data)))}
    shown = {
        page.template for page in pages(catalogue(load(data))) if f"{page.address}index.md" in GOLDEN_PAGES.values()
    }
    assert shown == templates


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return catalogue(load(ROOT / "data"))


@pytest.fixture(scope="module")
def real_pages(real: Catalogue) -> dict[str, Output]:
    return written(real)


def test_every_grade_of_every_record_stands_on_its_two_pages_and_no_other_does(
    real: Catalogue, real_pages: dict[str, Output]
) -> None:
    checked = 0
    for authority in real.authorities:
        for entry in authority.inspections:
            addresses = [entry.address] + ([authority.address] if entry is authority.latest else [])
            for address in addresses:
                table = body(real_pages[f"{address}index.md"]).find(".//table[@class='grades']/tbody")
                assert table is not None
                shown = []
                for row in table.iterfind("tr"):
                    pill = row.find("td/span")
                    assert pill is not None
                    shown.append((pill.get("class"), text(pill)))
                is_own_page = address == entry.address
                expected = [
                    (
                        f"grade grade-{line.verdict}" if line.verdict.is_grade else "absent",
                        line.printed if is_own_page else line.verdict.words,
                    )
                    for line in entry.lines
                ]
                assert shown == expected
                checked += len(shown)
    assert checked > 100


def test_the_grid_shows_every_inspections_answer_in_every_row(real: Catalogue, real_pages: dict[str, Output]) -> None:
    for authority in real.authorities:
        grid = body(real_pages[f"{authority.address}index.md"]).find(".//table[@class='grid']/tbody")
        if grid is None:
            assert not authority.inspections
            continue
        columns: dict[int, list[str]] = {i: [] for i in range(len(authority.inspections))}
        reaching: dict[int, int] = dict.fromkeys(columns, 0)
        for row in grid.iterfind("tr"):
            cells = iter(row.findall("td"))
            for column in columns:
                if reaching[column]:
                    reaching[column] -= 1
                    columns[column].append("(joint cell above)")
                    continue
                cell = next(cells)
                reaching[column] = int(cell.get("rowspan", "1")) - 1
                columns[column].append(text(cell))
            assert next(cells, None) is None
        for entry, shown in zip(authority.inspections, columns.values(), strict=True):
            for grid_row, words in zip(authority.rows, shown, strict=True):
                answer = entry.cell(grid_row)
                if answer.state is State.NO_SUCH_JUDGEMENT:
                    assert words == "not a judgement then"
                elif answer.state is State.JOINT:
                    first = answer.judgement is not None and answer.judgement.rows[0] is grid_row
                    assert words == (
                        f"{answer.verdict.words} judged together" if first and answer.verdict else "(joint cell above)"
                    )
                else:
                    assert answer.verdict is not None
                    assert words == (answer.verdict.words if answer.verdict.is_grade else answer.verdict.words.lower())


def test_counts_by_grade_add_up_to_the_authorities_recorded(real: Catalogue, real_pages: dict[str, Output]) -> None:
    for path in ("index.md", "judgements/index.md"):
        rows = body(real_pages[path]).findall(".//table[@class='counts']/tbody/tr")
        assert len(rows) == 5
        for row in rows:
            figures = [int(text(cell).split()[0]) for cell in row.iterfind("td")]
            assert sum(figures) == len(real.inspected)


def test_every_finding_and_improvement_has_a_permanent_anchor_and_its_text(
    real: Catalogue, real_pages: dict[str, Output]
) -> None:
    anchors = 0
    for entry in real.inspections:
        page = body(real_pages[f"{entry.address}index.md"])
        for id_, point in [
            *[(f"i{p.n}", p) for p in entry.inspection.improvements or ()],
            *[(f.id, f) for f in entry.inspection.findings],
        ]:
            item = page.find(f".//li[@id='{id_}']")
            assert item is not None
            assert point.text in text(item)
            anchors += 1
    assert anchors > 150


def test_pages_are_small_enough_and_well_formed(real_pages: dict[str, Output]) -> None:
    for output in real_pages.values():
        assert body(output).tag == "div"
        assert len(output.content.encode()) < 55_000, output.path


def test_the_record_behind_a_page_is_named_and_linked_for_editing(real_pages: dict[str, Output]) -> None:
    page = real_pages["authorities/hertfordshire/2023-01/index.md"]
    assert page.source == "authorities/hertfordshire.yml"
    assert "https://code.example/atlas/edit/main/data/authorities/hertfordshire.yml" in page.content
    assert real_pages["regions/london/index.md"].source is None


def test_the_same_records_give_the_same_pages(data: Path) -> None:
    assert written(catalogue(load(data))) == written(catalogue(load(data)))


def test_a_folder_opened_offline_has_the_same_pages_with_addresses_that_name_files(data: Path) -> None:
    known = catalogue(load(data))
    offline = Site(SITE.name, SITE.url, SITE.repository, Links(directory_urls=False))
    online_pages, offline_pages = written(known), written(known, offline)
    assert online_pages.keys() == offline_pages.keys()
    for path, output in offline_pages.items():
        links = [a.get("href", "") for a in body(output).iter("a")]
        assert all(not link.split("#")[0].endswith("/") for link in links if not link.startswith("https://")), path


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a | b | c",
    "[x](javascript:alert(1))",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; ]]>",
    "</div></li></ul><h1>taken over</h1>",
    "--- # *em* `code` <!-- -->",
    "\"' onmouseover=alert(1) x='",
)


def visible(element: ET.Element) -> str:
    """The text of an element with the white space of the payloads' form."""
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_text_of_a_record_reaches_its_pages_as_text_only(data: Path, payload: str) -> None:
    before = written(catalogue(load(data)))
    path = data / "authorities/exampleshire.yml"
    tree, _ = tree_of(path.read_text(), "x")
    assert tree is not None
    path.write_text(as_yaml(with_payload(tree.plain(), payload)))
    after = written(catalogue(load(data)))
    assert before.keys() == after.keys()
    for name, output in after.items():
        found, usual = list(body(output).iter()), list(body(before[name]).iter())
        assert Counter(element.tag for element in found) == Counter(element.tag for element in usual), name
        assert {key for e in found for key in e.attrib} == {key for e in usual for key in e.attrib}, name
    shown = visible(body(after["authorities/exampleshire/index.md"]))
    assert shown.count(" ".join(payload.split())) > 20


def test_browsed_rows_are_rows_of_the_frameworks_in_use(real: Catalogue) -> None:
    used = {row for f in real.frameworks.values() if f.short_name == "ILACS" for j in f.judgements for row in j.rows}
    assert used == {Row.OVERALL, Row.LEADERSHIP, Row.HELP_AND_PROTECTION, Row.CHILDREN_IN_CARE, Row.CARE_LEAVERS}
