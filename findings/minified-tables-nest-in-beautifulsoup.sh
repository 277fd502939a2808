#!/usr/bin/env bash
# A table is minified, and its first cell is read as "Banbury121518": every cell holds all those that come after it.
#
# Packages: minify-html 0.18.1 writes, beautifulsoup4 4.15.0 reads with Python's html.parser; html5lib 1.1 and lxml
# 6.1.3 for comparison.
# A good engineer would guess: a minifier's page means what it meant, and </td>, </tr>, </li>, </p> may be left out by
# the standard; a reader that says its parsers part over invalid pages alone reads it as before. What happens:
# html.parser, the one that needs nothing installed, closes such a cell where the table ends. get_text() of a cell is
# its own text and that of every later cell in the table. The figures are digits still, only longer: 12 is "121518".
# Seen on 2026-11-30, Banbury, 12, 15, 18 in two rows: html.parser "Banbury121518", "121518", "1518", "18"; html5lib and
# lxml, and html.parser on the page as it was: Banbury, 12, 15, 18.
# Who is hurt: whoever collects figures from a council's page after the site was given a minifier.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check minify-html==0.18.1 beautifulsoup4==4.15.0 html5lib==1.1 lxml==6.1.3
env/bin/python - <<'PY'
import minify_html
from bs4 import BeautifulSoup

page = """<!DOCTYPE html><html lang="en"><head><title>Figures</title></head><body><table>
<tr><td>Banbury</td><td>12</td></tr>
<tr><td>15</td><td>18</td></tr>
</table><ul><li>5</li><li>7</li></ul></body></html>"""
short = minify_html.minify(page)
print(short)


def cells(text, parser, name="td"):
    said = [cell.get_text() for cell in BeautifulSoup(text, parser).find_all(name)]
    print(f"{parser:<12}", said)
    return said


right = ["Banbury", "12", "15", "18"]
assert cells(page, "html.parser") == right
assert cells(short, "html.parser") == ["Banbury121518", "121518", "1518", "18"]
assert cells(short, "html.parser", "li") == ["57", "7"]
assert cells(short, "html5lib") == cells(short, "lxml") == right
kept = minify_html.minify(page, keep_closing_tags=True)
assert cells(kept, "html.parser") == right
PY
