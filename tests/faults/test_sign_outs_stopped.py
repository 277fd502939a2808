"""A sign-out under real faults: killed at every step, and every call to the disk failing once.

What is tried is what tests/faults/test_archive_faults.py tries with a submission: strace stops or fails the system
calls of an ordinary sign-out. The kind: it is said and not so, or so and not whole. Either the sign-in has ended or it
has not; it has where the sign-out was acknowledged, and wherever the log names it.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oxdash import access
from oxdash.archive import record, sign_outs
from oxdash.settings import HOME, Settings
from tests.faults.test_archive_faults import FAILING, HELD, STEPS, Place, Submitter

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
CLAIMS = {"iss": "https://sign-in.example", "sub": "7", "email": "safer@council.example", "iat": NOW.timestamp() - 60}
WHO = access.person(CLAIMS)
SIGNER = f"""
import ctypes, json, os, sys
from datetime import datetime
from pathlib import Path
from oxdash import access; from oxdash.archive import sign_outs
from oxdash.settings import Settings

def say(text):  # not with write, which the tests make fail
    os.writev(1, [(text + "\\n").encode()])

def do(root, log, key, act):
    settings = Settings(data=Path(log).parents[1], log_key_file=Path(key))
    try:
        sign_outs.sign_out(access.person({CLAIMS!r}), settings, datetime.fromisoformat("{NOW.isoformat()}"))
    except OSError as refused:
        return {{"refused": refused.strerror}}
    return {{"out": True}}
"""


@pytest.fixture(scope="module")
def signer():
    command = [sys.executable, "-c", SIGNER + HELD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME) as process:
        yield Submitter(process)
        process.stdin.close()


def at(folder: Path) -> Settings:
    (folder / "data").mkdir(parents=True)
    return Settings(data=folder / "data", log_key_file=folder / "keys" / "log.key")


def signed_out(signer: Submitter, settings: Settings, **traced) -> list[dict]:
    return signer.run(Place(record.archive(settings)), {}, **traced)


def in_the_log(settings: Settings) -> bool:
    return sign_outs.ONE in [line["event"] for line in record.log(settings).lines()]


def test_killed_at_every_step_a_sign_out_is_whole_or_not_at_all(signer, tmp_path):
    log = tmp_path / "trace"
    assert signed_out(signer, at(tmp_path / "whole"), strace=[], log=log) == [{"out": True}]
    steps = Counter(re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE))
    assert steps["fsync"] >= 2, "the trace did not see the sign-out"
    seen = set()
    for call in STEPS:
        for time in range(1, steps[call] + 1):
            where = f"killed at {call} number {time}"
            settings = at(tmp_path / f"{call}-{time}")
            answers = signed_out(signer, settings, strace=["-e", f"inject={call}:signal=KILL:when={time}"])
            ended = sign_outs.ended(WHO, settings.sign_outs)
            assert ended or not answers, f"{where}: acknowledged, and not so"
            assert ended or not in_the_log(settings), f"{where}: in the log, and not so"
            assert sign_outs.lost(settings) is None, where
            assert record.prove(settings).faults == (), where
            seen.add((bool(answers), ended))

            assert signed_out(signer, settings) == [{"out": True}], where
            assert sign_outs.ended(WHO, settings.sign_outs) and in_the_log(settings), where
            assert record.prove(settings).faults == (), where
            shutil.rmtree(settings.data.parent)
    assert {(False, False), (False, True)} <= seen, "no kill fell before, or none after, the moment that it counts"


@pytest.mark.parametrize(("call", "error", "why"), FAILING, ids=[row[-1] for row in FAILING])
def test_a_failing_disk_ends_a_sign_in_or_says_that_it_did_not(call, error, why, signer, tmp_path):
    log = tmp_path / "trace"
    signed_out(signer, at(tmp_path / "whole"), strace=[], log=log)
    times = len(re.findall(rf"^({call.replace(',', '|')})\(", log.read_text(), re.MULTILINE))
    assert times
    for time in range(1, times + 1):
        where = f"{error} at {call} number {time}"
        settings = at(tmp_path / str(time))
        (answer,) = signed_out(signer, settings, strace=["-e", f"inject={call}:error={error}:when={time}"])
        assert sign_outs.ended(WHO, settings.sign_outs) is ("out" in answer), where
        assert "out" in answer or not in_the_log(settings), f"{where}: in the log, and not so"
        assert sign_outs.lost(settings) is None, where
        assert signed_out(signer, settings) == [{"out": True}], where
        assert sign_outs.ended(WHO, settings.sign_outs), where
