"""The child gives lines as they stand on the page, and refuses with one sentence what is no report's PDF."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import REFUSED
from importer.pdf import Line, RefusedError, read_pdf
from synthetic import ILACS_2023, SIF_2016, Sheet, file_of, invented, reported, seen


def lines_of(draw: Callable[[Sheet], object]) -> list[Line]:
    """What is read of a page with this on it, without the text that makes it long enough to be read at all."""
    sheet = Sheet(lambda _: None)
    draw(sheet)
    sheet.turn()
    sheet.text(invented(1, 9))
    return [line for line in seen(sheet.bytes()).lines if line.page == 1]


def test_a_line_has_its_page_place_size_and_weight() -> None:
    assert lines_of(lambda sheet: sheet.put("Ann’s “plan” – 7%", 71, 640.5, 14, bold=True)) == [
        Line(1, 71.0, 640.5, 14.0, "Ann’s “plan” – 7% ", bold=True)
    ]


def test_pieces_at_one_height_are_one_line_and_others_are_not() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.put("12.", 71, 600)
        sheet.put("Families are met.", 99.3, 600)
        sheet.put("By whom?", 99.3, 585.5)

    assert [(line.x, line.y, line.text) for line in lines_of(draw)] == [
        (71.0, 600.0, "12. Families are met. "),
        (99.3, 585.5, "By whom? "),
    ]


def test_lines_stand_in_the_order_of_the_file_and_not_of_their_places() -> None:
    def draw(sheet: Sheet) -> None:
        for text, y in (("below", 100), ("above", 700), ("between", 400)):
            sheet.put(text, 71, y)

    assert [line.text.strip() for line in lines_of(draw)] == ["below", "above", "between"]


def test_bullets_of_a_font_of_their_own_are_kept() -> None:
    lines = lines_of(lambda sheet: sheet.marked("\uf06e", "A point."))
    assert [line.text for line in lines] == ["\uf06e A point. "]


def test_pages_are_counted_and_the_file_is_told_by_its_checksum() -> None:
    first, second = seen(file_of("ilacs-2023")), seen(file_of("sif-2016"))
    assert (first.pages, second.pages) == (7, 16)
    assert first.sha256 != second.sha256
    assert {len(first.sha256), len(second.sha256)} == {64}


@pytest.mark.parametrize(("name", "case"), REFUSED.items(), ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_no_report_is_refused_with_its_name(name: str, case: tuple[Callable[[], bytes], str]) -> None:
    make, sentence = case
    with pytest.raises(RefusedError) as refused:
        reported(make())
    assert str(refused.value) == sentence


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"^it is not a file$"):
        read_pdf(tmp_path)
    with pytest.raises(RefusedError, match=r"^there is no such file$"):
        read_pdf(tmp_path / "nothing.pdf")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.pdf")
    with pytest.raises(RefusedError, match=r"^it is not a file$"):
        read_pdf(tmp_path / "report.pdf")


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(file_of("ilacs-2023"))
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything; then the name is what cannot be opened
        path = Path("/proc/self/mem")
    with pytest.raises(RefusedError, match=r"^(cannot be read: .+|the file is empty)$"):
        read_pdf(path)


def test_a_path_with_blanks_and_letters_of_other_tongues_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ein Bericht – é" / "-2024 04.pdf"
    path.parent.mkdir()
    path.write_bytes(file_of("ilacs-2023"))
    assert read_pdf(path) == seen(file_of("ilacs-2023"))


def test_the_child_heeds_no_module_that_lies_beside_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.pdf").write_bytes(file_of("ilacs-2023"))
    for name in ("pypdf.py", "json.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(7)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read_pdf(Path("report.pdf")).pages == 7


def test_the_same_report_is_made_alike_each_time() -> None:
    assert ILACS_2023.pdf() == ILACS_2023.pdf()
    assert SIF_2016.pdf() == SIF_2016.pdf()
