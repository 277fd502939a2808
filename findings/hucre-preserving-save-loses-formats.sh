#!/usr/bin/env bash
# The way to save that "preserves" a workbook sets every number format to General, unless it was told to read styles.
#
# Package: hucre 1.0.0 (npm); the workbook is openpyxl 3.1.5's, which also reads back what was saved.
# A good engineer would guess: openXlsx and saveXlsx, which the README sets apart as the way that keeps whatever the
# library does not know, keeps formats: called as the README calls them, with nothing changed. What happens: each cell
# of the sheet is written anew, in General, or in yyyy-mm-dd if it was a date, a time or a duration. The option
# readStyles, which is there to read them, decides whether the file keeps them.
# Seen on 2026-11-29: 0.6 as 0% -> General; 12.5 as 0.0" days" -> General; 7 as 000 -> General; June 2010 as mmm yyyy,
# 09:30 as h:mm:ss, 30 hours as [hh]:mm:ss -> yyyy-mm-dd (30 hours is then a day of 1900). With readStyles: all kept.
# Who is hurt: whoever sets one cell of a template: 60 % is shown as 0.6, the code 007 as 7, a duration as a day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5
npm install --silent --no-fund --no-audit --prefix "$work" hucre@1.0.0
env/bin/python - <<'PY'
from datetime import date, time, timedelta

import openpyxl

book = openpyxl.Workbook()
values = [0.6, 12.5, 7, date(2010, 6, 30), time(9, 30), timedelta(hours=30)]
book.active.append(values)
for cell, code in zip(book.active[1], ["0%", '0.0" days"', "000", "mmm yyyy"]):
    cell.number_format = code
book.save("made.xlsx")
PY
cat > pass.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import { openXlsx, saveXlsx } from "hucre";
const bytes = new Uint8Array(readFileSync("made.xlsx"));
writeFileSync("preserved.xlsx", await saveXlsx(await openXlsx(bytes)));
writeFileSync("styled.xlsx", await saveXlsx(await openXlsx(bytes, { readStyles: true })));
JS
node pass.mjs
env/bin/python - <<'PY'
import openpyxl

made = ["0%", '0.0" days"', "000", "mmm yyyy", "h:mm:ss", "[hh]:mm:ss"]
lost = ["General"] * 3 + ["yyyy-mm-dd"] * 3
for name, right in [("made", made), ("styled", made), ("preserved", lost)]:
    formats = [cell.number_format for cell in openpyxl.load_workbook(f"{name}.xlsx").active[1]]
    print(name, formats)
    assert formats == right
PY
