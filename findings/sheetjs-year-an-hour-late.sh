#!/usr/bin/env bash
# A council's year in a CSV file, 2009-10, is read as 1 October 2009 at one in the morning; 10-11 as a day of 2001.
#
# Package: xlsx 0.18.5 (SheetJS, the newest edition on npm), with the machine's time zone that of London.
# A good engineer would guess: 2009-10 stays text, or becomes 1 October 2009 at midnight as a spreadsheet has it, the
# same wherever the server stands. What happens: a text of the form year-month or year-month-day is read as UTC and put
# down in local time, so that in summer time it is an hour late; 2009/10 and a day in winter are not. Serial numbers
# are no longer whole, so joins on the day fail for two quarters of four and hold for the others.
# And a text without a year, 10-11 or 3-4, is a day of the year 2001.
# Seen on 2026-11-29, TZ=Europe/London:
#   2009-10 -> 40087.041666666664, 2010-11 -> 40483, 2010-06-30 -> 40359.041666666664, 2010-12-31 -> 40543
#   2009/10 -> 40087, 10-11 -> 37175 (11 October 2001), 3-4 -> 36954 (4 March 2001), 2009-13 stays text
#   with TZ=UTC: 40087, 40483, 40359, 40543 and the others as above
# Who is hurt: whoever takes CSV files in a browser or a server in Britain; the tests on a machine in UTC see nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit xlsx@0.18.5 > /dev/null
cat > read.cjs <<'JS'
const assert = require("node:assert");
const XLSX = require("xlsx");
const texts = ["2009-10", "2010-11", "2010-06-30", "2010-12-31", "2009/10", "10-11", "3-4", "2009-13"];
const book = XLSX.read("period\n" + texts.join("\n") + "\n", { type: "string" });
const read = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).slice(1).map((row) => row[0]);
console.log(process.env.TZ, JSON.stringify(read));
const late = process.env.TZ === "UTC" ? 0 : 1 / 24;
const meant = [40087 + late, 40483, 40359 + late, 40543, 40087, 37175, 36954];
meant.forEach((value, at) => assert(Math.abs(read[at] - value) < 1e-6, `${texts[at]}: ${read[at]}`));
assert.strictEqual(read[7], "2009-13");
JS
TZ=Europe/London node read.cjs
TZ=UTC node read.cjs
