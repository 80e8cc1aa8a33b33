"""The records of tests/broken, the folders that are broken as a whole, and what each must make the check say.

A broken record carries the expected sentence on the faulty line, behind `# !`; several stand one behind the other.
Where a comment would not be one (inside a text, in a file that is no YAML), and where the column matters,
`<name>.expected` beside it gives every problem in full. `<name>.escaped` is a record with bytes that git or an editor
might change or hide: `\\x`, `\\u`, `\\U`, `\\r` and `\\t` in it stand for them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inspections.model import Record
from inspections.problems import Problem, RecordError
from inspections.reading import LARGEST_FILE, ReadFile, read
from inspections.records import check, load

BROKEN = Path(__file__).parent / "broken"


@dataclass(frozen=True)
class BrokenRecord:
    """A file of tests/broken, with what it must make the check say."""

    name: str
    content: bytes

    @property
    def file(self) -> str:
        """The file as problems name it."""
        return f"data/authorities/{self.name}.yml"

    @property
    def in_comments(self) -> list[tuple[int, str]]:
        """Line and sentence of each expectation that stands in the record itself, sorted."""
        lines = self.content.decode("utf-8", "replace").split("\n")
        return sorted(
            (number, sentence.strip())
            for number, line in enumerate(lines, start=1)
            for sentence in line.split("# ! ")[1:]
        )

    @property
    def in_full(self) -> list[str] | None:
        """Every expected problem as it is printed, or None where the columns are not laid down."""
        path = BROKEN / f"{self.name}.expected"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else None


@dataclass(frozen=True)
class Told:
    """What the check says of a record or a folder, and what could be read of the records in question."""

    problems: tuple[Problem, ...]
    read: tuple[ReadFile, ...]

    @property
    def sentences(self) -> list[str]:
        return [problem.sentence for problem in self.problems]


def broken_records() -> Iterator[BrokenRecord]:
    """Every file of tests/broken, in alphabetical order."""
    for path in sorted(BROKEN.iterdir()):
        if path.suffix == ".yml":
            yield BrokenRecord(path.stem, path.read_bytes())
        elif path.suffix == ".escaped":
            yield BrokenRecord(path.stem, unescaped(path.read_text(encoding="utf-8")))


def unescaped(text: str) -> bytes:
    """The bytes that an `.escaped` file stands for: `\\x` gives one byte, the others one character."""
    controls = {"\\r": b"\r", "\\t": b"\t"}
    parts = re.split(r"(\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\[rt])", text)
    return b"".join(
        controls[part]
        if part in controls
        else bytes.fromhex(part[2:])
        if part.startswith("\\x")
        else chr(int(part[2:], 16)).encode()
        if part.startswith(("\\u", "\\U"))
        else part.encode()
        for part in parts
    )


def told_of_files(data: Path) -> dict[str, Told]:
    """What the check says of each broken record when it lies among good ones."""
    (data / "texts").mkdir()
    (data / "texts" / "text-without-a-licence-2023-05.json").write_text("{}")
    told = {}
    for record in broken_records():
        path = data / "authorities" / f"{record.name}.yml"
        path.write_bytes(record.content)
        told[record.name] = Told(check(data, [path], "data"), (read(path, Record),))
        path.unlink()
    return told


# Folders: what is wrong with one is more than what is wrong with a file.


def _replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _no_folder(data: Path) -> None:
    for path in (data / "authorities").iterdir():
        path.unlink()
    (data / "authorities").rmdir()


def _no_records(data: Path) -> None:
    for path in (data / "authorities").iterdir():
        path.unlink()


def _something_else(data: Path) -> None:
    (data / "authorities" / "notes.txt").write_text("Ring them on Monday.")
    (data / "authorities" / "otherton.yaml").write_text("")
    (data / "authorities" / ".hidden").write_text("an editor's own file is left alone")


def _two_cases(data: Path) -> None:
    (data / "authorities" / "OTHERTON.yml").write_bytes((data / "authorities" / "otherton.yml").read_bytes())


def _two_forms(data: Path) -> None:
    text = (data / "authorities" / "otherton.yml").read_text(encoding="utf-8")
    for old, new in (("Otherton", "Thirdham"), ("90002", "90003"), ("992", "993")):
        text = text.replace(old, new)
    for form in ("NFC", "NFD"):
        (data / "authorities" / unicodedata.normalize(form, "thírdham.yml")).write_text(text, encoding="utf-8")


def _folder_named_as_record(data: Path) -> None:
    (data / "authorities" / "nowhere.yml").mkdir()


def _symbolic_link(data: Path) -> None:
    (data / "authorities" / "linked.yml").symlink_to("otherton.yml")


def _link_to_outside(data: Path) -> None:
    (data.parent / "secret.yml").write_text("schema: 1\n")
    (data / "authorities" / "linked.yml").symlink_to(data.parent / "secret.yml")


def _too_large(data: Path) -> None:
    (data / "authorities" / "large.yml").write_bytes(b"#" * (LARGEST_FILE + 1))


def _no_frameworks(data: Path) -> None:
    (data / "frameworks.yml").unlink()


def _no_themes(data: Path) -> None:
    (data / "themes.yml").unlink()
    _replaced(data / "authorities" / "exampleshire.yml", "themes: [early-help, partnerships]", "themes: [nonsense]")


def _broken_frameworks(data: Path) -> None:
    _replaced(data / "frameworks.yml", "scale: [outstanding, good, adequate, inadequate]", "scale: [outstanding]")
    _replaced(data / "frameworks.yml", "rows: [capacity-to-improve]", "rows: [capacity]")
    _replaced(data / "frameworks.yml", "optional: true", "optional: yes")
    _replaced(data / "authorities" / "otherton.yml", "region: North East", "region: North-East")


def _repeated_ids(data: Path) -> None:
    _replaced(data / "frameworks.yml", "id: ilacs-2018", "id: ilacs-2023")
    _replaced(data / "themes.yml", "id: neglect", "id: plans")


def _shared_codes(data: Path) -> None:
    for old, new in (("90002", "90001"), ("992", "991"), ("E08000991", "E10000991")):
        _replaced(data / "authorities" / "otherton.yml", old, new)


def _shared_names(data: Path) -> None:
    aliases = "  aliases: [Ott, ÓTHERTON, ott, EXSHÍRE, the example-council]\n"
    _replaced(data / "authorities" / "otherton.yml", "  ofsted_urn", f"{aliases}  ofsted_urn")


def write_text(data: Path, name: str, **said: object) -> None:
    """Writes a file of data/texts that is right for the reviewed inspection of Exampleshire but for what is said."""
    paragraph = {"number": 1, "page": 2, "section": "help-and-protection", "text": "Families wait for help."}
    text = {
        "inspection": "exampleshire-2024-02",
        "sha256": "0123456789abcdef" * 4,
        "licence": "ogl",
        "paragraphs": [paragraph],
    }
    (data / "texts").mkdir(exist_ok=True)
    (data / "texts" / f"{name}.json").write_text(json.dumps(text | said), encoding="utf-8")


def _broken_texts(data: Path) -> None:
    write_text(data, "exampleshire-2011", paragraphs=[])
    write_text(data, "exampleshire-2024-02", sha256="0" * 64)
    write_text(data, "exampleshire-2016-01")
    write_text(data, "nowhere-2024-02", inspection="nowhere-2024-02")
    (data / "texts" / "otherton-2024-02.json").write_text("{", encoding="utf-8")


@dataclass(frozen=True)
class BrokenFolder:
    """A way to break the good data folder, and every problem that `load` must then tell."""

    break_it: Callable[[Path], None]
    expected: tuple[str, ...]


BROKEN_FOLDERS = {
    "the folder of records is missing": BrokenFolder(
        _no_folder, ("data/authorities:1:1: is not a folder; the records belong there",)
    ),
    "the folder is empty": BrokenFolder(_no_records, ("data/authorities:1:1: holds no records",)),
    "something else lies there": BrokenFolder(
        _something_else,
        (
            "data/authorities/notes.txt:1:1: is not a record; a record's name ends with .yml",
            "data/authorities/otherton.yaml:1:1: is not a record; a record's name ends with .yml",
        ),
    ),
    "two names differ in case": BrokenFolder(
        _two_cases,
        (
            "data/authorities/OTHERTON.yml:2:1: the file's name 'OTHERTON' is not an address of small letters and "
            "hyphens, like north-east-lincolnshire",
            "data/authorities/otherton.yml:1:1: has the same address as 'OTHERTON.yml' but for case or accents",
        ),
    ),
    "two names differ in how an accent is written": BrokenFolder(
        _two_forms,
        (
            "data/authorities/thi\u0301rdham.yml:2:1: the file's name 'thi\u0301rdham' is not an address of small "
            "letters and hyphens, like north-east-lincolnshire",
            "data/authorities/th\u00edrdham.yml:1:1: has the same address as 'thi\u0301rdham.yml' but for case or "
            "accents",
        ),
    ),
    "a folder is named like a record": BrokenFolder(
        _folder_named_as_record, ("data/authorities/nowhere.yml:1:1: cannot be read: is a directory",)
    ),
    "a record is a symbolic link": BrokenFolder(
        _symbolic_link, ("data/authorities/linked.yml:1:1: is a symbolic link; put the file itself here",)
    ),
    "a record is a symbolic link to the outside": BrokenFolder(
        _link_to_outside, ("data/authorities/linked.yml:1:1: is a symbolic link; put the file itself here",)
    ),
    "a record is too large": BrokenFolder(
        _too_large, ("data/authorities/large.yml:1:1: has 1000001 bytes; 1000000 are the most",)
    ),
    "frameworks.yml is missing": BrokenFolder(
        _no_frameworks, ("data/frameworks.yml:1:1: cannot be read: no such file or directory",)
    ),
    "themes.yml is missing, and themes are not called unknown for that": BrokenFolder(
        _no_themes, ("data/themes.yml:1:1: cannot be read: no such file or directory",)
    ),
    "frameworks.yml is broken, and records are still read": BrokenFolder(
        _broken_frameworks,
        (
            "data/authorities/otherton.yml:8:11: 'North-East' is not one of 'East Midlands', 'East of England', "
            "'London', 'North East', 'North West', 'South East', 'South West', 'West Midlands' or "
            "'Yorkshire and the Humber'; did you mean 'North East'?",
            "data/frameworks.yml:163:19: 'yes' is neither true nor false",
            "data/frameworks.yml:169:12: the list has 1 item; 2 is the least",
            "data/frameworks.yml:183:16: 'capacity' is not one of 'overall', 'leadership', 'help-and-protection', "
            "'children-in-care', 'care-leavers', 'adoption', 'lscb', 'capacity-to-improve', 'outcomes' or "
            "'quality-of-provision'",
        ),
    ),
    "ids of vocabularies are given twice": BrokenFolder(
        _repeated_ids,
        (
            "data/frameworks.yml:76:9: 'ilacs-2023' is the id of another entry above",
            "data/themes.yml:41:9: 'plans' is the id of another entry above",
        ),
    ),
    "texts are broken, or belong to nothing": BrokenFolder(
        _broken_texts,
        (
            "data/authorities/exampleshire.yml:233:16: data/texts holds this report's text, but its licence is "
            "'non-commercial'; take the text away",
            "data/texts/exampleshire-2011.json:1:1: is not a text as the importer makes it; take it away, or import it "
            "again",
            "data/texts/exampleshire-2016-01.json:1:1: belongs to no inspection of the records; take it away, or "
            "import it again",
            "data/texts/exampleshire-2024-02.json:1:1: is the text of another file than the record names; import it "
            "again",
            "data/texts/nowhere-2024-02.json:1:1: belongs to no inspection of the records; take it away, or import it "
            "again",
            "data/texts/otherton-2024-02.json:1:1: is not a text as the importer makes it; take it away, or import it "
            "again",
        ),
    ),
    "two authorities share their codes": BrokenFolder(
        _shared_codes,
        (
            "data/authorities/otherton.yml:5:15: '90001' is the ofsted_urn of 'exampleshire' too",
            "data/authorities/otherton.yml:6:13: '991' is the dfe_code of 'exampleshire' too",
            "data/authorities/otherton.yml:7:13: 'E10000991' is the gss_code of 'exampleshire' too",
        ),
    ),
    "two authorities share a name": BrokenFolder(
        _shared_names,
        (
            "data/authorities/otherton.yml:5:18: 'ÓTHERTON' is the authority's name or alias already",
            "data/authorities/otherton.yml:5:28: 'ott' is the authority's name or alias already",
            "data/authorities/otherton.yml:5:33: 'EXSHÍRE' is a name of 'exampleshire' too",
            "data/authorities/otherton.yml:5:42: 'the example-council' is a name of 'exampleshire' too",
        ),
    ),
}


def told_of_folders(new_folder: Callable[[str], Path]) -> dict[str, Told]:
    """What `load` says of each broken folder; `new_folder` makes a good one."""
    told = {}
    for number, (name, folder) in enumerate(BROKEN_FOLDERS.items()):
        data = new_folder(f"folder{number}")
        folder.break_it(data)
        problems: tuple[Problem, ...] = ()
        try:
            load(data)
        except RecordError as error:
            problems = error.problems
        told[name] = Told(problems, tuple(read(path, Record) for path in sorted(data.glob("authorities/*.yml"))))
    return told
