"""Reads the texts of reports that the importer made; a site is complete without them, and searchable in full with them.

They are made by a program and ignored by git, so what is wrong with one is put right by making it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from inspections.model import Inspection, Record, ReportText
from inspections.problems import Place, Problem


def texts_in(folder: Path) -> tuple[Path, ...]:
    """The files of texts in a folder, sorted; none if there is no such folder. What lies deeper is never published."""
    return tuple(sorted(folder.glob("*.json")))


def read_text_file(path: Path, shown_as: str) -> ReportText | Problem:
    """The text, or why it cannot be used."""
    try:
        return ReportText.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        return Problem(Place(shown_as), "is not a text as the importer makes it; take it away, or import it again")


def text_problems(texts: Mapping[str, ReportText], records: Mapping[str, Record], shown_as: str) -> Iterator[Problem]:
    """Texts that do not belong to the reports that the records name."""
    inspections: dict[str, Inspection] = {i.id: i for record in records.values() for i in record.inspections}
    for stem, text in texts.items():
        place = Place(f"{shown_as}/{stem}.json")
        inspection = inspections.get(stem)
        if inspection is None or text.inspection != stem:
            yield Problem(place, "belongs to no inspection of the records; take it away, or import it again")
        elif inspection.source.sha256 != text.sha256:
            yield Problem(place, "is the text of another file than the record names; import it again")
