#!/usr/bin/env bash
# One template, "amber" for 40 <= actual <= 60: in Python 70 is not amber, in the browser everything is, 10 and 70 too.
#
# Packages: Jinja2 3.1.6 and minijinja 3.1.0 (PyPI), nunjucks 3.2.4 (npm), which is made after Jinja2.
# A good engineer would guess: a template that both take without an error says the same in both, and what the younger
# does not have it refuses, as it does some filters. What happens: a chain of comparisons is read by nunjucks as
# JavaScript reads it, from the left: (40 <= 70) is true, and true, which is 1, is at most 60. The other way round,
# 60 >= actual >= 40, nothing is amber: 1 is not at least 40. Of figures typed by people, |int makes 0 of "1,200" in
# Jinja2, 1 in nunjucks and an error in minijinja; the remainder of a shortfall has the other sign; and sum over a gap
# is an error in two of them, and leaves it out in the third.
# Seen on 2026-11-30:                        Jinja2      minijinja     nunjucks
#   40 <= actual <= 60, of 10, 50, 70        50          50            10, 50, 70
#   60 >= actual >= 40, of 10, 50, 70        50          50            none
#   "1,200"|int                              0           error         1
#   (0 - 7) % 5                              3           3             -2
#   [1, 2, none]|sum                         error       error         3
# Who is hurt: a page whose statuses are worked out in a template, moved from the server to the browser or to a
# prototype: bands of red, amber and green, of which amber now takes all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check Jinja2==3.1.6 minijinja==3.1.0
npm install --silent --no-fund --no-audit --prefix "$work" nunjucks@3.2.4
cat > say.js <<'JS'
const nunjucks = require("nunjucks");
const templates = JSON.parse(process.argv[2]);
console.log(JSON.stringify(templates.map((one) => nunjucks.renderString(one, { none: null }))));
JS
env/bin/python - <<'PY'
import json
import subprocess

import jinja2
import minijinja

band = "{%% for actual in [10, 50, 70] %%}{{ actual ~ ' ' if %s }}{%% endfor %%}"
wanted = {
    band % "40 <= actual <= 60": ("50 ", "50 ", "10 50 70 "),
    band % "60 >= actual >= 40": ("50 ", "50 ", ""),
    '{{ "1,200"|int }}': ("0", "error", "1"),
    "{{ (0 - 7) % 5 }}": ("3", "3", "-2"),
    "{{ [1, 2, none]|sum }}": ("error", "error", "3"),
}


def said(render, errors):
    try:
        return render()
    except errors:
        return "error"


browser = subprocess.run(["node", "say.js", json.dumps(list(wanted))], capture_output=True, text=True, check=True)
for template, third in zip(wanted, json.loads(browser.stdout), strict=True):
    first = said(lambda template=template: jinja2.Template(template).render(), TypeError)
    second = said(lambda template=template: minijinja.Environment().render_str(template), minijinja.TemplateError)
    print(template, [first, second, third])
    assert (first, second, third) == wanted[template], template
PY
