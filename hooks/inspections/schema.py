"""The JSON Schema by which an editor completes and checks a record as it is typed; always made from the model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from inspections.model import FrameworkList, Part, Record, ThemeList
from inspections.output import Output

SCHEMAS: dict[str, tuple[type[Part], str]] = {
    "authority.json": (Record, "An authority and every inspection of it"),
    "frameworks.json": (FrameworkList, "Inspection frameworks"),
    "themes.json": (ThemeList, "Themes of findings"),
}


def schemas() -> Iterator[Output]:
    """One schema a kind of file, below data/schema/."""
    for name, (model, title) in SCHEMAS.items():
        schema: dict[str, Any] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        schema["title"] = title
        yield Output(f"schema/{name}", json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
