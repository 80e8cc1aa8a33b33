"""Every sentence that the importer can say is said of some report, record or call, and every line of a draft is in one.

What can be said is read from the importer's own source, so a new sentence without a case fails here. What is expected
stands in the tables of cases, the drafts and the tests beside this one, each of which is held to the letter there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import CASES, REFUSED
from project import ROOT
from test_importer_hidden_text import WAYS

SCRIPTS = ROOT / "scripts"
TESTS = Path(__file__).parent

SPEAKING = {
    "importer/pdf.py": (),
    "importer/text.py": (),
    "importer/dates.py": (),
    "importer/names.py": (),
    "importer/grades.py": (),
    "importer/paragraphs.py": (),
    "importer/report.py": (),
    "importer/draft.py": (),
    "importer/merging.py": (),
    "importer/texts.py": (),
    "import_report.py": ("_options",),  # argparse shows it; its errors are tested with the command
}
"""Files, and functions in them whose texts are no sentences."""

PATTERNS = {
    "looked after children services",
    "local authority",
    "open government licence",
    "the ",
    " council",
    "inspections: []",
    "\n    findings: []\n    record:\n      status: facts-only\n",
    ', "paragraphs": [\n',
}
"""Texts that are looked for or built with, not said."""

ASSERTING = ("pdf", "hostile", "texts", "merging", "draft", "command")
"""Tests that hold what is said to the letter."""


def wordings(file: str) -> Iterator[str]:
    """A regular expression for each text with a space in a function of the file, docstrings and patterns aside."""
    source = (SCRIPTS / file).read_text(encoding="utf-8")
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and function.name not in SPEAKING[file]:
            for statement in function.body:
                if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                    yield from _wordings(statement, source)
    module = ast.parse(source)
    for statement in module.body:  # reasons that several functions give
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant | ast.Tuple):
            yield from _wordings(statement.value, source)


def _wordings(node: ast.AST, source: str) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.Assert):
        return  # a function within is found by itself; what only a bug can say is no sentence
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    whole = "".join(texts)
    if " " in whole and re.search(r"[a-z]", whole) and whole not in PATTERNS and not _is_pattern(node, source):
        yield "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else ".*"
            for part in parts
            if not isinstance(part, ast.Constant) or isinstance(part.value, str)
        )
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _wordings(child, source)


def _is_pattern(node: ast.AST, source: str) -> bool:
    """True for a raw text, which is how every regular expression is written."""
    return bool(re.match(r"[a-z]*r", (ast.get_source_segment(source, node) or "").split('"')[0], re.IGNORECASE))


def expected() -> str:
    """Everything that some test expects to be said, one saying a line."""
    said = [sentence for case in CASES.values() for sentence in case.says]
    said += [sentence for _, sentence in REFUSED.values()]
    said += [reason for reason, _ in WAYS.values()]
    for path in sorted((TESTS / "data").glob("*.draft")):
        said.append(path.read_text(encoding="utf-8"))
    for name in ASSERTING:
        said += _texts_of(ast.parse((TESTS / f"test_importer_{name}.py").read_text(encoding="utf-8")))
    return "\n".join(said)


def _texts_of(tree: ast.AST) -> Iterator[str]:
    """Every text of a test, with what is filled in as an ellipsis."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)


def test_wordings_finds_texts_with_and_without_holes_and_no_patterns() -> None:
    found = list(wordings("importer/report.py")) + list(wordings("importer/pdf.py"))
    assert re.escape("the title page gives no inspection dates") in found
    assert re.escape("this is ") + ".*" in found
    assert re.escape("the file holds far more text than a report") in found
    assert re.escape("a joint targeted area inspection, which gives no such grades") in found
    assert not any("(?:" in wording.replace("\\", "") for wording in found)
    assert sum(len(list(wordings(file))) for file in SPEAKING) > 80


@pytest.mark.parametrize("file", SPEAKING)
def test_every_sentence_of_the_source_is_expected_by_some_test(file: str) -> None:
    said = expected()
    assert [wording for wording in wordings(file) if not re.search(wording, said)] == []


def test_no_file_of_the_importer_was_forgotten() -> None:
    files = {path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.glob("importer/*.py")}
    assert files - {"importer/__init__.py", "importer/forms.py", "importer/fetching.py"} == set(SPEAKING) - {
        "import_report.py"
    }


def test_every_sentence_is_one_line_begins_small_and_has_no_full_stop() -> None:
    sentences = [sentence for case in CASES.values() for sentence in case.says]
    sentences += [sentence for _, sentence in REFUSED.values()]
    assert len(sentences) > 80
    for sentence in sentences:
        assert re.fullmatch(r"[a-z][^\n]+[^.\s]", sentence)
