"""The documents say what the code does: every key, rule, command and word is there, and the examples are right."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from project import ROOT, VOCABULARIES

from inspections import model, rules, terms
from inspections.model import Part
from inspections.records import load

DOCS = ROOT / "docs"


def text(*path: str) -> str:
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def record_parts() -> set[type[Part]]:
    """Every model that a record is made of."""
    names = "Record Authority Predecessor Inspection Period Source Witnesses Reading Improvement Finding Progress Visit"
    return {getattr(model, name) for name in names.split()}


def test_every_key_of_a_record_is_explained() -> None:
    page = text("docs", "contributing", "record.md")
    keys = {info.alias or name for part in record_parts() for name, info in part.model_fields.items()}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_no_model_of_a_record_was_forgotten_above() -> None:
    vocabulary = {model.Judgement, model.Framework, model.Theme, model.FrameworkList, model.ThemeList}
    texts = {model.ReportText, model.TextParagraph}
    every = {part for part in vars(model).values() if isinstance(part, type) and issubclass(part, Part)} - {Part}
    assert every == record_parts() | vocabulary | texts


def test_the_record_that_is_explained_is_right(tmp_path: Path) -> None:
    found = re.search(r"```yaml\n(.+?)```", text("docs", "contributing", "record.md"), re.DOTALL)
    assert found
    authorities = tmp_path / "data" / "authorities"
    authorities.mkdir(parents=True)
    for name in VOCABULARIES:
        shutil.copy(ROOT / "data" / name, tmp_path / "data" / name)
    (authorities / "exampleshire.yml").write_text(found[1], encoding="utf-8")
    shutil.copy(ROOT / "tests/records/data/authorities/otherton.yml", authorities / "otherton.yml")
    records = load(tmp_path / "data")
    assert len(records.by_slug["exampleshire"].inspections[0].findings) >= 5


def test_every_rule_is_listed() -> None:
    page = text("docs", "contributing", "rules.md")
    names = [rule.__name__ for rule in (*rules.INSPECTION_RULES, *rules.RECORD_RULES, *rules.COLLECTION_RULES)]
    assert [name for name in names if f"`{name}`" not in page] == []
    listed = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert listed == set(names)


def test_every_make_command_is_in_the_readme() -> None:
    commands = re.findall(r"^([a-z]+):.*## ", text("Makefile"), re.MULTILINE)
    readme = text("README.md")
    assert {"serve", "site", "offline", "test", "check", "help", "bench"} <= set(commands)
    assert [name for name in commands if f"make {name}" not in readme] == []


def test_every_script_is_in_the_readme_or_the_contributing_guide() -> None:
    documents = text("README.md") + text("CONTRIBUTING.md") + text("CHANGELOG.md")
    scripts = [path.name for path in (ROOT / "scripts").glob("*.py")]
    assert scripts
    assert [name for name in scripts if name not in documents] == []


@pytest.mark.parametrize(
    "words",
    [
        *terms.VERDICT_WORDS.values(),
        *terms.FINDING_KIND_WORDS.values(),
        *terms.VISIT_KIND_WORDS.values(),
        *terms.INSPECTION_KIND_WORDS.values(),
    ],
)
def test_every_word_for_a_grade_finding_or_visit_is_in_the_glossary(words: str) -> None:
    headings = re.findall(r"^### (.+?)(?: \{.*\})?$", text("docs", "glossary", "index.md"), re.MULTILINE)
    assert words.lower() in " / ".join(headings).lower()


def test_the_modules_of_the_package_are_rooms_in_the_guide() -> None:
    guide = text("docs", "contributing", "rooms.md")
    package = ROOT / "hooks" / "inspections"
    modules = {path.stem for path in package.rglob("*.py")} - {"__init__"}
    assert {name for name in modules if f"`{name}" not in guide and f"/{name}" not in guide} == set()


def test_no_document_names_a_path_of_some_machine() -> None:
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "hooks").rglob("*.py")]:
        assert not re.search(r"/(home|Users|tmp|root)/", path.read_text(encoding="utf-8")), path
