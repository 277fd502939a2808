#!/usr/bin/env bash
# The last day of March, June, September and December, every year: right in the first year, 1 July in the second.
#
# Packages: ical.js 2.2.1 (npm); rrule 2.8.1 and rrule-temporal 2.2.8 (npm), python-dateutil 2.9.0.post0 to compare.
# A good engineer would guess: FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1 (RFC 5545) is the last day of each of these
# months in every year, and a reader that has it right four times has understood it. What happens: from the second year
# on the day of one month is carried into the others: after 31 December comes 31 June, which is 1 July; and 31 March is
# 30 March where September ends the year's round. With one month alone it is right, and so is the same list of days as
# FREQ=MONTHLY;INTERVAL=3. FREQ=YEARLY;BYDAY=20MO, the twentieth Monday, is every Monday from there on.
# Seen on 2026-11-30, the second year: months 3, 6, 9, 12 -> 31 March, 1 July, 1 October, 31 December 2011; months 3, 9
# -> 30 March, 30 September 2011; months 2, 8 -> 3 March, 31 August 2011; 20MO -> 17, 24, 31 May 2010. The other three
# have the last day of each month, and 17 May 2010, 16 May 2011, 14 May 2012.
# Who is hurt: returns due at the end of each quarter, in calendars that were looked at in their first year.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check python-dateutil==2.9.0.post0
npm install --silent --no-fund --no-audit --prefix "$work" ical.js@2.2.1 rrule@2.8.1 rrule-temporal@2.2.8
cat > days.mjs <<'JS'
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import ICAL from "ical.js";
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";
const python = "import sys; from dateutil.rrule import rrulestr; print(*(d.date() for d in rrulestr(sys.argv[1])))";
const cases = [
  ["2010-03-31", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1;COUNT=8",
    "2010-03-31 2010-06-30 2010-09-30 2010-12-31 2011-03-31 2011-07-01 2011-10-01 2011-12-31",
    "2010-03-31 2010-06-30 2010-09-30 2010-12-31 2011-03-31 2011-06-30 2011-09-30 2011-12-31"],
  ["2010-03-31", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1;COUNT=4",
    "2010-03-31 2010-09-30 2011-03-30 2011-09-30", "2010-03-31 2010-09-30 2011-03-31 2011-09-30"],
  ["2010-02-28", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=-1;COUNT=4",
    "2010-02-28 2010-08-31 2011-03-03 2011-08-31", "2010-02-28 2010-08-31 2011-02-28 2011-08-31"],
  ["2010-05-17", "FREQ=YEARLY;BYDAY=20MO;COUNT=3",
    "2010-05-17 2010-05-24 2010-05-31", "2010-05-17 2011-05-16 2012-05-14"],
  ["2010-03-31", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1;COUNT=2", "2010-03-31 2011-03-31", "2010-03-31 2011-03-31"],
  ["2010-03-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=6",
    "2010-03-31 2010-06-30 2010-09-30 2010-12-31 2011-03-31 2011-06-30",
    "2010-03-31 2010-06-30 2010-09-30 2010-12-31 2011-03-31 2011-06-30"],
];
for (const [start, rule, seen, right] of cases) {
  const text = `DTSTART:${start.replaceAll("-", "")}T090000Z\nRRULE:${rule}`;
  const days = [];
  const next = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  for (let day = next.next(); day; day = next.next()) days.push(day.toString());
  const others = [
    rrule.rrulestr(text).all().map((day) => day.toISOString().slice(0, 10)).join(" "),
    new RRuleTemporal({ rruleString: text }).all().map((day) => day.toPlainDate().toString()).join(" "),
    execFileSync("env/bin/python", ["-c", python, text], { encoding: "utf8" }).trim(),
  ];
  console.log(`${rule}\n  ical.js ${days.join(" ")}\n  others  ${others[0]}`);
  assert.equal(days.join(" "), seen);
  for (const other of others) assert.equal(other, right);
}
JS
node days.mjs
