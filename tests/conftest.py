"""What tests of records share: a small good data folder, and what the check says of broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_records import Told, told_of_files, told_of_folders
from project import RECORDS, ROOT, good_data

from inspections.model import FrameworkList, ThemeList
from inspections.reading import read
from inspections.rules import World


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return good_data(tmp_path)


@pytest.fixture
def authorities(data: Path) -> Path:
    return data / "authorities"


@pytest.fixture(scope="session")
def good_text() -> str:
    return (RECORDS / "authorities" / "exampleshire.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def told_of_broken_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    return told_of_files(good_data(tmp_path_factory.mktemp("files")))


@pytest.fixture(scope="session")
def told_of_broken_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    def new_folder(name: str) -> Path:
        return good_data(tmp_path_factory.mktemp(name))

    return told_of_folders(new_folder)


@pytest.fixture(scope="session")
def world() -> World:
    """What rules know besides the record: the real vocabularies, the good records' addresses, one text."""
    frameworks = read(ROOT / "data" / "frameworks.yml", FrameworkList).part.frameworks
    themes = read(ROOT / "data" / "themes.yml", ThemeList).part.themes
    return World(
        {framework.id: framework for framework in frameworks},
        {theme.id: theme for theme in themes},
        frozenset({"exampleshire", "otherton"}),
        frozenset({"text-without-a-licence-2023-05"}),
    )
