"""A site is whole or is not there: verifying, exchanging, and what a killed build leaves behind."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inspections import site
from inspections.problems import RecordError

GOOD = '<!doctype html><title>t</title><h1 id="top">h</h1><a href="b/">b</a>'
OTHER = '<!doctype html><title>t</title><h1 id="end">h</h1><a href="../#top">a</a> <a href="#end">e</a>'


def write(pages: dict[str, str]) -> Callable[[Path], None]:
    def writer(folder: Path) -> None:
        for path, text in pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")

    return writer


def sentences(folder: Path, pages: dict[str, str], expected: tuple[str, ...] = ()) -> list[str]:
    write(pages)(folder)
    return [str(problem) for problem in site.verify(folder, expected)]


def page(body: str) -> dict[str, str]:
    return {"index.html": f"<!doctype html><title>t</title><h1>h</h1>\n{body}"}


def test_a_good_site_has_no_problems(tmp_path: Path) -> None:
    assert sentences(tmp_path, {"index.html": GOOD, "b/index.html": OTHER}, ("b/index.html",)) == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<a href="gone/">x</a>', "index.html:2:1: links to 'gone/', which is not there"),
        ('<a href="#gone">x</a>', "index.html:2:1: links to '#gone', but that page has no '#gone'"),
        ('<a href="../up/">x</a>', "index.html:2:1: links to '../up/', which is not there"),
        ("<script>1</script>", "index.html:2:1: a script stands within the page must not stand in a page"),
        ("<p onclick='x'>", "index.html:2:1: an event attribute 'onclick' must not stand in a page"),
        ("<p style='x'>", "index.html:2:1: a style attribute must not stand in a page"),
        ("<iframe></iframe>", "index.html:2:1: a <iframe> element must not stand in a page"),
        ("<p id=a><p id=a>", "index.html:2:9: two elements have the id 'a' must not stand in a page"),
        (
            '<img src="https://x.example/a.png">',
            "index.html:2:1: would fetch 'https://x.example/a.png' from another host",
        ),
        (
            '<link rel="stylesheet" href="//x.example/a.css">',
            "index.html:2:1: would fetch '//x.example/a.css' from another host",
        ),
        (
            '<a href="javascript:alert(1)">x</a>',
            "index.html:2:1: links to 'javascript:alert(1)'; only https and mailto lead out of the site",
        ),
        ("<h1>again</h1>", "index.html:1:1: has 1 titles and 2 main headings; one of each is right"),
    ],
)
def test_each_fault_of_a_page_is_one_sentence(tmp_path: Path, body: str, sentence: str) -> None:
    assert sentences(tmp_path, page(body)) == [sentence]


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    assert sentences(tmp_path, {"index.html": GOOD.replace("b/", "#top")}, ("kent/index.html",)) == [
        "kent/index.html:1:1: this page is missing from the finished site"
    ]


def test_a_page_that_is_too_large_is_named(tmp_path: Path) -> None:
    assert sentences(tmp_path, page("x" * site.LARGEST_PAGE)) == [
        "index.html:1:1: has 60042 bytes of HTML; 60000 are the most"
    ]


def test_a_symbolic_link_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("s")
    folder = tmp_path / "site"
    write(page("<p>x"))(folder)
    (folder / "shown.txt").symlink_to(secret)
    assert [str(p) for p in site.verify(folder, ())] == ["shown.txt:1:1: is a symbolic link"]


def test_a_link_out_of_the_site_may_lead_to_https(tmp_path: Path) -> None:
    assert sentences(tmp_path, page('<a href="https://files.ofsted.gov.uk/x">x</a>')) == []


def test_a_site_that_fails_leaves_the_last_one_untouched(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site.build(target, write({"index.html": GOOD, "b/index.html": OTHER}), (), "c1")
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    with pytest.raises(RecordError, match="links to 'b/', which is not there"):
        site.build(target, write({"index.html": GOOD}), (), "c2")
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before
    assert not (tmp_path / ".site.new").exists()


def test_an_error_after_writing_began_leaves_the_last_site_untouched(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site.build(target, write({"index.html": GOOD, "b/index.html": OTHER}), (), "c1")

    def half(folder: Path) -> None:
        write({"index.html": "half"})(folder)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        site.build(target, half, (), "c2")
    assert (target / "index.html").read_text() == GOOD


def test_a_new_site_takes_the_place_of_the_old_with_nothing_left_over(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site.build(target, write({"index.html": GOOD, "b/index.html": OTHER}), (), "c1")
    site.build(target, write(page("<p>new")), (), "c2")
    assert sorted(p.name for p in target.rglob("*")) == ["index.html", "manifest.json"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", "site"]


def test_folders_are_exchanged_where_the_system_has_no_call_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_exchange_at_once", lambda *_: False)
    for name in ("fresh", "target"):
        write({"x": name})(tmp_path / name)
    site.exchange(tmp_path / "fresh", tmp_path / "target")
    assert (tmp_path / "target/x").read_text() == "fresh"
    assert (tmp_path / "fresh/x").read_text() == "target"


def test_the_manifest_holds_the_commit_and_every_checksum(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site.build(target, write({"index.html": GOOD, "b/index.html": OTHER}), (), "abc")
    manifest = json.loads((target / "manifest.json").read_text())
    assert manifest["commit"] == "abc"
    assert manifest["files"] == {
        path: hashlib.sha256((target / path).read_bytes()).hexdigest() for path in ("b/index.html", "index.html")
    }


def slow_build(target: Path, started: str) -> None:
    def slow(folder: Path) -> None:
        write({"index.html": GOOD, "b/index.html": OTHER})(folder)
        Path(started).touch()
        time.sleep(30)

    site.build(target, slow, (), "slow")


def test_a_second_build_at_once_is_refused_and_a_killed_one_holds_nothing_up(tmp_path: Path) -> None:
    target, started = tmp_path / "site", tmp_path / "started"
    process = multiprocessing.get_context("fork").Process(target=slow_build, args=(target, str(started)))
    process.start()
    while not started.exists():
        time.sleep(0.01)
    with pytest.raises(site.BuildBusyError, match="another build is under way"):
        site.build(target, write(page("")), (), "second")
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert not target.exists()
    site.build(target, write(page("")), (), "third")
    assert (target / "index.html").is_file()
