"""Documents, words, stems and shards, as far as no browser is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from project import ROOT
from test_texts import write_text

from inspections.catalogue import Catalogue, catalogue
from inspections.records import load
from inspections.search import outputs
from inspections.search.documents import Kind, documents
from inspections.search.index import whole_index
from inspections.search.shards import SHARD_BYTES
from inspections.search.stemmer import stem
from inspections.search.words import words


@pytest.fixture
def known(data: Path) -> Catalogue:
    write_text(data)
    return catalogue(load(data))


def test_every_finding_improvement_summary_authority_and_paragraph_is_a_document(known: Catalogue) -> None:
    found = list(documents(known))
    inspections = [entry.inspection for entry in known.inspections]
    assert sum(d.kind is Kind.AUTHORITY for d in found) == len(known.authorities)
    assert sum(d.kind is Kind.FINDING for d in found) == sum(len(i.findings) for i in inspections)
    assert sum(d.kind is Kind.IMPROVEMENT for d in found) == sum(len(i.improvements or ()) for i in inspections)
    assert sum(d.kind is Kind.SUMMARY for d in found) == sum(i.summary is not None for i in inspections)
    assert sum(d.kind is Kind.PARAGRAPH for d in found) == 3


def test_a_document_leads_to_its_anchor(known: Catalogue) -> None:
    addresses = {document.address for document in documents(known)}
    assert "authorities/exampleshire/2024-02/#f01" in addresses
    assert "authorities/exampleshire/2024-02/#i2" in addresses
    assert "authorities/exampleshire/2024-02/report/#p2-1" in addresses
    assert len(addresses) == len(list(documents(known)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Children’s services, children's homes", ["children", "services", "children", "homes"]),
        ("CHILDREN’ plans", ["children", "plans"]),
        ("re-inspection of 16- and 17-year-olds", ["re", "inspection", "of", "16", "and", "17", "year", "olds"]),
        ("Máire is not “too late”", ["maire", "is", "not", "too", "late"]),
        ("", []),
    ],
)
def test_text_is_parted_into_words_and_none_is_dropped(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("try", "tri"), ("lay", "lay"), ("delays", "delay"), ("barnsley", "barnsley"), ("surrey", "surrey"), ("y", "y")],
)
def test_a_stem_is_that_of_lunr_js_where_lunr_py_has_another(word: str, expected: str) -> None:
    assert stem(word) == expected


def received(content: str) -> tuple[str, str, object]:
    build, name, data = json.loads(
        f"[{content.removeprefix('inspectionSearch.receive(').removesuffix(');' + chr(10))}]"
    )
    return build, name, data


def test_the_shards_hold_the_whole_index_and_every_text(known: Catalogue) -> None:
    found = tuple(documents(known))
    index = whole_index(found)
    shards = {name: (build, data) for build, name, data in (received(output.content) for output in outputs(known))}
    assert len({build for build, _ in shards.values()}) == 1
    start = shards["start"][1]
    assert isinstance(start, dict)
    assert start["terms"].split(" ") == sorted(term for term, _ in index["invertedIndex"])
    postings = {t: p for name, (_, data) in shards.items() if name[0] == "t" for t, p in data.items()}  # type: ignore[attr-defined]
    weights = {ref: dict(zip(v[::2], v[1::2], strict=True)) for ref, v in index["fieldVectors"]}
    checked = 0
    for term, posting in index["invertedIndex"]:
        number, *fields = postings[term]
        assert number == posting["_index"]
        for field, steps, values in fields:
            name, ref = start["fields"][field], 0
            for step, value in zip(steps, values, strict=True):
                ref += step
                assert weights[f"{name}/{ref}"][number] == pytest.approx(value / 1000, abs=1e-12)
                assert str(ref) in posting[name]
                checked += 1
    assert checked == sum(len(refs) for _, p in index["invertedIndex"] for key, refs in p.items() if key != "_index")
    texts = [text for name, (_, data) in shards.items() if name[0] == "d" and name != "documents" for text in data]  # type: ignore[attr-defined]
    assert texts == [document.text for document in found]


def test_shards_are_small(known: Catalogue) -> None:
    real = catalogue(load(ROOT / "data"))
    sizes = [len(output.content) for output in outputs(real) if output.path.rsplit("/", 1)[1].startswith("t")]
    assert len(sizes) > 5
    assert sorted(sizes)[len(sizes) // 2] < SHARD_BYTES + 500


def test_the_same_records_give_the_same_index(known: Catalogue) -> None:
    assert list(outputs(known)) == list(outputs(known))
