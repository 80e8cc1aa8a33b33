"""Whatever file is given, reading it ends: with a report, or with a refusal of one sentence."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import time
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from hostile import HOSTILE, LARGE, SLOW, compressed, mutations
from importer import pdf as reader
from importer.pdf import WALL_SECONDS, RefusedError, read_pdf
from importer.report import Report, read_report
from synthetic import FORMS, KNOWN, PUBLISHED, file_of, reported

MUTATIONS = int(os.environ.get("IMPORT_MUTATIONS", "60"))
"""How many mutated reports are read; 500 where there is time, such as before a new version of pypdf is taken."""
PARTS = 4
NO_REPORT = "its title is not that of an inspection of a local authority’s children’s services"


def outcome(data: bytes, folder: Path) -> Report | RefusedError:
    """What becomes of a file; anything else that is raised fails the test."""
    path = folder / "report.pdf"
    path.write_bytes(data)
    try:
        return read_report(read_pdf(path), KNOWN, published=PUBLISHED)
    except RefusedError as refused:
        return refused


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_time(name: str, tmp_path: Path) -> None:
    data = HOSTILE[name]()
    began = time.monotonic()
    result = outcome(data, tmp_path)
    assert time.monotonic() - began < WALL_SECONDS + 5
    assert isinstance(result, RefusedError)  # no file of these has the title of a report
    sentence = str(result)
    assert re.fullmatch(r"[a-z].+[^.]", sentence)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in sentence)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("one string of four million letters", "the file holds far more text than a report"),
        ("a million short texts", "the file holds far more text than a report"),
        ("texts without end on every page", "the file holds far more text than a report"),
        ("the same page a hundred thousand times", "the file has 100000 pages; 400 are the most"),
        ("half a file", "the file is damaged (PdfStreamError)"),
        ("a script that runs when opened", NO_REPORT),
    ],
)
def test_the_reason_of_a_refusal_is_the_right_one(name: str, sentence: str, tmp_path: Path) -> None:
    assert str(outcome(HOSTILE[name](), tmp_path)) == sentence


@pytest.mark.parametrize("name", [name for name in HOSTILE if "terminal" in name or "half a letter" in name])
def test_characters_that_steer_a_terminal_are_dropped(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(HOSTILE[name]())
    text = "".join(line.text for line in read_pdf(path).lines)
    assert "othing here was written by an inspector." in text
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in text)


def test_there_are_many_hostile_files_and_each_is_another() -> None:
    assert len({hash(make()) for make in HOSTILE.values()}) == len(HOSTILE) >= 50


# Mutated reports


@pytest.fixture(scope="module")
def originals() -> list[tuple[str, bytes]]:
    """Reports of every form, as made and compressed."""
    made = [(form, file_of(form)) for form in FORMS]
    return made + [(form, compressed(data)) for form, data in made]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_report_is_read_or_refused_and_gives_no_other_grade(
    part: int, originals: list[tuple[str, bytes]], tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    right = {form: reported(file_of(form)).judgements for form, _ in originals}
    read = 0
    for number, (which, data) in enumerate(mutations([data for _, data in originals], MUTATIONS)):
        if number % PARTS != part:
            continue
        result = outcome(data, tmp_path)
        if isinstance(result, RefusedError):
            continue
        read += 1
        form = originals[which][0]
        for key, grade in result.judgements.items():
            if grade.verdict and grade.heading_page and key in right[form]:  # a grade with two witnesses
                assert grade.verdict is right[form][key].verdict, (number, form, key)
    record_property("read", read)
    assert read > 0


# Limits


def limited(folder: Path, **limits: float) -> ModuleType:
    """The reader itself with other limits, from a file of its own, since its child reads them there."""
    source = Path(reader.__file__).read_text(encoding="utf-8")
    for name, value in limits.items():
        source, found = re.subn(rf"^{name} = .+$", f"{name} = {value}", source, flags=re.MULTILINE)
        assert found == 1
    path = folder / "limited_pdf.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("limited_pdf", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["limited_pdf"] = module
    spec.loader.exec_module(module)
    return module


def refusal(module: ModuleType, data: bytes, folder: Path) -> tuple[str, float]:
    """The sentence with which the file is refused, and after how many seconds."""
    path = folder / "report.pdf"
    path.write_bytes(data)
    began = time.monotonic()
    with pytest.raises(module.RefusedError) as refused:
        module.read_pdf(path)
    return str(refused.value), time.monotonic() - began


def test_a_child_that_works_too_long_is_ended(tmp_path: Path) -> None:
    sentence, seconds = refusal(limited(tmp_path, CPU_SECONDS=1), SLOW, tmp_path)
    assert sentence == "reading it takes more memory or time than a report needs, or fails"
    assert 0.9 < seconds < 12  # one second of work, on a machine that may be busy


def test_a_child_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    sentence, _ = refusal(limited(tmp_path, MEMORY=250_000_000), LARGE, tmp_path)
    assert sentence == "reading it takes more memory than a report needs"


def test_a_child_that_does_not_answer_is_ended(tmp_path: Path) -> None:
    sentence, seconds = refusal(limited(tmp_path, WALL_SECONDS=0.5), SLOW, tmp_path)
    assert sentence == "reading took more than 0.5 seconds"
    assert seconds < 10


def test_a_report_stays_far_below_the_limits(tmp_path: Path) -> None:
    """Else the three tests above would hold for every file."""
    path = tmp_path / "report.pdf"
    path.write_bytes(file_of("sif-2016"))
    assert limited(tmp_path, MEMORY=250_000_000, CPU_SECONDS=5, WALL_SECONDS=20).read_pdf(path).pages == 16


@pytest.mark.skipif(MUTATIONS < 500, reason="takes a minute; set IMPORT_MUTATIONS=500")
def test_the_limits_as_they_are_end_a_child(tmp_path: Path) -> None:
    sentence, seconds = refusal(reader, SLOW, tmp_path)
    assert seconds < WALL_SECONDS + 2
    assert sentence in (
        "reading it takes more memory or time than a report needs, or fails",
        f"reading took more than {WALL_SECONDS} seconds",
    )
    sentence, _ = refusal(limited(tmp_path, CPU_SECONDS=120, WALL_SECONDS=300), LARGE, tmp_path)
    assert sentence == "reading it takes more memory than a report needs"
