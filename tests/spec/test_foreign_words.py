"""A council of another kind, in everything that is made for it: not one word of the shipped county's.

The kind: what stands in code and belongs in the register. Looked through: every page with its choices and its menu,
every paper that there is, the workbook, the static page, the data files and what they say of their columns, the charts
and what is said of them, the blank returns, a publication and its zips, what the commands print and their help; of
every file all of its parts, the properties of documents among them. Of the register: the names of place, board and
agreement, what targets and priorities are called, years that run over into the next, the month that they begin in,
sterling.
"""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from oxdash.__main__ import cli
from oxdash.cli import changes
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_files, chart_plotly, text
from oxdash.publication import public, publishing
from oxdash.publication.publishing import Asked
from oxdash.publication.shelf import Published
from oxdash.settings import HOME
from oxdash.submissions import submit
from oxdash.submissions.check import blank_return
from oxdash.web import api
from tests import foreign_words, plain_words
from tests.conftest import LEADERS_BOARD, THE_APP, loaded
from tests.filling import filled
from tests.returning import MANAGER as ROLES_MANAGER
from tests.returning import settings
from tests.spec.test_when_absent import MARSHIRE_QUARTERS, PAGES

NEWEST = MARSHIRE_QUARTERS[-1]
NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
MANAGER = replace(ROLES_MANAGER, signed_in_at=NOW)
REFERENCE = "Leaders Board 2026-11-30"
REWARD = False  # no target of this council has a stretch
SHOWN = tuple(name for name in PAGES if REWARD or name != "reward")


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("OXDASH_LOCAL", "1")


@pytest.mark.parametrize(("said", "found"), [
    ("Oxfordshire's LAA targets", 2), ("Q3 2009/10", 1), ("2009-10 Q3", 1), ("£5", 1), ("as at 2026-10-30", 0),
    ("Q3 2026, EUR 5", 0), ("the year that begins in April", 1), ("place a", 0),
])  # fmt: skip
def test_what_counts_as_another_councils(said, found):
    assert len(list(foreign_words.of_text(said))) == found


@pytest.mark.parametrize("quarter", MARSHIRE_QUARTERS)
def test_no_paper_or_file_has_a_word_of_another_council(marshire, quarter):
    at = Standing(marshire, Edition(quarter))
    files, _ = public.files(marshire, at.edition, lambda _: None, reward=REWARD)
    for code in marshire.names:
        files[f"{code}.xlsx"] = blank_return(marshire, code, quarter)
    for chart in chart_files.charts(at):
        files[f"{chart.name}.json"] = chart_plotly.figure(chart.drawing).to_json().encode()
        files[f"{chart.name}.txt"] = chart.said.encode()
    for kind in ("counted", "local", "stretch", "all"):
        shown = text.position(marshire, quarter, "latest", kind)
        files[f"position {kind}.txt"] = text.text(shown).encode()
    if quarter != MARSHIRE_QUARTERS[0]:
        compared = Standing(marshire, at.edition, compared_with=MARSHIRE_QUARTERS[0])
        files["changes.txt"] = changes.text(changes.told(compared)).encode()
    assert list(foreign_words.of_files(files)) == []


CHOICES = ("selectbox", "text_input", "text_area", "date_input", "checkbox", "radio", "button", "download_button")


def test_no_page_has_a_word_of_another_council(marshire_data, monkeypatch):
    monkeypatch.setenv("OXDASH_DATA", str(marshire_data))
    app, found = AppTest.from_file(THE_APP, default_timeout=120), []
    for name in SHOWN:
        app.query_params["quarter"] = NEWEST
        app.switch_page(str(HOME / "pages" / f"{name}.py")).run() if name != "overview" else app.run()
        assert not app.exception, (name, app.exception)
        shown = [plain_words.text_of(one.proto.body) for block in (app.main, app.sidebar) for one in block.get("html")]
        shown += [str(one.proto) for kind in CHOICES for one in app.get(kind)]
        shown += [chart.proto.spec for chart in app.get("plotly_chart")]
        found += [f"{name}: {one}" for part in shown for one in foreign_words.of_text(part)]
    assert found == []


# From a register to a proof, by the commands that the guide names


def oxdash(data: Path, *words: object) -> str:
    """What a command says, which must have gone well."""
    ran = CliRunner().invoke(cli, ["--data", str(data), *map(str, words)], prog_name="oxdash", catch_exceptions=False)
    assert ran.exit_code == 0, (words, ran.output)
    return ran.output


def test_a_quarter_is_returned_published_and_proved(marshire_data, tmp_path, monkeypatch):
    """Everything said and written on the way is looked through too."""
    data = Path(shutil.copytree(marshire_data, tmp_path / "data"))
    said = [oxdash(data, "position", "--as-at", LEADERS_BOARD), oxdash(data, "changes", "2026 Q1", "Q3 2026")]
    said.append(oxdash(data, "template", "skills-work", "2026 Q3", "-o", tmp_path / "blank.xlsx"))
    done = filled((tmp_path / "blank.xlsx").read_bytes(), {"H5": 705, "H6": 623, "H7": 9.0})
    (tmp_path / "done.xlsx").write_bytes(done)
    said.append(oxdash(data, "check", tmp_path / "done.xlsx"))
    now = loaded(data, LEADERS_BOARD, by_hand=True)
    stored = submit.submit("done.xlsx", done, now, MANAGER, settings(data), NOW, confirm_all=True)
    assert isinstance(stored, submit.Done), stored
    assert (data / "quarterly" / "2026-Q3" / "skills-work.1.json").is_file()
    asked = Asked(NEWEST, REFERENCE, LEADERS_BOARD)
    of_council = settings(data).model_copy(update={"reward": REWARD})
    made = publishing.publish(asked, MANAGER, of_council, NOW, told=said.append)
    assert isinstance(made, Published), made
    said += [oxdash(data, "history", "skills-work", "2026-Q3"), oxdash(data, "archive", "verify")]
    said += [oxdash(data, "published"), oxdash(data, "verify", REFERENCE)]
    said.append(oxdash(data, "reprint", REFERENCE, "--anew", "-o", tmp_path / "board.docx"))
    said.append(oxdash(data, "pack", REFERENCE, "-o", tmp_path / "public.zip"))
    monkeypatch.setenv("OXDASH_DATA", str(data))
    served = TestClient(Starlette(routes=api.ROUTES))
    for ending in (".json", ".csv", ".csv-metadata.json"):
        answer = served.get(f"/api/positions/{REFERENCE}{ending}")
        assert answer.status_code == 200, ending
        said.append(answer.text)
    written = {
        str(path.relative_to(data)): path.read_bytes() for path in (data / "published").rglob("*") if path.is_file()
    }
    written["public.zip"] = (tmp_path / "public.zip").read_bytes()
    assert [*foreign_words.of_files(written), *(one for part in said for one in foreign_words.of_text(part))] == []


def test_no_help_of_a_command_has_a_word_of_another_council(tmp_path):
    """But for names of illustrative councils, the word of older commands, laa, and the money of a new register."""
    found = []
    of_groups = [[name, sub] for name, one in cli.commands.items() for sub in getattr(one, "commands", ())]
    for words in [[], *([name] for name in cli.commands), *of_groups]:
        ran = CliRunner().invoke(cli, [*words, "--help"])
        assert ran.exit_code == 0, words
        told = " ".join(ran.output.split())
        for own in ("|oxfordshire]", "|laa|", "else pounds."):
            told = told.replace(own, "")
        found += [f"{' '.join(words)}: {one}" for one in foreign_words.of_text(told)]
    assert found == []
