"""The page and the command of the reward grant: the range, the reasons, what it is not, and a switch that hides it."""

import json
import shutil

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.findings import reward
from oxdash.settings import HOME
from tests.spec.test_pages import h1, opened, said


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The shipped register with the last year of the stretch targets."""
    folder = tmp_path_factory.mktemp("reward") / "data"
    shutil.copytree(HOME / "data" / "quarterly" / "2008-09-Q4", folder / "quarterly" / "2008-09-Q4")
    shutil.copy(HOME / "data" / "register.xlsx", folder)
    return folder


def test_the_page_gives_a_range_and_says_what_it_is_not(small, monkeypatch, shipped):
    app = opened(small, monkeypatch, "reward")
    assert not app.exception and h1(app) == "Reward grant at Q4 2008/09"
    text = said(app)
    rows = reward.of(reward.with_actuals(shipped.register.stretch, shipped.register.targets, shipped.judged, "GBP"))
    total = reward.total(reward.by_target(rows))
    assert total.low < total.high < total.most and total.not_known
    assert reward.total_sentence(total) in text
    assert "halved the last instalment" in text and "£16,000,000" in text and "£16,600,000" in text
    for row in reward.by_target(rows).itertuples():
        assert f"{row.target}: {row.sentence}" in text


def test_a_setting_takes_the_page_away(small, monkeypatch):
    monkeypatch.setenv("OXDASH_REWARD", "0")
    app = opened(small, monkeypatch, "overview")
    labels = [link.proto.label for link in app.sidebar.get("page_link")]
    assert "Overview" in labels and "Reward grant" not in labels


def test_the_command_reads_any_table(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("target,base,stretched_target,actual,grant_share\nA,2400,2100,2160,1000\nB,38,42,,500.50\n")
    done = CliRunner().invoke(cli, ["reward", str(path)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "Indicative: £800 to £1,301 of £1,501, as 1 of 2 targets is not known yet." in done.output
    as_json = CliRunner().invoke(cli, ["reward", str(path), "--json"], catch_exceptions=False)
    assert json.loads(as_json.output)


def test_the_command_tells_every_problem_and_works_nothing_out(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("target,base,stretched_target,actual,grant_share\nA,2400,2400,x,1000\n")
    done = CliRunner().invoke(cli, ["reward", str(path)], catch_exceptions=False)
    assert done.exit_code == 1
    assert done.output.startswith("figures.csv, row 2, ") and "Indicative" not in done.output
