"""Where on the machine the data lie is told to nobody who looks at a page, whatever cannot be read or written.

The kind is a sentence about a file. Tried: each folder and file of the data replaced by something that cannot be read
or written, on the pages that look at it; every refusal of submitting, withdrawing and publishing; the open data.
"""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from oxdash.archive import Archive, ArchiveRefused
from oxdash.publication import publishing, shelf
from oxdash.publication.publishing import Asked
from oxdash.submissions import submit
from tests.returning import MANAGER, NOW, OFFICER, QUARTER, a_return, folder, now_on_file, settings
from tests.spec.test_officer_pages import RETURNS, SUBMIT, claims, edge_of_the_product, opened, said

__all__ = ["edge_of_the_product"]  # a fixture of those pages

MANAGER_OF_PAGES = claims("partnerships.manager@council.example")


def replaced(data: Path, name: str) -> None:
    """A file where a folder should stand, and the other way round."""
    path = data / name
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("not a folder")
    elif path.is_file():
        path.unlink()
        path.mkdir()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("not a folder")


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("quarterly", "overview"),
        ("quarterly", SUBMIT),
        ("quarterly", RETURNS),
        ("quarterly/2009-10-Q3/economic.1.json", RETURNS),
        ("quarterly/2009-10-Q3/economic.1.xlsx", "overview"),
        ("register.xlsx", "overview"),
        ("published", "papers"),
        ("published/PSB-2010-07-01", "papers"),
        ("audit/audit.jsonl", RETURNS),
    ],
)
def test_no_page_says_where_the_data_lie(monkeypatch, tmp_path, name, page):
    data = folder(tmp_path)
    replaced(data, name)
    text = said(opened(monkeypatch, data, page, MANAGER_OF_PAGES))
    assert text
    assert str(tmp_path) not in text
    assert str(Path.cwd()) not in text


SUBMITTING = {
    "the quarter's folder is a file": lambda data: replaced(data, "quarterly/2009-10-Q4"),
    "the quarter's folder is a link": lambda data: (
        (data / "quarterly/2009-10-Q4").rename(data / "elsewhere")
        and (data / "quarterly/2009-10-Q4").symlink_to(data / "elsewhere")
    ),
    "the lock is a folder": lambda data: (data / "quarterly/2009-10-Q4/.lock").mkdir(),
    "the log is a folder": lambda data: (data / "audit/audit.jsonl").mkdir(parents=True),
    "the log's folder is a file": lambda data: (data / "audit").write_text("not a folder"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple:
    data = folder(tmp_path_factory.mktemp("made"))
    position = now_on_file(data)
    return data, position, a_return(position)


@pytest.mark.parametrize("name", SUBMITTING)
def test_no_refusal_of_a_return_says_where_the_data_lie(tmp_path, made, name):
    source, position, workbook = made
    data = Path(shutil.copytree(source, tmp_path / "data"))
    SUBMITTING[name](data)
    answers = [
        submit.submit("safer.xlsx", workbook, position, OFFICER, settings(data), NOW, confirm_all=True),
        submit.withdraw("economic", QUARTER, MANAGER, settings(data), NOW, reason="Wrong."),
    ]
    refusals = [answer.sentence for answer in answers if isinstance(answer, submit.Refused)]
    assert refusals, name
    assert not [sentence for sentence in refusals if str(tmp_path) in sentence]


def test_a_lock_that_is_held_does_not_say_where_it_lies(tmp_path, made, monkeypatch):
    source, position, workbook = made
    data = Path(shutil.copytree(source, tmp_path / "data"))
    monkeypatch.setattr("oxdash.archive.filing.LOCK_SECONDS", 0.1)  # so that the test need not wait for 30 seconds
    with FileLock(data / "quarterly" / "2009-10-Q4" / ".lock"):
        answer = submit.submit("safer.xlsx", workbook, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert answer.sentence.startswith("quarterly/2009-10-Q4: another submission has held it for 0.1 seconds.")


PUBLISHING = {
    "the folder is a file": (lambda data: (data / "published").write_text("x"), "data/published could not be written"),
    "the register is a folder": (lambda data: replaced(data, "register.xlsx"), "data/register.xlsx could not be"),
    "the returns' folder is a file": (lambda data: replaced(data, "quarterly"), "data/quarterly cannot be read"),
}


@pytest.mark.parametrize("name", PUBLISHING)
def test_no_refusal_of_a_publication_says_where_the_data_lie(tmp_path, made, monkeypatch, name):
    data = Path(shutil.copytree(made[0], tmp_path / "data"))
    monkeypatch.setattr(publishing, "LOCK_SECONDS", 1)
    spoil, begins = PUBLISHING[name]
    spoil(data)
    answer = publishing.publish(Asked("2009-10 Q3", "PSB 2010-07-22"), MANAGER, settings(data), NOW)
    assert isinstance(answer, publishing.Refused)
    assert answer.sentence.startswith(begins)
    assert str(tmp_path) not in answer.sentence


def test_a_listing_that_fails_does_not_say_where_the_data_lie(tmp_path):
    (tmp_path / "published").write_text("not a folder")
    (tmp_path / "quarterly").write_text("not a folder")
    with pytest.raises(shelf.Unreadable) as unreadable:
        shelf.published(tmp_path / "published")
    assert str(unreadable.value).startswith(f"{tmp_path.name}/published cannot be read: ")
    with pytest.raises(ArchiveRefused) as refused:
        Archive(tmp_path / "quarterly").versions()
    assert str(refused.value).startswith(f"{tmp_path.name}/quarterly cannot be read: ")
