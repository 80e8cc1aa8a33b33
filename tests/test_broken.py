"""Every broken record and folder makes the check say what it should, where it should, and nothing else."""

from __future__ import annotations

import re

import pytest
from broken_records import BROKEN, BROKEN_FOLDERS, BrokenRecord, Told, broken_records

ALL = list(broken_records())
IN_FULL = [record for record in ALL if record.in_full is not None]


def named(record: BrokenRecord) -> str:
    return record.name


@pytest.mark.parametrize("record", ALL, ids=named)
def test_a_broken_record_is_told_what_its_comments_say(
    record: BrokenRecord, told_of_broken_files: dict[str, Told]
) -> None:
    told = told_of_broken_files[record.name].problems
    assert told
    assert {problem.place.file for problem in told} == {record.file}
    if record.in_comments or record.in_full is None:
        assert sorted((problem.place.line, problem.sentence) for problem in told) == record.in_comments


@pytest.mark.parametrize("record", IN_FULL, ids=named)
def test_a_broken_record_is_told_where_to_the_column(
    record: BrokenRecord, told_of_broken_files: dict[str, Told]
) -> None:
    assert list(map(str, told_of_broken_files[record.name].problems)) == record.in_full


@pytest.mark.parametrize("name", BROKEN_FOLDERS)
def test_a_broken_folder_is_told_everything(name: str, told_of_broken_folders: dict[str, Told]) -> None:
    assert tuple(map(str, told_of_broken_folders[name].problems)) == BROKEN_FOLDERS[name].expected


def test_every_place_is_the_first_character_of_something(told_of_broken_files: dict[str, Told]) -> None:
    for record in ALL:
        lines = record.content.decode("utf-8", "replace").split("\n")
        for place in (problem.place for problem in told_of_broken_files[record.name].problems):
            line = lines[place.line - 1]
            here, before = line[place.column - 1 : place.column], line[max(place.column - 2, 0) : place.column - 1]
            starts = before in ("", " ", "[", "{", ",") and here not in ("", " ")
            is_about_a_character = re.search(
                r"U\+|UTF-8|byte order|a tab|NFC|is empty|more character|not YAML|item of the list has no value",
                str([p.sentence for p in told_of_broken_files[record.name].problems if p.place == place]),
            )
            assert starts or is_about_a_character, f"{place} of {line!r}"


def test_every_sentence_is_one_line_in_small_letters_without_a_full_stop(
    told_of_broken_files: dict[str, Told], told_of_broken_folders: dict[str, Told]
) -> None:
    for told in (*told_of_broken_files.values(), *told_of_broken_folders.values()):
        for problem in told.problems:
            assert re.fullmatch(r"[^:]+:\d+:\d+: [^\x00-\x1f\x7f-\x9f\u202a-\u202e]+", str(problem))
            assert not problem.sentence.endswith((".", " "))


def test_every_expectation_belongs_to_a_record() -> None:
    names = {record.name for record in ALL}
    assert {path.stem for path in BROKEN.glob("*.expected")} <= names
    assert all(record.in_comments or record.in_full for record in ALL)
    assert len(ALL) >= 75
