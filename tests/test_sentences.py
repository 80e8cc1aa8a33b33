"""Every sentence that the check can say is said by some broken record, and every rule is broken by one.

What can be said is read from the program's own source, so a new sentence or rule without a broken record fails here.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
from broken_records import Told

from inspections import model, problems, reading, records, rules, texts
from inspections.model import Record
from inspections.reading import read
from inspections.rules import COLLECTION_RULES, INSPECTION_RULES, RECORD_RULES, Fault, Subject, World

SPEAKING: dict[ModuleType, tuple[str, ...]] = {  # and the functions that say something to somebody else
    reading: (),
    model: (),
    rules: (),
    records: (),
    texts: (),
    problems: ("annotation",),
}


@pytest.fixture(scope="module")
def told(told_of_broken_files: dict[str, Told], told_of_broken_folders: dict[str, Told]) -> list[Told]:
    return [*told_of_broken_files.values(), *told_of_broken_folders.values()]


@pytest.fixture(scope="module")
def sentences(told: list[Told]) -> set[str]:
    return set(chain.from_iterable(each.sentences for each in told))


def wordings(module: ModuleType) -> Iterator[str]:
    """A regular expression for each text with a space that a function of the module holds, docstrings aside."""
    for function in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(function, ast.FunctionDef) and function.name not in SPEAKING[module]:
            for statement in function.body:
                if not _is_docstring(statement):
                    yield from _wordings(statement)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _wordings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.Assert) or (
        isinstance(node, ast.Raise) and "AssertionError" in ast.unparse(node)
    ):
        return  # a function within is found by itself; what only a bug can say is no sentence for a volunteer
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if re.search(r"[a-z]", "".join(texts)) and " " in "".join(texts):
        yield "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else ".*"
            for part in parts
            if not isinstance(part, ast.Constant) or isinstance(part.value, str)
        )
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _wordings(child)


def test_wordings_finds_texts_with_and_without_holes() -> None:
    found = list(wordings(problems)) + list(wordings(rules)) + list(wordings(reading))
    assert r"; did you mean '.*'\?".replace(" ", r"\ ") in found
    assert re.escape("both 'fieldwork' and 'held' are given; leave out 'held'") in found
    assert len(found) > 100


@pytest.mark.parametrize("module", SPEAKING, ids=lambda module: module.__name__)
def test_every_sentence_of_the_source_is_told_of_some_broken_record(module: ModuleType, sentences: set[str]) -> None:
    unsaid = [wording for wording in wordings(module) if not any(re.search(wording, each) for each in sentences)]
    assert unsaid == []


def test_every_shape_of_a_word_is_broken_by_some_record(sentences: set[str]) -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(model))) if isinstance(node, ast.Call)]
    examples = {ast.literal_eval(call.args[1]) for call in calls if ast.unparse(call.func) == "_shaped"}
    unsaid = examples - {each.partition(" is not written like ")[2] for each in sentences}
    assert len(examples) > 8
    assert unsaid == set()


def test_every_closed_list_of_words_is_broken_by_some_record(sentences: set[str]) -> None:
    defs = Record.model_json_schema()["$defs"]
    lists = {name: entry["enum"] for name, entry in defs.items() if "enum" in entry}
    unsaid = [name for name, words in lists.items() if not any(problems.one_of(words) in each for each in sentences)]
    assert len(lists) > 8
    assert unsaid == []


def said(faults: Iterator[Fault], each: Told) -> bool:
    """True if the check told one of the faults; a fault may also be held back as a mere consequence."""
    return any(fault.sentence in each.sentences for fault in faults)


@pytest.mark.parametrize("rule", INSPECTION_RULES, ids=lambda rule: rule.__name__)
def test_every_rule_for_inspections_is_broken_by_some_record(
    rule: rules.InspectionRule, told_of_broken_files: dict[str, Told], world: World
) -> None:
    broken_by = [
        name
        for name, each in told_of_broken_files.items()
        for record in parts(each)
        for index, inspection in enumerate(record.inspections)
        if said(rule(Subject(inspection, index, record, name, world)), each)
    ]
    assert broken_by != []


@pytest.mark.parametrize("rule", RECORD_RULES, ids=lambda rule: rule.__name__)
def test_every_rule_for_records_is_broken_by_some_record(
    rule: rules.RecordRule, told_of_broken_files: dict[str, Told], world: World
) -> None:
    broken_by = [
        name
        for name, each in told_of_broken_files.items()
        for record in parts(each)
        if said(rule(record, name, world), each)
    ]
    assert broken_by != []


@pytest.mark.parametrize("rule", COLLECTION_RULES, ids=lambda rule: rule.__name__)
def test_every_rule_across_records_is_broken_by_some_folder(
    rule: object, told_of_broken_folders: dict[str, Told]
) -> None:
    assert callable(rule)
    broken_by = [
        name
        for name, each in told_of_broken_folders.items()
        if said((fault for _, fault in rule({Path(r.file).stem: r.part for r in each.read if r.part})), each)
    ]
    assert broken_by != []


def parts(each: Told) -> list[Record]:
    return [result.part for result in each.read if result.part is not None]


def test_every_function_that_finds_faults_is_applied() -> None:
    finding = {
        function
        for name, function in vars(rules).items()
        if inspect.isfunction(function)
        and not name.startswith("_")
        and name != "faults"
        and "Fault" in str(inspect.signature(function).return_annotation)
    }
    applied = [*INSPECTION_RULES, *RECORD_RULES, *COLLECTION_RULES]
    assert finding == set(applied)
    assert len(applied) == len(set(applied))


@pytest.mark.parametrize("rule", [*INSPECTION_RULES, *RECORD_RULES, *COLLECTION_RULES], ids=lambda rule: rule.__name__)
def test_no_rule_finds_anything_in_the_good_records(rule: object, data: Path, world: World) -> None:
    good = {path.stem: read(path, Record).part for path in sorted((data / "authorities").glob("*.yml"))}
    assert callable(rule)
    if rule in COLLECTION_RULES:
        assert list(rule(good)) == []
    for slug, record in good.items():
        if rule in RECORD_RULES:
            assert list(rule(record, slug, world)) == []
        for index, inspection in enumerate(record.inspections):
            if rule in INSPECTION_RULES:
                assert list(rule(Subject(inspection, index, record, slug, world))) == []


def test_the_good_records_have_every_key_that_a_record_can_have(data: Path) -> None:
    written = set(
        chain.from_iterable(re.findall(r"([a-z_0-9]+):", p.read_text()) for p in data.glob("authorities/*.yml"))
    )
    keys = set(Record.model_json_schema()["properties"])
    for entry in Record.model_json_schema()["$defs"].values():
        keys |= set(entry.get("properties", {}))
    assert keys - written == set()
