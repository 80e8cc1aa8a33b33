"""Index and documents → small classic scripts, of which a browser loads only those that a query needs.

A page opened from a folder may load scripts but not fetch files, so every shard is a script that hands its data over by
one call, online and offline alike. Each carries the name of the build, so that shards of two builds are never mixed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from inspections.catalogue import Catalogue
from inspections.output import Output
from inspections.search.documents import Document, Kind
from inspections.search.index import FIELDS
from inspections.terms import Verdict

SHARD_BYTES = 5_000
"""Bytes of JSON, about, in a shard of postings: small enough for a phone, large enough to be few."""
TEXTS_A_SHARD = 32
FOLDER = "search/index/"


def shards(documents: Sequence[Document], index: dict[str, Any], catalogue: Catalogue) -> Iterator[Output]:
    """Every file of the index: start, documents, postings, texts."""
    build = hashlib.sha256(json.dumps(index, sort_keys=True).encode()).hexdigest()[:12]
    postings = _postings(index)
    groups = list(_grouped(postings))
    yield _script(
        "start",
        build,
        {
            "fields": list(FIELDS),
            "pipeline": index["pipeline"],
            "version": index["version"],
            "terms": " ".join(term for group in groups for term in group),
            "shards": [len(group) for group in groups],
            "documents": len(documents),
            "textsAShard": TEXTS_A_SHARD,
        },
    )
    yield _script("documents", build, _table(documents, catalogue))
    for number, group in enumerate(groups):
        yield _script(f"t{number}", build, group)
    for number, start in enumerate(range(0, len(documents), TEXTS_A_SHARD)):
        yield _script(f"d{number}", build, [document.text for document in documents[start : start + TEXTS_A_SHARD]])


def _script(name: str, build: str, data: Any) -> Output:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Output(f"{FOLDER}{name}.js", f"inspectionSearch.receive({json.dumps(build)},{json.dumps(name)},{body});\n")


def _postings(index: dict[str, Any]) -> dict[str, list[Any]]:
    """For each term, in order: its index, then per field the references and weights (in thousandths)."""
    fields = list(FIELDS)
    weights: dict[str, dict[int, float]] = {
        ref: dict(zip(vector[::2], vector[1::2], strict=True)) for ref, vector in index["fieldVectors"]
    }
    found: dict[str, list[Any]] = {}
    for term, posting in sorted(index["invertedIndex"]):
        entry: list[Any] = [posting["_index"]]
        for number, name in enumerate(fields):
            refs = sorted(int(ref) for ref in posting[name])
            if refs:
                values = [round(weights[f"{name}/{ref}"][posting["_index"]] * 1000) for ref in refs]
                entry.append([number, _steps(refs), values])
        found[term] = entry
    return found


def _steps(numbers: Sequence[int]) -> list[int]:
    """Ascending numbers as the differences between them."""
    return [number - (numbers[i - 1] if i else 0) for i, number in enumerate(numbers)]


def _grouped(postings: dict[str, list[Any]]) -> Iterator[dict[str, list[Any]]]:
    group: dict[str, list[Any]] = {}
    size = 0
    for term, entry in postings.items():
        length = len(json.dumps(entry, separators=(",", ":"))) + len(term) + 4
        if group and size + length > SHARD_BYTES:
            yield group
            group, size = {}, 0
        group[term] = entry
        size += length
    if group:
        yield group


def _table(documents: Sequence[Document], catalogue: Catalogue) -> dict[str, Any]:
    """What results show and are filtered by, with every repeated value said once."""
    authorities = [
        [entry.name, entry.slug, list(entry.authority.aliases), entry.authority.region.value]
        for entry in catalogue.authorities
    ]
    slugs = {entry.slug: number for number, entry in enumerate(catalogue.authorities)}
    judgements = sorted({document.judgement for document in documents})
    labels = sorted({document.label for document in documents})
    themes = sorted({theme for document in documents for theme in document.themes})
    return {
        "kinds": [kind.value for kind in Kind],
        "grades": {verdict.value: verdict.words for verdict in Verdict},
        "authorities": authorities,
        "judgements": judgements,
        "labels": labels,
        "themes": themes,
        "rows": [
            [
                list(Kind).index(document.kind),
                slugs[document.authority.slug],
                document.inspection.inspection.when if document.inspection else "",
                document.address.removeprefix(document.authority.address),
                labels.index(document.label),
                judgements.index(document.judgement),
                document.grade.value if document.grade else "",
                [themes.index(theme) for theme in document.themes],
            ]
            for document in documents
        ],
    }
