#!/usr/bin/env bash
# A table sent by e-mail: the cell that is amber in the browser, since its return is late, leaves premailer green.
#
# Packages: premailer 3.10.0, css-inline 0.24.0 (PyPI), juice 11.1.1 (npm).
# A good engineer would guess: what moves a page's styles into its tags, since readers of mail look nowhere else, lets
# the same rule win as the browser does; that is the whole of its task. By the standard (Selectors, level 3, 9) [late]
# and :last-child weigh as much as a class does, more than a bare td. What happens: premailer gives no weight to either,
# so that a bare td takes the colour from [data-status="red"]; juice does so with :last-child alone. Nothing is said,
# every cell has a colour, and the rule that lost is no longer in the page. (Reported to its authors in 2012 for
# :last-child and in 2016 for all that begin with a colon, issues 17 and 166; it is so still.)
# Seen on 2026-11-30:                                                 premailer   juice    css-inline, the standard
#   td {white}  [data-status="red"] {red}                             white       red      red
#   .met {green}  td[data-late] {amber}                               green       amber    amber
#   .met {green}  td:last-child {amber}                               green       green    amber
# Who is hurt: reports by e-mail whose statuses are attributes: the page on the screen and the message say two things.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check premailer==3.10.0 css-inline==0.24.0
npm install --silent --no-fund --no-audit --prefix "$work" juice@11.1.1
cat > move.js <<'JS'
const juice = require("juice");
console.log(JSON.stringify(JSON.parse(process.argv[2]).map((page) => juice(page))));
JS
env/bin/python - <<'PY'
import json
import re
import subprocess

import css_inline
import premailer

colours = {"white": "#fefefe", "red": "#d4351c", "amber": "#f47738", "green": "#00703c"}
cases = [
    ('td {white} [data-status="red"] {red}', '<td data-status="red">', ("white", "red", "red")),
    (".met {green} td[data-late] {amber}", '<td class="met" data-late="yes">', ("green", "amber", "amber")),
    (".met {green} td:last-child {amber}", '<td class="met">', ("green", "green", "amber")),
]


def page(rules, cell):
    style = re.sub(r"\{(\w+)\}", lambda found: f"{{background-color: {colours[found[1]]}}}\n", rules)
    table = f"<table><tr><td>NI 155</td>{cell}12</td></tr></table>"
    return f"<html><head><style>{style}</style></head><body>{table}</body></html>"


def colour(moved):
    assert "<style" not in moved
    cell = re.findall(r"<td[^>]*>", moved)[1]
    (value,) = re.findall(r"background-color:\s*(#\w+)", cell)
    return next(name for name, code in colours.items() if code == value)


pages = [page(rules, cell) for rules, cell, _ in cases]
node = subprocess.run(["node", "move.js", json.dumps(pages)], capture_output=True, text=True, check=True)
for (rules, _, wanted), made, juiced in zip(cases, pages, json.loads(node.stdout), strict=True):
    said = tuple(colour(moved) for moved in (premailer.transform(made), juiced, css_inline.inline(made)))
    print(rules, dict(zip(("premailer", "juice", "css-inline"), said, strict=True)))
    assert said == wanted, rules
PY
