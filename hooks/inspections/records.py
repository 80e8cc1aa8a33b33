"""Loads a folder of records, or reports everything that is wrong with it.

All or nothing: a site is built from records that are all right, or it is not built.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from inspections.model import Framework, FrameworkList, Record, ReportText, Theme, ThemeList
from inspections.problems import Place, Problem, RecordError
from inspections.reading import Node, ReadFile, read
from inspections.rules import COLLECTION_RULES, Fault, World, faults
from inspections.texts import read_text_file, text_problems, texts_in

Vocabulary = TypeVar("Vocabulary", FrameworkList, ThemeList)


@dataclass(frozen=True)
class Records:
    """Every record and vocabulary, known to be right; records by address, in alphabetical order."""

    by_slug: Mapping[str, Record]
    frameworks: Mapping[str, Framework]
    themes: Mapping[str, Theme]
    texts: Mapping[str, ReportText]


def load(data: Path, shown_as: str = "data") -> Records:
    """The records of the folder.

    Raises:
        RecordError: with every problem of every file, if there is one.
    """
    found = _Reading(data, shown_as)
    found.read_all()
    if found.problems:
        raise RecordError(found.problems)
    return Records(found.records, found.world.frameworks, found.world.themes, found.texts)


def check(data: Path, files: Iterable[Path], shown_as: str = "data") -> tuple[Problem, ...]:
    """Every problem of the files given, and of the vocabularies; rules across records are left to `load`."""
    found = _Reading(data, shown_as)
    vocabularies = [(data / name).resolve() for name in ("frameworks.yml", "themes.yml")]
    for path in files:
        if path.resolve() not in vocabularies:
            found.read_one(path)
    return tuple(sorted(set(found.problems)))


class _Reading:
    """Reads files one by one and gathers their problems."""

    def __init__(self, data: Path, shown_as: str) -> None:
        self.data = data
        self.shown_as = shown_as
        self.problems: list[Problem] = []
        self.records: dict[str, Record] = {}
        self.trees: dict[str, tuple[ReadFile, Node]] = {}
        self.has_vocabularies = True
        frameworks = self._vocabulary("frameworks.yml", FrameworkList)
        themes = self._vocabulary("themes.yml", ThemeList)
        self.world = World(
            frameworks={f.id: f for f in frameworks.frameworks} if frameworks else {},
            themes={t.id: t for t in themes.themes} if themes else {},
            slugs=frozenset(path.stem for path in self._folder().glob("*.yml")),
            texts=frozenset(path.stem for path in texts_in(self.data / "texts")),
        )
        self.texts: dict[str, ReportText] = {}

    def _folder(self) -> Path:
        return self.data / "authorities"

    def _shown(self, path: Path) -> str:
        try:
            inside = (path.parent.resolve() / path.name).relative_to(self.data.resolve())
        except ValueError:
            return path.as_posix()
        return f"{self.shown_as}/{inside.as_posix()}"

    def _vocabulary(self, name: str, model: type[Vocabulary]) -> Vocabulary | None:
        result: ReadFile = read(self.data / name, model, f"{self.shown_as}/{name}")
        problems: list[Problem] = [*result.problems, *_repeated_ids(result)]
        self.problems += problems
        if result.part is None or problems:
            self.has_vocabularies = False
            return None
        return result.part  # type: ignore[no-any-return]

    def read_all(self) -> None:
        """Reads every record of the folder, and what else lies there."""
        folder = self._folder()
        if not folder.is_dir():
            self._problem(folder, "is not a folder; the records belong there")
            return
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
        paths = [path for path in entries if not path.name.startswith(".")]
        if not paths:
            self._problem(folder, "holds no records")
        addresses: dict[str, Path] = {}
        for path in paths:
            if path.suffix != ".yml":
                self._problem(path, "is not a record; a record's name ends with .yml")
                continue
            address = unicodedata.normalize("NFC", path.stem).casefold()
            if address in addresses:
                self._problem(path, f"has the same address as '{addresses[address].name}' but for case or accents")
                continue
            addresses[address] = path
            self.read_one(path)
        for rule in COLLECTION_RULES:
            for slug, fault in rule(self.records):
                self._fault(slug, fault)
        self._read_texts()

    def _read_texts(self) -> None:
        for path in texts_in(self.data / "texts"):
            result = read_text_file(path, self._shown(path))
            if isinstance(result, Problem):
                self.problems.append(result)
            else:
                self.texts[path.stem] = result
        self.problems += text_problems(self.texts, self.records, f"{self.shown_as}/texts")

    def read_one(self, path: Path) -> None:
        """Reads one record and applies the rules to as much of it as could be read."""
        result = read(path, Record, self._shown(path))
        self.problems += result.problems
        if result.part is None or result.tree is None:
            return
        self.records[path.stem] = result.part
        self.trees[path.stem] = (result, result.tree)
        if self.has_vocabularies:
            for fault in faults(result.part, path.stem, self.world):
                self._fault(path.stem, fault)

    def _problem(self, path: Path, sentence: str) -> None:
        self.problems.append(Problem(Place(self._shown(path)), sentence))

    def _fault(self, slug: str, fault: Fault) -> None:
        _, tree = self.trees[slug]
        if fault.path and not tree.is_whole_at(fault.path if fault.rests_on is None else fault.rests_on):
            return
        self.problems.append(Problem(tree.nearest_place(fault.path, of_key=fault.of_key), fault.sentence))


def _repeated_ids(result: ReadFile) -> Iterator[Problem]:
    """Problems of a vocabulary in which an id stands twice."""
    if result.part is None or result.tree is None:
        return
    name = "frameworks" if isinstance(result.part, FrameworkList) else "themes"
    seen: set[str] = set()
    for i, entry in enumerate(getattr(result.part, name)):
        if entry.id in seen:
            yield Problem(result.tree.nearest_place((name, i, "id")), f"'{entry.id}' is the id of another entry above")
        seen.add(entry.id)
