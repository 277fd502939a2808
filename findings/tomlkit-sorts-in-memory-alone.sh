#!/usr/bin/env bash
# A list of settings is sorted, and one entry taken out of it: another is gone from the file than from the memory.
#
# Package: tomlkit 0.15.2; Python's own tomllib reads what was written.
# A good engineer would guess: an array of tomlkit is a list whose every change reaches the file, as append(),
# reverse(), del and assigning do. What happens: sort() is list's own and sorts what Python sees alone; the text keeps
# its order. From then on the places differ: what is removed or replaced by its place is another entry in the file. A
# list of tables, [[measure]], is a list too, but sort() leaves it as it was, in memory and in the file, and says
# nothing; its reverse() works.
# Seen on 2026-11-29: [3, 1, 2] sorted: held [1, 2, 3], written [3, 1, 2]; then without 1: held [2, 3], written [1, 2];
# two tables, ref 3 and 1, sorted by ref: held 3, 1, written 3, 1; reversed: 1, 3 in both.
# Who is hurt: tools that tidy a file of settings; the entry that was to go stays, and one that was to stay is gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check tomlkit==0.15.2
env/bin/python - <<'PY'
import tomllib

import tomlkit


def state(document, name):
    read = tomllib.loads(tomlkit.dumps(document))[name]
    print(name, "held", document.unwrap()[name], "written", read)
    return document.unwrap()[name], read


document = tomlkit.parse("quarters = [3, 1, 2]\n")
document["quarters"].sort()
assert state(document, "quarters") == ([1, 2, 3], [3, 1, 2])
document["quarters"].remove(1)
assert state(document, "quarters") == ([2, 3], [1, 2])

document = tomlkit.parse("quarters = [3, 1, 2]\n")
document["quarters"].reverse()
assert state(document, "quarters") == ([2, 1, 3], [2, 1, 3])

document = tomlkit.parse("[[measure]]\nref = 3\n[[measure]]\nref = 1\n")
as_it_was, turned = [{"ref": 3}, {"ref": 1}], [{"ref": 1}, {"ref": 3}]
document["measure"].sort(key=lambda measure: measure["ref"])
assert state(document, "measure") == (as_it_was, as_it_was)
document["measure"].reverse()
assert state(document, "measure") == (turned, turned)
PY
