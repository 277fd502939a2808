"""How the tests are dealt out to processes, in `conftest`, names files that are there."""

from pathlib import Path

from tests.conftest import LONGEST, SERVERS

HERE = Path(__file__).parents[1]


def test_the_files_that_begin_first_are_there_each_once():
    assert [name for name in LONGEST if not (HERE / f"{name}.py").is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_the_files_that_share_a_server_are_there_each_once():
    shared = [name for files in SERVERS.values() for name in files]
    assert [name for name in shared if not (HERE / "browser" / f"{name}.py").is_file()] == []
    assert len(set(shared)) == len(shared)
