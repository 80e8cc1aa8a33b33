"""Puts an imported inspection into a record's text, without losing a comment or overwriting what a person settled.

What a report says fills what is missing. Where the record says otherwise, nothing is changed and the difference is
told. Only a record that rested on something weaker (a table, a mention) is replaced by the report's facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inspections.formatting import formatted
from inspections.model import Record
from inspections.reading import FORBIDDEN, Node, tree_of
from inspections.terms import SourceKind

_PERSONS_KEYS = {"kind", "kind_basis", "published", "report_url", "record", "findings", "summary", "improvements"}
"""Keys in which a person's value stands without a word even where the report was read otherwise."""
_WRITTEN_KEYS = {"record", "findings", "summary", "improvements"}
"""Keys that only a person writes."""
_KEPT_KEYS = ("kind", "kind_basis", "inspected", "published", "report_url", "further_reading")
"""Keys that stay in a record resting on something weaker, where the report does not say."""


class MergeError(Exception):
    """The facts cannot be put into the record; `sentences` say why."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__("; ".join(sentences))


@dataclass(frozen=True)
class Merged:
    """A record's text with an inspection in it; what of the record was replaced, and what differs and was not."""

    text: str
    replaced: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


def merged(text: str, lines: Sequence[str], id_: str | None, file: str) -> Merged:
    """The record's text with the inspection in it, in canonical form, with a sentence for each difference.

    Raises:
        MergeError: if the record cannot be read, or the inspection has no id.
    """
    if id_ is None:
        raise MergeError("not written: without the first day of fieldwork the inspection has no id")
    tree, problems = (None, []) if FORBIDDEN.search(text) else tree_of(text, file)
    if tree is None or problems:
        raise MergeError(f"not written: {file} cannot be read; run the check on it")
    new = _item("inspections:\n" + "\n".join(lines) + "\n    findings: []\n    record:\n      status: facts-only\n")
    old = _match(tree, id_, new)
    body = text.split("\n")
    replaced: list[str] = []
    unsettled: list[str] = []
    if old is None:
        where = _line_for(tree, id_, body)
        added = [*lines, "    findings: []", "    record:", "      status: facts-only"]
        if where is None:
            head = next(i for i, line in enumerate(body) if line.startswith("inspections:"))
            body[head] = body[head].replace("inspections: []", "inspections:")
            where = head + 1
        body[where:where] = added
    elif _rests_on_less(old):
        replaced = [
            f"{path}: the record said {was}, the report says {now}" for path, was, now in _differences(old, new)
        ]
        unsettled = [
            f"judgements.{key}: the record said {was}, the report leaves it open" for key, was in _lost(old, new)
        ]
        first, last = _range(tree, old, body)
        comments = [comment for line in body[first:last] if (comment := _comment(line))]
        keys = _kept(old, new)
        kept = [_without_comment(line) for key in keys for line in _lines_of(old, key, body, 1)]
        lines = [line for line in lines if not line.startswith(tuple(f"    # {key} is left empty" for key in keys))]
        body[first:last] = [
            *comments, *lines, *kept, "    findings: []", "    record:", "      status: facts-only",
        ]  # fmt: skip
    else:
        unsettled = [
            f"{path}: the record says {was}, the report says {now}; nothing was changed"
            for path, was, now in _differences(old, new, apart_from=("kind", "title", "note"))
        ]
        _fill(body, old, new, lines)
    result = formatted("\n".join(body), Record, file)
    if result is None:
        raise MergeError(f"not written: the facts do not fit into {file}; run the check on it")
    return Merged(result, tuple(replaced), tuple(unsettled))


def _item(text: str) -> Node:
    tree, problems = tree_of(text, "draft")
    assert tree is not None, problems
    node = tree.at(("inspections", 0))
    assert node is not None
    return node


def _items(tree: Node) -> list[Node]:
    inspections = tree.at(("inspections",))
    return inspections.value if inspections is not None and isinstance(inspections.value, list) else []


def _plain(node: Node, *path: str) -> Any:
    found = node.at(path)
    return found.plain() if found is not None else None


def _match(tree: Node, id_: str, new: Node) -> Node | None:
    """The inspection of the record that this is: of the same id or file, or a mention of its year without days."""
    for item in _items(tree):
        known = str(_plain(item, "id"))
        held = _plain(item, "held")
        same_file = _plain(item, "source", "sha256") == _plain(new, "source", "sha256")
        if known == id_ or same_file or (held is not None and id_.startswith(known)):
            return item
    return None


def _rests_on_less(item: Node) -> bool:
    kind = _plain(item, "source", "kind")
    return kind in list(SourceKind) and SourceKind(kind).rank > SourceKind.REPORT.rank


def _when(id_: object) -> str:
    """Year and month, or only the year, at the end of an id."""
    match = re.search(r"\d{4}(-\d{2})?$", str(id_))
    return match[0] if match else ""


def _line_for(tree: Node, id_: str, body: Sequence[str]) -> int | None:
    """The 0-based line before which the inspection belongs, newest first; None if there are no others."""
    items = _items(tree)
    if not items:
        return None
    older = next((item for item in items if _when(_plain(item, "id")) < _when(id_)), None)
    return _above(body, older.place.line - 1) if older is not None else _range(tree, items[-1], body)[1]


def _above(body: Sequence[str], line: int) -> int:
    """The 0-based line, or that of the first comment right above it, which belongs to it."""
    while line and (not body[line - 1].strip() or body[line - 1].lstrip().startswith("#")):
        line -= 1
    return line


def _range(tree: Node, item: Node, body: Sequence[str]) -> tuple[int, int]:
    """The 0-based lines of an inspection, up to the next one or the next key of the record."""
    starts = [other.place.line for other in _items(tree)] + [place.line for place in tree.key_places.values()]
    later = [line for line in starts if line > item.place.line]
    return item.place.line - 1, _above(body, min(later) - 1 if later else len(body))


def _comment(line: str) -> str | None:
    """The comment on a line of a record: alone, or behind a value without quotes."""
    match = re.fullmatch(r"( *)(?:(?:- )?[\w-]+:(?: [^'\"#>|][^#]*)? +)?(#.*)", line)
    return match[1] + match[2] if match else None


def _without_comment(line: str) -> str:
    comment = _comment(line)
    return line.removesuffix(comment.strip()).rstrip() if comment else line


def _differences(
    old: Node,
    new: Node,
    path: tuple[str, ...] = (),
    apart_from: tuple[str, ...] = ("kind", "title", "licence", "note"),
) -> Iterator[tuple[str, str, str]]:
    """Values that both give, differently: where, the record's, the report's."""
    if not (isinstance(old.value, dict) and isinstance(new.value, dict)):
        return
    for key, theirs in new.value.items():
        mine = old.value.get(key)
        if mine is None or (not path and key in _PERSONS_KEYS) or key in apart_from:
            continue
        if isinstance(theirs.value, dict):
            yield from _differences(mine, theirs, (*path, key), apart_from)
        elif mine.plain() not in (theirs.plain(), "not-stated"):
            yield ".".join((*path, key)), _shown(mine), _shown(theirs)


def _lost(old: Node, new: Node) -> Iterator[tuple[str, str]]:
    """Grades that the record gave and the report leaves open."""
    judgements = old.at(("judgements",))
    for key, mine in judgements.value.items() if judgements and isinstance(judgements.value, dict) else ():
        if mine.plain() != "not-stated" and new.at(("judgements", key)) is None:
            yield key, _shown(mine)


def _kept(old: Node, new: Node) -> list[str]:
    """Keys that the report does not say and the record does; a kind and its basis only together."""
    kept = [key for key in _KEPT_KEYS if old.at((key,)) and not new.at((key,))]
    return kept if {"kind", "kind_basis"} <= {*kept} else [key for key in kept if key not in ("kind", "kind_basis")]


def _shown(node: Node) -> str:
    value = node.plain()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _fill(body: list[str], old: Node, new: Node, lines: Sequence[str]) -> None:
    """Adds the keys that the record lacks, each as the report's lines give it, from the end up so that lines hold."""
    insertions: list[tuple[int, list[str]]] = []
    for parent in ((), ("source",)):
        mine, theirs = old.at(parent), new.at(parent)
        if mine is None or theirs is None or not isinstance(mine.value, dict) or not isinstance(theirs.value, dict):
            continue
        settled = {*mine.value, *({"kind", "kind_basis"} if "kind" in mine.value else ()), *_WRITTEN_KEYS}
        for key in theirs.value:
            if key not in (mine.value if parent else settled):
                before = _above(body, sorted(place.line for place in mine.key_places.values())[1] - 1)
                insertions.append((before, _lines_of(theirs, key, lines, 2)))
    for before, added in sorted(insertions, key=lambda entry: entry[0], reverse=True):
        body[before:before] = added


def _lines_of(mapping: Node, key: str, lines: Sequence[str], first_line: int) -> list[str]:
    """The lines of one key of a mapping; `first_line` is the number that the first of the lines has in it."""
    first = mapping.key_places[key].line - first_line
    indent = len(lines[first]) - len(lines[first].lstrip())
    last = first + 1
    while last < len(lines) and len(lines[last]) - len(lines[last].lstrip()) > indent:
        last += 1
    return list(lines[first:last])
