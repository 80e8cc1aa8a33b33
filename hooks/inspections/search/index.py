"""Documents → lunr's inverted index with its weights, built by lunr.py's own Builder.

Only the stemmer is our own (see `stemmer`), and words are parted by `words` before the Builder sees them, so that its
tokenizer has nothing left to decide. The result is in the form that lunr.js loads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline

from inspections.search.documents import Document
from inspections.search.stemmer import stem
from inspections.search.words import words

FIELDS = {"text": 1, "names": 3, "themes": 1, "judgement": 1}
"""The indexed fields with their boosts."""


def _stem_token(token: Any, *_: Any) -> Any:
    return token.update(lambda text, _metadata: stem(text))


_stem_token.label = "stemmer"  # type: ignore[attr-defined]
Pipeline.registered_functions["stemmer"] = _stem_token  # in place of lunr.py's own, which differs


def whole_index(documents: Sequence[Document]) -> dict[str, Any]:
    """The index in the form that `lunr.Index.load` of lunr.js takes; references are the documents' positions."""
    builder = Builder()
    builder.ref("ref")
    for name, boost in FIELDS.items():
        builder.field(name, boost)
    builder.pipeline.add(_stem_token)
    builder.search_pipeline.add(_stem_token)
    for ref, document in enumerate(documents):
        builder.add({"ref": str(ref)} | {name: " ".join(words(value)) for name, value in _values(document).items()})
    serialised: dict[str, Any] = builder.build().serialize()
    return serialised


def _values(document: Document) -> dict[str, str]:
    return {
        "text": document.text,
        "names": document.names,
        "themes": " ".join(document.themes),
        "judgement": document.judgement,
    }
