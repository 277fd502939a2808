"""The folder that a web server hands out: whole, led to by one page, and as it was published to the byte.

The kind: what is copied to be served says something else than what was published, or leads nowhere. Tried: every link
and every address in the list; every file against its fingerprints; a correction, and what it corrects; a file of a
publication that was changed; a folder that is there; nothing published; returns and receipts, which are nobody's to
see; the same folder twice; a place that cannot be written; umasks that leave everybody, or nobody else, something.
"""

import hashlib
import json
import os
import re
import stat
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from oxdash.publication import manifest
from oxdash.vocabulary.council import ILLUSTRATIVE
from tests.returning import QUARTER, few
from tests.spec.test_cli_papers import run

FIRST, SECOND = "PSB 2010-07-01", "PSB 2010-07-01-2"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A position on record, and its correction."""
    data = few(tmp_path_factory.mktemp("site"))
    words = ("publish", QUARTER, "--as-at", "2010-07-01", "--from", "the manager", "--reference", FIRST)
    for more in ((), ("--correction", "A name <b>was</b> wrong.")):
        done = run(data, *words, *more)
        assert done.exit_code == 0, done.output
    return data


@pytest.fixture(scope="module")
def site(data, tmp_path_factory):
    out = tmp_path_factory.mktemp("served") / "site"
    made = run(data, "site", "-o", out)
    assert made.exit_code == 0, made.output
    count = len(files(out))
    assert made.output == f"Made {out}: {count} files, of 2 published positions.\n"
    return out


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Links(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found.append(dict(attributes)["href"])


def test_its_page_leads_to_every_paper_and_nowhere_else(site):
    links = [unquote(one) for one in Links((site / "index.html").read_bytes()).found if one != "#content"]
    assert [one for one in links if not (site / one).is_file()] == []
    named = [one for one in links if one.startswith(f"{SECOND}/")]
    assert named[0] == f"{SECOND}/public/position.html"
    papers = {path for path in files(site) if path.endswith((".docx", ".pdf", ".xlsx", ".pptx"))}
    assert papers <= set(links), "each paper is led to, the chairmen's sheets too"
    page = (site / "index.html").read_text("utf-8")
    assert page.count(ILLUSTRATIVE) == 2
    assert re.search(r"<li>Board paper: <a [^>]*>PDF</a>, <a [^>]*>Word</a></li>", page), (
        "a line each, in all its forms"
    )
    assert 'title="Board paper (Word)"' in page, "for whoever hears the links alone"
    assert {f"{FIRST}/manifest.json", f"{SECOND}/public/data/datapackage.json"} <= set(links)


def test_a_correction_and_what_it_corrects_name_each_other(site):
    page = (site / "index.html").read_text("utf-8")
    assert page.index(f">{SECOND}<") < page.index(f">{FIRST}<"), "the newest first"
    assert f"Corrected by {SECOND}." in page
    assert f"Correction of {FIRST}: A name &lt;b&gt;was&lt;/b&gt; wrong." in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src &#39;none&#39;") or policy.startswith("default-src 'none'")


def test_every_file_is_the_one_that_was_published(site, data):
    found = files(site)
    sums = dict(reversed(line.split("  ", 1)) for line in found.pop("SHA256SUMS").decode().splitlines())
    assert sums == {path: hashlib.sha256(said).hexdigest() for path, said in found.items()}
    for reference in (FIRST, SECOND):
        listed = manifest.read(found[f"{reference}/manifest.json"]).files
        public = {path for path in listed if path.startswith("public/")}
        assert {path for path in found if path.startswith(f"{reference}/")} == {
            *(f"{reference}/{path}" for path in public),
            f"{reference}/manifest.json",
        }
        for path in public:
            assert found[f"{reference}/{path}"] == (data / "published" / reference / path).read_bytes()
    assert not [path for path in found if "audit" in path], "no return and no receipt"


def test_the_list_for_programs_has_addresses_of_files_that_are_there(site):
    listed = json.loads((site / "positions.json").read_text("utf-8"))["positions"]
    assert [one["reference"] for one in listed] == [FIRST, SECOND]
    for one in listed:
        for name in ("json", "csv", "description"):
            assert (site / unquote(one[name])).is_file()
    assert json.loads((site / unquote(listed[0]["json"])).read_text("utf-8"))


def test_a_web_server_may_read_all_of_it(site):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {stat.S_IMODE(path.stat().st_mode) for path in [site, *site.rglob("*")] if path.is_dir()} == {0o755}


@pytest.mark.parametrize("said", [0o000, 0o022, 0o077], ids=["takes nothing", "the usual", "leaves only the owner"])
def test_whoever_makes_it_with_whatever_umask_a_web_server_may_read_it(data, tmp_path, said):
    """And nobody else may change it; so may it come to a folder that is made for it."""
    (tmp_path / "there").mkdir(0o700)
    before = os.umask(said)
    try:
        made = run(data, "site", "-o", tmp_path / "there" / "new" / "site")
    finally:
        os.umask(before)
    assert made.exit_code == 0, made.output
    found = [tmp_path / "there" / "new", *(tmp_path / "there" / "new").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_dir()} == {0o755}
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_file()} == {0o644}
    assert stat.S_IMODE((tmp_path / "there").stat().st_mode) == 0o700, "whose it is already is left as it is"


def test_it_is_the_same_each_time_and_never_written_over(site, data, tmp_path):
    assert run(data, "site", "-o", tmp_path / "again").exit_code == 0
    assert files(tmp_path / "again") == files(site)
    done = run(data, "site", "-o", site)
    said = f"{site} is there already and was left as it was. Choose another name.\n"
    assert (done.exit_code, done.output) == (2, said)


def test_what_is_not_as_it_was_published_is_told_and_nothing_is_made(data, tmp_path):
    paper = data / "published" / FIRST / "public" / "board-paper.docx"
    held = paper.read_bytes()
    paper.write_bytes(held + b"x")
    try:
        done = run(data, "site", "-o", tmp_path / "out")
    finally:
        paper.write_bytes(held)
    said = f"{FIRST}: public/board-paper.docx is not the file that was published. "
    assert done.exit_code == 1
    assert done.output.startswith(said) and done.output.endswith(" Nothing was made.\n")
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_was_published_nothing_is_made(tmp_path):
    (tmp_path / "data").mkdir()
    done = run(few(tmp_path / "data"), "site", "-o", tmp_path / "out")
    assert (done.exit_code, done.output) == (1, "Nothing has been published yet.\n")
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_told(data, tmp_path):
    (tmp_path / "file").touch()
    done = run(data, "site", "-o", tmp_path / "file" / "out")
    assert done.exit_code == 2
    assert done.output == f"{tmp_path / 'file' / 'out'} could not be made: File exists. Choose another place.\n"
