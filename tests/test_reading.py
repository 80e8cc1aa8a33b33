"""Reading takes a file for what it says, guesses nothing, survives anything, and names the place of what is wrong."""

from __future__ import annotations

import re
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT

from inspections.formatting import formatted
from inspections.model import FrameworkList, Record
from inspections.problems import Place, Problem
from inspections.reading import LARGEST_FILE, Node, read, read_string, tree_of
from inspections.records import check
from inspections.rules import World, faults


def tree(text: str) -> Node:
    node, problems = tree_of(text, "x.yml")
    assert problems == []
    assert node is not None
    return node


# Nothing is guessed


GUESSED = [
    *("no", "yes", "on", "Off", "null", "~", "07", "0x1f", "1e3", "1_000", "12:30"),
    *("2024-02-30", "2024-05-31", ".inf", "="),
]


@pytest.mark.parametrize("word", GUESSED)
def test_a_word_stays_the_text_it_is(word: str) -> None:
    assert tree(f"key: {word}").plain() == {"key": word}


def test_a_word_stays_a_text_as_a_key_too() -> None:
    assert tree("no: a\n07: b\n1.0: c\n").plain() == {"no": "a", "07": "b", "1.0": "c"}


def test_a_place_name_that_yaml_takes_for_false_is_a_name(good_text: str) -> None:
    text = good_text.replace("name: Exampleshire\n", "name: no\n", 1).replace("[Exshire, The", "[07, 12:30, The")
    result = read_string(text, Record, "x.yml")
    assert result.problems == ()
    assert result.part.authority.name == "no"
    assert result.part.authority.aliases == ("07", "12:30", "The Example Council")


def test_codes_keep_their_noughts_with_and_without_quotes(good_text: str) -> None:
    quoted = read_string(good_text.replace('"991"', '"001"'), Record, "x.yml").part
    plain = read_string(good_text.replace('"991"', "001"), Record, "x.yml").part
    assert quoted.authority.dfe_code == plain.authority.dfe_code == "001"


def test_dates_and_numbers_get_their_meaning_from_the_model(good_text: str) -> None:
    record = read_string(good_text, Record, "x.yml").part
    inspection = record.inspections[1]
    assert inspection.fieldwork[0].start == date(2024, 2, 19)
    assert inspection.source.sections["leadership"] == (32, 40)
    assert record.inspections[3].held == "2019-06"


def test_folded_and_literal_texts_end_without_a_line_break() -> None:
    assert tree("a: >-\n  x\n  y\nb: |\n  x\nc: >\n  x\n").plain() == {"a": "x y", "b": "x", "c": "x"}


# Files


def test_crlf_is_read_like_lf(tmp_path: Path, good_text: str) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(good_text.encode().replace(b"\n", b"\r\n"))
    result = read(path, Record)
    assert result.problems == ()
    assert result.part == read_string(good_text, Record, "x.yml").part


def test_a_file_may_end_without_a_line_break(good_text: str) -> None:
    assert read_string(good_text.rstrip("\n"), Record, "x.yml").problems == ()


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path, good_text: str) -> None:
    path = tmp_path / "x.yml"
    filler = LARGEST_FILE - len(good_text.encode())
    path.write_bytes(good_text.encode() + b"#" * filler)
    assert read(path, Record).problems == ()
    path.write_bytes(good_text.encode() + b"#" * (filler + 1))
    assert [problem.sentence for problem in read(path, Record).problems] == [
        "has 1000001 bytes; 1000000 are the most",
    ]


def test_a_folder_or_a_missing_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    assert read(tmp_path / "x.yml", Record, "x.yml").problems == (
        Problem(Place("x.yml"), "cannot be read: is a directory"),
    )
    assert read(tmp_path / "y.yml", Record, "y.yml").problems == (
        Problem(Place("y.yml"), "cannot be read: no such file or directory"),
    )


def test_a_symbolic_link_is_refused_even_to_a_good_record(tmp_path: Path, good_text: str) -> None:
    (tmp_path / "x.yml").write_text(good_text, encoding="utf-8")
    (tmp_path / "y.yml").symlink_to("x.yml")
    (tmp_path / "z.yml").symlink_to("nowhere.yml")
    for name in ("y.yml", "z.yml"):
        result = read(tmp_path / name, Record, name)
        assert [str(p) for p in result.problems] == [f"{name}:1:1: is a symbolic link; put the file itself here"]
        assert result.part is None


def test_vocabularies_are_read_with_the_same_care(tmp_path: Path) -> None:
    path = tmp_path / "frameworks.yml"
    path.write_text("schema: 1\nframeworks:\n  - id: a b\n    nmae: A\n", encoding="utf-8")
    assert [str(p).removeprefix(str(path)) for p in sorted(read(path, FrameworkList).problems)] == [
        ":3:5: key 'about' is missing",
        ":3:5: key 'judgements' is missing",
        ":3:5: key 'kinds' is missing",
        ":3:5: key 'name' is missing",
        ":3:5: key 'scale' is missing",
        ":3:5: key 'short_name' is missing",
        ":3:9: 'a b' is not written like care-leavers",
        ":4:5: unknown key 'nmae'; did you mean 'name'?",
    ]


# Hazards


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 12)]
    text = "\n".join(["l0: &l0 [lol]", *levels, ""])
    began = time.perf_counter()
    result = read_string(text, Record, "x.yml")
    assert time.perf_counter() - began < 1
    assert result.part is None
    assert sum("repeats another value" in problem.sentence for problem in result.problems) == 99


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_at_its_ninth_level(opening: str) -> None:
    result = read_string(opening * 100_000, Record, "x.yml")
    assert result.part is None
    assert result.problems[-1].sentence == "lists and mappings are nested more than 8 deep"
    assert result.problems[-1].place == Place("x.yml", 1, 8 * len(opening) + 1)


def test_eight_levels_are_read() -> None:
    assert tree("[" * 8 + "a" + "]" * 8).is_whole()


def test_no_character_that_is_let_through_stops_the_parser() -> None:
    surrogates = range(0xD800, 0xE000)
    letters = [chr(code) for code in range(0x20, sys.maxunicode + 1) if code not in surrogates]
    for start in range(0, len(letters), 4096):
        text = "a: '" + "".join(letters[start : start + 4096]).replace("'", "") + "'\n"
        result = read_string(text, Record, "x.yml")
        assert not any("is not YAML" in problem.sentence for problem in result.problems)


@pytest.mark.parametrize(
    "escape",
    [r"\0", r"\e", r"\t", r"\_", r"\N", r"\L", r"\u200b", r"\u202e", r"\U000E0041", r"\u0301", r"\x41", r"\n"],
)
def test_no_escape_brings_in_what_cannot_be_seen(escape: str, good_text: str) -> None:
    text = good_text.replace("name: Exampleshire\n", f'name: "Example{escape}shire"\n', 1)
    assert [(problem.place.line, problem.sentence) for problem in read_string(text, Record, "x.yml").problems] == [
        (5, "a backslash in double quotes is an escape; write the character itself, in single quotes")
    ]


def test_a_backslash_in_single_quotes_or_none_is_a_backslash() -> None:
    assert tree("a: 'x\\ny'\nb: x\\ny\n").plain() == {"a": "x\\ny", "b": "x\\ny"}


@pytest.mark.parametrize(
    "letters", ["Ynys Môn", "Sîan O’Neill", "“quoted” – dash — …", "£5 €5 ½ §47", "Łódź, Ørsted, Œuvre", "日本語", "😀"]
)
def test_letters_signs_and_dashes_that_people_write_are_allowed(letters: str) -> None:
    assert tree(f"a: {letters}").plain() == {"a": letters}
    assert not any("U+" in problem.sentence for problem in read_string(f"a: {letters}\n", Record, "x.yml").problems)


@pytest.mark.parametrize(("length", "told"), [(1, 0), (100, 0), (101, 1), (5000, 1)])
def test_a_key_has_at_most_a_hundred_characters(length: int, told: int) -> None:
    _, problems = tree_of(f"? {'k' * length}\n: a\n", "x.yml")
    assert len(problems) == told


@pytest.mark.parametrize("key", ["[a]", "{a: b}", "''", "*a", "k" * 101])
def test_a_mapping_that_lost_a_key_is_not_whole(key: str) -> None:
    node, problems = tree_of(f"? {key}\n: a\nb: c\n", "x.yml")
    assert node is not None
    assert (len(problems), node.plain(), node.is_whole()) == (1, {"b": "c"}, False)


# Places


@pytest.mark.parametrize("before", ["", "é", "日本", "😀😀", "a’b"])
def test_columns_count_characters_whatever_stands_before(before: str) -> None:
    result = read_string(f"schema: 1\nauthority: {{name: '{before}', region: X}}\n", Record, "x.yml")
    region = next(problem for problem in result.problems if problem.sentence.startswith("'X' is not one of"))
    assert region.place == Place("x.yml", 2, 31 + len(before))


def test_lines_count_like_an_editor_with_crlf_and_folded_texts(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"schema: 1\r\nauthority:\r\n  note: >-\r\n    a\r\n    b\r\n  nmae: x\r\n")
    unknown = [problem.place for problem in read(path, Record, "x.yml").problems if "nmae" in problem.sentence]
    assert unknown == [Place("x.yml", 6, 3)]


def test_a_key_is_pointed_at_even_if_an_outer_key_has_its_name() -> None:
    node = tree("judgements:\n  judgements: good\n")
    assert node.nearest_place(("judgements", "judgements"), of_key=True) == Place("x.yml", 2, 3)
    assert node.nearest_place(("judgements", "judgements")) == Place("x.yml", 2, 15)
    assert node.nearest_place(("judgements", "nothing")) == Place("x.yml", 2, 3)


def test_beyond_the_end_of_a_list_or_text_there_is_nothing() -> None:
    node = tree("a: [b, c]\nd: word\n")
    assert node.at(("a", 2)) is None
    assert node.at(("d", 0)) is None
    assert node.nearest_place(("a", 2)) == Place("x.yml", 1, 4)
    assert node.nearest_place(("a", 1)) == Place("x.yml", 1, 8)


# What is wrong is set aside, and the rest is read


def test_a_wrong_part_is_set_aside_and_the_rest_is_read(good_text: str) -> None:
    text = good_text.replace("pages: 11", "pages: eleven").replace("id: f02", "id: second")
    result = read_string(text, Record, "x.yml")
    assert [problem.sentence for problem in result.problems] == [
        "'eleven' is not a whole number from 1 up",
        "'second' is not written like f01",
    ]
    inspection = result.part.inspections[1]
    assert inspection.source.pages is None
    assert [finding.id for finding in inspection.findings] == ["f01", "f03", "f04", "f05"]
    assert len(result.part.inspections) == 6


def test_nothing_is_left_where_the_authority_is_wrong(good_text: str) -> None:
    result = read_string(good_text.replace("region: South West", "region: Mercia"), Record, "x.yml")
    assert result.part is None
    assert result.tree is not None
    assert len(result.problems) == 1


def test_a_tree_is_whole_at_a_path_unless_something_there_was_set_aside() -> None:
    node, _ = tree_of("a: {b: [1, ''], c: {d: ''}}\nx: y\n", "x.yml")
    assert node is not None
    paths = [("x",), ("a",), ("a", "b"), ("a", "c", "d"), ("y",), ("a", "b", 0)]
    whole = {path: node.is_whole_at(path) for path in paths}
    assert whole == {
        ("x",): True,
        ("a",): False,
        ("a", "b"): False,
        ("a", "c", "d"): False,
        ("y",): True,
        ("a", "b", 0): True,
    }


# Anything at all


PIECES = [
    *(
        "",
        " ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        ":",
        ": ",
        "- ",
        "#",
        " # ",
        "&a ",
        "*a",
        "!x ",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
    ),
    *("'", '"', "|", ">-", "{", "}", "[", "]", ",", "? ", "<<: ", "\\", "''", "[]", "{}", "no", "07", "0000", "-1"),
    *("\x00", "\x85", "\u2028", "\u200b", "\ufeff", "\ufffe", "e\u0301", "\ud800", "😀", "y" * 1100),
    *("2024-02-30", "held: ", "held: '0000'", "inspected: x", "until: 9999-12-31"),
]


@st.composite
def mutations(draw: st.DrawFn, text: str) -> str:
    """The text with one to four lines or places of it deleted, doubled, moved or replaced."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        where = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        line = lines[where]
        column = draw(st.integers(0, len(line)))
        until = draw(st.integers(column, len(line)))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=3))
        match draw(st.integers(0, 8)):
            case 0:
                del lines[where : where + draw(st.integers(1, 5))]
            case 1:
                lines.insert(other, line)
            case 2:
                lines[where] = lines[other]
            case 3:
                lines[where] = line[:column]
            case 4:
                lines[where] = line[:column] + piece + line[column:]
            case 5:
                lines[where] = line[:column] + piece + line[until:]
            case 6:
                lines[where] = " " * draw(st.integers(0, 9)) + line.lstrip()
            case 7:
                key, colon, _ = line.partition(": ")
                lines[where] = key + colon + piece
            case _:
                lines[where], lines[other] = lines[other], lines[where]
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_a_mutated_record_gives_problems_or_a_record_and_never_a_traceback(
    good_text: str, world: World, data: st.DataObject
) -> None:
    text = data.draw(mutations(good_text))
    result = read_string(text, Record, "x.yml")
    assert result.part is not None or result.problems
    for problem in result.problems:
        assert_is_one_line(problem)
    if result.part is not None:
        for fault in faults(result.part, "exampleshire", world):
            assert_is_one_line(Problem(result.tree.nearest_place(fault.path, of_key=fault.of_key), fault.sentence))
    if not result.problems and (written := formatted(text, Record, "x.yml")) is not None:
        assert read_string(written, Record, "x.yml").part == result.part
        assert formatted(written, Record, "x.yml") == written


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_a_file_with_mutated_bytes_is_checked_without_a_traceback(
    good_text: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = good_text.encode()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 40, len(content))))
    path = tmp_path_factory.getbasetemp() / "exampleshire.yml"
    path.write_bytes(content[:start] + data.draw(st.binary(max_size=6)) + content[end:])
    problems = check(ROOT / "data", [path])
    assert all(problem.place.file == path.as_posix() for problem in problems)
    for problem in problems:
        assert_is_one_line(problem)


def assert_is_one_line(problem: Problem) -> None:
    assert re.fullmatch(r"[^:]+:[1-9]\d*:[1-9]\d*: .+", str(problem))
    assert len(str(problem).splitlines()) == 1
