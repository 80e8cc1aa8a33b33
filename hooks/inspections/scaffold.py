"""A new inspection, or a new authority, with every key that has to be filled in.

What can be known from the dates (framework, kind, id) is filled in; what cannot stands without a value, and the check
names it until somebody has read the report. The status is draft, so nothing unfinished can be published.
"""

from __future__ import annotations

import re
from datetime import date

from inspections.model import Framework

SHORT_DAYS, STANDARD_DAYS = 5, 12
MONDAY = 0


def authority_text(slug: str, today: date) -> str:
    """A record for a new authority, without inspections."""
    name = slug.replace("-", " ").title()
    return "\n".join(
        [
            "# yaml-language-server: $schema=../schema/authority.json",
            "schema: 1",
            "authority:",
            f"  name: {name}",
            "  ofsted_urn:",
            "  dfe_code:",
            "  gss_code:",
            "  region:",
            "  type:",
            "  website:",
            f"checked: {today}",
            "inspections: []",
            "",
        ]
    )


def inspection_lines(slug: str, framework: Framework, start: date, end: date, today: date) -> list[str]:
    """The lines of a new inspection, indented as an item of `inspections`."""
    by_length = {SHORT_DAYS: "short", STANDARD_DAYS: "standard"}.get((end - start).days + 1, "")
    kind = by_length if by_length in framework.kinds and start.weekday() == MONDAY else ""
    basis = "fieldwork-length" if kind else ""
    keys = [judgement.key for judgement in framework.judgements]
    in_body = sorted((key for key in keys if key != "overall"), key=lambda key: key == "leadership")
    lines = [
        f"  - id: {slug}-{start:%Y-%m}",
        f"    framework: {framework.id}",
        f"    kind: {kind}",
        f"    kind_basis: {basis}",
        "    fieldwork:",
        f"      - {{start: {start}, end: {end}}}",
        "    published:",
        "    lead_inspectors: []",
        "    report_url:",
        "    source:",
        "      kind: report",
        "      title:",
        "      licence:",
        "      pages:",
        "      paragraphs:",
        "      sections:",
        *[f"        {key}: []  # first and last paragraph" for key in in_body],
        "      sha256:",
        "    judgements:",
        *[f"      {key}:" for key in keys],
        "    summary: >-",
        "    improvements:",
        "      - n: 1",
        "        themes: []",
        "        paragraphs: []",
        "        text: >-",
        "    findings:",
        "      - id: f01",
        "        kind:",
        "        judgement:",
        "        themes: []",
        "        paragraphs: []",
        "        text: >-",
        "    record:",
        "      status: draft",
        f"      written: {today}",
    ]
    return [line.rstrip() for line in lines]


def with_inspection(text: str, lines: list[str]) -> str:
    """The record's text with a new inspection above the others; nothing else in it changes, line ends included.

    Raises:
        ValueError: if the text has no key `inspections` at its beginning of a line.
    """
    match = re.search(r"^inspections:[ ]*(\[\])?[ ]*(#[^\r\n]*)?(\r?)$", text, re.MULTILINE)
    if match is None:
        raise ValueError("has no key 'inspections' to add to")
    head = "inspections:" + (f"  {match.group(2)}" if match.group(2) else "")
    added = (match.group(3) + "\n").join([head, *lines])
    return text[: match.start()] + added + text[match.start(3) :]
