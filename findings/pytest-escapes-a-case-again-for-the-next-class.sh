#!/usr/bin/env bash
# A test that two classes inherit has its cases under one name in the first class, and under another in the second.
#
# Packages: pytest 9.2.0.
# A good engineer would guess: the ids of a parametrized test are worked out from its list, so a shared class's cases
# are called the same in each class that inherits them, and a list of "what failed before" in the first finds its like
# in the second. What happens: ids given as ids=[...] are escaped (a letter that is not ASCII, a backslash), kept at
# the mark, and what is kept is escaped again for every further class, so that a backslash is doubled there. With
# pytest.param(..., id=...) the same names come out once. It also meets whoever collects twice in one process: the
# names of the first collection are not found by the second.
# Seen on 2026-11-30:
#   ids=["£5"]           First: [\xa35]    Second: [\\xa35]   Third: [\\xa35]
#   ids=["a\b"]          First: [a\\b]     Second: [a\\\\b]
#   param(id="£5")       First: [\xa35]    Second: [\xa35]
#   collected twice in one process: "not found", exit status 4
# Who is hurt: mutation and flaky-test tools that collect, then run by name in the same process: they stop before
# they begin; and lists of known failures keyed by the case's name.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pytest==9.2.0
cat > test_cases.py <<'PY'
import pytest


class Shared:
    @pytest.mark.parametrize("given", [1, 2], ids=["£5", "a\\b"])
    def test_listed(self, given):
        assert given

    @pytest.mark.parametrize("given", [pytest.param(1, id="£5"), pytest.param(2, id="a\\b")])
    def test_each(self, given):
        assert given


class TestFirst(Shared):
    pass


class TestSecond(Shared):
    pass


class TestThird(Shared):
    pass
PY
cat > alone.py <<'PY'
import pytest


@pytest.mark.parametrize("given", [1], ids=["£5"])
def test_alone(given):
    assert given
PY
env/bin/python - <<'PY'
import pytest


class Names:
    def pytest_collection_finish(self, session):
        self.found = [item.nodeid.partition("::")[2] for item in session.items]


def collected(*arguments):
    names = Names()
    status = pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *arguments], plugins=[names])
    return status, getattr(names, "found", [])


_, names = collected("test_cases.py")
said = {name: set() for name in ("TestFirst", "TestSecond", "TestThird")}
for name in names:
    said[name.partition("::")[0]].add(name.partition("::")[2])
print(said)
assert said["TestFirst"] == {r"test_listed[\xa35]", r"test_listed[a\\b]", r"test_each[\xa35]", r"test_each[a\\b]"}
later = {r"test_listed[\\xa35]", r"test_listed[a\\\\b]", r"test_each[\xa35]", r"test_each[a\\b]"}
assert said["TestSecond"] == said["TestThird"] == later

status, (name,) = collected("alone.py")
assert (status, name) == (0, r"test_alone[\xa35]")
assert collected(f"alone.py::{name}")[0] == pytest.ExitCode.USAGE_ERROR == 4
PY
