"""The records against a second, independent reading: title pages of 75 reports, read from pictures by eye.

The reading was made without sight of what the importer read, over all forms and years; `read_by_eye.json` is kept as it
was written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from project import ROOT

from inspections.model import Inspection
from inspections.records import Records, load

READ = json.loads((Path(__file__).parent / "read_by_eye.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records() -> Records:
    return load(ROOT / "data")


def inspection_of(records: Records, seen: dict[str, Any]) -> Inspection:
    """The inspection whose fieldwork began when the page says."""
    found = [i for i in records.by_slug[seen["authority"]].inspections if str(i.began) == seen["fieldwork"][0][0]]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("seen", READ, ids=lambda seen: f"{seen['authority']} {seen['published']}")
def test_a_record_says_what_was_read_by_eye(records: Records, seen: dict[str, Any]) -> None:
    inspection = inspection_of(records, seen)
    assert [[str(period.start), str(period.end)] for period in inspection.fieldwork] == seen["fieldwork"]
    assert dict(inspection.judgements) == seen["grades"]
    assert sorted(inspection.lead_inspectors) == sorted(seen["lead_inspectors"])
    assert inspection.source.paragraphs == seen["last_paragraph"]
    assert str(inspection.published) == (seen["printed"] or seen["published"])
    assert (inspection.kind == "reinspection") == (seen["kind"] == "sif-reinspection")
    assert inspection.framework.split("-")[0] == seen["kind"].split("-")[0]


def test_the_reading_covers_every_form_and_year() -> None:
    assert len(READ) == 75
    assert {seen["kind"] for seen in READ} == {"ilacs", "sif", "sif-reinspection", "lac"}
    assert {seen["published"][:4] for seen in READ} == {str(year) for year in range(2013, 2026)}
