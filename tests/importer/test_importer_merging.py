"""What a report says goes into a record in its place; what a person wrote, and every comment, stays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from importer.draft import fact_lines, inspected, inspection_id
from importer.merging import Merged, MergeError, merged
from importer.report import Report
from project import RECORDS
from synthetic import (
    FORMS,
    ILACS_2018,
    ILACS_2022,
    ILACS_2023,
    ILACS_2026,
    LAC_2013,
    PUBLISHED,
    SIF_2014,
    SIF_2016,
    Ilacs,
    Made,
    reported,
)

from inspections.formatting import formatted
from inspections.model import Authority, Record
from inspections.reading import read_string
from inspections.records import check

EXAMPLESHIRE = (RECORDS / "authorities" / "exampleshire.yml").read_text(encoding="utf-8")
OTHERTON = (RECORDS / "authorities" / "otherton.yml").read_text(encoding="utf-8")


def dated(made: Ilacs, days: str) -> Ilacs:
    """The report with other days."""
    return replace(made, dates=(f"Inspection dates: {days}",), footer=())


def authority_of(text: str) -> Authority:
    return read_string(text, Record, "record.yml").part.authority


def merge(text: str, made: Made | Report, published: date | None = PUBLISHED, slug: str = "exampleshire") -> Merged:
    report = made if isinstance(made, Report) else reported(made, published)
    lines = fact_lines(report, slug, inspected(report, authority_of(text)), None, with_pages=False)
    return merged(text, lines, inspection_id(report, slug), "record.yml")


def item(text: str, id_: str) -> str:
    """The lines of one inspection in a record."""
    start = text.index(f"  - id: {id_}\n")
    after = text.index("\n", start) + 1
    rest = re.search(r"^(  - id: |[a-z])", text[after:], re.MULTILINE)
    return text[start : after + rest.start()] if rest else text[start:]


def added(before: str, after: str) -> str:
    """What is in the text after and was not before, if nothing else changed."""
    start = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    start = after.rindex("\n", 0, start) + 1
    length = len(after) - len(before)
    assert after[:start] + after[start + length :] == before
    return after[start : start + length]


def ids(text: str) -> list[str]:
    return re.findall(r"^  - id: (exampleshire-20.+)$", text, re.MULTILINE)


# New inspections


@pytest.mark.parametrize(
    ("made", "published", "id_", "before"),
    [
        (dated(ILACS_2026, "8 to 12 June 2026"), PUBLISHED, "2026-06", "2026-05"),
        (dated(ILACS_2023, "8 to 12 May 2023"), PUBLISHED, "2023-05", "2021-11"),
        (ILACS_2018, PUBLISHED, "2018-09", "2016-01"),
        (SIF_2014, PUBLISHED, "2014-01", "2011"),
        (LAC_2013, None, "2013-07", "2011"),
    ],
)
def test_a_new_inspection_comes_in_its_order_and_nothing_else_changes(
    made: Made, published: date | None, id_: str, before: str
) -> None:
    result = merge(EXAMPLESHIRE, made, published)
    found = ids(result.text)
    assert found.index(f"exampleshire-{id_}") == found.index(f"exampleshire-{before}") - 1
    block = added(EXAMPLESHIRE, result.text)
    assert f"- id: exampleshire-{id_}\n" in block
    assert block.count("  - id: ") == 1
    assert (result.replaced, result.unsettled) == ((), ())


def test_an_inspection_older_than_all_comes_last_and_before_the_visits() -> None:
    made = replace(LAC_2013, dates="Inspection dates: 12-16 July 2010", published="Published: 23 August 2010")
    result = merge(EXAMPLESHIRE, made, None)
    assert ids(result.text)[-2:] == ["exampleshire-2011", "exampleshire-2010-07"]
    assert result.text.index("exampleshire-2010-07") < result.text.index("\nvisits:")
    assert "exampleshire-2010-07" in added(EXAMPLESHIRE, result.text)


@pytest.mark.parametrize("form", FORMS)
def test_a_first_inspection_comes_into_an_empty_list(form: str) -> None:
    report = reported(FORMS[form], None if form.startswith("lac") else PUBLISHED if form < "sif-2016" else None)
    text = merge(OTHERTON, report, slug="otherton").text
    assert "\ninspections:\n  - id: otherton-20" in text
    before, _, _ = text.partition("inspections:")
    assert OTHERTON.startswith(before)


@pytest.mark.parametrize("form", [form for form in FORMS if not form.endswith("plain")])
def test_the_record_is_right_afterwards(form: str, data: Path) -> None:
    printed = form.startswith("lac") or form in ("sif-2016", "sif-reinspection")
    report = reported(FORMS[form], None if printed else date(2014, 3, 21) if form == "sif-2014" else _soon_after(form))
    path = data / "authorities" / "otherton.yml"
    path.write_text(merge(OTHERTON, report, slug="otherton").text, encoding="utf-8")
    assert check(data, [path]) == ()


def _soon_after(form: str) -> date:
    value = reported(FORMS[form]).fieldwork.value
    assert value
    return date(value[-1][1].year, value[-1][1].month + 2, 1)


def test_comments_stay_with_what_they_stood_above_and_behind() -> None:
    commented = EXAMPLESHIRE
    for place in ("inspections:\n", "  - id: exampleshire-2016-01\n", "visits:\n", "    framework: sif\n"):
        indent = place[: len(place) - len(place.lstrip())] if "id" not in place else "  "
        commented = commented.replace(place, f"{indent}# above {place.strip(' -')}{place}", 1)
    commented = commented.replace("published: 2016-03-22", "published: 2016-03-22  # as printed")
    commented += "# below everything\n"
    assert formatted(commented, Record, "record.yml") == commented
    for made, published in ((ILACS_2018, PUBLISHED), (SIF_2014, PUBLISHED), (LAC_2013, None)):
        result = merge(commented, made, published).text
        block = added(commented, result)
        assert "#" not in block


def test_a_comment_at_the_end_stays_below_a_first_inspection() -> None:
    result = merge(OTHERTON + "# below everything\n", ILACS_2022, slug="otherton").text
    assert result.endswith("      status: facts-only\n# below everything\n")


def test_a_comment_behind_an_empty_list_stays() -> None:
    text = OTHERTON.replace("inspections: []", "inspections: []  # none known")
    assert "\ninspections:  # none known\n  - id: otherton-2022-07\n" in merge(text, ILACS_2022, slug="otherton").text


def test_two_reports_of_one_authority_can_be_written_after_each_other_in_any_order() -> None:
    first = merge(merge(EXAMPLESHIRE, ILACS_2018).text, SIF_2014).text
    second = merge(merge(EXAMPLESHIRE, SIF_2014).text, ILACS_2018).text
    assert first == second


@pytest.mark.parametrize("made", [ILACS_2018, ILACS_2023, SIF_2014, ILACS_2026])
def test_writing_the_same_report_again_changes_nothing(made: Made) -> None:
    once = merge(EXAMPLESHIRE, made)
    again = merge(once.text, made)
    assert (again.text, again.replaced) == (once.text, ())


# Records that rest on less than the report


def test_a_record_resting_on_a_table_is_replaced_and_each_difference_is_told() -> None:
    result = merge(EXAMPLESHIRE, ILACS_2026, date(2026, 6, 30))
    assert result.replaced == (
        "judgements.help-and-protection: the record said requires-improvement, the report says outstanding",
        "judgements.care-leavers: the record said outstanding, the report says inadequate",
    )
    assert result.unsettled == ()
    new = item(result.text, "exampleshire-2026-05")
    assert "      kind: report\n" in new
    assert "      help-and-protection: outstanding\n" in new
    assert "regulator-data" not in new
    assert result.text.replace(new, "") == EXAMPLESHIRE.replace(item(EXAMPLESHIRE, "exampleshire-2026-05"), "")


def test_what_only_the_table_said_is_kept() -> None:
    result = merge(EXAMPLESHIRE, ILACS_2026, None)
    new = item(result.text, "exampleshire-2026-05")
    assert "    published: 2026-06-24\n" in new
    assert "    report_url: https://files.ofsted.gov.uk/v1/file/90000001\n" in new
    assert "        publisher: The Example Gazette\n" in new
    assert "is left empty" not in new


def test_comments_of_a_replaced_record_are_kept() -> None:
    text = EXAMPLESHIRE.replace("lead_inspectors: [Ann Example, B", "lead_inspectors: [Ann Example, B", 1)
    text = text.replace("    kind: short\n", "    # counted twice\n    kind: short  # by Ann\n", 1)
    text = text.replace("    published: 2026-06-24\n", "    published: 2026-06-24  # from the site\n", 1)
    text = text.replace("  - id: exampleshire-2024-02\n", "  # reviewed by two\n  - id: exampleshire-2024-02\n", 1)
    result = merge(text, ILACS_2026, None).text
    for comment in ("# counted twice", "# by Ann", "# from the site", "# reviewed by two"):
        assert result.count(comment) == 1
    assert "  # reviewed by two\n  - id: exampleshire-2024-02\n" in result


def test_a_grade_that_the_report_leaves_open_is_told_and_not_kept() -> None:
    rows = (*ILACS_2026.rows[:2], (ILACS_2026.rows[2][0], ("Inadequate",)), ILACS_2026.rows[3])
    result = merge(EXAMPLESHIRE, replace(ILACS_2026, rows=rows))
    assert result.unsettled == ("judgements.children-in-care: the record said good, the report leaves it open",)
    new = item(result.text, "exampleshire-2026-05")
    assert "      children-in-care: good" not in new
    assert (
        "      # children-in-care is left empty: the table on page 1 says inadequate, the heading on page 3 says good\n"
        in new
    )


def test_a_mention_of_a_year_becomes_the_inspection_of_its_month() -> None:
    made = replace(LAC_2013, dates="Inspection dates: 11-15 July 2011", published="Published: 23 August 2011")
    result = merge(EXAMPLESHIRE, made, None)
    assert result.replaced == (
        "id: the record said exampleshire-2011, the report says exampleshire-2011-07",
        "judgements.quality-of-provision: the record said adequate, the report says inadequate",
        "judgements.leadership: the record said adequate, the report says outstanding",
    )
    new = item(result.text, "exampleshire-2011-07")
    assert "held:" not in new
    assert "    inspected: exampleshire-county-council\n" in new


def test_a_mention_in_a_later_report_becomes_the_inspection() -> None:
    made = replace(ILACS_2018, dates=("Inspection dates: 10 June 2019 to 21 June 2019",))
    result = merge(EXAMPLESHIRE, made)
    new = item(result.text, "exampleshire-2019-06")
    assert "      kind: report\n" in new
    assert "not-stated" not in new
    assert result.replaced == ()


def test_another_inspection_of_the_same_year_is_not_the_one_of_a_month() -> None:
    made = replace(ILACS_2018, dates=("Inspection dates: 9 September 2019 to 20 September 2019",))
    result = merge(EXAMPLESHIRE, made)
    assert "exampleshire-2019-09" in added(EXAMPLESHIRE, result.text)


# Records that rest on a report


def test_a_reviewed_record_is_not_overwritten_and_every_difference_is_told() -> None:
    result = merge(EXAMPLESHIRE, ILACS_2023)
    assert result.text == EXAMPLESHIRE
    assert [sentence.partition(":")[0] for sentence in result.unsettled] == [
        "source.pages",
        "source.witnesses.headings.leadership",
        "source.witnesses.headings.children-in-care",
        "source.witnesses.headings.care-leavers",
        "source.sha256",
    ]
    assert all(sentence.endswith("; nothing was changed") for sentence in result.unsettled)


def changed(old: str, new: str) -> str:
    """The record with something of its reviewed inspection of 2024 otherwise."""
    whole = item(EXAMPLESHIRE, "exampleshire-2024-02")
    assert whole.count(old) == 1
    return EXAMPLESHIRE.replace(whole, whole.replace(old, new))


def test_a_grade_that_differs_from_a_reviewed_record_is_told_and_not_changed() -> None:
    text = changed("      children-in-care: good\n", "      children-in-care: inadequate\n")
    result = merge(text, ILACS_2023)
    assert result.text == text
    assert (
        "judgements.children-in-care: the record says inadequate, the report says good; nothing was changed"
        in result.unsettled
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("published: 2024-04-22", "published: 2024-04-23", None),
        ("kind: standard", "kind: short", None),
        ("title: Inspection of", "title: An inspection of", None),
        ("licence: ogl", "licence: copyright", "source.licence: the record says copyright, the report says ogl"),
        (": ilacs-2023", ": ilacs-2018", "framework: the record says ilacs-2018, the report says ilacs-2023"),
        ("end: 2024-03-01", "end: 2024-02-29", "fieldwork: the record says"),
        ("Ann Example", "Zed Zero", "lead_inspectors: the record says Zed Zero, the report says Ann Example"),
    ],
)
def test_what_a_person_may_word_is_left_without_a_word_and_facts_are_compared(
    old: str, new: str, told: str | None
) -> None:
    text = changed(old, new)
    known = set(merge(EXAMPLESHIRE, ILACS_2023).unsettled)
    result = merge(text, ILACS_2023)
    assert result.text == text
    fresh = [sentence for sentence in result.unsettled if sentence not in known]
    assert len(fresh) == (told is not None)
    assert told is None or fresh[0].startswith(told)


def test_witnesses_sections_and_checksum_are_filled_into_a_record_that_lacks_them() -> None:
    result = merge(EXAMPLESHIRE, SIF_2016, None)
    block = added(EXAMPLESHIRE, result.text)
    assert block.startswith("      sections:\n        help-and-protection: [8, 23]\n")
    assert "      witnesses:\n        table: 1\n        headings:\n          help-and-protection: 4\n" in block
    assert re.fullmatch(r".+      sha256: [0-9a-f]{64}\n", block, re.DOTALL)


@pytest.mark.parametrize(
    "line",
    [
        "    kind: standard\n    kind_basis: fieldwork-length\n",
        "    published: 2024-04-22\n",
        "    lead_inspectors: [Ann Example]\n",
        "      pages: 11\n      paragraphs: 40\n",
    ],
)
def test_a_missing_fact_is_filled_and_what_is_there_stays(line: str) -> None:
    filled = changed(line, line.replace("pages: 11", "pages: 7"))
    assert merge(changed(line, ""), ILACS_2023).text == filled


def test_a_kind_that_a_person_gave_gets_no_basis_that_the_person_did_not_give() -> None:
    text = changed("    kind: standard\n    kind_basis: fieldwork-length\n", "    kind: short\n")
    assert merge(text, ILACS_2023).text == text


def test_nothing_that_a_person_writes_is_filled_in() -> None:
    whole = item(EXAMPLESHIRE, "exampleshire-2024-02")
    bare = re.sub(r"(?s)    summary:.+    record:", "    findings: []\n    record:", whole)
    text = EXAMPLESHIRE.replace(whole, bare)
    assert merge(text, ILACS_2023).text == text


def test_the_same_file_under_another_id_is_known_by_its_checksum() -> None:
    report = reported(ILACS_2023)
    text = EXAMPLESHIRE.replace("0123456789abcdef" * 4, report.sha256)
    text = text.replace("exampleshire-2024-02", "exampleshire-2024-03")
    result = merge(text, report)
    assert result.text == text
    assert "id: the record says exampleshire-2024-03, the report says exampleshire-2024-02; nothing was changed" in (
        result.unsettled
    )


# Refusals


def test_without_a_first_day_there_is_no_id_and_nothing_is_written() -> None:
    with pytest.raises(MergeError) as error:
        merge(EXAMPLESHIRE, replace(ILACS_2023, dates=()))
    assert error.value.sentences == ("not written: without the first day of fieldwork the inspection has no id",)


@pytest.mark.parametrize(
    "spoil",
    ["schema: 1\nschema: 1", "schema: [1", "schema: &a 1", "schema: 1\n\x07", "schema: 1 # \u00a0", ""],
)
def test_a_record_that_cannot_be_read_is_left_alone(spoil: str) -> None:
    text = EXAMPLESHIRE.replace("schema: 1", spoil, 1) if spoil else ""
    report = reported(ILACS_2018)
    lines = fact_lines(report, "exampleshire", None, None, with_pages=False)
    with pytest.raises(MergeError) as error:
        merged(text, lines, "exampleshire-2018-09", "record.yml")
    assert error.value.sentences == ("not written: record.yml cannot be read; run the check on it",)


def test_a_record_whose_items_stand_on_one_line_is_left_alone() -> None:
    text = OTHERTON.replace("inspections: []", "inspections: [{id: otherton-2026-01}]")
    with pytest.raises(MergeError) as error:
        merge(text, ILACS_2022, slug="otherton")
    assert error.value.sentences == ("not written: the facts do not fit into record.yml; run the check on it",)


def test_a_title_with_quotes_and_signs_of_yaml_is_written_as_it_is() -> None:
    report = replace(reported(ILACS_2022), title='Inspection: "Otherton" # \\ ’s, {a} [b] \uf06e & *c')
    text = merge(OTHERTON, report, slug="otherton").text
    found = read_string(text, Record, "record.yml")
    assert found.problems == ()
    assert found.part.inspections[0].source.title == 'Inspection: "Otherton" # \\ ’s, {a} [b] & *c'
