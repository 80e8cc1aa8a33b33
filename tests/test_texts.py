"""Texts of reports: read where they are present, refused where they do not belong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspections.catalogue import catalogue
from inspections.pages import Site, outputs
from inspections.pages.links import Links
from inspections.problems import RecordError
from inspections.records import load

ID = "exampleshire-2024-02"
SHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"


def write_text(data: Path, **changes: object) -> Path:
    """A text of two paragraphs for an inspection of the good records, with what is given changed."""
    paragraphs = [
        {
            "number": 2,
            "part": 1,
            "page": 2,
            "section": "help-and-protection",
            "text": "Help <b>comes</b> late.",
        },
        {"number": 15, "part": 1, "page": 4, "section": "children-in-care", "text": "Homes are settled."},
        {"number": 1, "part": 2, "page": 9, "section": None, "text": "The board meets."},
    ]
    text = {"inspection": ID, "sha256": SHA, "licence": "ogl", "paragraphs": paragraphs, **changes}
    path = data / "texts" / f"{ID}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(text), encoding="utf-8")
    return path


def pages_of(data: Path) -> dict[str, str]:
    site = Site("Atlas", "https://atlas.example/", "https://code.example/atlas", Links())
    return {output.path: output.content for output in outputs(catalogue(load(data)), site)}


def test_a_text_becomes_a_page_with_an_anchor_for_every_paragraph(data: Path) -> None:
    write_text(data)
    page = pages_of(data)["authorities/exampleshire/2024-02/report/index.md"]
    number = '<p class="paragraph" id="p2"><a class="number" href="#p2">2</a>'
    assert f"{number} Help &lt;b&gt;comes&lt;/b&gt; late.</p>" in page
    assert 'id="p15"' in page
    assert 'id="p2-1"' in page
    assert "Crown copyright; Open Government Licence" in page


def test_findings_link_to_their_paragraphs_where_there_is_a_text(data: Path) -> None:
    before = pages_of(data)
    assert "report paragraphs 2–3" in before["authorities/exampleshire/2024-02/index.md"]
    write_text(data)
    after = pages_of(data)
    own, authority = (after[f"authorities/exampleshire/{address}index.md"] for address in ("2024-02/", ""))
    assert 'report paragraphs <a href="report/#p2">2–3</a>' in own
    assert 'report paragraphs <a href="2024-02/report/#p2">2–3</a>' in authority
    assert set(after) - set(before) == {"authorities/exampleshire/2024-02/report/index.md"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sha256": "f" * 64}, "is the text of another file than the record names; import it again"),
        (
            {"inspection": "exampleshire-2016-01"},
            "belongs to no inspection of the records; take it away, or import it again",
        ),
        ({"paragraphs": []}, "is not a text as the importer makes it; take it away, or import it again"),
    ],
)
def test_a_text_that_does_not_belong_is_refused(data: Path, changes: dict[str, object], sentence: str) -> None:
    write_text(data, **changes)
    with pytest.raises(RecordError) as told:
        load(data)
    assert [str(problem) for problem in told.value.problems] == [f"data/texts/{ID}.json:1:1: {sentence}"]


def test_a_file_that_is_no_text_is_refused(data: Path) -> None:
    write_text(data).write_text("{")
    with pytest.raises(RecordError, match="is not a text as the importer makes it"):
        load(data)


def test_private_texts_are_never_published(data: Path) -> None:
    path = write_text(data)
    private = path.parent / "private"
    private.mkdir()
    path.rename(private / path.name)
    assert load(data).texts == {}
