"""What the rules allow up to their limits; what they refuse is in tests/broken."""

from __future__ import annotations

import pytest

from inspections.model import Record
from inspections.reading import read_string
from inspections.rules import Fault, World, faults, folded

ILACS_2024 = "{start: 2024-02-19, end: 2024-03-01}"
ILACS_2026 = "{start: 2026-05-11, end: 2026-05-15}"
BASIS_2024 = "kind_basis: fieldwork-length\n    fieldwork:\n      - {start: 2024"


def found(text: str, world: World, slug: str = "exampleshire") -> list[str]:
    """The sentences of every fault of a record whose shape is right."""
    result = read_string(text, Record, "x.yml")
    assert result.problems == ()
    return [fault.sentence for fault in faults(result.part, slug, world)]


def edited(text: str, *edits: tuple[str, str]) -> str:
    """The text with the first of each old part replaced; all of them are there."""
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_good_record_is_right(good_text: str, world: World) -> None:
    assert found(good_text, world) == []


# Framework


def begun(good_text: str, day: str, framework: str) -> str:
    """The good record with its one old inspection known from a later report begun on another day."""
    return edited(
        good_text,
        ("id: exampleshire-2019-06", f"id: exampleshire-{day[:7]}"),
        (
            "framework: ilacs-2018\n    inspected: exampleshire-county-council\n    held: 2019-06",
            f"framework: {framework}\n    inspected: exampleshire-county-council\n"
            f"    fieldwork:\n      - {{start: {day}, end: {day}}}",
        ),
    )


@pytest.mark.parametrize(
    ("day", "framework", "fits"),
    [
        ("2018-01-01", "ilacs-2018", True),
        ("2017-12-31", "ilacs-2018", False),
        ("2022-12-31", "ilacs-2018", True),
        ("2023-01-01", "ilacs-2018", False),
        ("2022-12-31", "ilacs-2023", False),
        ("2023-01-01", "ilacs-2023", True),
        ("2026-03-31", "ilacs-2023", True),
        ("2026-04-01", "ilacs-2023", False),
        ("2026-03-31", "ilacs-2026", False),
        ("2026-04-01", "ilacs-2026", True),
        ("2099-12-31", "ilacs-2026", True),
        ("2013-10-31", "sif", False),
        ("2013-11-01", "sif", True),
        ("2018-07-31", "sif", True),
        ("2018-08-01", "sif", False),
        ("2013-10-31", "lac-2013", True),
        ("2001-01-01", "lac-2013", True),
        ("2013-11-01", "lac-2013", False),
    ],
)
def test_a_framework_holds_from_its_first_day_to_its_last(
    day: str, framework: str, fits: bool, good_text: str, world: World
) -> None:
    told = found(begun(good_text, day, framework), world)
    assert any(f"but '{framework}' is for inspections begun" in sentence for sentence in told) is not fits


@pytest.mark.parametrize(
    ("held", "framework", "fits"),
    [
        ("2018", "sif", True),
        ("2018", "ilacs-2018", True),
        ("2018-07", "sif", True),
        ("2018-08", "sif", False),
        ("2013", "lac-2013", True),
        ("2013", "sif", True),
        ("2013-10", "sif", False),
        ("2013-11", "sif", True),
        ("2022", "ilacs-2023", False),
        ("2024", "ilacs-2018", False),
    ],
)
def test_a_month_or_year_fits_a_framework_if_a_day_of_it_can(
    held: str, framework: str, fits: bool, good_text: str, world: World
) -> None:
    text = edited(
        good_text,
        ("framework: ilacs-2018\n    inspected: exampleshire-county-council\n    held: 2019-06",
         f"framework: {framework}\n    inspected: exampleshire-county-council\n    held: {held}"),
    )  # fmt: skip
    told = found(text, world)
    assert any(f"but '{framework}' is for inspections begun" in sentence for sentence in told) is not fits


def test_adequate_is_a_grade_of_the_old_scale_and_of_no_other(good_text: str, world: World) -> None:
    wrong = "'requires-improvement' is not a grade of 'lac-2013'; its scale is 'outstanding', 'good', 'adequate' or "
    assert found(edited(good_text, ("overall: adequate", "overall: requires-improvement")), world) == [
        wrong + "'inadequate'"
    ]


def test_not_judged_is_allowed_under_a_report_and_not_stated_elsewhere(good_text: str, world: World) -> None:
    judged = edited(
        good_text,
        ("leadership: good\n      help-and-protection: r", "leadership: not-stated\n      help-and-protection: r"),
    )
    assert found(judged, world) == []
    assert found(edited(good_text, ("lscb: not-judged", "lscb: not-stated")), world) == [
        "the report states a grade for 'lscb'; read it there"
    ]


def test_what_a_framework_judges_apart_is_not_called_joint(good_text: str, world: World) -> None:
    text = edited(good_text, ("children-looked-after: r", "children-in-care: r"))
    assert found(text, world) == [
        "'children-in-care' is not a judgement of 'sif'",
        "judgement 'children-looked-after' is missing; write not-stated if the source does not say",
    ]


# Kind and days


@pytest.mark.parametrize(
    ("days", "kind", "right"),
    [
        (ILACS_2024, "standard", True),
        (ILACS_2024, "short", False),
        ("{start: 2024-02-19, end: 2024-02-29}", "standard", False),
        ("{start: 2024-02-19, end: 2024-03-02}", "standard", False),
        ("{start: 2024-02-19, end: 2024-02-23}", "short", True),
        ("{start: 2024-02-19, end: 2024-02-23}", "standard", False),
        ("{start: 2024-02-19, end: 2024-02-22}", "short", False),
        ("{start: 2024-02-19, end: 2024-02-24}", "short", False),
        ("{start: 2024-02-20, end: 2024-02-24}", "short", False),
        ("{start: 2024-02-18, end: 2024-02-22}", "short", False),
        ("{start: 2024-02-20, end: 2024-03-02}", "standard", False),
    ],
)
def test_only_five_and_twelve_days_from_a_monday_say_the_kind(
    days: str, kind: str, right: bool, good_text: str, world: World
) -> None:
    told = found(edited(good_text, (ILACS_2024, days), ("kind: standard", f"kind: {kind}")), world)
    assert [sentence.partition(" of ")[0] for sentence in told] == ([] if right else ["fieldwork"])


def test_a_person_may_decide_the_kind_of_any_length(good_text: str, world: World) -> None:
    text = edited(
        good_text,
        (BASIS_2024, BASIS_2024.replace("fieldwork-length", "person")),
        ("end: 2024-03-01", "end: 2024-02-29"),
    )
    assert found(text, world) == []


@pytest.mark.parametrize(("end", "told"), [("2024-02-19", 0), ("2024-02-18", 1)])
def test_fieldwork_may_last_one_day_and_not_less(end: str, told: int, good_text: str, world: World) -> None:
    text = edited(
        good_text, (BASIS_2024, BASIS_2024.replace("fieldwork-length", "person")), ("end: 2024-03-01", f"end: {end}")
    )
    assert len(found(text, world)) == told


@pytest.mark.parametrize(("start", "told"), [("2021-11-20", 0), ("2021-11-19", 1)])
def test_a_period_may_begin_on_the_day_after_another(start: str, told: int, good_text: str, world: World) -> None:
    assert len(found(edited(good_text, ("start: 2021-11-29", f"start: {start}")), world)) == told


@pytest.mark.parametrize(("end", "told"), [("2022-05-13", 0), ("2022-05-14", 1)])
def test_fieldwork_may_run_over_180_days_and_no_more(end: str, told: int, good_text: str, world: World) -> None:
    text = edited(good_text, ("end: 2021-12-03", f"end: {end}"), ("published: 2022-01-31", "published: 2022-06-30"))
    assert len(found(text, world)) == told


@pytest.mark.parametrize(
    ("published", "told"), [("2024-03-01", 1), ("2024-03-02", 0), ("2025-03-02", 0), ("2025-03-03", 1)]
)
def test_a_report_is_published_from_the_next_day_to_a_year_later(
    published: str, told: int, good_text: str, world: World
) -> None:
    assert len(found(edited(good_text, ("published: 2024-04-22", f"published: {published}")), world)) == told


@pytest.mark.parametrize(("checked", "told"), [("2026-11-22", 0), ("2026-11-21", 1), ("2026-11-19", 2)])
def test_a_record_is_checked_on_or_after_its_latest_day(checked: str, told: int, good_text: str, world: World) -> None:
    assert len(found(edited(good_text, ("checked: 2026-11-22", f"checked: {checked}")), world)) == told


@pytest.mark.parametrize(("read", "told"), [("2026-11-22", 0), ("2026-11-23", 1)])
def test_further_reading_is_no_younger_than_the_check(read: str, told: int, good_text: str, world: World) -> None:
    assert len(found(edited(good_text, ("published: 2026-06-25", f"published: {read}")), world)) == told


@pytest.mark.parametrize(("start", "end", "told"), [("16", "20", 0), ("23", "27", 1)])
def test_fieldwork_without_a_published_report_is_over_when_the_record_is_checked(
    start: str, end: str, told: int, good_text: str, world: World
) -> None:
    text = edited(
        good_text,
        ("id: exampleshire-2026-05", "id: exampleshire-2026-11"),
        (ILACS_2026, f"{{start: 2026-11-{start}, end: 2026-11-{end}}}"),
        ("    published: 2026-06-24\n", ""),
    )
    assert len(found(text, world)) == told


@pytest.mark.parametrize(("reviewed", "told"), [("2026-11-20", 0), ("2026-11-19", 1)])
def test_a_summary_may_be_reviewed_on_the_day_it_was_written(
    reviewed: str, told: int, good_text: str, world: World
) -> None:
    assert len(found(edited(good_text, ("reviewed: 2026-11-22", f"reviewed: {reviewed}")), world)) == told


# Paragraphs and sections


@pytest.mark.parametrize(
    ("paragraphs", "told"), [("[1, 14]", 0), ("[14]", 0), ("[14, 15]", 1), ("[40]", 1), ("[41]", 2), ("[3, 3]", 1)]
)
def test_a_finding_rests_on_paragraphs_from_the_first_to_the_last_of_its_section(
    paragraphs: str, told: int, good_text: str, world: World
) -> None:
    assert len(found(edited(good_text, ("paragraphs: [9]", f"paragraphs: {paragraphs}")), world)) == told


@pytest.mark.parametrize(
    ("section", "told"), [("[15, 24]", 0), ("[16, 24]", 1), ("[14, 24]", 1), ("[15, 15]", 2), ("[15, 25]", 1)]
)
def test_a_section_begins_after_the_one_before_and_holds_its_findings(
    section: str, told: int, good_text: str, world: World
) -> None:
    assert len(found(edited(good_text, ("children-in-care: [15, 24]", f"children-in-care: {section}")), world)) == told


def test_a_report_without_points_to_improve_is_complete_with_an_empty_list(good_text: str, world: World) -> None:
    start, end = good_text.index("    improvements:\n"), good_text.index("    findings:\n      - id: f01")
    assert found(good_text[:start] + "    improvements: []\n" + good_text[end:], world) == []
    assert found(good_text[:start] + good_text[end:], world) == [
        "the status is 'reviewed', but 'improvements' is missing"
    ]


# Sources


@pytest.mark.parametrize("host", ["files.ofsted.gov.uk", "reports.ofsted.gov.uk", "files.api.ofsted.gov.uk"])
def test_a_report_may_be_at_each_host_of_ofsted(host: str, good_text: str, world: World) -> None:
    assert found(good_text.replace("files.ofsted.gov.uk", host), world) == []


@pytest.mark.parametrize(
    ("licence", "told"), [("ogl", 0), ("ogl-3.0", 0), ("non-commercial", 1), ("copyright", 1), ("not-stated", 1)]
)
def test_a_text_is_kept_only_under_an_open_licence(licence: str, told: int, good_text: str, world: World) -> None:
    with_text = World(world.frameworks, world.themes, world.slugs, frozenset({"exampleshire-2024-02"}))
    text = edited(good_text, ("licence: ogl\n      pages: 11", f"licence: {licence}\n      pages: 11"))
    assert len(found(text, with_text)) == told
    assert found(text, world) == []


def test_further_reading_of_one_rank_may_stand_in_any_order(good_text: str, world: World) -> None:
    assert found(edited(good_text, ("kind: council", "kind: press")), world) == []


# Predecessors


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2021-11-15", []),
        ("2021-11-14", ["Exampleshire County Council ended on 2021-11-14, before this inspection began"]),
        ("2024-02-18", []),
        (
            "2024-02-19",
            [
                "Exampleshire County Council existed until 2024-02-19, when this inspection had begun; "
                "name the authority that was inspected in 'inspected'"
            ],
        ),
    ],
)
def test_an_inspection_is_of_whoever_existed_on_its_first_day(
    until: str, told: list[str], good_text: str, world: World
) -> None:
    assert found(edited(good_text, ("until: 2023-03-31", f"until: {until}")), world) == told


@pytest.mark.parametrize(
    ("held", "until", "inspected", "told"),
    [
        ('"2019"', "2019-01-01", True, "Exampleshire County Council ended on"),
        ('"2019"', "2018-12-31", True, "Exampleshire County Council ended on"),
        ('"2019"', "2019-12-28", False, "Exampleshire County Council existed until"),
        ('"2019"', "2019-12-27", False, "Exampleshire County Council existed until"),
        ("2019-06", "2019-06-01", True, "Exampleshire County Council ended on"),
        ("2019-06", "2019-05-31", True, "Exampleshire County Council ended on"),
        ("2019-06", "2019-06-28", False, "Exampleshire County Council existed until"),
        ("2019-06", "2019-06-27", False, "Exampleshire County Council existed until"),
    ],
)
def test_within_a_year_or_month_without_days_either_authority_may_have_been_inspected(
    held: str, until: str, inspected: bool, told: str, good_text: str, world: World
) -> None:
    newer, older = good_text.index("  - id: exampleshire-2021-11"), good_text.index("  - id: exampleshire-2019-06")
    text = edited(
        good_text[:newer] + good_text[older:],
        ("until: 2023-03-31", f"until: {until}"),
        ("id: exampleshire-2019-06", f"id: exampleshire-{held.strip(chr(34))}"),
        ("held: 2019-06", f"held: {held}"),
        *(() if inspected else (("    inspected: exampleshire-county-council\n", ""),)),
    )
    certain = until in ("2018-12-31", "2019-12-28", "2019-05-31", "2019-06-28")
    assert [sentence.startswith(told) for sentence in found(text, world)] == ([True] if certain else [])


def test_a_predecessor_that_goes_on_under_another_name_is_never_named_as_inspected(
    good_text: str, world: World
) -> None:
    changed = "inspected: exampleshire-and-the-isles"
    assert found(edited(good_text, ("inspected: exampleshire-county-council", changed)), world) == [
        "'exampleshire-and-the-isles' is not an authority that this one replaced; did you mean "
        "'exampleshire-county-council'?"
    ]


# Order


def test_an_inspection_known_by_its_year_only_may_stand_above_one_of_the_year_before(
    good_text: str, world: World
) -> None:
    assert found(edited(good_text, ("held: 2019-06", 'held: "2019"'), ("-2019-06", "-2019")), world) == []


def test_a_record_is_right_only_under_its_own_address(good_text: str, world: World) -> None:
    told = found(good_text, world, "otherton")
    assert sum("from the file's name" in sentence for sentence in told) == 8
    assert "an authority is not its own neighbour" in told


def test_faults_come_with_the_part_they_point_at(good_text: str, world: World) -> None:
    result = read_string(edited(good_text, ("themes: [pathway-plans]", "themes: [pathways]")), Record, "x.yml")
    (fault,) = faults(result.part, "exampleshire", world)
    assert fault == Fault(
        ("inspections", 1, "findings", 3, "themes", 0), "'pathways' is not a theme; did you mean 'pathway-plans'?"
    )


# Names


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("St Helens", "ST. HELENS"),
        ("King’s Lynn", "king's lynn"),
        ("Ynys Môn", "ynys mon"),
        ("Bath & North-East", "bath and north east"),
        ("  Kent ", "kent"),
    ],
)
def test_names_are_the_same_but_for_case_accents_and_signs(name: str, same: str) -> None:
    assert folded(name) == folded(same)


def test_names_that_differ_in_a_letter_are_two() -> None:
    assert folded("Kent") != folded("Gwent")
    assert folded("North East") != folded("Northeast")
