"""A record with a hostile text in every field that holds a text."""

from __future__ import annotations

from typing import Any

TEXT_KEYS = {
    "name",
    "aliases",
    "note",
    "title",
    "publisher",
    "topic",
    "summary",
    "text",
    "lead_inspectors",
    "grade_wording",
}


def with_payload(value: Any, payload: str, *, is_text: bool = False) -> Any:
    """A record with the payload in every field that holds a text."""
    if isinstance(value, dict):
        return {key: with_payload(child, payload, is_text=is_text or key in TEXT_KEYS) for key, child in value.items()}
    if isinstance(value, list):
        return [with_payload(child, payload, is_text=is_text) for child in value]
    return f"{value.split()[-1]} {payload}" if is_text else value


def as_yaml(value: Any) -> str:
    """The value in flow form, every text in single quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return "'" + value.replace("'", "''") + "'"
