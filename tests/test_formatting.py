"""A record is written in one way only; comments and data are kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from broken_records import broken_records
from project import RECORDS, ROOT

from inspections.formatting import WIDTH, formatted
from inspections.model import FrameworkList, Record, ThemeList
from inspections.reading import read_string

REAL = sorted((ROOT / "data" / "authorities").glob("*.yml"))
GOOD = sorted((RECORDS / "authorities").glob("*.yml"))


def written(text: str) -> str:
    result = formatted(text, Record, "x.yml")
    assert result is not None
    return result


@pytest.mark.parametrize("path", [*REAL, *GOOD], ids=lambda path: path.stem)
def test_every_record_is_written_in_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text, Record, path.name) == text


def test_keys_stand_in_the_order_of_the_model_and_unknown_ones_last() -> None:
    assert written("zebra: 1\ninspections: []\nauthority:\n  region: London\n  name: X\nschema: 1\n") == (
        "schema: 1\nauthority:\n  name: X\n  region: London\ninspections: []\nzebra: 1\n"
    )


def test_short_lists_and_periods_stand_on_one_line() -> None:
    text = (
        "inspections:\n- fieldwork:\n  - end: 2024-03-01\n    start: 2024-02-19\n  lead_inspectors:\n  - Ann\n  - Ben\n"
        "  findings:\n  - themes:\n      - plans\n"
    )
    assert written(text) == (
        "inspections:\n  - fieldwork:\n      - {start: 2024-02-19, end: 2024-03-01}\n    lead_inspectors: [Ann, Ben]\n"
        "    findings:\n      - themes: [plans]\n"
    )


def test_a_list_too_long_for_a_line_stands_below_each_other() -> None:
    names = [f"authority-number-{letter * 3}" for letter in "abcdef"]
    text = f"authority:\n  statistical_neighbours: [{', '.join(names)}]\n"
    assert written(text) == "authority:\n  statistical_neighbours:\n" + "".join(f"    - {name}\n" for name in names)
    assert written(written(text)) == written(text)


@pytest.mark.parametrize(("length", "on_one_line"), [(WIDTH, True), (WIDTH + 1, False)])
def test_a_list_of_a_hundred_characters_stands_on_one_line_and_one_more_does_not(
    length: int, on_one_line: bool
) -> None:
    head = "  aliases: [Kent, "
    text = f"{head}{'x' * (length - len(head) - 1)}]\n"
    assert len(text) == length + 1
    assert (f"\n{text}" in written(f"authority:\n{text}")) is on_one_line


def test_a_line_of_a_hundred_characters_is_kept_and_one_more_is_folded() -> None:
    head = "  note: "
    fits = "a " * 45 + "ab"
    assert len(head + fits) == WIDTH
    assert written(f"authority:\n{head}{fits}\n") == f"authority:\n{head}{fits}\n"
    assert written(f"authority:\n{head}{fits}c\n") == f"authority:\n  note: >-\n    {fits}c\n"


def test_texts_are_folded_at_a_hundred_columns(good_text: str) -> None:
    words = " ".join(["children’s"] * 39)
    result = written(good_text.replace("Strategy meetings are held without the police.", words))
    assert max(map(len, result.split("\n"))) <= WIDTH
    assert read_string(result, Record, "x.yml").part.inspections[1].findings[1].text == words


@pytest.mark.parametrize("word", ["step-up-and-step-down", "a" * 120, "–", "sixteen-and-seventeen-year-olds’"])
def test_a_text_is_folded_between_words_only(word: str) -> None:
    text = " ".join([word, "is", "said"] * 20)
    result = written(f"authority:\n  note: {text}\n")
    assert yaml.safe_load(result)["authority"]["note"] == text
    assert set(result.split()) == {"authority:", "note:", ">-", word, "is", "said"}


@pytest.mark.parametrize("value", ["a, b", "[a]", "a: b", "no: \\x", "# a"])
def test_odd_values_of_a_period_are_read_again_as_they_were(value: str) -> None:
    text = f"inspections:\n  - fieldwork:\n      - {{start: '{value}', '{value}': c}}\n"
    assert yaml.safe_load(written(text)) == yaml.safe_load(text)


def test_a_word_longer_than_a_line_is_not_broken() -> None:
    address = "https://www.example.gov.uk/" + "a" * 120
    assert written(f"authority:\n  website: >-\n    {address}\n") == f"authority:\n  website: {address}\n"


def test_summaries_and_texts_are_folded_even_if_short() -> None:
    assert written("inspections:\n  - summary: A short one.\n") == "inspections:\n  - summary: >-\n      A short one.\n"


@pytest.mark.parametrize("word", ["no", "07", "12:30", "2024-05-31", "~", "null", "1.0", "0x1f", "yes", "=", "<<"])
def test_a_text_that_other_readers_would_guess_about_is_quoted(word: str) -> None:
    result = written(f"authority:\n  name: {word}\n  aliases: [{word}, 'a: b', '- c', '#d']\n")
    assert f'name: "{word}"' in result
    assert yaml.safe_load(result)["authority"] == {"name": word, "aliases": [word, "a: b", "- c", "#d"]}


def test_texts_below_free_keys_are_quoted_like_others() -> None:
    text = "inspections:\n  - grade_wording:\n      good: 07\n    judgements:\n      overall: good\n"
    assert written(text) == (
        'inspections:\n  - judgements:\n      overall: good\n    grade_wording:\n      good: "07"\n'
    )


def test_dates_and_numbers_stand_without_quotes() -> None:
    assert written('schema: "1"\nchecked: "2026-11-22"\n') == "schema: 1\nchecked: 2026-11-22\n"


@pytest.mark.parametrize(
    "value",
    [
        'say "it\'s"',
        "it's",
        "a\\b",
        "\\",
        "a # b",
        "a #b",
        "a: b",
        "[a",
        "{a",
        "@a",
        "%a",
        "!a",
        "- a",
        "a, b",
        "no: \\x",
        '"a": b',
        "’a",
    ],
)
def test_a_text_with_signs_is_read_again_as_it_was(value: str) -> None:
    quoted = "'" + value.replace("'", "''") + "'"
    result = written(f"authority:\n  name: {quoted}\n  aliases: [{quoted}, {quoted}]\n")
    assert yaml.safe_load(result)["authority"] == {"name": value, "aliases": [value, value]}
    assert written(result) == result


def test_every_text_of_the_good_record_is_a_text_to_other_readers_too(good_text: str) -> None:
    data = yaml.safe_load(good_text)
    record = read_string(good_text, Record, "x.yml").part
    assert data["authority"]["dfe_code"] == record.authority.dfe_code == "991"
    assert [i.get("held") for i in data["inspections"]] == [i.held for i in record.inspections]
    assert data["inspections"][0]["published"] == record.inspections[0].published


def test_vocabularies_are_written_in_the_same_way_and_lose_nothing() -> None:
    for name, model in (("frameworks.yml", FrameworkList), ("themes.yml", ThemeList)):
        text = (ROOT / "data" / name).read_text(encoding="utf-8")
        result = formatted(text, model, name)
        assert result is not None
        assert read_string(result, model, name).part == read_string(text, model, name).part
        assert formatted(result, model, name) == result


# Comments


COMMENTED = """\
# at the top

--- # behind the sign for a beginning
schema: 1 # behind a number
# above the authority
# in two lines
authority: # behind a key
    name: Kent # behind a name
    # above a list
    aliases: # behind a list
    # above an item
    - Cantium # behind an item
    - Cent # behind another
    website: 'https://www.kent.example/#start' # behind an address with a sign
    note: >- # behind the sign of a folded text
        The garden # of England

        # is part of the text
inspections: [ # behind a bracket
    # within brackets
] # behind the other
# at the end
... # behind the sign for an end
"""


def test_every_comment_is_kept() -> None:
    text = COMMENTED.replace("\n\n        # is part of the text", "\n        is Kent")
    result = written(text)
    for comment in re.findall(r"(?<=[ \n])# (?!of England).*|^# at the top", text):
        assert result.count(comment) == 1, comment
    assert "The garden # of England is Kent" in result
    assert written(result) == result


def test_comments_stay_above_and_behind_what_they_stood_at() -> None:
    text = "# top\nschema: 1 # one\n\n# about it\nauthority:\n    # about a name\n    name:   Kent    # name\n# end\n"
    assert written(text) == (
        "# top\nschema: 1  # one\n# about it\nauthority:\n  # about a name\n  name: Kent  # name\n# end\n"
    )


def test_a_comment_moves_with_its_key() -> None:
    text = "# about the name\nchecked: 2026-11-22  # today\n# about the form\nschema: 1  # form\n"
    assert written(text) == "# about the form\nschema: 1  # form\n# about the name\nchecked: 2026-11-22  # today\n"


def test_a_comment_behind_the_sign_of_a_folded_text_is_kept() -> None:
    assert written("inspections:\n  - summary: >-  # ask Ann\n      Good work.\n") == (
        "inspections:\n  - summary: >-  # ask Ann\n      Good work.\n"
    )


def test_a_comment_behind_a_sign_for_a_beginning_comes_first() -> None:
    assert written("--- # ask Ann\nschema: 1\n") == "# ask Ann\nschema: 1\n"


def test_a_comment_behind_an_early_key_stays_there_when_the_first_key_comes_from_below() -> None:
    assert written("checked: 2026-11-22  # today\nschema: 1\n") == "schema: 1\nchecked: 2026-11-22  # today\n"


def test_a_sign_inside_a_text_is_no_comment() -> None:
    assert written("authority:\n  name: 'a # b'\n  note: x#y\n") == 'authority:\n  name: "a # b"\n  note: x#y\n'


# What cannot be read is left alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only this\n",
        "{}\n",
        "[]\n",
        "a",
        "a: [",
        "a: b\na: c\n",
        "a:\n",
        "a: &b c\n",
        "a: !x b\n",
        "a: b\n---\n",
        "a: '  b'\n",
    ],
)
def test_what_cannot_be_read_without_loss_is_not_written(text: str) -> None:
    assert formatted(text, Record, "x.yml") is None


def test_broken_records_keep_every_comment_and_come_out_the_same_a_second_time() -> None:
    tidied = 0
    for record in broken_records():
        text = record.content.decode("utf-8", "replace")
        result = formatted(text, Record, record.name)
        if result is not None:
            tidied += 1
            assert sorted(sentences(result)) == sorted(sentences(text))
            assert formatted(result, Record, record.name) == result
    assert tidied > 60


def sentences(text: str) -> list[str]:
    return [sentence.strip() for line in text.split("\n") for sentence in line.split("# ! ")[1:]]


def test_windows_line_ends_become_plain_ones(good_text: str) -> None:
    assert written(good_text.replace("\n", "\r\n")) == good_text
