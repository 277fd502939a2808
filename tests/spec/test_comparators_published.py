"""What a publication says of other areas is kept with it, and proved from what is kept.

The kind: whatever is done to comparators after a publication, or to its copies. Tried: taken away, replaced, added
later; the copy changed, taken away; the kept table changed; published before the file was.
"""

import io
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from oxdash.archive import record
from oxdash.comparators.shelf import Shelf
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.output.freeze import freeze, thaw
from oxdash.publication import publishing, reprinting, shelf, verifying
from oxdash.publication.publishing import Asked, Refused
from oxdash.publication.shelf import Published
from tests import other_areas
from tests.conftest import SHIPPED
from tests.returning import MANAGER, NOW, settings
from tests.spec.test_comparators import SENTENCE, TOLD, add

PSB = date(2010, 7, 1)
LATER = datetime(2010, 7, 22, 12, 0, tzinfo=UTC)


def publish(data: Path, reference: str = "PSB 2010-07-01", as_at: date = PSB) -> Published | Refused:
    return publishing.publish(Asked("2009-10 Q4", reference, as_at), MANAGER, settings(data), NOW)


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A data folder with comparators and one publication. Not to change."""
    at = tmp_path_factory.mktemp("published")
    data = other_areas.folder(at / "data", SHIPPED, quarters=("2009-10-Q4",))
    assert add(data, at, other_areas.waste()).exit_code == 0
    done = publish(data)
    assert isinstance(done, Published), done
    return data


@pytest.fixture
def data(first, tmp_path) -> Path:
    return shutil.copytree(first, tmp_path / "data")


def published(data: Path) -> Published:
    (one,) = shelf.published(data / "published")[0]
    return one


def faults(data: Path) -> tuple[str, ...]:
    return verifying.verify(published(data)).faults


def test_a_publication_keeps_the_files_and_says_the_same(first):
    one = published(first)
    kept = [path for path in one.manifest.files if path.startswith("audit/comparators/")]
    assert len(kept) == 2 and "public/data/comparators.csv" in one.manifest.files
    assert verifying.verify(one).faults == ()
    assert json.loads(one.read("public/position.json"))["compared"]["targets"][0]["sentence"] == SENTENCE
    at = Standing(one.position, one.edition())
    assert at.compared.table()["sentence"].iloc[0] == SENTENCE


@pytest.mark.parametrize("after", ["removed", "replaced", "another"])
def test_what_becomes_of_the_comparators_changes_nothing_published(data, tmp_path, after):
    before = reprinting.reprint(published(data), "board").data
    if after == "removed":
        Shelf.of(data).remove("waste")
    elif after == "replaced":
        assert add(data, tmp_path, other_areas.waste(60.0), *TOLD, "--replace").exit_code == 0
    else:
        assert add(data, tmp_path, other_areas.waste(60.0), name="other.csv").exit_code == 0
    assert faults(data) == ()
    assert reprinting.reprint(published(data), "board").data == before


def test_a_changed_copy_is_a_fault(data):
    one = published(data)
    (csv,) = one.folder.glob("audit/comparators/*.csv")
    csv.chmod(0o640)
    csv.write_bytes(csv.read_bytes().replace(b"44.0", b"54.0"))
    assert any("is not the file that was published" in said for said in faults(data))
    assert any("kept comparators" in said and "has been changed since it was added" in said for said in faults(data))


def test_a_kept_table_that_says_otherwise_is_a_fault(data, monkeypatch):
    one = published(data)
    rows = one.position.comparators
    moved = rows.assign(value=rows["value"].where(rows["area"] != "Northshire", 54.0))
    object.__setattr__(one, "__dict__", {**one.__dict__, "position": replace(one.position, comparators=moved)})
    said = verifying.verify(one).faults
    assert said == ("PSB 2010-07-01, kept comparators: Northshire, NI 192, 2008-09: value was 54.0 and is 44.0.",)


def test_as_at_a_day_before_the_file_was_published_it_is_not_known(first, tmp_path):
    data = shutil.copytree(first, tmp_path / "data", ignore=shutil.ignore_patterns("published"))
    shutil.rmtree(data / "comparators")
    assert add(data, tmp_path, other_areas.waste(), *TOLD[:4], "--published-on", "2010-07-10").exit_code == 0
    one = publish(data, "PSB again")
    assert isinstance(one, Published), one
    assert one.position.comparators.empty and "public/data/comparators.csv" not in one.manifest.files
    assert verifying.verify(one).faults == ()


def test_nothing_is_published_with_a_file_that_was_changed(data):
    (csv,) = (data / "comparators").glob("*.csv")
    csv.chmod(0o640)
    csv.write_bytes(b"")
    done = publish(data, "PSB two")
    assert isinstance(done, Refused)
    assert done.sentence.startswith(f"comparators/{csv.name} has been changed since it was added.")


def test_a_position_with_comparators_comes_back_as_it_was(first):
    position = published(first).position
    files = freeze(position, Edition("2009-10 Q4"))
    back, _ = thaw(files)
    pd.testing.assert_frame_equal(back.comparators, position.comparators)
    for name in ("comparator_groups", "areas_compared", "indicators_compared"):
        pd.testing.assert_frame_equal(getattr(back.register, name), getattr(position.register, name))
    assert len(pd.read_csv(io.BytesIO(files["areas_compared.csv"]))) == 11


def test_the_log_says_who_added_it(first):
    lines = record.log(settings(first)).lines()
    (added,) = [line for line in lines if line["event"] == "comparators added"]
    assert added["name"] == "waste" and len(added["sha256"]) == 64
