#!/usr/bin/env bash
# One setting added under dotted keys, and the settings below it belong to another table: a measure loses its target.
#
# Package: tomlkit 0.15.2; Python's own tomllib reads what was written.
# A good engineer would guess: a library that keeps a TOML file's style writes what it holds, and where a table cannot
# stand between dotted keys, it writes it inline or after them. What happens: a dict put under dotted keys is written
# as a header, [target.note], in the midst of them; every line that follows is then the header's. In memory the
# document is right; read again, the upper bound is a setting of the note. Within a table the header has not even the
# table's name before it, so that the note leaves the measure and stands at the top. A plain value is written well.
# Seen on 2026-11-29, of target.low = 40, target.high = 60 and a new target.note = {by = "Board"}:
#   held  {'target': {'low': 40, 'note': {'by': 'Board'}, 'high': 60}}
#   read  {'target': {'low': 40, 'note': {'by': 'Board', 'target': {'high': 60}}}}
#   under [ni155]: held ni155.target.note; read {'ni155': {'target': {'low': 40}}, 'target': {'note': ...}}
# Who is hurt: programs that change one setting of a file written by hand: it stays valid TOML, and nothing is said.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check tomlkit==0.15.2
env/bin/python - <<'PY'
import tomllib

import tomlkit


def changed(source, change):
    document = tomlkit.parse(source)
    change(document)
    held, read = document.unwrap(), tomllib.loads(tomlkit.dumps(document))
    print("held", held, "\nread", read)
    return held, read


note = {"by": "Board"}
bounds = "target.low = 40\ntarget.high = 60\n"
held, read = changed(bounds, lambda document: document["target"].update({"note": note}))
assert held == {"target": {"low": 40, "note": note, "high": 60}}
assert read == {"target": {"low": 40, "note": {"by": "Board", "target": {"high": 60}}}}

measure = "[ni155]\ntarget.low = 40\n\n[ni156]\nlead = 'Cherwell'\n"
held, read = changed(measure, lambda document: document["ni155"]["target"].update({"note": note}))
assert held == {"ni155": {"target": {"low": 40, "note": note}}, "ni156": {"lead": "Cherwell"}}
assert read == {"ni155": {"target": {"low": 40}}, "target": {"note": note}, "ni156": {"lead": "Cherwell"}}

held, read = changed(bounds, lambda document: document["target"].update({"unit": "homes"}))
assert held == read == {"target": {"low": 40, "high": 60, "unit": "homes"}}
PY
