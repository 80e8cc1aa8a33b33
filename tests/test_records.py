"""A folder of records is loaded whole or not at all, and everything wrong with it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_records import BROKEN_FOLDERS, write_text
from project import ROOT

from inspections.problems import RecordError
from inspections.records import check, load


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(data: Path) -> list[str]:
    with pytest.raises(RecordError) as error:
        load(data)
    return list(map(str, error.value.problems))


def test_good_records_are_loaded_by_address_in_alphabetical_order(data: Path) -> None:
    records = load(data)
    assert list(records.by_slug) == ["exampleshire", "otherton"]
    assert records.by_slug["exampleshire"].authority.name == "Exampleshire"
    assert [inspection.when for inspection in records.by_slug["exampleshire"].inspections] == [
        "2026-05",
        "2024-02",
        "2021-11",
        "2019-06",
        "2016-01",
        "2011",
    ]


def test_vocabularies_are_loaded_in_the_order_of_their_files(data: Path) -> None:
    records = load(data)
    assert list(records.frameworks) == ["ilacs-2026", "ilacs-2023", "ilacs-2018", "sif", "lac-2013"]
    assert next(iter(records.themes)) == "early-help"
    assert records.themes["early-help"].area == "help-and-protection"


def test_the_real_records_are_right() -> None:
    try:
        problems: tuple[object, ...] = ()
        loaded = load(ROOT / "data").by_slug
    except RecordError as error:
        problems, loaded = error.problems, {}
    assert list(map(str, problems)) == []
    assert len(loaded) >= 150


def test_one_wrong_record_keeps_all_from_being_loaded(data: Path, authorities: Path) -> None:
    replaced(authorities / "otherton.yml", "name: Otherton", "nmae: Otherton")
    assert problems_of(data) == [
        "data/authorities/otherton.yml:4:3: key 'name' is missing",
        "data/authorities/otherton.yml:4:3: unknown key 'nmae'; did you mean 'name'?",
    ]


def test_everything_wrong_is_told_at_once_in_file_order(data: Path, authorities: Path) -> None:
    replaced(authorities / "otherton.yml", "region: North East", "region: Wessex")
    replaced(authorities / "otherton.yml", "inspections: []", "inspections: []\nvisit: []")
    replaced(authorities / "exampleshire.yml", "themes: [pathway-plans]", "themes: [pathways]")
    replaced(authorities / "exampleshire.yml", "pages: 11", "pages: 0")
    (authorities / "notes.txt").write_text("")
    replaced(data / "themes.yml", "schema: 1\n", "schema: 1\nversion: 2\n")
    assert [line.partition(": ")[0] for line in problems_of(data)] == [
        "data/authorities/exampleshire.yml:75:14",
        "data/authorities/notes.txt:1:1",
        "data/authorities/otherton.yml:8:11",
        "data/authorities/otherton.yml:13:1",
        "data/themes.yml:4:1",
    ]


def test_rules_wait_until_the_vocabularies_are_right(data: Path, authorities: Path) -> None:
    replaced(authorities / "exampleshire.yml", "themes: [pathway-plans]", "themes: [pathways]")
    assert len(problems_of(data)) == 1
    (data / "frameworks.yml").unlink()
    assert problems_of(data) == ["data/frameworks.yml:1:1: cannot be read: no such file or directory"]


def test_a_neighbour_may_be_a_record_that_is_wrong_itself(data: Path, authorities: Path) -> None:
    replaced(authorities / "otherton.yml", "name: Otherton", "name: ''")
    assert problems_of(data) == [
        "data/authorities/otherton.yml:4:3: 'name' has no value; write one, or leave the key out "
        "where the source does not say"
    ]


def test_a_text_of_a_report_is_loaded_with_the_records(data: Path) -> None:
    write_text(data, "exampleshire-2024-02")
    assert [paragraph.text for paragraph in load(data).texts["exampleshire-2024-02"].paragraphs] == [
        "Families wait for help."
    ]


def test_a_text_needs_a_record_with_an_open_licence(data: Path, authorities: Path) -> None:
    write_text(data, "exampleshire-2024-02")
    replaced(authorities / "exampleshire.yml", "licence: ogl\n      pages: 11", "licence: copyright\n      pages: 11")
    assert [line.partition(": ")[2] for line in problems_of(data)] == [
        "data/texts holds this report's text, but its licence is 'copyright'; take the text away"
    ]


def test_problems_name_files_below_the_name_that_is_asked_for(data: Path, authorities: Path) -> None:
    path = authorities / "otherton.yml"
    replaced(path, "schema: 1", "schema: 3")
    for shown_as in ("data", "/somewhere/else", "."):
        assert [problem.place.file for problem in check(data, [path], shown_as)] == [
            f"{shown_as}/authorities/otherton.yml"
        ]


def test_a_record_outside_the_folder_is_named_by_its_path(data: Path, authorities: Path, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "otherton.yml"
    path.parent.mkdir()
    path.write_bytes((authorities / "otherton.yml").read_bytes())
    assert check(data, [path]) == ()
    replaced(path, "schema: 1", "schema: 3")
    assert [problem.place.file for problem in check(data, [path])] == [path.as_posix()]


def test_a_record_is_found_by_a_relative_path_too(
    data: Path, authorities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(authorities / "otherton.yml", "schema: 1", "schema: 3")
    monkeypatch.chdir(authorities)
    for name in ("otherton.yml", "../authorities/otherton.yml"):
        assert [problem.place.file for problem in check(data, [Path(name)])] == ["data/authorities/otherton.yml"]


def test_a_file_that_is_named_twice_is_told_once(data: Path, authorities: Path) -> None:
    path = authorities / "otherton.yml"
    replaced(path, "schema: 1", "schema: 3")
    assert len(check(data, [path, path])) == 1


def test_a_vocabulary_is_not_taken_for_a_record(data: Path) -> None:
    assert check(data, [data / "frameworks.yml", data / "themes.yml"]) == ()
    replaced(data / "themes.yml", "schema: 1\n", "schema: 2\n")
    assert list(map(str, check(data, [data / "themes.yml"]))) == [
        "data/themes.yml:3:9: '2' is too large; 1 is the most"
    ]


@pytest.mark.parametrize("name", BROKEN_FOLDERS)
def test_a_broken_folder_loads_nothing_and_names_only_files_that_were_asked_for(name: str, data: Path) -> None:
    BROKEN_FOLDERS[name].break_it(data)
    assert all(line.startswith("data/") for line in problems_of(data))
