"""Writes a report's paragraphs for full-text search and the page of its text, where the licence allows that."""

from __future__ import annotations

import json
from pathlib import Path

from importer.draft import inspection_id
from importer.report import Report


def write_text(report: Report, slug: str, data: Path, *, private: bool) -> str | None:
    """Writes data/texts/<inspection>.json; returns a sentence if it was not written."""
    id_ = inspection_id(report, slug)
    if id_ is None:
        return "the text was not written: without the first day of fieldwork the inspection has no id"
    licence = report.licence.value
    if not private and not (licence and licence.allows_text):
        return f"the text was not written: its licence is {licence}; --private writes it for yourself"
    if not report.body.paragraphs:
        return "the text was not written: the paragraphs are not numbered"
    is_open = bool(licence and licence.allows_text)
    folder = data / "texts" if is_open else data / "texts" / "private"  # which is never published
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id_}.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(text_of(report, id_), encoding="utf-8", newline="\n")
    fresh.replace(path)
    return None


def text_of(report: Report, id_: str) -> str:
    """The report's paragraphs as JSON, one paragraph a line."""
    head = {"inspection": id_, "sha256": report.sha256, "licence": report.licence.value}
    rows = [
        json.dumps(
            {"number": p.number, "part": p.part, "page": p.page, "section": p.section, "text": p.text},
            ensure_ascii=False,
        )
        for p in report.body.paragraphs
    ]
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "paragraphs": [\n' + ",\n".join(rows) + "\n]}\n"
