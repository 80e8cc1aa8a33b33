"""Names are found through names and aliases of the records, never by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importer.names import inspectors, resolve
from project import ROOT

from inspections.model import Record
from inspections.reading import read
from inspections.terms import folded

KNOWN = {
    "exampleshire": "exampleshire",
    "port and isles": "port-and-isles",
    "sample": "sample",
    "sample city": "sample-city",
    "the wold": "the-wold",
}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Exampleshire", "exampleshire"),
        ("EXAMPLESHIRE", "exampleshire"),
        ("Exampleshire Council", "exampleshire"),
        ("Exampleshire County Council", "exampleshire"),
        ("Exampleshire Borough Council", "exampleshire"),
        ("Exampleshire Metropolitan Borough Council", "exampleshire"),
        ("Exampleshire District Metropolitan Council", "exampleshire"),
        ("Exampleshire Metropolitan District Council", "exampleshire"),
        ("Exampleshire City and District Council", "exampleshire"),
        ("The Royal Borough of Exampleshire", "exampleshire"),
        ("London Borough of Exampleshire", "exampleshire"),
        ("The Council of the Exampleshire", "exampleshire"),
        ("City of Exampleshire", "exampleshire"),
        ("City of Exampleshire Council", "exampleshire"),
        ("Exampleshire City of", "exampleshire"),
        ("Exampleshire Children’s Services", "exampleshire"),
        ("Port & Isles", "port-and-isles"),
        ("Port and Isles Council", "port-and-isles"),
        ("Sample City Council", "sample-city"),
        ("Sample Council", "sample"),
        ("The Wold", "the-wold"),
        ("Wold", None),
        ("Example", None),
        ("Exampleshires", None),
        ("East Exampleshire", None),
        ("Exampleshire and Otherton", None),
        ("Council", None),
        ("", None),
        ("’", None),
    ],
)
def test_a_name_is_found_without_what_councils_call_themselves(name: str, slug: str | None) -> None:
    assert resolve(name, KNOWN) == slug


@given(st.text(max_size=60))
def test_only_an_address_of_the_records_is_ever_found(name: str) -> None:
    assert resolve(name, KNOWN) in {None, *KNOWN.values()}


def test_every_real_authority_is_found_in_each_way_that_its_council_may_be_named() -> None:
    known = {}
    for path in sorted((ROOT / "data" / "authorities").glob("*.yml")):
        authority = read(path, Record).part.authority
        known |= {folded(name): path.stem for name in (authority.name, *authority.aliases)}
    assert len(known) > 153
    for name, slug in known.items():
        for form in ("{}", "{} Council", "{} Borough Council", "{} City Council", "London Borough of {}", "City of {}"):
            printed = form.format(name)
            assert resolve(printed, known) == known.get(folded(printed), slug), printed


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Ann Example, His Majesty’s Inspector", ("Ann Example",)),
        ("Ann Example Her Majesty's Inspector", ("Ann Example",)),
        ("Ann Example HMI", ("Ann Example",)),
        ("Ann Example, HMI", ("Ann Example",)),
        ("Ann Example (HMI)", None),
        ("Ann Example, Senior His Majesty’s Inspector", ("Ann Example",)),
        ("Ann Example, HMI, and Ben Sample, His Majesty’s Inspector", ("Ann Example", "Ben Sample")),
        ("Ann Example HMI & Ben Sample HMI", ("Ann Example", "Ben Sample")),
        ("Ann Example, Ann Example", ("Ann Example",)),
        ("Máire O'Sample-Jones", ("Máire O’Sample-Jones",)),
        ("Ann B. Example", ("Ann B. Example",)),
        ("Ann B Example", ("Ann B Example",)),
        ("  Ann   Example .", ("Ann Example",)),
        ("Example", None),
        ("7 inspectors", None),
        ("see page 3", None),
        ("", None),
        (", His Majesty’s Inspector", None),
        ("Ann Example <script>", None),
    ],
)  # fmt: skip
def test_names_are_read_without_their_titles(phrase: str, names: tuple[str, ...] | None) -> None:
    assert inspectors(phrase) == names


@given(st.text(max_size=80))
def test_a_name_holds_letters_and_little_else(phrase: str) -> None:
    for name in inspectors(phrase) or ():
        assert name.strip() == name
        assert all(character.isalpha() or character in " .’-" for character in name)
