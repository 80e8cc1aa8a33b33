"""What follows from the facts: standing grades, change, and the three reasons for having no grade."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections.catalogue import AuthorityEntry, Catalogue, InspectionEntry, Movement, Obstacle, State, catalogue
from inspections.records import load
from inspections.terms import Region, Row, Verdict


@pytest.fixture
def known(data: Path) -> Catalogue:
    return catalogue(load(data))


@pytest.fixture
def exampleshire(known: Catalogue) -> AuthorityEntry:
    return known.by_slug["exampleshire"]


def at(authority: AuthorityEntry, when: str) -> InspectionEntry:
    return next(entry for entry in authority.inspections if entry.inspection.when == when)


def changes(entry: InspectionEntry) -> dict[str, tuple[Movement, Verdict | None, Obstacle | None]]:
    return {
        line.judgement.key: (line.change.movement, line.change.before, line.change.obstacle) for line in entry.lines
    }


def test_overall_is_never_worked_out_where_a_framework_gives_none(exampleshire: AuthorityEntry) -> None:
    assert at(exampleshire, "2026-05").overall is None
    assert at(exampleshire, "2026-05").cell(Row.OVERALL).state is State.NO_SUCH_JUDGEMENT


def test_overall_is_the_reports_own_and_may_differ_from_every_other_grade(data: Path) -> None:
    path = data / "authorities/exampleshire.yml"
    text = path.read_text()
    path.write_text(
        text.replace(
            "      overall: requires-improvement\n    grade_wording", "      overall: inadequate\n    grade_wording"
        )
    )
    changed = catalogue(load(data)).by_slug["exampleshire"]
    assert at(changed, "2024-02").overall is Verdict.INADEQUATE


def test_the_three_reasons_for_no_grade_never_look_alike(exampleshire: AuthorityEntry) -> None:
    assert at(exampleshire, "2026-05").cell(Row.ADOPTION).state is State.NO_SUCH_JUDGEMENT
    assert at(exampleshire, "2021-11").cell(Row.CARE_LEAVERS).state is State.JOINT
    assert at(exampleshire, "2021-11").cell(Row.CHILDREN_IN_CARE).state is State.JOINT
    assert at(exampleshire, "2019-06").cell(Row.LEADERSHIP).state is State.NOT_STATED
    assert at(exampleshire, "2016-01").cell(Row.LSCB).state is State.NOT_JUDGED


def test_change_is_shown_between_like_judgements_of_the_same_authority(exampleshire: AuthorityEntry) -> None:
    assert changes(at(exampleshire, "2026-05")) == {
        "leadership": (Movement.UP, Verdict.REQUIRES_IMPROVEMENT, None),
        "help-and-protection": (Movement.SAME, Verdict.REQUIRES_IMPROVEMENT, None),
        "children-in-care": (Movement.SAME, Verdict.GOOD, None),
        "care-leavers": (Movement.SAME, Verdict.OUTSTANDING, None),
    }


def test_a_predecessors_result_is_never_compared_with_the_successors(exampleshire: AuthorityEntry) -> None:
    found = changes(at(exampleshire, "2024-02"))
    assert set(found.values()) == {(Movement.NOT_COMPARED, None, Obstacle.OTHER_BODY)}


def test_change_is_not_shown_across_the_joint_care_judgement(data: Path) -> None:
    path = data / "authorities/exampleshire.yml"
    text = path.read_text().replace("    inspected: exampleshire-county-council\n", "")
    start, end = text.index("    - id: exampleshire-county-council"), text.index("    - id: exampleshire-and-the-isles")
    path.write_text(text[:start] + text[end:])
    alone = catalogue(load(data)).by_slug["exampleshire"]
    after = changes(at(alone, "2024-02"))
    assert after["leadership"] == (Movement.UP, Verdict.INADEQUATE, None)
    assert after["children-in-care"] == (Movement.NOT_COMPARED, None, Obstacle.JOINT_THEN)
    assert after["care-leavers"] == (Movement.NOT_COMPARED, None, Obstacle.JOINT_THEN)
    assert changes(at(alone, "2021-11"))["leadership"] == (Movement.NOT_COMPARED, None, Obstacle.NOT_STATED)
    assert changes(at(alone, "2021-11"))["overall"] == (Movement.DOWN, Verdict.REQUIRES_IMPROVEMENT, None)
    joint = changes(at(alone, "2019-06"))["children-in-care-and-care-leavers"]
    assert joint == (Movement.NOT_COMPARED, None, Obstacle.JOINT_NOW)
    sif = changes(at(alone, "2016-01"))
    assert sif["leadership"] == (Movement.NOT_COMPARED, None, Obstacle.OTHER_SCOPE)
    assert sif["adoption"] == (Movement.NOT_COMPARED, None, Obstacle.NO_SUCH_JUDGEMENT)
    assert set(changes(at(alone, "2011")).values()) == {(Movement.FIRST, None, None)}


def test_a_judgement_that_was_not_made_is_not_compared(data: Path) -> None:
    path = data / "authorities/exampleshire.yml"
    path.write_text(
        path.read_text().replace(
            "      care-leavers: outstanding\n      overall", "      care-leavers: not-judged\n      overall"
        )
    )
    changed = catalogue(load(data)).by_slug["exampleshire"]
    assert changes(at(changed, "2026-05"))["care-leavers"] == (Movement.NOT_COMPARED, None, Obstacle.NOT_JUDGED)


def test_a_focused_visit_does_not_displace_standing_grades(exampleshire: AuthorityEntry) -> None:
    assert exampleshire.latest is at(exampleshire, "2026-05")
    assert exampleshire.visits_since == ()


def test_the_newest_summary_may_be_older_than_the_newest_grades(exampleshire: AuthorityEntry) -> None:
    assert exampleshire.summarised is at(exampleshire, "2024-02")


def test_an_authority_without_inspections_stands_nowhere(known: Catalogue) -> None:
    otherton = known.by_slug["otherton"]
    assert otherton.latest is None
    assert otherton.standing(Row.LEADERSHIP) is None
    assert otherton.visits_since == ()
    assert otherton not in known.inspected


def test_authorities_are_found_by_standing_grade_region_year_and_framework(
    known: Catalogue, exampleshire: AuthorityEntry
) -> None:
    assert known.standing(Row.CARE_LEAVERS, Verdict.OUTSTANDING) == (exampleshire,)
    assert known.standing(Row.CARE_LEAVERS, Verdict.GOOD) == ()
    assert known.in_state(Row.OVERALL, State.NO_SUCH_JUDGEMENT) == (exampleshire,)
    assert known.in_region(Region.SOUTH_WEST) == (exampleshire,)
    assert known.years == ("2026", "2024", "2021", "2019", "2016", "2011")
    assert [entry.inspection.when for entry in known.of_year("2021")] == ["2021-11"]
    assert len(known.of_framework(known.frameworks["ilacs-2018"])) == 2


def test_an_older_name_of_the_same_authority_is_told_apart_from_a_predecessor(exampleshire: AuthorityEntry) -> None:
    entry = at(exampleshire, "2024-02")
    assert entry.former_name == "Exampleshire and the Isles"
    assert entry.predecessor is None
    assert at(exampleshire, "2026-05").former_name is None
    predecessor = at(exampleshire, "2021-11").predecessor
    assert predecessor is not None
    assert predecessor.name == "Exampleshire County Council"


def test_the_catalogues_day_is_the_newest_check_of_a_record(known: Catalogue) -> None:
    assert str(known.as_of) == "2026-11-22"


def test_a_judgement_that_only_some_inspections_made_may_be_left_out(data: Path) -> None:
    path = data / "authorities/exampleshire.yml"
    path.write_text(path.read_text().replace("      lscb: not-judged\n", ""))
    entry = at(catalogue(load(data)).by_slug["exampleshire"], "2016-01")
    assert "lscb" not in [line.judgement.key for line in entry.lines]
    assert entry.cell(Row.LSCB).state is State.NO_SUCH_JUDGEMENT


def test_a_long_gap_before_an_inspection_is_told(data: Path) -> None:
    path = data / "authorities/exampleshire.yml"
    text = path.read_text()
    first, kept = text.index("  - id: exampleshire-2021-11"), text.index("  - id: exampleshire-2016-01")
    path.write_text(text[:first] + text[kept:])
    entries = catalogue(load(data)).by_slug["exampleshire"].inspections
    assert {entry.inspection.when: entry.may_follow_a_gap for entry in entries} == {
        "2026-05": False,
        "2024-02": True,
        "2016-01": False,
        "2011": False,
    }
