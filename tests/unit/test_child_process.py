"""A limited child answers, or it has ended, and what became of it is known.

The kind: a process that does not do as it should. Tried: one that is never ready, ends before it is, hangs over a
question, is killed, has used up its processor, says what is no answer, more than is allowed or what no parser bears,
and one that starts others; each with and without a folder of its own. What workbooks make of it is held in
`test_workbook`.
"""

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from oxdash.storage.child_process import Child, Failed

AGES = 300  # seconds that no test waits for


def child(how: str = "", *, start: float = AGES, **more) -> Child:
    return Child("tests.limited_child", how, largest=10_000, start=start, **more)


def ended(process: int) -> bool:
    return not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE


FAILS = [
    # how it is started, what it is asked, seconds it has, whether it had begun, whether its time was up
    pytest.param("never ready", "echo", AGES, False, True, id="never ready"),
    pytest.param("ends at once", "echo", AGES, False, False, id="ends before it is ready"),
    pytest.param("", "sleep", 0.5, True, True, id="hangs over a question"),
    pytest.param("", "die", AGES, True, False, id="is killed from outside"),
    pytest.param(
        *("", "use up its processor", AGES, True, True),
        id="has used up its processor",
        marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no processor seconds; doctor says so"),
    ),
    pytest.param("", "garble", AGES, True, False, id="says what is no answer, and lives"),
    pytest.param("", "nest", AGES, True, False, id="says what no parser bears"),
    pytest.param("", "say too much", AGES, True, False, id="says more than is allowed"),
]


@pytest.mark.parametrize("writes", [False, True], ids=["without a folder", "with a folder"])
@pytest.mark.parametrize(("how", "do", "within", "started", "overran"), FAILS)
def test_what_became_of_it_is_known(how, do, within, started, overran, writes):
    one = child(how, start=0.5 if how == "never ready" else AGES, writes=writes)
    with pytest.raises(Failed) as failed:
        one.ask({"do": do}, b"x" * 1_000, within)
    assert (failed.value.started, failed.value.overran) == (started, overran)
    assert one._process.returncode is not None
    folder = one._folder
    one.end()
    assert folder is None or not folder.exists()


def test_it_answers_one_question_after_the_other():
    one = child()
    assert one.ask({"do": "echo"}, b"first", AGES) == ({"do": "echo"}, b"first")
    assert one.ask({"do": "echo", "more": 1}, b"", AGES) == ({"do": "echo", "more": 1}, b"")
    one.end()
    assert one._process.returncode is not None


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the tree is ended by another program of the system")
@pytest.mark.parametrize("do", ["sleep", "die", None], ids=["overran", "died", "was ended"])
def test_what_it_started_ends_with_it(do):
    one = child()
    other = one.ask({"do": "start another"}, b"", AGES)[0]["pid"]
    assert not ended(other)
    if do:
        with pytest.raises(Failed):
            one.ask({"do": do}, b"", 0.5 if do == "sleep" else AGES)
    one.end()
    while not ended(other):  # the system takes a moment
        time.sleep(0.01)


def test_it_knows_only_what_it_is_given(monkeypatch):
    monkeypatch.setenv("OXDASH_SECRET_OF_THE_SERVER", "x")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    bare, roomy = child(), child(writes=True, passed_on=("LANG",))
    seen, _ = bare.ask({"do": "look around"}, b"", AGES)
    assert seen["folder"] == Path.cwd().anchor
    assert set(seen["environment"]) <= {"PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LC_CTYPE"}
    seen, _ = roomy.ask({"do": "look around"}, b"", AGES)
    assert seen["environment"]["LANG"] == "en_GB.UTF-8" and "OXDASH_SECRET_OF_THE_SERVER" not in seen["environment"]
    assert Path(seen["folder"]).exists() and seen["environment"]["HOME"] == seen["folder"]
    bare.end()
    roomy.end()
    assert not Path(seen["folder"]).exists()


def test_a_machine_with_no_process_to_spare_starts_none(monkeypatch):
    """As where the limit of processes is reached: here there is no Python to start."""
    monkeypatch.setattr(sys, "executable", str(Path("/nowhere/python")))
    with pytest.raises(Failed) as failed:
        child(writes=True)
    assert not failed.value.started
