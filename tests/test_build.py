"""The build as it is called: kill -9 at any point, other folders and clocks, bad data, and the zip."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from inspections import bundle

ROOT = Path(__file__).resolve().parents[1]
EPOCH = "1790000000"


def copy_of_the_project(folder: Path) -> Path:
    """The project as a checkout has it, without what it builds and without its history."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("data", "docs", "hooks", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("texts", "__pycache__", "*.egg-info"))
    for name in ("mkdocs.yml", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "scripts/build.py"), "--root", str(root), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **environment},
    )


def whole(site: Path) -> bool:
    """True if every file of the site is as its manifest says, and nothing else is there."""
    files = json.loads((site / "manifest.json").read_text())["files"]
    there = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} - {"manifest.json"}
    return there == set(files) and all(
        hashlib.sha256((site / path).read_bytes()).hexdigest() == digest for path, digest in files.items()
    )


def test_a_build_killed_at_fifteen_points_leaves_a_whole_site(tmp_path: Path) -> None:
    root = copy_of_the_project(tmp_path / "project")
    began = time.monotonic()
    assert run(root).returncode == 0
    takes = time.monotonic() - began
    record = root / "data/authorities/kent.yml"
    seen = set()
    for point in range(15):
        record.write_text(record.read_text().replace("checked:", f"# {point}\nchecked:", 1))
        process = subprocess.Popen(
            [sys.executable, str(root / "scripts/build.py"), "--root", str(root)],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(int(EPOCH) + point)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(takes * (point + 0.5) / 15)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert whole(root / "site")
        seen.add((root / ".site.new").exists())
    assert seen == {True, False}, "some kills should have come while the new site was being written"
    assert run(root).returncode == 0
    assert whole(root / "site")
    assert sorted(p.name for p in root.glob(".site*")) == [".site.lock"]


def test_two_builds_in_other_circumstances_are_the_same_to_the_byte(tmp_path: Path) -> None:
    first = copy_of_the_project(tmp_path / "one")
    second = copy_of_the_project(tmp_path / "zwei é")
    os.umask(umask := os.umask(0o077))
    for root, environment in (
        (first, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        (second, {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "2"}),
    ):
        os.umask(0o022 if root is first else 0o077)
        try:
            assert run(root, **environment).returncode == 0
            assert run(root, "--offline", **environment).returncode == 0
        finally:
            os.umask(umask)
    assert (first / "site/manifest.json").read_bytes() == (second / "site/manifest.json").read_bytes()
    assert whole(first / "site")
    assert whole(second / "site")
    zips = [root / "dist/inspection-atlas-offline.zip" for root in (first, second)]
    assert zips[0].read_bytes() == zips[1].read_bytes()


def test_the_zip_holds_one_folder_with_licence_sources_build_date_and_true_checksums(tmp_path: Path) -> None:
    target = tmp_path / "atlas.zip"
    assert run(ROOT, "--offline", "--to", str(target)).returncode == 0
    with zipfile.ZipFile(target) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
    assert {name.split("/")[0] for name in files} == {"atlas"}
    inside = {name.removeprefix("atlas/"): data for name, data in files.items()}
    assert {"index.html", "LICENCE.txt", "SOURCES.tsv", "READ-ME-FIRST.txt", "SHA256SUMS"} <= set(inside)
    assert b"Built on 21 September 2026" in inside["READ-ME-FIRST.txt"]
    assert b"Open Government Licence" in inside["LICENCE.txt"]
    assert b"hertfordshire-2023-01" in inside["SOURCES.tsv"]
    sums = bundle.checksums(inside["SHA256SUMS"].decode())
    assert set(sums) == set(inside) - {"SHA256SUMS"}
    assert all(hashlib.sha256(inside[path]).hexdigest() == digest for path, digest in sums.items())


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda data: (data / "authorities/kent.yml").write_bytes(b"name: \xff\n"),
            "data/authorities/kent.yml:1:7: byte 0xff is not UTF-8; save the file as UTF-8",
        ),
        (
            lambda data: [path.unlink() for path in (data / "authorities").iterdir()],
            "data/authorities:1:1: holds no records",
        ),
        (
            lambda data: (data / "frameworks.yml").unlink(),
            "data/frameworks.yml:1:1: cannot be read: no such file or directory",
        ),
        (
            lambda data: (data / "themes.yml").write_text("schema: 1\nthemes: []\n"),
            "data/themes.yml:2:9: the list has 0 items; 1 is the least",
        ),
        (
            lambda data: (data / "authorities/linked.yml").symlink_to("kent.yml"),
            "data/authorities/linked.yml:1:1: is a symbolic link; put the file itself here",
        ),
        (
            lambda data: shutil.copy(data / "authorities/kent.yml", data / "authorities/Kent.yml"),
            "data/authorities/kent.yml:1:1: has the same address as 'Kent.yml' but for case or accents",
        ),
    ],
    ids=["not UTF-8", "empty folder", "no frameworks", "no themes", "symlink", "same address"],
)
def test_bad_data_is_a_sentence_and_the_site_stays(tmp_path: Path, spoil: object, sentence: str) -> None:
    root = copy_of_the_project(tmp_path / "project")
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good site")
    assert callable(spoil)
    spoil(root / "data")
    result = run(root)
    assert result.returncode == 1
    assert sentence in result.stderr.splitlines()
    assert "Traceback" not in result.stderr
    assert result.stderr.splitlines()[-1].endswith("nothing was published")
    assert (root / "site/index.html").read_text() == "the last good site"


def test_a_page_by_hand_at_the_address_of_a_record_stops_the_build(tmp_path: Path) -> None:
    root = copy_of_the_project(tmp_path / "project")
    (root / "docs/authorities/kent").mkdir(parents=True)
    (root / "docs/authorities/kent/index.md").write_text("# Kent\n")
    result = run(root)
    assert result.returncode == 1
    assert "docs/authorities/kent/index.md has the address of a generated page; give it another" in result.stderr
    assert not (root / "site").exists()


def test_a_dead_link_in_a_page_by_hand_stops_the_build(tmp_path: Path) -> None:
    root = copy_of_the_project(tmp_path / "project")
    (root / "docs/about/dead.md").write_text("# Dead\n\n[x](gone.md)\n")
    result = run(root)
    assert result.returncode == 1
    assert "gone.md" in result.stderr
    assert not (root / "site").exists()
